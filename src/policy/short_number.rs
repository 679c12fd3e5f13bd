//! The short number of a record: six digits that a visitor writes down, and by which any terminal with the same record finds it again.

use std::fmt;

use sha2::{Digest, Sha256};

use super::RecordId;
use crate::text::squeeze;

/// Six digits that follow from the id alone, so that they hold on every terminal and in every release. Two records may share one: whoever asks by
/// it is shown both.
///
/// The first is a 1, which leads from letters to digits on a number pad, and says nothing more: so that people type what they wrote, whatever
/// keys they have. The second is none with which the numbers of hotlines and banks begin (12345, 95588).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ShortNumber(u32);

/// The least of the last five digits, and how many there are.
const LEAST: u32 = 20_000;
const MANY: u32 = 70_000;

impl ShortNumber {
    /// The number of a record.
    pub fn of(id: &RecordId) -> Self {
        let digest = Sha256::digest(id.as_str().as_bytes());
        let folded = digest.iter().fold(0, |rest, byte| (rest * 256 + u32::from(*byte)) % MANY);
        Self(LEAST + folded)
    }

    /// The number that a question is, and nothing else: `143 975`, `编号143975`, and `43975` where the first digit led to the others. `None` for
    /// everything else.
    pub fn asked(text: &str) -> Option<Self> {
        let squeezed = squeeze(text);
        let digits = squeezed.strip_prefix("编号").unwrap_or(&squeezed);
        let five = if digits.len() == 6 { digits.strip_prefix('1')? } else { digits };
        let is_one = five.len() == 5 && five.chars().all(|c| c.is_ascii_digit());
        five.parse().ok().filter(|number| is_one && (LEAST..LEAST + MANY).contains(number)).map(Self)
    }
}

impl fmt::Display for ShortNumber {
    /// In two groups, as people read digits aloud.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "1{:02} {:03}", self.0 / 1000, self.0 % 1000)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_the_same_everywhere_and_is_read_as_it_is_written() {
        let number = ShortNumber::of(&"yl-jintie".parse().unwrap());
        // Whoever has it on a piece of paper relies on it.
        assert_eq!(number.to_string(), "136 873");
        for written in [number.to_string(), format!("编号 {number}"), format!("编号：{number}"), number.to_string().replace(' ', "")] {
            assert_eq!(ShortNumber::asked(&written), Some(number), "{written}");
        }
    }

    #[test]
    fn what_is_no_such_number_is_none() {
        for text in ["", "12345", "95588", "112345", "1234567", "012345", "843975", "云政发〔2023〕8号", "14397a", "电话 143975"] {
            assert_eq!(ShortNumber::asked(text), None, "{text}");
        }
    }

    #[test]
    fn few_of_many_records_share_a_number() {
        let mut numbers: Vec<ShortNumber> = (0..3000).map(|at| ShortNumber::of(&format!("cl-{at}").parse().unwrap())).collect();
        numbers.sort_unstable();
        numbers.dedup();
        assert!(numbers.len() > 2900, "{}", numbers.len());
    }
}
