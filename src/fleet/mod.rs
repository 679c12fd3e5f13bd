//! How the terminals are, as the office learns it without a network: each leaves a signed report on the stick that brought it content, and the
//! office lays the reports of many sticks side by side.
//!
//! Enters: what a terminal holds and what happened to it; at the office, files that nobody vouches for. Leaves: one report per terminal on a
//! stick; one standing per terminal in a table. It knows nothing of screens, and nothing of visitors but plain counts.
//!
//! ```text
//! error  report        why not;  what a terminal says of itself, and its signature
//!   counts  ledger     a file of counts;  the counts of a kind while a kiosk runs
//!   usage  opens       how visitors use it, in totals that its kiosk keeps;  how often each record was opened, which stays there
//!   days  tally        the same day by day, and by theme;  all of them, as a session ends
//!   heard              marks that visitors gave, matters that they did not find, and no word of theirs
//!   leave              at the terminal: composed, signed, put on the stick
//!   gather  known      at the office: every report that lies in these places;  which key each terminal had
//!   office             what the office published, and what it withdrew when
//!     health           the newest of each terminal, and what is odd about it
//!       metrics        all of them for a monitoring server
//!       beside         all of them beside one another: absent, doubled, split, behind; what lingers, what is hidden
//! ```

mod beside;
#[cfg(test)]
mod beside_tests;
mod counts;
mod days;
mod error;
mod gather;
mod health;
mod heard;
mod known;
mod leave;
mod ledger;
mod metrics;
#[cfg(test)]
mod metrics_tests;
mod office;
mod opens;
mod report;
mod tally;
#[cfg(test)]
mod tests;
mod usage;
#[cfg(test)]
mod usage_tests;

pub use beside::{Absent, Answer, Fleet, HiddenThere, Lingering, Split, survey};
pub use days::{Days, by_topic};
pub use error::{FleetError, KnownFault, Misreport};
pub use gather::{Gathered, gather};
pub use health::{Flag, Health, learn};
pub use heard::Heard;
pub use known::KnownKeys;
pub use leave::{leave, put};
pub use ledger::{Counted, Ledger};
pub use metrics::metrics;
pub use office::{Gone, Office};
pub use opens::{opens, opens_changed};
pub use report::{Content, Disk, HiddenNote, LastEvent, Report, Signed};
pub use tally::{Tally, tallied};
pub use usage::Usage;
