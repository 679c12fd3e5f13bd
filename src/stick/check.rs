//! Is what lies on a stick complete, and would a terminal take it?

use std::path::Path;

use jiff::Timestamp;

use super::{
    StickError,
    contents::{PAPER_LIMIT, TIMESTAMP, root_name},
};
use crate::{
    bundle::{
        BundleError, FolderShelf, Objection, Root, Shelf, Trust, UnverifiedBundle, VerifiedBundle, WITHDRAWALS, WithdrawalList,
        check_parcel, stored_name, whose,
    },
    files::Watch,
};

/// A stick that is complete: it holds a release, a list of withdrawals, or both.
#[derive(Debug)]
pub struct Checked {
    /// The release on it.
    pub release: Option<CheckedRelease>,
    /// The office's list of withdrawals; or what speaks against it, which is no word on the release beside it.
    pub list: Option<Result<WithdrawalList, BundleError>>,
    /// The root was its own: it is complete, but says itself who may sign.
    pub by_its_own_word: bool,
}

/// A release of which every part is there.
#[derive(Debug)]
pub struct CheckedRelease {
    /// The release.
    pub bundle: VerifiedBundle,
    /// Its parts.
    pub parts: usize,
    /// Their bytes.
    pub bytes: u64,
}

/// Reads a stick as a terminal would that believes `root`; without one, the first root on the stick. Every part is read.
pub fn check(path: &Path, root: Option<&[u8]>, watch: &mut dyn Watch<u64>) -> Result<Checked, StickError> {
    let told = |error: BundleError| match error {
        BundleError::Io { source, .. } => StickError::of(path, source),
        error => error.into(),
    };
    let shelf = FolderShelf::open(path)?;
    let is_there = |name: &str| Ok::<bool, StickError>(shelf.read(name, PAPER_LIMIT).map_err(told)?.is_some());
    let own = || shelf.read(&root_name(1), PAPER_LIMIT).map_err(told)?.ok_or_else(|| StickError::Incomplete { names: vec![root_name(1)] });
    let trust = Trust::new(&root.map_or_else(own, |root| Ok(root.to_vec()))?)?;
    let ours = trust.root()?;
    let theirs = |error| told(whose(&shelf, &ours, error));
    let has_release = is_there(TIMESTAMP)?;
    if !has_release && !is_there(WITHDRAWALS)? {
        return Err(StickError::Incomplete { names: vec![TIMESTAMP.to_owned()] });
    }
    let release = if has_release {
        let bundle = UnverifiedBundle::new(&shelf).verify(&trust, Timestamp::now()).map_err(theirs)?;
        Some(whole(bundle, path, &shelf, watch)?)
    } else {
        None
    };
    let newest = match &release {
        Some(release) => release.bundle.trust.root()?,
        None => UnverifiedBundle::new(&shelf).follow_roots(&mut trust.clone()).map_err(theirs)?,
    };
    let list = match list(&shelf, &newest, release.as_ref()) {
        // Nothing else lies there that a terminal could take.
        Err(error) if release.is_none() => return Err(theirs(error)),
        list => list.transpose(),
    };
    Ok(Checked { release, list, by_its_own_word: root.is_none() })
}

/// The list that lies there, where enough persons signed it for the records of that release. Of another, only the terminal knows how many it holds.
fn list(shelf: &dyn Shelf, root: &Root, release: Option<&CheckedRelease>) -> Result<Option<WithdrawalList>, BundleError> {
    let Some(list) = WithdrawalList::read(shelf, root)? else { return Ok(None) };
    let of = |release: &CheckedRelease| -> usize {
        release.bundle.release.publications.iter().map(|publication| publication.catalogue.records.len()).sum()
    };
    list.enough_persons(list.records.len(), release.map_or(usize::MAX >> 8, of))?;
    Ok(Some(list))
}

/// Reads every part of a release.
fn whole(bundle: VerifiedBundle, path: &Path, shelf: &FolderShelf, watch: &mut dyn Watch<u64>) -> Result<CheckedRelease, StickError> {
    let (mut bytes, mut parts, mut names) = (0, 0, Vec::new());
    for parcel in bundle.release.parcels() {
        let missing = |source: &std::io::Error| source.kind() == std::io::ErrorKind::NotFound;
        match check_parcel(shelf, parcel) {
            Ok(()) => {}
            Err(BundleError::Refused(Objection::Altered { name })) => names.push(name),
            Err(BundleError::Io { source, .. }) if missing(&source) => names.push(stored_name(parcel.kind, &parcel.digest)),
            Err(BundleError::Io { source, .. }) => match StickError::of(path, source) {
                StickError::Failing { .. } => names.push(stored_name(parcel.kind, &parcel.digest)),
                error => return Err(error),
            },
            Err(error) => return Err(error.into()),
        }
        parts += 1;
        bytes += parcel.length;
        watch.reach(parcel.length)?;
    }
    if names.is_empty() { Ok(CheckedRelease { bundle, parts, bytes }) } else { Err(StickError::Incomplete { names }) }
}
