//! The trust of a terminal: the root it was set up with or was led to, and the newest versions it has seen. Kept by the terminal in one
//! transaction with what it shows; a terminal that cannot read it back imports nothing.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{
    BundleError, Misread, Objection,
    metadata::{Envelope, ROOT_LIMIT, Root},
    quorum::enough_signers,
};
use crate::files::Digest;

/// A version that was seen, and its content, so that another content under the same version is noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// The version.
    pub version: u64,
    /// Digest of the file.
    pub digest: Digest,
}

/// The trust of a terminal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trust {
    /// The root file, whole.
    pub root: String,
    /// The newest timestamp.
    pub timestamp: Option<Seen>,
    /// The newest snapshot, which is the number of the release.
    pub snapshot: Option<Seen>,
    /// The newest targets of the office and of each department, by role name.
    pub targets: BTreeMap<String, Seen>,
    /// When the newest accepted release was made: no earlier day can be today.
    pub floor: Option<Timestamp>,
}

impl Trust {
    /// The trust of a terminal that has seen nothing but its root. The root is trusted for having been installed; it must still be signed by
    /// its own keys, or it was damaged.
    pub fn new(root: &[u8]) -> Result<Self, BundleError> {
        if root.len() as u64 > ROOT_LIMIT {
            return Err(Objection::TooLarge { name: "root.json".to_owned(), limit: ROOT_LIMIT }.into());
        }
        let text =
            String::from_utf8(root.to_vec()).map_err(|_| Objection::Unreadable { name: "root.json".to_owned(), why: Misread::NotText })?;
        read_root("root.json", text.as_bytes(), None)?;
        Ok(Self { root: text, timestamp: None, snapshot: None, targets: BTreeMap::new(), floor: None })
    }

    /// The root that is believed.
    pub fn root(&self) -> Result<Root, BundleError> {
        read_root("root.json", self.root.as_bytes(), None)
    }
}

/// Reads a root: signed by enough of its own keys and, where it is to follow another, by enough of that one's.
pub(super) fn read_root(name: &str, bytes: &[u8], before: Option<&Root>) -> Result<Root, BundleError> {
    let file = Envelope::parse(name, bytes)?;
    if let Some(before) = before {
        enough_signers(name, &file, &before.keys, before.role("root")?)?;
    }
    let root: Root = file.read(name)?;
    root.check()?;
    enough_signers(name, &file, &root.keys, root.role("root")?)?;
    if let Some(before) = before
        && root.head.version != before.head.version + 1
    {
        return Err(Objection::Mixed { name: name.to_owned(), found: root.head.version, expected: before.head.version + 1 }.into());
    }
    Ok(root)
}
