//! What was typed, taken apart: folded text, the words to look up, and the units that a matching text should contain.

use super::{
    everyday::{Everyday, pairs},
    fillers::Fillers,
};
use crate::text::{fold_char, is_han, looks_like_letters, squeeze};

/// Units counted; what a longer question says beyond them only adds to the score.
const UNITS: usize = 32;

/// Units of the longest question of which a record should have all.
const SHORT: u32 = 8;

/// What the only official term for an expression is worth against what was typed; several share it. Tuned on the lay questions.
const OFFICIAL: f32 = 0.8;

/// One word to look up.
#[derive(Clone, PartialEq)]
pub(super) struct Word {
    /// Folded text, as the index has it.
    pub(super) text: String,
    /// The units it stands for, one bit each; 0 where only the score counts.
    pub(super) units: u32,
    /// Whether it is one Han character beside others: pairs say the same with more certainty.
    pub(super) weak: bool,
    /// Whether it is what the typing ended in and may be half a word.
    pub(super) open: bool,
    /// What a match is worth: 1 for what was typed, less for what papers write instead of it.
    pub(super) worth: f32,
}

impl Word {
    fn typed(text: String, units: u32) -> Self {
        Self { text, units, weak: false, open: false, worth: 1.0 }
    }

    /// Whether it stands in the query itself.
    pub(super) fn is_typed(&self) -> bool {
        self.worth >= 1.0
    }
}

/// What was typed.
#[derive(Clone, Default, PartialEq)]
pub(super) struct Terms {
    /// Letters, digits and Han only, folded.
    pub(super) squeezed: String,
    /// Letters alone: spellings are meant.
    pub(super) letters: bool,
    /// Words to look up.
    pub(super) words: Vec<Word>,
    /// Units of the subject: Han characters and whole words that are no fillers.
    pub(super) units: u32,
}

impl Terms {
    /// Takes a query apart, and adds what papers write instead of what people say.
    pub(super) fn with(text: &str, everyday: &Everyday) -> Self {
        let (mut terms, units) = Self::taken_apart(text, &everyday.fillers);
        let chars: Vec<char> = text.chars().map(fold_char).collect();
        for said in everyday.said_in(&chars) {
            let worth = OFFICIAL / (said.official.len() as f32).sqrt();
            for term in said.official {
                let pairs = pairs(&term);
                let count = pairs.len().max(1);
                for (at, text) in pairs.into_iter().enumerate() {
                    // A text that has all of the term has all of the expression, half of it half.
                    let (from, to) = (said.length * at / count, (said.length * (at + 1)).div_ceil(count));
                    let units = units.iter().skip(said.from + from).take(to - from).fold(0, |units, unit| units | unit);
                    terms.words.push(Word { worth, ..Word::typed(text, units) });
                }
            }
        }
        terms.merge();
        terms
    }

    /// Whether so little is asked that a record should have all of it.
    pub(super) fn is_short(&self) -> bool {
        self.units <= SHORT
    }

    /// The one pair of a query of two Han characters.
    pub(super) fn only_pair(&self) -> Option<&str> {
        let two = self.squeezed.chars().count() == 2 && self.squeezed.chars().all(is_han);
        two.then_some(self.squeezed.as_str())
    }

    /// Forgets the characters beside the pairs that they make.
    pub(super) fn forget_characters(&mut self) {
        self.words.retain(|word| !word.weak);
    }

    /// Takes a query apart.
    #[cfg(test)]
    pub(super) fn of(text: &str) -> Self {
        Self::taken_apart(text, &Fillers::new(&crate::source::built_in().fillers)).0
    }

    /// The query, and the unit of each of its characters.
    fn taken_apart(text: &str, fillers: &Fillers) -> (Self, Vec<u32>) {
        let chars: Vec<char> = text.chars().map(fold_char).collect();
        let filler = fillers.mark(&chars);
        let mut terms = Self { squeezed: squeeze(text), letters: looks_like_letters(text), ..Self::default() };
        let mut unit_of = |filler: bool| -> u32 {
            if filler || terms.units as usize >= UNITS {
                return 0;
            }
            terms.units += 1;
            1 << (terms.units - 1)
        };
        let mut units_at = vec![0; chars.len()];
        let mut previous: Option<(char, u32)> = None;
        let mut at = 0;
        while let Some(&c) = chars.get(at) {
            if is_han(c) {
                let is_filler = filler.get(at).copied().unwrap_or(false);
                let unit = unit_of(is_filler);
                if let Some(place) = units_at.get_mut(at) {
                    *place = unit;
                }
                let beside_han = previous.is_some() || chars.get(at + 1).is_some_and(|next| is_han(*next));
                let units = if beside_han { 0 } else { unit };
                if !is_filler {
                    terms.words.push(Word { weak: beside_han, ..Word::typed(c.to_string(), units) });
                }
                if let Some((first, first_unit)) = previous {
                    terms.words.push(Word::typed([first, c].iter().collect(), first_unit | unit));
                }
                previous = Some((c, unit));
                at += 1;
                continue;
            }
            previous = None;
            let word: String = chars.iter().skip(at).take_while(|c| !is_han(**c) && c.is_alphanumeric()).collect();
            at += word.chars().count().max(1);
            if !word.is_empty() {
                let units = unit_of(false);
                if let Some(year) = year_in_han(&word) {
                    terms.words.extend(pairs_of_year(&year, units));
                }
                terms.words.push(Word { open: at >= chars.len(), ..Word::typed(word, units) });
            }
        }
        terms.words.extend(years_in_figures(&chars, &units_at));
        terms.merge();
        (terms, units_at)
    }

