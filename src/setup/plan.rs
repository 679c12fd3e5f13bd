//! What is to be done to a machine, known before anything is done; then done, step by step. Doing it twice does nothing the second time.

use std::{
    collections::BTreeMap,
    fs, io,
    os::unix::fs::chown,
    path::{Path, PathBuf},
    process::Command,
};

use jiff::Timestamp;

use super::{
    SetupError,
    pieces::{ENABLED, KIOSK_TOML, MASKED, PIECES, ROOT_JSON, USER},
    record::{Record, below},
    settings::written,
};
use crate::{
    config::Config,
    files::{Digest, bounded, durable},
};

/// Permissions of the settings: the hash of the PIN is nobody's but the kiosk's.
const SETTINGS_MODE: u32 = 0o640;
/// Longest word of a program of the system that is passed on.
const HEARD: usize = 2000;

/// A step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// A file is written.
    File {
        /// Where.
        at: String,
        /// Another lies there, which is kept for the day on which all this is undone.
        replaces: bool,
    },
    /// The user comes into being, and folders with him.
    User,
    /// Units that start by themselves, units that must not, and what the machine starts with.
    Units,
}

/// What is to be done.
#[derive(Debug)]
pub struct Plan {
    root: PathBuf,
    terminal: String,
    files: Vec<ToWrite>,
}

#[derive(Debug)]
struct ToWrite {
    at: String,
    mode: u32,
    bytes: Vec<u8>,
    /// What lies there now.
    before: Option<Vec<u8>>,
}

impl Plan {
    /// What makes the system below `root` the terminal of these settings. `trust` is the content of the root file that the office handed over.
    pub fn new(root: &Path, config: &Config, trust: Option<&[u8]>) -> Result<Self, SetupError> {
        let mut files = Vec::new();
        for piece in PIECES {
            files.push(ToWrite::new(root, piece.at, piece.mode, piece.text.as_bytes().to_vec())?);
        }
        files.push(ToWrite::new(root, KIOSK_TOML, SETTINGS_MODE, written(config).into_bytes())?);
        if let Some(trust) = trust {
            files.push(ToWrite::new(root, ROOT_JSON, 0o644, trust.to_vec())?);
        }
        Ok(Self { root: root.to_owned(), terminal: config.sync.terminal.clone(), files })
    }

    /// The steps, in their order; files that are there already as they should be are none.
    pub fn steps(&self) -> Vec<Step> {
        let files = self.files.iter().filter(|file| file.before.as_deref() != Some(&file.bytes));
        let mut steps: Vec<Step> = files.map(|file| Step::File { at: file.at.clone(), replaces: file.before.is_some() }).collect();
        steps.extend([Step::User, Step::Units]);
        steps
    }

    /// Does it. `told` hears of each step before it is done. Files first, so that what starts finds them; the record before the first of them, so that
    /// a set-up that was broken off can be undone as well.
    pub fn carry_out(&self, told: &mut dyn FnMut(&Step)) -> Result<(), SetupError> {
        if !rustix::process::geteuid().is_root() {
            return Err(SetupError::NotRoot);
        }
        self.record()?.write(&self.root)?;
        for file in self.files.iter().filter(|file| file.before.as_deref() != Some(&file.bytes)) {
            told(&Step::File { at: file.at.clone(), replaces: file.before.is_some() });
            file.write(&self.root)?;
        }
        told(&Step::User);
        // Only what is ours: another system's files may be written for later tools than this one's.
        self.system("systemd-sysusers", &["gongkai.conf"])?;
        self.system("systemd-tmpfiles", &["--create", "gongkai.conf"])?;
        self.give_settings()?;
        told(&Step::Units);
        self.system("systemctl", &[&["enable"], ENABLED].concat())?;
        self.system("systemctl", &[&["mask"], MASKED].concat())?;
        self.system("systemctl", &["set-default", "graphical.target"])?;
        if self.root == Path::new("/") && Path::new("/run/systemd/system").exists() {
            self.system("systemctl", &["daemon-reload"])?;
        }
        Ok(())
    }

    /// What is done now, over what an earlier set-up did: what lay there before the first of them comes back.
    fn record(&self) -> Result<Record, SetupError> {
        let earlier = Record::read(&self.root)?;
        let mut before: BTreeMap<String, String> = BTreeMap::new();
        for file in &self.files {
            let known = earlier.as_ref().filter(|record| record.files.contains_key(&file.at));
            let kept = known.map_or_else(
                || file.before.as_deref().map(|bytes| String::from_utf8_lossy(bytes).into_owned()),
                |record| record.before.get(&file.at).cloned(),
            );
            before.extend(kept.map(|text| (file.at.clone(), text)));
        }
        let target = below(&self.root, "/etc/systemd/system/default.target");
        let target = fs::read_link(target).ok().and_then(|to| Some(to.file_name()?.to_string_lossy().into_owned()));
        Ok(Record {
            at: Timestamp::now(),
            terminal: self.terminal.clone(),
            files: self.files.iter().map(|file| (file.at.clone(), Digest::of(&file.bytes))).collect(),
            before,
            target_before: earlier.map_or_else(|| target.unwrap_or_default(), |record| record.target_before),
        })
    }

    /// The settings are read by the kiosk, and written by nobody but root.
    fn give_settings(&self) -> Result<(), SetupError> {
        let path = below(&self.root, KIOSK_TOML);
        let failed = |source| SetupError::Io { doing: "writing", path: path.clone(), source };
        let users = fs::read_to_string(below(&self.root, "/etc/passwd")).map_err(failed)?;
        let line = users.lines().find(|line| line.split(':').next() == Some(USER));
        let group = line.and_then(|line| line.split(':').nth(3)?.parse().ok());
        let group: u32 = group.ok_or_else(|| failed(io::Error::new(io::ErrorKind::NotFound, USER)))?;
        chown(&path, Some(0), Some(group)).map_err(failed)
    }

    fn system(&self, program: &'static str, arguments: &[&str]) -> Result<(), SetupError> {
        run(&self.root, program, arguments)
    }
}

impl ToWrite {
    fn new(root: &Path, at: &str, mode: u32, bytes: Vec<u8>) -> Result<Self, SetupError> {
        let path = below(root, at);
        let before = bounded::if_there(fs::read(&path)).map_err(|source| SetupError::Io { doing: "reading", path, source })?;
        Ok(Self { at: at.to_owned(), mode, bytes, before })
    }

    fn write(&self, root: &Path) -> Result<(), SetupError> {
        let path = below(root, &self.at);
        let failed = |source| SetupError::Io { doing: "writing", path: path.clone(), source };
        if let Some(folder) = path.parent() {
            durable::create_folder(folder).map_err(failed)?;
        }
        durable::write_with_mode(&path, &self.bytes, self.mode).map_err(failed)
    }
}

/// A program of the system, told below which root it works.
pub(super) fn run(root: &Path, program: &'static str, arguments: &[&str]) -> Result<(), SetupError> {
    let mut command = Command::new(program);
    if root != Path::new("/") {
        command.arg(format!("--root={}", root.display()));
    }
    let refused = |says: String| SetupError::Program { program, says };
    let ended = command.args(arguments).output().map_err(|error| refused(error.to_string()))?;
    if ended.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&ended.stderr);
    Err(refused(said.trim().chars().take(HEARD).collect()))
}
