//! Programs with their papers, below the terminal's own folder:
//!
//! ```text
//! DIR/sync/programs/state.json            which is next
//! DIR/sync/programs/DIGEST/gongkai        the program
//! DIR/sync/programs/DIGEST/meta/…         later roots, and the targets that name it
//! ```
//!
//! Whoever may write here can make the terminal run its package's program, and nothing that three desks did not sign for.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use super::{error::LaunchError, sealed::Sealed, state::State};
use crate::{
    audit::own_folder,
    bundle::{FolderShelf, vouched},
    files::{Digest, bounded, durable, if_there, nofollow},
    program::{Program, Version},
};

/// Largest state that is read, in bytes.
const STATE_LIMIT: u64 = 64 << 10;
/// Largest root that is read, in bytes.
const ROOT_LIMIT: u64 = 1 << 20;
/// How often, and how far apart, the lock is asked for: who holds it writes one small file.
const ASKED: u32 = 40;
const APART: Duration = Duration::from_millis(50);

/// A paper that vouches: its name on a shelf, and its bytes.
pub type Paper = (String, Vec<u8>);

/// The programs of a terminal.
pub(super) struct Store {
    folder: PathBuf,
}

impl Store {
    pub(super) fn of(library: &Path) -> Self {
        Self { folder: own_folder(library).join("programs") }
    }

    /// How it stands. What cannot be read says nothing, and then the package's program runs.
    pub(super) fn state(&self) -> State {
        let read = bounded::read(&self.folder.join("state.json"), STATE_LIMIT);
        if_there(read).and_then(|bytes| bytes.map_or(Ok(State::default()), |bytes| Ok(serde_json::from_slice(&bytes)?))).unwrap_or_else(
            |error: io::Error| {
                tracing::error!(%error, "which program is next cannot be read");
                State::default()
            },
        )
    }

    /// Changes how it stands, durably, alone.
    pub(super) fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> Result<T, LaunchError> {
        let _lock = self.lock()?;
        let before = self.state();
        let mut state = before.clone();
        let said = change(&mut state);
        if state != before {
            let bytes = serde_json::to_vec_pretty(&state).map_err(io::Error::from)?;
            durable::write(&self.folder.join("state.json"), &bytes)?;
        }
        Ok(said)
    }

    fn lock(&self) -> Result<File, LaunchError> {
        durable::create_folder(&self.folder)?;
        let lock = nofollow::create(&self.folder.join("lock"))?;
        for _ in 0..ASKED {
            match lock.try_lock() {
                Ok(()) => return Ok(lock),
                Err(fs::TryLockError::WouldBlock) => thread::sleep(APART),
                Err(fs::TryLockError::Error(error)) => return Err(error.into()),
            }
        }
        Err(io::Error::from(io::ErrorKind::WouldBlock).into())
    }

    fn place(&self, digest: &Digest) -> PathBuf {
        self.folder.join(digest.to_string())
    }

    /// Keeps a program with its papers; whether it is a new one.
    pub(super) fn keep(&self, program: &Program, from: &Path, papers: &[Paper]) -> Result<bool, LaunchError> {
        let place = self.place(&program.sha256);
        if !Self::lies_there(&place, program, papers) {
            let part = self.folder.join("new.part");
            if_there(fs::remove_dir_all(&part))?;
            durable::create_folder(&part.join("meta"))?;
            // It takes no room beside the part that was copied; where that part is replaced one day, this stays.
            if fs::hard_link(from, part.join("gongkai")).is_err() {
                fs::copy(from, part.join("gongkai"))?;
                File::open(part.join("gongkai"))?.sync_all()?;
            }
            for (name, bytes) in papers {
                durable::write(&part.join(name), bytes)?;
            }
            durable::sync_folder(&part)?;
            if_there(fs::remove_dir_all(&place))?;
            durable::place(&part, &place)?;
        }
        let came = self.change(|state| state.came(program))?;
        self.sweep()?;
        Ok(came)
    }

    fn lies_there(place: &Path, program: &Program, papers: &[Paper]) -> bool {
        let same = |path: &Path| nofollow::open(path).and_then(Digest::of_stream).is_ok_and(|(digest, _)| digest == program.sha256);
        same(&place.join("gongkai")) && papers.iter().all(|(name, bytes)| fs::read(place.join(name)).is_ok_and(|there| there == *bytes))
    }

    /// Removes programs that are not needed any more.
    fn sweep(&self) -> Result<(), LaunchError> {
        let needed: Vec<PathBuf> = self.state().needed().iter().map(|digest| self.place(digest)).collect();
        for entry in fs::read_dir(&self.folder)? {
            let path = entry?.path();
            if nofollow::is_folder(&path) && !needed.contains(&path) {
                fs::remove_dir_all(&path)?;
            }
        }
        Ok(())
    }

    /// A program ready to be run: vouched for from the root that the office handed over, newer than the package's, compared, sealed.
    pub(super) fn ready(&self, digest: &Digest, root: &Path) -> Result<Sealed, LaunchError> {
        let place = self.place(digest);
        let shelf = FolderShelf::open(&place)?;
        let program = vouched(&shelf, &bounded::read(root, ROOT_LIMIT)?, digest)?;
        if program.version <= Version::own() {
            return Err(LaunchError::Older);
        }
        Sealed::of(&nofollow::open_beneath(nofollow::folder(&place)?, "gongkai")?, &program)
    }
}
