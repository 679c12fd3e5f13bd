//! The log of one document: lines that name the digests of those before them. Logs of several PCs are merged by their lines; a line that others
//! stand on cannot be changed or taken out without being missed. The newest lines have nothing standing on them: that they are missing is seen by
//! whoever has another copy.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::{
    Act, Event, ReviewError,
    keyring::{Keyring, message},
};
use crate::{bundle::Signer, files::Digest, text::as_read};

/// Events of one document, each with the digest of its line, in an order in which none stands before what it names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Log {
    lines: Vec<(Digest, String, Event)>,
}

/// What is wrong with a log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Damage {
    /// The line, from 1.
    pub line: usize,
    /// It cannot be read as an event; otherwise a line that it names is missing.
    pub unreadable: bool,
}

impl Log {
    /// Reads lines. All that can be read is there, whatever is wrong.
    pub fn read(text: &str) -> (Self, Vec<Damage>) {
        let mut lines = BTreeMap::new();
        let mut damage = Vec::new();
        let mut order = Vec::new();
        for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            match serde_json::from_str::<Event>(line) {
                Ok(event) => {
                    let digest = Digest::of(line.as_bytes());
                    order.push((at + 1, digest));
                    lines.insert(digest.to_string(), (digest, line.to_owned(), event));
                }
                Err(_) => damage.push(Damage { line: at + 1, unreadable: true }),
            }
        }
        let known: BTreeSet<String> = lines.keys().cloned().collect();
        for (line, digest) in order {
            let names = lines.get(&digest.to_string()).map(|(_, _, event)| event.prev.clone()).unwrap_or_default();
            if names.iter().any(|name| !known.contains(&name.to_string())) {
                damage.push(Damage { line, unreadable: false });
            }
        }
        let mut log = Self { lines: lines.into_values().collect() };
        log.sort();
        damage.sort_by_key(|damage| damage.line);
        (log, damage)
    }

    /// Time orders, and what names another stands behind it, whatever the clocks of two PCs said.
    fn sort(&mut self) {
        self.lines.sort_by(|left, right| (left.2.n, left.2.at, left.1.as_str()).cmp(&(right.2.n, right.2.at, right.1.as_str())));
    }

    /// The events in their order, each with the digest of its line.
    pub fn events(&self) -> impl DoubleEndedIterator<Item = (&Digest, &Event)> {
        self.lines.iter().map(|(digest, _, event)| (digest, event))
    }

    /// What a person did last and has not taken back: the digest of its line, and the event.
    pub fn last_own(&self, who: &str) -> Option<(Digest, &Event)> {
        let undone = self.undone();
        let own = |event: &Event| as_read(&event.who) == as_read(who) && !matches!(event.act, Act::Undo { .. } | Act::Import { .. });
        self.events()
            .rev()
            .find(|(digest, event)| own(event) && !undone.contains(&digest.to_string()))
            .map(|(digest, event)| (*digest, event))
    }

    /// Lines that the person who wrote them took back, by their digests.
    pub(super) fn undone(&self) -> BTreeSet<String> {
        let mut undone = BTreeSet::new();
        // The newest first: an undo that was itself undone does nothing.
        for (digest, event) in self.events().rev() {
            let Act::Undo { of } = &event.act else { continue };
            let own = self.events().any(|(other, before)| other == of && as_read(&before.who) == as_read(&event.who));
            if own && !undone.contains(&digest.to_string()) {
                undone.insert(of.to_string());
            }
        }
        undone
    }

    /// Whether what a machine guessed became the text.
    pub fn is_adopted(&self) -> bool {
        let undone = self.undone();
        self.events().any(|(digest, event)| matches!(event.act, Act::Adopt { .. }) && !undone.contains(&digest.to_string()))
    }

    /// The lines that count by these keys, and those that stand in the name of somebody who has one and did not sign them.
    /// `strictly`, what passes a document must be signed whoever does it.
    pub fn counting(&self, keys: &Keyring, id: &str, strictly: bool) -> (Self, Vec<Event>) {
        let counts = |line: &str, event: &Event| {
            keys.signed(id, line, event) || !(keys.knows(&event.who) || strictly && matches!(event.act, Act::Pass { .. }))
        };
        let (counting, others): (Vec<_>, Vec<_>) = self.lines.iter().cloned().partition(|(_, line, event)| counts(line, event));
        (Self { lines: counting }, others.into_iter().map(|(_, _, event)| event).collect())
    }

    /// Events with whether a key of their person signed them.
    pub fn signed<'l>(&'l self, keys: &'l Keyring, id: &'l str) -> impl Iterator<Item = (&'l Event, bool)> {
        self.lines.iter().map(move |(_, line, event)| (event, keys.signed(id, line, event)))
    }

    /// Whether nothing was recorded.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Lines that no other line names.
    fn ends(&self) -> Vec<Digest> {
        let named: BTreeSet<String> = self.lines.iter().flat_map(|(_, _, event)| event.prev.iter().map(ToString::to_string)).collect();
        self.lines.iter().map(|(digest, _, _)| *digest).filter(|digest| !named.contains(&digest.to_string())).collect()
    }

    /// Adds what somebody did. Whether it may be done is asked of [`super::State`].
    pub fn push(&mut self, at: Timestamp, who: &str, act: Act, text: Digest) -> Result<Digest, serde_json::Error> {
        let event = self.next(at, who, act, text);
        self.write(event)
    }

    /// The same, signed: of the document with this id.
    pub fn push_signed(&mut self, id: &str, mut event: Event, hand: &dyn Signer) -> Result<Digest, ReviewError> {
        let unwritten = |source| ReviewError::Disk { path: id.into(), source };
        let line = serde_json::to_string(&event).map_err(|error| unwritten(error.into()))?;
        event.sig = Some(hand.sign(&message(id, &line)).map_err(|error| unwritten(std::io::Error::other(error)))?);
        self.write(event).map_err(|error| unwritten(error.into()))
    }

    /// What somebody did as the next line, before it is signed or written.
    pub fn next(&self, at: Timestamp, who: &str, act: Act, text: Digest) -> Event {
        let n = self.lines.iter().map(|(_, _, event)| event.n).max().unwrap_or(0) + 1;
        Event { n, at, who: who.trim().to_owned(), act, text, prev: self.ends(), sig: None }
    }

    fn write(&mut self, event: Event) -> Result<Digest, serde_json::Error> {
        let line = serde_json::to_string(&event)?;
        let digest = Digest::of(line.as_bytes());
        self.lines.push((digest, line, event));
        Ok(digest)
    }

    /// Takes in the lines of another copy. Returns how many were new.
    pub fn merge(&mut self, other: &Self) -> usize {
        let known: BTreeSet<String> = self.lines.iter().map(|(digest, _, _)| digest.to_string()).collect();
        let new: Vec<_> = other.lines.iter().filter(|(digest, _, _)| !known.contains(&digest.to_string())).cloned().collect();
        let count = new.len();
        self.lines.extend(new);
        self.sort();
        count
    }

    /// The log as it is written.
    pub fn text(&self) -> String {
        self.lines.iter().fold(String::new(), |text, (_, line, _)| text + line + "\n")
    }
}
