//! The direction of a text's meaning, in bytes, and how near two of them are.

use std::fmt;

/// Numbers of a vector.
pub const DIMENSIONS: usize = 128;

/// The largest of a vector's numbers.
const LARGEST: f32 = 127.0;

/// The direction of a text's meaning. How long it is says nothing.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Vector([i8; DIMENSIONS]);

/// What a visitor asks can be told from it, roughly.
impl fmt::Debug for Vector {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Vector").finish_non_exhaustive()
    }
}

impl Vector {
    /// Of a text that says nothing known.
    pub const NONE: Self = Self([0; DIMENSIONS]);

    /// The direction of these numbers; of none where they lead nowhere or are none.
    pub fn of(numbers: &[f32; DIMENSIONS]) -> Self {
        let most = numbers.iter().fold(0.0f32, |most, number| most.max(number.abs()));
        let scale = LARGEST / most;
        if !scale.is_finite() || scale <= 0.0 {
            return Self::NONE;
        }
        #[expect(clippy::cast_possible_truncation, reason = "between -127 and 127; what is no number becomes 0")]
        Self(numbers.map(|number| (number * scale).round() as i8))
    }

    /// Whether it points anywhere.
    pub fn is_some(&self) -> bool {
        *self != Self::NONE
    }

    /// As it is kept.
    pub fn bytes(&self) -> [u8; DIMENSIONS] {
        self.0.map(i8::cast_unsigned)
    }

    /// Its product with one that was kept. Divided by both lengths it is their cosine.
    pub fn product(&self, kept: &[u8; DIMENSIONS]) -> i32 {
        // Widened so, processors multiply and add eight of them at once.
        self.0.iter().zip(kept).map(|(left, right)| i32::from(i16::from(*left)) * i32::from(i16::from(right.cast_signed()))).sum()
    }
}

/// The length of a vector that was kept.
pub fn length(kept: &[u8; DIMENSIONS]) -> f32 {
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

    fn cosine(left: Vector, right: Vector) -> f32 {
        left.product(&right.bytes()) as f32 / length(&left.bytes()) / length(&right.bytes())
    }

    #[test]
    fn directions_are_as_near_as_they_were() {
        assert!((cosine(vector(1.0, 1.0), vector(3e-5, 3e-5)) - 1.0).abs() < 1e-3, "how long they are says nothing");
        assert!(cosine(vector(1.0, 0.0), vector(0.0, -2.0)).abs() < 1e-3);
        assert!((cosine(vector(1.0, 0.0), vector(1.0, -1.0)) - 0.5f32.sqrt()).abs() < 1e-2);
        assert!((cosine(vector(5.0, 0.0), vector(-1.0, 0.0)) + 1.0).abs() < 1e-3);
    }

    #[test]
    fn what_leads_nowhere_has_no_direction() {
        for nowhere in [0.0, f32::INFINITY, f32::NEG_INFINITY, f32::NAN] {
            assert!(!vector(nowhere, 0.0).is_some(), "{nowhere}");
        }
        assert!(vector(f32::MIN_POSITIVE, 0.0).product(&[0x80; DIMENSIONS]) <= 0, "bytes that nobody here writes");
    }
}
