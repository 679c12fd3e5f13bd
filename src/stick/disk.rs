//! Every step that changes a stick. A file gets its name only after it was synced, read back from the device and compared.

use std::{
    fs::{self, File},
    io::{self, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

use rustix::fs::Advice;

use super::StickError;
use crate::{
    bundle::{BundleError, CHUNK, Objection, STICK_FOLDER},
    files::{self, Broken, Digest, Hasher, Unwatched, Watch, bounded, durable, nofollow},
};

/// Ending of a file that has no name yet.
pub(super) const UNNAMED: &str = ".tmp";

/// A file of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    /// Its name on a shelf.
    pub(super) name: String,
    pub(super) length: u64,
    pub(super) digest: Digest,
}

/// A step that changes the stick.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Act<'n> {
    /// Bytes are added to a file that has no name yet.
    Write(&'n str),
    /// A finished file gets its name.
    Name(&'n str),
    /// A file is removed.
    Remove(&'n str),
    /// Everything is made durable.
    Settle,
}

/// The folder of ours on a stick. Names are those of a shelf: `meta/…`, `packs/…`, `blobs/…`.
pub(super) struct Disk<'a> {
    root: PathBuf,
    /// Asked before every step; what it answers stops the work as an error of the system would.
    before: &'a dyn Fn(Act<'_>) -> io::Result<()>,
}

/// The thing that lies under the name of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PartFile {
    /// The part.
    Sound,
    /// Something else, of this length.
    Damaged(u64),
    /// Nothing.
    Absent,
}

