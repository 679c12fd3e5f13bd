//! The trust of a terminal: the root it was set up with or was led to, and the newest versions it has seen. Kept by the terminal in one
//! transaction with what it shows; a terminal that cannot read it back imports nothing.

use std::collections::{BTreeMap, BTreeSet};

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
    /// Digest of its content: of the file where another file names it by that, of what is signed in it where none does.
    pub digest: Digest,
}

/// Most by which a version may rise at once, and the largest that may be the first to be seen: whoever holds one key alone must not leap so far
/// ahead that nobody can follow, nor beyond what can be written down.
const LARGEST_STEP: u64 = 1_000;
pub(super) const LARGEST_FIRST: u64 = 1_000_000;

impl Seen {
    /// Whether this may come after what was seen before: not older, not another content under the same version, not absurdly far ahead.
    pub(super) fn follows(self, name: &str, before: Option<Self>) -> Result<(), BundleError> {
        let most = before.map_or(LARGEST_FIRST, |before| before.version.saturating_add(LARGEST_STEP)).min(i64::MAX.unsigned_abs());
        let (name, found) = (name.to_owned(), self.version);
        match before {
            Some(before) if found < before.version => Err(Objection::Rollback { name, found, seen: before.version }.into()),
            Some(before) if found == before.version && self.digest != before.digest => {
                Err(Objection::Equivocation { name, version: found }.into())
            }
            _ if found > most => Err(Objection::Leap { name, found, most }.into()),
            _ => Ok(()),
        }
    }
}

/// The trust of a terminal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trust {
    /// The root file, whole.
    pub root: String,
    /// The newest timestamp, by what is signed in it: nobody needs a key to add something beside that.
    #[serde(default, rename = "moment")]
    pub timestamp: Option<Seen>,
    /// The newest timestamp as earlier programs kept it, by its whole file, which says nothing of what was signed: only its version counts.
    #[serde(default, rename = "timestamp", skip_serializing_if = "Option::is_none")]
    pub(super) timestamp_file: Option<Seen>,
    /// The newest snapshot, which is the number of the release.
    pub snapshot: Option<Seen>,
    /// The newest targets of the office and of each department, by role name.
    pub targets: BTreeMap<String, Seen>,
    /// Departments whose part of the newest accepted release was left out: it is not all there yet, should it come again.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub without: BTreeSet<String>,
    /// When the office made the newest accepted release: no earlier day can be today. It follows the versions, and goes back with a release that
    /// was made after one from the far future: what keeps old releases away are the versions, not this.
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
        Ok(Self {
            root: text,
            timestamp: None,
            timestamp_file: None,
            snapshot: None,
            targets: BTreeMap::new(),
            without: BTreeSet::new(),
            floor: None,
        })
    }

    /// Takes over the root that follows. It may replace the packer, whose last word then no longer counts (TUF 5.3.11).
    pub(super) fn follow(&mut self, root: String, packer_changed: bool) {
        self.root = root;
        if packer_changed {
            self.timestamp = None;
            self.timestamp_file = None;
            self.snapshot = None;
        }
    }

    /// Takes in the timestamp that was found, unless it is older than one that was seen.
    pub(super) fn see_timestamp(&mut self, name: &str, found: Seen) -> Result<(), BundleError> {
        if let Some(before) = self.timestamp_file.filter(|before| found.version < before.version) {
            return Err(Objection::Rollback { name: name.to_owned(), found: found.version, seen: before.version }.into());
        }
        found.follows(name, self.timestamp.or(self.timestamp_file.map(|before| Seen { digest: found.digest, ..before })))?;
        self.timestamp = Some(found);
        self.timestamp_file = None;
        Ok(())
    }

    /// The root that is believed.
    pub fn root(&self) -> Result<Root, BundleError> {
        read_root("root.json", self.root.as_bytes(), None)
    }
}

/// Signed by enough keepers of this root, each counted once whatever keys they have.
fn enough_keepers(name: &str, file: &Envelope, root: &Root) -> Result<(), BundleError> {
    let role = root.role("root")?;
    let signers = enough_signers(name, file, &root.keys, role)?;
    if root.enough_keepers(&signers)? {
        return Ok(());
    }
    Err(Objection::Threshold { name: name.to_owned(), valid: root.persons_behind(&signers), needed: role.threshold }.into())
}

/// Reads a root: signed by enough of its own keys and, where it is to follow another, by enough of that one's.
pub(super) fn read_root(name: &str, bytes: &[u8], before: Option<&Root>) -> Result<Root, BundleError> {
    let file = Envelope::parse(name, bytes)?;
    if let Some(before) = before {
        enough_keepers(name, &file, before)?;
    }
    let root: Root = file.read(name)?;
    if root.head.version > LARGEST_FIRST {
        return Err(Objection::Leap { name: name.to_owned(), found: root.head.version, most: LARGEST_FIRST }.into());
    }
    root.check()?;
    enough_keepers(name, &file, &root)?;
    if let Some(before) = before
        && root.head.version != before.head.version + 1
    {
        return Err(Objection::Mixed { name: name.to_owned(), found: root.head.version, expected: before.head.version + 1 }.into());
    }
    Ok(root)
}
