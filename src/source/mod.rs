//! The content source: a folder that people edit, read into records, with every fault in it reported at once.
//!
//! Enters: a folder, a JSON Lines file, or the sample embedded in the program. Leaves: [`Record`]s in batches, the names they go by, and
//! [`Fault`]s. It knows nothing of libraries; what it reads is not yet trusted to be complete until [`Reading::errors`] is empty.
//! The format is described in `data/README.md`.

use std::{fmt, path::PathBuf};

use jiff::civil::Date;

use crate::policy::{DisclosureMark, Record};

/// What a source says of itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Header {
    /// Name in front of people.
    pub name: String,
    /// The place it speaks for.
    pub place: String,
    /// The day whose state it shows.
    pub data_date: Date,
    /// Everyday themes, in order.
    pub topics: Vec<String>,
}

/// What whoever runs the command adds to the source.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Mark for documents that carry none.
    pub mark: Option<DisclosureMark>,
}

/// Some records, and how far the reading has come.
#[derive(Debug)]
pub struct Batch {
    /// Records whose links are all still [`crate::policy::Target::Cited`], as written.
    pub records: Vec<Record>,
    /// Bytes of the source read so far.
    pub bytes_done: u64,
}

/// Something in a source that is wrong, for the person who edits it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// File, as given or below the source's folder.
    pub file: PathBuf,
    /// Line, counted from 1.
    pub line: Option<usize>,
    /// Whether a library can be built all the same.
    pub severity: Severity,
    /// What is wrong, in Chinese.
    pub what: String,
    /// What to do about it, in Chinese.
    pub mend: String,
}

/// How much a fault matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// No library is built.
    Error,
    /// Worth a look.
    Warning,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = self.line.map_or_else(String::new, |line| format!(":{line}"));
        write!(f, "{}{line}: {}。{}", self.file.display(), self.what, self.mend)
    }
}
