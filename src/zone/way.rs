//! Where entries lead: the lists of the zone, and everything else that can be opened from one.

use crate::{
    library::Card,
    policy::{Grouping, PageId, RecordId, RecordKind, Selection},
    takeaway::Takeaway,
};

/// Where an entry leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Way {
    /// A list.
    List(ListKind),
    /// A record, read from its beginning.
    Record(RecordId),
    /// A paragraph of the record that the entry belongs to.
    Paragraph(usize),
    /// The code of a record, as large as it fits.
    Code(Box<Takeaway>),
    /// A picture of a record, to be looked at.
    Figure(Box<Figure>),
    /// 写下来: the same for pen and paper.
    WriteDown(Box<Takeaway>),
    /// Search, with words of the zone already in the field.
    Search {
        /// The words; empty where people bring their own.
        words: String,
    },
    /// A leaflet.
    Leaflet {
        /// Which one.
        id: PageId,
        /// What is asked for there, if that is known.
        about: String,
    },
    /// A form, or the page before all forms.
    Leave(Matter),
}

/// A picture among the attachments of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// The record that it belongs to.
    pub id: RecordId,
    /// Its path below `attachments/`.
    pub file: String,
    /// How it is taken along; its title, too.
    pub takeaway: Takeaway,
}

/// What somebody may want to leave at the terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Matter {
    /// Whatever it is; an application begins with this record, where there is one.
    Any(Option<Item>),
    /// An opinion on this consultation.
    Opinion(Item),
    /// A mistake in this record.
    Correction(Item),
    /// What hinders a firm.
    Problem,
}

/// A record that somebody speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its id.
    pub id: RecordId,
    /// Its title.
    pub title: String,
}

impl Way {
    /// The way to a record. What consists of steps or items opens as a list of them, so that their numbers can be pressed.
    pub fn to(card: &Card) -> Self {
        match card.kind {
            RecordKind::Collection | RecordKind::Gazette => Self::List(ListKind::Contents(card.id.clone())),
            _ => Self::Record(card.id.clone()),
        }
    }

    /// The record that it leads to, if it leads to one.
    pub fn record(&self) -> Option<&RecordId> {
        match self {
            Self::Record(id) | Self::List(ListKind::Contents(id)) => Some(id),
            _ => None,
        }
    }

    /// The way to a leaflet.
    pub fn leaflet(id: PageId) -> Self {
        Self::Leaflet { id, about: String::new() }
    }
}

impl Item {
    /// The record of a card.
    pub fn of(card: &Card) -> Self {
        Self { id: card.id.clone(), title: card.title.clone() }
    }
}

/// The lists that can be asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListKind {
    /// A page of doors.
    Board(PageId),
    /// All records that a selection takes.
    Selected {
        /// In front of people.
        title: String,
        /// Which records.
        selection: Selection,
    },
    /// Groups, each of which opens the list of its records.
    Groups(Grouping),
    /// What a record is made of: the steps of a life event, the items of a gazette issue.
    Contents(RecordId),
    /// Some named records: interpretations of a document, and so on.
    Cards {
        /// What they are together.
        title: String,
        /// The records, in order.
        ids: Vec<RecordId>,
    },
}
