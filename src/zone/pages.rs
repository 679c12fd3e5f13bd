//! The pages that are there before anybody asks: the first screens and the leaflets, as far as they lead somewhere on a day.

use std::{cmp::Reverse, sync::Arc};

use jiff::civil::Date;

use crate::{
    config::Config,
    library::{Card, Library},
    policy::{Board, Door, GroupedBy, Grouping, Lead, PageId, RecordKind},
    source::built_in,
};

use super::{
    browse::Browse,
    leaflet::{self, Leaflet},
    listing::ListEntry,
    opens::Opens,
    way::Way,
};

/// The first screens and the leaflets.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Pages {
    /// Doors of the home screen, each with the digit that opens it. A digit belongs to its door whether or not the others are there.
    pub home: Vec<(u8, ListEntry)>,
    /// Doors of the screen that waits for visitors.
    pub attract: Vec<ListEntry>,
    /// Notices that run there: emergencies first, then the newest.
    pub notices: Vec<Arc<Card>>,
    /// Questions that people often ask, one of each of the first topics.
    pub questions: Vec<Arc<Card>>,
    /// Whether anything is filed under an everyday theme.
    pub has_topics: bool,
    leaflets: Vec<(PageId, Leaflet)>,
}

impl Pages {
    /// The pages of a library on a day, at a terminal where records were opened so often.
    pub fn of(library: &Library, config: &Config, today: Date, opens: &Opens) -> Self {
        let shelf = Browse { library, config, today, opens };
        let arrangement = library.arrangement();
        let leaflet = |page| leaflet::written_out(page, config, |door| shelf.way(door));
        Self {
            home: arrangement.board(Board::HOME).map(|board| numbered(&board.doors, |door| shelf.door(door))).unwrap_or_default(),
            attract: shelf.board(Board::ATTRACT).1,
            notices: notices(&shelf),
            questions: frequent(&shelf),
            has_topics: shelf.has_groups(Grouping { by: GroupedBy::Topic, kind: None }),
            leaflets: arrangement.leaflets.iter().map(|page| (page.id.clone(), leaflet(page))).collect(),
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

/// Doors by the digits 1 to 9 and 0, of which those that lead nowhere stay unused.
fn numbered(doors: &[Door], shown: impl Fn(&Door) -> Option<ListEntry>) -> Vec<(u8, ListEntry)> {
    (1..=9).chain([0]).zip(doors).filter_map(|(digit, door)| Some((digit, shown(door)?))).collect()
}

fn notices(shelf: &Browse<'_>) -> Vec<Arc<Card>> {
    let mut notices: Vec<_> = shelf.cards().filter(|card| card.kind == RecordKind::Notice).cloned().collect();
    notices.sort_by_key(|card| (!card.is_urgent(), Reverse(card.dated)));
    notices
}

fn frequent(shelf: &Browse<'_>) -> Vec<Arc<Card>> {
    let mut questions: Vec<Arc<Card>> = Vec::new();
    for topic in &shelf.library.info().topics {
        let new = |card: &&Arc<Card>| {
            card.kind == RecordKind::Question && card.topics.contains(topic) && !questions.iter().any(|known| known.id == card.id)
        };
        // Where the office says nothing and none is opened more than others, the shortest is the one that most people would put so.
        let wanted = |card: &&Arc<Card>| (shelf.placed(card), Reverse(shelf.opens.of(&card.id)), card.title.chars().count());
        let found = shelf.cards().filter(new).min_by_key(wanted).cloned();
        questions.extend(found);
    }
    questions
}
