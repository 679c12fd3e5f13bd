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
            | Self::NoEvent { .. }
            | Self::NoOutcome { .. } => false,
        }
    }
}
