//! What an exchange is given by whoever runs it.

use std::path::Path;

use jiff::Timestamp;

use super::facts::By;
use crate::library::LibraryError;

/// The surroundings of an exchange: who, when, and how a generation is tried out.
pub struct Hands<'a> {
    /// Name of the terminal, for receipts.
    pub terminal: &'a str,
    /// Who asks for it, for receipts.
    pub by: By,
    /// Now, by the clock, which is not believed beyond what is checked.
    pub now: Timestamp,
    /// Tries out a finished generation before it answers: in a child process where there is a program for it.
    pub self_test: &'a dyn Fn(&Path) -> Result<(), LibraryError>,
    /// Staff confirmed that a root past its day may still be used.
    pub root_may_be_expired: bool,
}
