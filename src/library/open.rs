//! An open library: cards in memory, records and passages on demand.

use std::{
    collections::HashMap,
    panic::{self, AssertUnwindSafe},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, RwLock},
};

use jiff::civil::Date;
use rayon::prelude::*;
use rusqlite::Connection;
use tantivy::Index;

use super::{
    Card, Info, LibraryError, Lost, Origin, PassageIndex,
    build::{INDEX, resolved},
    database::{self, DATABASE, Opened},
    directions::Directions,
    hidden::{self, Withheld},
    manifest,
    pieces::pieces,
    places::{CardOf, Ordinal},
    pointer,
    prepare::{self, Unpacker, for_index},
    rows::{at_mut, call_by_full_name, tie},
    store::{self, HeldLink},
    ties::each_target,
    vectors::Vectors,
};
use crate::{
    config::{TRAVELLING, Travelling},
    files::{Digest, Unwatched, Watch},
    meaning::Compass,
    policy::{Arrangement, DocumentNumber, LinkKind, Passage, Record, RecordId, Standing, Target, followed, handed_down},
    request::take_rules,
    source::built_in,
    text::squeeze,
};

/// Packed records in memory at once while all are gone through.
const AT_ONCE: u32 = 1024;

/// What of a generation beside its database is opened.
#[derive(Clone, Copy)]
struct Parts {
    index: bool,
    vectors: bool,
}

impl Parts {
    const ALL: Self = Self { index: true, vectors: true };
}

/// What this kiosk holds. Shared between threads; records are read one at a time.
pub struct Library {
    info: Info,
    database: PathBuf,
    connection: Mutex<Connection>,
    /// None where it is damaged.
    index: Option<PassageIndex>,
    /// What is in it, as vectors; none where they are damaged. Of a library in memory they are made when somebody first asks.
    vectors: OnceLock<Option<Vectors>>,
    arrangement: Arrangement,
    cards: Vec<Arc<Card>>,
    ordinals: HashMap<RecordId, u32>,
    /// Sorted by target.
    links: Vec<HeldLink>,
    numbers: HashMap<String, u32>,
    bodies: HashMap<String, u32>,
    /// What is held and shown to nobody for the time being.
    pub(super) withheld: RwLock<Withheld>,
}

impl std::fmt::Debug for Library {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Library").field("info", &self.info).finish_non_exhaustive()
    }
}

impl Library {
    /// Opens the generation that answers in the library folder `dir`. Where its files are damaged, an earlier generation answers and
    /// [`Info::passed_over`] says why; where none can, the error is that of the latest. What an earlier program built answers too, and
    /// [`Info::outdated`] says so; what a later one built is [`LibraryError::Newer`], and nothing answers in its place. Only lengths are compared: for looking at a library, not
    /// for showing it to the public.
    pub fn open(dir: &Path) -> Result<Self, LibraryError> {
        Self::first_sound(dir, |folder| {
            manifest::check_lengths(folder)?;
            Self::open_caught(folder, Parts::ALL)
        })
    }

    /// Opens a library that the public is shown: every byte is compared with what was built, and only then mapped or parsed. Takes about a
    /// second for each gigabyte in memory, and what the disk needs. Where only the index is damaged, the library opens without it and
    /// [`Info::index_damaged`] says so; where the database is, an earlier generation answers as in [`Library::open`].
    pub fn open_checked(dir: &Path, watch: &mut (dyn Watch<u64> + Send)) -> Result<Self, LibraryError> {
        Self::first_sound(dir, |folder| Self::open_compared(folder, watch))
    }

    /// [`Library::open_checked`] of one generation, whatever the pointer says; no other answers in its place.
    pub fn open_checked_at(dir: &Path, number: u32, watch: &mut (dyn Watch<u64> + Send)) -> Result<Self, LibraryError> {
        let folder = pointer::folder(dir, number);
        let library = database::refuse_newer_folder(&folder).and_then(|()| Self::open_compared(&folder, watch))?;
        Ok(library.answering(dir, number))
    }

    /// The library as it answers: without what is hidden.
    fn answering(mut self, dir: &Path, number: u32) -> Self {
        self.info.generation = Some(number);
        self.withhold(&hidden::hidden(dir));
        self
    }

