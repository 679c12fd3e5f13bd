//! Why the register cannot be kept.

use std::path::PathBuf;

use crate::{bundle::BundleError, files::DiskRefused};

/// Why the register cannot be kept.
#[derive(Debug, thiserror::Error)]
pub enum RegisterError {
    /// The database cannot be read or written.
    #[error("{}", path.display())]
    Database {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        source: rusqlite::Error,
    },
    /// A later program wrote it.
    #[error("schema {found} is newer")]
    Newer {
        /// The steps it has behind it.
        found: i64,
    },
    /// A file or folder refuses.
    #[error(transparent)]
    Disk(#[from] DiskRefused),
    /// Nothing of a terminal's outbox lies there.
    #[error("{} holds nothing of an outbox", path.display())]
    Nothing {
        /// The stick.
        path: PathBuf,
    },
    /// No request has that number.
    #[error("no request {number:?}")]
    NoRequest {
        /// What was asked for.
        number: String,
    },
    /// An event that nobody can read.
    #[error("no event")]
    NoEvent {
        /// What is wrong with it.
        source: serde_json::Error,
    },
    /// An outcome that the report does not have.
    #[error("no outcome {outcome:?}")]
    NoOutcome {
        /// What was said.
        outcome: String,
    },
    /// Nothing that was put aside has that number.
    #[error("nothing with number {number:?} is put aside")]
    NotAside {
        /// What was asked for.
        number: String,
    },
    /// Several have that number.
    #[error("several have number {number:?}")]
    Several {
        /// What was asked for.
        number: String,
        /// What tells them apart: the office's numbers, or the first digits of their digests.
        all: Vec<String>,
    },
    /// What was put aside does not open.
    #[error("{number:?} does not open")]
    StillShut {
        /// Its number.
        number: String,
    },
    /// A table that dates are not reckoned by.
    #[error("{name} is {why}")]
    NoRules {
        /// Its name.
        name: String,
        /// `faulty`, or `older` than the one that is in use.
        why: &'static str,
    },
    /// Something on the stick was not taken: put aside, or not believed.
    #[error("{quarantined} put aside, {refused} files not believed")]
    NotAll {
        /// Forms put aside.
        quarantined: usize,
        /// Files that are not believed.
        refused: usize,
    },
    /// Signatures or keys of the office.
    #[error(transparent)]
    Bundle(#[from] BundleError),
}

impl RegisterError {
    /// For the telephone.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Database { .. } => "T-01",
            Self::Newer { .. } => "T-02",
            Self::Disk(_) => "T-03",
            Self::Nothing { .. } => "T-04",
            Self::NoRequest { .. } => "T-05",
            Self::NoEvent { .. } => "T-06",
            Self::NotAll { .. } => "T-07",
            Self::NoOutcome { .. } => "T-08",
            Self::NotAside { .. } => "T-09",
            Self::Several { .. } => "T-10",
            Self::StillShut { .. } => "T-11",
            Self::NoRules { .. } => "T-12",
            Self::Bundle(error) => error.code(),
        }
    }

    /// Whether something that came must not be used, rather than that this machine stands in the way.
    pub fn is_refusal(&self) -> bool {
        match self {
            Self::NotAll { .. } => true,
            Self::Bundle(error) => error.is_refusal(),
            Self::Database { .. }
            | Self::Newer { .. }
            | Self::Disk(_)
            | Self::Nothing { .. }
            | Self::NoRequest { .. }
            | Self::NotAside { .. }
            | Self::Several { .. }
            | Self::StillShut { .. }
            | Self::NoRules { .. }
            | Self::NoEvent { .. }
            | Self::NoOutcome { .. } => false,
        }
    }
}
