//! The schema of what a terminal believes, step by step, each with its story.

use crate::files::schema::{Schema, Step};

/// The schema this program reads and writes.
pub(super) const SCHEMA: Schema = Schema::of_steps(STEPS);

/// Unlike content this cannot be made again: a step must carry over all that is there.
const STEPS: &[Step] = &[
    // 1. One row of trust with its own digest, because SQLite does not notice a flipped byte inside a text. What answers stands in the same
    // file, so that both change in one transaction. `purge`: 1 where old parts must go, 2 where old generations must go too.
    Step {
        adds: ("trust", "value"),
        sql: "CREATE TABLE trust (one INTEGER PRIMARY KEY CHECK (one = 1), value TEXT NOT NULL, sha256 TEXT NOT NULL) STRICT;
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
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::{schema::Age, sqlite};

    #[test]
    fn every_step_can_be_taken_from_nothing_on() {
        let mut connection = sqlite::in_memory().unwrap();
        assert_eq!(SCHEMA.bring_to_date(&mut connection).unwrap(), Age::Current);
    }
}
