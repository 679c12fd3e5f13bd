//! What texts are about, beyond their words: a direction for every text, so near to that of another as the two mean alike.
//!
//! Enters: a text. Leaves: its [`Vector`]. It is made from a table of pieces of words inside the program, by adding up: no network, no
//! judgement, microseconds; or by a model that an office has signed for its terminals, in tens of milliseconds. What it says is likely and never
//! certain: it orders what words have found and brings more to choose from, and nobody is told anything on its word alone.

mod compass;
mod cut;
mod encoder;
#[cfg(test)]
mod encoder_tests;
mod kept;
mod pieces;
mod table;
mod vector;
mod weights;

pub use compass::{Compass, MODEL_DIGEST, MODEL_DIMENSIONS, MODEL_LIMIT};
pub use cut::cut;
pub use encoder::Encoder;
pub use kept::{KeptVectors, NotKept};
pub use table::{NotATable, Piece, Table, pack};
pub use vector::{DIMENSIONS, Vector, length};
pub use weights::NotAnEncoder;
