//! What this terminal believes, in `sync/trust.sqlite`: read back whole, or nothing is imported.
//!
//! A file that is there and says nothing is never taken for one that is not there: whoever tears it would make the terminal forget which
//! releases it has seen.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use rusqlite::{Connection, ErrorCode, OptionalExtension, params};

use super::{
    EventKind, Happening, SyncError,
    error::Tear,
    folders::Folders,
    line::{Line, write_line},
    migrations::SCHEMA,
    second,
};
use crate::{
    bundle::Trust,
    files::{Digest, DiskRefused, DiskTrouble, durable, file_refusal, refusal, schema::SchemaAge, sqlite},
    library::{LibraryError, Origin, current, generations, info_of},
};

/// The database that stands for all that the terminal remembers.
pub(super) struct Memory {
    pub(super) connection: Connection,
    pub(super) path: PathBuf,
    /// It is read from a copy in memory, and writes nothing.
    aside: bool,
}

impl Drop for Memory {
    fn drop(&mut self) {
        let stale = self.connection.total_changes() > 0 || !second::of(&self.path).exists();
        if !self.aside && stale {
            self.remember_journal();
        }
        if !self.aside
            && stale
            && let Err(error) = second::write(&self.connection, &self.path)
        {
            tracing::warn!(error = &error as &dyn std::error::Error, "the second copy of what is believed could not be written");
        }
    }
}

impl Memory {
    /// Opens what is there to change it, and brings it up to date where an earlier program wrote it. What a later program wrote is
    /// [`SyncError::Newer`]; every way in which it cannot be believed is [`SyncError::TornTrust`]. A disk that takes nothing says nothing of what
    /// is there: [`SyncError::DiskRefuses`].
    pub(super) fn open(dir: &Path) -> Result<Self, SyncError> {
        match Self::open_first(dir) {
            Err(torn @ SyncError::TornTrust { .. }) => Self::mended(dir, torn),
            opened => opened,
        }
    }

    fn open_first(dir: &Path) -> Result<Self, SyncError> {
        let error = match Self::open_written(dir) {
            Err(error) if may_be_the_disk(&error) => error,
            opened => return opened,
        };
        // What cannot even be read is torn, whatever else ails the disk.
        Self::open_aside(dir)?;
        let folders = Folders::of(dir);
        let refused = refusal(&folders.sync(), 0).or_else(|| file_refusal(&folders.trust()));
        Err(match (refused.as_ref().and_then(DiskRefused::trouble), refused, error) {
            (Some(trouble), ..) => SyncError::DiskRefuses { trouble },
            (None, Some(refused), _) | (None, None, SyncError::Io(refused)) => refused.into(),
            (None, None, error) => SyncError::io("opening", &folders.trust())(io::Error::other(error)),
        })
    }

    /// Opens what is there to read it: on a disk that takes nothing as well, from a copy in memory.
    pub(super) fn read(dir: &Path) -> Result<Self, SyncError> {
        match Self::open_written(dir) {
            // Put back at once, and told in the history, where the disk takes it: whoever only looks must not be told otherwise than who acts.
            Err(torn @ SyncError::TornTrust { .. }) => {
                Self::open_aside(dir).or_else(|_| Self::open(dir)).or_else(|_| Self::second(dir).ok_or(torn))
            }
            Err(error) if may_be_the_disk(&error) => Self::open_aside(dir)
                .inspect(|_| tracing::debug!(error = &error as &dyn std::error::Error, "what is believed can only be read"))
                .map_err(|_| error),
            opened => opened,
        }
    }

    fn open_written(dir: &Path) -> Result<Self, SyncError> {
        Self::open_with(dir, Folders::of(dir).trust(), |path| sqlite::open_durable(path, false))
    }

    fn open_aside(dir: &Path) -> Result<Self, SyncError> {
        Self::open_with(dir, Folders::of(dir).trust(), sqlite::read_aside)?.only_read()
    }

    /// What is written into a copy would be lost without a word.
    fn only_read(mut self) -> Result<Self, SyncError> {
        self.aside = true;
        self.connection.pragma_update(None, "query_only", "on").map_err(self.failed())?;
        Ok(self)
    }