impl<'a> Disk<'a> {
    pub(super) fn new(root: &Path, before: &'a dyn Fn(Act<'_>) -> io::Result<()>) -> Self {
        Self { root: root.to_owned(), before }
    }

    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.root.join(STICK_FOLDER).join(name)
    }

    fn unnamed(&self, name: &str) -> PathBuf {
        self.path(&format!("{name}{UNNAMED}"))
    }

    fn about_to(&self, act: Act<'_>, path: &Path) -> Result<(), StickError> {
        (self.before)(act).map_err(StickError::at(path))
    }

    /// Bytes free for whoever runs this; `None` where the file system does not tell.
    pub(super) fn free(&self) -> Result<Option<u64>, StickError> {
        let told = rustix::fs::statvfs(&self.root).map_err(|error| StickError::of(&self.root, error.into()))?;
        if told.f_flag.contains(rustix::fs::StatVfsMountFlags::RDONLY) {
            return Err(StickError::ReadOnly { path: self.root.clone() });
        }
        Ok((told.f_blocks > 0).then(|| told.f_bavail.saturating_mul(told.f_frsize)))
    }

    /// Length of what was copied of a part before the copying was interrupted.
    pub(super) fn begun(&self, name: &str) -> u64 {
        fs::symlink_metadata(self.unnamed(name)).map_or(0, |data| data.len())
    }

    /// Whether anything lies there of an interrupted copying.
    pub(super) fn has_begun(&self, name: &str) -> bool {
        fs::symlink_metadata(self.unnamed(name)).is_ok()
    }

    /// Looks under the name of a part; what lies there is read whole, from the device.
    pub(super) fn find(&self, piece: &Piece, watch: &mut dyn Watch<u64>) -> Result<PartFile, StickError> {
        let path = self.path(&piece.name);
        let length = match if_there(fs::symlink_metadata(&path)).map_err(StickError::at(&path))? {
            Some(data) if data.is_file() => data.len(),
            Some(_) => return Ok(PartFile::Damaged(0)),
            None => return Ok(PartFile::Absent),
        };
        if length != piece.length {
            return Ok(PartFile::Damaged(length));
        }
        match read_back(&path, watch) {
            Ok(digest) if digest == piece.digest => Ok(PartFile::Sound),
            Ok(_) | Err(StickError::Failing { .. }) => Ok(PartFile::Damaged(length)),
            Err(error) => Err(error),
        }
    }

    /// A small file as it is on the stick; whatever cannot be read is not there.
    pub(super) fn small(&self, name: &str, limit: u64) -> Option<Vec<u8>> {
        nofollow::open(&self.path(name)).and_then(|file| bounded::read_all(file, limit)).ok()
    }

    /// Copies a part. What an interrupted copying left is compared with the source and gone on with where it ceases to be the same.
    pub(super) fn copy(&self, piece: &Piece, mut source: impl Read, watch: &mut dyn Watch<u64>) -> Result<(), StickError> {
        let path = self.unnamed(&piece.name);
        self.folder_of(&piece.name)?;
        let mut file = nofollow::create(&path).map_err(StickError::at(&path))?;
        let mut hasher = Hasher::default();
        let mut chunk = Vec::new();
        let mut done = 0;
        let mut resuming = true;
        loop {
            fill(&mut chunk, &mut source, CHUNK).map_err(|source| BundleError::Io { place: piece.name.clone(), source })?;
            if chunk.is_empty() {
                break;
            }
            hasher.update(&chunk);
            let length = chunk.len() as u64;
            if resuming {
                let mut begun = Vec::new();
                resuming = fill(&mut begun, &mut file, length).is_ok() && begun == chunk;
            }
            if !resuming {
                self.about_to(Act::Write(&piece.name), &path)?;
                let put = file.seek(SeekFrom::Start(done)).and_then(|_| file.write_all(&chunk)).and_then(|()| file.sync_data());
                put.map_err(StickError::at(&path))?;
            }
            done += length;
            watch.reach(length)?;
        }
        if done != piece.length || hasher.finish() != piece.digest {
            return Err(Objection::Altered { name: piece.name.clone() }.into());
        }
        end(&file, done).map_err(StickError::at(&path))?;
        drop(file);
        self.name(&piece.name, piece.digest, watch)
    }

    /// Writes a small file.
    pub(super) fn write(&self, name: &str, bytes: &[u8]) -> Result<(), StickError> {
        let path = self.unnamed(name);
        self.folder_of(name)?;
        let mut file = nofollow::create(&path).map_err(StickError::at(&path))?;
        self.about_to(Act::Write(name), &path)?;
        file.write_all(bytes).and_then(|()| end(&file, bytes.len() as u64)).map_err(StickError::at(&path))?;
        drop(file);
        self.name(name, Digest::of(bytes), &mut Unwatched)
    }

    /// Gives a finished file its name, if it reads back as it should.
    fn name(&self, name: &str, digest: Digest, watch: &mut dyn Watch<u64>) -> Result<(), StickError> {
        let (from, to) = (self.unnamed(name), self.path(name));
        if read_back(&from, watch)? != digest {
            return Err(StickError::Unsound { path: to });
        }
        self.about_to(Act::Name(name), &to)?;
        durable::place(&from, &to).map_err(StickError::at(&to))
    }

    /// Removes a file, if it is there.
    pub(super) fn remove(&self, name: &str) -> Result<(), StickError> {
        let path = self.path(name);
        self.about_to(Act::Remove(name), &path)?;
        if_there(fs::remove_file(&path)).map(drop).map_err(StickError::at(&path))
    }

    /// Makes everything on the stick durable.
    pub(super) fn settle(&self) -> Result<(), StickError> {
        self.about_to(Act::Settle, &self.root)?;
        let root = File::open(&self.root).map_err(StickError::at(&self.root))?;
        rustix::fs::syncfs(&root).map_err(|error| StickError::of(&self.root, error.into()))
    }

    /// Makes the folder of a file; a link in its place is not followed.
    fn folder_of(&self, name: &str) -> Result<(), StickError> {
        let whole = Path::new(STICK_FOLDER).join(name);
        let mut folder = self.root.clone();
        for step in whole.parent().into_iter().flat_map(Path::iter) {
            let above = folder.clone();
            folder.push(step);
            match fs::symlink_metadata(&folder) {
                Ok(data) if data.is_dir() => {}
                Ok(_) => return Err(StickError::Io { path: folder, source: io::ErrorKind::NotADirectory.into() }),
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    fs::create_dir(&folder).and_then(|()| durable::sync_folder(&above)).map_err(StickError::at(&folder))?;
                }
                Err(error) => return Err(StickError::of(&folder, error)),
            }
        }
        Ok(())
    }
}

/// What was got from a stick, or nothing where it is not there: some drivers say of a file in a folder that is not there that the folder is none.
pub(super) fn if_there<T>(got: io::Result<T>) -> io::Result<Option<T>> {
    match got {
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => Ok(None),
        got => files::if_there(got),
    }
}

/// Makes a file durable that is so long: what lay there before may have been longer.
fn end(file: &File, length: u64) -> io::Result<()> {
    // Only then: not every driver of FAT can cut a file.
    if file.metadata()?.len() > length {
        file.set_len(length)?;
    }
    file.sync_all()
}

/// The digest of a file as the device gives it back, not as memory remembers it.
fn read_back(path: &Path, watch: &mut dyn Watch<u64>) -> Result<Digest, StickError> {
    let file = nofollow::open(path).map_err(StickError::at(path))?;
    rustix::fs::fadvise(&file, 0, None, Advice::DontNeed).map_err(|error| StickError::of(path, error.into()))?;
    match Digest::of_watched(file, watch) {
        Ok((digest, _)) => Ok(digest),
        Err(Broken::Stopped(stopped)) => Err(stopped.into()),
        Err(Broken::Io(error)) => Err(StickError::of(path, error)),
    }
}

/// Reads as much as there is, at most `most`.
fn fill(buffer: &mut Vec<u8>, from: &mut impl Read, most: u64) -> io::Result<()> {
    buffer.clear();
    from.take(most).read_to_end(buffer).map(drop)
}
