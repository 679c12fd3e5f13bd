//! Which generations there are, and the text file `current` that names the one that answers.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{LibraryError, tree::FILE_MODE};
use crate::files::{durable, if_there};

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
pub(super) fn named(root: &Path) -> Result<u32, LibraryError> {
    let path = root.join("current");
    let text = fs::read(&path).map_err(LibraryError::io("reading", &path))?;
    let text = String::from_utf8_lossy(&text);
    text.trim().parse().map_err(|_| LibraryError::Pointer { path, found: text.chars().take(40).collect() })
}

/// The numbers of all generations, ascending.
pub(super) fn numbers(generations: &Path) -> Result<Vec<u32>, LibraryError> {
    let mut numbers: Vec<u32> = folders(generations)?.iter().filter_map(|path| number(path.file_name()?.to_str()?)).collect();
    numbers.sort_unstable();
    Ok(numbers)
}

/// The number that is written exactly as a generation's folder is named.
fn number(name: &str) -> Option<u32> {
    name.parse().ok().filter(|number: &u32| format!("{number:04}") == name)
}

/// Whether a build may have made this entry of `generations`: `NNNN` or `NNNN.part`.
pub(super) fn is_own(path: &Path) -> bool {
    path.file_name().and_then(|name| name.to_str()).is_some_and(|name| number(name.strip_suffix(".part").unwrap_or(name)).is_some())
}

/// Real folders; links are nobody's generation.
pub(super) fn folders(generations: &Path) -> Result<Vec<PathBuf>, LibraryError> {
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

/// Lets a generation answer: written beside, made durable, and only then put in the place of the old pointer.
pub(super) fn write(root: &Path, number: u32) -> Result<(), LibraryError> {
    let pointer = root.join("current");
    durable::write_with_mode(&pointer, format!("{number:04}\n").as_bytes(), FILE_MODE).map_err(LibraryError::io("writing", &pointer))
}

/// Takes a generation away: its name first, so that a power cut leaves no half of it under a number.
pub(super) fn remove(root: &Path, number: u32) -> Result<(), LibraryError> {
    let generations = root.join("generations");
    let whole = folder(root, number);
    let going = generations.join(format!("{number:04}.part"));
    if_there(fs::remove_dir_all(&going)).map_err(LibraryError::io("removing", &going))?;
    durable::place(&whole, &going).map_err(LibraryError::io("renaming", &whole))?;
    fs::remove_dir_all(&going).map_err(LibraryError::io("removing", &going))?;
    durable::sync_folder(&generations).map_err(LibraryError::io("syncing", &generations))
}
