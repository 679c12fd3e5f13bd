//! A draft as somebody examines it: every part read again, and what changes with its old and its new text.

use std::{
    collections::BTreeSet,
    fs::File,
    io::{Read, Seek, SeekFrom},
};

use jiff::Timestamp;

use super::{
    BundleError, CatalogueFile, Change, Comparison, FolderShelf, Parcel, ParcelKind, comparison, fitness,
    look::{Records, check_parcel, listed_records, published_records},
    opened::Opened,
    repository::Repository,
    stored_name, terminals,
};
use crate::{
    files::Digest,
    policy::{Record, RecordId},
};

/// Longest file without a record that is shown as text, in bytes.
const LONGEST_TEXT: u64 = 256 << 10;

/// A draft with the texts that change.
#[derive(Debug)]
pub struct Examination {
    /// What is compared without reading texts.
    pub comparison: Comparison,
    /// Records that say something else than before, or hold no more; new ones too, where that was asked for.
    pub texts: Vec<TextChange>,
    /// Files without a record that change.
    pub files: Vec<FileTexts>,
    /// Texts of the last release cannot be shown: its parts are lost or damaged.
    pub lost: bool,
}

/// A record before and now.
#[derive(Debug)]
pub struct TextChange {
    /// Which.
    pub change: Change,
    /// It was not published before.
    pub is_new: bool,
    /// What it said.
    pub before: Option<Record>,
    /// What it says.
    pub now: Option<Record>,
}

/// A file in which no record stands, before and now.
#[derive(Debug)]
pub struct FileTexts {
    /// Its path in the source.
    pub path: String,
    /// What it was; its text, where it is one and not too long.
    pub before: Option<(CatalogueFile, Option<String>)>,
    /// What it is.
    pub now: Option<(CatalogueFile, Option<String>)>,
}

/// Reads every part that the draft names, makes the list of records again, and compares. Gives back the records that are wanted.
pub(super) fn look_through(opened: &Opened, wanted: &BTreeSet<RecordId>) -> Result<Records, BundleError> {
    let name = &opened.draft.name;
    let file = format!("draft {name}");
    for (target, terms) in &opened.targets.targets {
        check_parcel(&opened.shelf, &Parcel::of_target(&file, name, target, terms)?)?;
    }
    terminals::as_they_say(&opened.shelf, &opened.targets.gongkai)?;
    listed_records(&opened.shelf, name, &opened.targets.gongkai, &opened.catalogue, wanted, opened.space.as_ref())
}

/// Examines a draft before it is signed: refused where it was edited by hand or made by a lying clock, or where the parts are not what the list
/// says. `whole` also brings the texts of new records.
pub fn examine(repository: &Repository, name: &str, now: Timestamp, whole: bool) -> Result<Examination, BundleError> {
    let opened = Opened::read(repository, name)?;
    fitness::check(&opened, now)?;
    let comparison = comparison::of(repository, &opened)?;
    let changes = &comparison.changes;
    let told: Vec<&Change> = changes.updated.iter().chain(&changes.repealed).chain(changes.added.iter().filter(|_| whole)).collect();
    let wanted: BTreeSet<RecordId> = told.iter().map(|change| change.id.clone()).collect();
    let mut new = look_through(&opened, &wanted)?;
    let old = before(&opened, &wanted);
    let lost = old.is_err();
    let mut old = old.unwrap_or_default();
    let texts = told.into_iter().map(|change| TextChange {
        change: change.clone(),
        is_new: changes.added.contains(change),
        before: old.remove(&change.id),
        now: new.remove(&change.id),
    });
    let texts = texts.collect();
    let files = comparison.files.iter().map(|file| FileTexts {
        path: file.path.clone(),
        before: file.before.clone().map(|file| with_text(&opened.shelf, file)),
        now: file.now.clone().map(|file| with_text(&opened.shelf, file)),
    });
    let files = files.collect();
    Ok(Examination { comparison, texts, files, lost })
}

/// The wanted records as they were published last.
fn before(opened: &Opened, wanted: &BTreeSet<RecordId>) -> Result<Records, BundleError> {
    let Some(before) = opened.before.as_ref().map(|before| &before.publication) else { return Ok(Records::new()) };
    if before.catalogue.records.iter().all(|record| !wanted.contains(&record.id)) {
        return Ok(Records::new());
    }
    published_records(&opened.shelf, before, wanted)
}

fn with_text(shelf: &FolderShelf, file: CatalogueFile) -> (CatalogueFile, Option<String>) {
    let text = if file.path.starts_with("attachments/") || file.length > LONGEST_TEXT { None } else { text_of(shelf, &file) };
    (file, text)
}

/// The text of a packed file; `None` if it is none, or is not what the list says.
fn text_of(shelf: &FolderShelf, file: &CatalogueFile) -> Option<String> {
    let place = file.pack?;
    let mut pack = File::open(shelf.path().join(stored_name(ParcelKind::Pack, &place.pack))).ok()?;
    pack.seek(SeekFrom::Start(place.offset)).ok()?;
    let mut bytes = Vec::new();
    pack.take(file.length).read_to_end(&mut bytes).ok()?;
    if Digest::of(&bytes) != file.sha256 {
        return None;
    }
    String::from_utf8(bytes).ok()
}
