//! A published release is put on a stick. Until the new timestamp is durable everything the old one names stays; only then does what is no
//! longer named go. Stopped at any point, the stick holds the old release, or says by its missing timestamp that it is unfinished; the same
//! command goes on where it stopped.

use std::{
    ops::ControlFlow,
    time::{Duration, Instant},
};

use jiff::Timestamp;

use super::{
    StickError, StickRoot,
    contents::{Contents, ListBeside, PAPER_LIMIT, TIMESTAMP, list, root_name},
    disk::{Disk, PartFile, Piece, UNNAMED},
};
use crate::{
    bundle::{BundleError, FolderShelf, Objection, Repository, Shelf, Trust, UnverifiedBundle, VerifiedBundle},
    files::Watch,
};

/// Hundredths that must be free beyond what is copied: folders, clusters, metadata.
const SPARE: u64 = 5;
/// No time left is told before this has passed.
const SURE_AFTER: Duration = Duration::from_secs(2);

/// A stage of the work, told before and while it goes on.
#[derive(Debug, Clone, PartialEq)]
pub enum Told {
    /// The repository is read and verified.
    Verifying(CopyProgress),
    /// The repository is sound.
    Verified {
        /// Number of the release.
        number: u64,
        /// The digits that people compare (核对码).
        check: String,
        /// Bytes of all its parts.
        bytes: u64,
    },
    /// The stick is read: some of it may lie there already.
    Checking(CopyProgress),
    /// The work that is left.
    Planned {
        /// Files that are there and sound.
        kept: usize,
        /// Files that are there and damaged.
        damaged: usize,
        /// Files to copy, those included.
        copy: usize,
        /// Bytes to copy.
        bytes: u64,
        /// Bytes that must be free.
        needed: u64,
        /// Bytes that are, where the stick tells.
        free: Option<u64>,
    },
    /// Both releases do not fit: the old one goes first.
    MakingRoom,
    /// Files are copied and read back.
    Copying(CopyProgress),
    /// Everything is there; the release is made valid.
    Finishing,
    /// So many files that the release no longer names are removed.
    Clearing(usize),
    /// The stick is read as a terminal reads it.
    Testing,
}

/// How far it has come.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CopyProgress {
    /// Bytes gone through.
    pub done: u64,
    /// Bytes in all.
    pub total: u64,
    /// Time left, once it can be told.
    pub left: Option<Duration>,
}

/// The work that was done.
#[derive(Debug)]
pub struct Prepared {
    /// The release on the stick now.
    pub bundle: VerifiedBundle,
    /// Files that were copied.
    pub copied: usize,
    /// Files that were damaged and were replaced.
    pub replaced: usize,
    /// Files of earlier releases that were removed.
    pub removed: usize,
    /// What became of the office's list of withdrawals.
    pub list: ListBeside,
}

/// Puts what a repository has published on a stick.
pub fn prepare(repository: &Repository, place: &StickRoot, watch: &mut dyn Watch<Told>) -> Result<Prepared, StickError> {
    put(repository, &Disk::new(&place.path, &|_| Ok(())), watch)
}

/// Puts the office's list of withdrawals alone on a stick, with the roots by which it is believed; its name and nothing else of a release. A stick
/// that holds a release is refused: it is prepared whole.
pub fn prepare_list(repository: &Repository, place: &StickRoot) -> Result<(), StickError> {
    let disk = Disk::new(&place.path, &|_| Ok(()));
    disk.free()?;
    let (name, bytes) = match list(repository)? {
        (_, Some(paper)) => paper,
        (ListBeside::Unfit(error), None) => return Err(error.into()),
        (_, None) => return Err(StickError::NoList { path: repository.place().to_owned() }),
    };
    if disk.small(TIMESTAMP, PAPER_LIMIT).is_some() {
        return Err(StickError::HoldsRelease { path: place.path.clone() });
    }
    let shelf = repository.shelf()?;
    let (newest, _) = repository.needed_root()?;
    for version in 1..=newest.head.version {
        let root = root_name(version);
        let bytes = shelf.read(&root, PAPER_LIMIT)?.ok_or_else(|| Objection::Missing { name: root.clone() })?;
        if version == 1
            && let Some(theirs) = disk.small(&root, PAPER_LIMIT).filter(|theirs| *theirs != bytes)
            && let Ok(root) = Trust::new(&theirs).and_then(|trust| trust.root())
        {
            return Err(StickError::OtherOffice { body: root.gongkai.body });
        }
        write(&disk, &root, &bytes)?;
    }
    write(&disk, &name, &bytes)?;
    disk.settle()
}

