//! What a record says by itself to somebody who asked: of a guide what to bring, how long it takes, what it costs and where it is done; of a
//! question its answer. Somebody with a question reads that before any paper. Each kind of record that answers has its file here.

mod guide;

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

/// The answer of a record, a line each for what was asked of it; nothing where its kind does not answer by itself.
pub(super) fn answer(library: &Library, card: &Card) -> Result<Vec<String>, LibraryError> {
    let Some(record) = answers(card.kind).then(|| library.record(&card.id)).transpose()?.flatten() else { return Ok(Vec::new()) };
    Ok(match &record.content {
        Content::Guide(guide) => guide::lines(library, guide)?,
        Content::Question(_) => in_words(&record),
        _ => Vec::new(),
    })
}

/// The text of a record in one line, as much as is read beside a list.
fn in_words(record: &Record) -> Vec<String> {
    let text = record.text.plain();
    let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() { Vec::new() } else { vec![text.chars().take(LONGEST).collect()] }
}
