//! Words used by several screens.

use jiff::civil::Date;

use crate::{
    library::Card,
    policy::{Standing, Validity},
};

/// The sign before a validity: known by shape, not only by colour. Every sign is one column wide.
pub(super) fn sign(validity: Validity) -> &'static str {
    match validity {
        Validity::InForce => "✓",
        Validity::Amended => "↻",
        Validity::Pending => "○",
        Validity::Expired => "✗",
        Validity::Repealed => "✗",
    }
}

/// `✓ 现行有效`.
pub(super) fn validity(standing: &Standing) -> String {
    format!("{} {}", sign(standing.validity), standing.validity.label())
}

/// A moment in Beijing time, which is the time of every hall, whatever the machine was set to.
pub(super) fn beijing(at: jiff::Timestamp) -> jiff::Zoned {
    at.to_zoned(jiff::tz::TimeZone::fixed(jiff::tz::offset(8)))
}

/// A day as papers print it.
pub(super) fn day(date: Date) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

/// The second line of a record in a list: number, body, day, or what else tells it from its neighbours.
pub(super) fn about(card: &Card) -> String {
    let date = card.dated.map(|date| date.to_string());
    let parts = [Some(card.kind.label().to_owned()).filter(|_| card.document_kind.is_none()), card.number.clone(), card.body.clone(), date];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Shown where a field of a paper is empty; nothing is ever invented.
pub(super) const UNSTATED: &str = "未标注";
