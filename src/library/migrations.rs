//! The schema of a library's database, step by step, each with its story.

use crate::files::schema::{Earlier, Schema, Step};

/// The schema this program reads and writes.
pub(super) const SCHEMA: Schema = Schema::of_steps(STEPS);

/// Content can be built again at any time, so a step may drop what it likes; it exists to say why the schema is as it is.
const STEPS: &[Step] = &[
    // 1. Cards are read whole when a library opens, records one by one: two tables, so that reading cards never touches a page of text.
    // Links hold only what this library holds; `citations` says which words of a record name which record, so that a record can be stored
    // before the records it names have been read.
    Step {
        adds: ("cards", "ordinal"),
        earlier: Earlier::Stops,
        sql: "CREATE TABLE info (value TEXT NOT NULL) STRICT;
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
    },
    // 2. The column goes by the name that cards have for it.
    Step { adds: ("cards", "group"), earlier: Earlier::Stops, sql: "ALTER TABLE cards RENAME COLUMN shelf TO [group];" },
    // 3. A paper may end another on a day that is not its own first: 《…》自2027年1月1日起废止.
    Step { adds: ("links", "on"), earlier: Earlier::Stops, sql: "ALTER TABLE links ADD COLUMN [on] TEXT;" },
    // 4. Pictures that are looked at on the terminal lie beside their records, so that they are there, and whole, exactly when these are.
    Step {
        adds: ("figures", "bytes"),
        earlier: Earlier::GoesOn,
        sql: "CREATE TABLE figures (ordinal INTEGER NOT NULL, file TEXT NOT NULL, bytes BLOB NOT NULL, UNIQUE (ordinal, file)) STRICT;",
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::{schema::SchemaAge, sqlite};

    #[test]
    fn every_step_can_be_taken_from_nothing_on() {
        let mut connection = sqlite::in_memory().unwrap();
        assert_eq!(SCHEMA.bring_to_date(&mut connection).unwrap(), SchemaAge::Current);
    }
}
