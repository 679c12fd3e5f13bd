//! What can go wrong with a library, each case with the facts that whoever mends it needs.

use std::{
    io,
    path::{Path, PathBuf},
};

use tantivy::TantivyError;

use crate::{
    files::{DiskRefused, Stopped, child::ChildError},
    policy::RecordId,
    source::Fault,
};

/// Why a library cannot be built, opened or read.
#[derive(Debug, thiserror::Error)]
pub enum LibraryError {
    /// Nothing was ever built there.
    #[error("no library in {}", dir.display())]
    NoLibrary {
        /// The library's folder.
        dir: PathBuf,
    },
    /// The folder holds something else; building there could harm it.
    #[error("{} is not empty and not a library", dir.display())]
    Foreign {
        /// The folder.
        dir: PathBuf,
    },
    /// Another process is building into the same folder.
    #[error("another build is running in {}", dir.display())]
    Busy {
        /// The library's folder.
        dir: PathBuf,
    },
    /// The file that names the current generation says nothing sensible.
    #[error("{} names no generation: {found:?}", path.display())]
    Pointer {
        /// The file.
        path: PathBuf,
        /// The beginning of what it says.
        found: String,
    },
    /// A file or folder of a generation is gone.
    #[error("missing: {}", path.display())]
    Missing {
        /// The file or folder.
        path: PathBuf,
    },
    /// A file was cut off or grew.
    #[error("{} has {found} bytes instead of {expected}", path.display())]
    Length {
        /// The file.
        path: PathBuf,
        /// Bytes when it was built.
        expected: u64,
        /// Bytes now.
        found: u64,
    },
    /// A file has its length but not its bytes.
    #[error("{} was changed after it was built", path.display())]
    Altered {
        /// The file.
        path: PathBuf,
    },
    /// Something stands in a finished generation that was not built there: a file nobody listed, a link, a pipe.
    #[error("{} was not built there", path.display())]
    Unlisted {
        /// The file.
        path: PathBuf,
    },
    /// The list of files is not one.
    #[error("{}: line {line} is not an entry of a manifest", path.display())]
    Manifest {
        /// The list.
        path: PathBuf,
        /// Line, counted from 1.
        line: usize,
    },
    /// The database refuses.
    #[error("database {}", path.display())]
    Database {
        /// The file; empty for one in memory.
        path: PathBuf,
        /// What it says.
        source: rusqlite::Error,
    },
    /// A later program built the database: this one cannot read it, and leaves it as it is.
    #[error("database {} has schema {found}, this program knows {known}", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its schema.
        found: i64,
        /// The latest schema that this program knows.
        known: i64,
    },
    /// The full-text index refuses.
    #[error("index {}", path.display())]
    Index {
        /// Its folder; empty for one in memory.
        path: PathBuf,
        /// What it says.
        source: TantivyError,
    },
    /// A value in the database is not what was written.
    #[error("{what} cannot be read: {why}")]
    Unreadable {
        /// Which.
        what: Lost,
        /// The reason, for the log.
        why: String,
    },
    /// What was built does not hold what it says, or cannot be searched.
    #[error("the new library failed its test: {why}")]
    SelfTest {
        /// The finding of the test, or why there was none.
        why: Failing,
    },
    /// Whoever keeps the records of activations could not record this one.
    #[error("the activation was not recorded")]
    NotRecorded {
        /// The obstacle.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// A generation that is to be removed still answers.
    #[error("generation {number} of {} still answers", dir.display())]
    Answering {
        /// The library's folder.
        dir: PathBuf,
        /// The generation.
        number: u32,
    },
    /// A record id is used twice.
    #[error("id {0} is used twice")]
    Twice(RecordId),
    /// The source has errors; nothing was built.
    #[error("the source has {} faults", .0.len())]
    Faulty(Vec<Fault>),
    /// Somebody stopped the build; the library is as it was before.
    #[error("cancelled")]
    Cancelled,
    /// The file system refuses.
    #[error(transparent)]
    Io(#[from] DiskRefused),
}

impl From<Stopped> for LibraryError {
    fn from(_: Stopped) -> Self {
        Self::Cancelled
    }
}

/// A part of a library that cannot be read back.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Lost {
    /// A record.
    #[error("record {0}")]
    Record(RecordId),
    /// A record of which only its place is known.
    #[error("the record in place {0}")]
    Place(u32),
    /// Some record.
    #[error("a record")]
    SomeRecord,
    /// The library's word of itself.
    #[error("the library's own data")]
    Info,
    /// A whole file or folder.
    #[error("{}", .0.display())]
    File(PathBuf),
}

