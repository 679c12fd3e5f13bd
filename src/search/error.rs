//! What can go wrong while searching: only a damaged or wrongly built index.

use std::io;

use tantivy::TantivyError;

use crate::policy::RecordId;

/// Why a question cannot be answered.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The index does not hold what it held when it was opened.
    #[error("the index cannot be read")]
    Index(#[from] TantivyError),
    /// Its files cannot be read.
    #[error("the files of the index cannot be read")]
    Lists(#[from] io::Error),
    /// Records are not found by their own titles.
    #[error("{missed} of {asked} records are not found by their own titles, the first of them {first}")]
    Lost {
        /// Records that were looked for.
        asked: usize,
        /// Those not among the first hits.
        missed: usize,
        /// One of them.
        first: RecordId,
    },
}

impl SearchError {
    /// What is said on the telephone.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Index(_) => "F-01",
            Self::Lists(_) => "F-02",
            Self::Lost { .. } => "F-05",
        }
    }
}
