//! The files that must lie on a stick, taken from the repository and verified as a terminal would; and those of ours that lie there but must
//! not.

use std::{collections::BTreeSet, fs, io::Read, path::Path};

use super::{
    StickError,
    disk::{Disk, Piece, UNNAMED, if_there},
};
use crate::{
    bundle::{
        BundleError, FolderShelf, Objection, Repository, Shelf, VerifiedBundle, WITHDRAWALS, WithdrawalList, parse_stored_name,
        persons_missing,
    },
    files::{Broken, Hasher, Watch, through},
};

/// Largest metadata file; more is not read.
pub(super) const PAPER_LIMIT: u64 = 16 << 20;
/// The file that makes a release out of the others.
pub(super) const TIMESTAMP: &str = "meta/timestamp.json";

/// A small file with its name on a shelf.
pub(super) type Paper = (String, Vec<u8>);

/// The office's list of withdrawals beside a release that goes onto a stick. Whoever carries it there must know whether it hides anything.
#[derive(Debug)]
pub enum ListBeside {
    /// There is none.
    None,
    /// It goes along, under this version.
    Along(u64),
    /// It stays here: so many persons more must sign it.
    Unsigned(usize),
    /// It stays here: no terminal would heed it.
    Unfit(BundleError),
}

/// All that a terminal needs of a release.
#[derive(Debug)]
pub(super) struct Contents {
    pub(super) bundle: VerifiedBundle,
    /// The newest root.
    pub(super) root: Vec<u8>,
    pub(super) pieces: Vec<Piece>,
    /// Snapshot and targets.
    pub(super) papers: Vec<Paper>,
    /// All roots, the first one first.
    pub(super) roots: Vec<Paper>,
    pub(super) timestamp: Paper,
    pub(super) list: ListBeside,
}

impl Contents {
    /// Contents for the release that the repository has published; every part of it is read.
    pub(super) fn of(repository: &Repository, bundle: VerifiedBundle, watch: &mut dyn Watch<u64>) -> Result<Self, StickError> {
        let shelf = repository.shelf()?;
        let paper = |name: String| -> Result<Paper, StickError> {
            let bytes = shelf.read(&name, PAPER_LIMIT)?.ok_or_else(|| Objection::Missing { name: name.clone() })?;
            Ok((name, bytes))
        };
        let (newest, root) = repository.needed_root()?;
        let roots = (1..=newest.head.version).map(|version| paper(root_name(version))).collect::<Result<_, _>>()?;
        let mut papers: Vec<Paper> = bundle.release.metadata().into_iter().map(paper).collect::<Result<_, _>>()?;
        let (list, paper_of_list) = list(repository)?;
        papers.extend(paper_of_list);
        let timestamp = paper(TIMESTAMP.to_owned())?;
        let pieces = pieces(&shelf, &bundle, watch)?;
        Ok(Self { bundle, root, pieces, papers, roots, timestamp, list })
    }

    /// Names that stay.
    fn names(&self) -> BTreeSet<&str> {
        let papers = self.papers.iter().chain(&self.roots).map(|(name, _)| name.as_str());
        papers.chain(self.pieces.iter().map(|piece| piece.name.as_str())).chain([TIMESTAMP]).collect()
    }

    /// Files of ours that no longer belong to the release, with their lengths; what others put there is none of them.
    pub(super) fn dead(&self, disk: &Disk<'_>) -> Result<Vec<(String, u64)>, StickError> {
        let keep = self.names();
        Ok(ours(disk)?.into_iter().filter(|(name, _)| !keep.contains(name.as_str())).collect())
    }

    /// Beginnings of files that are not gone on with.
    pub(super) fn dead_beginnings(&self, disk: &Disk<'_>) -> Result<Vec<(String, u64)>, StickError> {
        let wanted: BTreeSet<&str> = self.pieces.iter().map(|piece| piece.name.as_str()).collect();
        let mut found = ours(disk)?;
        found.retain(|(name, _)| name.strip_suffix(UNNAMED).is_some_and(|name| !wanted.contains(name)));
        Ok(found)
    }
}

