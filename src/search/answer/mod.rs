//! What a record says by itself to somebody who asked: of a guide what to bring, how long it takes, what it costs and where it is done; of a
//! question its answer. Somebody with a question reads that before any paper. Each kind of record that answers has its file here.

mod body;
mod closures;
mod day_matter;
mod guide;
mod occasion;
mod opening;
mod place;
mod row;
mod whether;

pub(super) use occasion::Occasion;

use super::matter::Matter;
use crate::{
    library::{Card, Library, LibraryError},
    policy::{Content, Record, RecordKind},
};

/// Most characters of an answer that are handed on: nobody reads more beside a list.
const LONGEST: usize = 400;

/// The kinds of record that answer by themselves.
fn answers(kind: RecordKind) -> bool {
    matches!(kind, RecordKind::Guide | RecordKind::Question)
}

/// Whether a question wants yes or no.
pub(super) fn asks_whether(matter: &Matter) -> bool {
    whether::asks(matter.asked())
}

/// The answer of a record, a line each for what was asked of it; nothing where its kind does not answer by itself. `by_sentence`: only if one of
/// its sentences says yes or no to what was asked.
pub(super) fn answer(library: &Library, card: &Card, matter: &Matter, by_sentence: bool) -> Result<Vec<String>, LibraryError> {
    let Some(record) = answers(card.kind).then(|| library.record(&card.id)).transpose()?.flatten() else { return Ok(Vec::new()) };
    let whether = whether::asks(matter.asked());
    if by_sentence {
        return Ok(if whether { whether::sentence(matter, &record).into_iter().collect() } else { Vec::new() });
    }
    Ok(match &record.content {
        Content::Guide(guide) if whether => whether::lines(matter, guide, &record),
        Content::Guide(guide) => guide::lines(library, guide)?,
        Content::Question(_) => in_words(&record),
        _ => Vec::new(),
    })
}

/// What a place, a body, a notice, a consultation or a row of a list answers to who asks where, when or whom; nothing where its kind does not
/// answer that.
pub(super) fn whereabouts(library: &Library, card: &Card, occasion: &Occasion<'_>) -> Result<Vec<String>, LibraryError> {
    let Some(record) = library.record(&card.id)? else { return Ok(Vec::new()) };
    Ok(match &record.content {
        Content::Place(place) => place::lines(library, &record.title, place, occasion)?,
        Content::Body(body) => body::lines(library, &record.title, body, occasion)?,
        Content::Notice(notice) => day_matter::notice(&record, notice),
        Content::Consultation(consultation) => day_matter::consultation(&record, consultation, occasion.today),
        Content::List(_) => occasion.row.map_or_else(Vec::new, |row| row::lines(&record.text, row)),
        _ => Vec::new(),
    })
}

/// The text of a record in one line, as much as is read beside a list.
fn in_words(record: &Record) -> Vec<String> {
    let text = record.text.plain();
    let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() { Vec::new() } else { vec![text.chars().take(LONGEST).collect()] }
}
