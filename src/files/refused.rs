//! The error of a disk: one for all who read and write files. What ails the disk itself is told apart from all else that can go wrong with a file.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
};

use rusqlite::ErrorCode;
use rustix::io::Errno;

/// The file system refuses.
#[derive(Debug, thiserror::Error)]
#[error("{doing} {}", path.display())]
pub struct DiskRefused {
    /// The work that was being done: `reading`, `renaming`.
    pub doing: &'static str,
    /// The file or folder that it was done to.
    pub path: PathBuf,
    /// The system's own word.
    pub source: io::Error,
}

impl DiskRefused {
    /// What ails the disk, where it is the disk that refuses.
    pub fn trouble(&self) -> Option<DiskTrouble> {
        DiskTrouble::of(&self.source)
    }
}

/// What ails a disk that does not take what is to be written. What lies on it can often be read all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum DiskTrouble {
    /// It can only be read: so mounted, or made so by the system after an error.
    #[error("read-only")]
    ReadOnly,
    /// No room, no inodes, or the quota is used up.
    #[error("full")]
    Full,
    /// The folder is not the program's to write into.
    #[error("not permitted")]
    NotPermitted,
    /// It fails while it reads or writes.
    #[error("failing")]
    Failing,
}

/// Bytes that a disk must take before it is believed to take any: less than this a database needs at once.
const TRIED: usize = 128 << 10;

impl DiskTrouble {
    /// The trouble that the system tells of; `None` where its error is not the disk's.
    pub fn of(error: &io::Error) -> Option<Self> {
        if let Some(error) = error.get_ref().and_then(|inner| inner.downcast_ref()) {
            return Self::of_database(error);
        }
        match Errno::from_io_error(error)? {
            Errno::ROFS => Some(Self::ReadOnly),
            Errno::NOSPC | Errno::DQUOT => Some(Self::Full),
            Errno::ACCESS | Errno::PERM => Some(Self::NotPermitted),
            Errno::IO | Errno::NXIO | Errno::NODEV | Errno::UCLEAN | Errno::STALE => Some(Self::Failing),
            _ => None,
        }
    }

    /// The same of a database, which says less: a folder is asked by [`refusal`] where that matters.
    pub fn of_database(error: &rusqlite::Error) -> Option<Self> {
        match error.sqlite_error_code()? {
            ErrorCode::ReadOnly => Some(Self::ReadOnly),
            ErrorCode::DiskFull => Some(Self::Full),
            ErrorCode::PermissionDenied => Some(Self::NotPermitted),
            ErrorCode::SystemIoFailure => Some(Self::Failing),
            _ => None,
        }
    }
}

/// Asks the disk whether it takes a new file in a folder and has so many bytes left, and what it says where it does not. Nothing is left there.
pub fn refusal(folder: &Path, least: u64) -> Option<DiskRefused> {
    let path = folder.join("probe.tmp");
    let tried = || {
        let said = rustix::fs::statvfs(folder)?;
        if said.f_bavail.saturating_mul(said.f_frsize) < least {
            return Err(Errno::NOSPC.into());
        }
        // What a power cut left, or somebody put there.
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let mut file = match File::options().write(true).create_new(true).open(&path) {
            // Another program tries at this very moment, and is told how it is.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Ok(()),
            opened => opened?,
        };
        file.write_all(&vec![0; TRIED])?;
        file.sync_all()
    };
    let said = tried();
    // A disk that took the file gives it up; one that did not has none.
    drop(fs::remove_file(&path));
    said.err().map(|source| DiskRefused { doing: "writing", path, source })
}

/// The same for a file that is there already and is to be written: it may be somebody else's.
pub fn file_refusal(path: &Path) -> Option<DiskRefused> {
    let said = File::options().write(true).open(path).err();
    said.map(|source| DiskRefused { doing: "opening", path: path.to_owned(), source })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ails_a_disk_is_told_apart_from_what_is_wrong_with_a_file() {
        let of = |code| DiskTrouble::of(&io::Error::from_raw_os_error(code));
        assert_eq!((of(30), of(28), of(122)), (Some(DiskTrouble::ReadOnly), Some(DiskTrouble::Full), Some(DiskTrouble::Full)));
        assert_eq!((of(13), of(1), of(5)), (Some(DiskTrouble::NotPermitted), Some(DiskTrouble::NotPermitted), Some(DiskTrouble::Failing)));
        assert_eq!((of(2), of(24)), (None, None));
        let database = |code| io::Error::other(rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(code), None));
        assert_eq!(DiskTrouble::of(&database(rusqlite::ffi::SQLITE_FULL)), Some(DiskTrouble::Full));
        assert_eq!(DiskTrouble::of(&database(rusqlite::ffi::SQLITE_CORRUPT)), None);
    }

    #[test]
    fn a_folder_that_takes_files_is_left_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("probe.tmp"), b"left by a power cut").unwrap();
        assert!(refusal(folder.path(), 0).is_none());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        assert!(refusal(&folder.path().join("nowhere"), 0).is_some());
        assert_eq!(refusal(folder.path(), u64::MAX).unwrap().trouble(), Some(DiskTrouble::Full));
    }
}
