//! How a database file is opened: every pragma of the program stands here.
//!
//! Content is built once, off to the side, and then only read; so it is written without a journal and opened as a file that cannot change.
//! What the kiosk itself keeps (what it believes, what happened to it) changes in small steps that must survive a power cut; so it is written with
//! a log, and every step is on the disk before anybody hears of it.

use std::{
    env, fs, io,
    os::unix::fs::DirBuilderExt,
    path::{Path, PathBuf},
    process,
    time::Duration,
};

use rusqlite::{Connection, Error, OpenFlags, Result, backup::Backup};

/// What SQLite calls `synchronous=FULL`.
const FULL: i64 = 2;

/// A database file that is being built, new or copied, to be filled in one go. Nothing protects it while it is written: whoever builds it throws it away when the building
/// stops half-way, and makes it durable afterwards.
pub fn create(path: &Path) -> Result<Connection> {
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
    connection.pragma_update(None, "journal_mode", "off")?;
    connection.pragma_update(None, "synchronous", "off")?;
    connection.pragma_update(None, "locking_mode", "exclusive")?;
    distrust(&connection)?;
    Ok(connection)
}

/// A finished database file, which nobody changes while it is open.
pub fn open_immutable(path: &Path) -> Result<Connection> {
    let uri = format!("file:{}?mode=ro&immutable=1", escaped(path));
    let connection = Connection::open_with_flags(uri, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI)?;
    connection.pragma_update(None, "query_only", "on")?;
    distrust(&connection)?;
    Ok(connection)
}

/// A database of small steps that must survive a power cut: write-ahead log, everything synced. Both are read back, because SQLite answers a
/// mode that it cannot give with another one and no error. The file must be there, unless it is to be created.
pub fn open_durable(path: &Path, create: bool) -> Result<Connection> {
    let flags = if create { OpenFlags::SQLITE_OPEN_CREATE } else { OpenFlags::empty() };
    let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    connection.busy_timeout(Duration::from_secs(10))?;
    distrust(&connection)?;
    let mode: String = connection.pragma_update_and_check(None, "journal_mode", "wal", |row| row.get(0))?;
    connection.pragma_update(None, "synchronous", "full")?;
    let synchronous: i64 = connection.pragma_query_value(None, "synchronous", |row| row.get(0))?;
    if mode != "wal" || synchronous != FULL {
        return Err(Error::InvalidParameterName(format!("journal {mode}, synchronous {synchronous}")));
    }
    connection.pragma_update(None, "secure_delete", "on")?;
    Ok(connection)
}

/// A copy that nobody else sees and that goes away with the program, for changes that the original must not have. SQLite keeps it on the disk,
/// in a file without a name; where it has no room there, in memory.
pub fn private_copy(original: &Connection) -> Result<Connection> {
    let copied_into = |mut copy: Connection| {
        Backup::new(original, &mut copy)?.step(-1)?;
        distrust(&copy)?;
        Ok(copy)
    };
    Connection::open("").and_then(copied_into).or_else(|_| copied_into(Connection::open_in_memory()?))
}

/// A copy in memory of a database of small steps whose disk takes nothing: nothing is written beside the file, and nothing that is written into
/// the copy lasts. What stands in its log and not yet in the file counts: file and log are copied to where the system lets us write (memory,
/// mostly), and read there.
pub fn read_aside(path: &Path) -> Result<Connection> {
    let log = beside(path, "-wal");
    let waits = fs::symlink_metadata(&log).is_ok_and(|log| log.is_file() && log.len() > 0);
    if !waits {
        return in_memory_copy(&open_immutable(path)?);
    }
    let mut refused = None;
    for place in [PathBuf::from("/dev/shm"), env::temp_dir(), PathBuf::from("/run"), PathBuf::from("/var/tmp")] {
        match copied_to(&place, path, &log) {
            Ok(scratch) => return in_memory_copy(&open_durable(&scratch.0.join("copy"), false)?),
            Err(error) => refused = Some(error),
        }
    }
    let why = refused.map(|error: io::Error| error.to_string());
    Err(Error::SqliteFailure(rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CANTOPEN), why))
}

/// A folder that nobody else reads and that goes away.
struct Scratch(PathBuf);

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.0) {
            tracing::warn!(path = %self.0.display(), %error, "a copy could not be removed");
        }
    }
}

