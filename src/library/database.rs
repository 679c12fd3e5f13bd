//! The database file of a generation, whichever program built it.
//!
//! What an earlier program built answers as well: the steps that it lacks are taken in a copy that only this process sees, until somebody builds
//! it anew. What a later program built is refused before anything else of it is judged, because what counts as damage may have changed too.

use std::{
    fs::File,
    io::Read,
    path::{Path, PathBuf},
};

use rusqlite::Connection;

use super::{Info, LibraryError, Lost, info::Kept, migrations::SCHEMA, pointer, store};
use crate::files::{schema::SchemaAge, sqlite};

pub(super) const DATABASE: &str = "library.sqlite";

/// How every SQLite file begins, and where in it stand the number of its schema (`user_version`) and that of the steps which must be known to go on
/// with it (`application_id`); <https://www.sqlite.org/fileformat2.html#the_database_header>.
const MAGIC: &[u8] = b"SQLite format 3\0";
const STEPS_AT: usize = 60;
const NEEDED_AT: usize = 68;

/// A finished database with the schema that this program reads.
pub(super) struct Opened {
    pub(super) connection: Connection,
    /// An earlier program built the file; what is read is a copy brought to date.
    pub(super) outdated: bool,
}

/// Opens a finished database, of which nothing is changed.
pub(super) fn open(database: &Path) -> Result<Opened, LibraryError> {
    let failed = LibraryError::database(database);
    let connection = sqlite::open_immutable(database).map_err(&failed)?;
    if age(&connection, database)? == SchemaAge::Current {
        return Ok(Opened { connection, outdated: false });
    }
    let mut copy = sqlite::private_copy(&connection).map_err(&failed)?;
    SCHEMA.bring_to_date(&mut copy).map_err(&failed)?;
    copy.pragma_update(None, "query_only", "on").map_err(&failed)?;
    Ok(Opened { connection: copy, outdated: true })
}

/// Brings a database that is still being built to date; whether it was not. Whoever builds throws it away where that fails.
pub(super) fn bring_to_date(database: &Path) -> Result<bool, LibraryError> {
    let failed = LibraryError::database(database);
    let mut connection = sqlite::create(database).map_err(&failed)?;
    let outdated = age(&connection, database)? == SchemaAge::Older;
    SCHEMA.bring_to_date(&mut connection).map_err(&failed)?;
    connection.close().map_err(|(_, error)| failed(error))?;
    Ok(outdated)
}

/// Puts another word of itself into a library whose database is still being built.
pub(super) fn write_info(database: &Path, info: &Info) -> Result<(), LibraryError> {
    let failed = LibraryError::database(database);
    let connection = sqlite::create(database).map_err(&failed)?;
    let kept = Kept { info: info.clone(), ..kept(&connection, database)? };
    store::insert_info(&connection, &in_json(&kept)?).map_err(&failed)?;
    connection.close().map_err(|(_, error)| failed(error))
}

/// All that a library keeps of itself, as it is stored.
pub(super) fn in_json(kept: &Kept) -> Result<String, LibraryError> {
    serde_json::to_string(kept).map_err(|error| LibraryError::Unreadable { what: Lost::Info, why: error.to_string() })
}

/// All that the library in a database keeps of itself. That row is as the first step made it, so that it is read without bringing all to date.
pub(super) fn kept(connection: &Connection, database: &Path) -> Result<Kept, LibraryError> {
    let json = store::info(connection).map_err(LibraryError::database(database))?;
    serde_json::from_str(&json).map_err(|error| LibraryError::Unreadable { what: Lost::Info, why: error.to_string() })
}

/// What the library in a database says of itself.
pub(super) fn info(connection: &Connection, database: &Path) -> Result<Info, LibraryError> {
    kept(connection, database).map(|kept| kept.info)
}

/// What a generation says of itself; nothing else of it is opened.
pub fn info_of(dir: &Path, number: u32) -> Result<Info, LibraryError> {
    let database = pointer::folder(dir, number).join(DATABASE);
    if !database.exists() {
        return Err(LibraryError::Missing { path: database });
    }
    let connection = sqlite::open_immutable(&database).map_err(LibraryError::database(&database))?;
    let outdated = age(&connection, &database)? == SchemaAge::Older;
    Ok(Info { generation: Some(number), outdated, ..info(&connection, &database)? })
}

/// Refuses a library whose answering generation a later program built: nothing may be put in its place by a program that cannot read it.
pub fn refuse_newer(dir: &Path) -> Result<(), LibraryError> {
    pointer::named(dir).map_or(Ok(()), |number| refuse_newer_folder(&pointer::folder(dir, number)))
}

/// The same for the folder of one generation, of which nothing is parsed and nothing compared. What cannot be read is for others to judge.
pub(super) fn refuse_newer_folder(folder: &Path) -> Result<(), LibraryError> {
    let path = folder.join(DATABASE);
    match steps_of(&path).filter(|(found, needed)| *found > SCHEMA.known() && !SCHEMA.goes_on(*found, *needed)) {
        Some((found, _)) => Err(newer(path, found)),
        None => Ok(()),
    }
}

/// The steps that a database has behind it, and those that must be known to go on with it, as its first bytes say.
fn steps_of(database: &Path) -> Option<(i64, i64)> {
    let mut head = Vec::new();
    File::open(database).ok()?.take(100).read_to_end(&mut head).ok()?;
    let number = |at: usize| head.get(at..)?.first_chunk().map(|bytes| i64::from(i32::from_be_bytes(*bytes)));
    let numbers = number(STEPS_AT).zip(number(NEEDED_AT));
    numbers.filter(|_| head.starts_with(MAGIC))
}

fn age(connection: &Connection, database: &Path) -> Result<SchemaAge, LibraryError> {
    match SCHEMA.age(connection).map_err(LibraryError::database(database))? {
        SchemaAge::Newer(found) => Err(newer(database.to_owned(), found)),
        age => Ok(age),
    }
}

fn newer(path: PathBuf, found: i64) -> LibraryError {
    LibraryError::Newer { path, found, known: SCHEMA.known() }
}
