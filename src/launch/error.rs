//! Why a program is not run, or not kept.

use std::io;

use crate::bundle::BundleError;

/// Why a program is not run, or not kept.
#[derive(Debug, thiserror::Error)]
pub enum LaunchError {
    /// Nobody, or not enough people, signed for it.
    #[error("nobody vouches for it")]
    Unvouched(#[from] BundleError),
    /// Its bytes are others than those that were signed for.
    #[error("its bytes are not those that were signed for")]
    Altered,
    /// It is not newer than the program of the package.
    #[error("the package's program is as new")]
    Older,
    /// The disk or the system refuses.
    #[error(transparent)]
    Io(#[from] io::Error),
}
