//! A record is hidden at once, by whoever stands at the terminal; the next release of the office lifts it or confirms it.
//!
//! What is hidden lies beside the library, a file for each, since it must hold where nothing else can be written; here it is joined to what the
//! terminal believes, and to its history.

use std::path::Path;

use jiff::Timestamp;

use super::{Concern, EventKind, Happening, SyncError, line::Line, memory::Memory, recovery::doubts_clock};
use crate::{
    audit::{Deed, Journal, Who},
    bundle::Release,
    library::{self, Hidden, HiddenBy, Library, Origin, generations, hidden, info_of},
    policy::RecordId,
    text::clean,
};

/// What became of the wish to show a hidden record again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ShownAgain {
    /// It is shown from now on.
    Shown {
        /// Its title; empty where its file was torn.
        title: String,
    },
    /// It was not hidden.
    NotHidden,
    /// The office hid it, and only the office shows it again.
    ByOffice {
        /// Version of its list.
        list: u64,
    },
}

/// What a release does to a hidden record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// It was made later and holds it: it is shown again.
    Lifted,
    /// It was withdrawn, or is not in what was made later: it is gone.
    Confirmed,
    /// It was made before: it stays hidden.
    Kept,
}

/// A record as it would be hidden from an open library; none where it is not held.
pub fn to_hide(library: &Library, dir: &Path, id: &RecordId, by: HiddenBy, now: Timestamp) -> Option<Hidden> {
    let card = library.card(id)?;
    let content = library.content_digest(id).unwrap_or_else(|error| {
        tracing::warn!(error = &error as &dyn std::error::Error, "the digest of a record that is hidden cannot be told");
        None
    });
    let release = match &library.info().origin {
        Origin::Release { version, .. } => Some(*version),
        Origin::Built { .. } | Origin::EmbeddedSample => None,
    };
    Some(Hidden {
        id: id.clone(),
        title: clean(&card.title).into_owned(),
        kind: Some(card.kind),
        content,
        release,
        since: now,
        by,
        reason: String::new(),
        // Where the terminal cannot even say what it believes, nothing is taken for later.
        clock_doubted: doubts_clock(dir, now).unwrap_or(true),
        ended: None,
    })
}

/// Hides a record, durably, and writes it into the history. Where only the history fails it is hidden all the same.
pub fn hide(dir: &Path, hidden: &Hidden) -> Result<(), SyncError> {
    library::hide(dir, hidden)?;
    let facts = Happening::Hidden { id: hidden.id.clone(), title: hidden.title.clone(), reason: hidden.reason.clone() };
    note(dir, hidden.since, EventKind::Hidden, hidden.release, &facts);
    Ok(())
}

/// Shows a record again that was hidden here. It is said first and done then: whatever fails between leaves it hidden, and what is not written down
/// everywhere that tells of it would hide it again.
pub fn show_again(dir: &Path, id: &RecordId, by: &Who, now: Timestamp) -> Result<ShownAgain, SyncError> {
    let all = hidden(dir);
    let known = all.get(id);
    if let Some(Hidden { by: HiddenBy::Office { list, .. }, ended: None, .. }) = known {
        return Ok(ShownAgain::ByOffice { list: *list });
    }
    if known.is_none() && !all.is_torn(id) {
        return Ok(ShownAgain::NotHidden);
    }
    let title = known.map_or_else(String::new, |hidden| hidden.title.clone());
    if let Some(memory) = Memory::open_if_any(dir)? {
        let facts = Happening::ShownAgain { id: id.clone(), title: title.clone() };
        memory.note(&Line { at: now, kind: EventKind::Shown, release: None, code: None, facts: &facts })?;
    }
    Journal::of(dir).note(by.clone(), Deed::Unhidden { record: id.clone() });
    library::unhide(dir, id)?;
    Ok(ShownAgain::Shown { title })
}

/// What staff should know of hidden records before they take a release.
pub(super) fn concerns(dir: &Path, release: &Release) -> Vec<Concern> {
    let all = hidden(dir);
    let told = all.records.iter().filter(|hidden| hidden.ended.is_none()).map(|hidden| {
        let title = hidden.title.clone();
        match fate(hidden, release) {
            Fate::Lifted => Concern::HiddenShown { title },
            Fate::Confirmed => Concern::HiddenGone { title },
            Fate::Kept => Concern::HiddenStays { title },
        }
    });
    told.collect()
}

/// A release answers: what it lifts or confirms is told in the history, once, and what counts for no generation any more is forgotten. Whatever
/// fails here leaves hidden what is hidden.
pub(super) fn settle(dir: &Path, memory: &Memory, release: &Release, now: Timestamp) {
    let origins: Vec<Origin> = match generations(dir) {
        // One that cannot be read may still be stepped back to by a program that can.
        Ok(numbers) => match numbers.into_iter().map(|number| info_of(dir, number).map(|info| info.origin)).collect() {
            Ok(origins) => origins,
            Err(_) => return,
        },
        Err(_) => return,
    };
    for mut hidden in hidden(dir).records {
        let fate = fate(&hidden, release);
        let number = release.number;
        if fate == Fate::Kept {
            continue;
        }
        if hidden.ended.is_none() {
            let (kind, facts) = match fate {
                Fate::Confirmed => (EventKind::Hidden, Happening::HidingConfirmed { id: hidden.id.clone(), title: hidden.title.clone() }),
                _ => (EventKind::Shown, Happening::HidingLifted { id: hidden.id.clone(), title: hidden.title.clone() }),
            };
            let line = Line { at: now, kind, release: Some((number, release.digest)), code: None, facts: &facts };
            // What is not said stays hidden.
            if let Err(error) = memory.note(&line) {
                tracing::warn!(%error, "the end of a hiding could not be written down");
                continue;
            }
            Journal::of(dir).note(Who::Terminal, Deed::HidingEnded { record: hidden.id.clone(), release: number });
            hidden.ended = Some(number);
        }
        let counts = origins.iter().any(|origin| hidden.counts(origin));
        let gone = release.withdrawn().any(|withdrawn| withdrawn.id == hidden.id) && origins.len() == 1;
        let written = if counts && !gone { library::hide(dir, &hidden) } else { library::unhide(dir, &hidden.id).map(drop) };
        if let Err(error) = written {
            tracing::warn!(%error, "the end of a hiding could not be written down");
        }
    }
}

fn fate(hidden: &Hidden, release: &Release) -> Fate {
    if release.withdrawn().any(|withdrawn| withdrawn.id == hidden.id) {
        return Fate::Confirmed;
    }
    let holds = release.publications.iter().flat_map(|publication| &publication.catalogue.records).any(|record| record.id == hidden.id);
    match (hidden.counts_for(release.number, release.released_at), holds) {
        (true, _) => Fate::Kept,
        (false, true) => Fate::Lifted,
        (false, false) => Fate::Confirmed,
    }
}

/// A line of history, where one is kept and can be written.
fn note(dir: &Path, at: Timestamp, kind: EventKind, release: Option<u64>, facts: &Happening) {
    let written = || -> Result<(), SyncError> {
        let Some(memory) = Memory::open_if_any(dir)? else { return Ok(()) };
        let release = release.and_then(|number| {
            let answering = library::current(dir).ok().flatten().and_then(|generation| info_of(dir, generation).ok())?;
            super::recovery::release_of(&answering).filter(|known| known.0 == number)
        });
        memory.note(&Line { at, kind, release, code: None, facts })
    };
    if let Err(error) = written() {
        tracing::warn!(error = &error as &dyn std::error::Error, "a hiding could not be written into the history");
    }
}
