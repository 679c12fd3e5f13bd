//! Why something is not written into a log.

use std::{io, path::PathBuf};

use super::Step;

/// Why a review is not recorded.
#[derive(Debug, thiserror::Error)]
pub enum ReviewError {
    /// A log is damaged: lines that others stand on are missing or were changed.
    #[error("log {} is damaged at line {line}", path.display())]
    Damaged {
        /// The log.
        path: PathBuf,
        /// The first line that is wrong, from 1.
        line: usize,
    },
    /// A person who did another level may not do this one.
    #[error("{who} passed {other} already")]
    SamePerson {
        /// The person.
        who: String,
        /// What the person did.
        other: Step,
    },
    /// Reviews before it are missing.
    #[error("{missing} comes first")]
    TooEarly {
        /// The first that is missing.
        missing: Step,
    },
    /// The text was not read to its end.
    #[error("the text was not read to its end")]
    Unread,
    /// What is undone was done by somebody else, or is not there.
    #[error("nothing of this person to undo")]
    NotOwn,
    /// No document of this id.
    #[error("no document {id}")]
    NoDocument {
        /// As it was named.
        id: String,
    },
    /// Who does it was not said.
    #[error("no name was given")]
    Nameless,
    /// A file cannot be read or written.
    #[error("{}", path.display())]
    Disk {
        /// The file.
        path: PathBuf,
        /// The system's own error.
        source: io::Error,
    },
}

impl ReviewError {
    /// The code for the telephone.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Damaged { .. } => "R-01",
            Self::SamePerson { .. } => "R-02",
            Self::TooEarly { .. } => "R-03",
            Self::Unread => "R-04",
            Self::NotOwn => "R-05",
            Self::NoDocument { .. } => "R-06",
            Self::Nameless => "R-07",
            Self::Disk { .. } => "R-08",
        }
    }
}
