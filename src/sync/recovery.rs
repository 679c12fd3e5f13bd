//! What was begun is ended: activations that power interrupted, parts and generations that must go, generations that crash.

use std::path::Path;

use super::{
    Event, EventKind, Hands, Happening, Receipt, Started, SyncError, folders::Folders, journal::Purge, kept, line::Line, memory::Memory,
};
use crate::{
    files::Digest,
    library::{Info, Origin, current, generations, info_of, point_at, refuse_newer, remove_generation},
};

/// Starts after which a generation that never lasted a minute is given up.
const CRASHES: u32 = 2;

/// Number and digest of the release that a library is of.
pub(super) fn release_of(info: &Info) -> Option<(u64, Digest)> {
    match &info.origin {
        Origin::Release { version, digest, .. } => Some((*version, digest.parse().ok()?)),
        Origin::EmbeddedSample | Origin::Built { .. } => None,
    }
}

/// What is to be put right between what is recorded and what answers.
enum Due {
    Nothing,
    /// The recorded generation is there and does not answer.
    Point(u32),
    /// What answers is right, and another is recorded.
    Record(u32),
}

fn due(dir: &Path, memory: &Memory) -> Result<Due, SyncError> {
    let Some(active) = memory.active()? else { return Ok(Due::Nothing) };
    let answering = current(dir).ok().flatten();
    if answering == Some(active.generation) {
        return Ok(Due::Nothing);
    }
    // An index that was built anew is a later generation of the same release.
    let renewed = answering.filter(|answering| {
        *answering > active.generation
            && info_of(dir, *answering).is_ok_and(|info| {
                release_of(&info).is_some_and(|release| {
                    memory.accepted(&info).unwrap_or(false)
                        && (newest(memory) == Some(release)
                            || info_of(dir, active.generation).is_ok_and(|recorded| release_of(&recorded) == Some(release)))
                })
            })
    });
    let whole = generations(dir)?.contains(&active.generation);
    Ok(match (renewed, answering) {
        (Some(renewed), _) => Due::Record(renewed),
        (None, _) if whole => Due::Point(active.generation),
        (None, Some(answering)) => Due::Record(answering),
        (None, None) => Due::Nothing,
    })
}

/// Lets the recorded generation answer and removes what had to go with it. Whether anything was to be done.
pub(super) fn finish(dir: &Path, memory: &mut Memory) -> Result<bool, SyncError> {
    let mut finished = false;
    match due(dir, memory)? {
        Due::Nothing => {}
        Due::Point(recorded) => {
            point_at(dir, recorded)?;
            finished = true;
        }
        Due::Record(answering) => memory.correct(answering)?,
    }
    let Some((parcels, purge)) = memory.kept()?.filter(|(_, purge)| *purge != Purge::Nothing) else { return Ok(finished) };
    purge_now(dir, memory, &parcels, purge)?;
    Ok(true)
}

fn newest(memory: &Memory) -> Option<(u64, Digest)> {
    let events = memory.history().ok()?;
    events.into_iter().find(|event| event.kind == EventKind::Imported).and_then(|event| event.release.zip(event.digest))
}

/// Removes what the accepted release does not name, and where something was withdrawn every other generation; then that is done.
pub(super) fn purge_now(dir: &Path, memory: &Memory, parcels: &[String], purge: Purge) -> Result<(), SyncError> {
    let folders = Folders::of(dir);
    if purge == Purge::Generations {
        let answering = current(dir)?;
        for number in generations(dir)?.into_iter().filter(|number| Some(*number) != answering) {
            remove_generation(dir, number)?;
        }
    }
    kept::clear(&folders, parcels)?;
    let held: Vec<Digest> = generations(dir)?
        .into_iter()
        .filter_map(|number| info_of(dir, number).ok())
        .filter_map(|info| release_of(&info))
        .map(|(_, digest)| digest)
        .collect();
    kept::clear_records(&folders, &held)?;
    memory.purged()
}

/// The generation before the one that answers, if it may be shown.
fn before(dir: &Path, memory: &Memory, answering: u32) -> Result<Option<(u32, Info)>, SyncError> {
    for number in generations(dir)?.into_iter().rev().filter(|number| *number < answering) {
        if let Ok(info) = info_of(dir, number)
            && memory.accepted(&info)?
        {
            return Ok(Some((number, info)));
        }
    }
    Ok(None)
}

