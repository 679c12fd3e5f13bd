//! What everybody has signed is published: looked through once more, chained by the packer, verified as a terminal would, and written.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{Span, Timestamp as Instant};

use super::{
    BundleError, Confirmation, FolderShelf, LeftOut, Misread, Objection, Parcel, Person, Shelf, Signer, Trust, UnverifiedBundle,
    VerifiedBundle,
    canonical::canonical,
    departments::Departments,
    examination::look_through,
    fitness,
    look::check_parcel,
    metadata::{Envelope, FileMeta, Hashes, Head, Metadata, Signature, Snapshot, TARGETS_LIMIT, Targets, Timestamp},
    opened::Opened,
    people::missing_desks,
    published::{OFFICE, public_name},
    repository::{ROOT, Repository},
    signing::{holders, signers},
    withheld::Withheld,
};
use crate::files::{Digest, durable};

/// Publishes what waits, where all of it is of every day: nothing was said by name.
pub fn assemble(repository: &Repository, packer: &dyn Signer, now: Instant) -> Result<VerifiedBundle, BundleError> {
    publish(repository, packer, now, &[])
}

/// Publishes every draft that has all its signatures, with a new snapshot and timestamp signed by the packer. What comes out is verified as a
/// terminal would before anything is published, and the timestamp is written last.
///
/// Each draft is looked through once more, as at a desk. One of a department that no published release names is not published unless that was
/// said by name.
pub fn publish(
    repository: &Repository,
    packer: &dyn Signer,
    now: Instant,
    confirmed: &[Confirmation],
) -> Result<VerifiedBundle, BundleError> {
    let (root, root_bytes) = repository.needed_root()?;
    let packer_id = packer.key().id();
    if !root.role("snapshot")?.keyids.contains(&packer_id) || !root.role("timestamp")?.keyids.contains(&packer_id) {
        return Err(BundleError::NotEntitled { name: "snapshot".to_owned(), keyid: packer_id.short() });
    }
    let before = repository.release()?;
    let shelf = repository.shelf()?;
    let mut over: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let mut meta = carried(before.as_ref(), &shelf)?;
    let drafts: Vec<String> = repository.drafts()?.into_iter().filter(|name| name != ROOT).collect();
    let strangers = Confirmation::missing(&unnamed(&drafts, before.as_ref()), confirmed);
    if !strangers.is_empty() {
        return Err(Withheld::Unconfirmed { needed: strangers }.into());
    }
    if drafts.iter().any(|name| name == OFFICE) {
        // A department that the office lets publish no more goes with its new part, which says so.
        let announced = Departments::read(repository)?;
        let stays =
            |file: &str| file == "targets.json" || announced.delegations.roles.iter().any(|role| format!("{}.json", role.name) == file);
        meta.retain(|file, _| stays(file));
    }
    for name in &drafts {
        let (version, bytes) = ready(repository, name, now)?;
        meta.insert(format!("{}.json", public_name(name)), file_meta(version, &bytes));
        over.insert(format!("{version}.{}.json", public_name(name)), bytes);
    }
    let number = before.as_ref().map_or(0, |before| before.release.number) + 1;
    let in_a_year = now.checked_add(Span::new().hours(366 * 24)).unwrap_or(Instant::MAX);
    let snapshot = signed(&Snapshot { head: Head::new(Snapshot::KIND, number, in_a_year), meta }, packer)?;
    let moment = before.and_then(|before| before.trust.timestamp).map_or(0, |seen| seen.version) + 1;
    let named = BTreeMap::from([("snapshot.json".to_owned(), file_meta(number, &snapshot))]);
    let timestamp = signed(&Timestamp { head: Head::new(Timestamp::KIND, moment, in_a_year), meta: named }, packer)?;
    over.insert(format!("{number}.snapshot.json"), snapshot);
    over.insert("timestamp.json".to_owned(), timestamp);

    let verified = UnverifiedBundle::new(&Staged { shelf: &shelf, over: &over }).verify(&Trust::new(&root_bytes)?, now)?;
    // What was published of a department and fits no more, terminals leave out until it is renewed; nobody publishes such a thing anew.
    if let Some(left) = verified.release.left_out.iter().find(|left| drafts.contains(&left.role)) {
        return Err(left.why.clone().into());
    }
    for parcel in verified.release.parcels() {
        check_parcel(&shelf, parcel)?;
    }
    for (name, bytes) in over.iter().filter(|(name, _)| *name != "timestamp.json") {
        repository.publish(name, bytes)?;
    }
    repository.publish("timestamp.json", over.get("timestamp.json").map_or(&[], Vec::as_slice))?;
    for name in &drafts {
        repository.drop_draft(name)?;
    }
    clear(repository, &verified)?;
    Ok(verified)
}

/// The signed files of the release before, as a snapshot names them; also of departments that are left out for now.
fn carried(before: Option<&VerifiedBundle>, shelf: &FolderShelf) -> Result<BTreeMap<String, FileMeta>, BundleError> {
    let Some(release) = before.map(|before| &before.release) else { return Ok(BTreeMap::new()) };
    let known = release.publications.iter().map(|known| (known.version, public_name(&known.role)));
    let left_out = release.left_out.iter().map(|left| (left.version, left.role.as_str()));
    let entries = known.chain(left_out).map(|(version, name)| {
        let file = format!("meta/{version}.{name}.json");
        let bytes = shelf.read(&file, TARGETS_LIMIT)?.ok_or(Objection::Missing { name: file })?;
        Ok((format!("{name}.json"), file_meta(version, &bytes)))
    });
    entries.collect()
}

