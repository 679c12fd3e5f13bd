//! What texts are about, beyond their words: a direction for every text, so near to that of another as the two mean alike.
//!
//! Enters: a text. Leaves: its [`Vector`], 128 bytes. It is made from a table of pieces of words inside the program, by adding up: no network, no
//! judgement, microseconds. What it says is likely and never certain: it orders what words have found and brings more to choose from, and nobody
//! is told anything on its word alone.

mod pieces;
mod table;
mod vector;

pub use table::{NotATable, Piece, Table, pack};
pub use vector::{DIMENSIONS, Vector, length};
