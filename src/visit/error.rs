//! Why a visit comes to nothing, or leaves nothing.

use crate::{
    advice::{Advice, Advise},
    fleet::FleetError,
    outbox::OutboxError,
    stick::MountError,
    sync::SyncError,
};

/// Why a visit comes to nothing, or leaves nothing.
#[derive(Debug, thiserror::Error)]
pub enum VisitError {
    /// The stick cannot be had.
    #[error(transparent)]
    Mount(#[from] MountError),
    /// What lies on it is not taken in.
    #[error(transparent)]
    Sync(#[from] SyncError),
    /// What visitors left cannot be exchanged.
    #[error(transparent)]
    Outbox(#[from] OutboxError),
    /// Nothing can be left on it.
    #[error(transparent)]
    Fleet(#[from] FleetError),
}

impl Advise for VisitError {
    fn advice(&self) -> Advice {
        match self {
            Self::Mount(error) => error.advice(),
            Self::Sync(error) => error.advice(),
            Self::Fleet(error) => error.advice(),
            Self::Outbox(error) => error.advice(),
        }
    }
}
