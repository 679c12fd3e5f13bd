//! How near a library comes to a question by what it means: one number for all of it, and one for each of its nearest records.

use crate::library::Ordinal;

/// As near as a library comes; between -1 and 1 each.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Nearness {
    /// The nearest entry of all.
    pub(super) best: f32,
    /// The nearest records, each by its nearest entry; the others are farther than the last.
    pub(super) records: Vec<(Ordinal, f32)>,
    /// Whether a model says so, which may decide by itself, or the table.
    pub(super) by_model: bool,
}

impl Nearness {
    /// How near a record is, or the least that is known of it.
    pub(super) fn of(&self, card: Ordinal) -> f32 {
        let known = self.records.iter().find(|(near, _)| *near == card).or(self.records.last());
        known.map_or(0.0, |(_, near)| *near)
    }
}
