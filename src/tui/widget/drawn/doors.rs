//! What signs stand over doors: by where they lead, so that a county's own doors have them too.

use crate::{
    policy::{Grouping, RecordKind, Selection},
    tui::{picture::Icon, theme::Tone},
    zone::{Fact, ListKind, Way},
};

/// The sign and the tone of a door.
pub(in crate::tui) fn sign(way: Option<&Way>) -> (Icon, Tone) {
    match way {
        Some(Way::List(ListKind::Board(id))) => match id.as_str() {
            "policies" => (Icon::Paper, Tone::Blue),
            "explanations" => (Icon::Speech, Tone::Blue),
            "firms" => (Icon::Houses, Tone::Blue),
            _ => (Icon::List, Tone::Blue),
        },
        Some(Way::List(
            ListKind::Groups(Grouping { kind: Some(kind), .. }) | ListKind::Selected { selection: Selection { kind: Some(kind), .. }, .. },
        )) => of_kind(*kind),
        Some(Way::List(_)) => (Icon::List, Tone::Blue),
        Some(Way::Leaflet { .. } | Way::WriteDown(_)) => (Icon::Pencil, Tone::Clay),
        Some(Way::Leave(_)) => (Icon::Pencil, Tone::Clay),
        Some(Way::Search { .. }) => (Icon::Glass, Tone::Blue),
        Some(Way::Record(_) | Way::Paragraph(_) | Way::Code(_) | Way::Figure(_)) | None => (Icon::Book, Tone::Blue),
    }
}

/// The sign of what is asked of a procedure first.
pub(in crate::tui) fn of_fact(fact: &Fact) -> Option<Icon> {
    match fact.name.as_str() {
        Fact::WHERE | Fact::WHEREABOUTS | Fact::ADDRESS => Some(Icon::Pin),
        Fact::HOW_LONG | Fact::OPEN | Fact::HOURS => Some(Icon::Clock),
        Fact::HOW_MUCH => Some(Icon::Coin),
        Fact::HOW_OFTEN | Fact::DIRECTIONS => Some(Icon::Way),
        Fact::DESK => Some(Icon::Person),
        Fact::PHONE => Some(Icon::Phone),
        // As answers among the hits call it.
        "要带什么" | "看情况才带" => Some(Icon::Bag),
        _ => None,
    }
}

/// The sign and the tone of a kind of record.
pub(in crate::tui) fn of_kind(kind: RecordKind) -> (Icon, Tone) {
    match kind {
        RecordKind::Question => (Icon::Question, Tone::Clay),
        RecordKind::Guide => (Icon::Steps, Tone::Green),
        RecordKind::Collection => (Icon::Heart, Tone::Clay),
        RecordKind::Document => (Icon::Paper, Tone::Blue),
        RecordKind::Interpretation => (Icon::Speech, Tone::Blue),
        RecordKind::List | RecordKind::Catalogue => (Icon::List, Tone::Blue),
        RecordKind::Consultation => (Icon::Horn, Tone::Green),
        RecordKind::Notice => (Icon::Bell, Tone::Clay),
        RecordKind::Place => (Icon::Pin, Tone::Green),
        RecordKind::Body => (Icon::Person, Tone::Green),
        RecordKind::Gazette => (Icon::Book, Tone::Blue),
    }
}
