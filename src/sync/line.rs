//! A line of the history, as it is written.

use rusqlite::{Connection, params};

use super::{EventKind, Happening};
use crate::files::Digest;

/// A line that is to be written.
pub(super) struct Line<'a> {
    pub(super) at: jiff::Timestamp,
    pub(super) kind: EventKind,
    pub(super) release: Option<(u64, Digest)>,
    /// Where it was refused.
    pub(super) code: Option<&'a str>,
    pub(super) facts: &'a Happening,
}

/// Adds a line.
pub(super) fn write_line(connection: &Connection, line: &Line<'_>) -> rusqlite::Result<()> {
    let (release, digest) = line.release.unzip();
    let facts = serde_json::to_string(line.facts).map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
    connection
        .execute(
            "INSERT INTO history (at, kind, release, digest, code, facts) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![
                line.at.to_string(),
                word(line.kind),
                release.map(i64::try_from).transpose().map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?,
                digest.map(|digest| digest.to_string()),
                line.code,
                facts
            ],
        )
        .map(drop)
}

/// All kinds.
pub(super) const KINDS: [EventKind; 8] = [
    EventKind::Imported,
    EventKind::RolledBack,
    EventKind::FellBack,
    EventKind::Repaired,
    EventKind::Refused,
    EventKind::Hidden,
    EventKind::Shown,
    EventKind::Reset,
];

/// What a kind is called in the file.
pub(super) fn word(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Imported => "imported",
        EventKind::RolledBack => "rolled_back",
        EventKind::FellBack => "fell_back",
        EventKind::Repaired => "repaired",
        EventKind::Refused => "refused",
        EventKind::Hidden => "hidden",
        EventKind::Shown => "shown",
        EventKind::Reset => "reset",
    }
}
