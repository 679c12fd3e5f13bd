//! What of the journal goes into a terminal's report: how long it is, its head, how often the door was tried and opened.

use serde::{Deserialize, Serialize};

use super::{
    chain::{Chain, content},
    deed::Deed,
    entry::{Entry, nothing},
    error::{AuditError, Head},
    place::Place,
};
use crate::files::Digest;

/// The journal in four values, for the office to compare with those of the report before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Entries since the terminal was set up: never fewer than before.
    pub entries: u64,
    /// Wrong PINs since then.
    pub wrong_pins: u64,
    /// Openings of the staff's door since then.
    pub openings: u64,
    /// Digest of the last entry: all that stood in the journal when this was said stands in it later, or somebody has changed it.
    pub head: Digest,
    /// Whether the journal held together.
    pub whole: bool,
}

/// The summary of a journal; none where nothing was ever written down.
pub fn summary(chain: &Chain) -> Option<Summary> {
    let whole = chain.faults.is_empty();
    let Some(last) = chain.last() else {
        // There was one, and it is gone.
        return (!whole).then(|| Summary { entries: 0, wrong_pins: 0, openings: 0, head: nothing(), whole });
    };
    let Counts { wrong, opened } = counted(&chain.entries);
    Some(Summary { entries: last.number, wrong_pins: wrong, openings: opened, head: last.digest, whole })
}

/// How often the door was tried in vain, and opened.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) wrong: u64,
    pub(super) opened: u64,
}

impl Counts {
    fn add(&mut self, deed: &Deed) {
        match deed {
            Deed::PinWrong { .. } => self.wrong += 1,
            Deed::DoorOpened { .. } => self.opened += 1,
            _ => {}
        }
    }
}

/// Both, with those that the journal has let go of.
fn counted(entries: &[Entry]) -> Counts {
    let (through, mut counts) = entries.iter().rev().find_map(let_go).unwrap_or_default();
    // Power may have failed before they went.
    entries.iter().filter(|entry| entry.number > through).for_each(|entry| counts.add(&entry.deed));
    counts
}

fn let_go(entry: &Entry) -> Option<(u64, Counts)> {
    match entry.deed {
        Deed::LetGo { through, wrong, opened, .. } => Some((through, Counts { wrong, opened })),
        _ => None,
    }
}

/// The last entry before a number, and both counts up to there; none where nothing stands before it.
pub(super) fn counts_until(place: &Place, number: u64) -> Result<Option<(Head, Counts)>, AuditError> {
    let mut entries = Vec::new();
    for (_, path) in place.segments()? {
        entries.extend(content(&path)?.split(|byte| *byte == b'\n').filter_map(Entry::of_line));
    }
    let (through, mut counts) = entries.iter().rev().find_map(let_go).unwrap_or_default();
    let before: Vec<&Entry> = entries.iter().filter(|entry| entry.number < number).collect();
    before.iter().filter(|entry| entry.number > through).for_each(|entry| counts.add(&entry.deed));
    Ok(before.last().map(|last| (Head { number: last.number, digest: last.digest }, counts)))
}
