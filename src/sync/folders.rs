//! Where things lie below a library's folder, and who holds the lock.

use std::{
    fs::{self, File, TryLockError},
    path::{Path, PathBuf},
};

use super::SyncError;
use crate::{
    audit::own_folder,
    bundle::{Parcel, stored_name},
    files::{Digest, durable, if_there},
};

/// ```text
/// DIR/sync/trust.sqlite                     what the terminal believes and what happened to it
/// DIR/sync/trust.copy                       the same a second time, for the day on which a disk tears the first
/// DIR/sync/store/{packs,blobs}/ab/DIGEST…   verified parts of the accepted release
/// DIR/sync/incoming/DIGEST.part             parts that are being copied
/// DIR/sync/records/DIGEST.json              what the generations that exist hold, for previews
/// DIR/sync/terminal.key                     seed of this terminal's own key
/// DIR/sync/usage                            how often it was used, kept by others
/// ```
#[derive(Debug, Clone)]
pub(super) struct Folders {
    dir: PathBuf,
}

impl Folders {
    pub(super) fn of(dir: &Path) -> Self {
        Self { dir: dir.to_owned() }
    }

    pub(super) fn library(&self) -> &Path {
        &self.dir
    }

    pub(super) fn sync(&self) -> PathBuf {
        own_folder(&self.dir)
    }

    pub(super) fn trust(&self) -> PathBuf {
        self.sync().join("trust.sqlite")
    }

    pub(super) fn key(&self) -> PathBuf {
        self.sync().join("terminal.key")
    }

    pub(super) fn store(&self) -> PathBuf {
        self.sync().join("store")
    }

    pub(super) fn incoming(&self) -> PathBuf {
        self.sync().join("incoming")
    }

    pub(super) fn records(&self) -> PathBuf {
        self.sync().join("records")
    }

    /// A verified part.
    pub(super) fn stored(&self, parcel: &Parcel) -> PathBuf {
        self.store().join(stored_name(parcel.kind, &parcel.digest))
    }

    /// A part that is being copied.
    pub(super) fn part(&self, parcel: &Parcel) -> PathBuf {
        self.incoming().join(format!("{}.part", parcel.digest))
    }

    /// The list of what a release holds.
    pub(super) fn records_of(&self, release: &Digest) -> PathBuf {
        self.records().join(format!("{release}.json"))
    }

    /// Keeps other exchanges out as long as the file is open; the system lets go of it when the process dies.
    pub(super) fn lock(&self) -> Result<File, SyncError> {
        let path = self.sync().join("lock");
        let options = File::options().create(true).truncate(false).write(true).clone();
        let lock = options.open(&path).map_err(SyncError::io("creating", &path))?;
        match lock.try_lock() {
            Ok(()) => Ok(lock),
            Err(TryLockError::WouldBlock) => Err(SyncError::Busy),
            Err(TryLockError::Error(source)) => Err(SyncError::io("locking", &path)(source)),
        }
    }

    /// Makes the folders of a new terminal. A folder in which something else lies is refused by whoever builds there later; here nothing of
    /// ours is put into it.
    pub(super) fn make(&self) -> Result<(), SyncError> {
        let entries = if_there(fs::read_dir(&self.dir)).map_err(SyncError::io("listing", &self.dir))?;
        let free = |name: &std::ffi::OsStr| name == "lost+found" || name == "sync";
        let holds_others = entries.is_some_and(|entries| entries.flatten().any(|entry| !free(&entry.file_name())));
        if holds_others && !self.dir.join("generations").is_dir() {
            return Err(crate::library::LibraryError::Foreign { dir: self.dir.clone() }.into());
        }
        for folder in [self.dir.join("generations"), self.sync()] {
            durable::create_folder(&folder).map_err(SyncError::io("creating", &folder))?;
        }
        Ok(())
    }

    /// Bytes that are free where the library lies.
    pub(super) fn free(&self) -> Result<u64, SyncError> {
        let said = rustix::fs::statvfs(&self.dir).map_err(|error| SyncError::io("measuring", &self.dir)(error.into()))?;
        Ok(said.f_bavail.saturating_mul(said.f_frsize))
    }
}
