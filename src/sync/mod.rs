//! One visit of a stick: what lies on it is verified, shown, copied, built, tested and switched in; what the terminal believes changes in the
//! same transaction as what it shows.
//!
//! Enters: a [`crate::bundle::Shelf`]. Leaves: the next generation of the library, a receipt, a line of history. It knows nothing of screens
//! and nothing of visitors.

mod error;
mod exchange;
mod facts;

pub use error::SyncError;
pub use exchange::{Hands, establish, history, import, inspect, proven, roll_back, start};
pub use facts::{Concern, Event, EventKind, Offer, Progress, Receipt, Stage, Started};
