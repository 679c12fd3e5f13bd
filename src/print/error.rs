//! Why nothing was printed.

use std::{io, path::PathBuf};

/// Why nothing was printed.
#[derive(Debug, thiserror::Error)]
pub enum PrintError {
    /// The machine has no letters that can be printed.
    #[error("no font: {}", path.display())]
    NoFont {
        /// Where they were looked for.
        path: PathBuf,
    },
    /// The printer's program cannot be run, or the device not be written.
    #[error("{what} cannot be reached")]
    Unreachable {
        /// `lp`, or the device.
        what: String,
        /// Why.
        source: io::Error,
    },
    /// It refused.
    #[error("{what}: {says}")]
    Refused {
        /// `lp`
        what: &'static str,
        /// Its own word.
        says: String,
    },
    /// It took too long: what was sent was taken back.
    #[error("not printed after {seconds} seconds")]
    TooLong {
        /// How long was waited.
        seconds: u64,
    },
}

impl PrintError {
    /// The code for the telephone.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoFont { .. } => "P-01",
            Self::Unreachable { .. } => "P-02",
            Self::Refused { .. } => "P-03",
            Self::TooLong { .. } => "P-04",
        }
    }
}
