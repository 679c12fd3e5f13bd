//! What a record is called, cut into words: 领养老金 has 养老金 in it and not 领养.

use std::ops::Range;

use super::language;
use crate::{library::Card, text::fold_char};

/// Shortest word that may cross the words of a name: what is longer does not stand there by chance.
const CERTAIN: usize = 3;
/// What a word is worth of which a name has all pairs, and not together.
const IN_PAIRS: f32 = 0.9;
/// What a summary is worth against title and keywords.
const SUMMARY: f32 = 0.7;

/// A text in words.
struct Cut {
    chars: Vec<char>,
    /// Whether a word begins before this character, or ends at the end of the text.
    borders: Vec<bool>,
}

/// Title, keywords and summary of a record.
pub(super) struct Called {
    names: Vec<Cut>,
    summary: Option<Cut>,
}

impl Cut {
    fn of(text: &str) -> Self {
        let chars: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).map(fold_char).collect();
        let mut borders = vec![false; chars.len() + 1];
        for at in std::iter::once(0).chain(language::ends(&chars)) {
            if let Some(border) = borders.get_mut(at) {
                *border = true;
            }
        }
        Self { chars, borders }
    }

    fn has_border(&self, at: usize) -> bool {
        self.borders.get(at).copied().unwrap_or(false)
    }

    /// Places where the word stands.
    fn places<'a>(&'a self, word: &'a [char]) -> impl Iterator<Item = Range<usize>> + 'a {
        let at = move |at: usize, stands: &[char]| (stands == word).then(|| at..at + word.len());
        self.chars.windows(word.len().max(1)).enumerate().filter_map(move |(from, stands)| at(from, stands))
    }

    /// How far it has the word, from 0 to 1: as a word, at the beginning or end of one (养老 in 养老金), or pair by pair.
    fn has(&self, word: &[char]) -> f32 {
        let is_word = |place: Range<usize>| {
            let (begins, ends) = (self.has_border(place.start), self.has_border(place.end));
            let within_one = (place.start + 1..place.end).all(|at| !self.has_border(at));
            begins && ends || (begins || ends) && (within_one || word.len() >= CERTAIN)
        };
        if self.places(word).any(is_word) {
            return 1.0;
        }
        if word.len() < CERTAIN {
            return 0.0;
        }
        let found = word.windows(2).filter(|pair| self.places(pair).next().is_some()).count();
        IN_PAIRS * found as f32 / (word.len() - 1) as f32
    }

    /// Whether the characters stand there, whatever the words.
    fn holds(&self, text: &[char]) -> bool {
        self.places(text).next().is_some()
    }
}

impl Called {
    pub(super) fn of(card: &Card) -> Self {
        let names = std::iter::once(&card.title).chain(&card.keywords).map(|name| Cut::of(name)).collect();
        Self { names, summary: card.summary.as_deref().map(Cut::of) }
    }

    /// How far title or keywords have the word.
    pub(super) fn has(&self, word: &[char]) -> f32 {
        self.names.iter().map(|name| name.has(word)).fold(0.0, f32::max)
    }

    /// How far the summary has it, which says less of what a record is about.
    pub(super) fn sums_up(&self, word: &[char]) -> f32 {
        self.summary.as_ref().map_or(0.0, |summary| SUMMARY * summary.has(word))
    }

    /// Whether the title has these characters.
    pub(super) fn entitles(&self, text: &[char]) -> bool {
        self.names.first().is_some_and(|title| title.holds(text))
    }

    /// Whether title or a keyword has these characters.
    pub(super) fn holds(&self, text: &[char]) -> bool {
        self.names.iter().any(|name| name.holds(text))
    }

    /// The same for text.
    pub(super) fn says(&self, text: &str) -> bool {
        self.holds(&text.chars().collect::<Vec<_>>())
    }

    /// Whether title, a keyword or the summary has it.
    pub(super) fn mentions(&self, text: &[char]) -> bool {
        self.holds(text) || self.summary.as_ref().is_some_and(|summary| summary.holds(text))
    }

    /// Whether it has any of these.
    pub(super) fn mentions_any(&self, texts: &[&str]) -> bool {
        texts.iter().any(|text| self.mentions(&text.chars().collect::<Vec<_>>()))
    }

    /// Where title and keywords stand in what was asked, each whole.
    pub(super) fn whole_in<'a>(&'a self, asked: &'a [char]) -> impl Iterator<Item = Range<usize>> + 'a {
        let stands = |name: &'a Cut| {
            let length = name.chars.len();
            let at = asked.windows(length.max(1)).position(|stands| stands == name.chars.as_slice());
            at.filter(|_| length > 1).map(|at| at..at + length)
        };
        self.names.iter().filter_map(stands)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_words_and_not_whatever_stands_across_them() {
        let has = |name: &str, word: &str| Cut::of(name).has(&word.chars().collect::<Vec<_>>());
        for (name, word, expected) in [
            ("领养老金", "领养", 0.0),
            ("领养老金", "养老金", 1.0),
            ("养老金申请", "养老", 1.0),
            ("买二手房", "二手", 1.0),
            ("住房公积金提取", "高考", 0.0),
            ("", "高考", 0.0),
        ] {
            assert!((has(name, word) - expected).abs() < 1e-6, "{name} {word}");
        }
        assert!((has("失业保险金", "失业保险待遇") - IN_PAIRS * 3.0 / 5.0).abs() < 1e-6);
    }
}
