//! The office's list of withdrawals is taken from a stick, by itself and before anything else of it: it only ever hides.

use std::path::Path;

use jiff::{SignedDuration, Timestamp};
use rusqlite::{OptionalExtension, params};

use super::{
    By, EventKind, Happening, SyncError,
    error::{Tear, read_failed},
    exchange::note,
    folders::Folders,
    line::Line,
    memory::Memory,
    offer::keep_root,
};
use crate::{
    bundle::{Objection, Shelf, Trust, UnverifiedBundle, WithdrawalList, whose},
    library::{self, Hidden, HiddenBy, Library, hidden},
    policy::RecordId,
};

/// Versions that a list may be ahead of the last: nobody who has one key shall end the chain with it.
const MOST_AHEAD: u64 = 1000;
/// How far ahead of this terminal's clock a list may have been made: releases made later must be able to lift it.
const CLOCKS_DIFFER: SignedDuration = SignedDuration::from_hours(24);

/// A list that lay on a stick and was heeded, or would be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListTaken {
    /// Its version.
    pub version: u64,
    /// Records that it hides here and that were shown before, with their titles.
    pub hidden: Vec<(RecordId, String)>,
    /// Records on it.
    pub records: usize,
    /// Who signed it.
    pub people: Vec<String>,
}

/// Heeds the list on a shelf; none where there is none. An older one is heeded too: it only hides what no release has answered since. What is wrong
/// with one is written into the history, and is no word on the rest of the stick.
pub fn take_list(dir: &Path, shelf: &dyn Shelf, now: Timestamp) -> Result<Option<ListTaken>, SyncError> {
    library::refuse_newer(dir)?;
    let mut memory = Memory::open(dir)?;
    let taken = taken(dir, &mut memory, shelf, now);
    taken.inspect_err(|error| note(&memory, None, now, error))
}

/// What [`take_list`] would hide: the same list is refused for the same reason, and nothing is hidden.
pub fn look_at_list(dir: &Path, shelf: &dyn Shelf, now: Timestamp) -> Result<Option<ListTaken>, SyncError> {
    library::refuse_newer(dir)?;
    let memory = Memory::read(dir)?;
    let weighed = weigh(dir, &memory, &memory.trust()?, shelf, now).inspect_err(|error| note(&memory, None, now, error))?;
    Ok(weighed.map(|Weighed { list, wishes, .. }| {
        let mut told = ListTaken::of(&list);
        told.hidden = wishes.into_iter().filter(|wish| wish.shown).map(|Wish { hidden, .. }| (hidden.id, hidden.title)).collect();
        told
    }))
}

/// A list that may be heeded, and what that means here.
struct Weighed {
    list: WithdrawalList,
    /// Version of the list that was heeded last.
    seen: u64,
    wishes: Vec<Wish>,
}

/// A record that is to be hidden by a list, or longer than it is.
struct Wish {
    hidden: Hidden,
    /// It is shown now.
    shown: bool,
}

