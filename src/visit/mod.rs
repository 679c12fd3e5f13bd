//! One visit of a stick, whoever makes it: staff at the screen, or somebody at the command line. What the one leaves, the other leaves too.
//!
//! Enters: where content lies, and who asks. Leaves: an offer; then the next generation, and on the stick a receipt for the office and the
//! terminal's report. It knows nothing of screens and commands, nor of what visitors do.
//!
//! ```text
//! error  who    why it comes to nothing;  who makes it
//!   place       where content lies: arrived at, made writable, given back
//!   requests    what visitors left: the office's words heeded, all that waits carried
//!     journey   look -> an offer -> taken in, word left, the stick given back;  one step back
//! ```

mod error;
mod journey;
mod place;
#[cfg(test)]
mod planted_tests;
mod requests;
#[cfg(test)]
mod tests;
mod who;

pub use error::VisitError;
pub use journey::{Heeded, Left, Looked, Visit, Visited, before, self_test};
pub use place::VisitPlace;
pub use requests::Exchanged;
pub use who::user;
