//! The disclosure zone, as values: lists, boards, records written out for reading, leaflets.
//!
//! Enters: an open library, the settings of the hall, a day. Leaves: a [`Listing`] whose entries say [`Way`]s, a [`Dossier`] of a record, whose
//! text is [`Para`]s. How wide a page is, which key opens what and what a visitor typed is not known here.

mod boards;
mod browse;
mod composition;
mod dossier;
mod gather;
mod groups;
mod leaflet;
mod listing;
mod lists;
mod opens;
mod outline;
mod pages;
mod para;
mod places;
mod selection;
#[cfg(test)]
mod tests;
mod way;
pub mod wording;

pub use composition::Composition;
pub use dossier::{Band, Dossier};
pub use leaflet::{Leaflet, application_page};
pub use listing::{ListEntry, Listing, Places};
pub use lists::{list, nothing};
pub use opens::Opens;
pub use pages::Pages;
pub use para::{Bullet, Fact, Para, Spot};
pub use places::{on_map, say_way};
pub use way::{Figure, Item, ListKind, Matter, Way};
