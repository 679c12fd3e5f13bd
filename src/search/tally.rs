//! Adding up: how much each passage, and each title, says of what was typed.

use std::io;

use super::{
    field::{FieldIndex, FoundWord},
    terms::{Terms, Word},
};
use crate::library::{CardOf, Entry, Ordinal};

/// Part of all entries from which on it is quicker to go through all of them. Measured with `benches/keystroke.rs`.
const CROWDED: usize = 6;

/// What was added up for one entry or card.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Slot {
    /// BM25.
    pub(super) score: f32,
    /// Units of the query that it contains.
    pub(super) units: u32,
}

impl Slot {
    pub(super) fn add(&mut self, score: f32, units: u32) {
        self.score += score;
        self.units |= units;
    }

    /// How many units of the query it contains.
    pub(super) fn covered(self) -> u32 {
        self.units.count_ones()
    }
}

/// A slot for every entry of the index, of which few are touched by one query. Kept from query to query.
#[derive(Debug, Default)]
pub(super) struct Tally {
    slots: Vec<Slot>,
    /// The first `count` are entries that something was added to; one longer than `slots`, so that noting one needs no decision.
    touched: Vec<Entry>,
    count: usize,
}

impl Tally {
    /// Empties all slots and provides for `entries` of them.
    pub(super) fn clear(&mut self, entries: usize) {
        if self.is_crowded() {
            self.slots.fill(Slot::default());
        } else {
            for entry in self.touched.iter().take(self.count) {
                if let Some(slot) = self.slots.get_mut(entry.index()) {
                    *slot = Slot::default();
                }
            }
        }
        self.count = 0;
        self.slots.resize(entries, Slot::default());
        self.touched.resize(entries + 1, Entry(0));
    }

    pub(super) fn add(&mut self, entry: Entry, score: f32, units: u32) {
        if let Some((slot, next)) = self.slots.get_mut(entry.index()).zip(self.touched.get_mut(self.count)) {
            *next = entry;
            // Every score is above zero.
            self.count += usize::from(slot.score == 0.0);
            slot.add(score, units);
        }
    }

    pub(super) fn slot(&self, entry: Entry) -> Slot {
        self.slots.get(entry.index()).copied().unwrap_or_default()
    }

    /// Entries that something was added to, in no order, with their slots.
    pub(super) fn touched(&self) -> impl Iterator<Item = (Entry, Slot)> {
        self.touched.iter().take(self.count).map(|entry| (*entry, self.slot(*entry)))
    }

    /// Whether so much was added to that going through all slots, which stand side by side, takes less time than finding those.
    fn is_crowded(&self) -> bool {
        self.count > self.slots.len() / CROWDED
    }

    /// Shows `each` the entries that something was added to: a stretch of one card at a time, from an entry on, in which others may stand whose
    /// slots are empty. In no order, and in their own where they are many.
    pub(super) fn each_stretch(&self, cards: CardOf<'_>, mut each: impl FnMut(Ordinal, Entry, &[Slot])) {
        if self.is_crowded() {
            let mut rest = self.slots.as_slice();
            for (card, first, length) in cards.stretches() {
                let Some((stretch, left)) = rest.split_at_checked(length) else { return };
                rest = left;
                each(card, first, stretch);
            }
        } else {
            for (entry, slot) in self.touched() {
                if let Some(card) = cards.card(entry) {
                    each(card, entry, std::slice::from_ref(&slot));
                }
            }
        }
    }
}

/// A word of the query as one field knows it.
pub(super) struct FieldWord<'a> {
    pub(super) word: &'a Word,
    pub(super) found: FoundWord,
}

/// Looks up all words, and gives the score that an entry of nothing but these words would come near to.
pub(super) fn look_up<'a>(field: &FieldIndex, terms: &'a Terms) -> io::Result<(Vec<FieldWord<'a>>, f32)> {
    let mut known = Vec::with_capacity(terms.words.len());
    let mut most = f32::MIN_POSITIVE;
    for word in &terms.words {
        let found = match field.find(&word.text)? {
            Some(found) => vec![found],
            None if word.open => field.complete(&word.text)?,
            None => Vec::new(),
        };
        if word.is_typed() {
            most += found.iter().map(|found| found.idf).fold(0.0, f32::max);
        }
        if found.is_empty() && !word.weak && word.is_typed() {
            most += field.idf_of_unknown();
        }
        known.extend(found.into_iter().map(|found| FieldWord { word, found }));
    }
    Ok((known, most))
}
