//! Records, cards and links in SQLite: rows in, rows out.

use std::{path::Path, str::FromStr, sync::LazyLock};

use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, Row, named_params, params, types::FromSql};
use rustc_hash::FxHashMap;

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

/// The columns of a card. Whoever writes or reads them does so by name.
const CARD: [&str; 22] = [
    "ordinal",
    "id",
    "kind",
    "title",
    "number",
    "number_key",
    "document_kind",
    "group",
    "body",
    "dated",
    "shown_from",
    "shown_to",
    "topics",
    "themes",
    "audience",
    "summary",
    "published_on",
    "effective_on",
    "expires_on",
    "stated",
    "stated_reason",
    "keywords",
];

static WRITE_CARD: LazyLock<String> =
    LazyLock::new(|| format!("INSERT INTO cards ({}) VALUES ({})", columns(), CARD.map(|name| format!(":{name}")).join(", ")));

/// The names of the columns, quoted: `group` is a word of the language.
fn columns() -> String {
    CARD.map(|name| format!("[{name}]")).join(", ")
}

/// Writes one record.
pub(super) fn insert(connection: &Connection, ordinal: u32, prepared: &Prepared) -> rusqlite::Result<()> {
    let record = &prepared.record;
    let document = record.document();
    let shown = shown(&record.content);
    let date = |date: Option<Date>| date.map(|date| date.to_string());
    let from_document = |field: fn(&PolicyDocument) -> Option<Date>| date(document.and_then(field));
    let stated = document.and_then(|document| document.stated.as_ref());
    let mut statement = connection.prepare_cached("INSERT INTO records (ordinal, payload) VALUES (?1, ?2)")?;
    statement.execute(params![ordinal, prepared.payload])?;
    connection.prepare_cached(&WRITE_CARD)?.execute(named_params! {
        ":ordinal": ordinal,
        ":id": record.id.as_str(),
        ":kind": record.kind().as_str(),
        ":title": record.title,
        ":number": document.and_then(|document| document.number.as_ref()).map(ToString::to_string),
        ":number_key": document.and_then(|document| document.number.as_ref()).map(crate::policy::DocumentNumber::query_key),
        ":document_kind": document.map(|document| document.kind.name()),
        ":group": group(&record.content),
        ":body": record.responsible_body(),
        ":dated": date(record.dated()),
        ":shown_from": date(shown.map(|shown| shown.0)),
        ":shown_to": date(shown.map(|shown| shown.1)),
        ":topics": joined(&record.topics),
        ":themes": joined(document.map_or(&[], |document| &document.themes)),
        ":audience": joined(&record.audience),
        ":summary": record.summary,
        ":published_on": from_document(|document| document.published_on),
        ":effective_on": from_document(|document| document.effective_on),
        ":expires_on": from_document(|document| document.expires_on),
        ":stated": stated.map(|(validity, _)| validity.label()),
        ":stated_reason": stated.and_then(|(_, reason)| reason.as_ref()),
        ":keywords": joined(&record.keywords),
    })?;
    if let Content::Body(body) = &record.content {
        let mut statement = connection.prepare_cached("INSERT OR IGNORE INTO names (name, ordinal) VALUES (?1, ?2)")?;
        for name in std::iter::once(&record.title).chain(&body.aliases) {
            statement.execute(params![crate::text::squeeze(name), ordinal])?;
        }
    }
    Ok(())
}

/// Where a record stands in the lists of its kind.
fn group(content: &Content) -> Option<String> {
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
    let read = || -> rusqlite::Result<Vec<CardRow>> {
        let mut statement = connection.prepare(&format!("SELECT {} FROM cards ORDER BY ordinal", columns()))?;
        let places: FxHashMap<String, usize> = statement.column_names().into_iter().map(str::to_owned).zip(0..).collect();
        let mut rows = statement.query([])?;
        let mut cards = Vec::new();
        while let Some(row) = rows.next()? {
            cards.push(card(&Named { row, places: &places })?);
        }
        Ok(cards)
    };
    read().map_err(LibraryError::database(path))
}

