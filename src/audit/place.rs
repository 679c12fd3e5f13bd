//! Where the files lie, and how the small ones are read and written.

use std::{
    fs::{self, File},
    io,
    os::unix::fs::{MetadataExt, chown},
    path::{Path, PathBuf},
};

use super::error::{AuditError, Head};
use crate::files::{bounded, durable, if_there};

/// Largest small file that is read.
const SMALL: u64 = 4 << 10;

/// The folder in which a terminal keeps what is its own beside its library, and which no exchange empties. It is made when the terminal is given a
/// root.
pub fn own_folder(library: &Path) -> PathBuf {
    library.join("sync")
}

/// ```text
/// DIR/sync/audit/00000001.log   entries from this number on
/// DIR/sync/audit/head           number and digest of the last entry
/// DIR/sync/audit/lock           held while somebody writes
/// DIR/sync/door                 wrong PINs in a row
/// ```
#[derive(Debug, Clone)]
pub(super) struct Place {
    library: PathBuf,
}

impl Place {
    pub(super) fn of(library: &Path) -> Self {
        Self { library: library.to_owned() }
    }

    pub(super) fn folder(&self) -> PathBuf {
        own_folder(&self.library).join("audit")
    }

    pub(super) fn door(&self) -> PathBuf {
        own_folder(&self.library).join("door")
    }

    fn head_path(&self) -> PathBuf {
        self.folder().join("head")
    }

    pub(super) fn segment(&self, first: u64) -> PathBuf {
        self.folder().join(format!("{first:08}.log"))
    }

    /// Whether a terminal keeps anything of its own here. Where there is neither content nor a root, nothing is begun: whoever builds a library
    /// there later would find it in the way.
    pub(super) fn is_kept(&self) -> bool {
        own_folder(&self.library).is_dir() || self.library.join("generations").is_dir()
    }

    /// Keeps other writers out as long as the file is open.
    pub(super) fn lock(&self) -> Result<File, AuditError> {
        let folder = self.folder();
        durable::create_folder(&folder).map_err(AuditError::io(&folder))?;
        let path = folder.join("lock");
        let file = File::options().create(true).truncate(false).write(true).open(&path).map_err(AuditError::io(&path))?;
        self.hand_over(&folder);
        self.hand_over(&path);
        file.lock().map_err(AuditError::io(&path))?;
        Ok(file)
    }

    /// Lets a file that somebody with root's powers made be written by whoever the terminal's folder belongs to: the kiosk goes on with it.
    pub(super) fn hand_over(&self, path: &Path) {
        let owner = |path: &Path| fs::metadata(path).map(|file| (file.uid(), file.gid()));
        if let (Ok(wanted), Ok(found)) = (owner(&own_folder(&self.library)), owner(path))
            && wanted != found
            && let Err(error) = chown(path, Some(wanted.0), Some(wanted.1))
        {
            tracing::warn!(%error, "a file of the journal belongs to somebody else");
        }
    }

    /// The files with entries, the oldest first, each by the number of its first entry.
    pub(super) fn segments(&self) -> Result<Vec<(u64, PathBuf)>, AuditError> {
        let folder = self.folder();
        let mut found = Vec::new();
        for entry in if_there(fs::read_dir(&folder)).map_err(AuditError::io(&folder))?.into_iter().flatten() {
            let path = entry.map_err(AuditError::io(&folder))?.path();
            let first = path.file_name().and_then(|name| name.to_str()?.strip_suffix(".log")?.parse().ok());
            found.extend(first.map(|first| (first, path)));
        }
        found.sort();
        Ok(found)
    }

    /// What was written last; none where that was never written or cannot be read as such.
    pub(super) fn head(&self) -> Result<Option<Head>, AuditError> {
        let path = self.head_path();
        let bytes = read_small(&path).map_err(AuditError::io(&path))?;
        Ok(bytes.and_then(|bytes| {
            let (number, digest) = str::from_utf8(&bytes).ok()?.trim_end().split_once(' ')?;
            Some(Head { number: number.parse().ok()?, digest: digest.parse().ok()? })
        }))
    }

    pub(super) fn write_head(&self, head: Head) -> Result<(), AuditError> {
        let path = self.head_path();
        durable::write(&path, format!("{} {}\n", head.number, head.digest).as_bytes()).map_err(AuditError::io(&path))?;
        self.hand_over(&path);
        Ok(())
    }
}

/// A small file; one that is larger than any that was written is as good as damaged, and empty.
pub(super) fn read_small(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match if_there(bounded::read(path, SMALL)) {
        Err(error) if error.kind() == io::ErrorKind::FileTooLarge => Ok(Some(Vec::new())),
        read => read,
    }
}
