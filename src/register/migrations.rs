//! The schema of the office's register, step by step, each with its story.

use crate::files::schema::{Schema, Step};

/// The schema this program reads and writes.
pub(super) const SCHEMA: Schema = Schema::of_steps(STEPS);

/// The office's own book: a step must carry over all that is there.
const STEPS: &[Step] = &[
    // 1. What was registered, each once by its terminal and its sixteen bytes; what could not be, with why; what staff write down of a matter; and the
    // terminals, with the key that each was seen with first and the words that they were sent.
    Step {
        adds: ("requests", "answers"),
        sql: "CREATE TABLE requests (
                 id INTEGER PRIMARY KEY AUTOINCREMENT,
                 office TEXT NOT NULL UNIQUE,
                 terminal TEXT NOT NULL,
                 rid TEXT NOT NULL,
                 receipt TEXT NOT NULL UNIQUE,
                 digest TEXT NOT NULL,
                 form TEXT NOT NULL,
                 left_on TEXT NOT NULL,
                 opened_on TEXT NOT NULL,
                 answers TEXT NOT NULL,
                 step TEXT NOT NULL DEFAULT 'received',
                 outcome TEXT,
                 named_in INTEGER,
                 UNIQUE (terminal, rid)
             ) STRICT;
             CREATE TABLE quarantine (
                 id INTEGER PRIMARY KEY AUTOINCREMENT,
                 terminal TEXT NOT NULL,
                 rid TEXT NOT NULL,
                 receipt TEXT NOT NULL,
                 digest TEXT NOT NULL,
                 why TEXT NOT NULL,
                 found_on TEXT NOT NULL,
                 sealed BLOB NOT NULL,
                 UNIQUE (terminal, rid, digest)
             ) STRICT;
             CREATE TABLE events (
                 id INTEGER PRIMARY KEY AUTOINCREMENT,
                 request INTEGER NOT NULL REFERENCES requests (id),
                 noted_on TEXT NOT NULL,
                 event TEXT NOT NULL
             ) STRICT;
             CREATE TABLE terminals (
                 terminal TEXT PRIMARY KEY,
                 key TEXT NOT NULL,
                 sent INTEGER NOT NULL DEFAULT 0,
                 heeded INTEGER NOT NULL DEFAULT 0
             ) STRICT;",
    },
];
