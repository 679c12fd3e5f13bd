//! The library: what this kiosk holds.
//!
//! Enters: a content source (later also a verified bundle). Leaves: an open [`Library`] that answers by id, lists cards and is searched. A
//! library folder holds generations; importing builds a new one beside the old and switches when it is complete. What damage can do to it is
//! noticed before anybody sees it: [`Library::open_checked`], [`check_now`], [`probe`], [`rebuild_index`].

mod activation;
mod build;
mod card;
mod database;
mod directions;
mod error;
mod generation;
mod hidden;
mod hidden_told;
mod hiding;
mod import;
mod index;
mod info;
mod manifest;
mod migrations;
mod names;
mod open;
mod pieces;
mod places;
mod pointer;
mod prepare;
mod probe;
mod read_only;
mod reasons;
mod rebuild;
mod rows;
mod store;
#[cfg(test)]
pub(crate) mod tests;
mod ties;
mod tree;
mod vectors;
#[cfg(test)]
mod vectors_tests;
mod visitors;
mod vocabulary;
mod words;

pub use activation::{Activation, Recording};
pub use card::Card;
pub use database::{info_of, refuse_newer};
pub use directions::{Learning, learn};
pub use error::{Failing, LibraryError, Lost};
pub use generation::{current, generations, point_at, remove_generation};
pub use hidden::{HiddenMark, HiddenRecords, hidden, hidden_changed, hide, unhide};
pub use hiding::{Hidden, HiddenBy};
pub use import::{BuildPhase, BuildProgress, Imported, import, import_with};
pub use info::{ImportOptions, Info, Origin};
pub use open::{Library, check_now};
pub use probe::{ProbeReport, probe, probe_in_child};
pub use rebuild::rebuild_index;

pub(crate) use index::{Fields, PassageIndex};
pub(crate) use places::{CardOf, Entry, Ordinal};
pub(crate) use words::{INITIAL_LETTERS, SPELLING_LETTERS, letter_grams};
