//! Why the journal cannot be read or written, and what speaks against it.

use std::{io, path::PathBuf};

use crate::files::Digest;

/// Why the journal cannot be read or written, or must not be believed.
#[derive(Debug, thiserror::Error)]
pub enum AuditError {
    /// The disk refuses.
    #[error("{}", path.display())]
    Io {
        /// Where.
        path: PathBuf,
        /// The system's own error.
        source: io::Error,
    },
    /// There is no library, so there is nothing of a terminal's own beside it.
    #[error("{} is no terminal's folder", dir.display())]
    NoTerminal {
        /// The folder.
        dir: PathBuf,
    },
    /// What should be a head is none.
    #[error("a head has {fewest} to 64 hexadecimal digits")]
    NoHead {
        /// The fewest digits.
        fewest: usize,
    },
    /// The chain does not hold.
    #[error("the journal does not hold together: {faults:?}")]
    Faulty {
        /// Every place, in order; never empty.
        faults: Vec<Fault>,
    },
}

/// A place where the chain does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// After this entry stands something that was never written so.
    Altered {
        /// Number of the last good entry before it.
        after: u64,
    },
    /// This entry does not follow upon the one before it: something was taken out, put in, or put elsewhere.
    Broken {
        /// Its number.
        number: u64,
        /// The number that should stand there.
        expected: u64,
    },
    /// The first entries are gone, and nothing says that they were let go of.
    Begins {
        /// Number of the first that is there.
        number: u64,
    },
    /// The last entries are gone.
    Short {
        /// Number of the last that is there.
        found: u64,
        /// Number of the last that was written.
        written: u64,
    },
    /// The program itself had found entries missing before it wrote this one.
    Gap {
        /// Number of the entry that says so.
        number: u64,
    },
    /// What stands beside the entries, number and digest of the last, is gone.
    NoHead,
    /// The terminal remembers this entry, and the journal holds another or none in its place.
    Forgotten {
        /// Its number.
        number: u64,
    },
    /// There is no journal although one was kept.
    Gone,
    /// The head that somebody wrote down is not in the journal.
    Unknown {
        /// The digits that were given.
        head: String,
    },
}

impl AuditError {
    /// For `map_err`: the disk refuses.
    pub(super) fn io(path: &std::path::Path) -> impl FnOnce(io::Error) -> Self + use<> {
        let path = path.to_owned();
        move |source| Self::Io { path, source }
    }

    /// The code for the telephone.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Io { .. } => "J-01",
            Self::NoTerminal { .. } => "J-02",
            Self::NoHead { .. } => "J-03",
            Self::Faulty { .. } => "J-04",
        }
    }

    /// Whether the journal must not be believed.
    pub const fn is_refusal(&self) -> bool {
        matches!(self, Self::Faulty { .. })
    }
}

/// The last entry that was written: its number and digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) number: u64,
    pub(super) digest: Digest,
}
