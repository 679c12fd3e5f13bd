//! Numbers of places and distances as OFD writes them, in millimetres.

use roxmltree::Node;

use super::xml::child;

/// Points in a millimetre.
pub(super) const POINTS: f32 = 72.0 / 25.4;
/// The size of a page that says none.
pub(super) const A4: (f32, f32) = (210.0, 297.0);

/// Numbers divided by spaces.
pub(super) fn numbers(text: &str) -> impl Iterator<Item = f32> {
    text.split([' ', ',', '\t', '\n', '\r'])
        .filter(|part| !part.is_empty())
        .map(|part| part.parse().ok().filter(|number: &f32| number.is_finite()).unwrap_or_default())
}

/// Width and height of a page.
pub(super) fn size(area: &Node<'_, '_>) -> Option<(f32, f32)> {
    let text = child(area, "PhysicalBox")?.text()?;
    let numbers: Vec<f32> = numbers(text).collect();
    match numbers.as_slice() {
        [_, _, wide, high, ..] if *wide > 1.0 && *high > 1.0 => Some((*wide, *high)),
        _ => None,
    }
}

/// A change of places: six numbers, as in PDF, then the corner of a box.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Way {
    matrix: [f32; 6],
}

impl Way {
    /// Changes nothing.
    pub(super) const STRAIGHT: Self = Self { matrix: [1.0, 0.0, 0.0, 1.0, 0.0, 0.0] };

    /// What an object of a page says: its own matrix, then where its box stands, then `outer`.
    pub(super) fn of(object: &Node<'_, '_>, outer: Self) -> Self {
        let mut matrix = Self::STRAIGHT.matrix;
        let written: Vec<f32> = object.attribute("CTM").map(|text| numbers(text).collect()).unwrap_or_default();
        if written.len() == 6 {
            for (number, written) in matrix.iter_mut().zip(written) {
                *number = written;
            }
        }
        let mut corner = numbers(object.attribute("Boundary").unwrap_or_default());
        let (x, y) = (corner.next().unwrap_or_default(), corner.next().unwrap_or_default());
        let [a, b, c, d, e, f] = matrix;
        Self { matrix: [a, b, c, d, e + x, f + y] }.then(outer)
    }

    fn then(self, next: Self) -> Self {
        let [a, b, c, d, e, f] = self.matrix;
        let ((a, b), (c, d), (e, f)) = (next.along(a, b), next.along(c, d), next.point(e, f));
        Self { matrix: [a, b, c, d, e, f] }
    }

    /// Where a place comes to stand.
    pub(super) fn point(self, x: f32, y: f32) -> (f32, f32) {
        let [.., e, f] = self.matrix;
        let (along_x, along_y) = self.along(x, y);
        (along_x + e, along_y + f)
    }

    /// What becomes of a distance.
    pub(super) fn along(self, x: f32, y: f32) -> (f32, f32) {
        let [a, b, c, d, ..] = self.matrix;
        (a * x + c * y, b * x + d * y)
    }
}

/// Distances between letters: `g 3 5` is three times five. No more than `most` are given, whatever the file says.
pub(super) fn distances(text: &str, most: usize) -> Vec<f32> {
    let mut parts = text.split_whitespace();
    let mut distances = Vec::new();
    while distances.len() < most {
        let Some(part) = parts.next() else { break };
        if part == "g" {
            let count = parts.next().and_then(|count| count.parse::<usize>().ok()).unwrap_or_default();
            let distance = parts.next().and_then(|distance| distance.parse::<f32>().ok()).unwrap_or_default();
            let count = count.min(most - distances.len());
            distances.extend(std::iter::repeat_n(distance, count));
        } else {
            distances.push(part.parse().unwrap_or_default());
        }
    }
    distances.retain(|distance| distance.is_finite());
    distances
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_counted_and_never_more_than_letters() {
        assert_eq!(distances("g 3 5 2.5", 10), [5.0, 5.0, 5.0, 2.5]);
        assert_eq!(distances("g 4000000000 5", 3), [5.0, 5.0, 5.0]);
        assert_eq!(distances("1 g", 9), [1.0]);
    }
}
