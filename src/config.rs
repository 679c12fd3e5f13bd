//! The kiosk's settings: `kiosk-config/kiosk.toml` becomes a [`Config`]. An unknown key is an error with its line and the nearest valid key,
//! since a setting that is silently ignored is found out on the day it matters.

use std::{
    io,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};
use toml::de::{DeTable, DeValue};

/// All settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Where the terminal stands.
    pub hall: Hall,
    /// Who answers when nothing here does.
    pub application: Application,
    /// Addresses that may be drawn as a code.
    pub links: Links,
    /// The library that is shown.
    #[serde(default)]
    pub library: LibrarySettings,
    /// When a visitor is taken to have left.
    #[serde(default)]
    pub idle: Idle,
    /// How the screen is driven.
    #[serde(default)]
    pub display: Display,
    /// Who may leave the kiosk.
    #[serde(default)]
    pub staff: Staff,
    /// Content that comes on sticks.
    #[serde(default)]
    pub sync: SyncSettings,
}

/// The hall.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hall {
    /// Name of the hall: 云川县政务服务中心.
    pub name: String,
    /// Name of the zone: 云川县政务公开专区.
    pub zone: String,
    /// The desk where a person helps.
    pub help_desk: String,
    /// Its phone.
    pub help_phone: String,
    /// 监督电话.
    pub complaint_phone: String,
}

/// 依申请公开: the unit that takes applications (政府信息公开条例 art. 4 names one in every body).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Application {
    /// Name of the unit.
    pub unit: String,
    /// Official page where an application begins (https).
    pub page: String,
    /// Phone.
    pub phone: String,
    /// Postal address, short.
    pub address: String,
    /// When someone is there.
    pub hours: String,
}

/// Addresses that may leave as codes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Links {
    /// Host names, whole: `www.yunchuan.example`.
    pub hosts: Vec<String>,
}

/// The library.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LibrarySettings {
    /// Folder of generations; empty for the embedded sample.
    pub path: PathBuf,
}

/// Times after which a visitor is taken to have left, in seconds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Idle {
    /// Without a key or a touch before the warning.
    pub warn_after: u64,
    /// Countdown that any key stops; WCAG 2.2.1 wants 20 at least.
    pub countdown: u64,
    /// Each notice on the attract screen.
    pub notice: u64,
}

/// The display stack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Display {
    /// Output whose scale `wlr-randr` sets for large text (`HDMI-A-1`); empty where the stack cannot.
    pub scale_output: String,
    /// Scale for large text; whole numbers only, others blur the codes.
    pub large_scale: u8,
    /// Begin in high contrast.
    pub high_contrast: bool,
}

/// Staff.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Staff {
    /// Hash of the PIN, made by `gongkai pin`; empty: nobody can leave the kiosk from the screen.
    pub pin_hash: String,
}

/// Signed content on sticks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SyncSettings {
    /// Name of this terminal, written into receipts: letters, digits and `-`.
    pub terminal: String,
    /// The root file that the office handed over; empty: this terminal takes no sticks and shows what was built on it.
    pub root: PathBuf,
    /// Folder where the stick is mounted.
    pub stick: PathBuf,
    /// Socket of the helper that mounts; empty: somebody else does.
    pub helper: PathBuf,
    /// The device that is there when a stick is, where there is a helper.
    pub device: PathBuf,
}

/// Longest name of a terminal.
const LONGEST_TERMINAL: usize = 24;

impl Default for SyncSettings {
    fn default() -> Self {
        Self {
            terminal: String::new(),
            root: PathBuf::new(),
            stick: PathBuf::from("/run/gongkai/stick"),
            helper: PathBuf::from("/run/gongkai/stick.sock"),
            device: PathBuf::from("/dev/disk/by-label/GONGKAI"),
        }
    }
}

impl Default for LibrarySettings {
    fn default() -> Self {
        Self { path: PathBuf::new() }
    }
}

impl Default for Idle {
    fn default() -> Self {
        Self { warn_after: 60, countdown: 30, notice: 8 }
    }
}

impl Default for Display {
    fn default() -> Self {
        Self { scale_output: String::new(), large_scale: 2, high_contrast: false }
    }
}

/// Why settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("cannot read {path}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A key that no setting has.
    #[error("{path}:{line}: unknown key {key}")]
    UnknownKey {
        /// The file.
        path: PathBuf,
        /// Line, counted from 1.
        line: usize,
        /// The key, with the tables it stands in.
        key: String,
        /// The valid key that looks most like it.
        nearest: Option<String>,
    },
    /// Not TOML, or a value of the wrong kind, or a missing key.
    #[error("{path}:{line}: {message}")]
    Invalid {
        /// The file.
        path: PathBuf,
        /// Line, counted from 1.
        line: usize,
        /// The words of the reader of TOML, for the log.
        message: String,
    },
    /// A value that cannot work.
    #[error("{path}: {key} has an impossible value")]
    Impossible {
        /// The file.
        path: PathBuf,
        /// The key.
        key: &'static str,
        /// The wanted value, in Chinese.
        wanted: &'static str,
    },
}

impl ConfigError {
    /// The code for the telephone.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => "C-01",
            Self::UnknownKey { .. } => "C-02",
            Self::Invalid { .. } => "C-03",
            Self::Impossible { .. } => "C-04",
        }
    }
}

/// The settings of the demonstration, which are also the worked example for administrators.
const EXAMPLE: &str = include_str!("../kiosk-config/kiosk.toml");

impl Config {
    /// Reads settings from a file.
    pub fn read(path: &Path) -> Result<Self, ConfigError> {
        let text = std::fs::read_to_string(path).map_err(|source| ConfigError::Unreadable { path: path.to_owned(), source })?;
        Self::parse(&text, path)
    }