fn step_back(dir: &Path, memory: &mut Memory, kind: EventKind, hands: &Hands<'_>) -> Result<Option<Receipt>, SyncError> {
    let begun = std::time::Instant::now();
    let Some((number, info)) = current(dir)?.map(|answering| before(dir, memory, answering)).transpose()?.flatten() else {
        return Ok(None);
    };
    let release = release_of(&info);
    let check = if let Origin::Release { check, .. } = &info.origin { check.clone() } else { None };
    // Recorded first: where power fails between the two, the next start ends it.
    memory.step(number, &Line { at: hands.now, kind, release, code: None, facts: &Happening::SteppedBack })?;
    point_at(dir, number)?;
    Ok(Some(Receipt {
        terminal: hands.terminal.to_owned(),
        by: hands.by.clone(),
        at: hands.now,
        event: kind,
        release: release.map(|(number, _)| number),
        digest: check.or_else(|| release.map(|(_, digest)| digest.short())),
        generation: number,
        facts: Happening::SteppedBack,
        left_out: Vec::new(),
        roots: Vec::new(),
        records: info.records(),
        seconds: begun.elapsed().as_secs(),
    }))
}

/// Lets the generation before answer again. What is believed stays: no older release can be brought in from a stick.
pub fn roll_back(dir: &Path, hands: &Hands<'_>) -> Result<Receipt, SyncError> {
    refuse_newer(dir)?;
    let mut memory = Memory::open(dir)?;
    let _lock = Folders::of(dir).lock()?;
    finish(dir, &mut memory)?;
    step_back(dir, &mut memory, EventKind::RolledBack, hands)?.ok_or(SyncError::NothingBefore)
}

/// What happened to this library, newest first.
pub fn history(dir: &Path) -> Result<Vec<Event>, SyncError> {
    Memory::read_if_any(dir)?.map_or_else(|| Ok(Vec::new()), |memory| memory.history())
}

/// Whether the clock must be wrong: it stands before the newest accepted release was made.
pub fn doubts_clock(dir: &Path, now: jiff::Timestamp) -> Result<bool, SyncError> {
    let Some(memory) = Memory::read_if_any(dir)? else { return Ok(false) };
    Ok(memory.trust()?.floor.is_some_and(|floor| now < floor))
}

/// At the start of the kiosk, before the library is opened: finishes what power interrupted and goes back where the newest generation crashes.
pub fn start(dir: &Path, hands: &Hands<'_>) -> Result<Started, SyncError> {
    // It does not crash, it cannot be read: no reason to go back to what was there before.
    refuse_newer(dir)?;
    let Some(mut memory) = Memory::open_if_any(dir)? else { return Ok(Started::Well) };
    let _lock = Folders::of(dir).lock()?;
    let finished = finish(dir, &mut memory)?;
    if let Some(active) = memory.active()?.filter(|active| !active.proven) {
        if active.starts >= CRASHES && step_back(dir, &mut memory, EventKind::FellBack, hands)?.is_some() {
            return Ok(Started::FellBack);
        }
        memory.count_start(active.starts.saturating_add(1))?;
    }
    Ok(if finished { Started::Finished } else { Started::Well })
}

/// The kiosk has run well for a minute: the generation that answers is proven.
pub fn proven(dir: &Path) -> Result<(), SyncError> {
    refuse_newer(dir)?;
    Memory::open_if_any(dir)?.map_or(Ok(()), |memory| memory.prove())
}

/// The generation that was taken in last and does not answer yet, because power or the disk failed in between. [`start`] puts that right where
/// the disk takes it; where it does not, whoever shows the library shows this one, since the other may hold what was withdrawn.
pub fn recorded(dir: &Path) -> Result<Option<u32>, SyncError> {
    let Some(memory) = Memory::read_if_any(dir)? else { return Ok(None) };
    Ok(match due(dir, &memory)? {
        Due::Point(recorded) => Some(recorded),
        Due::Nothing | Due::Record(_) => None,
    })
}

/// Whether a library may be shown to the public: a terminal that was given a root shows only releases that it accepted itself; one that was
/// not shows what it has.
pub fn may_show(dir: &Path, info: &Info) -> Result<bool, SyncError> {
    Memory::read_if_any(dir)?.map_or(Ok(true), |memory| memory.accepted(info))
}
