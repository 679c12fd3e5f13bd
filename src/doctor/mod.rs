//! How a terminal is: everything that is known to go wrong is looked at, and nothing is changed.
//!
//! Enters: the root below which a system lies (`/`, or an image's folder), and the screen it is run on, where there is one. Leaves: for each
//! [`Check`] what was seen and what is the matter, told in words by whoever speaks to people. A check that fails itself is a finding.
//!
//! ```text
//! finding       what can be the matter, and how much visitors feel of it
//!   machine     files, packages and users of the system below a root
//!     settings  kiosk.toml, what was left of the example in it, the root file
//!     content   library, trust, what is hidden, what waits, journal, clock
//!     guard     files, units, locks, user, permissions
//!     system    programs, log, swap, disk, helper, voice
//!     display   graphics, fonts, cells, codes, keys and touch
//!       look    all checks, one after the other
//! ```

mod content;
mod display;
mod finding;
mod guard;
mod look;
mod machine;
#[cfg(test)]
mod planted_tests;
mod printer;
mod settings;
mod system;
#[cfg(test)]
mod tests;

pub use display::Screen;
pub use finding::{Check, ContentFault, DisplayFault, Finding, GuardFault, Looked, MachineFault, Outcome, SettingsFault, State};
pub use look::examine;
pub use machine::Machine;
