//! What lies on a shelf, verified and weighed against what this terminal shows: nothing is copied yet.

use std::path::Path;

use jiff::Timestamp;

use super::{
    By, Concern, EventKind, Hands, Happening, Offer, RootLed, SyncError, copy::lies_there, error::read_failed, folders::Folders, kept,
    line::Line, memory::Memory, pace, programs,
};
use crate::{
    audit::{Deed, Journal, Who},
    bundle::{
        CHUNK, CatalogueRecord, Changes, Objection, Parcel, Person, READING, Release, Shelf, Trust, UnverifiedBundle, VerifiedBundle, whose,
    },
    files::Digest,
    launch,
    library::{Library, Origin, current, info_of},
    policy::Age,
};

/// Most people whom the journal names at once, and most characters of one.
const MOST_NAMED: usize = 12;
const LONGEST_NAME: usize = 24;

/// Verifies what lies on a shelf. A new root is believed from the moment it is verified, whatever becomes of the rest: keys that were taken from
/// somebody must not count again because a stick was pulled out. Who left and who joined with it stands in the history and in the journal.
pub(super) fn verified(shelf: &dyn Shelf, folders: &Folders, memory: &mut Memory, hands: &Hands<'_>) -> Result<VerifiedBundle, SyncError> {
    let known = memory.trust()?;
    let mut trust = known.clone();
    let kept = kept::shelf(folders);
    let bundle = UnverifiedBundle::new(shelf);
    let bundle = if let Some(kept) = &kept { bundle.with_kept(kept) } else { bundle };
    let followed = bundle.follow_roots(&mut trust);
    keep_root(folders, memory, (&known, &trust), &hands.by, hands.now);
    // Somebody else's stick is told as such, and not as one that lacks signatures.
    let told = |error| match trust.root() {
        Ok(ours) => read_failed(whose(shelf, &ours, error)),
        Err(_) => read_failed(error),
    };
    followed.map_err(&told)?;
    let mut bundle = bundle.verify(&trust, hands.now).map_err(told)?;
    programs::leave_out(&mut bundle);
    Ok(bundle)
}

/// Believes the root that another led to, durably, and writes down who left and who joined.
pub(super) fn keep_root(folders: &Folders, memory: &mut Memory, (known, led): (&Trust, &Trust), by: &By, now: Timestamp) {
    let (Ok(before), Ok(after)) = (known.root(), led.root()) else { return };
    if before == after {
        return;
    }
    let change = RootLed::between(&before, &after);
    let facts = Happening::RootLed(change.clone());
    match memory.believe(known, led, &Line { at: now, kind: EventKind::Reset, release: None, code: None, facts: &facts }) {
        Ok(true) => {
            let names = |people: &[Person]| people.iter().take(MOST_NAMED).map(shortened).collect();
            let deed = Deed::RootLed {
                version: change.version,
                to: change.fingerprint.clone(),
                left: names(&change.left),
                joined: names(&change.joined),
            };
            Journal::of(folders.library()).note(Who::from(by), deed);
        }
        Ok(false) => {}
        // Nothing can be taken in on such a disk either.
        Err(error) => tracing::warn!(%error, "a new root could not be kept"),
    }
}

fn shortened(person: &Person) -> String {
    person.to_string().chars().take(LONGEST_NAME).collect()
}

/// Weighs a verified bundle; `free` bytes are free.
pub(super) fn offer(
    dir: &Path,
    memory: &Memory,
    bundle: VerifiedBundle,
    before: &Trust,
    hands: &Hands<'_>,
    free: u64,
) -> Result<Offer, SyncError> {
    let folders = Folders::of(dir);
    let release = &bundle.release;
    // One of which a department was left out may be all there by now.
    let unchanged = answers(dir, memory, release)? && before.without.is_empty() && bundle.release.left_out.is_empty();
    let changes = changes(dir, &folders, release, hands.now);
    let room = Room::of(&folders, release);
    let mut signers = Vec::new();
    for person in release.publications.iter().flat_map(|publication| &publication.signers) {
        if !signers.contains(person) {
            signers.push(person.clone());
        }
    }
    let mut concerns = concerns(&bundle, before, hands.now);
    let led = memory.led_since_import();
    // On a disk that takes nothing it is believed for this once.
    let now = before.root().ok().zip(bundle.trust.root().ok()).filter(|(before, after)| led.is_empty() && before != after);
    concerns.extend(led.into_iter().chain(now.map(|(before, after)| RootLed::between(&before, &after))).map(Concern::RootLed));
    if free < room.needed && !unchanged {
        concerns.push(Concern::NoRoom);
    }
    let estimate = pace::estimate(room.to_copy, room.text);
    let program = programs::wanted(release).filter(|program| !launch::state(dir).knows(&program.sha256)).cloned();
    let (to_copy, needed) = (room.to_copy, room.needed);
    Ok(Offer { changes, signers, unchanged, to_copy, needed, free, estimate, program, concerns, bundle })
}

