//! A file of counts while a kiosk runs: read once, added to, and written whole.

use std::{
    io,
    path::{Path, PathBuf},
};

use serde::{Serialize, de::DeserializeOwned};

use super::{FleetError, counts};
use crate::audit::own_folder;

/// Counts of one kind, of which a terminal keeps one file.
pub trait Counted: Clone + Default + PartialEq + Serialize + DeserializeOwned {
    /// The file's name in the terminal's own folder.
    const FILE: &str;
    /// Largest file that is read, in bytes.
    const LIMIT: u64;

    /// Adds others, up to the largest number there is.
    fn add(&mut self, others: &Self);
}

/// The counts of one terminal while its kiosk runs: the only one who writes them.
#[derive(Debug)]
pub struct Ledger<T> {
    path: PathBuf,
    /// What was written before, once it was read.
    before: Option<T>,
    /// What was added since.
    since: T,
}

impl<T: Counted> Ledger<T> {
    /// The counts that belong to a library; nothing is read yet.
    pub fn of(library: &Path) -> Self {
        Self { path: place::<T>(library), before: None, since: T::default() }
    }

    /// Adds to the counts, durably. What could not be written is written with what is added next: always the whole, so that nothing counts twice.
    pub fn add(&mut self, more: &T) -> Result<(), FleetError> {
        self.since.add(more);
        if self.since == T::default() {
            return Ok(());
        }
        let failed = |source| FleetError::Io { path: self.path.clone(), source };
        let before = match self.before.take() {
            Some(before) => before,
            None => counts::read(&self.path, T::LIMIT).map_err(failed)?,
        };
        let mut whole = before.clone();
        whole.add(&self.since);
        self.before = Some(before);
        counts::write(&self.path, &whole).map_err(failed)
    }
}

/// What was last written. That of a damaged file begins anew; a disk that refuses to read has not lost it.
pub(super) fn kept<T: Counted>(library: &Path) -> io::Result<T> {
    counts::read(&place::<T>(library), T::LIMIT)
}

/// Where the counts of a library's terminal are kept.
pub(super) fn place<T: Counted>(library: &Path) -> PathBuf {
    own_folder(library).join(T::FILE)
}
