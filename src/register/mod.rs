//! The office's register (台账) of what visitors left at terminals.
//!
//! Enters: sticks with sealed forms, the keys that open them, and what staff write down of a matter. Leaves: each form registered once, with its legal
//! dates and how urgent it is; signed words to the terminals on what has arrived; tables. It never guesses what was not written down.
//!
//! ```text
//! outcome            how applications end, by the rows of the annual report
//! step               接收 办理 审核 答复 归档
//!   store            the database: registered, noted, put aside
//!     rules          the tables by which this office reckons
//!     urgency        what is due next, and the colour that says it
//!     open           a stick -> registered once, or put aside
//!       decide       what was put aside -> a matter of its own, or given up
//!     acknowledge    what was registered -> a signed word for each terminal
//!     wanted         papers that several people asked for, by number
//!     table  annual  the register for spreadsheets;  rows of the annual report
//! ```

mod acknowledge;
mod annual;
mod decide;
mod error;
#[cfg(test)]
mod histories;
mod migrations;
mod open;
mod outcome;
#[cfg(test)]
mod power_tests;
mod rules;
mod step;
mod store;
mod table;
#[cfg(test)]
mod tests;
mod urgency;
mod wanted;

pub use acknowledge::Word;
pub use annual::{Annual, COLUMNS, Figures, annual};
pub use decide::Which;
pub use error::RegisterError;
pub use open::{Aside, Opened, Refused};
pub use outcome::OUTCOMES;
pub use step::Step;
pub use store::{PutAside, Register, Registered};
pub use table::{as_json, harmless_cell, write_csv, write_report};
pub use urgency::{Alarms, Colour, alarms};
pub use wanted::{FEWEST_ASKERS, often_about, often_wanted};
