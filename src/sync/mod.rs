//! One visit of a stick: what lies on it is verified, shown, copied, built, tested and switched in; what the terminal believes changes in the
//! same transaction as what it shows.
//!
//! Enters: a [`crate::bundle::Shelf`]. Leaves: the next generation of the library, a receipt, a line of history. It knows nothing of screens
//! and nothing of visitors.
//!
//! ```text
//! led  facts  error  hands what people are told; why it stops; what an exchange is given
//!   folders  migrations  line  memory  journal   where things lie; what the terminal believes; what happened to it
//!   witness          what lies beside and knows of it, should somebody put an older memory in its place
//!   second           what is believed, a second time, for the day on which a disk tears the first
//!     copy  kept       parts come into the store; the store as a source, and what of it must go
//!       pace  offer    how long it takes; what a release would change
//!         recovery     what power interrupted is ended; one step back
//!           reset       another root is believed, where somebody compared both
//!           renewal    what answers is made anew, of the parts that were kept or of itself
//!           hiding       a record hidden at once, and what a release makes of it
//!           settle     who of a release is taken in
//!           programs   a program that came with it is kept to be tried
//!           taking     copied, built, tested, recorded, switched
//!             exchange         what others call
//!               lists          the office's list of withdrawals, heeded by itself
//! ```

mod copy;
mod error;
mod exchange;
mod facts;
mod folders;
mod hands;
mod hiding;
mod journal;
mod kept;
mod led;
mod line;
mod lists;
mod memory;
mod migrations;
mod offer;
mod pace;
mod programs;
mod recovery;
mod renewal;
mod reset;
mod second;
mod settle;
mod taking;
#[cfg(test)]
mod tests;
mod witness;

pub use error::{SyncError, Tear};
pub use exchange::{establish, import, inspect, own_key, terminal_key};
pub use facts::{By, Concern, Event, EventKind, Gone, Happening, LeftOutPart, Offer, Progress, Receipt, RootMark, Stage, Started};
pub use hands::Hands;
pub use hiding::{ShownAgain, hide, show_again, to_hide};
pub use led::RootLed;
pub use lists::{ListTaken, look_at_list, take_list};
pub use memory::disk_trouble;
pub use recovery::{doubts_clock, history, may_show, proven, recorded, roll_back, start};
pub use renewal::renew;
pub use reset::{RootTrouble, believe_instead, believed, root_trouble};
pub use witness::journal;
