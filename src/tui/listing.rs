//! Lists that people choose from: what stands in them and where each entry leads. Made by the worker from the library's cards.

use crate::policy::Standing;

use super::effect::{ListKind, Route};

/// A list.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Listing {
    /// What it is a list of; also its place in the zone.
    pub(super) title: String,
    /// One line below the title: how many, of what day.
    pub(super) note: String,
    /// Entries, in order.
    pub(super) entries: Vec<Entry>,
    /// Where else to look, shown when the list is empty.
    pub(super) instead: Vec<Entry>,
}

/// One entry.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entry {
    /// First line.
    pub(super) title: String,
    /// Second line.
    pub(super) about: String,
    /// Validity, for documents.
    pub(super) standing: Option<Standing>,
    /// Where it leads; nowhere for a line that only tells.
    pub(super) route: Option<Route>,
}

impl Entry {
    /// An entry that leads to another list.
    pub(super) fn list(title: impl Into<String>, about: impl Into<String>, list: ListKind) -> Self {
        Self { title: title.into(), about: about.into(), standing: None, route: Some(Route::List(list)) }
    }

    /// An entry that leads somewhere else.
    pub(super) fn to(title: impl Into<String>, about: impl Into<String>, route: Route) -> Self {
        Self { title: title.into(), about: about.into(), standing: None, route: Some(route) }
    }
}
