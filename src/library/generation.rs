//! Generations: one imported state is a folder below `generations/`, and the text file `current` names the one that answers.
//!
//! A new state grows beside the old one as `NNNN.part`, is made durable, renamed, and only then named; power may fail at any line and the old
//! state goes on answering. What a broken build leaves behind is removed by the next one.

use std::{
    fs::{self, File, Permissions, TryLockError},
    io::{self, Write},
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use rustix::fs::{Mode, OFlags};

use super::{LibraryError, manifest};

/// Modes of what a generation holds: whoever runs the kiosk reads what somebody else built.
const FOLDER_MODE: u32 = 0o755;
const FILE_MODE: u32 = 0o644;

/// A generation being built, and the lock that keeps other builds out. Dropped before [`Draft::activate`], it leaves nothing behind.
pub(super) struct Draft {
    root: PathBuf,
    number: u32,
    part: PathBuf,
    // Held until the draft goes away; the system releases it when the process dies.
    _lock: File,
}

/// Begins the next generation of the library in `root`, which is made if it does not exist. A folder that holds anything else is refused.
pub(super) fn begin(root: &Path) -> Result<Draft, LibraryError> {
    if !is_free(root)? {
        return Err(LibraryError::Foreign { dir: root.to_owned() });
    }
    let generations = root.join("generations");
    fs::create_dir_all(&generations).map_err(LibraryError::io("creating", &generations))?;
    let lock_path = root.join("lock");
    // Neither emptied nor followed: what stands there may be somebody else's.
    let flags = OFlags::CREATE | OFlags::RDWR | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let lock = rustix::fs::open(&lock_path, flags, Mode::from_raw_mode(FILE_MODE))
        .map_err(|error| LibraryError::io("creating", &lock_path)(error.into()))?;
    let lock = File::from(lock);
    match lock.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Err(LibraryError::Busy { dir: root.to_owned() }),
        Err(TryLockError::Error(source)) => return Err(LibraryError::Io { doing: "locking", path: lock_path, source }),
    }
    for leftover in folders(&generations)?.into_iter().filter(|path| path.extension().is_some() && is_own(path)) {
        fs::remove_dir_all(&leftover).map_err(LibraryError::io("removing", &leftover))?;
    }
    let last = numbers(&generations)?.last().copied().unwrap_or_default();
    let number = last.checked_add(1).ok_or_else(|| LibraryError::Foreign { dir: folder(root, last) })?;
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
        settle(&self.part)?;
        manifest::write(&self.part)?;
        open_up(&self.part)?;
        sync_tree(&self.part)?;
        let generations = self.root.join("generations");
        let done = folder(&self.root, self.number);
        let previous = candidates(&self.root).ok().and_then(|all| all.first().copied());
        fs::rename(&self.part, &done).map_err(LibraryError::io("renaming", &self.part))?;
        set_mode(&generations, FOLDER_MODE)?;
        sync(&generations)?;

        let pointer = self.root.join("current");
        let new_pointer = self.root.join("current.tmp");
        // What an interrupted build left there; a link is removed and not followed.
        match fs::remove_file(&new_pointer) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(LibraryError::io("removing", &new_pointer)(error)),
            _ => {}
        }
        let mut file = File::create_new(&new_pointer).map_err(LibraryError::io("creating", &new_pointer))?;
        writeln!(file, "{:04}", self.number).and_then(|()| file.sync_all()).map_err(LibraryError::io("writing", &new_pointer))?;
        set_mode(&new_pointer, FILE_MODE)?;
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

/// Generations that may answer, the one named by `current` first, then earlier ones, the latest first. Where `current` is gone or says nothing,
/// all of them: each was complete before it got its name.
pub(super) fn candidates(root: &Path) -> Result<Vec<u32>, LibraryError> {
    let current = named(root);
    let unnamed = matches!(current, Err(LibraryError::Missing { .. }));
    let no_library = || LibraryError::NoLibrary { dir: root.to_owned() };
    let mut all = match numbers(&root.join("generations")) {
        Err(LibraryError::Missing { .. }) if unnamed => return Err(no_library()),
        numbers => numbers?,
    };
    all.reverse();
    match current {
        Ok(current) => {
            all.retain(|number| *number < current);
            all.insert(0, current);
            Ok(all)
        }
        Err(_) if unnamed && all.is_empty() => Err(no_library()),
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
    let mut numbers: Vec<u32> = folders(generations)?.iter().filter_map(|path| number(path.file_name()?.to_str()?)).collect();
    numbers.sort_unstable();
    Ok(numbers)
}

/// The number that is written exactly as a generation's folder is named.
fn number(name: &str) -> Option<u32> {
    name.parse().ok().filter(|number: &u32| format!("{number:04}") == name)
}

/// Whether a build may have made this entry of `generations`: `NNNN` or `NNNN.part`.
fn is_own(path: &Path) -> bool {
    path.file_name().and_then(|name| name.to_str()).is_some_and(|name| number(name.strip_suffix(".part").unwrap_or(name)).is_some())
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
    if !fs::symlink_metadata(&generations).is_ok_and(|metadata| metadata.is_dir()) {
        return Ok(false);
    }
    Ok(named(root).is_ok() || listed(&generations)?.iter().all(|path| is_own(path)))
}

/// Real folders; links are nobody's generation.
fn folders(generations: &Path) -> Result<Vec<PathBuf>, LibraryError> {
    let failed = || LibraryError::io("listing", generations);
    let mut folders = Vec::new();
    for entry in fs::read_dir(generations).map_err(failed())? {
        let entry = entry.map_err(failed())?;
        if entry.file_type().map_err(failed())?.is_dir() {
            folders.push(entry.path());
        }
    }
    Ok(folders)
}

/// Removes the lock files of the index, which say nothing once it is finished.
fn settle(folder: &Path) -> Result<(), LibraryError> {
    each_below(folder, &mut |path| {
        let is_lock =
            path.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.starts_with(".tantivy-") && name.ends_with(".lock"));
        if is_lock { fs::remove_file(path).map_err(LibraryError::io("removing", path)) } else { Ok(()) }
    })
}

/// Lets every user read what was built: the index writes some of its files for its own user alone.
fn open_up(folder: &Path) -> Result<(), LibraryError> {
    set_mode(folder, FOLDER_MODE)?;
    each_below(folder, &mut |path| set_mode(path, if path.is_dir() { FOLDER_MODE } else { FILE_MODE }))
}

fn set_mode(path: &Path, mode: u32) -> Result<(), LibraryError> {
    fs::set_permissions(path, Permissions::from_mode(mode)).map_err(LibraryError::io("changing the mode of", path))
}

/// Files and folders below a folder, a folder after what it holds.
fn each_below(folder: &Path, each: &mut dyn FnMut(&Path) -> Result<(), LibraryError>) -> Result<(), LibraryError> {
    for entry in fs::read_dir(folder).map_err(LibraryError::io("listing", folder))? {
        let path = entry.map_err(LibraryError::io("listing", folder))?.path();
        if path.is_dir() {
            each_below(&path, each)?;
        }
        each(&path)?;
    }
    Ok(())
}

/// Files first, then the folders that name them.
fn sync_tree(folder: &Path) -> Result<(), LibraryError> {
    each_below(folder, &mut |path| sync(path))?;
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
