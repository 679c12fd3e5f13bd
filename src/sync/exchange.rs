//! The exchange itself, step by step: a root for a new terminal, a look at what lies on a stick, taking it in.

use std::{fs, path::Path};

use jiff::Timestamp;
use zeroize::Zeroizing;

use super::{
    Concern, Event, EventKind, Hands, Offer, Progress, Receipt, SyncError,
    folders::Folders,
    hiding,
    line::Line,
    memory::{self, Memory, disk_trouble},
    offer, programs,
    reset::akin,
    taking::{Terminal, take_in},
};
use crate::{
    bundle::{Root, SecretKey, Shelf, Trust},
    files::{Digest, DiskTrouble, Watch, durable, if_there},
    library::{LibraryError, refuse_newer},
    text::clean,
};

/// Gives a new terminal the root it is to believe, and a key of its own. A terminal that has a root keeps it: one that was handed over in vain is
/// [`SyncError::OtherRoot`], unless it is an earlier or a later one of the same.
pub fn establish(dir: &Path, root: &[u8]) -> Result<(), SyncError> {
    match Memory::read(dir) {
        Err(SyncError::NoTrust { .. }) => {
            let believed = Trust::new(root)?;
            let folders = Folders::of(dir);
            folders.make()?;
            let _lock = folders.lock()?;
            memory::begin(dir, &believed, None)?;
        }
        known => refuse_other(&known?, root)?,
    }
    terminal_key(dir).map(drop)
}

/// A root that has nothing to do with the one that is believed.
fn refuse_other(memory: &Memory, given: &[u8]) -> Result<(), SyncError> {
    // What is no root at all does no harm: it was only needed the first time.
    let Ok(given) = Trust::new(given).and_then(|given| given.root()) else { return Ok(()) };
    let believed = memory.trust()?.root()?;
    if akin(&believed, &given) {
        return Ok(());
    }
    let name = |root: &Root| clean(&root.gongkai.body).into_owned();
    Err(SyncError::OtherRoot { believed: name(&believed), given: name(&given) })
}

/// This terminal's own key, if it has one. A disk that refuses to read it has not lost it.
pub fn own_key(dir: &Path) -> Result<Option<SecretKey>, SyncError> {
    let path = Folders::of(dir).key();
    let bytes = if_there(fs::read(&path)).map_err(SyncError::io("reading", &path))?.map(Zeroizing::new);
    // What is no seed can never become one again.
    Ok(bytes.and_then(|bytes| <&[u8; 32]>::try_from(bytes.as_slice()).ok().map(SecretKey::from_seed)))
}

/// This terminal's own key, made where there is none yet. It stands for the terminal and for nobody else: it signs no content.
pub fn terminal_key(dir: &Path) -> Result<SecretKey, SyncError> {
    if let Some(key) = own_key(dir)? {
        return Ok(key);
    }
    let path = Folders::of(dir).key();
    let key = SecretKey::generate()?;
    durable::write_with_mode(&path, key.seed().as_slice(), 0o600).map_err(SyncError::io("writing", &path))?;
    Ok(key)
}

/// Verifies what lies on a shelf and says what taking it in would mean. Nothing changes but the root, where a newer one was verified, and the
/// history, where a refusal is written down.
pub fn inspect(dir: &Path, shelf: &dyn Shelf, hands: &Hands<'_>) -> Result<Offer, SyncError> {
    inspect_with(dir, shelf, hands, || Folders::of(dir).free())
}

/// [`inspect`], where `free` says how many bytes are free: a terminal that was never given a root has no folder to ask.
pub(super) fn inspect_with(
    dir: &Path,
    shelf: &dyn Shelf,
    hands: &Hands<'_>,
    free: impl FnOnce() -> Result<u64, SyncError>,
) -> Result<Offer, SyncError> {
    refuse_newer(dir)?;
    let mut memory = Memory::read(dir)?;
    let before = memory.trust()?;
    match offer::verified(shelf, &Folders::of(dir), &mut memory, hands) {
        Ok(bundle) => {
            let hidden = hiding::concerns(dir, &bundle.release);
            let mut offer = offer::offer(dir, &memory, bundle, &before, hands, free()?)?;
            // A disk that is full for all that comes is full for this.
            let trouble = disk_trouble(dir).filter(|trouble| *trouble != DiskTrouble::Full || !offer.concerns.contains(&Concern::NoRoom));
            offer.concerns.extend(trouble.map(Concern::Disk));
            offer.concerns.extend(hidden);
            if offer.unchanged && offer.program.is_some() {
                // The release is in, and its program could not be kept, or did not stay what it was.
                programs::keep(&Folders::of(dir), &offer.bundle.release, &offer.bundle.trust, shelf);
            }
            Ok(offer)
        }
        Err(error) => {
            note(&memory, None, hands.now, &error);
            Err(error)
        }
    }
}

/// Takes an offer in. Visitors keep what they have until the very last step.
pub fn import(
    dir: &Path,
    offer: &Offer,
    shelf: &dyn Shelf,
    hands: &Hands<'_>,
    watch: &mut dyn Watch<Progress>,
) -> Result<Receipt, SyncError> {
    import_with(dir, offer, shelf, hands, watch, Folders::of(dir).free()?)
}

/// The same where so many bytes are free.
pub(super) fn import_with(
    dir: &Path,
    offer: &Offer,
    shelf: &dyn Shelf,
    hands: &Hands<'_>,
    watch: &mut dyn Watch<Progress>,
    free: u64,
) -> Result<Receipt, SyncError> {
    refuse_newer(dir)?;
    let mut memory = Memory::open(dir)?;
    let _lock = Folders::of(dir).lock()?;
    let taken = take_in(Terminal { dir, memory: &mut memory, free }, offer, shelf, hands, watch);
    if taken.is_ok() {
        hiding::settle(dir, &memory, &offer.bundle.release, hands.now);
    }
    taken.map_err(|error| {
        let error = match error {
            SyncError::Library(LibraryError::Busy { .. }) => SyncError::Busy,
            SyncError::Library(LibraryError::Cancelled) => SyncError::Cancelled,
            error => error,
        };
        let release = &offer.bundle.release;
        note(&memory, Some((release.number, release.digest)), hands.now, &error);
        error
    })
}

/// Writes a refusal into the history, unless the last line says the same: a stick that is tried again and again fills no disk.
pub(super) fn note(memory: &Memory, release: Option<(u64, Digest)>, at: Timestamp, error: &SyncError) {
    let Some(facts) = error.facts() else { return };
    let said = memory.history().ok().and_then(|events| events.into_iter().next());
    // What a log says beyond the facts is not kept, so they are compared as they are written.
    let again =
        |event: &Event| serde_json::to_value(&event.facts).is_ok_and(|kept| serde_json::to_value(&facts).is_ok_and(|now| kept == now));
    if said.is_some_and(|event| event.kind == EventKind::Refused && again(&event)) {
        return;
    }
    let line = Line { at, kind: EventKind::Refused, release, code: Some(error.code()), facts: &facts };
    if let Err(error) = memory.note(&line) {
        tracing::warn!(%error, "a refusal could not be written down");
    }
}
