//! Visits of a stick as a terminal lives through them: good ones, broken-off ones, and those that must change nothing.

mod age;
mod broken;
mod chain;
mod hiding;
mod lies;
mod lists;
#[cfg(feature = "network")]
mod network;
mod programs;
mod recovery;
mod reset;
mod threats;
mod visits;
mod witness;

use std::{
    fs,
    io::{self, Read},
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::atomic::{AtomicI64, AtomicU64, Ordering},
};

use super::{
    By, Concern, EventKind, Gone, Hands, Happening, Offer, Receipt, Stage, Started, SyncError, doubts_clock, establish,
    exchange::{import_with, inspect_with},
    folders::Folders,
    history, import, inspect, may_show,
    memory::Memory,
    own_key, proven, recorded, roll_back, start, terminal_key,
};
use crate::{
    bundle::{
        BundleError, CHUNK, FolderShelf, Objection, Shelf,
        tests::forge::{Office, now},
    },
    files::{Digest, Unwatched, Watch},
    library::{Failing, Library, LibraryError, current, generations, info_of, probe},
};

/// A terminal that believes the office's first root.
struct Terminal {
    folder: tempfile::TempDir,
}

fn hands() -> Hands<'static> {
    Hands { terminal: "大厅一号", by: By::Staff, now: now(), self_test: &|folder| probe(folder).map(drop), root_may_be_expired: false }
}

/// An office with two releases, and a terminal that took in both.
fn two_releases() -> (Office, Terminal) {
    let office = Office::open_for_business();
    let terminal = Terminal::of(&office);
    terminal.sync(&office.path()).unwrap();
    office.document("yl-xin", "新办法", "第一条 新。");
    office.release();
    terminal.sync(&office.path()).unwrap();
    (office, terminal)
}

impl Terminal {
    fn of(office: &Office) -> Self {
        let terminal = Self { folder: tempfile::tempdir().unwrap() };
        establish(&terminal.dir(), &office.first_root()).unwrap();
        terminal
    }

    fn dir(&self) -> PathBuf {
        self.folder.path().join("library")
    }

    fn sync(&self, place: &Path) -> Result<Receipt, SyncError> {
        self.sync_from(&FolderShelf::open(place).unwrap())
    }

    fn sync_from(&self, shelf: &dyn Shelf) -> Result<Receipt, SyncError> {
        let offer = inspect(&self.dir(), shelf, &hands())?;
        self.take(&offer, shelf, &mut Unwatched)
    }

    fn take(&self, offer: &Offer, shelf: &dyn Shelf, watch: &mut dyn Watch<super::Progress>) -> Result<Receipt, SyncError> {
        import(&self.dir(), offer, shelf, &hands(), watch)
    }

    fn titles(&self) -> Vec<String> {
        let library = Library::open(&self.dir()).unwrap();
        let mut titles: Vec<String> = library.cards().iter().map(|card| card.title.clone()).collect();
        titles.sort();
        titles
    }

    /// Every byte that the terminal keeps, but for the index and the database, which pack them.
    fn keeps(&self, word: &str) -> bool {
        let files = walkdir::WalkDir::new(self.dir()).into_iter().map(Result::unwrap).filter(|entry| entry.file_type().is_file());
        files.into_iter().any(|entry| fs::read(entry.path()).unwrap().windows(word.len()).any(|bytes| bytes == word.as_bytes()))
    }
}

/// A stick that counts what is read of its parts, and breaks after so many bytes.
struct Stick {
    shelf: FolderShelf,
    read: AtomicU64,
    left: AtomicI64,
    error: i32,
}

impl Stick {
    fn of(place: &Path) -> Self {
        Self { shelf: FolderShelf::open(place).unwrap(), read: AtomicU64::new(0), left: AtomicI64::new(i64::MAX), error: 0 }
    }

    fn breaking(place: &Path, after: i64, error: i32) -> Self {
        Self { left: AtomicI64::new(after), error, ..Self::of(place) }
    }
}

struct Counted<'a> {
    from: Box<dyn Read + Send>,
    stick: &'a Stick,
}

impl Read for Counted<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.stick.left.load(Ordering::Relaxed) <= 0 {
            return Err(io::Error::from_raw_os_error(self.stick.error));
        }
        let read = self.from.read(into)?;
        self.stick.read.fetch_add(read as u64, Ordering::Relaxed);
        self.stick.left.fetch_sub(i64::try_from(read).unwrap(), Ordering::Relaxed);
        Ok(read)
    }
}

/// The reader must live as long as the stick, which tests leak.
impl Shelf for &'static Stick {
    fn read(&self, name: &str, limit: u64) -> Result<Option<Vec<u8>>, BundleError> {
        self.shelf.read(name, limit)
    }

    fn open(&self, name: &str, from: u64) -> Result<Box<dyn Read + Send>, BundleError> {
        Ok(Box::new(Counted { from: self.shelf.open(name, from)?, stick: self }))
    }

    fn place(&self) -> String {
        self.shelf.place()
    }
}

fn leaked(stick: Stick) -> &'static Stick {
    Box::leak(Box::new(stick))
}

/// Bytes that nobody can guess, of a large attachment.
fn noise(length: u64) -> Vec<u8> {
    let mut state = 0x2026_1128_u64;
    let next = |_| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state.to_be_bytes()[0]
    };
    (0..length).map(next).collect()
}
