//! The key that each terminal had when the office first heard of it: a file that the office keeps beside its keys. A terminal signs with a key
//! that it made itself, so the first report is believed, and from then on the key.

use std::{
    collections::BTreeMap,
    io,
    path::{Path, PathBuf},
};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{FleetError, error::KnownFault, report::Signed};
use crate::{
    bundle::KeyId,
    config::is_terminal_name,
    files::{bounded, durable, if_there},
    text::Typo,
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
    /// The day on which it was first seen, by the office's clock.
    since: Date,
    /// Keys that it had before it was set up anew: their reports still lie on sticks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    former: Vec<KeyId>,
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

    /// From the next report on any key is the first: the terminal was set up anew.
    pub fn forget(&mut self, terminal: &str) {
        if let Some(known) = self.terminals.get_mut(terminal) {
            known.former.extend(known.key.take());
        }
    }

    /// Learns the keys of terminals that are new here, from a report of each, and writes the file where that changed it.
    pub(super) fn learn<'s>(&mut self, reports: impl Iterator<Item = &'s Signed>, today: Date) -> Result<(), FleetError> {
        let before = self.terminals.clone();
        for signed in reports {
            let known = self.terminals.entry(signed.report.terminal.clone()).or_default();
            if known.key.is_none() {
                (known.key, known.since) = (Some(signed.key), today);
            }
        }
        if before == self.terminals && self.path.exists() {
            return Ok(());
        }
        let unwritable =
            |error: toml::ser::Error| FleetError::Known { path: self.path.clone(), why: KnownFault::Unwritable(error.to_string()) };
        let text = toml::to_string(&self.terminals).map_err(unwritable)?;
        let text = format!("# 各终端的密钥，第一次收到报告时记下。终端重装过，运行 gongkai fleet status 时加 --renew 名称。\n{text}");
        durable::write(&self.path, text.as_bytes()).map_err(|source| FleetError::Io { path: self.path.clone(), source })
    }
}
