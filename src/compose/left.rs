//! What was written already, where somebody composes on: 公积金 makes 提取 likelier than 拖欠, and after 退 the next character is 休.

use rustc_hash::FxHashMap;

use super::{Cost, Lexicon, cost, trie::ROOT};

/// Characters of what was written that are looked at.
const MOST: usize = 12;
/// Characters of a word that may be half written.
const HALF: usize = 4;
/// The most that a half written word recommends its rest. Settled with the sentences of `tests/fixtures/spoken.txt`, composed word by word.
const REST: Cost = 600;

/// What stands before the keys.
#[derive(Debug, Default)]
pub(super) struct Left {
    /// Words of the subject with which it ends, by number, the longest first.
    words: Vec<u16>,
    /// What makes a word together with its end, by number, and how much that is worth.
    rests: FxHashMap<u32, Cost>,
}

impl Left {
    /// Reads the end of a text.
    pub(super) fn of(lexicon: &Lexicon, text: &str) -> Self {
        let chars: Vec<char> = text.chars().collect();
        let ends = |most: usize| {
            let chars = &chars;
            (1..=most.min(chars.len())).rev().map(move |length| chars.iter().skip(chars.len() - length).collect::<String>())
        };
        let known = |end: &String| Some(lexicon.subject().share(end).1).filter(|number| *number != 0);
        let mut words: Vec<u16> = ends(MOST).filter(|end| end.chars().nth(1).is_some()).filter_map(|end| known(&end)).collect();
        if words.is_empty() {
            // One character is the end of another word as often as not.
            words.extend(ends(1).filter_map(|end| known(&end)));
        }
        let mut left = Self { words, rests: FxHashMap::default() };
        // What stands inside a word that is there already begins no other: 金 of 公积金 is no half of 金额.
        let whole = ends(HALF).find(|end| lexicon.word(end).is_some()).map_or(1, |word| word.chars().count());
        for end in ends(HALF).filter(|end| end.chars().count() >= whole) {
            left.rests_of(lexicon, &end);
        }
        left
    }

    /// What follows in words that begin with this.
    fn rests_of(&mut self, lexicon: &Lexicon, end: &str) {
        let Some(syllables) = lexicon.reading(end) else { return };
        let shelf = lexicon.words();
        let branch = syllables
            .iter()
            .try_fold(ROOT, |branch, syllable| shelf.branches(branch).iter().find(|(known, _)| known == syllable).map(|(_, next)| *next));
        let Some(branch) = branch else { return };
        let chance = |word: Cost| (-f64::from(word) / 100.0).exp();
        let longer = || shelf.words_beyond(branch).filter_map(|word| Some((shelf.text(word).strip_prefix(end)?, shelf.word(word)?.cost)));
        let all: f64 = longer().map(|(_, word)| chance(word)).sum();
        for (rest, word) in longer() {
            let Some((number, alone)) = lexicon.word(rest) else { continue };
            let saved = alone.saturating_sub(cost(chance(word) / all.max(f64::MIN_POSITIVE))).min(REST);
            let known = self.rests.entry(number).or_default();
            *known = saved.max(*known);
        }
    }

    /// Cost that a word of the subject saves behind it, or one of the words inside the program, by its number.
    pub(super) fn saved(&self, lexicon: &Lexicon, subject: u16, word: Option<u32>) -> Cost {
        let follows = self.words.iter().map(|before| lexicon.subject().saved(*before, subject)).max().unwrap_or(0);
        let rest = word.and_then(|word| self.rests.get(&word)).copied().unwrap_or(0);
        follows.max(rest)
    }
}
