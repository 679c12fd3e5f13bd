//! A verified release becomes what visitors see: copied by one thread, built by another as soon as all text is there, tested, recorded together
//! with what is believed, switched in, and everything that must go is gone.

use std::{
    cell::RefCell,
    collections::BTreeSet,
    ops::ControlFlow,
    path::Path,
    sync::{
        atomic::Ordering,
        mpsc::{self, Receiver, RecvTimeoutError, Sender},
    },
    thread,
    time::{Duration, Instant},
};

use super::{
    EventKind, Gone, Hands, Happening, Offer, Progress, Receipt, Stage, SyncError,
    copy::{Copier, CopyTally},
    folders::Folders,
    journal::{Accepted, Purge},
    kept,
    line::Line,
    memory::Memory,
    offer::{self, Room, root_allowed, verified},
    pace::Pace,
    programs,
    recovery::{finish, purge_now},
    settle::{Scene, Settled, settle},
};
use crate::{
    bundle::{CatalogueFile, Changes, Objection, Parcel, ParcelKind, Release, Shelf},
    files::{Digest, Watch},
    library::{self, Activation, BuildPhase, Failing, ImportOptions, Library, LibraryError, Origin, current, import_with},
    source::is_built_of,
    text::clean,
};

/// How often people are told something while a stick or a disk is slow.
const BEAT: Duration = Duration::from_millis(100);

/// The terminal that takes content in.
pub(super) struct Terminal<'t> {
    pub(super) dir: &'t Path,
    pub(super) memory: &'t mut Memory,
    /// Bytes that are free on its disk.
    pub(super) free: u64,
}

/// Takes in what was offered.
pub(super) fn take_in(
    terminal: Terminal<'_>,
    offer: &Offer,
    shelf: &dyn Shelf,
    hands: &Hands<'_>,
    watch: &mut dyn Watch<Progress>,
) -> Result<Receipt, SyncError> {
    let Terminal { dir, memory, free } = terminal;
    let begun = Instant::now();
    finish(dir, memory)?;
    let folders = Folders::of(dir);
    let tally = CopyTally::default();
    let room = Room::of(&folders, &offer.bundle.release);
    let told = Told { watch: RefCell::new(watch), pace: RefCell::new(Pace::new(room.missing, room.text)), tally: &tally };
    told.tell(Stage::Verifying)?;
    let bundle = verified(shelf, &folders, memory, hands)?;
    if bundle.release.digest != offer.bundle.release.digest {
        // Another stick than the one that somebody agreed to.
        return Err(Objection::Altered { name: "timestamp.json".to_owned() }.into());
    }
    root_allowed(&bundle, hands)?;
    if free < room.needed {
        return Err(SyncError::NoRoom { needed: room.needed, free });
    }
    let copier = Copier::new(&bundle.release.publications, shelf, &folders, &tally);
    let before = memory.trust()?;
    let (sender, receiver) = mpsc::channel();
    thread::scope(|scope| {
        let (copier, release) = (&copier, &bundle.release);
        // The sender goes with the thread: should that end without a word, it is known.
        scope.spawn(move || copy_all(copier, release, &sender));
        let copying = RefCell::new(Copying { receiver, text: false, ended: None });
        let settled = texts_are_there(&told, &copying).and_then(|()| {
            let mut going_on = || told.flow(Stage::Copying);
            settle(&bundle, &before, copier.failed(), &Scene { folders: &folders, shelf, tally: &tally }, &mut going_on)
        });
        let taken = settled.and_then(|settled| build(dir, memory, &settled, shelf, hands, (&told, &copying)));
        // Whatever happened, nobody waits for a copy that is of no use any more.
        tally.stop.store(true, Ordering::Relaxed);
        taken.map(|receipt| Receipt { seconds: begun.elapsed().as_secs(), ..receipt })
    })
}

/// What the copying thread says.
enum Copied {
    /// All that is needed to build is there.
    Text,
    Ended(Result<(), SyncError>),
}

