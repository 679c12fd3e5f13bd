//! A machine becomes a terminal: the files that belong to it, the settings of this hall, the user, the units; and all of it taken back again.
//!
//! Enters: settings as somebody answered them or as a file for dozens has them, and the root below which a system lies (`/`, or an image's folder).
//! Leaves: a [`Plan`] that is shown before anything is done, then a system with its [`Record`] of what was done to it. Nothing of a terminal's own
//! is ever copied from another: name, PIN, keys, outbox and trust come into being on the machine itself.
//!
//! ```text
//! error         why a machine does not become a terminal
//!   pieces      files, units and locks of a terminal
//!   settings    a file for dozens -> the settings of one; settings -> the text of kiosk.toml
//!     record    what was done, so that it can be undone and compared
//!       plan    what is to be done -> done, step by step
//!         undo  what was done -> taken back, but for what somebody changed since
//! ```

mod error;
mod pieces;
mod plan;
mod record;
mod settings;
#[cfg(test)]
mod tests;
mod undo;

pub use error::SetupError;
pub use pieces::{ENABLED, KIOSK_TOML, MASKED, PIECES, Piece, ROOT_JSON, USER, Weight};
pub use plan::{Plan, Step};
pub use record::{RECORD, Record};
pub use settings::{Prepared, written};
pub use undo::{Undone, undo};
