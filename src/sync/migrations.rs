//! The schema of what a terminal believes, step by step, each with its story.

use rusqlite::{Connection, Result};
use rusqlite_migration::{M, Migrations};

/// The schema this program reads and writes.
pub(super) const VERSION: i64 = 1;

/// Makes the schema in a new database, or brings an older one up to date.
pub(super) fn apply(connection: &mut Connection) -> std::result::Result<(), rusqlite_migration::Error> {
    Migrations::from_slice(STEPS).to_latest(connection)
}

/// The schema a database has.
pub(super) fn version(connection: &Connection) -> Result<i64> {
    connection.query_row("PRAGMA user_version", [], |row| row.get(0))
}

/// Unlike content this cannot be made again: a step must carry over all that is there.
const STEPS: &[M<'_>] = &[
    // 1. One row of trust with its own digest, because SQLite does not notice a flipped byte inside a text. What answers stands in the same
    // file, so that both change in one transaction. `purge`: 1 where old parts must go, 2 where old generations must go too.
    M::up(
        "CREATE TABLE trust (one INTEGER PRIMARY KEY CHECK (one = 1), value TEXT NOT NULL, sha256 TEXT NOT NULL) STRICT;
         CREATE TABLE active (
             one INTEGER PRIMARY KEY CHECK (one = 1),
             generation INTEGER NOT NULL,
             starts INTEGER NOT NULL DEFAULT 0,
             proven INTEGER NOT NULL DEFAULT 0
         ) STRICT;
         CREATE TABLE kept (
             one INTEGER PRIMARY KEY CHECK (one = 1),
             parcels TEXT NOT NULL,
             purge INTEGER NOT NULL
         ) STRICT;
         CREATE TABLE history (
             number INTEGER PRIMARY KEY AUTOINCREMENT,
             at TEXT NOT NULL,
             kind TEXT NOT NULL,
             release INTEGER,
             digest TEXT,
             words TEXT NOT NULL
         ) STRICT;",
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