/// Drafts of departments that no published release names.
fn unnamed(drafts: &[String], before: Option<&VerifiedBundle>) -> Vec<Confirmation> {
    let named = |name: &str| {
        before.is_some_and(|before| before.release.publications.iter().any(|known| known.statement.departments.contains_key(name)))
    };
    drafts.iter().filter(|name| *name != OFFICE && !named(name)).cloned().map(Confirmation::Draft).collect()
}

/// A draft that everybody has signed and that is what it says: its version, and its bytes with all signatures.
fn ready(repository: &Repository, name: &str, now: Instant) -> Result<(u64, Vec<u8>), BundleError> {
    let opened = Opened::read(repository, name)?;
    let signers = signers(repository, &opened.draft)?;
    let open = missing_desks(&signers.iter().collect::<Vec<_>>());
    if !open.is_empty() {
        let holders = holders(repository, name)?;
        let unsigned = holders.persons(&holders.role.keyids).into_iter().filter(|person| !signers.contains(person));
        let (missing, others): (Vec<Person>, Vec<Person>) = unsigned.partition(|person| open.contains(&person.post));
        // Where every desk has signed, two of them by one hand, anybody else frees it.
        return Err(BundleError::Unsigned { name: name.to_owned(), missing: if missing.is_empty() { others } else { missing } });
    }
    fitness::check(&opened, now)?;
    look_through(&opened, &BTreeSet::new())?;
    Ok((opened.targets.head.version, opened.draft.file.to_bytes()))
}

/// Removes what the release no longer names: a withdrawn text must not lie about. What cannot be removed is an error.
fn clear(repository: &Repository, verified: &VerifiedBundle) -> Result<(), BundleError> {
    let published = repository.published();
    let mut keep: BTreeSet<String> = verified.release.parcels().iter().flat_map(|parcel| parcel.pieces()).map(|(name, _)| name).collect();
    for left in &verified.release.left_out {
        keep.extend(named(repository, left)?);
    }
    for entry in walkdir::WalkDir::new(&published).min_depth(3) {
        // A folder that cannot be looked into may hold it still.
        let entry = entry.map_err(|error| super::repository::failed(error.path().unwrap_or(&published))(error.into()))?;
        let name = entry.path().strip_prefix(&published).map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if entry.file_type().is_file() && super::parse_stored_name(&name).is_some() && !keep.contains(&name) {
            std::fs::remove_file(entry.path()).map_err(super::repository::failed(entry.path()))?;
        }
    }
    durable::sync_folder(&published).map_err(super::repository::failed(&published))
}

/// The parts that the signed file of a department names that is left out for now: they are not the office's to remove.
fn named(repository: &Repository, left: &LeftOut) -> Result<Vec<String>, BundleError> {
    let name = left.file();
    let Some(bytes) = repository.shelf()?.read(&name, TARGETS_LIMIT)? else { return Ok(Vec::new()) };
    let Ok(targets) = Envelope::parse(&name, &bytes).and_then(|file| file.read::<Targets>(&name)) else { return Ok(Vec::new()) };
    let parcels = targets.targets.iter().filter_map(|(target, terms)| Parcel::of_target(&name, &left.role, target, terms).ok());
    Ok(parcels.flat_map(|parcel| parcel.pieces()).map(|(name, _)| name).collect())
}

fn file_meta(version: u64, bytes: &[u8]) -> FileMeta {
    FileMeta { version, length: bytes.len() as u64, hashes: Hashes { sha256: Digest::of(bytes) } }
}

fn signed(value: &impl Metadata, signer: &dyn Signer) -> Result<Vec<u8>, BundleError> {
    let bytes = canonical(value);
    let signature = Signature { keyid: signer.key().id(), sig: signer.sign(&bytes)? };
    let unwritable = |why| BundleError::OwnFile { path: value.head().kind.clone().into(), why };
    let text = String::from_utf8(bytes).map_err(|_| unwritable(Misread::NotText))?;
    let signed = serde_json::value::RawValue::from_string(text).map_err(|error| unwritable(Misread::json(&error)))?;
    Ok(Envelope { signatures: vec![signature], signed }.to_bytes())
}

/// Files that would be published, over those that are.
struct Staged<'a> {
    shelf: &'a FolderShelf,
    over: &'a BTreeMap<String, Vec<u8>>,
}

impl Shelf for Staged<'_> {
    fn read(&self, name: &str, limit: u64) -> Result<Option<Vec<u8>>, BundleError> {
        match name.strip_prefix("meta/").and_then(|name| self.over.get(name)) {
            Some(bytes) if bytes.len() as u64 > limit => Err(Objection::TooLarge { name: name.to_owned(), limit }.into()),
            Some(bytes) => Ok(Some(bytes.clone())),
            None => self.shelf.read(name, limit),
        }
    }

    fn open(&self, name: &str, from: u64) -> Result<Box<dyn std::io::Read + Send>, BundleError> {
        self.shelf.open(name, from)
    }

    fn place(&self) -> String {
        self.shelf.place()
    }
}
