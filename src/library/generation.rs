//! Generations: one imported state is a folder below `generations/`, and the text file `current` names the one that answers.
//!
//! A new state grows beside the old one as `NNNN.part`, is made durable, renamed, and only then named; power may fail at any line and the old
//! state goes on answering. What a broken build leaves behind is removed by the next one.

use std::{
    fs::{self, File, TryLockError},
    io::Write,
    path::{Path, PathBuf},
};

use super::{LibraryError, manifest};

/// A generation being built, and the lock that keeps other builds out. Dropped before [`Draft::activate`], it leaves nothing behind.
pub(super) struct Draft {
    root: PathBuf,
    number: u32,
    part: PathBuf,
    // Held until the draft goes away; the system releases it when the process dies.
    _lock: File,
}

/// Begins the next generation of the library in `root`, which is made if it does not exist.
pub(super) fn begin(root: &Path) -> Result<Draft, LibraryError> {
    let generations = root.join("generations");
    fs::create_dir_all(&generations).map_err(LibraryError::io("creating", &generations))?;
    let lock_path = root.join("lock");
    let lock = File::create(&lock_path).map_err(LibraryError::io("creating", &lock_path))?;
    match lock.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Err(LibraryError::Busy { dir: root.to_owned() }),
        Err(TryLockError::Error(source)) => return Err(LibraryError::Io { doing: "locking", path: lock_path, source }),
    }
    for leftover in folders(&generations)?.into_iter().filter(|path| path.extension().is_some_and(|ending| ending == "part")) {
        fs::remove_dir_all(&leftover).map_err(LibraryError::io("removing", &leftover))?;
    }
    let number = numbers(&generations)?.last().map_or(1, |last| last + 1);
    let part = generations.join(format!("{number:04}.part"));
    fs::create_dir(&part).map_err(LibraryError::io("creating", &part))?;
    Ok(Draft { root: root.to_owned(), number, part, _lock: lock })
}

impl Draft {
    /// Where to build.
    pub(super) fn path(&self) -> &Path {
        &self.part
    }

    /// Makes what was built durable and lets it answer; keeps the generation that answered until now and removes older ones.
    pub(super) fn activate(self) -> Result<u32, LibraryError> {
        manifest::write(&self.part)?;
        sync_tree(&self.part)?;
        let generations = self.root.join("generations");
        let done = folder(&self.root, self.number);
        let previous = named(&self.root).ok();
        fs::rename(&self.part, &done).map_err(LibraryError::io("renaming", &self.part))?;
        sync(&generations)?;

        let pointer = self.root.join("current");
        let new_pointer = self.root.join("current.tmp");
        let mut file = File::create(&new_pointer).map_err(LibraryError::io("creating", &new_pointer))?;
        writeln!(file, "{:04}", self.number).and_then(|()| file.sync_all()).map_err(LibraryError::io("writing", &new_pointer))?;
        fs::rename(&new_pointer, &pointer).map_err(LibraryError::io("renaming", &new_pointer))?;
        sync(&self.root)?;

        for old in numbers(&generations)?.into_iter().filter(|number| *number != self.number && Some(*number) != previous) {
            let old = folder(&self.root, old);
            // The new generation answers already: what cannot be removed now is removed by the next build.
            if let Err(error) = fs::remove_dir_all(&old) {
                tracing::warn!(path = %old.display(), %error, "an old generation could not be removed");
            }
        }
        Ok(self.number)
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if self.part.exists()
            && let Err(error) = fs::remove_dir_all(&self.part)
        {
            tracing::warn!(path = %self.part.display(), %error, "an unfinished generation could not be removed");
        }
    }
}

/// Generations that may answer, the one named by `current` first, then earlier ones, the latest first.
pub(super) fn candidates(root: &Path) -> Result<Vec<u32>, LibraryError> {
    let generations = root.join("generations");
    if !root.join("current").exists() {
        return Err(LibraryError::NoLibrary { dir: root.to_owned() });
    }
    let mut all = numbers(&generations)?;
    all.reverse();
    match named(root) {
        Ok(current) => {
            all.retain(|number| *number < current);
            all.insert(0, current);
            Ok(all)
        }
        Err(error) if all.is_empty() => Err(error),
        Err(error) => {
            tracing::error!(%error, "the latest generation answers instead");
            Ok(all)
        }
    }
}

/// The folder of a generation.
pub(super) fn folder(root: &Path, number: u32) -> PathBuf {
    root.join("generations").join(format!("{number:04}"))
}

/// The generation that `current` names.
fn named(root: &Path) -> Result<u32, LibraryError> {
    let path = root.join("current");
    let text = fs::read(&path).map_err(LibraryError::io("reading", &path))?;
    let text = String::from_utf8_lossy(&text);
    text.trim().parse().map_err(|_| LibraryError::Pointer { path, found: text.chars().take(40).collect() })
}

fn numbers(generations: &Path) -> Result<Vec<u32>, LibraryError> {
    let mut numbers: Vec<u32> = folders(generations)?.iter().filter_map(|path| path.file_name()?.to_str()?.parse().ok()).collect();
    numbers.sort_unstable();
    Ok(numbers)
}

fn folders(generations: &Path) -> Result<Vec<PathBuf>, LibraryError> {
    let entries = fs::read_dir(generations).map_err(LibraryError::io("listing", generations))?;
    entries
        .map(|entry| entry.map(|entry| entry.path()))
        .filter(|path| path.as_ref().map_or(true, |path| path.is_dir()))
        .collect::<Result<_, _>>()
        .map_err(LibraryError::io("listing", generations))
}

/// Files first, then the folders that name them.
fn sync_tree(folder: &Path) -> Result<(), LibraryError> {
    for entry in fs::read_dir(folder).map_err(LibraryError::io("listing", folder))? {
        let path = entry.map_err(LibraryError::io("listing", folder))?.path();
        if path.is_dir() { sync_tree(&path)? } else { sync(&path)? }
    }
    sync(folder)
}

fn sync(path: &Path) -> Result<(), LibraryError> {
    File::open(path).and_then(|file| file.sync_all()).map_err(LibraryError::io("syncing", path))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn build(root: &Path) -> u32 {
        let draft = begin(root).unwrap();
        fs::write(draft.path().join("library.sqlite"), b"x").unwrap();
        draft.activate().unwrap()
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
}
