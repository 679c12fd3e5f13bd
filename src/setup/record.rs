//! What a set-up did, written down on the machine: by it the set-up is undone, and what was changed since is told.

use std::{collections::BTreeMap, path::Path};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::SetupError;
use crate::files::{Digest, durable};

/// Where it lies.
pub const RECORD: &str = "/etc/gongkai/setup.json";

/// What a set-up did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// When.
    pub at: Timestamp,
    /// Name of the terminal; empty where it has none.
    pub terminal: String,
    /// Files that it wrote, with their digests.
    pub files: BTreeMap<String, Digest>,
    /// What lay there before it; these come back.
    pub before: BTreeMap<String, String>,
    /// What the system started before; empty where it said nothing of it.
    pub target_before: String,
}

impl Record {
    /// The record of the system below this root; none where nothing was set up.
    pub fn read(root: &Path) -> Result<Option<Self>, SetupError> {
        let path = below(root, RECORD);
        let failed = |source| SetupError::Io { doing: "reading", path: path.clone(), source };
        let Some(text) = crate::files::bounded::if_there(std::fs::read(&path)).map_err(failed)? else { return Ok(None) };
        serde_json::from_slice(&text).map(Some).map_err(|error| failed(error.into()))
    }

    pub(super) fn write(&self, root: &Path) -> Result<(), SetupError> {
        let path = below(root, RECORD);
        let failed = |source| SetupError::Io { doing: "writing", path: path.clone(), source };
        let text = serde_json::to_vec_pretty(self).map_err(|error| failed(error.into()))?;
        durable::create_folder(&below(root, "/etc/gongkai")).map_err(failed)?;
        durable::write(&path, &text).map_err(failed)
    }

    /// Files that are not as they were written: changed since, or gone.
    pub fn changed(&self, root: &Path) -> Vec<&str> {
        let is_as_written =
            |(at, digest): (&String, &Digest)| std::fs::read(below(root, at)).is_ok_and(|bytes| Digest::of(&bytes) == *digest);
        self.files.iter().filter(|file| !is_as_written((file.0, file.1))).map(|(at, _)| at.as_str()).collect()
    }
}

/// A place of the system below this root.
pub(super) fn below(root: &Path, at: &str) -> std::path::PathBuf {
    root.join(at.trim_start_matches('/'))
}
