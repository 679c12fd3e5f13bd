//! A line added to the journal: appended, synced, and the head beside it, before anybody hears that it is done.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
};

use jiff::Timestamp;

use super::{
    chain::content,
    deed::{Deed, Done, Who},
    entry::{Entry, nothing},
    error::{AuditError, Head},
    place::Place,
    summary::{Counts, counts_until},
};
use crate::files::{Digest, durable};

/// Bytes after which a new file is begun, and files that are kept: some fifty thousand entries, years of them.
const SEGMENT: u64 = if cfg!(test) { 8 << 10 } else { 256 << 10 };
const SEGMENTS: usize = if cfg!(test) { 3 } else { 48 };
/// Entries that are remembered while the disk refuses; further ones are only counted.
const WAITING: usize = 256;
/// Entries in a row of nothing but starts and ends that are written down, and after how many hours one more is: a program that crashes again and
/// again must not push out what is older.
const RESTARTS: usize = if cfg!(test) { 10 } else { 40 };
const RESTS: i64 = 20;

/// Where deeds are handed in. What the disk refuses waits in memory, and is written with the next one.
#[derive(Debug)]
pub struct Journal {
    place: Place,
    waiting: Vec<Done>,
    lost: u64,
}

impl Journal {
    /// The journal that belongs to a library; nothing is read yet.
    pub fn of(library: &Path) -> Self {
        Self { place: Place::of(library), waiting: Vec::new(), lost: 0 }
    }

    /// Writes down what was done now, and into the log of the system. Where the disk refuses, the log says that too: nothing that staff or
    /// visitors do waits for it.
    pub fn note(&mut self, by: Who, deed: Deed) {
        let now = crate::text::now();
        let at = if deed.is_visitors() { now.start_of_day().unwrap_or(now).timestamp() } else { now.timestamp() };
        // Who runs a command is told by the command.
        if deed.is_visitors() {
            tracing::debug!("noted what a visitor left");
        } else if deed.is_grave() && !matches!(by, Who::User(_)) {
            tracing::warn!(?by, ?deed, "noted");
        } else {
            tracing::info!(?by, ?deed, "noted");
        }
        if let Err(error) = self.write(Done { at, by, deed }) {
            tracing::warn!(error = &error as &dyn std::error::Error, "the journal cannot be written");
        }
    }

    /// The same, for whoever wants to know whether it was written.
    pub(super) fn write(&mut self, done: Done) -> Result<(), AuditError> {
        if !self.place.is_kept() {
            return Ok(());
        }
        self.waiting.push(done);
        let written = self.flush();
        if written.is_err() && self.waiting.len() > WAITING {
            self.waiting.remove(0);
            self.lost += 1;
        }
        written
    }

    fn flush(&mut self) -> Result<(), AuditError> {
        let _lock = self.place.lock()?;
        let mut end = End::find(&self.place)?;
        let mut dues: Vec<Done> = end.what_is_odd(self.place.head()?);
        if self.lost > 0 {
            dues.push(of_itself(Deed::NotWritten { entries: self.lost }));
        }
        dues.extend(self.waiting.iter().cloned());
        if end.has_many_restarts {
            dues.retain(|done| !done.deed.is_restart());
        }
        let old = if end.length >= SEGMENT { end.roll(&self.place, &mut dues)? } else { Vec::new() };
        if !dues.is_empty() {
            end.append(dues)?;
            self.place.hand_over(&end.path);
        }
        self.waiting.clear();
        self.lost = 0;
        // Said before it is done: power that fails between leaves more than was said, never less.
        for path in old {
            fs::remove_file(&path).map_err(AuditError::io(&path))?;
        }
        self.place.write_head(Head { number: end.number, digest: end.digest })
    }
}

fn of_itself(deed: Deed) -> Done {
    Done { at: Timestamp::now(), by: Who::Terminal, deed }
}

/// The end of the journal as it is found.
struct End {
    /// The file that is written to; it may not be there yet.
    path: PathBuf,
    is_new: bool,
    length: u64,
    number: u64,
    digest: Digest,
    /// What stands behind the last entry and is none.
    torn: Vec<u8>,
    /// The last line has no end.
    is_open: bool,
    has_many_restarts: bool,
}

