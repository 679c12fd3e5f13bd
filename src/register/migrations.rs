//! The schema of the office's register, step by step, each with its story.

use crate::files::schema::{Earlier, Schema, Step};

/// The schema this program reads and writes.
pub(super) const SCHEMA: Schema = Schema::of_steps(STEPS);

/// The schema as it was before its last step.
#[cfg(test)]
pub(super) const EARLIER: Schema = Schema::of_steps(STEPS.split_at(STEPS.len() - 1).0);

/// The office's own book: a step must carry over all that is there.
const STEPS: &[Step] = &[
    // 1. What was registered, each once by its terminal and its sixteen bytes; what could not be, with why; what staff write down of a matter; and the
    // terminals, with the key that each was seen with first and the words that they were sent.
    Step {
        adds: ("requests", "answers"),
        earlier: Earlier::Stops,
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
    // 2. A person may decide on what was put aside: that it is a matter of its own, beside the one with the same number or the same sixteen bytes; or
    // that nobody will ever open it. Events point to what they are about, so both tables are made anew. And the tables by which dates are
    // reckoned.
    Step {
        adds: ("quarantine", "because"),
        earlier: Earlier::Stops,
        sql: "CREATE TABLE registered (
                 id INTEGER PRIMARY KEY AUTOINCREMENT,
                 office TEXT NOT NULL UNIQUE,
                 terminal TEXT NOT NULL,
                 rid TEXT NOT NULL,
                 receipt TEXT NOT NULL,
                 digest TEXT NOT NULL,
                 form TEXT NOT NULL,
                 left_on TEXT NOT NULL,
                 opened_on TEXT NOT NULL,
                 answers TEXT NOT NULL,
                 step TEXT NOT NULL DEFAULT 'received',
                 outcome TEXT,
                 named_in INTEGER,
                 UNIQUE (terminal, rid, digest)
             ) STRICT;
             INSERT INTO registered SELECT id, office, terminal, rid, receipt, digest, form, left_on, opened_on, answers, step, outcome, named_in
                 FROM requests;
             CREATE TABLE noted (
                 id INTEGER PRIMARY KEY AUTOINCREMENT,
                 request INTEGER NOT NULL REFERENCES registered (id),
                 noted_on TEXT NOT NULL,
                 event TEXT NOT NULL
             ) STRICT;
             INSERT INTO noted SELECT id, request, noted_on, event FROM events;
             DROP TABLE events;
             DROP TABLE requests;
             ALTER TABLE registered RENAME TO requests;
             ALTER TABLE noted RENAME TO events;
             CREATE INDEX requests_by_receipt ON requests (receipt);
             ALTER TABLE quarantine ADD COLUMN because TEXT;
             ALTER TABLE quarantine ADD COLUMN named_in INTEGER;
             CREATE TABLE rules (name TEXT PRIMARY KEY, text TEXT NOT NULL, taken_on TEXT NOT NULL) STRICT;",
    },
];
