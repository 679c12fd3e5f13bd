//! The error of a disk: one for all who read and write files.

use std::{io, path::PathBuf};

/// The file system refuses.
#[derive(Debug, thiserror::Error)]
#[error("{doing} {}", path.display())]
pub struct DiskRefused {
    /// The work that was being done: `reading`, `renaming`.
    pub doing: &'static str,
    /// The file or folder that it was done to.
    pub path: PathBuf,
    /// The system's own word.
    pub source: io::Error,
}
