//! Records, cards and links in SQLite: rows in, rows out.

use std::{path::Path, str::FromStr};

use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{Card, LibraryError, prepare::Prepared};
use crate::policy::{Content, Facts, KindTable, LinkKind, PolicyDocument, RecordKind, Validity, effect_on};

/// Separates the values of a list in one column; [`crate::text::clean`] keeps it out of all text.
const SEPARATOR: char = '\u{1f}';

/// A card with what only the library itself needs of its row.
pub(super) struct CardRow {
    pub(super) card: Card,
    /// Key under which its number is cited.
    pub(super) number_key: Option<String>,
    /// The day on which what it does to other papers takes effect.
    pub(super) effect: Option<Date>,
}

/// Writes one record.
pub(super) fn insert(connection: &Connection, ordinal: u32, prepared: &Prepared) -> rusqlite::Result<()> {
    let record = &prepared.record;
    let document = record.document();
    let shown = shown(&record.content);
    let date = |date: Option<Date>| date.map(|date| date.to_string());
    let from_document = |field: fn(&PolicyDocument) -> Option<Date>| date(document.and_then(field));
    let stated = document.and_then(|document| document.stated.as_ref());
    connection.prepare_cached("INSERT INTO records VALUES (?, ?)")?.execute(params![ordinal, prepared.payload])?;
    connection.prepare_cached("INSERT INTO cards VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")?.execute(
        params![
            ordinal,
            record.id.as_str(),
            record.kind().as_str(),
            record.title,
            document.and_then(|document| document.number.as_ref()).map(ToString::to_string),
            document.and_then(|document| document.number.as_ref()).map(crate::policy::DocumentNumber::query_key),
            document.map(|document| document.kind.name()),
            shelf(&record.content),
            record.responsible_body(),
            date(record.dated()),
            date(shown.map(|shown| shown.0)),
            date(shown.map(|shown| shown.1)),
            joined(&record.topics),
            joined(document.map_or(&[], |document| &document.themes)),
            joined(&record.audience),
            record.summary,
            from_document(|document| document.published_on),
            from_document(|document| document.effective_on),
            from_document(|document| document.expires_on),
            stated.map(|(validity, _)| validity.label()),
            stated.and_then(|(_, reason)| reason.as_ref()),
            joined(&record.keywords),
        ],
    )?;
    if let Content::Body(body) = &record.content {
        let mut statement = connection.prepare_cached("INSERT OR IGNORE INTO names VALUES (?, ?)")?;
        for name in std::iter::once(&record.title).chain(&body.aliases) {
            statement.execute(params![crate::text::squeeze(name), ordinal])?;
        }
    }
    Ok(())
}

/// Where a record stands in the lists of its kind.
fn shelf(content: &Content) -> Option<String> {
    match content {
        Content::Collection(collection) => Some(collection.stage.clone()),
        Content::Catalogue(row) => Some(row.domain.clone()),
        Content::Place(place) => Some(place.theme.clone()),
        Content::Gazette(issue) => Some(issue.year.to_string()),
        Content::List(list) => Some(list.list_kind.clone()),
        Content::Notice(notice) => Some(if notice.urgent { super::card::URGENT } else { super::card::ORDINARY }.to_owned()),
        Content::Document(_)
        | Content::Interpretation(_)
        | Content::Question(_)
        | Content::Guide(_)
        | Content::Consultation(_)
        | Content::Body(_) => None,
    }
}

fn shown(content: &Content) -> Option<(Date, Date)> {
    match content {
        Content::Notice(notice) => Some((notice.published_on, notice.expires_on)),
        Content::Consultation(consultation) => Some((consultation.opens_on, consultation.closes_on)),
        _ => None,
    }
}

fn joined(values: &[String]) -> String {
    values.join(&SEPARATOR.to_string())
}

/// All cards, in the order in which they were imported. Links are not in them yet.
pub(super) fn cards(connection: &Connection, path: &Path) -> Result<Vec<CardRow>, LibraryError> {
    let failed = LibraryError::database(path);
    let mut statement = connection.prepare("SELECT * FROM cards ORDER BY ordinal").map_err(&failed)?;
    let mut rows = statement.query([]).map_err(&failed)?;
    let mut cards = Vec::new();
    while let Some(row) = rows.next().map_err(&failed)? {
        cards.push(card(row).map_err(&failed)?);
    }
    Ok(cards)
}