fn card(row: &Named<'_>) -> rusqlite::Result<CardRow> {
    let kind: RecordKind = row.required("kind")?;
    let document_kind: Option<String> = row.get("document_kind")?;
    let dated = row.parsed("dated")?;
    let effective_on = row.parsed("effective_on")?;
    let stated = row.text("stated")?.and_then(|label| Validity::ALL.into_iter().find(|value| value.label() == label));
    let document_kind = document_kind.and_then(|name| KindTable::shipped().find(&name));
    let card = Card {
        id: row.required("id")?,
        kind,
        title: row.get("title")?,
        number: row.get("number")?,
        group: row.get("group")?,
        body: row.get("body")?,
        dated,
        shown: row.parsed("shown_from")?.zip(row.parsed("shown_to")?),
        topics: row.list("topics")?,
        themes: row.list("themes")?,
        audience: row.list("audience")?,
        summary: row.get("summary")?,
        keywords: row.list("keywords")?,
        facts: Facts {
            effective_on: if kind == RecordKind::Document { effective_on } else { None },
            made_on: dated,
            legislation: document_kind.as_ref().is_some_and(|kind| KindTable::shipped().is_legislation(kind)),
            expires_on: row.parsed("expires_on")?,
            stated: stated.map(|stated| row.get("stated_reason").map(|reason| (stated, reason))).transpose()?,
            incoming: Vec::new(),
        },
        grounds: Vec::new(),
        document_kind,
    };
    let published_on = row.parsed("published_on")?;
    Ok(CardRow { card, number_key: row.get("number_key")?, effect: effect_on(effective_on, published_on, dated) })
}

/// A row whose columns go by their names, looked up once for all rows.
struct Named<'r> {
    row: &'r Row<'r>,
    places: &'r FxHashMap<String, usize>,
}

impl Named<'_> {
    fn place(&self, column: &str) -> rusqlite::Result<usize> {
        self.places.get(column).copied().ok_or_else(|| rusqlite::Error::InvalidColumnName(column.to_owned()))
    }

    fn get<T: FromSql>(&self, column: &str) -> rusqlite::Result<T> {
        self.row.get(self.place(column)?)
    }

    fn text(&self, column: &str) -> rusqlite::Result<Option<&str>> {
        Ok(self.row.get_ref(self.place(column)?)?.as_str_or_null()?)
    }

    fn parsed<T: FromStr>(&self, column: &str) -> rusqlite::Result<Option<T>> {
        let Some(text) = self.text(column)? else { return Ok(None) };
        text.parse().map(Some).map_err(|_| malformed(self.place(column).unwrap_or_default(), text))
    }

    fn required<T: FromStr>(&self, column: &str) -> rusqlite::Result<T> {
        required(self.row, self.place(column)?)
    }

    fn list(&self, column: &str) -> rusqlite::Result<Vec<String>> {
        let text = self.text(column)?.unwrap_or_default();
        Ok(if text.is_empty() { Vec::new() } else { text.split(SEPARATOR).map(str::to_owned).collect() })
    }
}

fn required<T: FromStr>(row: &Row<'_>, column: usize) -> rusqlite::Result<T> {
    let text = row.get_ref(column)?.as_str()?;
    text.parse().map_err(|_| malformed(column, text))
}

fn malformed(column: usize, text: &str) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, format!("unexpected value {text:?}").into())
}

/// A link between held records.
pub(super) struct HeldLink {
    /// The record that is tied to another.
    pub(super) source: u32,
    pub(super) kind: LinkKind,
    pub(super) target: u32,
    /// The day that it names for its effect; none where that is the source's own.
    pub(super) on: Option<Date>,
}