    /// The second copy, to be read, where it can be believed: it is whole, and knows every release of which something may answer.
    fn second(dir: &Path) -> Option<Self> {
        let first = Folders::of(dir).trust();
        let mut memory = Self::open_with(dir, second::of(&first), sqlite::read_aside).ok()?.only_read().ok()?;
        memory.path = first;
        let last = current(dir).ok().flatten().unwrap_or(u32::MAX);
        let known = |number: u32| match info_of(dir, number) {
            Ok(info) => !matches!(info.origin, Origin::Release { .. }) || memory.accepted(&info).unwrap_or(false),
            // What cannot be read answers nothing.
            Err(_) => true,
        };
        let whole = generations(dir).ok()?.into_iter().filter(|number| *number <= last).all(known);
        if !whole {
            tracing::error!("the second copy of what is believed is behind what answers");
        }
        whole.then_some(memory)
    }

    /// Puts the second copy in the place of a first that is torn.
    fn mended(dir: &Path, torn: SyncError) -> Result<Self, SyncError> {
        let Some(second) = Self::second(dir) else { return Err(torn) };
        let folders = Folders::of(dir);
        let _lock = folders.lock()?;
        // Somebody else may have done it meanwhile.
        if Self::open_written(dir).is_err() {
            tracing::error!(error = &torn as &dyn std::error::Error, "what is believed was torn, and is put back from its second copy");
            second::put_back(&folders.trust())?;
        }
        drop(second);
        let memory = Self::open_first(dir)?;
        let facts = &Happening::Restored;
        memory.note(&Line { at: jiff::Timestamp::now(), kind: EventKind::Repaired, release: None, code: None, facts })?;
        Ok(memory)
    }

    fn open_with(dir: &Path, path: PathBuf, open: impl FnOnce(&Path) -> rusqlite::Result<Connection>) -> Result<Self, SyncError> {
        let folders = Folders::of(dir);
        let torn = |why| SyncError::TornTrust { path: path.clone(), why };
        match fs::symlink_metadata(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(match traces(dir, &folders)? {
                    Some(why) => torn(why),
                    None => SyncError::NoTrust { dir: dir.to_owned() },
                });
            }
            Err(error) => return Err(SyncError::io("reading", &path)(error)),
            Ok(metadata) if !metadata.is_file() => return Err(torn(Tear::NotAFile)),
            Ok(metadata) if metadata.len() == 0 => return Err(torn(Tear::Empty)),
            Ok(_) => {}
        }
        let failed = |error: rusqlite::Error| torn(Tear::Database(error.to_string()));
        let connection = open(&path).map_err(failed)?;
        if let SchemaAge::Newer(found) = SCHEMA.age(&connection).map_err(failed)? {
            return Err(SyncError::Newer { path, found, known: SCHEMA.known() });
        }
        let says: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0)).map_err(failed)?;
        if says != "ok" {
            return Err(torn(Tear::Database(says)));
        }
        let mut memory = Self { connection, path, aside: true };
        memory.bring_to_date()?;
        let trust = memory.trust()?;
        if let Some(why) = memory.behind(dir, &trust)? {
            return Err(memory.torn(why));
        }
        // From here on it is whole, and a second copy of it worth writing.
        memory.aside = false;
        Ok(memory)
    }

    /// A disk that refuses, or somebody who writes for longer than we wait, leaves it as the earlier program wrote it, and whole.
    fn bring_to_date(&mut self) -> Result<(), SyncError> {
        match SCHEMA.bring_to_date(&mut self.connection) {
            Ok(_) => Ok(()),
            Err(error) => match error.sqlite_error_code() {
                Some(
                    ErrorCode::ReadOnly
                    | ErrorCode::DiskFull
                    | ErrorCode::SystemIoFailure
                    | ErrorCode::CannotOpen
                    | ErrorCode::DatabaseBusy,
                ) => Err(SyncError::from(DiskRefused {
                    doing: "bringing up to date",
                    path: self.path.clone(),
                    source: io::Error::other(error),
                })),
                _ => Err(self.torn(Tear::Database(error.to_string()))),
            },
        }
    }

    /// [`Memory::open`], where a terminal that was never given a root has nothing to remember.
    pub(super) fn open_if_any(dir: &Path) -> Result<Option<Self>, SyncError> {
        if_any(Self::open(dir))
    }

    /// The same of [`Memory::read`].
    pub(super) fn read_if_any(dir: &Path) -> Result<Option<Self>, SyncError> {
        if_any(Self::read(dir))
    }

    /// What is believed.
    pub(super) fn trust(&self) -> Result<Trust, SyncError> {
        let row = self.connection.query_row("SELECT value, sha256 FROM trust", [], |row| Ok((row.get(0)?, row.get(1)?)));
        let row: Option<(String, String)> = row.optional().map_err(self.failed())?;
        let (value, sum) = row.ok_or_else(|| self.torn(Tear::Row("none".to_owned())))?;
        if Digest::of(value.as_bytes()).to_string() != sum {
            return Err(self.torn(Tear::Row("the digest differs".to_owned())));
        }
        let trust: Trust = serde_json::from_str(&value).map_err(|error| self.torn(Tear::Row(error.to_string())))?;
        trust.root().map_err(|error| self.torn(Tear::Row(error.to_string())))?;
        Ok(trust)
    }

    pub(super) fn torn(&self, why: Tear) -> SyncError {
        SyncError::TornTrust { path: self.path.clone(), why }
    }

    /// A database that was sound when it was opened and refuses now: the disk, not the content.
    pub(super) fn failed(&self) -> impl Fn(rusqlite::Error) -> SyncError + use<> {
        let path = self.path.clone();
        move |error| SyncError::from(DiskRefused { doing: "writing", path: path.clone(), source: io::Error::other(error) })
    }
}

