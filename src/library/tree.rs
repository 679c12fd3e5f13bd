//! The files of a generation on the disk: what is left over, who may read them, and when they are safe from a power cut.

use std::{
    fs::{self, File, Permissions},
    os::unix::fs::PermissionsExt,
    path::Path,
};

use walkdir::WalkDir;

use super::LibraryError;
use crate::files::Watch;

/// Modes of what a generation holds: whoever runs the kiosk reads what somebody else built.
pub(super) const FOLDER_MODE: u32 = 0o755;
pub(super) const FILE_MODE: u32 = 0o644;

/// Removes the lock files of the index, which say nothing once it is finished.
pub(super) fn settle(folder: &Path) -> Result<(), LibraryError> {
    each_below(folder, &mut |path| {
        let is_lock =
            path.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.starts_with(".tantivy-") && name.ends_with(".lock"));
        if is_lock { fs::remove_file(path).map_err(LibraryError::io("removing", path)) } else { Ok(()) }
    })
}

/// Lets every user read what was built: the index writes some of its files for its own user alone.
pub(super) fn open_up(folder: &Path) -> Result<(), LibraryError> {
    set_mode(folder, FOLDER_MODE)?;
    each_below(folder, &mut |path| set_mode(path, if path.is_dir() { FOLDER_MODE } else { FILE_MODE }))
}

/// Lets a file or folder be read and written by whom the mode says.
pub(super) fn set_mode(path: &Path, mode: u32) -> Result<(), LibraryError> {
    fs::set_permissions(path, Permissions::from_mode(mode)).map_err(LibraryError::io("changing the mode of", path))
}

/// Files and folders below a folder, a folder after what it holds.
fn each_below(folder: &Path, each: &mut dyn FnMut(&Path) -> Result<(), LibraryError>) -> Result<(), LibraryError> {
    for entry in WalkDir::new(folder).min_depth(1).contents_first(true) {
        each(entry.map_err(|error| LibraryError::io("listing", folder)(error.into()))?.path())?;
    }
    Ok(())
}

/// Files first, then the folders that name them. Each of them is a step, though none of its bytes are read: a slow disk takes minutes for a large
/// library.
pub(super) fn sync_tree(folder: &Path, watch: &mut dyn Watch<u64>) -> Result<(), LibraryError> {
    each_below(folder, &mut |path| {
        watch.reach(0)?;
        sync(path)
    })?;
    sync(folder)
}

/// Makes a file's bytes, or a folder's names, durable.
fn sync(path: &Path) -> Result<(), LibraryError> {
    File::open(path).and_then(|file| file.sync_all()).map_err(LibraryError::io("syncing", path))
}
