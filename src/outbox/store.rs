//! The outbox of a terminal: a database of its own, write-ahead log and everything synced. It holds sealed bytes, numbers and days; the words are in
//! nothing of it, and the key that opens them is not here.

use std::path::{Path, PathBuf};

use jiff::{ToSpan, civil::Date};
use rusqlite::{Connection, OptionalExtension, Row, TransactionBehavior, params};

use super::{
    Bound, Closed, OfficeKey, OfficeKeyId, OfficeKeyWord, OutboxError, ReceiptNumber, SealedRequest, failed,
    migrations::SCHEMA,
    seal::{self, SEALED},
};
use crate::{
    files::{Digest, DiskTrouble, durable, refusal, schema::SchemaAge, sqlite},
    request::Form,
};

/// Forms that may wait for a stick. With more, people are asked to hand in paper: what waits here exists nowhere else.
const MOST_WAITING: u64 = 200;
/// Forms that may be left on one day.
const MOST_A_DAY: u64 = 60;
/// Bytes that must be free beside the form itself.
const LEAST_FREE: u64 = 16 << 20;
/// Days for which somebody may still ask what became of a number.
const TOMBSTONE_DAYS: i64 = 90;

/// The outbox of a terminal.
pub struct Outbox {
    pub(super) connection: Connection,
    pub(super) path: PathBuf,
    pub(super) terminal: String,
}

impl std::fmt::Debug for Outbox {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Outbox({})", self.path.display())
    }
}

/// What seals: the cipher, but for tests of what happens around it.
type Sealer<'a> = dyn Fn(&OfficeKey, &Bound, &[u8]) -> Result<Vec<u8>, OutboxError> + 'a;

/// What became of a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    /// It waits here for a stick.
    Waiting {
        /// The day on which it was left.
        day: Date,
        /// A copy lies on a stick that went to the office.
        on_its_way: bool,
    },
    /// The office has it, under a number of its own.
    Arrived {
        /// The office's number. Where a terminal gave one number twice, both.
        office: String,
    },
    /// The office has it and cannot open it: whoever left it must fill it in anew.
    Unread,
    /// Nothing is known of it here: it was left elsewhere, or its time has passed.
    Unknown,
}

impl Outbox {
    /// The file beside a terminal's library.
    pub fn place(library: &Path) -> PathBuf {
        library.join("sync").join("outbox.sqlite")
    }

    /// Opens the outbox of a terminal; a new one is made. One that is torn or newer is an error, and never replaced.
    pub fn open(path: &Path, terminal: &str) -> Result<Self, OutboxError> {
        if let Some(folder) = path.parent() {
            durable::create_folder(folder).map_err(failed("creating", folder))?;
        }
        let database = |source| OutboxError::Database { path: path.to_owned(), source };
        let mut connection = sqlite::open_durable(path, true).map_err(database)?;
        match SCHEMA.bring_to_date(&mut connection).map_err(database)? {
            SchemaAge::Newer(found) => return Err(OutboxError::Newer { found }),
            SchemaAge::Older | SchemaAge::Current => {}
        }
        Ok(Self { connection, path: path.to_owned(), terminal: terminal.to_owned() })
    }

    /// One that is gone with the program, as a database that was there or a new one.
    #[cfg(test)]
    pub(crate) fn of(mut connection: Connection, terminal: &str) -> Self {
        SCHEMA.bring_to_date(&mut connection).unwrap();
        Self { connection, path: std::env::temp_dir().join("nowhere"), terminal: terminal.to_owned() }
    }

    /// A copy as a backup keeps it.
    #[cfg(test)]
    pub(crate) fn copy(&self) -> Self {
        Self::of(sqlite::private_copy(&self.connection).unwrap(), &self.terminal)
    }

    pub(super) fn failed(&self) -> impl Fn(rusqlite::Error) -> OutboxError + use<> {
        let path = self.path.clone();
        move |source| OutboxError::Database { path: path.clone(), source }
    }

    /// The key that is sealed with, and its version; none until the office has sent one.
    pub fn office_key(&self) -> Result<Option<(u64, OfficeKeyWord, OfficeKey)>, OutboxError> {
        let read = |row: &Row<'_>| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?));
        let found = self.connection.query_row("SELECT version, word FROM office_key", [], read).optional().map_err(self.failed())?;
        Ok(found.and_then(|(version, word)| {
            let word: OfficeKeyWord = serde_json::from_str(&word).ok()?;
            let key = word.key()?;
            Some((u64::try_from(version).ok()?, word, key))
        }))
    }

