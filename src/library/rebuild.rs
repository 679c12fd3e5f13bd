//! A damaged index built again: the database of the generation that answers is copied as it is, its records are indexed anew, and the two become
//! the next generation.

use std::{fs, path::Path, time::Instant};

use rayon::prelude::*;

use super::{
    Activation, LibraryError, Phase, Progress,
    build::{DATABASE, INDEX},
    generation,
    index::IndexBuilder,
    manifest,
    open::{open_database, read_info},
    pointer::{candidates, folder},
    prepare::{for_index, unpack},
    store,
};
use crate::files::{Unwatched, Watch};

/// Records in memory at once.
const AT_ONCE: u32 = 256;

/// Builds the index of the generation that answers in `dir` again, from its records, into a new generation that takes its place; its content,
/// origin and time of building stay. Gives the new number. Meant for the background of a running kiosk: one thread indexes. A damaged database
/// is refused and left as it is: nothing can be built from it.
pub fn rebuild_index(dir: &Path, activation: Activation<'_>, watch: &mut dyn Watch<Progress>) -> Result<u32, LibraryError> {
    let begun = Instant::now();
    let draft = generation::begin(dir)?;
    let damaged = candidates(draft.root())?.first().copied().ok_or_else(|| LibraryError::NoLibrary { dir: dir.to_owned() })?;
    let old = folder(dir, damaged);
    manifest::check_database(&old, &mut Unwatched)?;
    let database = draft.path().join(DATABASE);
    let bytes_total = fs::copy(old.join(DATABASE), &database).map_err(LibraryError::io("copying", &database))?;
    let connection = open_database(&database)?;
    let info = read_info(&connection, &database)?;
    let failed = LibraryError::database(&database);

    let progress = |phase, records, bytes_done| Progress { phase, records, bytes_done, bytes_total, elapsed: begun.elapsed() };
    let index_path = draft.path().join(INDEX);
    fs::create_dir(&index_path).map_err(LibraryError::io("creating", &index_path))?;
    let mut index = IndexBuilder::in_folder(&index_path, 1).map_err(LibraryError::index(&index_path))?;
    let (mut ordinal, mut passages, mut bytes_done) = (0, 0, 0);
    loop {
        watch.reach(progress(Phase::Reading, ordinal as usize, bytes_done))?;
        let payloads = store::payloads(&connection, ordinal, AT_ONCE).map_err(&failed)?;
        if payloads.is_empty() {
            break;
        }
        bytes_done += payloads.iter().map(|payload| payload.len() as u64).sum::<u64>();
        let prepared: Result<Vec<_>, String> = payloads.par_iter().map(|payload| unpack(payload).map(for_index)).collect();
        for mut prepared in prepared.map_err(|why| LibraryError::Unreadable { what: "a record".to_owned(), why })? {
            passages += prepared.pieces.len();
            index.add(ordinal, &mut prepared).map_err(LibraryError::index(&index_path))?;
            ordinal += 1;
        }
    }
    if (ordinal as usize, passages) != (info.records(), info.passages) {
        let why = format!("{ordinal} records with {passages} passages instead of {} with {}", info.records(), info.passages);
        return Err(LibraryError::Unreadable { what: database.display().to_string(), why });
    }
    watch.reach(progress(Phase::Joining, ordinal as usize, bytes_total))?;
    drop(index.finish().map_err(LibraryError::index(&index_path))?);
    drop(connection);
    draft.seal(&mut |_: u64| watch.at(progress(Phase::Syncing, ordinal as usize, bytes_total)))?;
    watch.reach(progress(Phase::Testing, ordinal as usize, bytes_total))?;
    draft.activate(activation, &info, Some(damaged))
}
