//! Boards: the doors of an arrangement that lead somewhere in this library, and where.

use std::collections::HashSet;

use crate::policy::{Door, Grouping, Lead, Leaflet, PageId, RecordId};

use super::{
    browse::Browse,
    leaflet,
    listing::ListEntry,
    selection::fits,
    way::{ListKind, Way},
};

impl Browse<'_> {
    /// The title of a board, and its doors that lead somewhere.
    pub(super) fn board(&self, id: &str) -> (String, Vec<ListEntry>) {
        let Some(board) = self.library.arrangement().board(id) else { return Default::default() };
        (board.title.clone(), board.doors.iter().filter_map(|door| self.door(door)).collect())
    }

    /// A door as it is shown; none where there is nothing behind it.
    pub(super) fn door(&self, door: &Door) -> Option<ListEntry> {
        Some(ListEntry::to(door.title.clone(), self.about_door(door), self.way(door)?))
    }

    fn about_door(&self, door: &Door) -> String {
        let count = match &door.leads {
            Lead::Selection(selection) => self.cards().filter(|card| fits(card, selection, self.today)).count(),
            Lead::Records(ids) => ids.iter().filter(|id| self.holds(id)).count(),
            _ => return door.about.clone(),
        };
        match (door.counted, door.about.is_empty()) {
            (false, _) => door.about.clone(),
            (true, true) => format!("{count} 项"),
            (true, false) => format!("{} · {count} 项", door.about),
        }
    }

    fn holds(&self, id: &RecordId) -> bool {
        self.library.card(id).is_some_and(|card| self.shows(card))
    }

    /// Where a door leads in this library; none where there is nothing behind it.
    pub(super) fn way(&self, door: &Door) -> Option<Way> {
        match &door.leads {
            Lead::Board(id) => self.leads_on(id).then(|| Way::List(ListKind::Board(id.clone()))),
            Lead::Leaflet(id) => self.library.arrangement().leaflet(id.as_str()).map(|_| Way::leaflet(id.clone())),
            Lead::Record(id) => self.library.card(id).filter(|_| self.holds(id)).map(|card| Way::to(card)),
            Lead::Records(ids) => {
                ids.iter().any(|id| self.holds(id)).then(|| Way::List(ListKind::Cards { title: door.title.clone(), ids: ids.clone() }))
            }
            Lead::Selection(selection) => {
                self.cards().any(|card| fits(card, selection, self.today)).then(|| Way::List(ListKind::of(selection.clone(), &door.title)))
            }
            Lead::Groups(grouping) => self.has_groups(*grouping).then_some(Way::List(ListKind::Groups(*grouping))),
            Lead::Search(words) => Some(Way::Search { words: words.clone() }),
            Lead::Contact(contact) => leaflet::contact(self.config, *contact),
        }
    }

    /// Whether records are grouped in this way at all.
    pub(super) fn has_groups(&self, grouping: Grouping) -> bool {
        self.cards().any(|card| !Self::names(card, grouping).is_empty())
    }

    /// Whether a visitor gets anywhere from a board, be it over others. Boards that only lead to one another lead nowhere, and so do those that
    /// hold only what every screen offers.
    fn leads_on(&self, id: &PageId) -> bool {
        let arrangement = self.library.arrangement();
        let (mut waiting, mut seen) = (vec![id], HashSet::new());
        while let Some(id) = waiting.pop() {
            let Some(board) = arrangement.board(id.as_str()).filter(|_| seen.insert(id)) else { continue };
            for door in &board.doors {
                match &door.leads {
                    Lead::Board(id) => waiting.push(id),
                    lead if !is_everywhere(lead) && self.way(door).is_some() => return true,
                    _ => {}
                }
            }
        }
        false
    }
}

/// Whether every screen leads there, or every terminal: calling staff, what can be left at any of them, and the search field as it is found.
fn is_everywhere(lead: &Lead) -> bool {
    match lead {
        Lead::Leaflet(id) => [Leaflet::STAFF, Leaflet::PROBLEM].contains(&id.as_str()),
        Lead::Search(words) => words.is_empty(),
        Lead::Board(_) | Lead::Record(_) | Lead::Records(_) | Lead::Selection(_) | Lead::Groups(_) | Lead::Contact(_) => false,
    }
}
