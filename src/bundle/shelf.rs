//! Where a bundle lies: a folder (a stick, the office's repository) or, where there is a network, an address. Everything that reads a bundle
//! reads it through this, so that verification is the same everywhere.

use std::{
    io::{self, Read, Seek, SeekFrom},
    os::fd::OwnedFd,
    path::{Path, PathBuf},
};

use super::{BundleError, Objection};
use crate::files::{bounded, if_there, nofollow};

/// Folder of a stick in which everything of ours lies.
pub const STICK_FOLDER: &str = "GONGKAI/v1";

/// A place from which named files are read. Names are ours (`meta/…`, `packs/…`, `blobs/…`), never taken from what is read.
pub trait Shelf: Send + Sync {
    /// A whole small file; `None` if there is none, an error if it is larger than `limit`.
    fn read(&self, name: &str, limit: u64) -> Result<Option<Vec<u8>>, BundleError>;

    /// A file's bytes from an offset on; an error of kind `NotFound` inside if there is none.
    fn open(&self, name: &str, from: u64) -> Result<Box<dyn Read + Send>, BundleError>;

    /// The place in words.
    fn place(&self) -> String;

    /// The error for one that came while a file of it was read.
    fn broken(&self, name: &str, source: io::Error) -> BundleError {
        BundleError::Io { place: format!("{}/{name}", self.place()), source }
    }
}

/// A folder.
#[derive(Debug)]
pub struct FolderShelf {
    path: PathBuf,
    folder: OwnedFd,
}

impl FolderShelf {
    /// A stick, or the folder of a repository: `path/GONGKAI/v1` if it is there, else `path/v1`, else `path` itself.
    pub fn open(path: &Path) -> Result<Self, BundleError> {
        let inner = [path.join(STICK_FOLDER), path.join("v1"), path.to_owned()].into_iter().find(|path| path.join("meta").is_dir());
        let path = inner.ok_or_else(|| BundleError::NoBundle { place: path.display().to_string() })?;
        let folder = nofollow::folder(&path).map_err(|source| BundleError::Io { place: path.display().to_string(), source })?;
        Ok(Self { path, folder })
    }

    /// The folder that holds `meta`, `packs` and `blobs`.
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn failed(&self, name: &str) -> impl FnOnce(io::Error) -> BundleError {
        let place = self.path.join(name).display().to_string();
        move |source| BundleError::Io { place, source }
    }
}

impl Shelf for FolderShelf {
    fn read(&self, name: &str, limit: u64) -> Result<Option<Vec<u8>>, BundleError> {
        let read = nofollow::open_beneath(&self.folder, name).and_then(|file| bounded::read_all(file, limit));
        small(read, || too_large(name, limit), self.failed(name))
    }

    fn open(&self, name: &str, from: u64) -> Result<Box<dyn Read + Send>, BundleError> {
        let mut file = nofollow::open_beneath(&self.folder, name).map_err(self.failed(name))?;
        file.seek(SeekFrom::Start(from)).map_err(self.failed(name))?;
        Ok(Box::new(file))
    }

    fn place(&self) -> String {
        self.path.display().to_string()
    }
}

/// A whole small file, as it was read; none if it is not there.
pub(super) fn small(
    read: io::Result<Vec<u8>>,
    too_large: impl FnOnce() -> BundleError,
    failed: impl FnOnce(io::Error) -> BundleError,
) -> Result<Option<Vec<u8>>, BundleError> {
    if_there(read).map_err(|error| if error.kind() == io::ErrorKind::FileTooLarge { too_large() } else { failed(error) })
}

/// The objection to a file of a shelf that has no end.
pub(super) fn too_large(name: &str, limit: u64) -> BundleError {
    Objection::TooLarge { name: name.to_owned(), limit }.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_outside_the_folder_is_read() {
        let root = tempfile::tempdir().unwrap();
        let meta = root.path().join("stick/GONGKAI/v1/meta");
        std::fs::create_dir_all(&meta).unwrap();
        std::fs::write(root.path().join("secret"), b"secret").unwrap();
        std::os::unix::fs::symlink(root.path().join("secret"), meta.join("timestamp.json")).unwrap();
        std::os::unix::fs::symlink(root.path(), meta.join("up")).unwrap();
        std::fs::write(meta.join("large.json"), vec![b' '; 100]).unwrap();
        let shelf = FolderShelf::open(&root.path().join("stick")).unwrap();
        for name in ["meta/timestamp.json", "meta/up/secret", "../../../secret", "/etc/passwd"] {
            assert!(matches!(shelf.read(name, 100), Err(BundleError::Io { .. })), "{name}");
        }
        assert_eq!(shelf.read("meta/1.root.json", 100).unwrap(), None);
        assert_eq!(shelf.read("meta/large.json", 100).unwrap().unwrap().len(), 100);
        assert!(matches!(shelf.read("meta/large.json", 99), Err(BundleError::Refused(Objection::TooLarge { .. }))));
        assert!(matches!(FolderShelf::open(root.path()), Err(BundleError::NoBundle { .. })));
    }
}
