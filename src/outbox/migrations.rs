//! The schema of the outbox, step by step, each with its story.

use crate::files::schema::{Earlier, Schema, Step};

/// The schema this program reads and writes.
pub(super) const SCHEMA: Schema = Schema::of_steps(STEPS);

/// What waits here exists nowhere else: a step must carry over all that is there.
const STEPS: &[Step] = &[
    // 1. What waits, what went and is remembered for those who ask by number, the key that is sealed with, and the last word of the office. Days and
    // no hours: nothing here says when somebody stood at the terminal.
    Step {
        adds: ("waiting", "sealed"),
        earlier: Earlier::Stops,
        sql: "CREATE TABLE waiting (
                 rid BLOB PRIMARY KEY,
                 receipt TEXT NOT NULL UNIQUE,
                 counter INTEGER NOT NULL UNIQUE,
                 day TEXT NOT NULL,
                 key BLOB NOT NULL,
                 schema TEXT NOT NULL,
                 sealed BLOB NOT NULL,
                 digest TEXT NOT NULL,
                 exported INTEGER NOT NULL DEFAULT 0
             ) STRICT;
             CREATE TABLE tombstones (
                 rid BLOB PRIMARY KEY,
                 receipt TEXT NOT NULL UNIQUE,
                 office TEXT NOT NULL,
                 day TEXT NOT NULL
             ) STRICT;
             CREATE TABLE counter (one INTEGER PRIMARY KEY CHECK (one = 1), last INTEGER NOT NULL) STRICT;
             INSERT INTO counter VALUES (1, 0);
             CREATE TABLE heeded (one INTEGER PRIMARY KEY CHECK (one = 1), sequence INTEGER NOT NULL, vacuum INTEGER NOT NULL) STRICT;
             INSERT INTO heeded VALUES (1, 0, 0);
             CREATE TABLE office_key (one INTEGER PRIMARY KEY CHECK (one = 1), version INTEGER NOT NULL, word TEXT NOT NULL) STRICT;",
    },
    // 2. A terminal that was restored from an old copy gave a number twice: both are remembered. What the office could not open is told apart. And
    // the day on which staff took an application in person, from which the law counts, stands beside it.
    Step {
        adds: ("tombstones", "unread"),
        earlier: Earlier::Stops,
        sql: "CREATE TABLE remembered (
                 rid BLOB PRIMARY KEY,
                 receipt TEXT NOT NULL,
                 office TEXT NOT NULL,
                 day TEXT NOT NULL,
                 unread INTEGER NOT NULL DEFAULT 0
             ) STRICT;
             INSERT INTO remembered (rid, receipt, office, day) SELECT rid, receipt, office, day FROM tombstones;
             DROP TABLE tombstones;
             ALTER TABLE remembered RENAME TO tombstones;
             ALTER TABLE waiting ADD COLUMN received TEXT;
             ALTER TABLE tombstones ADD COLUMN received TEXT;
             ALTER TABLE tombstones ADD COLUMN schema TEXT;",
    },
];