impl End {
    fn find(place: &Place) -> Result<Self, AuditError> {
        let mut end = Self {
            path: place.segment(1),
            is_new: true,
            length: 0,
            number: 0,
            digest: nothing(),
            torn: Vec::new(),
            is_open: false,
            has_many_restarts: false,
        };
        for (at, (_, path)) in place.segments()?.into_iter().rev().enumerate() {
            let bytes = content(&path)?;
            if at == 0 {
                (end.is_new, end.length) = (false, fs::metadata(&path).map_err(AuditError::io(&path))?.len());
                end.path = path;
            }
            let (entries, torn) = last_of(&bytes);
            if let Some(last) = entries.last() {
                (end.number, end.digest) = (last.number, last.digest);
                let restarts = entries.iter().rev().take_while(|entry| entry.deed.is_restart()).count();
                let since = Timestamp::now().duration_since(last.at).as_hours();
                end.has_many_restarts = restarts >= RESTARTS && (0..RESTS).contains(&since);
            }
            if at == 0 {
                (end.torn, end.is_open) = (torn, bytes.last().is_some_and(|last| *last != b'\n'));
            }
            if end.number > 0 {
                break;
            }
        }
        Ok(end)
    }

    /// What must be said before anything else is.
    fn what_is_odd(&self, head: Option<Head>) -> Vec<Done> {
        let mut odd = Vec::new();
        // A line that has its end was written whole once: power did not do that, and nothing here explains it.
        if !self.torn.is_empty() && !self.torn.contains(&b'\n') {
            odd.push(of_itself(Deed::Torn { bytes: self.torn.len() as u64, digest: Digest::of(&self.torn) }));
        }
        let Some(Head { number, digest }) = head.or_else(|| (self.number > 1).then(|| Head { number: self.number, digest: nothing() }))
        else {
            return odd;
        };
        if number > self.number || (number == self.number && digest != self.digest) {
            odd.push(of_itself(Deed::Gap { number, digest }));
        }
        odd
    }

    /// Begins a new file. Of too many the oldest are to go, and an entry says so.
    fn roll(&mut self, place: &Place, dues: &mut Vec<Done>) -> Result<Vec<PathBuf>, AuditError> {
        let mut segments = place.segments()?;
        let kept = segments.split_off(segments.len().saturating_sub(SEGMENTS - 1));
        if let (false, Some((first, _))) = (segments.is_empty(), kept.first())
            && let Some((Head { number, digest }, Counts { wrong, opened })) = counts_until(place, *first)?
        {
            dues.push(of_itself(Deed::LetGo { through: number, digest, wrong, opened }));
        }
        (self.path, self.is_new, self.length) = (place.segment(self.number.saturating_add(1)), true, 0);
        self.is_open = false;
        Ok(segments.into_iter().map(|(_, path)| path).collect())
    }

    /// Adds entries at the end. What a full disk took of them is taken back.
    fn append(&mut self, dues: Vec<Done>) -> Result<(), AuditError> {
        let mut text = String::new();
        if self.is_open {
            text.push('\n');
        }
        for done in dues {
            let (entry, line) = Entry::after(self.number, self.digest, done);
            (self.number, self.digest) = (entry.number, entry.digest);
            text.push_str(&line);
        }
        let mut file = File::options().append(true).create(true).open(&self.path).map_err(AuditError::io(&self.path))?;
        let added = file.write_all(text.as_bytes()).and_then(|()| file.sync_data()).and_then(|()| self.named());
        if let Err(source) = added {
            drop(file.set_len(self.length));
            return Err(AuditError::io(&self.path)(source));
        }
        Ok(())
    }

    /// The name of a new file is made durable.
    fn named(&self) -> io::Result<()> {
        if self.is_new { durable::sync_folder(self.path.parent().unwrap_or(Path::new("."))) } else { Ok(()) }
    }
}

/// The entries of a file, and what stands behind the last of them.
fn last_of(bytes: &[u8]) -> (Vec<Entry>, Vec<u8>) {
    let (mut entries, mut torn) = (Vec::new(), Vec::new());
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        match Entry::of_line(line) {
            Some(entry) => {
                torn.clear();
                entries.push(entry);
            }
            None => torn.extend_from_slice(line),
        }
    }
    (entries, torn)
}
