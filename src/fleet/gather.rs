//! At the office: every report that lies on these sticks, in these folders and files. Whoever wrote them is not believed.

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
};

use walkdir::WalkDir;

use super::{FleetError, Signed, leave::FOLDER, report::REPORT_LIMIT};
use crate::files::bounded;

/// Most reports that are read at one time.
const MOST_REPORTS: usize = 10_000;
/// Folders of folders of sticks that were copied: deep enough.
const DEEPEST: usize = 8;

/// The reports that lay in the places, and the files that were none.
#[derive(Debug, Default)]
pub struct Gathered {
    /// Reports with good signatures, each once however many sticks carry it.
    pub reports: Vec<Signed>,
    /// Files that are not believed.
    pub refused: Vec<FleetError>,
    /// Files that could not be read: reports of later programs, or a stick that fails.
    pub unread: Vec<FleetError>,
}

/// Reads all reports in these places: a file is read whatever it is called; of a folder the JSON files in it, and those in every folder below it
/// that bears the name of ours.
pub fn gather(places: &[PathBuf]) -> Result<Gathered, FleetError> {
    let mut gathered = Gathered::default();
    let mut seen = BTreeSet::new();
    for place in places {
        for (path, surely) in candidates(place)? {
            if seen.len() + gathered.refused.len() + gathered.unread.len() >= MOST_REPORTS {
                return Err(FleetError::TooLarge { path: place.clone(), limit: MOST_REPORTS as u64 });
            }
            match read(&path) {
                Ok(signed) if seen.insert((signed.key, signed.digest)) => gathered.reports.push(signed),
                Ok(_) => {}
                // Some other program's file.
                Err(FleetError::Unreadable { .. } | FleetError::TooLarge { .. }) if !surely => {}
                Err(error) if error.is_refusal() => gathered.refused.push(error),
                Err(error) => gathered.unread.push(error),
            }
        }
    }
    if gathered.reports.is_empty() && gathered.refused.is_empty() && gathered.unread.is_empty() {
        return Err(FleetError::Nothing);
    }
    Ok(gathered)
}

/// Files that may be reports, in the order of their names, and whether they must be.
fn candidates(place: &Path) -> Result<Vec<(PathBuf, bool)>, FleetError> {
    let failed = |source| FleetError::Io { path: place.to_owned(), source };
    if !fs::metadata(place).map_err(failed)?.is_dir() {
        return Ok(vec![(place.to_owned(), true)]);
    }
    let mut found = Vec::new();
    for entry in WalkDir::new(place).max_depth(DEEPEST).sort_by_file_name() {
        let entry = match entry.map_err(io::Error::from) {
            // `lost+found`, and what else is none of ours.
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => continue,
            entry => entry.map_err(failed)?,
        };
        let ours = entry.path().parent().and_then(Path::file_name).is_some_and(|folder| folder == FOLDER);
        let json = entry.path().extension().is_some_and(|ending| ending == "json");
        if entry.file_type().is_file() && json && (ours || entry.depth() == 1) {
            found.push((entry.into_path(), ours));
        }
    }
    Ok(found)
}

fn read(path: &Path) -> Result<Signed, FleetError> {
    let failed = |source| FleetError::Io { path: path.to_owned(), source };
    if !fs::metadata(path).map_err(failed)?.is_file() {
        return Err(failed(io::ErrorKind::InvalidInput.into()));
    }
    let bytes = bounded::read(path, REPORT_LIMIT).map_err(|error| match error.kind() {
        io::ErrorKind::FileTooLarge => FleetError::TooLarge { path: path.to_owned(), limit: REPORT_LIMIT },
        _ => failed(error),
    })?;
    Signed::read(path, &bytes)
}