    fn open_compared(folder: &Path, watch: &mut (dyn Watch<u64> + Send)) -> Result<Self, LibraryError> {
        let damage = manifest::check_all(folder, watch)?;
        if let Some(error) = damage.database {
            return Err(error);
        }
        if let Some(error) = &damage.vectors {
            tracing::warn!(folder = %folder.display(), %error, "the vectors are damaged; the library is opened without them");
        }
        let parts = Parts { index: true, vectors: damage.vectors.is_none() };
        let with_index = match damage.index {
            None => Self::open_caught(folder, parts),
            Some(error) => Err(error),
        };
        let Err(error) = with_index else { return with_index };
        tracing::error!(folder = %folder.display(), %error, "the index is damaged; the library is opened without it");
        Self::open_caught(folder, Parts { index: false, ..parts })
    }

    /// Opens the folder of one generation, whatever the pointer says.
    pub fn of_folder(folder: &Path) -> Result<Self, LibraryError> {
        database::refuse_newer_folder(folder)?;
        manifest::check_lengths(folder)?;
        Self::open_caught(folder, Parts::ALL)
    }

    /// The first of the generations that may answer which opens.
    fn first_sound(dir: &Path, mut open: impl FnMut(&Path) -> Result<Self, LibraryError>) -> Result<Self, LibraryError> {
        let mut passed_over: Option<LibraryError> = None;
        for number in pointer::candidates(dir)? {
            let folder = pointer::folder(dir, number);
            match database::refuse_newer_folder(&folder).and_then(|()| open(&folder)) {
                Ok(mut library) => {
                    library.info.passed_over = passed_over.map(|error| error.to_string());
                    return Ok(library.answering(dir, number));
                }
                Err(error) if error.is_damage() => {
                    tracing::error!(number, %error, "a generation cannot be opened");
                    passed_over.get_or_insert(error);
                }
                Err(error) => return Err(error),
            }
        }
        Err(passed_over.unwrap_or_else(|| LibraryError::NoLibrary { dir: dir.to_owned() }))
    }

    /// Reads every byte of the generation that answers in `dir` and compares it with what was built.
    pub fn verify(dir: &Path) -> Result<(), LibraryError> {
        match pointer::candidates(dir)?.first() {
            Some(number) => check_now(dir, *number, &mut Unwatched),
            None => Err(LibraryError::NoLibrary { dir: dir.to_owned() }),
        }
    }

    /// The index trusts its files and panics where a damaged one leads it astray. What was half opened is dropped with the panic.
    fn open_caught(folder: &Path, parts: Parts) -> Result<Self, LibraryError> {
        panic::catch_unwind(AssertUnwindSafe(|| Self::open_generation(folder, parts))).unwrap_or_else(|panicked| {
            let said = panicked.downcast_ref::<String>().map(String::as_str).or_else(|| panicked.downcast_ref().copied());
            Err(LibraryError::Unreadable { what: Lost::File(folder.to_owned()), why: said.unwrap_or("panic").to_owned() })
        })
    }

    fn open_generation(folder: &Path, parts: Parts) -> Result<Self, LibraryError> {
        let database = folder.join(DATABASE);
        let Opened { connection, outdated } = database::open(&database)?;
        let info = Info { outdated, ..database::info(&connection, &database)? };
        let index_path = folder.join(INDEX);
        let index = parts.index.then(|| PassageIndex::open_folder(&index_path).map_err(LibraryError::index(&index_path)));
        let mut library = Self::with(info, database, connection, index.transpose()?)?;
        let vectors = library.index.as_ref().filter(|_| parts.vectors).map(|index| Vectors::open(folder, index.entries()));
        let vectors = vectors
            .and_then(|opened| opened.inspect_err(|error| tracing::info!(%error, "questions are answered by their words alone")).ok());
        library.info.vectors_missing = vectors.is_none();
        library.vectors = OnceLock::from(vectors);
        Ok(library)
    }

    /// A library that lives in memory.
    pub(super) fn of_memory(info: Info, connection: Connection, index: &Index) -> Result<Self, LibraryError> {
        let nowhere = PathBuf::new();
        let index = PassageIndex::open(index).map_err(LibraryError::index(&nowhere))?;
        Self::with(info, nowhere, connection, Some(index))
    }

