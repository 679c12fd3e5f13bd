//! Generations: one imported state is a folder below `generations/`, and the text file `current` names the one that answers.
//!
//! A new state grows beside the old one as `NNNN.part`, is made durable, looked over, renamed, recorded by whoever keeps records, and only then
//! named; power may fail at any line and the old state goes on answering. What a broken build leaves behind is removed by the next one.

use std::{
    fs::{self, File, TryLockError},
    path::{Path, PathBuf},
};

use super::{
    Activation, Info, LibraryError, manifest,
    pointer::{self, candidates, folder, folders, is_own, named, numbers},
    tree::{FILE_MODE, FOLDER_MODE, open_up, set_mode, settle, sync_tree},
};
use crate::files::{DiskRefused, Watch, durable, nofollow};

/// A generation being built, and the lock that keeps other builds out. Dropped before [`GenerationDraft::activate`] has ended, it leaves nothing behind.
pub(super) struct GenerationDraft {
    root: PathBuf,
    number: u32,
    part: PathBuf,
    // Held until the draft goes away; the system releases it when the process dies.
    _lock: File,
}

/// Keeps other builds out of the library in `root` as long as the file is open.
fn lock(root: &Path) -> Result<File, LibraryError> {
    let lock_path = root.join("lock");
    // Neither emptied nor followed: what stands there may be somebody else's.
    let lock = nofollow::create_with_mode(&lock_path, FILE_MODE).map_err(LibraryError::io("creating", &lock_path))?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(LibraryError::Busy { dir: root.to_owned() }),
        Err(TryLockError::Error(source)) => Err(DiskRefused { doing: "locking", path: lock_path, source }.into()),
    }
}

/// Begins the next generation of the library in `root`, which is made if it does not exist. A folder that holds anything else is refused.
pub(super) fn begin(root: &Path) -> Result<GenerationDraft, LibraryError> {
    if !is_free(root)? {
        return Err(LibraryError::Foreign { dir: root.to_owned() });
    }
    let generations = root.join("generations");
    fs::create_dir_all(&generations).map_err(LibraryError::io("creating", &generations))?;
    let lock = lock(root)?;
    for leftover in folders(&generations)?.into_iter().filter(|path| path.extension().is_some() && is_own(path)) {
        fs::remove_dir_all(&leftover).map_err(LibraryError::io("removing", &leftover))?;
    }
    let last = numbers(&generations)?.last().copied().unwrap_or_default();
    let number = last.checked_add(1).ok_or_else(|| LibraryError::Foreign { dir: folder(root, last) })?;
    let part = generations.join(format!("{number:04}.part"));
    fs::create_dir(&part).map_err(LibraryError::io("creating", &part))?;
    Ok(GenerationDraft { root: root.to_owned(), number, part, _lock: lock })
}

impl GenerationDraft {
    /// Where to build.
    pub(super) fn path(&self) -> &Path {
        &self.part
    }

    /// The library that is built for.
    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// Makes what was built complete and durable; nothing in it may change any more. The bytes that were gone through are told.
    pub(super) fn seal(&self, watch: &mut dyn Watch<u64>) -> Result<(), LibraryError> {
        settle(&self.part)?;
        manifest::write(&self.part, watch)?;
        open_up(&self.part)?;
        sync_tree(&self.part, watch)
    }

