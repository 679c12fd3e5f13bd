//! How far a reading aloud is.

use zeroize::Zeroizing;

/// How many times as long as elsewhere nobody need touch anything while a page is being read.
pub(super) const LISTENING: u64 = 10;

/// How far a reading aloud is.
#[derive(Debug, Default)]
pub(super) struct Listening {
    /// What was read last, so that nothing is read twice because somebody moved.
    pub(super) said: Zeroizing<String>,
    /// The reading that goes on.
    pub(super) saying: Option<u64>,
    /// The number of the last one.
    pub(super) last: u64,
    /// Something happened since the page was looked at.
    pub(super) stirred: bool,
    /// The warning was up when the page was looked at.
    pub(super) warned: bool,
}
