//! What a place answers: where it is and how to get there, when it is open, under which number somebody answers.

use super::{
    occasion::{Occasion, line},
    opening,
};
use crate::{
    library::{Library, LibraryError},
    policy::{Place, StraightWay},
    search::sought::Ask,
};

/// What is asked of a place, what was asked for first.
pub(super) fn lines(library: &Library, name: &str, place: &Place, occasion: &Occasion<'_>) -> Result<Vec<String>, LibraryError> {
    let way = occasion.from.zip(place.coordinates).map(|(from, to)| StraightWay::between(from, to).said());
    let whereabouts = match way {
        Some(way) => format!("{}（从这里{way}）", place.whereabouts()),
        None => place.whereabouts(),
    };
    let at = line("在哪", Some(&whereabouts));
    let hours = opening::lines(library, name, place.hours.as_deref(), occasion)?;
    let phone = line("电话", place.phone.as_deref());
    let directions = line("怎么去", place.directions.as_deref());
    let does = line("能办", place.services.as_deref()).filter(|_| occasion.by_duty);
    let asks = occasion.asks;
    let lines: Vec<String> = if asks.for_a(Ask::Phone) || asks.any(&[Ask::Whom, Ask::Complaint]) {
        phone.into_iter().chain(does).chain(at).chain(hours).chain(directions).collect()
    } else if asks.any(&[Ask::Hour, Ask::Holiday]) && !asks.for_a(Ask::Way) {
        hours.into_iter().chain(at).chain(phone).chain(directions).chain(does).collect()
    } else if asks.for_a(Ask::Way) {
        directions.into_iter().chain(at).chain(hours).chain(phone).chain(does).collect()
    } else {
        at.into_iter().chain(directions).chain(does).chain(hours).chain(phone).collect()
    };
    Ok(lines)
}