fn weigh(dir: &Path, memory: &Memory, known: &Trust, shelf: &dyn Shelf, now: Timestamp) -> Result<Option<Weighed>, SyncError> {
    let mut trust = known.clone();
    // A list of a release that nobody has seen could never be lifted.
    let newest = trust.snapshot.map_or(u64::MAX, |seen| seen.version);
    // A root that replaces whoever lost a key may lie beside it.
    let root = UnverifiedBundle::new(shelf).follow_roots(&mut trust).map_err(read_failed)?;
    let read = WithdrawalList::read(shelf, &root).map_err(|error| read_failed(whose(shelf, &root, error)))?;
    let Some(list) = read else { return Ok(None) };
    let seen = memory.list_seen()?;
    if list.version > seen.saturating_add(MOST_AHEAD) {
        let most = seen.saturating_add(MOST_AHEAD);
        return Err(Objection::Leap { name: "withdrawals.json".to_owned(), found: list.version, most }.into());
    }
    let (library, known_hidden) = (Library::open(dir)?, hidden(dir));
    let by_lists = known_hidden.records.iter().filter(|hidden| matches!(hidden.by, HiddenBy::Office { .. }) && hidden.ended.is_none());
    let others = by_lists.filter(|hidden| list.records.iter().all(|listed| listed.id != hidden.id)).count();
    list.enough_persons(list.records.len() + others, library.cards().len())?;
    // What was made in a future that no release reaches could never be lifted.
    let latest = now.max(trust.floor.unwrap_or(now)).saturating_add(CLOCKS_DIFFER).unwrap_or(now);
    let people: Vec<String> = list.signers.iter().map(ToString::to_string).collect();
    let mut wishes = Vec::new();
    for listed in &list.records {
        let wish = Hidden {
            id: listed.id.clone(),
            title: listed.title.clone(),
            kind: library.card(&listed.id).map(|card| card.kind),
            content: library.content_digest(&listed.id).unwrap_or(None),
            release: Some(list.release.min(newest)),
            since: list.made_at.min(latest),
            by: HiddenBy::Office { list: list.version, people: people.clone() },
            reason: listed.reason.clone(),
            clock_doubted: false,
            ended: None,
        };
        let before = known_hidden.get(&listed.id).filter(|hidden| hidden.ended.is_none());
        // The same list again, or an older one, changes nothing; what the hall hid by itself is the office's word from now on.
        if before.is_some_and(|before| {
            matches!(before.by, HiddenBy::Office { .. }) && before.outlasts(&wish) && !known_hidden.missing.contains(&before.id)
        }) {
            continue;
        }
        let hidden = before.map_or(wish.clone(), |before| wish.clone().not_before(before));
        let shown = before.is_none() && library.card(&listed.id).is_some() && hidden.counts(&library.info().origin);
        wishes.push(Wish { hidden, shown });
    }
    Ok(Some(Weighed { list, seen, wishes }))
}

fn taken(dir: &Path, memory: &mut Memory, shelf: &dyn Shelf, now: Timestamp) -> Result<Option<ListTaken>, SyncError> {
    let known = memory.trust()?;
    let Some(Weighed { list, seen, wishes }) = weigh(dir, memory, &known, shelf, now)? else { return Ok(None) };
    // Keys that were taken from somebody must not count again with the next stick.
    let mut led = known.clone();
    if UnverifiedBundle::new(shelf).follow_roots(&mut led).is_ok() {
        keep_root(&Folders::of(dir), memory, (&known, &led), &By::Terminal, now);
    }
    let mut taken = ListTaken::of(&list);
    for Wish { hidden, shown } in wishes {
        library::hide(dir, &hidden)?;
        if shown {
            let facts = Happening::Hidden { id: hidden.id.clone(), title: hidden.title.clone(), reason: hidden.reason.clone() };
            memory.note(&Line { at: now, kind: EventKind::Hidden, release: None, code: None, facts: &facts })?;
            taken.hidden.push((hidden.id, hidden.title));
        }
    }
    if list.version >= seen {
        memory.list_heeded(&list)?;
    }
    Ok(Some(taken))
}

impl ListTaken {
    fn of(list: &WithdrawalList) -> Self {
        let people = list.signers.iter().map(ToString::to_string).collect();
        Self { version: list.version, hidden: Vec::new(), records: list.records.len(), people }
    }
}

impl Memory {
    /// The version of the list that was heeded last; 0 before the first.
    fn list_seen(&self) -> Result<u64, SyncError> {
        let row = self.connection.query_row("SELECT version FROM withdrawals", [], |row| row.get::<_, i64>(0)).optional();
        let version = row.map_err(|error| self.torn(Tear::Database(error.to_string())))?;
        Ok(version.and_then(|version| u64::try_from(version).ok()).unwrap_or(0))
    }

    fn list_heeded(&self, list: &WithdrawalList) -> Result<(), SyncError> {
        let version = i64::try_from(list.version).unwrap_or(i64::MAX);
        let put = "INSERT OR REPLACE INTO withdrawals (one, version, digest) VALUES (1, ?1, ?2)";
        self.connection.execute(put, params![version, list.digest.to_string()]).map(drop).map_err(self.failed())
    }
}