fn copy_all(copier: &Copier<'_>, release: &Release, sender: &Sender<Copied>) {
    let parcels = release.parcels();
    // By the files themselves: earlier programs packed forms that are searched, and texts that an attachment repeats, with what is only handed on.
    let files = release.publications.iter().flat_map(|publication| &publication.catalogue.files);
    let wanted: BTreeSet<Digest> = files.filter(|file| is_built_of(&file.path, file.length)).map(CatalogueFile::parcel).collect();
    let (first, later): (Vec<&Parcel>, Vec<&Parcel>) = parcels.into_iter().partition(|parcel| {
        parcel.text || parcel.kind == ParcelKind::Catalogue || !copier.is_offices(parcel) || wanted.contains(&parcel.digest)
    });
    let all = |parcels: Vec<&Parcel>| parcels.into_iter().try_for_each(|parcel| copier.ensure(parcel));
    let ended = all(first).and_then(|()| {
        // Nobody listens where the import has ended before.
        drop(sender.send(Copied::Text));
        all(later)
    });
    drop(sender.send(Copied::Ended(ended)));
}

/// What is known of the copying.
struct Copying {
    receiver: Receiver<Copied>,
    text: bool,
    ended: Option<Result<(), SyncError>>,
}

impl Copying {
    /// Takes in what was said within that time; whether copying failed.
    fn failed(&mut self, wait: Duration) -> bool {
        if self.ended.is_none() {
            match self.receiver.recv_timeout(wait) {
                Ok(Copied::Text) => self.text = true,
                Ok(Copied::Ended(ended)) => self.ended = Some(ended),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => self.ended = Some(Err(SyncError::Cancelled)),
            }
        }
        matches!(self.ended, Some(Err(_)))
    }

    fn is_copying(&self) -> bool {
        self.ended.is_none()
    }

    fn failure(&mut self) -> Option<SyncError> {
        match self.ended.take() {
            Some(Err(error)) => Some(error),
            ended => {
                self.ended = ended;
                None
            }
        }
    }
}

/// Whoever is told how far it is.
struct Told<'a> {
    watch: RefCell<&'a mut dyn Watch<Progress>>,
    pace: RefCell<Pace>,
    tally: &'a CopyTally,
}

impl Told<'_> {
    fn tell(&self, stage: Stage) -> Result<(), SyncError> {
        let now = self.pace.borrow_mut().at(stage, self.tally.copied.load(Ordering::Relaxed));
        Ok(self.watch.borrow_mut().reach(now)?)
    }

    /// The same for the library's builder, which goes on or breaks off.
    fn flow(&self, stage: Stage) -> ControlFlow<()> {
        self.tell(stage).map_or(ControlFlow::Break(()), ControlFlow::Continue)
    }
}

