//! The colours of a theme as a terminal takes them: grounds and inks, and the steps between the two.

use rustc_hash::FxHashMap;

use super::shades::{Rgb, Shades};

/// Steps from a ground to an ink.
const STEPS: u16 = 6;

/// A palette that is known before anything is drawn.
pub(super) struct Colors {
    colors: Vec<Rgb>,
    /// Nearest colours, as they were asked for.
    nearest: FxHashMap<Rgb, u16>,
    /// Steps of a colour that are told apart.
    apart: u8,
}

impl Colors {
    /// Those of a theme; grounds first, so that they are met exactly.
    pub(super) fn of(shades: &Shades) -> Self {
        let pairs = shades.pairs();
        let mut colors: Vec<Rgb> = Vec::new();
        let mut add = |color: Rgb| {
            if !colors.contains(&color) {
                colors.push(color);
            }
        };
        pairs.iter().for_each(|(ground, _)| add(*ground));
        pairs.iter().flat_map(|(_, inks)| inks).for_each(|ink| add(*ink));
        for (ground, inks) in &pairs {
            for ink in inks {
                (1..STEPS).for_each(|step| add(between(*ground, *ink, step)));
            }
        }
        Self { colors, nearest: FxHashMap::default(), apart: 1 }
    }

    /// These, at most 256 of them, for a picture of a great many: those that hardly differ are taken for one. The first is met exactly.
    pub(super) fn of_picture(colors: Vec<Rgb>) -> Self {
        Self { colors, nearest: FxHashMap::default(), apart: 4 }
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.colors.len()
    }

    /// How a colour is defined: red, green and blue in hundredths.
    pub(super) fn hundredths(&self, color: u16) -> [u8; 3] {
        self.colors.get(usize::from(color)).copied().unwrap_or_default().map(hundredths)
    }

    /// The place of the colour that is nearest.
    pub(super) fn nearest(&mut self, color: Rgb) -> u16 {
        let colors = &self.colors;
        if colors.first() == Some(&color) {
            return 0;
        }
        let color = color.map(|part| part / self.apart * self.apart + self.apart / 2);
        *self.nearest.entry(color).or_insert_with(|| {
            let near = |other: &Rgb| {
                let [r, g, b] = [0, 1, 2].map(|at| {
                    let difference = i32::from(*other.get(at).unwrap_or(&0)) - i32::from(*color.get(at).unwrap_or(&0));
                    difference * difference
                });
                2 * r + 4 * g + 3 * b
            };
            (0..).zip(colors).min_by_key(|(_, other)| near(other)).map_or(0, |(at, _)| at)
        })
    }
}

fn between(from: Rgb, to: Rgb, step: u16) -> Rgb {
    let part = |at: usize| {
        let (from, to) = (u16::from(*from.get(at).unwrap_or(&0)), u16::from(*to.get(at).unwrap_or(&0)));
        u8::try_from((from * (STEPS - step) + to * step + STEPS / 2) / STEPS).unwrap_or(u8::MAX)
    };
    [part(0), part(1), part(2)]
}

/// The hundredths that a terminal makes the nearest value of: it cuts what is left.
fn hundredths(value: u8) -> u8 {
    let shown = |percent: u8| 255 * u16::from(percent) / 100;
    (0..=100).min_by_key(|percent| shown(*percent).abs_diff(u16::from(value))).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::theme::{Depth, Look, Theme};

    #[test]
    fn grounds_are_met_exactly_and_there_are_few_colours() {
        for look in [Look::Paper, Look::Contrast, Look::Staff] {
            let shades = Shades::of(&Theme::new(look, Depth::True)).unwrap();
            let mut colors = Colors::of(&shades);
            assert!(colors.count() <= 256, "{look:?}: {}", colors.count());
            for ground in [shades.paper, shades.card] {
                let at = colors.nearest(ground);
                assert_eq!(colors.hundredths(at).map(|part| u8::try_from(255 * u16::from(part) / 100).unwrap()), ground, "{look:?}");
            }
        }
        assert_eq!(Shades::of(&Theme::new(Look::Paper, Depth::Sixteen)), None);
    }
}