fn card(row: &Row<'_>) -> rusqlite::Result<CardRow> {
    let list = |column| -> rusqlite::Result<Vec<String>> {
        let text = row.get_ref(column)?.as_str()?;
        Ok(if text.is_empty() { Vec::new() } else { text.split(SEPARATOR).map(str::to_owned).collect() })
    };
    let date = |column| parsed::<Date>(row, column);
    let kind: RecordKind = required(row, 2)?;
    let document_kind: Option<String> = row.get(6)?;
    let dated = date(9)?;
    let effective_on = date(17)?;
    let stated = row.get_ref(19)?.as_str_or_null()?.and_then(|label| Validity::ALL.into_iter().find(|value| value.label() == label));
    let card = Card {
        id: required(row, 1)?,
        kind,
        title: row.get(3)?,
        number: row.get(4)?,
        document_kind: document_kind.and_then(|name| KindTable::shipped().find(&name)),
        group: row.get(7)?,
        body: row.get(8)?,
        dated,
        shown: date(10)?.zip(date(11)?),
        topics: list(12)?,
        themes: list(13)?,
        audience: list(14)?,
        summary: row.get(15)?,
        keywords: list(21)?,
        facts: Facts {
            effective_on: if kind == RecordKind::Document { effective_on } else { None },
            expires_on: date(18)?,
            stated: stated.map(|stated| row.get(20).map(|reason| (stated, reason))).transpose()?,
            incoming: Vec::new(),
        },
        grounds: Vec::new(),
    };
    let published_on = date(16)?;
    Ok(CardRow { card, number_key: row.get(5)?, effect: effect_on(effective_on, published_on, dated) })
}

fn parsed<T: FromStr>(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<T>> {
    let Some(text) = row.get_ref(column)?.as_str_or_null()? else { return Ok(None) };
    text.parse().map(Some).map_err(|_| malformed(column, text))
}

fn required<T: FromStr>(row: &Row<'_>, column: usize) -> rusqlite::Result<T> {
    let text = row.get_ref(column)?.as_str()?;
    text.parse().map_err(|_| malformed(column, text))
}

fn malformed(column: usize, text: &str) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, format!("unexpected value {text:?}").into())
}

/// All links between held records: target, kind, source; sorted by target.
pub(super) fn links(connection: &Connection) -> rusqlite::Result<Vec<(u32, LinkKind, u32)>> {
    let mut statement = connection.prepare("SELECT target, kind, source FROM links ORDER BY target, kind, source")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, required(row, 1)?, row.get(2)?)))?;
    rows.collect()
}

/// Words that name one of the records: squeezed names of bodies.
pub(super) fn names(connection: &Connection) -> rusqlite::Result<Vec<(String, u32)>> {
    connection.prepare("SELECT name, ordinal FROM names")?.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

/// The packed record.
pub(super) fn payload(connection: &Connection, ordinal: u32) -> rusqlite::Result<Option<Vec<u8>>> {
    connection.prepare_cached("SELECT payload FROM records WHERE ordinal = ?")?.query_row([ordinal], |row| row.get(0)).optional()
}

/// Packed records in their order: those whose ordinals are at least `from` and below `from + count`.
pub(super) fn payloads(connection: &Connection, from: u32, count: u32) -> rusqlite::Result<Vec<Vec<u8>>> {
    let mut statement = connection.prepare_cached("SELECT payload FROM records WHERE ordinal >= ? AND ordinal < ? ORDER BY ordinal")?;
    statement.query_map([from, from.saturating_add(count)], |row| row.get(0))?.collect()
}

/// The record that the words of a link name.
pub(super) fn cited(connection: &Connection, words: &str) -> rusqlite::Result<Option<u32>> {
    connection.prepare_cached("SELECT ordinal FROM citations WHERE words = ?")?.query_row([words], |row| row.get(0)).optional()
}

/// What the library says of itself.
pub(super) fn info(connection: &Connection) -> rusqlite::Result<String> {
    connection.query_row("SELECT value FROM info", [], |row| row.get(0))
}

/// Keeps the ids that a link means, apart from the words it uses.
pub(super) fn insert_citation(connection: &Connection, words: &str, target: u32) -> rusqlite::Result<()> {
    connection.prepare_cached("INSERT OR IGNORE INTO citations VALUES (?, ?)")?.execute(params![words, target]).map(|_| ())
}

/// Keeps one link.
pub(super) fn insert_link(connection: &Connection, source: u32, kind: LinkKind, target: u32) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached("INSERT OR IGNORE INTO links VALUES (?, ?, ?)")?;
    statement.execute(params![target, kind.as_str(), source]).map(|_| ())
}

/// Keeps what the library says of itself.
pub(super) fn insert_info(connection: &Connection, json: &str) -> rusqlite::Result<()> {
    connection.execute("INSERT INTO info VALUES (?)", [json]).map(|_| ())
}
