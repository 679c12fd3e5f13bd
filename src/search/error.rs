//! What can go wrong while searching: only a damaged index.

use std::io;

use tantivy::TantivyError;

/// Why a question cannot be answered.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The index does not hold what it held when it was opened.
    #[error("the index cannot be read")]
    Index(#[from] TantivyError),
    /// Its files cannot be read.
    #[error("the files of the index cannot be read")]
    Lists(#[from] io::Error),
}
