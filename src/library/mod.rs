//! The library: what this kiosk holds.
//!
//! Enters: a content source (later also a verified bundle). Leaves: an open [`Library`] that answers by id, lists cards and is searched. A
//! library folder holds generations; importing builds a new one beside the old and switches when it is complete.

mod build;
mod card;
mod error;
mod generation;
mod import;
mod index;
mod info;
mod manifest;
mod migrations;
mod open;
mod pieces;
mod prepare;
mod read_only;
mod store;
#[cfg(test)]
mod tests;
mod ties;
mod words;

pub use card::Card;
pub use error::LibraryError;
pub use import::{Imported, Phase, Progress, import};
pub use info::{ImportOptions, Info, Origin};
pub use open::Library;

pub(crate) use index::PassageIndex;
pub(crate) use words::{INITIAL_LETTERS, SPELLING_LETTERS, letter_grams};
