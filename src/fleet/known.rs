//! The key that each terminal had when the office first heard of it: a file that the office keeps beside its keys. A terminal signs with a key
//! that it made itself, so the first report is believed, and from then on the key.

use std::{
    collections::BTreeMap,
    io,
    path::{Path, PathBuf},
};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{FleetError, Report, error::KnownFault, report::Signed};
use crate::{
    bundle::KeyId,
    config::is_terminal_name,
    files::{Digest, bounded, durable, if_there},
    text::{Typo, day_of},
};

/// Largest file that is read.
const LIMIT: u64 = 4 << 20;

/// The keys of terminals, by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownKeys {
    terminals: BTreeMap<String, KnownKey>,
    path: PathBuf,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct KnownKey {
    /// `None` between the day it was given up and the next report.
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<KeyId>,
    /// The day on which it was first seen, by the office's clock; none for one that somebody wrote down before it reported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    since: Option<Date>,
    /// The day of the newest report that was seen, by the terminal's clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    seen: Option<Date>,
    /// Lines of its history then, which only grow.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    events: Option<u64>,
    /// The release that it showed then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    release: Option<u64>,
    /// Entries of its journal then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    journal: Option<u64>,
    /// Digest of the last of them: whoever takes the journal's end away is found out by it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    head: Option<Digest>,
    /// Keys that it had before it was set up anew: their reports still lie on sticks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    former: Vec<KeyId>,
}

/// The last that was heard of a terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct LastHeard {
    /// The day of its report; where there was none, that on which it was written down.
    pub(super) seen: Option<Date>,
    /// The release that it showed.
    pub(super) release: Option<u64>,
}

/// Where the reader of TOML stumbled, and over what.
fn typo(text: &str, error: &toml::de::Error) -> KnownFault {
    let before = error.span().map_or(0, |span| span.start);
    let line = text.bytes().take(before).filter(|byte| *byte == b'\n').count() + 1;
    KnownFault::Typo { line, typo: Typo::of(error.message()), says: error.message().to_owned() }
}

impl KnownKeys {
    /// Reads the file; one that is not there yet knows nobody.
    pub fn read(path: &Path) -> Result<Self, FleetError> {
        let wrong = |why| FleetError::Known { path: path.to_owned(), why };
        let known = match if_there(bounded::read(path, LIMIT)) {
            Ok(None) => return Ok(Self { terminals: BTreeMap::new(), path: path.to_owned() }),
            Ok(Some(bytes)) => String::from_utf8(bytes).map_err(|_| wrong(KnownFault::NotAFile))?,
            Err(error) if matches!(error.kind(), io::ErrorKind::IsADirectory | io::ErrorKind::FileTooLarge) => {
                return Err(wrong(KnownFault::NotAFile));
            }
            Err(error) => return Err(wrong(KnownFault::System(error))),
        };
        let terminals: BTreeMap<String, KnownKey> = toml::from_str(&known).map_err(|error| wrong(typo(&known, &error)))?;
        if terminals.keys().all(|name| is_terminal_name(name)) {
            Ok(Self { terminals, path: path.to_owned() })
        } else {
            Err(wrong(KnownFault::Name))
        }
    }

    /// The key that a terminal had.
    pub fn key(&self, terminal: &str) -> Option<KeyId> {
        self.terminals.get(terminal).and_then(|known| known.key)
    }

    /// Whether a terminal had that key before it was set up anew.
    pub fn is_former(&self, terminal: &str, key: &KeyId) -> bool {
        self.terminals.get(terminal).is_some_and(|known| known.former.contains(key))
    }

    /// The terminals that ought to exist, by name, with the last that was heard of each.
    pub(super) fn terminals(&self) -> impl Iterator<Item = (&str, LastHeard)> {
        self.terminals.iter().map(|(name, known)| (name.as_str(), LastHeard { seen: known.seen.or(known.since), release: known.release }))
    }

    /// Lines of history, entries of the journal and its head when a terminal's journal was longest.
    pub(super) fn journal(&self, terminal: &str) -> Option<(u64, u64, Digest)> {
        let known = self.terminals.get(terminal)?;
        Some((known.events?, known.journal?, known.head?))
    }

    /// Whether a report that is newer by its clock knows of less than an earlier one did.
    pub(super) fn went_back(&self, report: &Report) -> bool {
        let Some(known) = self.terminals.get(&report.terminal) else { return false };
        let later = known.seen.is_some_and(|seen| day_of(report.reported_at) > seen);
        later && known.events.is_some_and(|events| report.events < events)
    }

    /// From the next report on any key is the first: the terminal was set up anew.
    pub fn forget(&mut self, terminal: &str) {
        if let Some(known) = self.terminals.get_mut(terminal) {
            known.former.extend(known.key.take());
            (known.seen, known.events, known.release, known.journal, known.head) = (None, None, None, None, None);
        }
    }

    /// Learns the keys of terminals that are new here, from a report of each, and writes the file where that changed it.
    pub(super) fn learn<'s>(&mut self, reports: impl Iterator<Item = &'s Signed>, today: Date) -> Result<(), FleetError> {
        let before = self.terminals.clone();
        for signed in reports {
            let known = self.terminals.entry(signed.report.terminal.clone()).or_default();
            if known.key.is_none() {
                (known.key, known.since) = (Some(signed.key), Some(today));
            }
            let report = &signed.report;
            // An older stick that is looked through once more says nothing new.
            if known.key == Some(signed.key) && known.events.is_none_or(|events| events <= report.events) {
                known.seen = Some(day_of(report.reported_at));
                known.events = Some(report.events);
                known.release = report.content.as_ref().map(|content| content.release);
                // The longest that was ever reported is what a later one is held against.
                if let Some(journal) = report.journal.filter(|journal| known.journal.is_none_or(|entries| entries < journal.entries)) {
                    (known.journal, known.head) = (Some(journal.entries), Some(journal.head));
                }
            }
        }
        if before == self.terminals && self.path.exists() {
            return Ok(());
        }
        let unwritable =
            |error: toml::ser::Error| FleetError::Known { path: self.path.clone(), why: KnownFault::Unwritable(error.to_string()) };
        let text = toml::to_string(&self.terminals).map_err(unwritable)?;
        let text = format!(
            "# 各终端的密钥，第一次收到报告时记下。终端重装过，运行 gongkai fleet status 时加 --renew 名称；还没有报告过的，自己加一行 [名称]。\n{text}"
        );
        durable::write(&self.path, text.as_bytes()).map_err(|source| FleetError::Io { path: self.path.clone(), source })
    }
}
