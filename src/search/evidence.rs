//! What speaks for a library being about a question, added up: words alone tell it of a short one. Who tells a story uses words that no record has,
//! and a record that is about it may share none of them; how near the texts come by what they mean then counts as well.
//!
//! The figures were chosen on the questions in `data/evaluate` that were there when they were, and on 170 absent matters more; by them a longer
//! question about an absent matter is denied in 8 of 10 cases, a story in 7, and either about a held one in 3 of 100.

/// Characters up to which a question is nothing but its matter; up to which words that no record has say that nothing is about it; who tells a
/// longer story uses such words anyway.
pub(super) const SHORT: usize = 8;
pub(super) const JUDGED: usize = 11;
/// What each part of it weighs.
const BEST: f32 = 3.0;
const FIRST: f32 = 2.0;
const KNOWN: f32 = 2.0;
const BORNE: f32 = 2.0;
const ALIKE: f32 = 3.0;
const NEAR: f32 = 3.0;
const SCORE: f32 = 0.5;
/// What is taken away for words of a story that no hit is called by: the more of them, the less it is about what the hits are.
const UNMET: f32 = 1.5;

/// What it must come to: of a short matter, which words must deny as well; of a question; of a story.
const ENOUGH: f32 = 4.35;
const ENOUGH_LONGER: f32 = 3.1;
const ENOUGH_OF_A_STORY: f32 = -0.85;

/// What is known of the hits of a question, each but the last from 0 to about 1.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Evidence {
    /// How far the best of them, and the first, is about it by what it is called.
    pub(super) best: f32,
    pub(super) first: f32,
    /// How much of it is a name that some record has.
    pub(super) known: f32,
    /// How much of it places, bodies and notices have.
    pub(super) borne: f32,
    /// Whether one of them is short for it, or called as its shape says.
    pub(super) alike: bool,
    /// How near the nearest of them comes by what it means.
    pub(super) near: f32,
    /// How well the first matches.
    pub(super) score: f32,
    /// What the words that carry the matter weigh together by which none of them is called.
    pub(super) unmet: f32,
}

impl Evidence {
    /// Whether it is enough for a question of so many characters of which words alone say this.
    pub(super) fn is_enough(&self, length: usize, by_words: bool) -> bool {
        if length <= SHORT {
            by_words || self.sum() >= ENOUGH
        } else if length <= JUDGED {
            self.sum() >= ENOUGH_LONGER
        } else {
            self.sum() - UNMET * self.unmet >= ENOUGH_OF_A_STORY
        }
    }

    fn sum(&self) -> f32 {
        let alike = if self.alike { ALIKE } else { 0.0 };
        let by_words = BEST * self.best + FIRST * self.first + KNOWN * self.known + BORNE * self.borne + alike;
        by_words + NEAR * self.near + SCORE * self.score
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_tells_a_story_needs_less_than_who_asks_in_a_word() {
        let evidence = Evidence { near: 0.6, ..Evidence::default() };
        assert_eq!([8, 11, 12].map(|length| evidence.is_enough(length, false)), [false, false, true]);
        assert!(!Evidence { unmet: 2.0, ..evidence }.is_enough(12, false), "a story of other words");
        assert!(evidence.is_enough(8, true), "words are enough for a short one");
        let named = Evidence { best: 0.5, ..evidence };
        assert_eq!([8, 11].map(|length| named.is_enough(length, false)), [false, true]);
    }
}
