//! The exchange itself, step by step.

use std::{ops::ControlFlow, path::Path};

use jiff::Timestamp;

use super::{Event, Offer, Progress, Receipt, Started, SyncError};
use crate::{bundle::Shelf, library::LibraryError};

/// What an exchange needs of its surroundings.
pub struct Hands<'a> {
    /// Name of the terminal, for receipts.
    pub terminal: &'a str,
    /// Now, by the clock, which is not believed beyond what is checked.
    pub now: Timestamp,
    /// Tries out a finished generation before it answers: in a child process where there is a program for it.
    pub self_test: &'a dyn Fn(&Path) -> Result<(), LibraryError>,
    /// Staff confirmed that a root past its day may still be used.
    pub root_may_be_expired: bool,
}

/// Gives a new terminal the root it is to believe. A terminal that has one keeps it.
pub fn establish(dir: &Path, _root: &[u8]) -> Result<(), SyncError> {
    Err(SyncError::NoTrust { dir: dir.to_owned() })
}

/// Verifies what lies on a shelf and says what taking it in would mean; changes nothing.
pub fn inspect(dir: &Path, _shelf: &dyn Shelf, _hands: &Hands<'_>) -> Result<Offer, SyncError> {
    Err(SyncError::NoTrust { dir: dir.to_owned() })
}

/// Takes an offer in. Visitors keep what they have until the very last step.
pub fn import(
    dir: &Path,
    _offer: &Offer,
    _shelf: &dyn Shelf,
    _hands: &Hands<'_>,
    _progress: &mut (dyn FnMut(Progress) -> ControlFlow<()> + Send),
) -> Result<Receipt, SyncError> {
    Err(SyncError::NoTrust { dir: dir.to_owned() })
}

/// Lets the generation before answer again.
pub fn roll_back(_dir: &Path, _hands: &Hands<'_>) -> Result<Receipt, SyncError> {
    Err(SyncError::NothingBefore)
}

/// What happened to this library, newest first.
pub fn history(_dir: &Path) -> Result<Vec<Event>, SyncError> {
    Ok(Vec::new())
}

/// At the start of the kiosk, before the library is opened: finishes what power interrupted and goes back where the newest generation crashes.
pub fn start(_dir: &Path, _hands: &Hands<'_>) -> Result<Started, SyncError> {
    Ok(Started::Well)
}

/// The kiosk has run well for a minute: the generation that answers is proven.
pub fn proven(_dir: &Path) -> Result<(), SyncError> {
    Ok(())
}