pub(super) fn put(repository: &Repository, disk: &Disk<'_>, watch: &mut dyn Watch<Told>) -> Result<Prepared, StickError> {
    disk.free()?;
    let bundle = repository.release_for_terminals()?.ok_or_else(|| StickError::NothingPublished { path: repository.place().to_owned() })?;
    let bytes = bundle.release.parcels().iter().map(|parcel| parcel.length).sum();
    let contents = Contents::of(repository, bundle, &mut pace(watch, bytes, Told::Verifying))?;
    let release = &contents.bundle.release;
    watch.reach(Told::Verified { number: release.number, check: release.check_digits(), bytes })?;
    refuse_others(&contents, disk)?;

    for (name, _) in contents.dead_beginnings(disk)? {
        disk.remove(&name)?;
    }
    let Plan { copy: plan, damaged, damaged_bytes } = plan(&contents, disk, watch, bytes)?;
    let to_copy: u64 = plan.iter().map(|piece| piece.length).sum();
    let begun: u64 = plan.iter().map(|piece| disk.begun(&piece.name).min(piece.length)).sum();
    let papers: u64 = contents.papers.iter().chain(&contents.roots).map(|(_, bytes)| bytes.len() as u64).sum();
    let needed = (to_copy - begun).saturating_mul(100 + SPARE) / 100 + papers;
    let free = disk.free()?;
    let kept = contents.pieces.len() - plan.len();
    watch.reach(Told::Planned { kept, damaged, copy: plan.len(), bytes: to_copy, needed, free })?;
    let mut removed = 0;
    if let Some(free) = free
        && needed > free
    {
        removed = make_room(&contents, disk, watch, needed, free + damaged_bytes, &plan)?;
    }

    let mut tell = pace(watch, to_copy.saturating_mul(2), Told::Copying);
    let shelf = repository.shelf()?;
    for piece in &plan {
        begin_or_go_on(piece, &shelf, disk, &mut tell)?;
    }
    drop(tell);

    watch.reach(Told::Finishing)?;
    make_it_one(&contents, disk)?;

    let dead = contents.dead(disk)?;
    if !dead.is_empty() {
        watch.reach(Told::Clearing(dead.len()))?;
        for (name, _) in &dead {
            disk.remove(name)?;
        }
        removed += dead.iter().filter(|(name, _)| !name.ends_with(UNNAMED)).count();
        disk.settle()?;
    }
    watch.reach(Told::Testing)?;
    let shelf = FolderShelf::open(disk.root())?;
    let there =
        UnverifiedBundle::new(&shelf).verify(&Trust::new(&contents.root)?, Timestamp::now()).map_err(|error| on_stick(disk, error))?;
    if there.release.digest != release.digest {
        return Err(StickError::Unsound { path: disk.path(TIMESTAMP) });
    }
    Ok(Prepared { bundle: there, copied: plan.len(), replaced: damaged, removed, list: contents.list })
}

/// Copies a part, from where an earlier copying left it. A stick that was pulled out may hold a file that takes nothing more: that is given up, and the
/// part begun anew.
fn begin_or_go_on(piece: &Piece, shelf: &dyn Shelf, disk: &Disk<'_>, watch: &mut dyn Watch<u64>) -> Result<(), StickError> {
    let begun = disk.has_begun(&piece.name);
    match disk.copy(piece, shelf.open(&piece.name, 0)?, watch) {
        Err(error) if begun && error.is_of_a_file() => {
            tracing::warn!(error = &error as &dyn std::error::Error, "what was begun takes nothing more and is begun anew");
            disk.remove(&format!("{}{UNNAMED}", piece.name))?;
            disk.copy(piece, shelf.open(&piece.name, 0)?, watch)
        }
        copied => copied,
    }
}

/// The parts that are to be copied, and how much of that is damaged on the stick.
struct Plan<'c> {
    copy: Vec<&'c Piece>,
    damaged: usize,
    damaged_bytes: u64,
}

