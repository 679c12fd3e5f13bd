//! The whole journal, read: its entries, and every place where they do not hold together.

use std::{io, path::Path};

use super::{
    deed::Deed,
    entry::{Entry, nothing},
    error::{AuditError, Fault, Head},
    place::Place,
};
use crate::files::{Digest, bounded};

/// Largest file of entries that is read; a writer begins a new one long before.
const LARGEST: u64 = 4 << 20;

/// Digits of a head that tell it from others.
const FEWEST_DIGITS: usize = 8;

/// The journal of a terminal.
#[derive(Debug, Default)]
pub struct Chain {
    /// Its entries, the oldest first.
    pub entries: Vec<Entry>,
    /// Where they do not hold together, in order.
    pub faults: Vec<Fault>,
    /// Power failed while the last line was written: what there is of it is no entry, and nobody's fault.
    pub is_torn: bool,
    /// What the terminal remembers of it cannot be read: entries that were taken away from its end may not be missed.
    pub unwitnessed: bool,
    /// What was written last, as it stands beside the entries.
    head: Option<Head>,
}

/// Reads the journal that belongs to a library, without writing or locking anything.
pub fn read(library: &Path) -> Result<Chain, AuditError> {
    let place = Place::of(library);
    // Before the entries: a writer that comes between leaves more of them, never fewer.
    let head = place.head()?;
    let mut walk = Walk { chain: Chain { head, ..Chain::default() }, pending: Vec::new() };
    for (_, path) in place.segments()? {
        walk.segment(&content(&path)?);
    }
    let mut chain = walk.end();
    if chain.entries.is_empty() && chain.head.is_none() && place.door().exists() {
        chain.faults.push(Fault::Gone);
    }
    Ok(chain)
}

/// Entries of these kinds, the oldest first, whether or not the journal holds together: for whoever asks what was said once. Nothing where it cannot
/// be read.
pub fn told(library: &Path, kinds: &[&str]) -> Vec<Entry> {
    let place = Place::of(library);
    let marks: Vec<String> = kinds.iter().map(|kind| format!("\"deed\":{{\"kind\":\"{kind}\"")).collect();
    let segments = place.segments().unwrap_or_default();
    let bytes = segments.iter().filter_map(|(_, path)| content(path).ok());
    let lines = |bytes: Vec<u8>| -> Vec<Entry> {
        let lines = bytes.split(|byte| *byte == b'\n').filter(|line| {
            let text = str::from_utf8(line).unwrap_or_default();
            marks.iter().any(|mark| text.contains(mark.as_str()))
        });
        lines.filter_map(Entry::of_line).collect()
    };
    bytes.flat_map(lines).collect()
}

/// The bytes of a file of entries; of one that nobody wrote so, something that is no entry.
pub(super) fn content(path: &Path) -> Result<Vec<u8>, AuditError> {
    match bounded::read(path, LARGEST) {
        Err(error) if error.kind() == io::ErrorKind::FileTooLarge => Ok(b"\n".to_vec()),
        read => read.map_err(AuditError::io(path)),
    }
}

impl Chain {
    /// The last entry.
    pub fn last(&self) -> Option<&Entry> {
        self.entries.last()
    }

    /// Says whether it holds together, and whether a head is in it that somebody wrote down: all of its digits, or eight or more of the first.
    pub fn verify(&self, since: Option<&str>) -> Result<(), AuditError> {
        let mut faults = self.faults.clone();
        if let Some(head) = since {
            let head: String = head.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
            if !(FEWEST_DIGITS..=64).contains(&head.len()) || !head.bytes().all(|byte| byte.is_ascii_hexdigit()) {
                return Err(AuditError::NoHead { fewest: FEWEST_DIGITS });
            }
            if !self.holds(&head) {
                faults.push(Fault::Unknown { head });
            }
        }
        if faults.is_empty() { Ok(()) } else { Err(AuditError::Faulty { faults }) }
    }

