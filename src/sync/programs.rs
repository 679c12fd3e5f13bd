//! A program that came with a release is kept to be tried, with the papers that vouch for it. Content that is in is good without it.

use super::{SyncError, error::read_failed, folders::Folders};
use crate::{
    audit::{Deed, Journal, Who},
    bundle::{OFFICE, Objection, Parcel, ParcelKind, Release, Shelf, Trust, VOUCHES, VerifiedBundle},
    files::Digest,
    launch::{self, LaunchError, Paper},
    program::Program,
};

/// Largest signed file that is read, in bytes.
const LARGEST_SIGNED: u64 = 16 << 20;

/// The program of a release for this machine, where it is newer than the one that runs.
pub(super) fn wanted(release: &Release) -> Option<&Program> {
    let office = release.publications.iter().find(|publication| publication.role == OFFICE)?;
    office.statement.programs.iter().find(|program| program.is_wanted())
}

/// Leaves out of a release the programs that this machine has no use for: nobody copies them.
pub(super) fn leave_out(bundle: &mut VerifiedBundle) {
    for publication in &mut bundle.release.publications {
        let files = &publication.catalogue.files;
        let unwanted = publication.statement.programs.iter().filter(|program| !program.is_wanted());
        // The same bytes may stand in the release as something else.
        let unwanted: Vec<Digest> = unwanted
            .filter(|program| files.iter().all(|file| file.sha256 != program.sha256 || file.path == program.arch.path()))
            .map(|program| program.sha256)
            .collect();
        publication.parcels.retain(|parcel| parcel.kind != ParcelKind::Blob || !unwanted.contains(&parcel.digest));
    }
}

/// Keeps the program of a release that was taken in.
pub(super) fn keep(folders: &Folders, release: &Release, trust: &Trust, shelf: &dyn Shelf) {
    let Some(program) = wanted(release) else { return };
    match kept(folders, release, program, trust, shelf) {
        Ok(true) => Journal::of(folders.library()).note(Who::Terminal, Deed::ProgramCame { program: program.to_string() }),
        Ok(false) => {}
        Err(error) => tracing::error!(error = &error as &dyn std::error::Error, "a program could not be kept; another visit tries again"),
    }
}

fn kept(folders: &Folders, release: &Release, program: &Program, trust: &Trust, shelf: &dyn Shelf) -> Result<bool, SyncError> {
    let papers = papers(release, trust, shelf)?;
    let parcel = release.parcels().into_iter().find(|parcel| parcel.kind == ParcelKind::Blob && parcel.digest == program.sha256);
    let from = parcel.map(|parcel: &Parcel| folders.stored(parcel)).ok_or_else(|| Objection::Missing { name: program.arch.path() })?;
    launch::keep(folders.library(), program, &from, &papers).map_err(|error| match error {
        LaunchError::Unvouched(error) => error.into(),
        LaunchError::Io(source) => SyncError::io("keeping", &from)(source),
        error => SyncError::io("keeping", &from)(std::io::Error::other(error)),
    })
}

/// The office's targets, and all roots that lead from the first one to that of today: whoever begins the program goes that way again.
fn papers(release: &Release, trust: &Trust, shelf: &dyn Shelf) -> Result<Vec<Paper>, SyncError> {
    let read = |name: &str| shelf.read(name, LARGEST_SIGNED).map_err(read_failed);
    let missing = |name: &str| SyncError::from(Objection::Missing { name: name.to_owned() });
    let office = release.publications.first().ok_or_else(|| missing("targets.json"))?;
    let name = format!("meta/{}.targets.json", office.version);
    let targets = read(&name)?.filter(|bytes| Digest::of(bytes) == office.digest).ok_or_else(|| missing(&name))?;
    let mut papers = vec![(VOUCHES.to_owned(), targets)];
    for version in 2..=trust.root()?.version() {
        let name = format!("meta/{version}.root.json");
        // A terminal that was given a later root needs none before it.
        papers.extend(read(&name)?.map(|bytes| (name, bytes)));
    }
    Ok(papers)
}