    fn with(mut info: Info, database: PathBuf, connection: Connection, index: Option<PassageIndex>) -> Result<Self, LibraryError> {
        info.index_damaged = index.is_none();
        let mut rows = store::cards(&connection, &database)?;
        let links = store::links(&connection).map_err(LibraryError::database(&database))?;
        for link in &links {
            tie(&mut rows, link);
        }
        let handed_down = handed_down(rows.iter().map(|row| &row.card.facts));
        let bodies: HashMap<String, u32> = store::names(&connection).map_err(LibraryError::database(&database))?.into_iter().collect();
        call_by_full_name(&mut rows, &bodies);
        let mut ordinals = HashMap::with_capacity(rows.len());
        let mut numbers = HashMap::new();
        let mut cards = Vec::with_capacity(rows.len());
        ordinals.extend((0..).zip(&rows).map(|(ordinal, row)| (row.card.id.clone(), ordinal)));
        for (to, change) in handed_down {
            if let Some(row) = ordinals.get(&to).and_then(|ordinal| at_mut(&mut rows, *ordinal)) {
                row.card.facts.undergo(change);
            }
        }
        for (ordinal, row) in (0..).zip(rows) {
            if let Some(key) = row.number_key {
                numbers.entry(key).or_insert(ordinal);
            }
            cards.push(Arc::new(row.card));
        }
        let arrangement = database::kept(&connection, &database)?.arrangement().over(built_in());
        let connection = Mutex::new(connection);
        let withheld = RwLock::default();
        let vectors = OnceLock::new();
        Ok(Self { info, database, connection, index, vectors, arrangement, cards, ordinals, links, numbers, bodies, withheld })
    }

    /// How the zone is arranged: as its source says, and as the program says where the source does not.
    pub fn arrangement(&self) -> &Arrangement {
        &self.arrangement
    }

    /// The settings of terminals that came with it; none where nobody signed for it.
    pub fn settings(&self) -> Option<Travelling> {
        let Origin::Release { .. } = self.info.origin else { return None };
        let (_, text) = self.arrangement.tables.iter().find(|(name, _)| name == TRAVELLING)?;
        Travelling::read(text).ok()
    }

    /// From now on dates are reckoned and remedies told by its own tables, over those that the program holds.
    pub fn take_its_rules(&self) {
        take_rules(&self.arrangement.tables.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    }

    /// What the library says of itself.
    pub fn info(&self) -> &Info {
        &self.info
    }

    /// All cards, in the order of the source.
    pub fn cards(&self) -> &[Arc<Card>] {
        &self.cards
    }

    /// The card of a record.
    pub fn card(&self, id: &RecordId) -> Option<&Arc<Card>> {
        self.card_at(*self.ordinals.get(id)?)
    }

    /// A record with all it says, its links pointing to held records where they are held. Reads the disk.
    pub fn record(&self, id: &RecordId) -> Result<Option<Record>, LibraryError> {
        let Some(&ordinal) = self.ordinals.get(id) else { return Ok(None) };
        let connection = self.connection();
        let failed = LibraryError::database(&self.database);
        let Some(payload) = store::payload(&connection, ordinal).map_err(&failed)? else { return Ok(None) };
        let unreadable = |why| LibraryError::Unreadable { what: Lost::Record(id.clone()), why };
        let mut record = prepare::unpack(&payload).map_err(unreadable)?;
        let mut outcome = Ok(());
        each_target(&mut record, |target| match resolved(&connection, ordinal, target) {
            Ok(held) => {
                if let Some(card) = held.and_then(|held| self.card_at(held)) {
                    *target = Target::Held(card.id.clone());
                }
            }
            Err(error) => outcome = Err(failed(error)),
        });
        outcome.map(|()| Some(record))
    }

    /// A picture among the attachments of a record, by its path; none where it is not held or not shown. Reads the disk.
    pub fn figure(&self, id: &RecordId, file: &str) -> Result<Option<Vec<u8>>, LibraryError> {
        let Some(&ordinal) = self.ordinals.get(id) else { return Ok(None) };
        store::figure(&self.connection(), ordinal, file).map_err(LibraryError::database(&self.database))
    }

    /// Digest of all that a record says, as it came; none if it is not held. Reads the disk.
    pub fn content_digest(&self, id: &RecordId) -> Result<Option<Digest>, LibraryError> {
        let Some(&ordinal) = self.ordinals.get(id) else { return Ok(None) };
        let payload = store::payload(&self.connection(), ordinal).map_err(LibraryError::database(&self.database))?;
        let unreadable = |why| LibraryError::Unreadable { what: Lost::Record(id.clone()), why };
        let text = payload.map(|payload| Unpacker::new().text(&payload).map_err(unreadable)).transpose()?;
        Ok(text.map(|text| Digest::of(text.as_bytes())))
    }

    /// Records that are tied to this one, and how: what they do to it.
    pub fn incoming(&self, id: &RecordId) -> Vec<(LinkKind, RecordId)> {
        let Some(&target) = self.ordinals.get(id) else { return Vec::new() };
        let from = self.links.partition_point(|link| link.target < target);
        let links = self.links.iter().skip(from).take_while(|link| link.target == target);
        links.filter_map(|link| Some((link.kind, self.card_at(link.source)?.id.clone()))).collect()
    }

    /// Validity of a record on a day, with the text that holds in its place: the last of its chain.
    pub fn standing(&self, card: &Card, today: Date) -> Standing {
        followed(&card.id, card.standing(today), |id| self.card(id).map(|card| card.standing(today)))
    }

    /// The record that bears a document number, however it is printed where it is cited.
    pub fn resolve_number(&self, number: &DocumentNumber) -> Option<RecordId> {
        let ordinal = self.numbers.get(&number.query_key())?;
        self.card_at(*ordinal).map(|card| card.id.clone())
    }

    /// The card of a body by its full or short name.
    pub fn body(&self, name: &str) -> Option<&Arc<Card>> {
        self.card_at(*self.bodies.get(&squeeze(name))?)
    }

    /// The place of a record among the cards.
    pub(crate) fn ordinal(&self, id: &RecordId) -> Option<Ordinal> {
        self.ordinals.get(id).copied().map(Ordinal)
    }

    /// The full-text index, unless it is damaged.
    pub(crate) fn index(&self) -> Option<&PassageIndex> {
        self.index.as_ref()
    }

    /// What the entries of the index are about, as vectors; none where they are damaged, or there is no index.
    pub(crate) fn vectors(&self) -> Option<&Vectors> {
        let made = || {
            let directions = Directions::built_in()?;
            let of_record =
                |json: &str| serde_json::from_str(json).map(|record| directions.vectors(&for_index(record))).unwrap_or_default();
            let all = self.look_through(of_record).inspect_err(|error| tracing::error!(%error, "no vectors can be made"));
            all.ok().zip(self.index()).and_then(|(all, index)| Vectors::in_memory(all.concat(), index.entries()))
        };
        self.vectors.get_or_init(made).as_ref()
    }

    /// Whether a model tells what its passages are about, and not the table inside the program.
    pub fn finds_by_model(&self) -> bool {
        self.vectors.get().and_then(Option::as_ref).and_then(Vectors::compass).is_some_and(Compass::is_model)
    }

    /// The card of each entry of the index; of none where it is damaged.
    pub(crate) fn card_of(&self) -> CardOf<'_> {
        self.index().map(PassageIndex::card_of).unwrap_or_default()
    }

