//! How the terminals are, as the office learns it without a network: each leaves a signed report on the stick that brought it content, and the
//! office lays the reports of many sticks side by side.
//!
//! Enters: what a terminal holds and what happened to it; at the office, files that nobody vouches for. Leaves: one report per terminal on a
//! stick; one standing per terminal in a table. It knows nothing of screens, and nothing of visitors but plain counts.
//!
//! ```text
//! error  report        why not;  what a terminal says of itself, and its signature
//!   usage              how visitors use it, in totals that its kiosk keeps
//!   leave              at the terminal: composed, signed, put on the stick
//!   gather  known      at the office: every report that lies in these places;  which key each terminal had
//!     standing         the newest of each terminal, and what is odd about it
//! ```

mod error;
mod gather;
mod health;
mod known;
mod leave;
mod report;
#[cfg(test)]
mod tests;
mod usage;
#[cfg(test)]
mod usage_tests;

pub use error::{FleetError, KnownFault, Misreport};
pub use gather::{Gathered, gather};
pub use health::{Flag, Health, learn, standings};
pub use known::KnownKeys;
pub use leave::{leave, put};
pub use report::{Content, Disk, LastEvent, Report, Signed};
pub use usage::{Usage, UsageLedger};
