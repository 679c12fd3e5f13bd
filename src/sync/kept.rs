//! The store of verified parts: a source that the library is built from, and what of it must go.

use std::{collections::BTreeSet, fs, io, path::Path};

use walkdir::WalkDir;

use super::{SyncError, folders::Folders};
use crate::{
    bundle::{Catalogue, CatalogueRecord, OFFICE, ParcelKind, Publication, Release, stored_name},
    files::{Digest, durable, if_there},
    policy::DisclosureMark,
    source::{Header, Options, Source, StoredFile, StoredFolder},
};

/// The release as a source whose files lie in stored parts. Every publisher's mark stands for its own files only.
pub(super) fn source(release: &Release, folders: &Folders) -> Source {
    let folder_of = |publication: &Publication| {
        let name = if publication.role == OFFICE { String::new() } else { publication.role.clone() };
        folder(folders, name, &publication.catalogue, publication.statement.mark)
    };
    let unnamed = release.publications.first().map_or_else(
        || Header { name: String::new(), place: String::new(), data_date: jiff::civil::Date::default(), topics: Vec::new() },
        |office| office.statement.header(),
    );
    Source::of_stored(release.publications.iter().map(folder_of).collect(), Options::default(), unnamed)
}

/// The files of a catalogue as a folder of that name, the office's being nameless.
pub(super) fn folder(folders: &Folders, name: String, catalogue: &Catalogue, mark: Option<DisclosureMark>) -> StoredFolder {
    let store = folders.store();
    let files = catalogue.files.iter().map(|file| {
        let (name, offset) = match file.pack {
            Some(place) => (stored_name(ParcelKind::Pack, &place.pack), place.offset),
            None => (stored_name(ParcelKind::Blob, &file.sha256), 0),
        };
        StoredFile { path: file.path.clone(), stored_in: store.join(name), offset, length: file.length }
    });
    StoredFolder { name, root: catalogue.root.clone(), mark, files: files.collect() }
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
