//! The schema of a library's database, step by step, each with its story.

use rusqlite::{Connection, Result};
use rusqlite_migration::{M, Migrations};

/// The schema this program reads and writes.
pub(super) const VERSION: i64 = 1;

/// Makes the schema in a new database.
pub(super) fn apply(connection: &mut Connection) -> std::result::Result<(), rusqlite_migration::Error> {
    Migrations::from_slice(STEPS).to_latest(connection)
}

/// The schema a database has.
pub(super) fn version(connection: &Connection) -> Result<i64> {
    connection.query_row("PRAGMA user_version", [], |row| row.get(0))
}

/// Content can be built again at any time, so a step may drop what it likes; it exists to say why the schema is as it is.
const STEPS: &[M<'_>] = &[
    // 1. Cards are read whole when a library opens, records one by one: two tables, so that reading cards never touches a page of text.
    // Links hold only what this library holds; `citations` says which words of a record name which record, so that a record can be stored
    // before the records it names have been read.
    M::up(
        "CREATE TABLE info (value TEXT NOT NULL) STRICT;
         CREATE TABLE cards (
             ordinal INTEGER PRIMARY KEY,
             id TEXT NOT NULL UNIQUE,
             kind TEXT NOT NULL,
             title TEXT NOT NULL,
             number TEXT,
             number_key TEXT,
             document_kind TEXT,
             shelf TEXT,
             body TEXT,
             dated TEXT,
             shown_from TEXT,
             shown_to TEXT,
             topics TEXT NOT NULL,
             themes TEXT NOT NULL,
             audience TEXT NOT NULL,
             summary TEXT,
             published_on TEXT,
             effective_on TEXT,
             expires_on TEXT,
             stated TEXT,
             stated_reason TEXT,
             keywords TEXT NOT NULL
         ) STRICT;
         CREATE TABLE records (ordinal INTEGER PRIMARY KEY, payload BLOB NOT NULL) STRICT;
         CREATE TABLE names (name TEXT PRIMARY KEY, ordinal INTEGER NOT NULL) STRICT, WITHOUT ROWID;
         CREATE TABLE citations (words TEXT PRIMARY KEY, ordinal INTEGER NOT NULL) STRICT, WITHOUT ROWID;
         CREATE TABLE links (
             target INTEGER NOT NULL,
             kind TEXT NOT NULL,
             source INTEGER NOT NULL,
             PRIMARY KEY (target, kind, source)
         ) STRICT, WITHOUT ROWID;",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_steps_lead_to_the_version_this_program_reads() {
        let mut connection = crate::sqlite::in_memory().unwrap();
        apply(&mut connection).unwrap();
        assert_eq!(version(&connection).unwrap(), VERSION);
        Migrations::from_slice(STEPS).validate().unwrap();
    }
}