    /// Whether a form may be offered. To be asked before the first question, and again before the seal.
    pub fn is_open(&self, today: Option<Date>) -> Result<(), OutboxError> {
        let closed = |why| Err(OutboxError::Closed(why));
        let Some(today) = today else { return closed(Closed::Clock) };
        if self.office_key()?.is_none() {
            return closed(Closed::NoKey);
        }
        let folder = self.path.parent().unwrap_or(Path::new("."));
        if refusal(folder, LEAST_FREE).is_some() {
            return closed(Closed::Disk);
        }
        if self.count("SELECT count(*) FROM waiting", &[])? >= MOST_WAITING {
            return closed(Closed::Full);
        }
        // What the office has of today counts as well.
        let of_today = "SELECT (SELECT count(*) FROM waiting WHERE day = ?1) + (SELECT count(*) FROM tombstones WHERE day = ?1)";
        if self.count(of_today, &[&today.to_string()])? >= MOST_A_DAY {
            return closed(Closed::DayFull);
        }
        Ok(())
    }

    /// Whether so many wait that staff should send a stick: four fifths of what may.
    pub fn is_nearly_full(&self) -> Result<bool, OutboxError> {
        Ok(self.waiting()? * 5 >= MOST_WAITING * 4)
    }

    /// How many wait.
    pub fn waiting(&self) -> Result<u64, OutboxError> {
        self.count("SELECT count(*) FROM waiting", &[])
    }

    /// The day of the one that has waited longest.
    pub fn waits_since(&self) -> Result<Option<Date>, OutboxError> {
        let day: Option<String> = self.connection.query_row("SELECT min(day) FROM waiting", [], |row| row.get(0)).map_err(self.failed())?;
        Ok(day.and_then(|day| day.parse().ok()))
    }

    pub(super) fn count(&self, sql: &str, with: &[&dyn rusqlite::ToSql]) -> Result<u64, OutboxError> {
        let count: i64 = self.connection.query_row(sql, with, |row| row.get(0)).map_err(self.failed())?;
        Ok(u64::try_from(count).unwrap_or(0))
    }

    /// Seals a form and keeps it; the number may be shown once this returns, for then it is on the disk and was read back.
    pub fn leave(&mut self, form: &Form, today: Option<Date>) -> Result<ReceiptNumber, OutboxError> {
        self.leave_sealed(form, today, &seal::seal)
    }

    pub(super) fn leave_sealed(&mut self, form: &Form, today: Option<Date>, seal: &Sealer<'_>) -> Result<ReceiptNumber, OutboxError> {
        self.is_open(today)?;
        let (Some(today), Some((_, _, key))) = (today, self.office_key()?) else { return Err(OutboxError::Closed(Closed::NoKey)) };
        if !form.faults(today).is_empty() {
            return Err(OutboxError::TooLong);
        }
        let words = form.written().ok_or(OutboxError::TooLong)?;
        let mut rid = [0; 16];
        getrandom::fill(&mut rid).map_err(|_| OutboxError::NoRandomness)?;
        let failed = self.failed();
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(&failed)?;
        let counter: i64 =
            transaction.query_row("UPDATE counter SET last = last + 1 RETURNING last", [], |row| row.get(0)).map_err(&failed)?;
        let counter = u64::try_from(counter).unwrap_or(0);
        let receipt = ReceiptNumber::new(&self.terminal, today, counter);
        let bound = Bound { terminal: self.terminal.clone(), rid, receipt, schema: form.schema.digest(), key: key.id() };
        let sealed = seal(&key, &bound, &words)?;
        let request = SealedRequest { bound, day: today, counter, sealed, received: None };
        insert(&transaction, &request).map_err(&failed)?;
        transaction.commit().map_err(|error| match DiskTrouble::of_database(&error) {
            Some(_) => OutboxError::Closed(Closed::Disk),
            None => failed(error),
        })?;
        match self.request(&rid)? {
            Some(found) if found == request => Ok(found.bound.receipt),
            _ => Err(OutboxError::ReadBack),
        }
    }

    fn request(&self, rid: &[u8; 16]) -> Result<Option<SealedRequest>, OutboxError> {
        request_in(&self.connection, rid, &self.terminal).map_err(self.failed())
    }

    /// All that waits, the first first. A row that cannot be read is left out, and told by [`Outbox::faults`].
    pub(super) fn all(&self) -> Result<Vec<SealedRequest>, OutboxError> {
        let failed = self.failed();
        let mut statement = self.connection.prepare(&format!("{COLUMNS} ORDER BY counter")).map_err(&failed)?;
        let rows = statement.query_map([], |row| read(row, &self.terminal)).map_err(&failed)?;
        let rows: Vec<Option<SealedRequest>> = rows.collect::<Result<_, _>>().map_err(&failed)?;
        Ok(rows.into_iter().flatten().collect())
    }

