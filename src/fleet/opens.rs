//! How often each record was opened at a terminal, kept over restarts: its lists stand in that order. It stays on the terminal.

use std::{path::Path, time::SystemTime};

use super::ledger::{Counted, kept, place};
use crate::zone::Opens;

impl Counted for Opens {
    const FILE: &str = "opens";
    /// A hundred thousand records.
    const LIMIT: u64 = 8 << 20;

    fn add(&mut self, others: &Self) {
        self.extend(others);
    }
}

/// The counts as they were last written, for whoever orders lists by them; those of a damaged file begin anew.
pub fn opens(library: &Path) -> Opens {
    kept(library).unwrap_or_else(|error| {
        tracing::warn!(%error, "how often records were opened cannot be read");
        Opens::default()
    })
}

/// When the counts were last written.
pub fn opens_changed(library: &Path) -> Option<SystemTime> {
    std::fs::metadata(place::<Opens>(library)).ok()?.modified().ok()
}

#[cfg(test)]
mod tests {
    use super::{super::ledger::Ledger, *};

    #[test]
    fn what_was_opened_is_added_up_over_restarts_and_begins_anew_where_it_is_damaged() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("sync")).unwrap();
        let id = |id: &str| id.parse().unwrap();
        let mut visit = Opens::default();
        ["g-dibao", "g-dibao", "g-shebaoka"].iter().for_each(|opened| visit.add(&id(opened)));
        assert_eq!((opens(folder.path()), opens_changed(folder.path())), (Opens::default(), None));
        Ledger::of(folder.path()).add(&visit).unwrap();
        let mut restarted = Ledger::of(folder.path());
        restarted.add(&visit).unwrap();
        restarted.add(&visit).unwrap();
        let kept = opens(folder.path());
        assert_eq!((kept.of(&id("g-dibao")), kept.of(&id("g-shebaoka")), kept.of(&id("g-tuixiu"))), (6, 3, 0));
        assert!(opens_changed(folder.path()).is_some());
        let path = place::<Opens>(folder.path());
        let whole = std::fs::read(&path).unwrap();
        for at in 0..whole.len() {
            std::fs::write(&path, &whole[..at]).unwrap();
            assert!(opens(folder.path()).is_empty(), "cut at {at}");
        }
    }
}
