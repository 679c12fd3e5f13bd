//! The words that can be composed: common ones with their frequencies, phrases of everyday matters, and the words of the library at hand.

use std::ops::Range;

use pinyin::ToPinyin;
use rustc_hash::FxHashMap;

use crate::text::{everyday, is_han};

use super::{
    Cost, Mode, cost,
    dictionary::Dictionary,
    frames::frames,
    learning::{Subject, Vocabulary},
    names::Names,
    spelling::Spellings,
    syllables::{Syllable, spelled, syllable},
    trie::{Sorter, Trie},
};

/// Lines of a spelling, and words that are so spelled, each with how often it is written. `data/README.md` says where they come from.
pub(crate) const WORDS: &str = include_str!("../../data/compose/words.tsv");
const PHRASES: &str = include_str!("../../data/compose/phrases.tsv");

/// Characters of the shortest and the longest text that is offered as one phrase. Of longer ones only their words are learned.
const PHRASE: Range<usize> = 2..13;

/// Weight of an everyday expression.
const SAID: u32 = 1;

/// How much of what people type here is the library's subject, rather than language at large. Settled, as the next, with the matters of
/// `tests/fixtures/matters.txt`.
const SUBJECT: f64 = 0.6;

/// How likely a phrase of weight 1 is; weight counts squared.
const PHRASE_CHANCE: f64 = 2e-6;

/// Everything that can be composed.
#[derive(Debug)]
pub struct Lexicon {
    words: Dictionary,
    given: Vec<Given>,
    phrases: Trie<String>,
    subject: Subject,
    names: Names,
    letters: Spellings,
    digits: Spellings,
}

/// A text that was given, with its weight from 1 to 9.
#[derive(Debug)]
struct Given {
    text: String,
    /// None for a text that is only learned from.
    syllables: Option<Vec<Syllable>>,
    weight: u32,
}

impl Lexicon {
    /// The words, phrases and everyday expressions inside the program.
    pub fn embedded() -> Self {
        let mut lexicon = Self {
            words: Dictionary::read(WORDS),
            given: Vec::new(),
            phrases: Sorter::new(0).shelf(String::new()),
            subject: Subject::default(),
            names: Names::default(),
            letters: Spellings::new(Mode::Letters),
            digits: Spellings::new(Mode::NineGrid),
        };
        lexicon.given = PHRASES.lines().filter_map(Given::of_line).collect();
        lexicon.names = Names::new(|name| lexicon.reading(name));
        lexicon.with(everyday().map(|(said, _)| (said.to_owned(), SAID)));
        lexicon
    }

    /// Adds texts that people here may want to type, each with a weight from 1 (a title among many) to 9 (what everybody asks for). How they are
    /// spelled is worked out; what is not Chinese in them is passed over. Costs as much as loading: give all at once.
    pub fn with(&mut self, words: impl Iterator<Item = (String, u32)>) {
        for (text, weight) in words {
            let weight = weight.clamp(1, 9);
            for run in text.split(|c| !is_han(c)).filter(|run| run.chars().nth(1).is_some()) {
                let syllables = if PHRASE.contains(&run.chars().count()) { self.reading(run) } else { None };
                self.given.push(Given { text: run.to_owned(), syllables, weight });
            }
        }
        self.learn();
    }

    pub(super) fn words(&self) -> &Trie<&'static str> {
        self.words.shelf()
    }

    /// The number of a word, and its cost here; none if it is no word.
    pub(super) fn word(&self, text: &str) -> Option<(u32, Cost)> {
        let number = self.words.number(text)?;
        Some((number, self.words.shelf().word(number)?.cost))
    }

    pub(super) fn names(&self) -> &Names {
        &self.names
    }

    pub(super) fn phrases(&self) -> &Trie<String> {
        &self.phrases
    }

    pub(super) fn subject(&self) -> &Subject {
        &self.subject
    }

    pub(super) fn spellings(&self, mode: Mode) -> &Spellings {
        match mode {
            Mode::Letters => &self.letters,
            Mode::NineGrid => &self.digits,
        }
    }

    /// How a text is read: word by word as the words are, other characters as they are read most often.
    pub(super) fn reading(&self, text: &str) -> Option<Vec<Syllable>> {
        let vocabulary = Vocabulary::new(|piece| self.words.cost(piece));
        let mut syllables = Vec::new();
        for piece in vocabulary.cut(text) {
            if let Some(reading) = self.words.spelling(piece) {
                syllables.extend(spelled(reading)?);
            } else {
                for c in piece.chars() {
                    syllables.push(syllable(&c.to_pinyin()?.plain().replace('ü', "v"))?);
                }
            }
        }
        Some(syllables)
    }

    /// Builds the shelf of phrases and weighs every word anew.
    fn learn(&mut self) {
        let mut phrases: Vec<&Given> = self.given.iter().filter(|given| given.syllables.is_some()).collect();
        phrases.sort_by(|a, b| (&a.syllables, &a.text).cmp(&(&b.syllables, &b.text)).then(b.weight.cmp(&a.weight)));
        phrases.dedup_by(|a, b| a.syllables == b.syllables && a.text == b.text);

        let short: FxHashMap<&str, Cost> =
            phrases.iter().filter(|given| given.text.chars().count() < 5).map(|given| (given.text.as_str(), given.cost())).collect();
        let known = &self.words;
        let vocabulary = Vocabulary::new(|piece| match (known.cost(piece), short.get(piece)) {
            (Some(known), Some(short)) => Some(known.min(*short)),
            (known, short) => known.or(short.copied()),
        });
        let chance = |word: &str| known.chance(word) * (1.0 - SUBJECT);
        let texts = self.given.iter().map(|given| (given.text.as_str(), given.weight));
        self.subject = Subject::of(texts, &frames(), &vocabulary, chance, SUBJECT);

        let mut text = String::new();
        let mut sorter = Sorter::new(phrases.len());
        for given in &phrases {
            let from = text.len();
            text.push_str(&given.text);
            sorter.push(given.syllables.as_deref().unwrap_or_default(), from..text.len(), 0);
        }
        let weights: Vec<f64> = phrases.iter().map(|given| given.chance()).collect();
        let subject = &self.subject;
        self.phrases = sorter.shelf(text);
        self.phrases.weigh(|text, number| {
            let (share, subject) = subject.share(text);
            (cost(weights.get(number).copied().unwrap_or_default() + SUBJECT * share), subject)
        });

        // Few words are of the subject: those are found by their text, the others keep their place in language at large.
        self.words.weigh(self.subject.words(), SUBJECT);
    }
}

impl Given {
    /// A line of `phrases.tsv`: phrase, spelling, weight.
    fn of_line(line: &str) -> Option<Self> {
        let mut columns = line.split('\t');
        let (text, spelling, weight) = (columns.next()?, columns.next()?, columns.next()?);
        let syllables = if PHRASE.contains(&text.chars().count()) { spelled(spelling) } else { None };
        Some(Self { text: text.to_owned(), syllables, weight: weight.trim().parse().ok()? })
    }

    fn chance(&self) -> f64 {
        PHRASE_CHANCE * f64::from(self.weight) * f64::from(self.weight)
    }

    fn cost(&self) -> Cost {
        cost(self.chance())
    }
}
