//! How often each record was opened at a terminal, kept over restarts: its lists stand in that order. It stays on the terminal.

use std::{
    io,
    path::{Path, PathBuf},
    time::SystemTime,
};

use super::FleetError;
use crate::{
    audit,
    files::{Digest, bounded, durable, if_there},
    zone::Opens,
};

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
            None => read(&self.path).map_err(failed)?,
        };
        all.extend(&self.since);
        durable::write(&self.path, written(&all).as_bytes()).map_err(failed)?;
        self.since = Opens::default();
        self.all = Some(all);
        Ok(())
    }
}

/// The counts as they were last written, for whoever orders lists by them; those of a damaged file begin anew.
pub fn opens(library: &Path) -> Opens {
    read(&place(library)).unwrap_or_else(|error| {
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

fn read(path: &Path) -> io::Result<Opens> {
    let bytes = match if_there(bounded::read(path, LIMIT)) {
        Ok(None) => return Ok(Opens::default()),
        // Nothing that this program wrote is so large.
        Err(error) if error.kind() == io::ErrorKind::FileTooLarge => Vec::new(),
        read => read?.unwrap_or_default(),
    };
    Ok(understood(&bytes).unwrap_or_else(|| {
        tracing::warn!("the counts of opened records are damaged and begin anew");
        Opens::default()
    }))
}

/// Two lines: the counts, and their digest.
fn written(opens: &Opens) -> String {
    // Numbers are always writable.
    let counts = serde_json::to_string(opens).unwrap_or_default();
    format!("{counts}\n{}\n", Digest::of(counts.as_bytes()))
}

fn understood(bytes: &[u8]) -> Option<Opens> {
    let (counts, digest) = str::from_utf8(bytes).ok()?.strip_suffix('\n')?.split_once('\n')?;
    (Digest::of(counts.as_bytes()).to_string() == digest).then(|| serde_json::from_str(counts).ok()).flatten()
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
