//! The second copy of what a terminal believes, in `sync/trust.copy`: a file that a failing disk emptied or tore is put back from it, so that
//! nobody has to forget which releases were seen.
//!
//! It protects from disks, not from people: whoever may write here can change both. It is believed only as far as it is not behind what answers.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use rusqlite::Connection;

use super::SyncError;
use crate::files::{DiskRefused, durable, if_there};

/// Where it lies beside the first.
pub(super) fn of(first: &Path) -> PathBuf {
    first.with_file_name("trust.copy")
}

/// The library to which a first copy belongs.
pub(super) fn library_of(first: &Path) -> Option<&Path> {
    first.parent()?.parent()
}

/// Writes it anew: beside, and named when all of it is on the disk.
pub(super) fn write(connection: &Connection, first: &Path) -> Result<(), SyncError> {
    let path = of(first);
    let beside = path.with_extension("copy.new");
    if_there(fs::remove_file(&beside)).map_err(SyncError::io("removing", &beside))?;
    let said = connection.execute("VACUUM INTO ?1", [beside.to_string_lossy()]);
    said.map_err(|error| SyncError::from(DiskRefused { doing: "writing", path: beside.clone(), source: io::Error::other(error) }))?;
    fs::File::open(&beside).and_then(|file| file.sync_all()).map_err(SyncError::io("syncing", &beside))?;
    durable::place(&beside, &path).map_err(SyncError::io("renaming", &path))
}

/// Puts it in the place of the first, which is kept beside as `trust.torn` for whoever looks into it.
pub(super) fn put_back(first: &Path) -> Result<(), SyncError> {
    let bytes = fs::read(of(first)).map_err(SyncError::io("reading", &of(first)))?;
    let torn = first.with_file_name("trust.torn");
    if_there(fs::rename(first, &torn)).map_err(SyncError::io("renaming", first))?;
    // The log of the torn file is none of this one's.
    for ending in ["-wal", "-shm"] {
        let mut name = first.as_os_str().to_owned();
        name.push(ending);
        if_there(fs::remove_file(&name)).map_err(SyncError::io("removing", first))?;
    }
    durable::write(first, &bytes).map_err(SyncError::io("writing", first))
}
