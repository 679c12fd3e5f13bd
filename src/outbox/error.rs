//! Why nothing can be left here, or taken away.

use std::path::PathBuf;

use crate::{bundle::BundleError, files::DiskRefused};

/// Why no form is offered. Every one is told before the first question, and looked at again before the seal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Closed {
    /// The office has sent no key yet.
    #[error("no office key")]
    NoKey,
    /// The disk is full, read-only or failing.
    #[error("the disk takes nothing")]
    Disk,
    /// So many wait for a stick that more would not be safe here.
    #[error("the outbox is full")]
    Full,
    /// So many were left today that somebody is playing.
    #[error("enough for one day")]
    DayFull,
    /// The last one was left a moment ago.
    #[error("too soon after the last one")]
    TooSoon,
    /// The clock cannot be right, so no day could be written on the slip.
    #[error("the clock is in doubt")]
    Clock,
}

/// Why nothing can be left here, or taken away.
#[derive(Debug, thiserror::Error)]
pub enum OutboxError {
    /// No form is offered now.
    #[error("closed: {0}")]
    Closed(Closed),
    /// A form with faults, or longer than the seal holds.
    #[error("the form is too long or has faults")]
    TooLong,
    /// The system gives no randomness.
    #[error("no randomness")]
    NoRandomness,
    /// The cipher refused.
    #[error("not sealed")]
    NotSealed,
    /// The database cannot be read or written.
    #[error("{}", path.display())]
    Database {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        source: rusqlite::Error,
    },
    /// A later program wrote the database.
    #[error("schema {found} is newer")]
    Newer {
        /// The steps it has behind it.
        found: i64,
    },
    /// What was written does not read back.
    #[error("written and read back otherwise")]
    ReadBack,
    /// A file or folder refuses.
    #[error(transparent)]
    Disk(#[from] DiskRefused),
    /// A file that is not what it should be.
    #[error("{} is no {what}", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
        /// In Chinese.
        what: &'static str,
    },
    /// A key with another passphrase.
    #[error("the passphrase is wrong")]
    Passphrase,
    /// No application with that number waits here.
    #[error("no such application waits here")]
    NotHere,
    /// Signatures or keys of the office.
    #[error(transparent)]
    Bundle(#[from] BundleError),
}

impl OutboxError {
    /// For the telephone.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Closed(Closed::NoKey) => "O-01",
            Self::Closed(Closed::Disk) => "O-02",
            Self::Closed(Closed::Full) => "O-03",
            Self::Closed(Closed::DayFull) => "O-04",
            Self::Closed(Closed::TooSoon) => "O-05",
            Self::Closed(Closed::Clock) => "O-06",
            Self::TooLong => "O-07",
            Self::NoRandomness => "O-08",
            Self::NotSealed => "O-09",
            Self::Database { .. } => "O-10",
            Self::Newer { .. } => "O-11",
            Self::ReadBack => "O-12",
            Self::Disk(_) => "O-13",
            Self::Foreign { .. } => "O-14",
            Self::Passphrase => "O-15",
            Self::NotHere => "O-16",
            Self::Bundle(error) => error.code(),
        }
    }
}
