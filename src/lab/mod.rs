//! The lab: how good the search is, and what its ranking should weigh.
//!
//! Enters: an [`Engine`](crate::search::Engine), questions, and which answers to them are right. Leaves: runs, measures, a table of weights. What an
//! office and the benches work with; the screens of a kiosk know nothing of it.

mod fit;
mod quality;
mod trec;

pub use fit::{Fitted, fit};
pub use quality::{JudgementError, Judgements, Quality};
pub use trec::{RunError, Trial, Unit, run, trials};