/// All links between held records, sorted by target.
pub(super) fn links(connection: &Connection) -> rusqlite::Result<Vec<HeldLink>> {
    let mut statement = connection.prepare("SELECT target, kind, source, [on] FROM links ORDER BY target, kind, source")?;
    let rows = statement.query_map([], |row| {
        let on = row.get_ref(3)?.as_str_or_null()?.map(|text| text.parse().map_err(|_| malformed(3, text))).transpose()?;
        Ok(HeldLink { target: row.get(0)?, kind: required(row, 1)?, source: row.get(2)?, on })
    })?;
    rows.collect()
}

/// Words that name one of the records: squeezed names of bodies.
pub(super) fn names(connection: &Connection) -> rusqlite::Result<Vec<(String, u32)>> {
    connection.prepare("SELECT name, ordinal FROM names")?.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

/// The packed record.
pub(super) fn payload(connection: &Connection, ordinal: u32) -> rusqlite::Result<Option<Vec<u8>>> {
    connection.prepare_cached("SELECT payload FROM records WHERE ordinal = ?1")?.query_row([ordinal], |row| row.get(0)).optional()
}

/// Keeps a picture of a record.
pub(super) fn insert_figure(connection: &Connection, ordinal: u32, file: &str, bytes: &[u8]) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached("INSERT OR IGNORE INTO figures (ordinal, file, bytes) VALUES (?1, ?2, ?3)")?;
    statement.execute(params![ordinal, file, bytes]).map(drop)
}

/// A picture of a record.
pub(super) fn figure(connection: &Connection, ordinal: u32, file: &str) -> rusqlite::Result<Option<Vec<u8>>> {
    let mut statement = connection.prepare_cached("SELECT bytes FROM figures WHERE ordinal = ?1 AND file = ?2")?;
    statement.query_row(params![ordinal, file], |row| row.get(0)).optional()
}

/// Packed records in their order: those whose ordinals are at least `from` and below `from + count`.
pub(super) fn payloads(connection: &Connection, from: u32, count: u32) -> rusqlite::Result<Vec<Vec<u8>>> {
    let mut statement = connection.prepare_cached("SELECT payload FROM records WHERE ordinal >= ?1 AND ordinal < ?2 ORDER BY ordinal")?;
    statement.query_map([from, from.saturating_add(count)], |row| row.get(0))?.collect()
}

/// The record that the words of a link name.
pub(super) fn cited(connection: &Connection, words: &str) -> rusqlite::Result<Option<u32>> {
    connection.prepare_cached("SELECT ordinal FROM citations WHERE words = ?1")?.query_row([words], |row| row.get(0)).optional()
}

/// What the library says of itself.
pub(super) fn info(connection: &Connection) -> rusqlite::Result<String> {
    connection.query_row("SELECT value FROM info", [], |row| row.get(0))
}

/// Keeps the ids that a link means, apart from the words it uses.
pub(super) fn insert_citation(connection: &Connection, words: &str, target: u32) -> rusqlite::Result<()> {
    connection
        .prepare_cached("INSERT OR IGNORE INTO citations (words, ordinal) VALUES (?1, ?2)")?
        .execute(params![words, target])
        .map(|_| ())
}

/// Keeps one link; of several between the same records in the same way the first.
pub(super) fn insert_link(connection: &Connection, link: &HeldLink) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached("INSERT OR IGNORE INTO links (target, kind, source, [on]) VALUES (?1, ?2, ?3, ?4)")?;
    statement.execute(params![link.target, link.kind.as_str(), link.source, link.on.map(|on| on.to_string())]).map(|_| ())
}

/// Keeps what the library says of itself, in the place of what it said.
pub(super) fn insert_info(connection: &Connection, json: &str) -> rusqlite::Result<()> {
    connection.execute("DELETE FROM info", [])?;
    connection.execute("INSERT INTO info (value) VALUES (?1)", [json]).map(|_| ())
}