/// Whether this release answers already, and is the generation that should.
fn answers(dir: &Path, memory: &Memory, release: &Release) -> Result<bool, SyncError> {
    let active = memory.active()?.map(|active| active.generation);
    let Some(number) = current(dir).ok().flatten().filter(|number| Some(*number) == active) else { return Ok(false) };
    Ok(info_of(dir, number).is_ok_and(|info| origin_is(&info.origin, release)))
}

fn origin_is(origin: &Origin, release: &Release) -> bool {
    matches!(origin, Origin::Release { version, digest, .. } if *version == release.number && *digest == release.digest.to_string())
}

/// What changes for visitors, against the generation that answers now. Where nobody wrote down what it holds, its cards say so, and then only
/// what comes and goes can be told.
pub(super) fn changes(dir: &Path, folders: &Folders, release: &Release, now: Timestamp) -> Changes {
    let after: Vec<&CatalogueRecord> = release.publications.iter().flat_map(|publication| &publication.catalogue.records).collect();
    let origin = current(dir).ok().flatten().and_then(|number| info_of(dir, number).ok()).map(|info| info.origin);
    let written = match &origin {
        Some(Origin::Release { digest, .. }) => digest.parse::<Digest>().ok().and_then(|digest| kept::read_records(folders, &digest)),
        _ => None,
    };
    let before = written.unwrap_or_else(|| if origin.is_some() { of_cards(dir, &after, now) } else { Vec::new() });
    Changes::between(&before, after, release.withdrawn())
}

fn of_cards(dir: &Path, after: &[&CatalogueRecord], now: Timestamp) -> Vec<CatalogueRecord> {
    let library = match Library::open(dir) {
        Ok(library) => library,
        Err(error) => {
            tracing::warn!(%error, "what answers now cannot be compared");
            return Vec::new();
        }
    };
    let today = crate::text::day_of(now);
    let contents: std::collections::HashMap<_, _> = after.iter().map(|record| (&record.id, record.content)).collect();
    let cards = library.cards().iter().map(|card| CatalogueRecord {
        id: card.id.clone(),
        title: card.title.clone(),
        kind: card.kind,
        number: card.number.clone(),
        file: 0,
        content: contents.get(&card.id).copied().unwrap_or_else(|| Digest::of(b"")),
        ended: card.standing(today).validity.is_ended(),
    });
    cards.collect()
}

/// What is worth saying of a release before staff go on.
fn concerns(bundle: &VerifiedBundle, before: &Trust, now: Timestamp) -> Vec<Concern> {
    let mut concerns = Vec::new();
    let today = now.max(before.floor.unwrap_or(now));
    let moments = bundle.release.publications.iter().map(|publication| publication.statement.released_at);
    let newest = moments.filter(|moment| *moment <= today).max().unwrap_or(bundle.release.released_at);
    let days = today.duration_since(newest).as_hours() / 24;
    let age = Age::of_days(days);
    if age > Age::Recent {
        concerns.push(Concern::Old { days, strongly: age == Age::VeryOld });
    }
    if bundle.trust.floor.is_some_and(|floor| now < floor) {
        concerns.push(Concern::ClockBehind);
    }
    concerns.extend(bundle.release.left_out.iter().map(|left| Concern::LeftOut {
        title: left.title.clone(),
        why: left.why.clone(),
        stays: bundle.release.publications.iter().any(|publication| publication.role == left.role),
    }));
    if bundle.release.publications.iter().any(|publication| publication.catalogue.reading != READING) {
        concerns.push(Concern::OtherReading);
    }
    concerns.extend(bundle.root_expired.map(|on| Concern::RootExpired { on }));
    concerns
}

/// What an import takes of the disk.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    /// Bytes of parts that are missing.
    pub(super) missing: u64,
    /// The same without what an interrupted copy left.
    pub(super) to_copy: u64,
    /// Bytes of text.
    pub(super) text: u64,
    /// Bytes that must be free.
    pub(super) needed: u64,
}

impl Room {
    pub(super) fn of(folders: &Folders, release: &Release) -> Self {
        let parcels = release.parcels();
        let missing = || parcels.iter().filter(|parcel| !lies_there(&folders.stored(parcel), parcel.length));
        let left = |parcel: &Parcel| {
            let length = std::fs::symlink_metadata(folders.part(parcel)).map_or(0, |metadata| metadata.len().min(parcel.length));
            if parcel.chunks.is_empty() { 0 } else { length - length % CHUNK }
        };
        let to_copy: u64 = missing().map(|parcel| parcel.length - left(parcel)).sum();
        let text: u64 = parcels.iter().filter(|parcel| parcel.text).map(|parcel| parcel.length).sum();
        // Library and index together stay below twice the text.
        let wanted = to_copy.saturating_add(text.saturating_mul(2));
        let needed = wanted.saturating_add(wanted / 5);
        Self { missing: missing().map(|parcel| parcel.length).sum(), to_copy, text, needed }
    }
}

/// A root past its day is only used where staff said so.
pub(super) fn root_allowed(bundle: &VerifiedBundle, hands: &Hands<'_>) -> Result<(), SyncError> {
    match bundle.root_expired.filter(|_| !hands.root_may_be_expired) {
        Some(on) => Err(Objection::RootExpired { on }.into()),
        None => Ok(()),
    }
}
