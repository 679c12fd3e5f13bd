//! The test of a finished generation before it may answer: in this process, or in a child that may be killed by what it finds.
//!
//! A damaged index can end a process without a word. So whoever imports from outside lets a child look first. The questions that belong to the
//! test stand in `search`, which knows how to ask.

use std::{
    panic::{self, AssertUnwindSafe},
    path::Path,
    process::Command,
    time::Duration,
};

use super::{
    Failing, LibraryError, PassageIndex,
    build::INDEX,
    database::{self, DATABASE},
    manifest,
};
use crate::files::{
    Unwatched,
    child::{self, Limits},
};

/// Longest that a child may take: the largest library on the slowest disk.
const PATIENCE: Duration = Duration::from_secs(10 * 60);
/// Memory that a child may take beside twice the files, which it maps.
const MEMORY: u64 = 4 << 30;

/// What was found in a sound generation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProbeReport {
    /// Records.
    pub records: usize,
    /// Searchable passages.
    pub passages: usize,
}

/// Tries the finished generation in `folder`: every byte against the list of what was built, the schema and the pages of the database, the
/// checksums of the index, and whether cards, records and entries are as many as the library says.
pub fn probe(folder: &Path) -> Result<ProbeReport, LibraryError> {
    if let Some(error) = manifest::check_all(folder, &mut Unwatched)?.any() {
        return Err(error);
    }
    let failed = |why| LibraryError::SelfTest { why };
    let database = folder.join(DATABASE);
    let connection = database::open(&database)?.connection;
    let says: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0)).map_err(LibraryError::database(&database))?;
    if says != "ok" {
        return Err(failed(Failing::Database(says)));
    }
    let info = database::info(&connection, &database)?;
    let count = |table: &str| -> Result<usize, LibraryError> {
        let count = connection.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get::<_, u32>(0));
        count.map(|count| count as usize).map_err(LibraryError::database(&database))
    };
    let index_path = folder.join(INDEX);
    let entries = panic::catch_unwind(AssertUnwindSafe(|| {
        let failing = PassageIndex::failing_checksums(&index_path)?;
        let entries = PassageIndex::open_folder(&index_path)?.entries();
        Ok((failing, entries))
    }));
    let entries = entries.map_err(|_| failed(Failing::Index))?;
    let (failing, entries) = entries.map_err(LibraryError::index(&index_path))?;
    if let Some(file) = failing.first() {
        return Err(LibraryError::Altered { path: index_path.join(file) });
    }
    let (cards, records) = (count("cards")?, count("records")?);
    let wanted = info.records();
    if (cards, records, entries) != (wanted, wanted, wanted + info.passages) {
        return Err(failed(Failing::Counts { cards, records, entries, wanted, passages: info.passages }));
    }
    Ok(ProbeReport { records, passages: info.passages })
}

/// Lets `program` (this program's own file) test the generation in `folder` in a process of its own, which inherits nothing. Whatever ends that
/// process but its own success, and that it does not end, is [`LibraryError::SelfTest`].
pub fn probe_in_child(program: &Path, folder: &Path) -> Result<(), LibraryError> {
    let mut command = Command::new(program);
    command.args(["library", "probe"]).arg(folder);
    let limits = Limits { patience: PATIENCE, memory: memory_for(folder) };
    child::run(&mut command, limits).map_err(|error| LibraryError::SelfTest { why: error.into() })
}

/// Twice the files and a constant: enough for every sound library, too little for an allocation that damage asks for.
fn memory_for(folder: &Path) -> u64 {
    let sizes = walkdir::WalkDir::new(folder).into_iter().filter_map(|entry| Some(entry.ok()?.metadata().ok()?.len()));
    MEMORY.saturating_add(sizes.sum::<u64>().saturating_mul(2))
}