/// Copies a database and its log into a new folder below `place`.
fn copied_to(place: &Path, path: &Path, log: &Path) -> io::Result<Scratch> {
    let named = |number: u32| place.join(format!("gongkai-{}-{number}", process::id()));
    let folder = (0..64).map(named).find(|folder| fs::symlink_metadata(folder).is_err()).ok_or(io::ErrorKind::AlreadyExists)?;
    // Made new, so that it is ours alone whatever stood there.
    fs::DirBuilder::new().mode(0o700).create(&folder)?;
    let scratch = Scratch(folder);
    fs::copy(path, scratch.0.join("copy"))?;
    fs::copy(log, scratch.0.join("copy-wal"))?;
    for file in ["copy", "copy-wal"] {
        // The modes come along, and the original may be one that is only read.
        let file = scratch.0.join(file);
        let mut permissions = fs::metadata(&file)?.permissions();
        std::os::unix::fs::PermissionsExt::set_mode(&mut permissions, 0o600);
        fs::set_permissions(&file, permissions)?;
    }
    Ok(scratch)
}

fn in_memory_copy(original: &Connection) -> Result<Connection> {
    let mut copy = Connection::open_in_memory()?;
    Backup::new(original, &mut copy)?.step(-1)?;
    distrust(&copy)?;
    Ok(copy)
}

/// The name of a file that SQLite keeps beside a database.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// A database that goes away with the program.
pub fn in_memory() -> Result<Connection> {
    let connection = Connection::open_in_memory()?;
    distrust(&connection)?;
    Ok(connection)
}

/// What a damaged or doctored file must not be able to do: run functions from its schema, or lead the reader past the end of a cell.
fn distrust(connection: &Connection) -> Result<()> {
    connection.pragma_update(None, "trusted_schema", "off")?;
    connection.pragma_update(None, "cell_size_check", "on")
}

/// A path as SQLite's addresses want it.
fn escaped(path: &Path) -> String {
    path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_must_survive_a_power_cut_is_written_to_a_log_and_synced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("trust.sqlite");
        assert!(open_durable(&path, false).is_err());
        open_durable(&path, true).unwrap().execute_batch("CREATE TABLE t (x); INSERT INTO t VALUES (7);").unwrap();
        let connection = open_durable(&path, false).unwrap();
        let mode: String = connection.pragma_query_value(None, "journal_mode", |row| row.get(0)).unwrap();
        let synchronous: i64 = connection.pragma_query_value(None, "synchronous", |row| row.get(0)).unwrap();
        assert_eq!((mode.as_str(), synchronous), ("wal", 2));
        assert_eq!(connection.query_row("SELECT x FROM t", [], |row| row.get::<_, i64>(0)).unwrap(), 7);
    }

    #[test]
    fn what_a_disk_lets_nobody_write_is_read_with_all_that_stands_in_its_log() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("trust.sqlite");
        let writing = open_durable(&path, true).unwrap();
        writing.execute_batch("CREATE TABLE t (x); INSERT INTO t VALUES (7);").unwrap();
        // As a power cut leaves it: what was written last stands in the log alone, and the table of the log may be gone.
        let cut = folder.path().join("cut");
        fs::create_dir(&cut).unwrap();
        for ending in ["", "-wal"] {
            fs::copy(beside(&path, ending), beside(&cut.join("trust.sqlite"), ending)).unwrap();
        }
        drop(writing);
        let there = |folder: &Path| {
            let mut names: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
            names.sort();
            names
        };
        let before = there(&cut);
        for path in [&path, &cut.join("trust.sqlite")] {
            let copy = read_aside(path).unwrap();
            assert_eq!(copy.query_row("SELECT x FROM t", [], |row| row.get::<_, i64>(0)).unwrap(), 7, "{}", path.display());
        }
        assert_eq!(there(&cut), before);
        fs::write(&path, b"").unwrap();
        assert!(read_aside(&folder.path().join("nowhere")).is_err());
    }

    #[test]
    fn finished_content_cannot_be_changed_even_in_an_oddly_named_folder() {
        let folder = tempfile::tempdir().unwrap();
        let odd = folder.path().join("云川?1#%20");
        std::fs::create_dir(&odd).unwrap();
        let path = odd.join("library.sqlite");
        create(&path).unwrap().execute_batch("CREATE TABLE t (x); INSERT INTO t VALUES (7);").unwrap();
        let connection = open_immutable(&path).unwrap();
        assert_eq!(connection.query_row("SELECT x FROM t", [], |row| row.get::<_, i64>(0)).unwrap(), 7);
        assert!(connection.execute("INSERT INTO t VALUES (8)", []).is_err());
    }
}
