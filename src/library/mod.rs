//! The library: what this kiosk holds.
//!
//! Enters: a content source (later also a verified bundle). Leaves: an open [`Library`] that answers by id, lists cards and is searched.

mod card;

pub use card::Card;