    /// Lets what was sealed answer, if it passes its test and is recorded. The generation that answered until now is kept, or the one before
    /// where that one is replaced; the others go.
    pub(super) fn activate(self, activation: Activation<'_>, info: &Info) -> Result<u32, LibraryError> {
        let Activation { self_test, record, keep_previous, replaces } = activation;
        self_test(&self.part)?;
        let generations = self.root.join("generations");
        let done = folder(&self.root, self.number);
        let answering = candidates(&self.root).unwrap_or_default();
        let previous = answering.into_iter().find(|number| Some(*number) != replaces).filter(|_| keep_previous);
        set_mode(&generations, FOLDER_MODE)?;
        durable::place(&self.part, &done).map_err(LibraryError::io("renaming", &self.part))?;
        if let Err(refused) = record.map_or(Ok(()), |record| record(self.number, info)) {
            // Its number is above that of `current`, so that it does not answer even where it cannot be removed.
            if let Err(error) = pointer::remove(&self.root, self.number) {
                tracing::warn!(number = self.number, %error, "a generation that was refused could not be removed");
            }
            return Err(refused);
        }
        // From here on it is recorded: if the pointer cannot be written, whoever keeps the record finds the generation whole and finishes.
        pointer::write(&self.root, self.number)?;
        for old in numbers(&generations)?.into_iter().filter(|number| *number != self.number && Some(*number) != previous) {
            match pointer::remove(&self.root, old) {
                // What was withdrawn must not come back: gone is part of done.
                Err(error) if !keep_previous => return Err(error),
                // The new generation answers already: what cannot be removed now is removed by the next build.
                Err(error) => tracing::warn!(number = old, %error, "an old generation could not be removed"),
                Ok(()) => {}
            }
        }
        Ok(self.number)
    }
}

impl Drop for GenerationDraft {
    fn drop(&mut self) {
        if self.part.exists()
            && let Err(error) = fs::remove_dir_all(&self.part)
        {
            tracing::warn!(path = %self.part.display(), %error, "an unfinished generation could not be removed");
        }
    }
}

/// Lets a generation answer that is there already: a step back, or the end of an activation that was interrupted.
pub fn point_at(dir: &Path, number: u32) -> Result<(), LibraryError> {
    let whole = folder(dir, number);
    if !nofollow::is_folder(&whole) {
        return Err(LibraryError::Missing { path: whole });
    }
    let _lock = lock(dir)?;
    manifest::check_lengths(&whole)?;
    pointer::write(dir, number)
}

/// The generations that exist, ascending.
pub fn generations(dir: &Path) -> Result<Vec<u32>, LibraryError> {
    match numbers(&dir.join("generations")) {
        Err(LibraryError::Missing { .. }) => Ok(Vec::new()),
        numbers => numbers,
    }
}