fn build(
    dir: &Path,
    memory: &mut Memory,
    settled: &Settled,
    shelf: &dyn Shelf,
    hands: &Hands<'_>,
    (told, copying): (&Told<'_>, &RefCell<Copying>),
) -> Result<Receipt, SyncError> {
    let (release, folders) = (&settled.release, Folders::of(dir));
    let changes = offer::changes(dir, &folders, release, hands.now);
    let roots = memory.led_since_import();
    let facts = Happening::Changed { counts: changes.counts(), gone: proof(release, &changes), check: Some(release.check_digits()) };
    let keep_previous = !holds_withdrawn(dir, release);
    let purge = if keep_previous { Purge::Parts } else { Purge::Generations };
    let mut parcels = kept::names(release);
    parcels.extend(kept::keep_signed(&folders, release, shelf)?);
    kept::write_records(&folders, release)?;

    let self_test = |folder: &Path| (hands.self_test)(folder);
    let mut record = |generation: u32, info: &crate::library::Info| {
        if info.records() != settled.records {
            return Err(LibraryError::SelfTest { why: Failing::OtherRecords { found: info.records(), wanted: settled.records } });
        }
        told.tell(Stage::Testing).map_err(|_| LibraryError::Cancelled)?;
        // Told only: from here on it cannot be cancelled.
        drop(told.tell(Stage::Switching));
        let release = Some((release.number, release.digest));
        let line = Line { at: hands.now, kind: EventKind::Imported, release, code: None, facts: &facts };
        let accepted = Accepted { trust: &settled.trust, generation, parcels: &parcels, purge, line };
        memory.accept(&accepted).map_err(|error| LibraryError::NotRecorded { source: error.into() })
    };
    let activation = Activation { self_test: &self_test, record: Some(&mut record), keep_previous, replaces: None };
    let sources = kept::sources(release, &folders);
    let imported = import_with(
        &sources.iter().collect::<Vec<_>>(),
        dir,
        options(release, hands),
        activation,
        &mut |progress: library::BuildProgress| {
            told.pace.borrow_mut().indexed(progress.records, progress.bytes_done);
            beside_copying(told, &mut copying.borrow_mut(), progress.phase)
        },
    );
    let info = match imported {
        Ok(imported) => imported.info,
        Err(LibraryError::Cancelled) => return Err(copying.borrow_mut().failure().unwrap_or(SyncError::Cancelled)),
        Err(LibraryError::Faulty(faults)) => return Err(SyncError::of_faults(faults)),
        Err(error) => return Err(error.into()),
    };
    note_left_out(memory, settled, hands);
    programs::keep(&folders, release, &settled.trust, shelf);
    match purge_now(dir, memory, &parcels, purge) {
        // What was withdrawn must be gone before anybody is told that it is.
        Err(error) if release.withdrawn().next().is_some() => return Err(error),
        Err(error) => tracing::warn!(%error, "old parts could not be removed; the next start tries again"),
        Ok(()) => {}
    }
    Ok(Receipt {
        terminal: hands.terminal.to_owned(),
        by: hands.by.clone(),
        at: hands.now,
        event: EventKind::Imported,
        release: Some(release.number),
        digest: Some(release.check_digits()),
        generation: info.generation.unwrap_or_default(),
        facts,
        left_out: settled.left_out.clone(),
        roots,
        records: info.records(),
        seconds: 0,
    })
}

fn options(release: &Release, hands: &Hands<'_>) -> ImportOptions {
    ImportOptions {
        origin: Origin::Release {
            version: release.number,
            digest: release.digest.to_string(),
            released_at: release.released_at,
            check: Some(release.check_digits()),
        },
        mark: release.publications.first().and_then(|office| office.statement.mark),
        built_at: hands.now,
    }
}

/// Departments that were left out stand in the history; the release is in, and nothing takes it back for that.
fn note_left_out(memory: &Memory, settled: &Settled, hands: &Hands<'_>) {
    let release = Some((settled.release.number, settled.release.digest));
    for part in &settled.left_out {
        let facts = Happening::LeftOut(part.clone());
        let line = Line { at: hands.now, kind: EventKind::Refused, release, code: Some(&part.code), facts: &facts };
        if let Err(error) = memory.note(&line) {
            tracing::warn!(%error, "a department that was left out could not be written down");
        }
    }
}

/// Waits until all texts are copied: attachments may come while they are indexed.
fn texts_are_there(told: &Told<'_>, copying: &RefCell<Copying>) -> Result<(), SyncError> {
    told.tell(Stage::Copying)?;
    loop {
        let mut copying = copying.borrow_mut();
        copying.failed(BEAT);
        if let Some(error) = copying.failure() {
            return Err(error);
        }
        if copying.text || !copying.is_copying() {
            return Ok(());
        }
        told.tell(Stage::Copying)?;
    }
}

/// Tells how far the building has come while copying goes on, and holds it before the switch until all is copied.
fn beside_copying(told: &Told<'_>, copying: &mut Copying, phase: BuildPhase) -> ControlFlow<()> {
    let mut wait = Duration::ZERO;
    loop {
        if copying.failed(wait) {
            return ControlFlow::Break(());
        }
        let stage = if copying.is_copying() { Stage::Copying } else { Stage::Indexing };
        if phase != BuildPhase::Testing {
            return told.flow(stage);
        }
        if stage == Stage::Indexing {
            return told.flow(Stage::Testing);
        }
        // Built sooner than copied: a release is active only when all of it is here.
        told.flow(stage)?;
        wait = BEAT;
    }
}

/// Titles that disappear, with the reasons.
fn proof(release: &Release, changes: &Changes) -> Vec<Gone> {
    let reason = |id: &crate::policy::RecordId| {
        release.withdrawn().find(|withdrawn| withdrawn.id == *id).map_or("", |withdrawn| withdrawn.reason.as_str())
    };
    let gone = changes
        .withdrawn
        .iter()
        .map(|change| Gone { title: clean(&change.title).into_owned(), reason: clean(reason(&change.id)).into_owned() });
    gone.collect()
}

/// Whether what answers now holds anything that was ever withdrawn. Where that cannot be told, it does.
fn holds_withdrawn(dir: &Path, release: &Release) -> bool {
    if release.withdrawn().next().is_none() || matches!(current(dir), Ok(None)) {
        return false;
    }
    match Library::open(dir) {
        Ok(library) => {
            let answering = library.info().generation == current(dir).ok().flatten();
            !answering || release.withdrawn().any(|withdrawn| library.card(&withdrawn.id).is_some())
        }
        Err(_) => true,
    }
}
