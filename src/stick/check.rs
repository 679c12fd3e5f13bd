//! Is what lies on a stick complete?

use std::path::Path;

use jiff::Timestamp;

use super::{
    StickError,
    contents::{PAPER_LIMIT, TIMESTAMP, root_name},
};
use crate::{
    bundle::{BundleError, FolderShelf, Objection, Shelf, Trust, UnverifiedBundle, VerifiedBundle, check_parcel, stored_name, whose},
    files::Watch,
};

/// A stick that is complete.
#[derive(Debug)]
pub struct Checked {
    /// The release on it.
    pub bundle: VerifiedBundle,
    /// Its parts.
    pub parts: usize,
    /// Their bytes.
    pub bytes: u64,
    /// The root was its own: it is complete, but says itself who may sign.
    pub by_its_own_word: bool,
}

/// Reads a stick as a terminal would that believes `root`; without one, the first root on the stick. Every part is read.
pub fn check(path: &Path, root: Option<&[u8]>, watch: &mut dyn Watch<u64>) -> Result<Checked, StickError> {
    let told = |error: BundleError| match error {
        BundleError::Io { source, .. } => StickError::of(path, source),
        error => error.into(),
    };
    let shelf = FolderShelf::open(path)?;
    let own = || shelf.read(&root_name(1), PAPER_LIMIT).map_err(told)?.ok_or_else(|| StickError::Incomplete { names: vec![root_name(1)] });
    let trust = Trust::new(&root.map_or_else(own, |root| Ok(root.to_vec()))?)?;
    if shelf.read(TIMESTAMP, PAPER_LIMIT).map_err(told)?.is_none() {
        return Err(StickError::Incomplete { names: vec![TIMESTAMP.to_owned()] });
    }
    let ours = trust.root()?;
    let bundle = UnverifiedBundle::new(&shelf).verify(&trust, Timestamp::now()).map_err(|error| told(whose(&shelf, &ours, error)))?;
    let (mut bytes, mut parts, mut names) = (0, 0, Vec::new());
    for parcel in bundle.release.parcels() {
        let missing = |source: &std::io::Error| source.kind() == std::io::ErrorKind::NotFound;
        match check_parcel(&shelf, parcel) {
            Ok(()) => {}
            Err(BundleError::Refused(Objection::Altered { name })) => names.push(name),
            Err(BundleError::Io { source, .. }) if missing(&source) => names.push(stored_name(parcel.kind, &parcel.digest)),
            Err(error) => match told(error) {
                StickError::Failing { .. } => names.push(stored_name(parcel.kind, &parcel.digest)),
                error => return Err(error),
            },
        }
        parts += 1;
        bytes += parcel.length;
        watch.reach(parcel.length)?;
    }
    if names.is_empty() {
        Ok(Checked { bundle, parts, bytes, by_its_own_word: root.is_none() })
    } else {
        Err(StickError::Incomplete { names })
    }
}
