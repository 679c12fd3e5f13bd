//! The disclosure zone, as values: lists, boards, records written out for reading, leaflets.
//!
//! Enters: an open library, the settings of the hall, a day. Leaves: a [`Listing`] whose entries say [`Way`]s, a [`Dossier`] of a record, whose
//! text is [`Para`]s. How wide a page is, which key opens what and what a visitor typed is not known here.

mod boards;
mod composition;
mod dossier;
mod leaflet;
mod listing;
mod lists;
mod para;
#[cfg(test)]
mod tests;
mod way;
pub mod wording;

pub use boards::Pages;
pub use composition::Composition;
pub use dossier::{Band, Dossier};
pub use leaflet::Leaflet;
pub use listing::{Entry, Listing};
pub use lists::{frequent, list, nothing, notices};
pub use para::{Para, Spot};
pub use way::{ListKind, Way};