/// Why a generation did not pass its test.
#[derive(Debug, thiserror::Error)]
pub enum Failing {
    /// The database finds itself damaged.
    #[error("the database says: {0}")]
    Database(String),
    /// The index cannot even be opened.
    #[error("the index panics")]
    Index,
    /// It holds more or fewer records and passages than it says.
    #[error("{cards} cards, {records} records and {entries} entries where {wanted} records with {passages} passages should be")]
    Counts {
        /// Cards that are there.
        cards: usize,
        /// Records that are there.
        records: usize,
        /// Entries of the index.
        entries: usize,
        /// Records that should be there.
        wanted: usize,
        /// Passages that should be there.
        passages: usize,
    },
    /// Built anew, it holds more or fewer records than what answers.
    #[error("{found} records where {wanted} answer")]
    OtherRecords {
        /// Records that were built.
        found: usize,
        /// Records that answer.
        wanted: usize,
    },
    /// The child that made the test did not come to its end.
    #[error(transparent)]
    Child(#[from] ChildError),
}

impl LibraryError {
    /// The code for the telephone.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoLibrary { .. } => "L-01",
            Self::Busy { .. } => "L-02",
            Self::Pointer { .. } => "L-03",
            Self::Missing { .. } => "L-04",
            Self::Length { .. } => "L-05",
            Self::Altered { .. } => "L-06",
            Self::Manifest { .. } => "L-07",
            Self::Database { .. } => "L-08",
            Self::Newer { .. } => "L-09",
            Self::Index { .. } => "L-10",
            Self::Unreadable { .. } => "L-11",
            Self::Twice(_) => "L-12",
            Self::Faulty(_) => "L-13",
            Self::Cancelled => "L-14",
            Self::Io(_) => "L-15",
            Self::Foreign { .. } => "L-16",
            Self::Unlisted { .. } => "L-17",
            Self::SelfTest { .. } => "L-18",
            Self::NotRecorded { .. } => "L-19",
            Self::Answering { .. } => "L-20",
        }
    }

    /// Wraps what the file system says; a file that is not there has its own name.
    pub(super) fn io(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| match source.kind() {
            io::ErrorKind::NotFound => Self::Missing { path },
            _ => DiskRefused { doing, path, source }.into(),
        }
    }

    pub(super) fn database(path: &Path) -> impl Fn(rusqlite::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Database { path: path.clone(), source }
    }

    pub(super) fn index(path: &Path) -> impl Fn(TantivyError) -> Self {
        let path = path.to_owned();
        move |source| Self::Index { path: path.clone(), source }
    }

    /// Whether what is on the disk is bad, so that an earlier generation may serve instead.
    pub(super) fn is_damage(&self) -> bool {
        match self {
            Self::Pointer { .. }
            | Self::Missing { .. }
            | Self::Length { .. }
            | Self::Altered { .. }
            | Self::Unlisted { .. }
            | Self::Manifest { .. }
            | Self::Database { .. }
            | Self::Index { .. }
            | Self::Unreadable { .. } => true,
            // A sector that cannot be read.
            Self::Io(DiskRefused { source, .. }) => source.raw_os_error() == Some(rustix::io::Errno::IO.raw_os_error()),
            // Sound for a later program. What answered before it may hold what was withdrawn since, and does not answer in its place.
            Self::Newer { .. }
            | Self::NoLibrary { .. }
            | Self::Foreign { .. }
            | Self::Busy { .. }
            | Self::SelfTest { .. }
            | Self::NotRecorded { .. }
            | Self::Answering { .. }
            | Self::Twice(_)
            | Self::Faulty(_)
            | Self::Cancelled => false,
        }
    }
}
