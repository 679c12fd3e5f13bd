//! Why an exchange is refused or stops. Whatever it is, what visitors see has not changed.

use std::{io, path::PathBuf};

use crate::{bundle::BundleError, library::LibraryError};

/// Why an exchange is refused or stops.
#[derive(Debug, thiserror::Error)]
pub enum SyncError {
    /// The bundle is refused.
    #[error("the bundle is refused")]
    Bundle(#[from] BundleError),
    /// The library refuses.
    #[error("the library refuses")]
    Library(#[from] LibraryError),
    /// What the terminal believes cannot be read back: nothing is imported until somebody has looked at it.
    #[error("{} cannot be read: {why}", path.display())]
    TornTrust {
        /// The file.
        path: PathBuf,
        /// Why.
        why: String,
    },
    /// The terminal was never given a root.
    #[error("{} has no root", dir.display())]
    NoTrust {
        /// The library's folder.
        dir: PathBuf,
    },
    /// The stick was pulled out, or broke.
    #[error("the stick is gone")]
    StickGone {
        /// What the system said.
        source: io::Error,
    },
    /// The stick cannot be read at some place.
    #[error("{place} cannot be read")]
    StickUnreadable {
        /// Where.
        place: String,
        /// What the system said.
        source: io::Error,
    },
    /// There is not enough room on the terminal.
    #[error("{needed} bytes are needed, {free} are free")]
    NoRoom {
        /// Bytes needed.
        needed: u64,
        /// Bytes free.
        free: u64,
    },
    /// Another import is running.
    #[error("another import is running")]
    Busy,
    /// There is no earlier generation to go back to.
    #[error("there is nothing to go back to")]
    NothingBefore,
    /// Somebody stopped it.
    #[error("cancelled")]
    Cancelled,
    /// The terminal's disk refuses.
    #[error("{doing} {}", path.display())]
    Io {
        /// What was being done.
        doing: &'static str,
        /// To what.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}