/// The generation that `current` names; `None` where nothing was ever activated.
pub fn current(dir: &Path) -> Result<Option<u32>, LibraryError> {
    match named(dir) {
        Ok(number) => Ok(Some(number)),
        Err(LibraryError::Missing { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Removes a generation for good. The one that answers is refused.
pub fn remove_generation(dir: &Path, number: u32) -> Result<(), LibraryError> {
    let whole = folder(dir, number);
    if !nofollow::is_folder(&whole) {
        return Err(LibraryError::Missing { path: whole });
    }
    let _lock = lock(dir)?;
    if current(dir)? == Some(number) {
        return Err(LibraryError::Answering { dir: dir.to_owned(), number });
    }
    pointer::remove(dir, number)
}

/// Whether a library may be built in `root`: nothing is there yet, or a library is.
fn is_free(root: &Path) -> Result<bool, LibraryError> {
    let listed = |folder: &Path| -> Result<Vec<PathBuf>, LibraryError> {
        let entries = fs::read_dir(folder).and_then(|entries| entries.map(|entry| entry.map(|entry| entry.path())).collect());
        entries.map_err(LibraryError::io("listing", folder))
    };
    let entries = match listed(root) {
        Err(LibraryError::Missing { .. }) => return Ok(true),
        entries => entries?,
    };
    // Every new disk has one.
    if entries.iter().all(|path| path.file_name().is_some_and(|name| name == "lost+found")) {
        return Ok(true);
    }
    let generations = root.join("generations");
    if !nofollow::is_folder(&generations) {
        return Ok(false);
    }
    Ok(named(root).is_ok() || listed(&generations)?.iter().all(|path| is_own(path)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{files::Unwatched, library::Failing};

    fn info() -> Info {
        crate::library::Library::embedded(jiff::Timestamp::UNIX_EPOCH).unwrap().info().clone()
    }

    fn build_with(root: &Path, activation: Activation<'_>) -> Result<u32, LibraryError> {
        let draft = begin(root).unwrap();
        fs::write(draft.path().join("library.sqlite"), b"x").unwrap();
        draft.seal(&mut Unwatched).unwrap();
        draft.activate(activation, &info())
    }

    fn untested() -> Activation<'static> {
        Activation { self_test: &|_| Ok(()), ..Activation::plain() }
    }

    fn build(root: &Path) -> u32 {
        build_with(root, untested()).unwrap()
    }

    fn refuse() -> LibraryError {
        LibraryError::NotRecorded { source: "the disk of the records is full".into() }
    }

    #[test]
    fn what_fails_its_test_or_is_not_recorded_never_answers() {
        let root = tempfile::tempdir().unwrap();
        build(root.path());
        let failing = Activation { self_test: &|_| Err(LibraryError::SelfTest { why: Failing::Index }), ..untested() };
        assert!(matches!(build_with(root.path(), failing), Err(LibraryError::SelfTest { .. })));
        let mut asked = Vec::new();
        let mut record = |number, _: &Info| {
            // The new one has its name, and the old one still answers.
            asked.push((number, generations(root.path()).unwrap(), current(root.path()).unwrap()));
            Err(refuse())
        };
        let refused = build_with(root.path(), Activation { record: Some(&mut record), ..untested() });
        assert!(matches!(refused, Err(LibraryError::NotRecorded { .. })));
        assert_eq!(asked, [(2, vec![1, 2], Some(1))]);
        assert_eq!((generations(root.path()).unwrap(), current(root.path()).unwrap()), (vec![1], Some(1)));
        assert_eq!(fs::read_dir(root.path().join("generations")).unwrap().count(), 1);
    }

    #[test]
    fn what_was_withdrawn_is_gone_from_the_disk_when_the_activation_is_done() {
        let root = tempfile::tempdir().unwrap();
        build(root.path());
        build(root.path());
        build_with(root.path(), Activation { keep_previous: false, ..untested() }).unwrap();
        assert_eq!(generations(root.path()).unwrap(), [3]);
        // What cannot be removed is told: here something stands in the way.
        let in_the_way = root.path().join("generations/0003.part");
        let mut block = |_, _: &Info| {
            fs::write(&in_the_way, b"x").unwrap();
            Ok(())
        };
        let activation = Activation { keep_previous: false, record: Some(&mut block), ..untested() };
        assert!(matches!(build_with(root.path(), activation), Err(LibraryError::Io(DiskRefused { doing: "removing", .. }))));
        assert_eq!(current(root.path()).unwrap(), Some(4));
    }

    #[test]
    fn a_step_back_and_an_interrupted_activation_are_one_write_of_the_pointer() {
        let root = tempfile::tempdir().unwrap();
        build(root.path());
        build(root.path());
        point_at(root.path(), 1).unwrap();
        assert_eq!((current(root.path()).unwrap(), candidates(root.path()).unwrap()), (Some(1), vec![1]));
        point_at(root.path(), 2).unwrap();
        assert!(matches!(point_at(root.path(), 3), Err(LibraryError::Missing { .. })));
        assert!(matches!(remove_generation(root.path(), 2), Err(LibraryError::Answering { number: 2, .. })));
        fs::write(folder(root.path(), 1).join("library.sqlite"), b"cut off").unwrap();
        assert!(matches!(point_at(root.path(), 1), Err(LibraryError::Length { .. })));
        remove_generation(root.path(), 1).unwrap();
        assert_eq!((generations(root.path()).unwrap(), current(root.path()).unwrap()), (vec![2], Some(2)));
        let busy = begin(root.path()).unwrap();
        assert!(matches!(point_at(root.path(), 2), Err(LibraryError::Busy { .. })));
        drop(busy);
    }

    #[test]
    fn the_last_two_generations_are_kept() {
        let root = tempfile::tempdir().unwrap();
        for _ in 0..4 {
            build(root.path());
        }
        assert_eq!(candidates(root.path()).unwrap(), [4, 3]);
        assert_eq!(numbers(&root.path().join("generations")).unwrap(), [3, 4]);
    }

    #[test]
    fn a_build_that_stops_leaves_the_old_state_and_the_next_build_cleans_up() {
        let root = tempfile::tempdir().unwrap();
        build(root.path());
        let leftover = root.path().join("generations/0002.part");
        fs::create_dir(&leftover).unwrap();
        fs::write(leftover.join("half"), b"x").unwrap();
        assert_eq!(candidates(root.path()).unwrap(), [1]);
        drop(begin(root.path()).unwrap());
        assert!(!leftover.exists());
        // Renamed but not yet named by `current`: the old one still answers.
        fs::create_dir(root.path().join("generations/0002")).unwrap();
        assert_eq!(candidates(root.path()).unwrap(), [1]);
        assert_eq!(build(root.path()), 3);
        assert_eq!(candidates(root.path()).unwrap(), [3, 1]);
    }

    #[test]
    fn two_builds_do_not_run_at_once() {
        let root = tempfile::tempdir().unwrap();
        let first = begin(root.path()).unwrap();
        assert!(matches!(begin(root.path()), Err(LibraryError::Busy { .. })));
        drop(first);
        assert!(begin(root.path()).is_ok());
    }

    #[test]
    fn a_pointer_that_says_nothing_is_passed_over_where_a_generation_is_left() {
        let root = tempfile::tempdir().unwrap();
        assert!(matches!(candidates(root.path()), Err(LibraryError::NoLibrary { .. })));
        build(root.path());
        fs::write(root.path().join("current"), b"\0\0").unwrap();
        assert_eq!(candidates(root.path()).unwrap(), [1]);
        fs::remove_dir_all(root.path().join("generations/0001")).unwrap();
        assert!(matches!(candidates(root.path()), Err(LibraryError::Pointer { .. })));
    }

    #[test]
    fn a_folder_that_holds_something_else_is_refused_and_left_as_it_is() {
        for files in [&["notes.txt"][..], &["lock"], &["lock", "generations/family/photo"], &["generations/file"], &["current"]] {
            let root = tempfile::tempdir().unwrap();
            for file in files {
                let path = root.path().join(file);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, b"mine").unwrap();
            }
            assert!(matches!(begin(root.path()), Err(LibraryError::Foreign { .. })), "{files:?}");
            for file in files {
                assert_eq!(fs::read(root.path().join(file)).unwrap(), b"mine", "{file}");
            }
        }
    }

    #[test]
    fn links_that_stand_where_a_build_writes_lead_nowhere() {
        let (root, away) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let mine = away.path().join("mine");
        fs::write(&mine, b"mine").unwrap();
        build(root.path());
        std::os::unix::fs::symlink(&mine, root.path().join("current.tmp")).unwrap();
        std::os::unix::fs::symlink(away.path(), root.path().join("generations/0007.part")).unwrap();
        fs::create_dir(root.path().join("generations/notes.part")).unwrap();
        assert_eq!(build(root.path()), 2);
        assert!(root.path().join("generations/notes.part").exists());
        assert_eq!(fs::read(root.path().join("current")).unwrap(), b"0002\n");
        fs::remove_file(root.path().join("lock")).unwrap();
        std::os::unix::fs::symlink(&mine, root.path().join("lock")).unwrap();
        assert!(begin(root.path()).is_err());
        assert_eq!(fs::read(&mine).unwrap(), b"mine");
    }

    #[test]
    fn the_last_number_there_is_stops_the_next_build_and_nothing_else() {
        let root = tempfile::tempdir().unwrap();
        build(root.path());
        fs::create_dir(root.path().join("generations/4294967295")).unwrap();
        assert!(matches!(begin(root.path()), Err(LibraryError::Foreign { .. })));
        assert_eq!(candidates(root.path()).unwrap(), [1]);
    }

    #[test]
    fn the_latest_generation_answers_where_the_pointer_is_gone() {
        let root = tempfile::tempdir().unwrap();
        build(root.path());
        build(root.path());
        fs::remove_file(root.path().join("current")).unwrap();
        assert_eq!(candidates(root.path()).unwrap(), [2, 1]);
        assert_eq!(build(root.path()), 3);
        assert_eq!(candidates(root.path()).unwrap(), [3, 2]);
    }
}
