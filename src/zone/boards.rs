//! Boards and first screens: the doors of an arrangement that lead somewhere in this library, and where.

use std::collections::HashSet;

use jiff::civil::Date;

use crate::{
    config::Config,
    library::Library,
    policy::{Board, Door, Lead, PageId, RecordId},
    source::built_in,
};

use super::{
    leaflet::{self, Leaflet},
    listing::Entry,
    lists::Browse,
    way::{ListKind, Way},
};

/// The pages that are there before anybody asks: the first screens and the leaflets.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Pages {
    /// Doors of the home screen.
    pub home: Vec<Entry>,
    /// Doors of the screen that waits for visitors.
    pub attract: Vec<Entry>,
    leaflets: Vec<(PageId, Leaflet)>,
}

impl Pages {
    /// The pages of a library on a day.
    pub fn of(library: &Library, config: &Config, today: Date) -> Self {
        let shelf = Browse { library, config, today };
        let leaflets = &library.arrangement().leaflets;
        Self {
            home: shelf.board(Board::HOME).1,
            attract: shelf.board(Board::ATTRACT).1,
            leaflets: leaflets.iter().map(|page| (page.id.clone(), leaflet::written_out(page, config, |door| shelf.way(door)))).collect(),
        }
    }

    /// The pages where there is no library: leaflets, with the doors that need none.
    pub fn without_library(config: &Config) -> Self {
        let way = |door: &Door| match &door.leads {
            Lead::Leaflet(id) => Some(Way::leaflet(id.clone())),
            Lead::Contact(contact) => leaflet::contact(config, *contact),
            Lead::Board(_) | Lead::Record(_) | Lead::Records(_) | Lead::Selection(_) | Lead::Groups(_) | Lead::Search(_) => None,
        };
        let leaflets = built_in().leaflets.iter().map(|page| (page.id.clone(), leaflet::written_out(page, config, way)));
        Self { leaflets: leaflets.collect(), ..Self::default() }
    }

    /// The leaflet of this name.
    pub fn leaflet(&self, id: &PageId) -> Option<&Leaflet> {
        self.leaflets.iter().find(|(known, _)| known == id).map(|(_, leaflet)| leaflet)
    }
}

impl Browse<'_> {
    /// The title of a board, and its doors that lead somewhere.
    pub(super) fn board(&self, id: &str) -> (String, Vec<Entry>) {
        let Some(board) = self.library.arrangement().board(id) else { return Default::default() };
        let entries = board.doors.iter().filter_map(|door| {
            let way = self.way(door)?;
            Some(Entry::to(door.title.clone(), self.about_door(door), way))
        });
        (board.title.clone(), entries.collect())
    }

    fn about_door(&self, door: &Door) -> String {
        let count = match &door.leads {
            Lead::Selection(selection) => self.cards().filter(|card| self.fits(card, selection)).count(),
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
                self.cards().any(|card| self.fits(card, selection)).then(|| Way::List(ListKind::of(selection.clone(), &door.title)))
            }
            Lead::Groups(grouping) => {
                let any = self.cards().any(|card| !Self::names(card, *grouping).is_empty());
                any.then_some(Way::List(ListKind::Groups(*grouping)))
            }
            Lead::Search(words) => Some(Way::Search { words: words.clone() }),
            Lead::Contact(contact) => leaflet::contact(self.config, *contact),
        }
    }

    /// Whether a visitor gets anywhere from a board, be it over others. Boards that only lead to one another lead nowhere.
    fn leads_on(&self, id: &PageId) -> bool {
        let arrangement = self.library.arrangement();
        let (mut waiting, mut seen) = (vec![id], HashSet::new());
        while let Some(id) = waiting.pop() {
            let Some(board) = arrangement.board(id.as_str()).filter(|_| seen.insert(id)) else { continue };
            for door in &board.doors {
                match &door.leads {
                    Lead::Board(id) => waiting.push(id),
                    _ if self.way(door).is_some() => return true,
                    _ => {}
                }
            }
        }
        false
    }
}