/// Compares every part with what lies under its name.
fn plan<'c>(contents: &'c Contents, disk: &Disk<'_>, watch: &mut dyn Watch<Told>, bytes: u64) -> Result<Plan<'c>, StickError> {
    let mut plan = Plan { copy: Vec::new(), damaged: 0, damaged_bytes: 0 };
    let mut tell = pace(watch, bytes, Told::Checking);
    for piece in &contents.pieces {
        match disk.find(piece, &mut tell)? {
            PartFile::Sound => continue,
            PartFile::Damaged(length) => {
                plan.damaged += 1;
                plan.damaged_bytes += length;
            }
            PartFile::Absent => {}
        }
        plan.copy.push(piece);
    }
    Ok(plan)
}

/// Writes the metadata that makes a release of the parts, the timestamp last.
fn make_it_one(contents: &Contents, disk: &Disk<'_>) -> Result<(), StickError> {
    for (name, bytes) in &contents.papers {
        write(disk, name, bytes)?;
    }
    disk.settle()?;
    // A new root may replace the packer, and then the old timestamp counts no longer: roots come as late as they can.
    for (name, bytes) in &contents.roots {
        write(disk, name, bytes)?;
    }
    disk.settle()?;
    write(disk, &contents.timestamp.0, &contents.timestamp.1)?;
    disk.settle()
}

/// Leaves alone what is there already.
fn write(disk: &Disk<'_>, name: &str, bytes: &[u8]) -> Result<(), StickError> {
    if disk.small(name, PAPER_LIMIT).as_deref() == Some(bytes) { Ok(()) } else { disk.write(name, bytes) }
}

/// A stick of another office, and one that is newer than the repository, are not written over. One that is merely broken is.
fn refuse_others(contents: &Contents, disk: &Disk<'_>) -> Result<(), StickError> {
    let Some(first) = disk.small(&root_name(1), PAPER_LIMIT) else { return Ok(()) };
    if Some(&first) != contents.roots.first().map(|(_, bytes)| bytes)
        && let Ok(root) = Trust::new(&first).and_then(|trust| trust.root())
    {
        return Err(StickError::OtherOffice { body: root.gongkai.body });
    }
    let Ok(shelf) = FolderShelf::open(disk.root()) else { return Ok(()) };
    if shelf.path() != disk.path("") {
        return Ok(());
    }
    let ours = contents.bundle.release.number;
    match UnverifiedBundle::new(&shelf).verify(&Trust::new(&contents.root)?, Timestamp::now()) {
        Ok(found) if found.release.number > ours || found.trust.root.as_bytes() != contents.root => {
            Err(StickError::Newer { found: found.release.number, ours })
        }
        _ => Ok(()),
    }
}

/// Takes away the old release, and first of all what makes it one; only where both cannot be there at once.
fn make_room(
    contents: &Contents,
    disk: &Disk<'_>,
    watch: &mut dyn Watch<Told>,
    needed: u64,
    free: u64,
    damaged: &[&Piece],
) -> Result<usize, StickError> {
    let dead: Vec<(String, u64)> = contents.dead(disk)?.into_iter().filter(|(name, _)| !name.starts_with("meta/")).collect();
    let free = free + dead.iter().map(|(_, length)| length).sum::<u64>();
    if needed > free {
        return Err(StickError::NoRoom { needed, free });
    }
    watch.reach(Told::MakingRoom)?;
    disk.remove(TIMESTAMP)?;
    disk.settle()?;
    for (name, _) in &dead {
        disk.remove(name)?;
    }
    for piece in damaged {
        disk.remove(&piece.name)?;
    }
    disk.settle()?;
    Ok(dead.len())
}

/// An error of the stick's file system, told as such.
fn on_stick(disk: &Disk<'_>, error: BundleError) -> StickError {
    match error {
        BundleError::Io { source, .. } => StickError::of(disk.root(), source),
        error => error.into(),
    }
}

/// Counts bytes and tells them with the time that is left.
fn pace<'w, 'x>(
    watch: &'w mut (dyn Watch<Told> + 'x),
    total: u64,
    told: fn(CopyProgress) -> Told,
) -> impl FnMut(u64) -> ControlFlow<()> + use<'w, 'x> {
    let began = Instant::now();
    let mut done: u64 = 0;
    move |more| {
        done = (done + more).min(total);
        let elapsed = began.elapsed();
        let left = (elapsed >= SURE_AFTER && done > 0).then(|| time_left(elapsed, done, total));
        watch.at(told(CopyProgress { done, total, left }))
    }
}

#[expect(clippy::cast_precision_loss, reason = "a guess in seconds")]
fn time_left(elapsed: Duration, done: u64, total: u64) -> Duration {
    elapsed.mul_f64((total - done) as f64 / done.max(1) as f64)
}