/// The office's list of withdrawals, and its file where terminals take it.
pub(super) fn list(repository: &Repository) -> Result<(ListBeside, Option<Paper>), StickError> {
    let shelf = repository.shelf()?;
    let (root, _) = repository.needed_root()?;
    let list = match WithdrawalList::read(&shelf, &root) {
        Ok(Some(list)) => list,
        Ok(None) => return Ok((ListBeside::None, None)),
        Err(error @ BundleError::Refused(_)) => return Ok((ListBeside::Unfit(error), None)),
        Err(error) => return Err(error.into()),
    };
    match repository.release()?.map_or(0, |newest| persons_missing(&list, &newest)) {
        0 => {
            let paper = shelf.read(WITHDRAWALS, PAPER_LIMIT)?.map(|bytes| (WITHDRAWALS.to_owned(), bytes));
            Ok((ListBeside::Along(list.version), paper))
        }
        missing => Ok((ListBeside::Unsigned(missing), None)),
    }
}

pub(super) fn root_name(version: u64) -> String {
    format!("meta/{version}.root.json")
}

/// The files of all parts; each part must be what its name says.
fn pieces(shelf: &FolderShelf, bundle: &VerifiedBundle, watch: &mut dyn Watch<u64>) -> Result<Vec<Piece>, StickError> {
    let mut pieces = Vec::new();
    for parcel in bundle.release.parcels() {
        let mut whole = Hasher::default();
        for (name, length) in parcel.pieces() {
            let mut own = Hasher::default();
            let read = through(shelf.open(&name, 0)?.take(length + 1), watch, &mut |bytes| {
                own.update(bytes);
                whole.update(bytes);
            });
            let found = read.map_err(|broken| match broken {
                Broken::Stopped(stopped) => StickError::from(stopped),
                Broken::Io(error) => shelf.broken(&name, error).into(),
            })?;
            if found != length {
                return Err(Objection::Altered { name }.into());
            }
            pieces.push(Piece { name, length, digest: own.finish() });
        }
        if whole.finish() != parcel.digest {
            return Err(Objection::Altered { name: crate::bundle::stored_name(parcel.kind, &parcel.digest) }.into());
        }
    }
    Ok(pieces)
}

/// Every file on the stick that has a name of ours, with its length.
fn ours(disk: &Disk<'_>) -> Result<Vec<(String, u64)>, StickError> {
    let mut found = Vec::new();
    listed(disk, "meta", &mut |name, length| {
        let plain = name.strip_suffix(UNNAMED).unwrap_or(&name);
        if plain == TIMESTAMP || is_paper(plain) {
            found.push((name, length));
        }
    })?;
    for folder in ["packs", "blobs"] {
        for step in 0..=u8::MAX {
            listed(disk, &format!("{folder}/{step:02x}"), &mut |name, length| {
                if parse_stored_name(name.strip_suffix(UNNAMED).unwrap_or(&name)).is_some() {
                    found.push((name, length));
                }
            })?;
        }
    }
    found.sort();
    Ok(found)
}

/// `meta/12.targets.json`
fn is_paper(name: &str) -> bool {
    let parts = name.strip_prefix("meta/").map(|name| name.split('.').collect::<Vec<_>>());
    let plain =
        |role: &str| !role.is_empty() && role.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    matches!(parts.as_deref(), Some([version, role, "json"]) if version.parse::<u64>().is_ok() && plain(role))
}

/// The regular files of a folder, if there is one.
fn listed(disk: &Disk<'_>, folder: &str, each: &mut dyn FnMut(String, u64)) -> Result<(), StickError> {
    let path = disk.path(folder);
    for entry in if_there(fs::read_dir(&path)).map_err(StickError::at(&path))?.into_iter().flatten() {
        let entry = entry.map_err(StickError::at(&path))?;
        if let Some(data) = if_there(fs::symlink_metadata(entry.path())).map_err(StickError::at(&path))?
            && data.is_file()
            && let Some(name) = Path::new(&entry.file_name()).to_str()
        {
            each(format!("{folder}/{name}"), data.len());
        }
    }
    Ok(())
}