fn if_any(memory: Result<Memory, SyncError>) -> Result<Option<Memory>, SyncError> {
    match memory {
        Err(SyncError::NoTrust { .. }) => Ok(None),
        memory => memory.map(Some),
    }
}

/// Whether a database that does not open to be written may be whole: only reading it tells.
fn may_be_the_disk(error: &SyncError) -> bool {
    matches!(error, SyncError::Io(_) | SyncError::TornTrust { why: Tear::Database(_), .. })
}

/// What ails the disk on which a terminal keeps what is its own, where it takes nothing. One that was never given a root has no such folder.
pub fn disk_trouble(dir: &Path) -> Option<DiskTrouble> {
    let folders = Folders::of(dir);
    if !folders.trust().exists() {
        return None;
    }
    refusal(&folders.sync(), 0).or_else(|| file_refusal(&folders.trust()))?.trouble()
}

/// Puts trust into a transaction or a new database.
pub(super) fn write(connection: &Connection, trust: &Trust) -> rusqlite::Result<()> {
    let value = serde_json::to_string(trust).map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
    let sum = Digest::of(value.as_bytes()).to_string();
    connection.execute("INSERT OR REPLACE INTO trust (one, value, sha256) VALUES (1, ?1, ?2)", params![value, sum]).map(drop)
}

/// Makes the memory of a new terminal: beside, and named when all of it is on the disk, so that a power cut leaves nothing that looks torn.
pub(super) fn begin(dir: &Path, trust: &Trust, line: Option<&Line<'_>>) -> Result<(), SyncError> {
    let folders = Folders::of(dir);
    let (path, beside) = (folders.trust(), folders.sync().join("trust.sqlite.new"));
    for ending in ["", "-wal", "-shm"] {
        let mut name = beside.clone().into_os_string();
        name.push(ending);
        match fs::remove_file(&name) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(SyncError::io("removing", &beside)(error)),
            _ => {}
        }
    }
    let made = || -> rusqlite::Result<()> {
        let mut connection = sqlite::open_durable(&beside, true)?;
        SCHEMA.bring_to_date(&mut connection)?;
        write(&connection, trust)?;
        line.map_or(Ok(()), |line| write_line(&connection, line))?;
        // The last connection that closes empties the log and removes it.
        connection.close().map_err(|(_, error)| error)?;
        Ok(())
    };
    made().map_err(|error| SyncError::from(DiskRefused { doing: "writing", path: beside.clone(), source: io::Error::other(error) }))?;
    fs::File::open(&beside).and_then(|file| file.sync_all()).map_err(SyncError::io("syncing", &beside))?;
    durable::place(&beside, &path).map_err(SyncError::io("renaming", &path))
}

/// What shows that this terminal once believed something.
fn traces(dir: &Path, folders: &Folders) -> Result<Option<Tear>, SyncError> {
    if let Some(trace) = [folders.store(), folders.key()].into_iter().find(|path| path.exists()) {
        return Ok(Some(Tear::Gone(trace)));
    }
    for number in generations(dir)? {
        match info_of(dir, number) {
            Ok(info) if matches!(info.origin, Origin::Release { .. }) => {
                return Ok(Some(Tear::GoneFrom(number)));
            }
            Ok(_) | Err(LibraryError::Missing { .. }) => {}
            // Whether it was signed only a later program can tell.
            Err(error @ LibraryError::Newer { .. }) => return Err(error.into()),
            Err(error) => tracing::warn!(number, %error, "where this generation came from cannot be told"),
        }
    }
    Ok(None)
}
