//! Lists that people choose from: what stands in them and where each entry leads.

use crate::policy::{RecordId, Standing};

use super::way::{ListKind, Way};

/// A list.
#[derive(Debug, Clone, PartialEq)]
pub struct Listing {
    /// What it is a list of; also its place in the zone.
    pub title: String,
    /// One line below the title: how many, of what day.
    pub note: String,
    /// Entries, in order.
    pub entries: Vec<ListEntry>,
    /// Where else to look, shown when the list is empty.
    pub instead: Vec<ListEntry>,
    /// Where what is listed lies, for a map.
    pub places: Option<Places>,
}

/// Where the entries of a list lie.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Places {
    /// Whether the metres are those from where somebody stands; otherwise from the first place.
    pub here: bool,
    /// Metres to the east and to the north, by record.
    pub spots: Vec<(RecordId, (i32, i32))>,
}

impl Places {
    /// Where an entry lies.
    pub fn of(&self, entry: &ListEntry) -> Option<(i32, i32)> {
        let id = entry.way.as_ref().and_then(Way::record)?;
        self.spots.iter().find(|(known, _)| known == id).map(|(_, spot)| *spot)
    }
}

/// One entry.
#[derive(Debug, Clone, PartialEq)]
pub struct ListEntry {
    /// First line.
    pub title: String,
    /// Second line.
    pub about: String,
    /// Validity, for documents.
    pub standing: Option<Standing>,
    /// Where it leads; nowhere for a line that only tells.
    pub way: Option<Way>,
}

impl Listing {
    /// Takes out what leads to any of these records.
    pub fn forget(&mut self, ids: &[RecordId]) {
        self.entries.retain(|entry| !entry.leads_to(ids));
        if let Some(places) = &mut self.places {
            places.spots.retain(|(id, _)| !ids.contains(id));
        }
    }
}

impl ListEntry {
    /// Whether it leads to one of these records.
    pub fn leads_to(&self, ids: &[RecordId]) -> bool {
        self.way.as_ref().and_then(Way::record).is_some_and(|id| ids.contains(id))
    }

    /// An entry that leads to another list.
    pub fn list(title: impl Into<String>, about: impl Into<String>, list: ListKind) -> Self {
        Self { title: title.into(), about: about.into(), standing: None, way: Some(Way::List(list)) }
    }

    /// An entry that leads somewhere else.
    pub fn to(title: impl Into<String>, about: impl Into<String>, way: Way) -> Self {
        Self { title: title.into(), about: about.into(), standing: None, way: Some(way) }
    }
}