    /// The same word twice is looked up once and stands for the units of both.
    fn merge(&mut self) {
        let mut merged: Vec<Word> = Vec::with_capacity(self.words.len());
        for word in self.words.drain(..) {
            match merged.iter_mut().find(|known| known.text == word.text) {
                Some(known) => {
                    known.units |= word.units;
                    known.weak &= word.weak;
                    known.worth = known.worth.max(word.worth);
                }
                None => merged.push(word),
            }
        }
        self.words = merged;
    }
}

const FIGURES: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// A year in figures as papers write it out: 二〇二六 for 2026.
fn year_in_han(word: &str) -> Option<[char; 4]> {
    let figures: Option<Vec<char>> = word.chars().map(|c| FIGURES.get(usize::try_from(c.to_digit(10)?).ok()?).copied()).collect();
    figures?.try_into().ok().filter(|_| word.starts_with(['1', '2']))
}

/// The pairs of a year that is written out. The last tells it from its neighbours, and stands for it.
fn pairs_of_year(year: &[char; 4], units: u32) -> impl Iterator<Item = Word> {
    let pairs: Vec<String> = year.windows(2).map(|pair| pair.iter().collect()).collect();
    let last = pairs.len() - 1;
    pairs.into_iter().enumerate().map(move |(at, pair)| Word { worth: OFFICIAL, ..Word::typed(pair, if at == last { units } else { 0 }) })
}

/// Years that were written out, as papers write them in figures.
fn years_in_figures(chars: &[char], units_at: &[u32]) -> Vec<Word> {
    let figure = |c: &char| FIGURES.iter().position(|figure| figure == c).and_then(|figure| u32::try_from(figure).ok());
    let years = chars.windows(5).zip(units_at.windows(4)).filter_map(|(chars, units)| {
        let (year, rest) = chars.split_at_checked(4)?;
        let figures: String = year.iter().map(|c| figure(c).and_then(|figure| char::from_digit(figure, 10))).collect::<Option<_>>()?;
        let units = units.iter().fold(0, |all, unit| all | unit);
        (rest == ['年'] && figures.starts_with(['1', '2'])).then(|| Word { worth: OFFICIAL, ..Word::typed(figures, units) })
    });
    years.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strong(text: &str) -> Vec<(String, u32)> {
        Terms::of(text).words.into_iter().filter(|word| !word.weak).map(|word| (word.text, word.units)).collect()
    }

    #[test]
    fn pairs_stand_for_their_characters_and_words_for_themselves() {
        assert_eq!(strong("养老金"), [("养老".to_owned(), 0b011), ("老金".to_owned(), 0b110)]);
        assert_eq!(strong("金"), [("金".to_owned(), 1)]);
        assert_eq!(strong("GB 18667"), [("gb".to_owned(), 1), ("18667".to_owned(), 2)]);
        assert_eq!(Terms::of("養老").squeezed, "养老");
        assert_eq!(Terms::of("").units, 0);
    }

    #[test]
    fn a_year_is_the_same_in_figures_and_written_out() {
        let units = |text: &str, word: &str| Terms::of(text).words.iter().find(|known| known.text == word).map(|known| known.units);
        assert_eq!(units("2026年", "二六"), units("2026年", "2026"));
        assert_eq!(units("二〇二六年养老", "2026"), Some(0b1111));
        assert_eq!(units("二〇二六", "2026"), None, "no year");
        assert_eq!(units("5120年", "二〇"), None);
        assert_eq!(units("20260101", "二六"), None);
    }

    #[test]
    fn question_words_are_no_subject() {
        let terms = Terms::of("退休金怎么领");
        assert_eq!(terms.units, 4, "退休金 and 领");
        assert_eq!(Terms::of("怎么").units, 2);
    }

    #[test]
    fn a_word_at_the_end_may_be_half_typed() {
        assert!(Terms::of("标准 186").words.iter().any(|word| word.text == "186" && word.open));
        assert!(!Terms::of("186 标准").words.iter().any(|word| word.open));
        assert!(Terms::of("yang lao").letters);
    }

    #[test]
    fn a_question_of_any_length_is_taken_apart() {
        let long = "请问职工在工作时间和工作岗位突发疾病死亡".repeat(9);
        let terms = Terms::of(&long);
        assert_eq!(terms.units, 32);
        let mut texts: Vec<_> = terms.words.iter().map(|word| &word.text).collect();
        texts.sort_unstable();
        texts.dedup();
        assert_eq!(texts.len(), terms.words.len());
    }
}
