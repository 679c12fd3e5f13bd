//! Which key each terminal had when the office first heard of it: a file that the office keeps beside its keys. A terminal signs with a key that
//! it made itself, so the first report is believed, and from then on the key.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{FleetError, Standing};
use crate::{bundle::KeyId, config::is_terminal_name, durable};

/// Largest file that is read.
const LIMIT: u64 = 4 << 20;

/// The keys of terminals, by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    terminals: BTreeMap<String, KnownKey>,
    path: PathBuf,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct KnownKey {
    key: KeyId,
    /// The day on which it was first seen, by the office's clock.
    since: Date,
}

impl Known {
    /// Reads the file; one that is not there yet knows nobody.
    pub fn read(path: &Path) -> Result<Self, FleetError> {
        let wrong = |why: String| FleetError::Known { path: path.to_owned(), why };
        let known = match fs::metadata(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self { terminals: BTreeMap::new(), path: path.to_owned() }),
            Err(error) => return Err(wrong(error.to_string())),
            Ok(data) if !data.is_file() || data.len() > LIMIT => return Err(wrong("not a file of keys".to_owned())),
            Ok(_) => fs::read_to_string(path).map_err(|error| wrong(error.to_string()))?,
        };
        let terminals: BTreeMap<String, KnownKey> = toml::from_str(&known).map_err(|error| wrong(error.message().to_owned()))?;
        if terminals.keys().all(|name| is_terminal_name(name)) {
            Ok(Self { terminals, path: path.to_owned() })
        } else {
            Err(wrong("a name that no terminal has".to_owned()))
        }
    }

    /// The key that a terminal had.
    pub fn key(&self, terminal: &str) -> Option<KeyId> {
        self.terminals.get(terminal).map(|known| known.key)
    }

    /// From the next report on any key is the first: the terminal was set up anew.
    pub fn forget(&mut self, terminal: &str) {
        self.terminals.remove(terminal);
    }

    /// Learns the keys of terminals that are new here and leave no doubt which key is theirs, and writes the file where that changed it.
    pub fn learn(&mut self, standings: &[Standing], today: Date) -> Result<(), FleetError> {
        let before = self.terminals.clone();
        for standing in standings.iter().filter(|standing| standing.has_one_key()) {
            let name = standing.newest.report.terminal.clone();
            self.terminals.entry(name).or_insert(KnownKey { key: standing.newest.key, since: today });
        }
        if before == self.terminals && self.path.exists() {
            return Ok(());
        }
        let wrong = |why: String| FleetError::Known { path: self.path.clone(), why };
        let text = toml::to_string(&self.terminals).map_err(|error| wrong(error.to_string()))?;
        let text = format!("# 各终端的密钥，第一次收到报告时记下。终端重装过，运行 gongkai fleet status 时加 --renew 名称。\n{text}");
        durable::write(&self.path, text.as_bytes()).map_err(|source| FleetError::Io { path: self.path.clone(), source })
    }
}
