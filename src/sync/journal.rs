//! What happened to this library, and which of its generations should answer.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{
    Event, EventKind, Happening, RootLed, SyncError,
    error::Tear,
    line::{KINDS, Line, word, write_line},
    memory::{self, Memory},
};
use crate::{
    bundle::Trust,
    files::Digest,
    library::{Info, Origin},
};

/// The generation that should answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Active {
    pub(super) generation: u32,
    /// Starts since it began to answer, none of which was seen to last.
    pub(super) starts: u32,
    pub(super) proven: bool,
}

/// What must be gone before an import has succeeded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purge {
    Nothing,
    /// Parts that the accepted release does not name.
    Parts,
    /// The same, and every generation but the one that answers.
    Generations,
}

impl Purge {
    const ALL: [Self; 3] = [Self::Nothing, Self::Parts, Self::Generations];

    fn number(self) -> i64 {
        match self {
            Self::Nothing => 0,
            Self::Parts => 1,
            Self::Generations => 2,
        }
    }
}

/// All that changes when a release begins to answer.
pub(super) struct Accepted<'a> {
    pub(super) trust: &'a Trust,
    pub(super) generation: u32,
    pub(super) parcels: &'a [String],
    pub(super) purge: Purge,
    pub(super) line: Line<'a>,
}

impl Memory {
    /// The generation that should answer, if one was ever recorded.
    pub(super) fn active(&self) -> Result<Option<Active>, SyncError> {
        let row = self.connection.query_row("SELECT generation, starts, proven FROM active", [], |row| {
            Ok(Active { generation: row.get(0)?, starts: row.get(1)?, proven: row.get(2)? })
        });
        row.optional().map_err(|error| self.torn(Tear::Database(error.to_string())))
    }

    /// Trust, what answers, what must go, and the line of history: all or nothing.
    pub(super) fn accept(&mut self, accepted: &Accepted<'_>) -> rusqlite::Result<()> {
        let parcels = serde_json::to_string(accepted.parcels).unwrap_or_default();
        self.change(|connection| {
            // Somebody who only looked at another stick may have been led to a later root meanwhile.
            let version = |trust: &Trust| trust.root().map_or(0, |root| root.head.version);
            if version(&believed(connection)?) > version(accepted.trust) {
                return Err(rusqlite::Error::ToSqlConversionFailure("a later root is believed by now".into()));
            }
            memory::write(connection, accepted.trust)?;
            set_active(connection, accepted.generation, false)?;
            connection.execute(
                "INSERT OR REPLACE INTO kept (one, parcels, purge) VALUES (1, ?1, ?2)",
                params![parcels, accepted.purge.number()],
            )?;
            write_line(connection, &accepted.line)
        })
    }

    /// Believes what a new root led to, where nothing else came in between, and says so in the history; whether it is believed by this.
    pub(super) fn believe(&mut self, known: &Trust, led: &Trust, line: &Line<'_>) -> Result<bool, SyncError> {
        let failed = self.failed();
        let mut believes = false;
        self.change(|connection| {
            if believed(connection)? != *known {
                return Ok(());
            }
            believes = true;
            memory::write(connection, led)?;
            write_line(connection, line)
        })
        .map_err(failed)?;
        Ok(believes)
    }

    /// Later roots that were believed since a release was taken in last, in order.
    pub(super) fn led_since_import(&self) -> Vec<RootLed> {
        let events = self.history().unwrap_or_default();
        let since = events.into_iter().take_while(|event| event.kind != EventKind::Imported);
        let mut led: Vec<RootLed> =
            since.filter_map(|event| if let Happening::RootLed(led) = event.facts { Some(led) } else { None }).collect();
        led.reverse();
        led
    }

    /// Believes another root; what answers stays.
    pub(super) fn replace(&mut self, trust: &Trust, line: &Line<'_>) -> Result<(), SyncError> {
        let failed = self.failed();
        self.change(|connection| {
            memory::write(connection, trust)?;
            write_line(connection, line)
        })
        .map_err(failed)
    }

    /// Another generation should answer; what is believed stays.
    pub(super) fn step(&mut self, generation: u32, line: &Line<'_>) -> Result<(), SyncError> {
        let failed = self.failed();
        self.change(|connection| {
            set_active(connection, generation, true)?;
            write_line(connection, line)
        })
        .map_err(failed)
    }

    /// The generation that answers is another than was recorded, and there is no going back to that one.
    pub(super) fn correct(&mut self, generation: u32) -> Result<(), SyncError> {
        set_active(&self.connection, generation, true).map_err(self.failed())
    }

    pub(super) fn note(&self, line: &Line<'_>) -> Result<(), SyncError> {
        write_line(&self.connection, line).map_err(self.failed())
    }

    pub(super) fn count_start(&self, starts: u32) -> Result<(), SyncError> {
        self.connection.execute("UPDATE active SET starts = ?1", [starts]).map(drop).map_err(self.failed())
    }

