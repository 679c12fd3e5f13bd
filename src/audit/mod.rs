//! The journal of a terminal: who was at the staff's door and what was done behind it, in order, so that nothing can be taken out unseen.
//!
//! Enters: deeds, from the door, from visits of sticks, from commands. Leaves: lines in files below the terminal's own folder, each holding the
//! digest of the one before; the chain told and tried; its head and three counts for the terminal's report. Plain codes and numbers only: never
//! a PIN, never a visitor's word.
//!
//! ```text
//! error  deed  place        why not;  what can be written down;  where the files lie
//!   entry                   a deed with its number, its moment and the digest before it, as a line
//!     chain                 all lines read, and every place where they do not hold together
//!       journal  summary    a line added, durably;  what goes into the report
//!         door              wrong PINs in a row, which a restart does not forget
//! ```
//!
//! Whoever owns the machine can write the whole chain anew: that is seen only beside a head that was written down elsewhere. So the head goes out
//! with every report, and `gongkai audit verify --since` compares.

mod chain;
mod deed;
mod door;
#[cfg(test)]
mod door_tests;
mod entry;
mod error;
mod journal;
mod place;
mod summary;
#[cfg(test)]
mod tests;

pub use chain::{Chain, read, told};
pub use deed::{Deed, Leaving, Who};
pub use door::DoorLedger;
pub use entry::Entry;
pub use error::{AuditError, Fault};
pub use journal::Journal;
pub use place::own_folder;
pub use summary::{Summary, summary};
