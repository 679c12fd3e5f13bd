//! Builds one library, on disk or in memory: records go in batch by batch, links are resolved when all of them are known.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    thread,
};

use rayon::prelude::*;
use rusqlite::Connection;
use tantivy::{
    Directory, Index,
    directory::{MmapDirectory, RamDirectory},
};

use super::{
    LibraryError,
    database::{self, DATABASE},
    directions::Directions,
    index::IndexBuilder,
    info::{Info, Kept},
    migrations::SCHEMA,
    names::{self, Meant},
    prepare::{Packer, Prepared, prepare},
    store::{self, HeldLink},
    ties::ties,
    vectors::VectorFile,
};
use crate::{
    files::sqlite,
    policy::{LinkKind, Record, RecordId, RecordKind, Target},
    source::Reading,
};

pub(super) const INDEX: &str = "index";

/// Words by which a record names another.
struct Cited {
    /// Number of the source that the record is of.
    of: usize,
    from: u32,
    kind: LinkKind,
    words: String,
}

/// A library being built.
pub(super) struct Builder {
    database: PathBuf,
    connection: Connection,
    index_path: PathBuf,
    index: IndexBuilder,
    /// None in memory, where vectors are made when somebody first asks.
    vectors: Option<(VectorFile, Directions)>,
    ordinals: HashMap<RecordId, u32>,
    /// Links whose far ends may not have been read yet.
    cited: Vec<Cited>,
    counts: HashMap<RecordKind, usize>,
    passages: usize,
    text_bytes: u64,
}

impl Builder {
    /// Into an empty folder, with these directions.
    pub(super) fn on_disk(folder: &Path, directions: Option<Directions>) -> Result<Self, LibraryError> {
        let database = folder.join(DATABASE);
        let index_path = folder.join(INDEX);
        std::fs::create_dir(&index_path).map_err(LibraryError::io("creating", &index_path))?;
        let connection = sqlite::create(&database).map_err(LibraryError::database(&database))?;
        let directory = MmapDirectory::open(&index_path).map_err(|error| LibraryError::index(&index_path)(error.into()))?;
        let threads = thread::available_parallelism().map_or(1, usize::from).min(4);
        let begun = |directions: Directions| {
            directions.leave(folder)?;
            Ok::<_, LibraryError>((VectorFile::create(folder, directions.compass.clone())?, directions))
        };
        let vectors = directions.map(begun).transpose()?;
        Ok(Self { vectors, ..Self::new(database, connection, index_path, directory, threads)? })
    }

    /// Into memory: nothing is written anywhere.
    pub(super) fn in_memory() -> Result<Self, LibraryError> {
        let nowhere = PathBuf::new();
        let connection = sqlite::in_memory().map_err(LibraryError::database(&nowhere))?;
        Self::new(nowhere.clone(), connection, nowhere, RamDirectory::create(), 1)
    }

    fn new(
        database: PathBuf,
        mut connection: Connection,
        index_path: PathBuf,
        directory: impl Into<Box<dyn Directory>>,
        threads: usize,
    ) -> Result<Self, LibraryError> {
        SCHEMA.bring_to_date(&mut connection).map_err(LibraryError::database(&database))?;
        connection.execute_batch("BEGIN").map_err(LibraryError::database(&database))?;
        let index = IndexBuilder::create(directory, threads).map_err(LibraryError::index(&index_path))?;
        Ok(Self {
            database,
            connection,
            index_path,
            index,
            vectors: None,
            ordinals: HashMap::new(),
            cited: Vec::new(),
            counts: HashMap::new(),
            passages: 0,
            text_bytes: 0,
        })
    }

    /// Adds records of the source with this number; cutting, spelling and packing run on all cores.
    pub(super) fn add(&mut self, of: usize, records: Vec<Record>) -> Result<(), LibraryError> {
        let directions = self.vectors.as_ref().map(|(_, directions)| directions);
        let ready = |packer: &mut Packer, record| {
            let prepared = prepare(packer, record)?;
            let vectors = directions.map(|directions| directions.vectors(&prepared)).unwrap_or_default();
            Ok((prepared, vectors))
        };
        let prepared: Result<Vec<_>, LibraryError> = records.into_par_iter().map_init(Packer::new, ready).collect();
        for (mut prepared, vectors) in prepared? {
            self.add_one(of, &mut prepared)?;
            self.vectors.as_mut().map_or(Ok(()), |(file, _)| file.add(&vectors))?;
        }
        Ok(())
    }

