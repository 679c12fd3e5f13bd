//! Chinese typed with letters or a number pad, for a terminal that has no input method of its own.
//!
//! Enters: what was typed so far (`zhufang gongjijin`, `zfgjj`, `zhufgjj`, `94`) and, once, the words of the library. Leaves: candidates in the
//! order in which they are offered, each saying how much of the typing it uses up. What stands before the keys counts. Nothing is learned from anybody: the same keys give the same
//! candidates to every visitor. Knows no screen and no library.
//!
//! ```text
//! typed ── keys ── spelling (which syllables may begin here) ── lattice (words over syllables, best ways to the end) ── candidates
//!                  lexicon (words.tsv, phrases.tsv, frames.txt, everyday.csv, given words) ──┘
//! ```

mod candidates;
mod dictionary;
mod frames;
mod keys;
mod lattice;
mod learning;
mod left;
mod lexicon;
mod measure;
mod names;
mod spelling;
mod syllables;
#[cfg(test)]
mod tests;
mod trie;
mod unsaid;
mod walk;

pub use candidates::{Candidate, CandidateKind, Place};
pub use keys::Mode;
pub use lexicon::Lexicon;
pub(crate) use lexicon::WORDS;
pub use measure::{PAGE, Presses, Way, place, presses};
#[cfg(feature = "office")]
pub(crate) use names::{names_of, surnames};
pub(crate) use syllables::is_spelled;

/// How unlikely something is: hundredths of a natural logarithm. They add up along a sentence, and the least is the best.
type Cost = u32;

/// The cost of a probability.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 4000 by the clamp")]
fn cost(probability: f64) -> Cost {
    (-100.0 * probability.max(f64::MIN_POSITIVE).ln()).round().clamp(0.0, 4000.0) as Cost
}
