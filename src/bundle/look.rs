//! What lies in the parts, read again by whoever signs, publishes or checks: it must be what the signed list says of it.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::ControlFlow,
};

use super::{
    BundleError, Catalogue, FolderShelf, Layout, Objection, Parcel, ParcelKind, Publication, Shelf, Space, Statement, contents,
    packs::{PackError, read_pack},
    parcel::CHUNK,
    published::OFFICE,
    stored_name,
    survey::{Survey, survey},
};
use crate::{
    files::{Digest, Hasher, Unwatched, through},
    policy::{Record, RecordId},
    source::Source,
};

/// Records by their ids.
pub(super) type Records = BTreeMap<RecordId, Record>;

/// The catalogue of this digest, as it lies on the shelf.
pub(super) fn catalogue_of(shelf: &FolderShelf, digest: &Digest) -> Result<Catalogue, BundleError> {
    let list = stored_name(ParcelKind::Catalogue, digest);
    let bytes = shelf.read(&list, super::catalogue::CATALOGUE_LIMIT)?.ok_or_else(|| Objection::Missing { name: list.clone() })?;
    if Digest::of(&bytes) != *digest {
        return Err(Objection::Altered { name: list }.into());
    }
    Catalogue::parse(&list, &bytes)
}

/// The source of one role as its parts hold it. Nothing is read yet but its header.
pub(super) fn source_of(shelf: &FolderShelf, role: &str, statement: &Statement, catalogue: &Catalogue) -> Source {
    let space = if role == OFFICE { "" } else { role };
    contents::source_of(shelf.path(), Layout::Pieces, space, statement.mark, statement.header(), catalogue)
}

/// Reads all records of one role and compares them with its list: every one that is listed and no other, word for word. Gives back those that
/// are wanted. A department may list only what is its own, where its `space` is given.
pub(super) fn listed_records(
    shelf: &FolderShelf,
    role: &str,
    statement: &Statement,
    catalogue: &Catalogue,
    wanted: &BTreeSet<RecordId>,
    space: Option<&Space>,
) -> Result<Records, BundleError> {
    let mut foreign = None;
    let mut each = |record: &Record| {
        foreign = foreign.take().or_else(|| space?.foreign(record));
        ControlFlow::Continue(())
    };
    let found = read(shelf, role, statement, catalogue, wanted, &mut each);
    if let Some((space, found)) = space.zip(foreign) {
        return Err(Objection::Prefix { role: space.role().to_owned(), found }.into());
    }
    if found.faulty || found.records != catalogue.records {
        return Err(Objection::Altered { name: stored_name(ParcelKind::Catalogue, &statement.catalogue) }.into());
    }
    Ok(found.kept)
}

/// The wanted records of one role as they were published, once its parts are what was signed. An earlier program may have listed them in another
/// shape, so they are not held against the list again.
pub(super) fn published_records(
    shelf: &FolderShelf,
    publication: &Publication,
    wanted: &BTreeSet<RecordId>,
) -> Result<Records, BundleError> {
    publication.parcels.iter().try_for_each(|parcel| check_parcel(shelf, parcel))?;
    let mut each = |_: &Record| ControlFlow::Continue(());
    Ok(read(shelf, &publication.role, &publication.statement, &publication.catalogue, wanted, &mut each).kept)
}

fn read(
    shelf: &FolderShelf,
    role: &str,
    statement: &Statement,
    catalogue: &Catalogue,
    wanted: &BTreeSet<RecordId>,
    each: &mut dyn FnMut(&Record) -> ControlFlow<()>,
) -> Survey {
    let source = source_of(shelf, role, statement, catalogue);
    let shown: Vec<String> =
        catalogue.files.iter().map(|file| if role == OFFICE { file.path.clone() } else { format!("{role}/{}", file.path) }).collect();
    survey(&source, &shown.iter().map(String::as_str).collect::<Vec<_>>(), statement.data_date, wanted, each)
}

/// Reads a whole part and compares it with its name, and its stretches with their digests; a pack also with the digests of the files in it.
pub fn check_parcel(shelf: &dyn Shelf, parcel: &Parcel) -> Result<(), BundleError> {
    let mut hasher = Hasher::default();
    let mut stretches = Stretches::default();
    let mut length = 0;
    for (name, expected) in parcel.pieces() {
        let piece = std::io::Read::take(shelf.open(&name, 0)?, expected + 1);
        let read = through(piece, &mut Unwatched, &mut |bytes| {
            hasher.update(bytes);
            stretches.update(bytes);
        });
        length += read.map_err(|broken| shelf.broken(&name, broken.into()))?;
    }
    let altered = || BundleError::Refused(Objection::Altered { name: stored_name(parcel.kind, &parcel.digest) });
    if length != parcel.length || hasher.finish() != parcel.digest {
        return Err(altered());
    }
    if !parcel.chunks.is_empty() && stretches.finish() != parcel.chunks {
        return Err(altered());
    }
    if parcel.kind == ParcelKind::Pack {
        let name = stored_name(parcel.kind, &parcel.digest);
        read_pack(shelf.open(&name, 0)?).map_err(|error| match error {
            PackError::Io(error) => shelf.broken(&name, error),
            PackError::NotAPack | PackError::Altered => altered(),
        })?;
    }
    Ok(())
}

/// Digests of stretches of [`CHUNK`] bytes.
#[derive(Default)]
struct Stretches {
    done: Vec<Digest>,
    hasher: Hasher,
    filled: u64,
}

impl Stretches {
    fn update(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            let room = usize::try_from(CHUNK - self.filled).unwrap_or(usize::MAX);
            let (now, later) = bytes.split_at_checked(room).unwrap_or((bytes, &[]));
            self.hasher.update(now);
            self.filled += now.len() as u64;
            if self.filled == CHUNK {
                self.done.push(std::mem::take(&mut self.hasher).finish());
                self.filled = 0;
            }
            bytes = later;
        }
    }

    fn finish(mut self) -> Vec<Digest> {
        if self.filled > 0 {
            self.done.push(self.hasher.finish());
        }
        self.done
    }
}
