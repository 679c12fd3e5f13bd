//! The releases that an office's repository remembers: of each its number, its digest, and which versions it was made of. Their contents are gone.

use std::{collections::BTreeMap, fs};

use super::{
    BundleError, Repository,
    metadata::{Envelope, SNAPSHOT_LIMIT, Snapshot},
    published::OFFICE,
    repository::failed,
    trust::LARGEST_FIRST,
};
use crate::files::{Digest, bounded, if_there};

/// A release that was published once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastRelease {
    /// Digest of its snapshot, as terminals tell it.
    pub digest: Digest,
    /// Versions of the targets that it names, by role.
    pub versions: BTreeMap<String, u64>,
}

impl Repository {
    /// Version of the last that a role published, also where no release names it any more: terminals may have seen it. 0 before the first.
    pub(super) fn last_version(&self, role: &str) -> Result<u64, BundleError> {
        // Nobody vouches for what lies there, and no terminal would follow so far.
        let versions = self.past()?.into_values().filter_map(|past| past.versions.get(role).copied());
        Ok(versions.filter(|version| *version < LARGEST_FIRST).max().unwrap_or(0))
    }

    /// All releases that were ever published, by number. What does not read as one is passed over: it is the office's own folder, and the newest
    /// release is verified elsewhere.
    pub fn past(&self) -> Result<BTreeMap<u64, PastRelease>, BundleError> {
        let folder = self.published().join("meta");
        let mut past = BTreeMap::new();
        for entry in if_there(fs::read_dir(&folder)).map_err(failed(&folder))?.into_iter().flatten() {
            let path = entry.map_err(failed(&folder))?.path();
            let number = path.file_name().and_then(|name| name.to_str()?.strip_suffix(".snapshot.json")?.parse::<u64>().ok());
            let Some(number) = number else { continue };
            let Ok(bytes) = bounded::read(&path, SNAPSHOT_LIMIT) else { continue };
            let name = format!("{number}.snapshot.json");
            let Ok(snapshot) = Envelope::parse(&name, &bytes).and_then(|file| file.read::<Snapshot>(&name)) else { continue };
            let versions = snapshot.meta.into_iter().filter_map(|(file, meta)| {
                let role = file.strip_suffix(".json")?;
                Some((if role == "targets" { OFFICE.to_owned() } else { role.to_owned() }, meta.version))
            });
            past.insert(number, PastRelease { digest: Digest::of(&bytes), versions: versions.collect() });
        }
        Ok(past)
    }
}