    pub(super) fn prove(&self) -> Result<(), SyncError> {
        self.connection.execute("UPDATE active SET starts = 0, proven = 1 WHERE proven = 0", []).map(drop).map_err(self.failed())
    }

    /// Stored names of the accepted release's parts, and what must still be gone; `None` before the first release.
    pub(super) fn kept(&self) -> Result<Option<(Vec<String>, Purge)>, SyncError> {
        let row = self.connection.query_row("SELECT parcels, purge FROM kept", [], |row| Ok((row.get(0)?, row.get(1)?)));
        let row: Option<(String, i64)> = row.optional().map_err(|error| self.torn(Tear::Database(error.to_string())))?;
        let Some((parcels, purge)) = row else { return Ok(None) };
        let parcels = serde_json::from_str(&parcels).map_err(|error| self.torn(Tear::Row(error.to_string())))?;
        let purge = Purge::ALL.into_iter().find(|known| known.number() == purge).unwrap_or(Purge::Generations);
        Ok(Some((parcels, purge)))
    }

    pub(super) fn purged(&self) -> Result<(), SyncError> {
        self.connection.execute("UPDATE kept SET purge = 0", []).map(drop).map_err(self.failed())
    }

    /// All lines, newest first.
    pub(super) fn history(&self) -> Result<Vec<Event>, SyncError> {
        let torn = |error: rusqlite::Error| self.torn(Tear::Database(error.to_string()));
        let mut statement =
            self.connection.prepare("SELECT at, kind, release, digest, code, facts FROM history ORDER BY number DESC").map_err(torn)?;
        let events = statement.query_map([], event).map_err(torn)?;
        let mut events: Vec<Event> = events.collect::<Result<_, _>>().map_err(torn)?;
        let known: Vec<(Option<Digest>, Option<String>)> =
            events.iter().filter(|event| event.check.is_some()).map(|event| (event.digest, event.check.clone())).collect();
        for event in events.iter_mut().filter(|event| event.check.is_none() && event.digest.is_some()) {
            event.check = known.iter().find(|(digest, _)| *digest == event.digest).and_then(|(_, check)| check.clone());
        }
        Ok(events)
    }

    /// Whether a library is of a release that was accepted here.
    pub(super) fn accepted(&self, info: &Info) -> Result<bool, SyncError> {
        let Origin::Release { version, digest, .. } = &info.origin else { return Ok(false) };
        self.has_taken(*version, digest)
    }

    /// Whether a release was taken in, or answered when a memory that was torn was begun anew before somebody's eyes.
    pub(super) fn has_taken(&self, release: u64, digest: &str) -> Result<bool, SyncError> {
        let Ok(release) = i64::try_from(release) else { return Ok(false) };
        let found = self.connection.query_row(
            "SELECT count(*) FROM history WHERE kind IN (?1, ?2) AND release = ?3 AND digest = ?4",
            params![word(EventKind::Imported), word(EventKind::Reset), release, digest],
            |row| row.get::<_, i64>(0),
        );
        found.map(|count| count > 0).map_err(|error| self.torn(Tear::Database(error.to_string())))
    }

    fn change(&mut self, with: impl FnOnce(&Connection) -> rusqlite::Result<()>) -> rusqlite::Result<()> {
        let transaction = self.connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        with(&transaction)?;
        transaction.commit()
    }
}

fn believed(connection: &Connection) -> rusqlite::Result<Trust> {
    let value: String = connection.query_row("SELECT value FROM trust", [], |row| row.get(0))?;
    serde_json::from_str(&value).map_err(|error| rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Text, error.into()))
}

fn set_active(connection: &Connection, generation: u32, proven: bool) -> rusqlite::Result<()> {
    let put = "INSERT OR REPLACE INTO active (one, generation, starts, proven) VALUES (1, ?1, 0, ?2)";
    connection.execute(put, params![generation, proven]).map(drop)
}

fn event(row: &Row<'_>) -> rusqlite::Result<Event> {
    let strange = |at: usize, what: &str| rusqlite::Error::InvalidColumnType(at, what.to_owned(), rusqlite::types::Type::Text);
    let (at, kind): (String, String) = (row.get(0)?, row.get(1)?);
    // One line that a failing disk bent is told as such; the others, and what is believed, are none the worse for it.
    let facts: Happening = serde_json::from_str(&row.get::<_, String>(5)?).unwrap_or(Happening::Torn);
    let check = if let Happening::Changed { check, .. } = &facts { check.clone() } else { None };
    Ok(Event {
        at: at.parse().map_err(|_| strange(0, "at"))?,
        kind: KINDS.into_iter().find(|known| word(*known) == kind).ok_or_else(|| strange(1, "kind"))?,
        release: row.get::<_, Option<i64>>(2)?.and_then(|number| u64::try_from(number).ok()),
        digest: row.get::<_, Option<String>>(3)?.and_then(|digest| digest.parse().ok()),
        code: row.get(4)?,
        check,
        facts,
    })
}