    /// The settings of the demonstration on the embedded sample: the shipped example without what belongs to an installation.
    pub fn demonstration() -> Result<Self, ConfigError> {
        let mut config = Self::parse(EXAMPLE, Path::new("kiosk.toml"))?;
        config.library = LibrarySettings::default();
        config.display = Display::default();
        config.staff = Staff::default();
        config.sync = SyncSettings::default();
        Ok(config)
    }

    /// Whether this terminal takes content from sticks: it was given a root, and a folder to keep it in.
    pub fn takes_sticks(&self) -> bool {
        !self.sync.root.as_os_str().is_empty() && !self.library.path.as_os_str().is_empty()
    }

    fn parse(text: &str, path: &Path) -> Result<Self, ConfigError> {
        let line_at = |offset: usize| text.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1;
        let invalid = |error: &toml::de::Error| ConfigError::Invalid {
            path: path.to_owned(),
            line: error.span().map_or(1, |span| line_at(span.start)),
            message: error.message().to_owned(),
        };
        let table = DeTable::parse(text).map_err(|error| invalid(&error))?;
        if let Some((offset, key, nearest)) = unknown_key(table.get_ref(), &known_keys(), "") {
            return Err(ConfigError::UnknownKey { path: path.to_owned(), line: line_at(offset), key, nearest });
        }
        let config: Self = toml::from_str(text).map_err(|error| invalid(&error))?;
        config.check(path)?;
        Ok(config)
    }

    fn check(&self, path: &Path) -> Result<(), ConfigError> {
        let impossible = |key, wanted| Err(ConfigError::Impossible { path: path.to_owned(), key, wanted });
        if self.idle.countdown < 20 {
            return impossible("idle.countdown", "至少 20 秒，老人才来得及按键");
        }
        if self.idle.warn_after < 10 || self.idle.notice < 3 {
            return impossible("idle.warn_after / idle.notice", "等待至少 10 秒，每条公告至少 3 秒");
        }
        if !(1..=4).contains(&self.display.large_scale) {
            return impossible("display.large_scale", "1 到 4 的整数");
        }
        if !self.staff.pin_hash.is_empty() && !self.staff.pin_hash.starts_with("$argon2id$") {
            return impossible("staff.pin_hash", "用 gongkai pin 生成的一行，以 $argon2id$ 开头");
        }
        let sync = &self.sync;
        let unnamed = sync.terminal.is_empty();
        if !(unnamed || is_terminal_name(&sync.terminal)) || (unnamed && !sync.root.as_os_str().is_empty()) {
            return impossible("sync.terminal", "这台终端的名称，如 YC-01：字母、数字和 -，最多 24 个；装了信任根就要写");
        }
        Ok(())
    }
}

/// Whether a terminal can be called that: it becomes the name of a file on sticks.
pub fn is_terminal_name(name: &str) -> bool {
    (1..=LONGEST_TERMINAL).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// Every valid key with its tables, from a value of [`Config`] itself, so that the list cannot fall behind.
fn known_keys() -> Vec<String> {
    let mut keys = Vec::new();
    let example: Option<Config> = toml::from_str(EXAMPLE).ok();
    if let Some(table) = example.and_then(|config| toml::Table::try_from(config).ok()) {
        for (section, value) in &table {
            keys.push(section.clone());
            keys.extend(value.as_table().into_iter().flat_map(toml::Table::keys).map(|key| format!("{section}.{key}")));
        }
    }
    keys
}

/// The first key that is not known: its place, its name and the nearest known one.
fn unknown_key(table: &DeTable<'_>, known: &[String], prefix: &str) -> Option<(usize, String, Option<String>)> {
    table.iter().find_map(|(key, value)| {
        let name = if prefix.is_empty() { key.get_ref().to_string() } else { format!("{prefix}.{}", key.get_ref()) };
        if !known.contains(&name) {
            let nearest = known.iter().max_by(|a, b| strsim::jaro_winkler(a, &name).total_cmp(&strsim::jaro_winkler(b, &name)));
            return Some((key.span().start, name, nearest.cloned()));
        }
        match value.get_ref() {
            DeValue::Table(inner) => unknown_key(inner, known, &name),
            _ => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_example_is_valid() {
        let config = Config::parse(EXAMPLE, Path::new("kiosk.toml")).unwrap();
        assert!(config.links.hosts.contains(&"www.yunchuan.example".to_owned()));
        assert!(Config::demonstration().unwrap().library.path.as_os_str().is_empty());
    }

    #[test]
    fn a_mistyped_key_is_named_with_its_line_and_the_right_one() {
        let text = EXAMPLE.replacen("warn_after", "warn_afer", 1);
        let line = text.lines().position(|line| line.contains("warn_afer")).unwrap() + 1;
        match Config::parse(&text, Path::new("k.toml")).unwrap_err() {
            ConfigError::UnknownKey { line: found, key, nearest, .. } => {
                assert_eq!((found, key.as_str(), nearest.as_deref()), (line, "idle.warn_afer", Some("idle.warn_after")));
            }
            other => panic!("{other}"),
        }
    }

    #[test]
    fn values_that_cannot_work_are_refused() {
        let text = EXAMPLE.replacen("countdown = 30", "countdown = 5", 1);
        assert_ne!(text, EXAMPLE);
        assert!(matches!(Config::parse(&text, Path::new("k.toml")), Err(ConfigError::Impossible { key: "idle.countdown", .. })));
        assert!(matches!(Config::parse("[hall]\nname = 3\n", Path::new("k.toml")), Err(ConfigError::Invalid { line: 2, .. })));
    }
}
