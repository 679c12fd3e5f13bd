//! What means nearly the same as a question: how near every passage is, the nearest of all, and what the nearest passages of a record come to.
//!
//! Only for questions in characters: letters, digits and numbers of papers mean what they spell.

use super::{
    nearness::Nearness,
    question::Question,
    ranked::{Ranked, better, largest},
    relatives::MANY,
};
use crate::{
    library::{Entry, Library, Ordinal},
    meaning::Vector,
    text::is_han,
};

/// The nearest passages, which are looked at whatever their words. Beside the 400 that words choose, they bring the part of the right answers that
/// is looked at, on the lay questions, from .875 to .898.
const JOINED: usize = 200;

/// The nearest records, which gain by it.
const RECORDS: usize = 50;

/// How near all that a library holds is to a question.
pub(super) struct Nearest {
    /// Of each entry, between -1 and 1.
    likenesses: Vec<f32>,
    /// The nearest passages, nearest first.
    passages: Vec<Ranked>,
    /// The nearest records, each by its nearest entry, nearest first.
    records: Vec<(Ordinal, f32)>,
    /// Of each record, what its passages among these have above the last of them, added up.
    sums: Vec<f32>,
    by_model: bool,
}

impl Nearest {
    /// None where the question has no character, or nothing is known of what it or the library is about.
    pub(super) fn to(question: &Question<'_>, library: &Library) -> Option<Self> {
        if question.terms.letters || !question.text.chars().any(is_han) {
            return None;
        }
        let vectors = library.vectors()?;
        let compass = vectors.compass()?;
        let direction = Some(compass.question(question.text)).filter(Vector::is_some)?;
        let cards = library.card_of();
        let likenesses = vectors.likenesses(&direction, cards);
        let mut before = None;
        let passages = Entry::all().zip(&likenesses).filter_map(|(entry, likeness)| {
            let card = cards.card(entry)?;
            // The first entry of a record has its names, the others are its passages.
            let is_passage = before.replace(card) == Some(card);
            is_passage.then_some(Ranked { entry, card, score: *likeness })
        });
        let mut passages = largest(passages, MANY);
        passages.sort_unstable_by(better);
        let mut records: Vec<(Ordinal, f32)> = Vec::with_capacity(library.cards().len());
        for (entry, likeness) in Entry::all().zip(&likenesses) {
            let Some(card) = cards.card(entry) else { continue };
            match records.last_mut().filter(|last| last.0 == card) {
                Some(last) => last.1 = last.1.max(*likeness),
                None => records.push((card, *likeness)),
            }
        }
        let nearer = |left: &(Ordinal, f32), right: &(Ordinal, f32)| right.1.total_cmp(&left.1).then(left.0.cmp(&right.0));
        records.sort_unstable_by(nearer);
        records.truncate(RECORDS);
        let floor = passages.last().map_or(0.0, |last| last.score);
        let mut sums = vec![0.0; library.cards().len()];
        for ranked in &passages {
            if let Some(sum) = sums.get_mut(ranked.card.index()) {
                *sum += ranked.score - floor;
            }
        }
        Some(Self { likenesses, passages, records, sums, by_model: compass.is_model() })
    }

    /// How near the library comes as a whole.
    pub(super) fn nearness(&self) -> Nearness {
        let best = self.records.first().map_or(0.0, |(_, likeness)| *likeness);
        Nearness { best, records: self.records.clone(), by_model: self.by_model }
    }

    /// Whether a model says so, whose word counts for more than the table's.
    pub(super) fn by_model(&self) -> bool {
        self.by_model
    }

    /// The passages to look at whatever their words.
    pub(super) fn joined(&self) -> impl Iterator<Item = (Entry, Ordinal)> {
        self.passages.iter().take(JOINED).map(|ranked| (ranked.entry, ranked.card))
    }

    /// The nearest records, and how much nearer each is than the last of them: 1 for the nearest, and for none if all are as near.
    pub(super) fn records(&self) -> impl Iterator<Item = (Ordinal, f32)> {
        let at = |record: Option<&(Ordinal, f32)>| record.map_or(0.0, |record| record.1);
        let (most, least) = (at(self.records.first()), at(self.records.last()));
        let spread = (most - least).max(f32::MIN_POSITIVE);
        self.records.iter().map(move |(card, likeness)| (*card, (likeness - least) / spread))
    }

    /// How near an entry is.
    pub(super) fn likeness(&self, entry: Entry) -> f32 {
        self.likenesses.get(entry.index()).copied().unwrap_or(0.0)
    }

    /// How much of a record is near: the root of what its passages come to, since the tenth says less than the first.
    pub(super) fn of_record(&self, card: Ordinal) -> f32 {
        self.sums.get(card.index()).copied().unwrap_or(0.0).max(0.0).sqrt()
    }
}
