//! Another root in place of the one that is believed: never by a stick, always by somebody who compared both fingerprints.
//!
//! What visitors see stays until the new office's content is taken in; only then does the old office's word count no longer. Where what was
//! believed cannot be read back, the release that lies there is the oldest that is taken.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use jiff::Timestamp;

use super::{
    By, EventKind, Happening, RootMark, SyncError,
    folders::Folders,
    journal::Line,
    memory::{self, Memory},
};
use crate::{
    bundle::{Root, Seen, Trust},
    files::durable,
    library::{Origin, generations, info_of, refuse_newer},
};

/// The root that this terminal believes; `None` before it was given one.
pub fn believed(dir: &Path) -> Result<Option<Root>, SyncError> {
    let Some(memory) = Memory::read_if_any(dir)? else { return Ok(None) };
    Ok(Some(memory.trust()?.root()?))
}

/// Believes this root and no other from now on. Versions that were seen are forgotten, since they were those of another office; what is hidden,
/// what is shown, and the history stay.
pub fn believe_instead(dir: &Path, root: &[u8], by: &By, now: Timestamp) -> Result<(), SyncError> {
    refuse_newer(dir)?;
    let mut after = Trust::new(root)?;
    let to = RootMark::of(&after.root()?);
    let folders = Folders::of(dir);
    // Opened first: where it is torn, it is put back from its second copy, under the same lock.
    let opened = Memory::open(dir);
    let _lock = folders.lock()?;
    match opened {
        Ok(mut memory) => {
            let before = memory.trust()?;
            let from = Some(RootMark::of(&before.root()?));
            // A clock that was right yesterday is no better for a new root.
            after.floor = before.floor;
            let facts = Happening::OtherRoot { from, to, by: by.clone() };
            memory.replace(&after, &Line { at: now, kind: EventKind::Reset, release: None, code: None, facts: &facts })
        }
        Err(SyncError::TornTrust { path, .. }) => {
            (after.snapshot, after.floor) = newest(dir);
            put_aside(&path)?;
            memory::begin(dir, &after)?;
            let facts = Happening::OtherRoot { from: None, to, by: by.clone() };
            Memory::open(dir)?.note(&Line { at: now, kind: EventKind::Reset, release: None, code: None, facts: &facts })
        }
        Err(error) => Err(error),
    }
}

/// The newest release that lies here, as it would have been remembered, and when it was made.
fn newest(dir: &Path) -> (Option<Seen>, Option<Timestamp>) {
    let numbers = generations(dir).unwrap_or_default();
    let releases = numbers.into_iter().filter_map(|number| match info_of(dir, number).ok()?.origin {
        Origin::Release { version, digest, released_at, .. } => Some((Seen { version, digest: digest.parse().ok()? }, released_at)),
        Origin::Built { .. } | Origin::EmbeddedSample => None,
    });
    releases.max_by_key(|(seen, _)| seen.version).unzip()
}

/// What cannot be read is kept beside, for whoever wants to know why.
fn put_aside(path: &Path) -> Result<(), SyncError> {
    for ending in ["-wal", "-shm", ""] {
        let with = |name: &Path, more: &str| {
            let mut name = name.as_os_str().to_owned();
            name.push(more);
            PathBuf::from(name)
        };
        let from = with(path, ending);
        let to = with(&with(path, ".torn"), ending);
        let moved = if fs::symlink_metadata(&to).is_ok_and(|there| there.is_dir()) { fs::remove_dir_all(&to) } else { Ok(()) };
        match moved.and_then(|()| fs::rename(&from, &to)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            moved => moved.map_err(SyncError::io("renaming", &from))?,
        }
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    durable::sync_folder(folder).map_err(SyncError::io("syncing", folder))
}
