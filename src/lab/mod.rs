//! The lab: how good the search is, and what its ranking should weigh.
//!
//! Enters: an [`Engine`](crate::search::Engine), questions, and which answers to them are right. Leaves: runs, measures, a table of weights. What an
//! office and the benches work with; the screens of a kiosk know nothing of it.

mod absent;
mod fit;
mod holes;
#[cfg(feature = "office")]
mod pieces;
mod quality;
mod trec;

pub use absent::{Absent, Honesty, absents};
pub use fit::{Fitted, fit};
pub use holes::{DeadLink, dead_answers, dead_doors, dead_ties, unproven};
#[cfg(feature = "office")]
pub use pieces::{FittedPieces, Lesson, distinct, fit_pieces};
pub use quality::{JudgementError, Judgements, Quality};
pub use trec::{RunError, Trial, Unit, run, trials};
