//! Adding up: how much each passage, and each title, says of what was typed.

use std::io;

use super::{
    field::{FieldIndex, Found},
    terms::{Terms, Word},
};

/// Han characters on their own that occur in more of the passages than this add time and no quality.
const COMMON: f32 = 0.35;

/// What was added up for one entry or card.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Slot {
    /// BM25.
    pub(super) score: f32,
    /// Units of the query that it contains.
    pub(super) units: u32,
}

impl Slot {
    fn add(&mut self, score: f32, units: u32) {
        self.score += score;
        self.units |= units;
    }

    /// How many units of the query it contains.
    pub(super) fn covered(self) -> u32 {
        self.units.count_ones()
    }
}

/// Adds up one field into `slots`, each entry at the place that `place` gives it. Gives the score that an entry of nothing but these words
/// could come near to.
pub(super) fn tally(
    field: &FieldIndex,
    terms: &Terms,
    keep_common: bool,
    slots: &mut [Slot],
    place: impl Fn(u32) -> usize,
) -> io::Result<f32> {
    let mut most = 0.0;
    for word in &terms.words {
        let found = look_up(field, word)?;
        most += found.iter().map(|found| found.idf).fold(0.0, f32::max);
        if found.is_empty() && !word.weak {
            most += field.idf_of_unknown();
        }
        for found in found {
            if word.weak && !keep_common && found.share > COMMON {
                continue;
            }
            field.score(&found, |entry, score| {
                if let Some(slot) = slots.get_mut(place(entry)) {
                    slot.add(score, word.units);
                }
            })?;
        }
    }
    Ok(most)
}

fn look_up(field: &FieldIndex, word: &Word) -> io::Result<Vec<Found>> {
    match field.find(&word.text)? {
        Some(found) => Ok(vec![found]),
        None if word.open => field.complete(&word.text),
        None => Ok(Vec::new()),
    }
}
