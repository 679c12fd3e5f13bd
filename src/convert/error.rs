//! Why files are not converted. What ails a single file is its own outcome and no error.

use std::{io, path::PathBuf};

/// Why many files are not converted.
#[derive(Debug, thiserror::Error)]
pub enum ConvertError {
    /// Somebody stopped it; what is done is whole.
    #[error("stopped after {done} of {all} files")]
    Stopped {
        /// Files done.
        done: usize,
        /// All files.
        all: usize,
    },
    /// All are done, and some have no text.
    #[error("{count} files were refused")]
    Refused {
        /// How many.
        count: usize,
    },
    /// No reader can be started.
    #[error("no reader can be started")]
    NoReader(#[source] io::Error),
    /// What was named cannot be read.
    #[error("cannot read {}", path.display())]
    Unread {
        /// As it was named.
        path: PathBuf,
        /// The system's own error.
        source: io::Error,
    },
    /// The workplace cannot be written.
    #[error("cannot write {}", path.display())]
    Unwritten {
        /// The workplace.
        path: PathBuf,
        /// The system's own error.
        source: io::Error,
    },
    /// A new workplace is to be where something is already.
    #[error("{} is not empty", path.display())]
    AlreadyThere {
        /// The folder.
        path: PathBuf,
    },
    /// A new workplace needs this, and nobody said it.
    #[error("nobody said {what}")]
    Unsaid {
        /// In Chinese: 地方.
        what: &'static str,
    },
}

impl ConvertError {
    /// The code for the telephone.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Stopped { .. } => "W-01",
            Self::Refused { .. } => "W-02",
            Self::NoReader(_) => "W-03",
            Self::Unread { .. } => "W-04",
            Self::Unwritten { .. } => "W-05",
            Self::AlreadyThere { .. } => "W-06",
            Self::Unsaid { .. } => "W-07",
        }
    }
}
