//! A terminal composes its report, signs it and puts it on the stick, durably: as a whole or not at all.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use jiff::Timestamp;

use super::{
    Content, Disk, FleetError, Heard, HiddenNote, LastEvent, Report, Usage, ledger,
    report::{MOST_HIDDEN, is_code},
};
use crate::{
    audit,
    bundle::STICK_FOLDER,
    config::is_terminal_name,
    files::durable,
    launch,
    library::{Origin, current, hidden, info_of},
    sync::{self, Event, EventKind},
};

/// Lines of history that count as lately.
const LATELY: usize = 50;
/// The count that says that the terminal's disk takes nothing: read-only, full or failing. Absent where it does.
pub(super) const REFUSES: &str = "disk_refuses";
/// The count that says that files of hidden records are gone there, or cannot be read. Absent where they are as they should be.
pub(super) const HIDDEN_LOST: &str = "hidden_lost";
/// The count that says how many programs that came with releases did not work there. Absent where all do.
pub(super) const PROGRAMS_GIVEN_UP: &str = "programs_given_up";
/// Folder of reports on a stick.
pub(super) const FOLDER: &str = "status";

/// Leaves a report on a stick; where it is.
pub fn leave(stick: &Path, library: &Path, terminal: &str, now: Timestamp) -> Result<PathBuf, FleetError> {
    if !is_terminal_name(terminal) {
        return Err(FleetError::Name { name: terminal.to_owned() });
    }
    let bytes = report(library, terminal, now)?.sign(&sync::terminal_key(library)?)?;
    put(stick, FOLDER, &format!("{terminal}.json"), &bytes).map_err(|source| FleetError::NotLeft { stick: stick.to_owned(), source })
}

/// How this terminal is.
pub(super) fn report(library: &Path, terminal: &str, now: Timestamp) -> Result<Report, FleetError> {
    let history = sync::history(library)?;
    let info = current(library).ok().flatten().and_then(|number| info_of(library, number).ok());
    let content = info.as_ref().and_then(|info| match &info.origin {
        Origin::Release { version, digest, released_at, check } => {
            Some(Content { release: *version, digest: digest.parse().ok()?, released_at: *released_at, check: check.clone() })
        }
        Origin::Built { .. } | Origin::EmbeddedSample => None,
    });
    let disk = rustix::fs::statvfs(library).map_err(|error| FleetError::Io { path: library.to_owned(), source: error.into() })?;
    let lately = history.iter().take(LATELY);
    let mut refusals = BTreeMap::new();
    for code in lately.filter(|event| event.kind == EventKind::Refused).filter_map(code) {
        *refusals.entry(code.clone()).or_insert(0) += 1;
    }
    let mut counts: BTreeMap<String, u64> = info.as_ref().map(|info| ("records".to_owned(), info.records() as u64)).into_iter().collect();
    match ledger::kept::<Usage>(library) {
        Ok(usage) => counts.extend(usage.named().map(|(name, count)| (name.to_owned(), count))),
        // None at all: zeros would say that nobody was there.
        Err(error) => tracing::warn!(%error, "the totals of use cannot be read"),
    }
    let heard = ledger::kept::<Heard>(library).unwrap_or_else(|error| {
        tracing::warn!(%error, "what was heard of visitors cannot be read");
        Heard::default()
    });
    counts.extend(heard.named().map(|(name, count)| (name.to_owned(), count)));
    if sync::disk_trouble(library).is_some() {
        counts.insert(REFUSES.to_owned(), 1);
    }
    if hidden(library).lost(info.as_ref().map(|info| &info.origin)) {
        counts.insert(HIDDEN_LOST.to_owned(), 1);
    }
    let given_up = launch::state(library).given_up.iter().filter(|program| program.is_wanted()).count();
    if given_up > 0 {
        counts.insert(PROGRAMS_GIVEN_UP.to_owned(), given_up as u64);
    }
    Ok(Report {
        hidden: info.as_ref().map(|info| hidden_there(library, &info.origin)).unwrap_or_default(),
        terminal: terminal.to_owned(),
        reported_at: now,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        content,
        disk: Disk { free: disk.f_bavail.saturating_mul(disk.f_frsize), total: disk.f_blocks.saturating_mul(disk.f_frsize) },
        events: history.len() as u64,
        // What was hidden since says nothing of how the last exchange ended, and stands in a list of its own.
        last: history
            .iter()
            .find(|event| !matches!(event.kind, EventKind::Hidden | EventKind::Shown | EventKind::Reset))
            .map(|event| LastEvent { at: event.at, event: Some(event.kind), release: event.release, code: code(event).cloned() }),
        refusals,
        clock_doubted: sync::doubts_clock(library, now)?,
        counts,
        missed: heard.often(),
        journal: match sync::journal(library) {
            Ok(chain) => audit::summary(&chain),
            Err(error) => {
                tracing::warn!(error = &error as &dyn std::error::Error, "the journal cannot be read");
                None
            }
        },
    })
}

/// What is hidden, that which counts first.
fn hidden_there(library: &Path, origin: &Origin) -> Vec<HiddenNote> {
    let all = hidden(library);
    let notes = all.records.into_iter().map(|hidden| HiddenNote {
        counts: hidden.counts(origin),
        id: hidden.id,
        content: hidden.content,
        since: hidden.since,
        by: hidden.by,
    });
    let mut notes: Vec<HiddenNote> = notes.collect();
    notes.sort_by_key(|note| (!note.counts, std::cmp::Reverse(note.since)));
    notes.truncate(MOST_HIDDEN);
    notes
}

/// The code of a refusal, unless a failing disk made something else of it.
fn code(event: &Event) -> Option<&String> {
    event.code.as_ref().filter(|code| is_code(code))
}

/// Puts a small file into a folder of ours on a stick and reads it back. Links are not followed: nothing that lies there leads out of the stick.
pub fn put(stick: &Path, folder: &str, name: &str, bytes: &[u8]) -> io::Result<PathBuf> {
    let mut path = stick.to_owned();
    for part in Path::new(STICK_FOLDER).iter().chain(Path::new(folder).iter()) {
        path.push(part);
        durable::create_folder(&path)?;
        if !fs::symlink_metadata(&path)?.is_dir() {
            return Err(io::ErrorKind::NotADirectory.into());
        }
    }
    path.push(name);
    durable::write(&path, bytes)?;
    if fs::read(&path)? == bytes { Ok(path) } else { Err(io::ErrorKind::InvalidData.into()) }
}
