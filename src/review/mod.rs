//! The records of review: who confirmed, changed, passed or returned a document, in a log that only grows.
//!
//! One log a document enters and leaves: JSON lines, each bound to those before it by their digests. What holds now ([`State`]) is computed from the
//! log and the digest of the text as it lies there, so a text edited by hand loses what was passed without anybody writing it down. It knows no
//! screen and no format of a file; who may sign a bundle is another matter (`bundle`).
//!
//! ```text
//! event             one thing done by one person
//!   keyring         whose lines must be signed
//!     log           events of one document, joined and merged, damage told
//!       state       what holds now;  replay  corrections made again on a text that was converted anew
//!         office    where logs lie, which reviews an office has
//!           made    who reviewed how much of what is published
//! ```

mod error;
mod event;
mod keyring;
mod log;
mod made;
mod office;
mod replay;
mod state;
#[cfg(test)]
mod tests;

pub use crate::policy::ReviewStep as Step;
pub use error::ReviewError;
pub use event::{Act, Event};
pub use keyring::Keyring;
pub use log::{Damage, Log};
pub use made::Made;
pub use office::{Office, Person, Reviewed, Settings};
pub use replay::{Lost, Replayed, replay};
pub use state::{Passed, State};
