//! The register (台账): one database file that only the office reads, with everything that was opened.

use std::{
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use jiff::civil::Date;
use rusqlite::{Connection, Row, params};

use super::{OUTCOMES, RegisterError, Step, migrations::SCHEMA};
use crate::{
    files::{DiskRefused, schema::SchemaAge, sqlite},
    outbox::ReceiptNumber,
    request::{Dates, Event, Form, SCHEMAS, Schema, reckon},
};

/// The register.
pub struct Register {
    pub(super) connection: Connection,
    pub(super) path: PathBuf,
}

impl std::fmt::Debug for Register {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Register({})", self.path.display())
    }
}

/// Something that was registered.
#[derive(Debug, Clone)]
pub struct Registered {
    pub(super) id: i64,
    /// The office's number.
    pub office: String,
    /// The number on the slip.
    pub receipt: String,
    /// The terminal.
    pub terminal: String,
    /// The form, with its answers.
    pub form: Form,
    /// The day on which it was left at the terminal. No receipt in law: that day stands among the events.
    pub left_on: Date,
    /// The day on which it was opened here.
    pub opened_on: Date,
    /// How far it is.
    pub step: Step,
    /// How it ended, by its number in the annual report; none while it has not, or nobody has said.
    pub outcome: Option<String>,
    /// What staff wrote down.
    pub events: Vec<Event>,
}

/// Something that was put aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PutAside {
    pub(super) id: i64,
    /// The terminal.
    pub terminal: String,
    /// The number on the slip.
    pub receipt: String,
    /// Why, by its name in the register.
    pub why: String,
    /// The day on which it was found.
    pub found_on: Date,
    /// Digest of the sealed form, by which two of one number are told apart.
    pub digest: String,
    /// Why nobody will open it, once somebody decided so.
    pub because: Option<String>,
}

