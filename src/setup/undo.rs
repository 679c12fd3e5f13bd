//! A set-up taken back: files go, or become what they were; what somebody changed since stays, and is named. Library, outbox, keys and journal are
//! a terminal's own and are never touched.

use std::{fs, path::Path};

use super::{
    SetupError,
    pieces::{ENABLED, MASKED},
    plan::run,
    record::{RECORD, Record, below},
};
use crate::files::{Digest, durable};

/// What was taken back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Undone {
    /// Files that are gone.
    pub removed: Vec<String>,
    /// Files that are again what they were.
    pub restored: Vec<String>,
    /// Files that somebody changed since: they stay.
    pub kept: Vec<String>,
}

/// Takes a set-up back.
pub fn undo(root: &Path) -> Result<Undone, SetupError> {
    let record = Record::read(root)?.ok_or(SetupError::NoRecord)?;
    if !rustix::process::geteuid().is_root() {
        return Err(SetupError::NotRoot);
    }
    run(root, "systemctl", &[&["unmask"], MASKED].concat())?;
    run(root, "systemctl", &[&["disable"], ENABLED].concat())?;
    if !record.target_before.is_empty() {
        run(root, "systemctl", &["set-default", &record.target_before])?;
    }
    let mut undone = Undone::default();
    for (at, digest) in &record.files {
        let path = below(root, at);
        let failed = |source| SetupError::Io { doing: "removing", path: path.clone(), source };
        let Some(bytes) = crate::files::bounded::if_there(fs::read(&path)).map_err(failed)? else { continue };
        match record.before.get(at) {
            _ if Digest::of(&bytes) != *digest => undone.kept.push(at.clone()),
            Some(before) => {
                durable::write(&path, before.as_bytes()).map_err(failed)?;
                undone.restored.push(at.clone());
            }
            None => {
                fs::remove_file(&path).map_err(failed)?;
                undone.removed.push(at.clone());
            }
        }
    }
    let path = below(root, RECORD);
    fs::remove_file(&path).map_err(|source| SetupError::Io { doing: "removing", path, source })?;
    Ok(undone)
}