    /// Shows the text of every record to `look`, on all cores: what a search without an index has to go through. The text is the record as it
    /// is packed, in JSON; what `look` makes of it comes back by ordinal. Reads all of the database.
    pub(crate) fn look_through<T: Send>(&self, look: impl Fn(&str) -> T + Sync) -> Result<Vec<T>, LibraryError> {
        let connection = self.connection();
        let failed = LibraryError::database(&self.database);
        let mut all = Vec::with_capacity(self.cards.len());
        let mut from = 0;
        loop {
            let payloads = store::payloads(&connection, from, AT_ONCE).map_err(&failed)?;
            from += AT_ONCE;
            if payloads.is_empty() {
                return Ok(all);
            }
            let looked = payloads.par_iter().map_init(Unpacker::new, |unpacker, payload| unpacker.text(payload).map(|text| look(&text)));
            let looked: Result<Vec<T>, String> = looked.collect();
            all.extend(looked.map_err(|why| LibraryError::Unreadable { what: Lost::SomeRecord, why })?);
        }
    }

    /// The searchable passages of a record, in order. Reads the disk.
    pub(crate) fn passages(&self, ordinal: Ordinal) -> Result<Vec<Passage>, LibraryError> {
        let payload = store::payload(&self.connection(), ordinal.0).map_err(LibraryError::database(&self.database))?;
        let Some(payload) = payload else { return Ok(Vec::new()) };
        let record = prepare::unpack(&payload).map_err(|why| LibraryError::Unreadable { what: Lost::Place(ordinal.0), why })?;
        Ok(pieces(&record))
    }

    fn card_at(&self, ordinal: u32) -> Option<&Arc<Card>> {
        self.cards.get(usize::try_from(ordinal).ok()?)
    }

    /// A panic while reading leaves a connection that only reads as good as it was.
    fn connection(&self) -> MutexGuard<'_, Connection> {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Compares every byte of one generation with what was built: for the hours in which nobody uses the kiosk. Whoever watches the bytes can break it off:
/// [`LibraryError::Cancelled`].
pub fn check_now(dir: &Path, number: u32, watch: &mut (dyn Watch<u64> + Send)) -> Result<(), LibraryError> {
    manifest::check_all(&pointer::folder(dir, number), watch)?.any().map_or(Ok(()), Err)
}
