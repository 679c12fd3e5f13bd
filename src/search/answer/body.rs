//! What a body answers: its desk and address, its hours, its phone; and to somebody with a complaint, that the matter is its duty.

use super::{
    occasion::{Occasion, line},
    opening,
};
use crate::{
    library::{Library, LibraryError},
    policy::{Body, Content, RecordKind},
    search::sought::Ask,
};

/// What is asked of a body, what was asked for first.
pub(super) fn lines(library: &Library, name: &str, body: &Body, occasion: &Occasion<'_>) -> Result<Vec<String>, LibraryError> {
    let hours = opening::lines(library, name, body.hours.as_deref(), occasion)?;
    let phone = line("电话", body.phone.as_deref());
    let desk = line("窗口", body.desk.as_deref().filter(|desk| !desk.contains("无窗口")));
    let address = line("地址", Some(&body.address));
    let asks = occasion.asks;
    let complains = asks.any(&[Ask::Complaint, Ask::Whom]);
    let duties = line("管什么", Some(&body.duties)).filter(|_| complains && occasion.by_duty);
    let about_itself =
        line("投诉它打监督电话", body.complaint_phone.as_deref()).filter(|_| asks.for_a(Ask::Complaint) && !occasion.by_duty);
    let hot_line = if asks.for_a(Ask::Complaint) { hot_line(library)? } else { None };
    let lines: Vec<String> = if complains || asks.for_a(Ask::Phone) {
        about_itself.into_iter().chain(phone).chain(hot_line).chain(duties).chain(desk).chain(address).chain(hours).collect()
    } else if asks.any(&[Ask::Hour, Ask::Holiday]) {
        hours.into_iter().chain(desk).chain(address).chain(phone).collect()
    } else {
        desk.into_iter().chain(address).chain(hours).chain(phone).collect()
    };
    Ok(lines)
}

/// The line for everything, by its number.
const EVERYTHING: &str = "12345";

/// The line for everything, where a body of the library runs one.
fn hot_line(library: &Library) -> Result<Option<String>, LibraryError> {
    let shown = library.cards().iter().filter(|card| card.kind == RecordKind::Body && !library.withholds(&card.id));
    for card in shown {
        let record = library.record(&card.id)?;
        if matches!(record.map(|record| record.content), Some(Content::Body(body)) if body.duties.contains(EVERYTHING)) {
            return Ok(Some(format!("也可以打：{EVERYTHING}热线")));
        }
    }
    Ok(None)
}