    fn add_one(&mut self, of: usize, prepared: &mut Prepared) -> Result<(), LibraryError> {
        let record = &prepared.record;
        let ordinal = u32::try_from(self.ordinals.len()).unwrap_or(u32::MAX);
        if self.ordinals.insert(record.id.clone(), ordinal).is_some() {
            return Err(LibraryError::Twice(record.id.clone()));
        }
        for (kind, target) in ties(record) {
            self.cited.push(Cited { of, from: ordinal, kind, words: target.to_string() });
        }
        *self.counts.entry(record.kind()).or_default() += 1;
        self.passages += prepared.pieces.len();
        self.text_bytes += prepared.text_bytes;
        store::insert(&self.connection, ordinal, prepared).map_err(LibraryError::database(&self.database))?;
        self.index.add(ordinal, prepared).map_err(LibraryError::index(&self.index_path))
    }

    /// Keeps a picture of a record that was added.
    pub(super) fn keep_figure(&self, id: &RecordId, file: &str, bytes: &[u8]) -> Result<(), LibraryError> {
        let Some(ordinal) = self.ordinals.get(id) else { return Ok(()) };
        store::insert_figure(&self.connection, *ordinal, file, bytes).map_err(LibraryError::database(&self.database))
    }

    /// Records added so far.
    pub(super) fn records(&self) -> usize {
        self.ordinals.len()
    }

    /// Resolves the links, writes `info` with its counts filled in, and closes everything but what a library in memory needs. There is a reading
    /// for each source, by its number.
    pub(super) fn finish(self, mut info: Info, readings: &[Reading]) -> Result<(Connection, Index, Info), LibraryError> {
        let failed = LibraryError::database(&self.database);
        let mut meant = Meant::default();
        for cited in &self.cited {
            let ordinal = |id: RecordId| self.ordinals.get(&id).copied();
            // A paper that cites its own title means an earlier one that is not held.
            let other = |target: &u32| *target != cited.from;
            let target = names::target(readings, cited.of, cited.kind, &cited.words).and_then(ordinal).filter(other);
            if let Some(target) = target {
                let link = HeldLink { source: cited.from, kind: cited.kind, target, on: None };
                store::insert_link(&self.connection, &link).map_err(&failed)?;
            }
            meant.add(cited.of, &cited.words, names::leads(readings, cited.of, &cited.words).and_then(ordinal).filter(other));
        }
        for (words, target) in meant.all() {
            store::insert_citation(&self.connection, words, target).map_err(&failed)?;
        }
        for ends in readings.iter().flat_map(|reading| reading.versions.iter().chain(&reading.touches)) {
            if let (Some(source), Some(target)) = (self.ordinals.get(&ends.source), self.ordinals.get(&ends.target)) {
                let link = HeldLink { source: *source, kind: ends.kind, target: *target, on: ends.on };
                store::insert_link(&self.connection, &link).map_err(&failed)?;
            }
        }
        info.counts = RecordKind::ALL.into_iter().filter_map(|kind| Some((kind, *self.counts.get(&kind)?))).collect();
        info.passages = self.passages;
        info.text_bytes = self.text_bytes;
        let arrangement = readings.first().map(|reading| reading.arrangement.clone()).unwrap_or_default();
        let kept = Kept::new(info, &arrangement);
        store::insert_info(&self.connection, &database::in_json(&kept)?).map_err(&failed)?;
        self.connection.execute_batch("COMMIT").map_err(&failed)?;
        self.vectors.map_or(Ok(()), |(file, _)| file.finish())?;
        let index = self.index.finish().map_err(LibraryError::index(&self.index_path))?;
        Ok((self.connection, index, kept.info))
    }
}

/// A target as the library knows it; one that names its own record stays as written.
pub(super) fn resolved(connection: &Connection, own: u32, target: &Target) -> rusqlite::Result<Option<u32>> {
    match target {
        Target::Cited(words) => store::cited(connection, words).map(|held| held.filter(|held| *held != own)),
        Target::Held(_) => Ok(None),
    }
}
