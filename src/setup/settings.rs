//! Settings of terminals before they are installed: one file for dozens, of which each takes its part; and the text of `kiosk.toml`, in which
//! every key keeps the words that explain it.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use serde::Deserialize;

use super::SetupError;
use crate::config::Config;

/// The example, with a word of explanation at every key.
const EXAMPLE: &str = include_str!("../../kiosk-config/kiosk.toml");

/// A file for dozens of terminals: `[common]` has what all have, `[terminals.YC-01]` what only that one has, each with the tables and keys of
/// `kiosk.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prepared {
    #[serde(default)]
    common: toml::Table,
    #[serde(default)]
    terminals: BTreeMap<String, toml::Table>,
    #[serde(skip)]
    path: PathBuf,
}

impl Prepared {
    /// Reads such a file.
    pub fn read(path: &Path) -> Result<Self, SetupError> {
        let text = std::fs::read_to_string(path).map_err(|source| SetupError::Io { doing: "reading", path: path.to_owned(), source })?;
        let line_at = |offset: usize| text.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1;
        let prepared: Self = toml::from_str(&text).map_err(|error| SetupError::Settings {
            path: path.to_owned(),
            line: error.span().map(|span| line_at(span.start)),
            says: error.message().to_owned(),
        })?;
        // A hash that is copied is a PIN that is copied, and a name that is copied is two terminals under one.
        for table in prepared.terminals.values().chain([&prepared.common]) {
            for key in ["pin_hash", "people"] {
                if value(table, "staff", key).is_some_and(|value| value.as_array().is_none_or(|people| !people.is_empty())) {
                    return Err(SetupError::NeverCopied { key: if key == "people" { "staff.people" } else { "staff.pin_hash" } });
                }
            }
        }
        if value(&prepared.common, "sync", "terminal").is_some() {
            return Err(SetupError::NeverCopied { key: "common.sync.terminal" });
        }
        Ok(Self { path: path.to_owned(), ..prepared })
    }

    /// Names of the terminals it tells of.
    pub fn terminals(&self) -> Vec<String> {
        self.terminals.keys().cloned().collect()
    }

    /// The settings of one terminal; of the only one, where no name is given. What it does not say is as shipped.
    pub fn settings_of(&self, name: Option<&str>) -> Result<Config, SetupError> {
        let unknown = |name: &str| SetupError::NoTerminal { name: name.to_owned(), known: self.terminals() };
        let (name, own) = match (name, self.terminals.len()) {
            (Some(name), _) => self.terminals.get_key_value(name).ok_or_else(|| unknown(name))?,
            (None, 1) => self.terminals.first_key_value().ok_or_else(|| unknown(""))?,
            (None, _) => return Err(unknown("")),
        };
        let mut all = self.common.clone();
        lay_over(&mut all, own);
        let sync = all.entry("sync").or_insert_with(|| toml::Table::new().into());
        if let Some(sync) = sync.as_table_mut() {
            sync.insert("terminal".to_owned(), name.clone().into());
        }
        Ok(Config::parse(&all.to_string(), &self.path)?)
    }
}

fn value<'t>(table: &'t toml::Table, section: &str, key: &str) -> Option<&'t toml::Value> {
    table.get(section)?.as_table()?.get(key)
}

/// Lays one table over another: where both have a table, table by table; else what lies above counts.
fn lay_over(below: &mut toml::Table, above: &toml::Table) {
    for (key, value) in above {
        match (below.get_mut(key).and_then(toml::Value::as_table_mut), value.as_table()) {
            (Some(below), Some(above)) => lay_over(below, above),
            _ => drop(below.insert(key.clone(), value.clone())),
        }
    }
}

/// The text of `kiosk.toml` for these settings: the example's, with these values.
pub fn written(config: &Config) -> String {
    let values = toml::Table::try_from(config).unwrap_or_default();
    let (mut section, mut text) = (String::new(), String::new());
    for line in EXAMPLE.lines() {
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            name.clone_into(&mut section);
        }
        let key = line.split_once(" = ").map(|(key, _)| key).filter(|key| !key.starts_with('#'));
        match key.and_then(|key| Some((key, value(&values, &section, key)?))) {
            Some((key, value)) => text.push_str(&format!("{key} = {value}")),
            None => text.push_str(line),
        }
        text.push('\n');
    }
    text
}
