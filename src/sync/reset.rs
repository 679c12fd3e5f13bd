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
    line::Line,
    memory::{self, Memory},
    recovery::release_of,
    witness,
};
use crate::{
    bundle::{Root, Seen, Trust},
    files::durable,
    library::{Origin, current, generations, info_of, refuse_newer},
    text::as_read,
};

/// What ails the root file that a terminal's settings name. A terminal that was given its root once goes on without the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RootTrouble {
    /// It is not there, or cannot be read.
    Unread,
    /// It is no root.
    NoRoot,
    /// It is another office's than the one that is believed, or another root of that office.
    Other,
}

/// What ails this root file, for a terminal whose library lies there.
pub fn root_trouble(dir: &Path, file: &Path) -> Option<RootTrouble> {
    let Ok(bytes) = fs::read(file) else { return Some(RootTrouble::Unread) };
    let Ok(given) = Trust::new(&bytes).and_then(|trust| trust.root()) else { return Some(RootTrouble::NoRoot) };
    let believed = believed(dir).ok().flatten()?;
    (!akin(&believed, &given)).then_some(RootTrouble::Other)
}

/// Whether one root is the other, or may be an earlier or a later one of the same office: a terminal is set up with the first, and led on.
pub(super) fn akin(believed: &Root, given: &Root) -> bool {
    let same_body = as_read(&believed.gongkai.body) == as_read(&given.gongkai.body);
    let kin = same_body || given.keepers().iter().any(|one| believed.keepers().iter().any(|other| other.is(one)));
    believed.fingerprint() == given.fingerprint() || kin && believed.version() != given.version()
}

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
            (after.snapshot, after.floor) = newest(dir)?;
            put_aside(&path)?;
            let facts = Happening::OtherRoot { from: None, to, by: by.clone() };
            // What answers goes on answering, as whoever confirmed it was promised.
            let answering = current(dir).ok().flatten().and_then(|number| info_of(dir, number).ok());
            let release = answering.and_then(|info| release_of(&info));
            memory::begin(dir, &after, Some(&Line { at: now, kind: EventKind::Reset, release, code: None, facts: &facts }))
        }
        Err(error) => Err(error),
    }
}

/// The newest release that lies here, as it would have been remembered, and when it was made. A disk that does not say what lies here makes nothing of
/// it: older releases would be taken again.
fn newest(dir: &Path) -> Result<(Option<Seen>, Option<Timestamp>), SyncError> {
    let releases = generations(dir)?.into_iter().filter_map(|number| match info_of(dir, number).ok()?.origin {
        Origin::Release { version, digest, released_at, .. } => Some((Seen { version, digest: digest.parse().ok()? }, released_at)),
        Origin::Built { .. } | Origin::EmbeddedSample => None,
    });
    let (seen, floor) = releases.max_by_key(|(seen, _)| seen.version).unzip();
    // Of what is there no more the journal may tell.
    Ok((witness::newest_told(dir).into_iter().chain(seen).max_by_key(|seen| seen.version), floor))
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
