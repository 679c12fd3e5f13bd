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
        nearest::Nearest,
        query::Care,
        question::Question,
        ranked::Ranked,
        second_look::{POOL, SecondLook},
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
        let nearest = Self::nearest(question, library);
        Ok(self.best(question, library, (nearest.as_ref(), POOL), |_, _, _| {})?.0)
    }

    /// The passages that are looked at twice, by entry, with what is looked at: with what they mean, or by their words alone.
    pub(in crate::search) fn looked_at(
        &self,
        question: &Question<'_>,
        library: &Library,
        meaning: bool,
    ) -> io::Result<(Vec<Entry>, Vec<Row>)> {
        let nearest = if meaning { Nearest::to(question, library) } else { None };
        let candidates = self.second_look(library, nearest.as_ref()).candidates(&question.terms, &mut self.tally(), |_, _, _| {})?;
        Ok((candidates.pool.into_iter().map(|ranked| ranked.entry).collect(), candidates.rows))
    }

    /// The best passages, best first, and the score that a passage of nothing but the question would come near to. `each` is shown every passage
    /// that contains any of the words.
    fn best(
        &self,
        question: &Question<'_>,
        library: &Library,
        (nearest, pool): (Option<&Nearest>, usize),
        each: impl FnMut(Ordinal, Entry, &[Slot]),
    ) -> io::Result<(Vec<Ranked>, f32)> {
        let (terms, mut tally) = (&question.terms, self.tally());
        match question.care {
            Care::Quick => first_look::best(&self.lists.body, terms, &mut tally, library.card_of(), pool, each),
            Care::Careful => self.second_look(library, nearest).best(terms, &mut tally, each),
        }
    }

    /// What means nearly the same, for whoever may take the time.
    fn nearest(question: &Question<'_>, library: &Library) -> Option<Nearest> {
        let nearest = if question.care == Care::Careful { Nearest::to(question, library) } else { None };
        if let Some(nearness) = nearest.as_ref().map(Nearest::nearness) {
            question.nearness.get_or_init(|| nearness);
        }
        nearest
    }

    fn second_look<'a>(&'a self, library: &'a Library, nearest: Option<&'a Nearest>) -> SecondLook<'a> {
        SecondLook { lists: &self.lists, cards: library.card_of(), records: library.cards().len(), nearest }
    }

    fn tally(&self) -> MutexGuard<'_, Tally> {
        self.tally.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Finder for Words {
    fn candidates(&self, question: &Question<'_>, library: &Library) -> Result<Candidates, SearchError> {
        let mut bests = vec![Best::default(); library.cards().len()];
        let nearest = Self::nearest(question, library);
        let (pool, most) = self.best(question, library, (nearest.as_ref(), SMALL_POOL), |card, first, stretch| {
            if let Some(best) = bests.get_mut(card.index()) {
                best.look_at(first, stretch);
            }
        })?;
        // The pool has looked at neighbours and relatives, which may change which passage is best.
        let tally = self.tally();
        for ranked in pool.iter().rev() {
            if let Some(best) = bests.get_mut(ranked.card.index()) {
                // What was brought for its meaning alone has no word to mark: another passage of the record is shown, where one has.
                let has_words = tally.slot(ranked.entry).score > 0.0;
                let shown = best.entry().filter(|_| !has_words).unwrap_or(ranked.entry);
                best.passage = Best::packed(best.score().max(ranked.score), shown);
            }
        }
        if question.care == Care::Careful {
            question.passages.get_or_init(|| pool.iter().filter(|ranked| tally.slot(ranked.entry).score > 0.0).copied().collect());
        }
        drop(tally);
        let found = Ordinal::all().zip(&bests).filter(|(_, best)| best.passage != 0);
        // Who says two words wants a paper about both, wherever in it they stand. Of a story, any long paper has every word somewhere.
        let short = question.terms.is_short();
        let units = |best: &Best| if short { best.all } else { best.covered.units };
        let found = found.map(|(card, best)| best.speaks_for(card, units(best)));
        let near = nearest.iter().flat_map(Nearest::records);
        let near =
            near.map(|(card, near)| Candidate { card, score: most * near, voice: Voice::Meaning, passage: None, bond: Bond::Covers(0) });
        Ok(Candidates { found: found.chain(near).collect(), most })
    }
}

/// Passages of which units are counted at once.
const AT_ONCE: usize = 16;

/// The best passage of a card while all are gone through.
#[derive(Debug, Clone, Copy, Default)]
struct Best {
    /// Score above entry in one figure, so that the larger figure is the better passage: scores are positive, and positive floats are in the
    /// order of their bits. 0 where there is none.
    passage: u64,
    /// Units of the question that its best covered passage contains, one bit each; and that passage's score, the higher of equals.
    covered: Slot,
    /// Units that any of its passages contains.
    all: u32,
}

impl Best {
    fn packed(score: f32, entry: Entry) -> u64 {
        u64::from(score.to_bits()) << 32 | u64::from(entry.0)
    }

    fn entry(self) -> Option<Entry> {
        u32::try_from(self.passage & u64::from(u32::MAX)).map(Entry).ok().filter(|_| self.passage != 0)
    }

    /// Goes through a stretch of the card's passages without a decision for any of them: most are touched or not by chance, and a processor that
    /// guesses wrong loses more than it saves.
    fn look_at(&mut self, first: Entry, stretch: &[Slot]) {
        let key = |count: u32, score: f32| u64::from(count) << 32 | u64::from(score.to_bits());
        let (mut all, mut passage) = (self.all, self.passage);
        let (mut covered, mut units) = (key(self.covered.covered(), self.covered.score), self.covered.units);
        let mut entries = first.0..;
        for slots in stretch.chunks(AT_ONCE) {
            // Counted for several at once: not every processor counts bits, and all of them do it for four numbers in the time of one.
            let mut counts = [0; AT_ONCE];
            counts.iter_mut().zip(slots).for_each(|(count, slot)| *count = slot.covered());
            for ((slot, entry), count) in slots.iter().zip(entries.by_ref()).zip(counts) {
                let touched = u64::from(slot.score.to_bits() != 0);
                all |= slot.units;
                passage = passage.max(Self::packed(slot.score, Entry(entry)) * touched);
                let here = key(count, slot.score);
                units = if here > covered { slot.units } else { units };
                covered = covered.max(here);
            }
        }
        let score = f32::from_bits(u32::try_from(covered & u64::from(u32::MAX)).unwrap_or(0));
        (self.all, self.passage, self.covered) = (all, passage, Slot { score, units });
    }

    fn score(self) -> f32 {
        f32::from_bits(u32::try_from(self.passage >> 32).unwrap_or(0))
    }

    fn speaks_for(self, card: Ordinal, units: u32) -> Candidate {
        Candidate { card, score: self.score(), voice: Voice::Text, passage: self.entry(), bond: Bond::Covers(units) }
    }
}
