//! How often each record was opened at a terminal, kept over restarts: its lists stand in that order. It stays on the terminal.

use std::{
    path::{Path, PathBuf},
    time::SystemTime,
};

use super::{FleetError, counts};
use crate::{audit, zone::Opens};

/// Largest file that is read: a hundred thousand records.
const LIMIT: u64 = 8 << 20;

/// The counts of one terminal while its kiosk runs: the only one who writes them.
#[derive(Debug)]
pub struct OpensLedger {
    path: PathBuf,
    /// What was counted before, once it was read.
    all: Option<Opens>,
    /// What was counted since and is not yet written.
    since: Opens,
}

impl OpensLedger {
    /// The counts that belong to a library; nothing is read yet.
    pub fn of(library: &Path) -> Self {
        Self { path: place(library), all: None, since: Opens::default() }
    }

    /// Adds to the counts, durably. What could not be written is written with what is added next.
    pub fn add(&mut self, opens: &Opens) -> Result<(), FleetError> {
        self.since.extend(opens);
        if self.since.is_empty() {
            return Ok(());
        }
        let failed = |source| FleetError::Io { path: self.path.clone(), source };
        let mut all = match self.all.take() {
            Some(all) => all,
            None => counts::read(&self.path, LIMIT).map_err(failed)?,
        };
        all.extend(&self.since);
        counts::write(&self.path, &all).map_err(failed)?;
        self.since = Opens::default();
        self.all = Some(all);
        Ok(())
    }
}

/// The counts as they were last written, for whoever orders lists by them; those of a damaged file begin anew.
pub fn opens(library: &Path) -> Opens {
    counts::read(&place(library), LIMIT).unwrap_or_else(|error| {
        tracing::warn!(%error, "how often records were opened cannot be read");
        Opens::default()
    })
}

/// When the counts were last written.
pub fn opens_changed(library: &Path) -> Option<SystemTime> {
    std::fs::metadata(place(library)).ok()?.modified().ok()
}

fn place(library: &Path) -> PathBuf {
    audit::own_folder(library).join("opens")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_opened_is_added_up_over_restarts_and_begins_anew_where_it_is_damaged() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("sync")).unwrap();
        let id = |id: &str| id.parse().unwrap();
        let mut visit = Opens::default();
        ["g-dibao", "g-dibao", "g-shebaoka"].iter().for_each(|opened| visit.add(&id(opened)));
        assert_eq!((opens(folder.path()), opens_changed(folder.path())), (Opens::default(), None));
        OpensLedger::of(folder.path()).add(&visit).unwrap();
        let mut restarted = OpensLedger::of(folder.path());
        restarted.add(&visit).unwrap();
        restarted.add(&visit).unwrap();
        let kept = opens(folder.path());
        assert_eq!((kept.of(&id("g-dibao")), kept.of(&id("g-shebaoka")), kept.of(&id("g-tuixiu"))), (6, 3, 0));
        assert!(opens_changed(folder.path()).is_some());
        let path = place(folder.path());
        let whole = std::fs::read(&path).unwrap();
        for at in 0..whole.len() {
            std::fs::write(&path, &whole[..at]).unwrap();
            assert!(opens(folder.path()).is_empty(), "cut at {at}");
        }
    }
}