    /// Says what is missing where the journal once held this entry: all of it, or that one, unless it was let go of.
    pub fn expect(&mut self, number: u64, digest: &Digest) {
        let lets_go = |entry: &Entry| matches!(entry.deed, Deed::LetGo { through, .. } if through >= number);
        if self.entries.is_empty() {
            if !self.faults.contains(&Fault::Gone) {
                self.faults.push(Fault::Gone);
            }
        } else if !self.entries.iter().any(|entry| entry.number == number && entry.digest == *digest || lets_go(entry)) {
            self.faults.push(Fault::Forgotten { number });
        }
    }

    fn holds(&self, head: &str) -> bool {
        let is = |digest: &Digest| digest.to_string().starts_with(head);
        // What was let go of lately is still named.
        self.entries.iter().any(|entry| is(&entry.digest) || matches!(&entry.deed, Deed::LetGo { digest, .. } if is(digest)))
    }
}

/// Goes through the lines.
struct Walk {
    chain: Chain,
    /// Bytes since the last entry that are no entry.
    pending: Vec<u8>,
}

impl Walk {
    fn segment(&mut self, bytes: &[u8]) {
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            match Entry::of_line(line) {
                Some(entry) => self.entry(entry),
                None => self.pending.extend(line),
            }
        }
    }

    fn entry(&mut self, entry: Entry) {
        let last = self.chain.entries.last();
        let (number, digest) = last.map_or((0, nothing()), |last| (last.number, last.digest));
        if !self.pending.is_empty() {
            let torn = std::mem::take(&mut self.pending);
            if !is_noted(&entry.deed, &torn) {
                self.chain.faults.push(Fault::Altered { after: number });
            }
        }
        let expected = number.saturating_add(1);
        let follows = entry.number == expected && entry.before == digest;
        if !follows && (last.is_some() || entry.number == expected) {
            self.chain.faults.push(Fault::Broken { number: entry.number, expected });
        }
        if let Deed::Gap { .. } = entry.deed {
            self.chain.faults.push(Fault::Gap { number: entry.number });
        }
        self.chain.entries.push(entry);
    }

    fn end(self) -> Chain {
        let Self { mut chain, pending } = self;
        let found = chain.entries.last().map_or(0, |last| last.number);
        // A line that has its end was written whole once.
        if pending.contains(&b'\n') {
            chain.faults.push(Fault::Altered { after: found });
        } else {
            chain.is_torn = !pending.is_empty();
        }
        if let Some(first) = chain.entries.first().filter(|first| first.number != 1)
            && !chain.entries.iter().any(|entry| lets_go(&entry.deed, first))
        {
            chain.faults.insert(0, Fault::Begins { number: first.number });
        }
        let Some(head) = chain.head else {
            // Only after the very first entry can power have failed before it was written.
            if chain.entries.len() > 1 {
                chain.faults.push(Fault::NoHead);
            }
            return chain;
        };
        let at_head = chain.entries.iter().find(|entry| entry.number == head.number);
        if head.number > found {
            chain.faults.push(Fault::Short { found, written: head.number });
        } else if at_head.is_some_and(|entry| entry.digest != head.digest) {
            chain.faults.push(Fault::Broken { number: head.number, expected: head.number });
        }
        chain
    }
}

/// Whether an entry says that these bytes before it are what power left of a line.
fn is_noted(deed: &Deed, torn: &[u8]) -> bool {
    let torn = torn.strip_suffix(b"\n").unwrap_or(torn);
    matches!(deed, Deed::Torn { digest, .. } if *digest == Digest::of(torn)) && !torn.contains(&b'\n')
}

/// Whether a deed is the letting go of all that stood before an entry.
fn lets_go(deed: &Deed, first: &Entry) -> bool {
    matches!(deed, Deed::LetGo { through, digest, .. } if through.saturating_add(1) == first.number && *digest == first.before)
}