impl Register {
    /// Opens the register; a new one is made, for its owner alone to read.
    pub fn open(path: &Path) -> Result<Self, RegisterError> {
        let database = |source| RegisterError::Database { path: path.to_owned(), source };
        let mut connection = sqlite::open_durable(path, true).map_err(database)?;
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600)).map_err(|source| DiskRefused {
            doing: "restricting",
            path: path.to_owned(),
            source,
        })?;
        match SCHEMA.bring_to_date(&mut connection).map_err(database)? {
            SchemaAge::Newer(found) => return Err(RegisterError::Newer { found }),
            SchemaAge::Older | SchemaAge::Current => {}
        }
        let register = Self { connection, path: path.to_owned() };
        register.reckon()?;
        Ok(register)
    }

    /// One that is gone with the program.
    #[cfg(test)]
    pub(crate) fn in_memory() -> Self {
        let mut connection = sqlite::in_memory().unwrap();
        SCHEMA.bring_to_date(&mut connection).unwrap();
        Self { connection, path: PathBuf::from("nowhere") }
    }

    pub(super) fn failed(&self) -> impl Fn(rusqlite::Error) -> RegisterError + use<> {
        let path = self.path.clone();
        move |source| RegisterError::Database { path: path.clone(), source }
    }

    /// The office's numbers of what was registered and cannot be read: damaged, or of a form that this program does not know. Nothing else here
    /// tells of them, and their legal dates run.
    pub fn unread(&self) -> Result<Vec<String>, RegisterError> {
        let failed = self.failed();
        let mut statement = self.connection.prepare(&format!("{COLUMNS} ORDER BY id")).map_err(&failed)?;
        let rows = statement.query_map([], |row| Ok((row.get::<_, String>(1)?, read(row)?.is_some()))).map_err(&failed)?;
        let rows: Vec<(String, bool)> = rows.collect::<Result<_, _>>().map_err(&failed)?;
        Ok(rows.into_iter().filter(|(_, is_read)| !is_read).map(|(office, _)| office).collect())
    }

    /// Everything that was registered and can be read, the first first.
    pub fn all(&self) -> Result<Vec<Registered>, RegisterError> {
        let failed = self.failed();
        let mut statement = self.connection.prepare(&format!("{COLUMNS} ORDER BY id")).map_err(&failed)?;
        let rows: Vec<Option<Registered>> = statement.query_map([], read).map_err(&failed)?.collect::<Result<_, _>>().map_err(&failed)?;
        rows.into_iter().flatten().map(|request| self.with_events(request)).collect()
    }

    /// One of them, by the office's number or that of the slip.
    pub fn find(&self, number: &str) -> Result<Registered, RegisterError> {
        let failed = self.failed();
        let typed = number.trim();
        let receipt = typed.parse().map_or_else(|_| typed.to_owned(), |receipt: ReceiptNumber| receipt.to_string());
        let mut statement =
            self.connection.prepare(&format!("{COLUMNS} WHERE office = ?1 OR receipt = ?2 ORDER BY id")).map_err(&failed)?;
        let rows = statement.query_map([typed, &receipt], read).map_err(&failed)?;
        let mut found: Vec<Registered> = rows.collect::<Result<Vec<_>, _>>().map_err(&failed)?.into_iter().flatten().collect();
        match (found.len(), found.pop()) {
            (1, Some(one)) => self.with_events(one),
            (_, None) => Err(RegisterError::NoRequest { number: number.to_owned() }),
            (_, Some(last)) => Err(RegisterError::Several {
                number: receipt,
                all: found.into_iter().chain([last]).map(|request| request.office).collect(),
            }),
        }
    }

    fn with_events(&self, request: Registered) -> Result<Registered, RegisterError> {
        let failed = self.failed();
        let mut statement = self.connection.prepare("SELECT event FROM events WHERE request = ?1 ORDER BY id").map_err(&failed)?;
        let rows = statement.query_map([request.id], |row| row.get::<_, String>(0)).map_err(&failed)?;
        // One that cannot be read puts every date in doubt, as one that is not known does.
        let events = rows.map(|row| row.map(|event| serde_json::from_str(&event).unwrap_or(Event::Unknown)));
        Ok(Registered { events: events.collect::<Result<_, _>>().map_err(&failed)?, ..request })
    }

    /// Writes down what happened to a request, as JSON: `{"what":"received","on":"2026-11-30","by":"in_person"}`.
    pub fn note(&mut self, number: &str, event: &str, today: Date) -> Result<Registered, RegisterError> {
        let request = self.find(number)?;
        let read: Event = serde_json::from_str(event).map_err(|source| RegisterError::NoEvent { source })?;
        if read == Event::Unknown {
            let source = serde::de::Error::custom("no event of that name");
            return Err(RegisterError::NoEvent { source });
        }
        let put = "INSERT INTO events (request, noted_on, event) VALUES (?1, ?2, ?3)";
        self.connection.execute(put, params![request.id, today.to_string(), event]).map_err(self.failed())?;
        let step = Step::after(&read).filter(|step| *step > request.step);
        match step {
            Some(step) => self.advance(number, step),
            None => self.find(number),
        }
    }

    /// Says how far a request is.
    pub fn advance(&mut self, number: &str, step: Step) -> Result<Registered, RegisterError> {
        let request = self.find(number)?;
        self.connection
            .execute("UPDATE requests SET step = ?1 WHERE id = ?2", params![step.as_str(), request.id])
            .map_err(self.failed())?;
        self.find(number)
    }

    /// Says how a request ended, by its number in the annual report.
    pub fn end(&mut self, number: &str, outcome: &str) -> Result<Registered, RegisterError> {
        let request = self.find(number)?;
        if !OUTCOMES.iter().any(|(known, _)| *known == outcome) {
            return Err(RegisterError::NoOutcome { outcome: outcome.chars().take(40).collect() });
        }
        self.connection.execute("UPDATE requests SET outcome = ?1 WHERE id = ?2", params![outcome, request.id]).map_err(self.failed())?;
        self.find(number)
    }

    /// What was put aside: it waits for a person, or somebody decided that nobody will open it.
    pub fn put_aside(&self) -> Result<Vec<PutAside>, RegisterError> {
        let failed = self.failed();
        let aside = "SELECT id, terminal, receipt, why, found_on, digest, because FROM quarantine ORDER BY id";
        let mut statement = self.connection.prepare(aside).map_err(&failed)?;
        let read = |row: &Row<'_>| {
            let found_on: String = row.get(4)?;
            Ok(PutAside {
                id: row.get(0)?,
                terminal: row.get(1)?,
                receipt: row.get(2)?,
                why: row.get(3)?,
                found_on: found_on.parse().unwrap_or_default(),
                digest: row.get(5)?,
                because: row.get(6)?,
            })
        };
        statement.query_map([], read).map_err(&failed)?.collect::<Result<_, _>>().map_err(&failed)
    }
}

impl Registered {
    /// The legal dates, as far as what was written down allows. Nothing runs before staff wrote down that it was received.
    pub fn dates(&self) -> Dates {
        reckon(&self.events)
    }
}

const COLUMNS: &str = "SELECT id, office, receipt, terminal, form, left_on, opened_on, step, answers, outcome FROM requests";

/// A row; none where it is damaged beyond reading.
fn read(row: &Row<'_>) -> Result<Option<Registered>, rusqlite::Error> {
    let (id, office, receipt, terminal): (i64, String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
    let (form, left_on, opened_on): (String, String, String) = (row.get(4)?, row.get(5)?, row.get(6)?);
    let (step, answers, outcome): (String, String, Option<String>) = (row.get(7)?, row.get(8)?, row.get(9)?);
    let whole = || {
        let schema: &'static Schema = SCHEMAS.iter().find(|schema| schema.id == form)?;
        Some(Registered {
            id,
            office,
            receipt,
            terminal,
            form: Form::read(schema, answers.as_bytes())?,
            left_on: left_on.parse().ok()?,
            opened_on: opened_on.parse().ok()?,
            step: Step::of(&step)?,
            outcome,
            events: Vec::new(),
        })
    };
    Ok(whole())
}
