//! An index and vectors built again from the records: the database of the generation that answers is copied, brought to date where an earlier
//! program wrote it, its records are indexed anew, and all become the next generation.

use std::{fs, path::Path, time::Instant};

use rayon::prelude::*;

use super::{
    Activation, BuildPhase, BuildProgress, Info, LibraryError, Lost,
    build::INDEX,
    database::{self, DATABASE},
    directions::{Directions, MODEL, model_in},
    generation,
    index::IndexBuilder,
    manifest,
    pointer::{candidates, folder},
    prepare::{Prepared, for_index, unpack},
    store,
    vectors::{VECTORS, VectorFile, Vectors},
};
use crate::{
    files::{Unwatched, Watch},
    policy::Record,
};

/// Records in memory at once.
const AT_ONCE: u32 = 256;

/// Builds index and vectors of the generation that answers in `dir` again, from its records, into a new generation that takes its place; its content,
/// origin and time of building stay, and its database has the schema of this program. Gives the new number. Meant for the background of a
/// running kiosk: one thread indexes. A damaged database is refused and left as it is: nothing can be built from it.
pub fn rebuild_index(dir: &Path, activation: Activation<'_>, watch: &mut dyn Watch<BuildProgress>) -> Result<u32, LibraryError> {
    let begun = Instant::now();
    let draft = generation::begin(dir)?;
    let replaced = candidates(draft.root())?.first().copied().ok_or_else(|| LibraryError::NoLibrary { dir: dir.to_owned() })?;
    let old = folder(dir, replaced);
    database::refuse_newer_folder(&old)?;
    manifest::check_database(&old, &mut Unwatched)?;
    let path = draft.path().join(DATABASE);
    let bytes_total = fs::copy(old.join(DATABASE), &path).map_err(LibraryError::io("copying", &path))?;
    let outdated = database::bring_to_date(&path)?;
    let progress = |phase, records, bytes_done| BuildProgress { phase, records, bytes_done, bytes_total, elapsed: begun.elapsed() };

    let mut indexing = |(phase, records, bytes_done)| watch.at(progress(phase, records, bytes_done));
    let (mut info, found) = index_again(draft.path(), &mut indexing)?;
    let same_cut = found.passages == info.passages;
    if found.records != info.records() || (!same_cut && !outdated) {
        let why =
            format!("{} records with {} passages instead of {} with {}", found.records, found.passages, info.records(), info.passages);
        return Err(LibraryError::Unreadable { what: Lost::File(path.clone()), why });
    }
    if !same_cut {
        // An earlier program cut the same records in another way.
        info = Info { passages: found.passages, text_bytes: found.text_bytes, ..info };
        database::write_info(&path, &info)?;
    }
    let records = info.records();
    if same_cut {
        keep_model(&old, draft.path(), records + found.passages)?;
    }
    draft.seal(&mut |_: u64| watch.at(progress(BuildPhase::Syncing, records, bytes_total)))?;
    watch.reach(progress(BuildPhase::Testing, records, bytes_total))?;
    draft.activate(Activation { replaces: Some(replaced), ..activation }, &info)
}

/// What an index was built of.
#[derive(Default)]
struct Indexed {
    records: usize,
    passages: usize,
    text_bytes: u64,
}

/// A record made ready, and its vectors.
fn ready(record: Record, directions: &Directions) -> (Prepared, Vec<u8>) {
    let prepared = for_index(record);
    let vectors = directions.vectors(&prepared);
    (prepared, vectors)
}

/// Lays the vectors that a model made of the same entries, and the model, in the place of those that the table has just made: making them again
/// would take a terminal hours. Where they are damaged the table's serve.
fn keep_model(old: &Path, folder: &Path, entries: usize) -> Result<(), LibraryError> {
    if !old.join(MODEL).is_file() || Vectors::open(old, entries).is_err() || model_in(old).is_err() {
        return Ok(());
    }
    for name in [VECTORS, MODEL] {
        let path = folder.join(name);
        fs::copy(old.join(name), &path).map_err(LibraryError::io("copying", &path))?;
    }
    Ok(())
}

/// Indexes the records of the database in `folder`, beside it. Whoever watches is told the phase, and the records and bytes so far.
fn index_again(folder: &Path, watch: &mut dyn Watch<(BuildPhase, usize, u64)>) -> Result<(Info, Indexed), LibraryError> {
    let path = folder.join(DATABASE);
    let connection = database::open(&path)?.connection;
    let index_path = folder.join(INDEX);
    fs::create_dir(&index_path).map_err(LibraryError::io("creating", &index_path))?;
    let mut index = IndexBuilder::in_folder(&index_path, 1).map_err(LibraryError::index(&index_path))?;
    let unreadable = || LibraryError::Unreadable { what: Lost::File(path.clone()), why: "the program's table cannot be read".to_owned() };
    let directions = Directions::built_in().ok_or_else(unreadable)?;
    let mut vector_file = VectorFile::create(folder, directions.compass.clone())?;
    let (mut ordinal, mut bytes_done, mut found) = (0, 0, Indexed::default());
    loop {
        watch.reach((BuildPhase::Reading, found.records, bytes_done))?;
        let payloads = store::payloads(&connection, ordinal, AT_ONCE).map_err(LibraryError::database(&path))?;
        if payloads.is_empty() {
            break;
        }
        bytes_done += payloads.iter().map(|payload| payload.len() as u64).sum::<u64>();
        let prepared: Result<Vec<_>, String> =
            payloads.par_iter().map(|payload| unpack(payload).map(|record| ready(record, &directions))).collect();
        for (mut prepared, vectors) in prepared.map_err(|why| LibraryError::Unreadable { what: Lost::SomeRecord, why })? {
            found.passages += prepared.pieces.len();
            found.text_bytes += prepared.text_bytes;
            index.add(ordinal, &mut prepared).map_err(LibraryError::index(&index_path))?;
            vector_file.add(&vectors)?;
            ordinal += 1;
            found.records += 1;
        }
    }
    watch.reach((BuildPhase::Joining, found.records, bytes_done))?;
    vector_file.finish()?;
    drop(index.finish().map_err(LibraryError::index(&index_path))?);
    Ok((database::info(&connection, &path)?, found))
}
