//! Records by the words of their texts: each speaks by its best passage.

use std::{
    io,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use super::{
    super::{
        error::SearchError,
        features::Row,
        first_look,
        lists::Lists,
        query::Care,
        question::Question,
        ranked::Ranked,
        second_look::{POOL, SecondLook, Weights},
        tally::{Slot, Tally},
    },
    candidate::{Bond, Candidate, Candidates, Finder, Voice},
};
use crate::library::{Entry, Library, Ordinal};

/// Passages that are looked at more closely at a first look, where they only speak for records: chosen by what a key may cost.
const SMALL_POOL: usize = 64;

/// The texts, ready to be asked.
pub(in crate::search) struct Words {
    lists: Arc<Lists>,
    /// What is left of the last question; cleared before it is used.
    tally: Mutex<Tally>,
}

impl Words {
    pub(in crate::search) fn new(lists: Arc<Lists>) -> Self {
        Self { lists, tally: Mutex::default() }
    }

    /// The passages that answer best, best first.
    pub(in crate::search) fn passages(&self, question: &Question<'_>, library: &Library) -> io::Result<Vec<Ranked>> {
        Ok(self.best(question, library, POOL, |_, _| {})?.0)
    }

    /// The passages that are looked at twice, by entry, with what is looked at.
    pub(in crate::search) fn looked_at(&self, question: &Question<'_>, library: &Library) -> io::Result<(Vec<Entry>, Vec<Row>)> {
        let candidates = self.second_look(library).candidates(&question.terms, &mut self.tally(), |_, _| {})?;
        Ok((candidates.pool.into_iter().map(|ranked| ranked.entry).collect(), candidates.rows))
    }

    /// The best passages, best first, and the score that a passage of nothing but the question would come near to. `each` is shown every passage
    /// that contains any of the words.
    fn best(
        &self,
        question: &Question<'_>,
        library: &Library,
        pool: usize,
        each: impl FnMut(Entry, Slot),
    ) -> io::Result<(Vec<Ranked>, f32)> {
        let (terms, mut tally) = (&question.terms, self.tally());
        match question.care {
            Care::Quick => first_look::best(&self.lists.body, terms, &mut tally, library.card_of(), pool, each),
            Care::Careful => self.second_look(library).best(terms, &mut tally, Weights::fitted(), each),
        }
    }

    fn second_look<'a>(&'a self, library: &'a Library) -> SecondLook<'a> {
        SecondLook { lists: &self.lists, cards: library.card_of(), records: library.cards().len() }
    }

    fn tally(&self) -> MutexGuard<'_, Tally> {
        self.tally.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Finder for Words {
    fn candidates(&self, question: &Question<'_>, library: &Library) -> Result<Candidates, SearchError> {
        let cards = library.card_of();
        let mut bests = vec![Best::default(); library.cards().len()];
        let (pool, most) = self.best(question, library, SMALL_POOL, |entry, slot| {
            if let Some(best) = cards.card(entry).and_then(|card| bests.get_mut(card.index())) {
                best.covered = best.covered.max(slot.covered());
                best.passage = best.passage.max(Best::packed(slot.score, entry));
            }
        })?;
        // The pool has looked at neighbours and relatives, which may change which passage is best.
        for ranked in pool.iter().rev() {
            if let Some(best) = bests.get_mut(ranked.card.index()) {
                best.passage = Best::packed(best.score().max(ranked.score), ranked.entry);
            }
        }
        let found = Ordinal::all().zip(&bests).filter(|(_, best)| best.passage != 0);
        Ok(Candidates { found: found.map(|(card, best)| best.speaks_for(card)).collect(), most })
    }
}

/// The best passage of a card while all are gone through.
#[derive(Debug, Clone, Copy, Default)]
struct Best {
    /// Score above entry in one figure, so that the larger figure is the better passage: scores are positive, and positive floats are in the
    /// order of their bits. 0 where there is none.
    passage: u64,
    /// Units of the question that its best covered passage contains.
    covered: u32,
}

impl Best {
    fn packed(score: f32, entry: Entry) -> u64 {
        u64::from(score.to_bits()) << 32 | u64::from(entry.0)
    }

    fn score(self) -> f32 {
        f32::from_bits(u32::try_from(self.passage >> 32).unwrap_or(0))
    }

    fn speaks_for(self, card: Ordinal) -> Candidate {
        let entry = u32::try_from(self.passage & u64::from(u32::MAX)).map(Entry).ok();
        Candidate { card, score: self.score(), voice: Voice::Text, passage: entry, bond: Bond::Covers(self.covered) }
    }
}
