//! The store of verified parts: a source that the library is built from, and what of it must go.

use std::{collections::BTreeSet, fs, io, path::Path};

use walkdir::WalkDir;

use super::{SyncError, error::read_failed, folders::Folders};
use crate::{
    bundle::{CatalogueRecord, FolderShelf, Layout, OFFICE, Objection, Publication, Release, Shelf, source_of, stored_name},
    files::{Digest, durable, if_there},
    source::Source,
};

/// Largest signed file of a department that is read, in bytes.
const LARGEST_SIGNED: u64 = 16 << 20;

/// The publications of a release, each as a source whose files lie in stored parts: the office's first, which speaks for the library.
pub(super) fn sources(release: &Release, folders: &Folders) -> Vec<Source> {
    release.publications.iter().map(|publication| source(publication, folders)).collect()
}

/// A publication as a source.
pub(super) fn source(publication: &Publication, folders: &Folders) -> Source {
    let space = if publication.role == OFFICE { "" } else { &publication.role };
    let statement = &publication.statement;
    source_of(&folders.store(), Layout::Whole, space, statement.mark, statement.header(), &publication.catalogue)
}

/// Keeps the signed files of departments beside their parts: should their next ones not be believed, these still are. Leaves their names.
pub(super) fn keep_signed(folders: &Folders, release: &Release, shelf: &dyn Shelf) -> Result<Vec<String>, SyncError> {
    let mut names = Vec::new();
    for publication in release.publications.iter().filter(|publication| publication.role != OFFICE) {
        let name = format!("meta/{}.{}.json", publication.version, publication.role);
        let path = folders.store().join(&name);
        let is_it = |bytes: &[u8]| Digest::of(bytes) == publication.digest;
        if !fs::read(&path).is_ok_and(|bytes| is_it(&bytes)) {
            let bytes = shelf.read(&name, LARGEST_SIGNED).map_err(read_failed)?.filter(|bytes| is_it(bytes));
            let bytes = bytes.ok_or_else(|| Objection::Altered { name: name.clone() })?;
            let folder = path.parent().unwrap_or(&path);
            durable::create_folder(folder).map_err(SyncError::io("creating", folder))?;
            durable::write(&path, &bytes).map_err(SyncError::io("writing", &path))?;
        }
        names.push(name);
    }
    Ok(names)
}

/// The signed files of departments that were kept, and all stored parts; none before the first department.
pub(super) fn shelf(folders: &Folders) -> Option<FolderShelf> {
    FolderShelf::open(&folders.store()).ok()
}

/// Stored names of all parts of a release.
pub(super) fn names(release: &Release) -> Vec<String> {
    release.parcels().iter().map(|parcel| stored_name(parcel.kind, &parcel.digest)).collect()
}

/// Removes everything but these parts, and everything that was copied half.
pub(super) fn clear(folders: &Folders, keep: &[String]) -> Result<(), SyncError> {
    let keep: BTreeSet<&str> = keep.iter().map(String::as_str).collect();
    let store = folders.store();
    let mut touched = BTreeSet::new();
    for (folder, keep) in [(&store, &keep), (&folders.incoming(), &BTreeSet::new())] {
        for entry in WalkDir::new(folder).min_depth(1) {
            let entry = match entry {
                Err(error) if error.io_error().is_some_and(|error| error.kind() == io::ErrorKind::NotFound) => continue,
                entry => entry.map_err(|error| SyncError::io("listing", folder)(error.into()))?,
            };
            let name = entry.path().strip_prefix(folder).map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            if !entry.file_type().is_dir() && !keep.contains(name.as_str()) {
                fs::remove_file(entry.path()).map_err(SyncError::io("removing", entry.path()))?;
                touched.extend(entry.path().parent().map(Path::to_owned));
            }
        }
    }
    touched.iter().try_for_each(|folder| durable::sync_folder(folder).map_err(SyncError::io("syncing", folder)))
}

/// Writes down what a release holds, for the preview of the next one.
pub(super) fn write_records(folders: &Folders, release: &Release) -> Result<(), SyncError> {
    let all: Vec<&CatalogueRecord> = release.publications.iter().flat_map(|publication| &publication.catalogue.records).collect();
    let path = folders.records_of(&release.digest);
    durable::create_folder(&folders.records()).map_err(SyncError::io("creating", &path))?;
    durable::write(&path, &serde_json::to_vec(&all).unwrap_or_default()).map_err(SyncError::io("writing", &path))
}

/// What a release held; `None` where that is not written down.
pub(super) fn read_records(folders: &Folders, release: &Digest) -> Option<Vec<CatalogueRecord>> {
    serde_json::from_slice(&fs::read(folders.records_of(release)).ok()?).ok()
}

/// Removes the lists of releases that no generation holds any more: titles that were withdrawn stand in them.
pub(super) fn clear_records(folders: &Folders, keep: &[Digest]) -> Result<(), SyncError> {
    let folder = folders.records();
    let entries = if_there(fs::read_dir(&folder)).map_err(SyncError::io("listing", &folder))?;
    let keep: Vec<_> = keep.iter().map(|digest| folders.records_of(digest)).collect();
    for entry in entries.into_iter().flatten() {
        let path = entry.map_err(SyncError::io("listing", &folder))?.path();
        if !keep.contains(&path) {
            fs::remove_file(&path).map_err(SyncError::io("removing", &path))?;
        }
    }
    Ok(())
}
