//! Which program a terminal runs: the one of its package, or a later one that came with a signed release.
//!
//! Enters: a program whose bytes were compared with the signed list, and the papers that vouch for it. Leaves: the program in memory that nobody
//! can write to any more, which is what is run. The package's own program is the last to fall back on, whatever lies here.
//!
//! ```text
//! error  state  sealed  running   why not;  which is next, and what became of those before;  bytes that stay as they were compared;  who runs now
//!   store                  where programs lie with their papers
//!     beside  start  minded    one tried beside the running one;  one begun, or the package's;  what others do
//! ```
//!
//! ```text
//! came → tried beside (fails: never again) → begun when nobody is there → lasted a minute with content that answers: chosen
//!                                          ↘ twice begun and not lasted: never again; the one before, or the package's
//! ```

mod beside;
mod error;
mod minded;
mod running;
mod sealed;
mod start;
mod state;
mod store;
#[cfg(test)]
mod tests;

pub use beside::try_beside;
pub use error::LaunchError;
pub use minded::{ended_well, keep, lasted, state};
pub use running::{Running, running, settings_are};
pub use start::start;
pub use state::State;
pub use store::Paper;
