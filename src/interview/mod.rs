//! An interview: what a visitor may leave, asked one question at a time, whatever they read or hear it on. What the law wants is asked, what may help is
//! offered at the end, and nothing is kept but the answers.
//!
//! ```text
//! paper  ways   what can be left, and the form of each;  how an answer may be handed over
//!   plan        which questions are asked, in which order
//!     asking    each question in words, with its reason and an example
//!     walk      the way through them: answers, what is wrong with one, which comes next
//! ```

mod asking;
mod paper;
mod plan;
mod walk;
mod ways;

pub use asking::{Asking, of as asked};
pub use paper::Paper;
pub use plan::{Bearings, Step, is_searched};
pub use walk::{Choices, Party, Row, Walk};