    /// What became of a number.
    pub fn progress(&self, receipt: &ReceiptNumber) -> Result<Progress, OutboxError> {
        let failed = self.failed();
        let waits = "SELECT day, exported FROM waiting WHERE receipt = ?1";
        let waits = self.connection.query_row(waits, [receipt.as_str()], |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?)));
        if let Some((day, exported)) = waits.optional().map_err(&failed)? {
            return Ok(day.parse().map_or(Progress::Unknown, |day| Progress::Waiting { day, on_its_way: exported != 0 }));
        }
        let mut went =
            self.connection.prepare("SELECT office, unread FROM tombstones WHERE receipt = ?1 ORDER BY office").map_err(&failed)?;
        let went = went.query_map([receipt.as_str()], |row| Ok((row.get::<_, String>(0)?, row.get::<_, bool>(1)?))).map_err(&failed)?;
        let went: Vec<(String, bool)> = went.collect::<Result<_, _>>().map_err(&failed)?;
        if went.is_empty() {
            return Ok(Progress::Unknown);
        }
        let read: Vec<String> = went.into_iter().filter(|(_, unread)| !unread).map(|(office, _)| office).collect();
        Ok(if read.is_empty() { Progress::Unread } else { Progress::Arrived { office: read.join("、") } })
    }

    /// Forgets numbers that nobody asks about any more. What waits is never forgotten, however old.
    pub fn forget_old(&mut self, today: Date) -> Result<(), OutboxError> {
        let since = today.saturating_sub(TOMBSTONE_DAYS.days());
        self.connection.execute("DELETE FROM tombstones WHERE day < ?1", [since.to_string()]).map_err(self.failed())?;
        self.finish_vacuum()
    }

    /// Every row that is not what it was: numbers of rows that wait and cannot be read, or whose bytes have changed; and what SQLite finds.
    pub fn faults(&self) -> Result<Vec<String>, OutboxError> {
        let failed = self.failed();
        let mut faults = Vec::new();
        let mut statement = self.connection.prepare("SELECT receipt, digest, counter FROM waiting ORDER BY counter").map_err(&failed)?;
        let rows = statement
            .query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, i64>(2)?)))
            .map_err(&failed)?;
        let whole = self.all()?;
        let last = self.count("SELECT last FROM counter", &[])?;
        for row in rows {
            let (receipt, digest, counter) = row.map_err(&failed)?;
            let found = whole.iter().find(|request| request.bound.receipt.as_str() == receipt);
            if found.is_none_or(|found| found.digest().to_string() != digest) || u64::try_from(counter).is_ok_and(|counter| counter > last)
            {
                faults.push(receipt);
            }
        }
        let both = "SELECT receipt FROM waiting WHERE rid IN (SELECT rid FROM tombstones)";
        let mut statement = self.connection.prepare(both).map_err(&failed)?;
        for receipt in statement.query_map([], |row| row.get::<_, String>(0)).map_err(&failed)? {
            faults.push(receipt.map_err(&failed)?);
        }
        let sound: String = self.connection.pragma_query_value(None, "integrity_check", |row| row.get(0)).map_err(&failed)?;
        if sound != "ok" {
            faults.push(self.path.display().to_string());
        }
        Ok(faults)
    }
}

/// One that waits; none where there is none, or its row is damaged.
pub(super) fn request_in(connection: &Connection, rid: &[u8], terminal: &str) -> Result<Option<SealedRequest>, rusqlite::Error> {
    let sql = format!("{COLUMNS} WHERE rid = ?1");
    Ok(connection.query_row(&sql, [rid], |row| read(row, terminal)).optional()?.flatten())
}

const COLUMNS: &str = "SELECT rid, receipt, counter, day, key, schema, sealed, received FROM waiting";

fn insert(connection: &Connection, request: &SealedRequest) -> Result<(), rusqlite::Error> {
    let SealedRequest { bound, day, counter, sealed, received: _ } = request;
    connection.execute(
        "INSERT INTO waiting (rid, receipt, counter, day, key, schema, sealed, digest) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![
            bound.rid.as_slice(),
            bound.receipt.as_str(),
            i64::try_from(*counter).unwrap_or(i64::MAX),
            day.to_string(),
            bound.key.0.as_slice(),
            bound.schema.to_string(),
            sealed,
            request.digest().to_string()
        ],
    )?;
    Ok(())
}

/// A row; none where it is damaged.
fn read(row: &Row<'_>, terminal: &str) -> Result<Option<SealedRequest>, rusqlite::Error> {
    let (rid, key): (Vec<u8>, Vec<u8>) = (row.get(0)?, row.get(4)?);
    let (receipt, day, schema): (String, String, String) = (row.get(1)?, row.get(3)?, row.get(5)?);
    let (counter, sealed, received): (i64, Vec<u8>, Option<String>) = (row.get(2)?, row.get(6)?, row.get(7)?);
    let whole = || {
        let bound = Bound {
            terminal: terminal.to_owned(),
            rid: rid.try_into().ok()?,
            receipt: receipt.parse().ok()?,
            schema: schema.parse::<Digest>().ok()?,
            key: OfficeKeyId(key.try_into().ok()?),
        };
        let (day, counter) = (day.parse().ok()?, u64::try_from(counter).ok()?);
        let received = received.and_then(|day| day.parse().ok());
        (sealed.len() == SEALED).then_some(SealedRequest { bound, day, counter, sealed, received })
    };
    Ok(whole())
}
