//! The direction of a text's meaning, in bytes, and how near two of them are.

use std::fmt;

/// Numbers of a vector that the table makes.
pub const DIMENSIONS: usize = 128;

/// The largest of a vector's numbers.
const LARGEST: f32 = 127.0;
/// Numbers that are multiplied at once: every vector has a multiple of them.
const AT_ONCE: usize = 64;

/// The direction of a text's meaning. How long it is says nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct Vector(Box<[i8]>);

/// What a visitor asks can be told from it, roughly.
impl fmt::Debug for Vector {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Vector").finish_non_exhaustive()
    }
}

impl Vector {
    /// Of a text that says nothing known.
    pub fn none(dimensions: usize) -> Self {
        Self(vec![0; dimensions].into())
    }

    /// The direction of these numbers; of none where they lead nowhere or are none.
    pub fn of(numbers: &[f32]) -> Self {
        let most = numbers.iter().fold(0.0f32, |most, number| most.max(number.abs()));
        let scale = LARGEST / most;
        if !scale.is_finite() || scale <= 0.0 {
            return Self::none(numbers.len());
        }
        #[expect(clippy::cast_possible_truncation, reason = "between -127 and 127; what is no number becomes 0")]
        Self(numbers.iter().map(|number| (number * scale).round() as i8).collect())
    }

    /// As it was kept.
    pub fn kept(bytes: &[u8]) -> Self {
        Self(bytes.iter().map(|byte| byte.cast_signed()).collect())
    }

    /// Whether it points anywhere.
    pub fn is_some(&self) -> bool {
        self.0.iter().any(|number| *number != 0)
    }

    /// As it is kept.
    pub fn bytes(&self) -> Vec<u8> {
        self.0.iter().map(|number| number.cast_unsigned()).collect()
    }

    /// Its product with one that was kept. Divided by both lengths it is their cosine.
    pub fn product(&self, kept: &[u8]) -> i32 {
        let blocks = self.0.as_chunks::<AT_ONCE>().0.iter().zip(kept.as_chunks::<AT_ONCE>().0);
        blocks.map(|(left, right)| product(left, right)).sum()
    }
}

/// Widened so, processors multiply and add eight numbers at once.
fn product(left: &[i8; AT_ONCE], right: &[u8; AT_ONCE]) -> i32 {
    left.iter().zip(right).map(|(left, right)| i32::from(i16::from(*left)) * i32::from(i16::from(right.cast_signed()))).sum()
}

/// The length of a vector that was kept.
pub fn length(kept: &[u8]) -> f32 {
    let squares = kept.iter().map(|byte| i16::from(byte.cast_signed())).map(|number| i32::from(number * number));
    (squares.sum::<i32>() as f32).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vector(first: f32, second: f32) -> Vector {
        let mut numbers = [0.0; DIMENSIONS];
        (numbers[0], numbers[127]) = (first, second);
        Vector::of(&numbers)
    }

    fn cosine(left: &Vector, right: &Vector) -> f32 {
        left.product(&right.bytes()) as f32 / length(&left.bytes()) / length(&right.bytes())
    }

    #[test]
    fn directions_are_as_near_as_they_were() {
        assert!((cosine(&vector(1.0, 1.0), &vector(3e-5, 3e-5)) - 1.0).abs() < 1e-3, "how long they are says nothing");
        assert!(cosine(&vector(1.0, 0.0), &vector(0.0, -2.0)).abs() < 1e-3);
        assert!((cosine(&vector(1.0, 0.0), &vector(1.0, -1.0)) - 0.5f32.sqrt()).abs() < 1e-2);
        assert!((cosine(&vector(5.0, 0.0), &vector(-1.0, 0.0)) + 1.0).abs() < 1e-3);
    }

    #[test]
    fn what_leads_nowhere_has_no_direction() {
        for nowhere in [0.0, f32::INFINITY, f32::NEG_INFINITY, f32::NAN] {
            assert!(!vector(nowhere, 0.0).is_some(), "{nowhere}");
        }
        assert!(vector(f32::MIN_POSITIVE, 0.0).product(&[0x80; DIMENSIONS]) <= 0, "bytes that nobody here writes");
    }
}
