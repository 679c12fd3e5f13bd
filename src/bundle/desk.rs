//! The work of a desk: a draft is looked through, signed, and, when everybody has signed, published.

use std::collections::BTreeMap;

use jiff::{Span, Timestamp as Instant};

use super::{
    BundleError, Catalogue, Changes, FolderShelf, Misread, Objection, Parcel, ParcelKind, Person, Post, Root, Shelf, Signer, Trust, Unfit,
    UnverifiedBundle, VerifiedBundle,
    canonical::canonical,
    metadata::{Envelope, FileMeta, Hashes, Head, Metadata, RoleKeys, Signature, Snapshot, Targets, Timestamp},
    packs::read_pack,
    people::missing_desks,
    quorum::Holders,
    reader::{OFFICE, public_name},
    repository::{Draft, ROOT, Repository},
    stored_name,
    survey::survey,
};
use crate::{
    files::{Digest, Hasher, Unwatched, durable, through},
    source::{Options, Source, StoredFile, StoredFolder},
};

/// A draft as a person is shown it before signing.
#[derive(Debug, Clone)]
pub struct Summary {
    /// `root`, `office` or a department.
    pub name: String,
    /// In front of people.
    pub publisher: String,
    /// Version of what is to be signed.
    pub version: u64,
    /// Digest of the bytes that are signed.
    pub digest: Digest,
    /// Changes; `None` for a root.
    pub changes: Option<Changes>,
    /// Records in all.
    pub records: usize,
    /// For a root: who will hold which post.
    pub people: Vec<Person>,
    /// Who has signed.
    pub signed: Vec<Person>,
    /// Posts that still have to; for a root, the keepers of it.
    pub missing: Vec<Post>,
}

/// Looks through a draft: what is in the packs must be what the catalogue says, whoever packed it.
pub fn summary(repository: &Repository, name: &str) -> Result<Summary, BundleError> {
    let draft = repository.draft(name)?;
    let digest = Digest::of(draft.file.bytes());
    if name == ROOT {
        let root: Root = draft.file.read(ROOT)?;
        root.check()?;
        let signed = draft.signers(&root.keys, root.role(ROOT)?)?;
        let lacks = !root.enough_keepers(&signed)? || !old_root_agrees(repository, &draft)?;
        return Ok(Summary {
            name: name.to_owned(),
            publisher: root.gongkai.body.clone(),
            version: root.head.version,
            digest,
            changes: None,
            records: 0,
            signed: signed.iter().filter_map(|keyid| root.gongkai.people.get(keyid).cloned()).collect(),
            people: root.gongkai.people.into_values().collect(),
            missing: if lacks { vec![Post::Root] } else { Vec::new() },
        });
    }
    let targets = draft.targets()?;
    let catalogue = looked_through(repository, name, &targets)?;
    let release = repository.release()?;
    let before = release.as_ref().and_then(|release| release.release.publications.iter().find(|known| known.role == name));
    let (records_before, files_before) = before.map_or((&[][..], &[][..]), |before| (&before.catalogue.records, &before.catalogue.files));
    let changes =
        Changes::between(records_before, &catalogue.records, &targets.gongkai.withdrawn).with_pages(files_before, &catalogue.files);
    let signed = signers(repository, &draft)?;
    let missing = missing_desks(&signed.iter().collect::<Vec<_>>());
    Ok(Summary {
        name: name.to_owned(),
        publisher: targets.gongkai.publisher.clone(),
        version: targets.head.version,
        digest,
        changes: Some(changes),
        records: catalogue.records.len(),
        people: Vec::new(),
        signed,
        missing,
    })
}

/// Adds a signature to a draft that was looked through and has this digest. A key that is not entitled to it is refused.
pub fn sign(repository: &Repository, name: &str, seen: &Digest, signer: &dyn Signer) -> Result<(), BundleError> {
    let draft = repository.draft(name)?;
    if Digest::of(draft.file.bytes()) != *seen {
        return Err(Objection::Altered { name: format!("draft {name}") }.into());
    }
    let keyid = signer.key().id();
    let entitled = if name == ROOT {
        let root: Root = draft.file.read(ROOT)?;
        let before = repository.root()?;
        let in_root = |root: &Root| root.role(ROOT).is_ok_and(|role| role.keyids.contains(&keyid));
        in_root(&root) || before.is_some_and(|(before, _)| in_root(&before))
    } else {
        holders(repository, name)?.role.keyids.contains(&keyid)
    };
    if !entitled {
        return Err(BundleError::NotEntitled { name: name.to_owned(), keyid: keyid.short() });
    }
    repository.add_signature(&draft, signer)?;
    if name == ROOT { publish_root(repository) } else { Ok(()) }
}

/// A root that has all its signatures is in force at once.
fn publish_root(repository: &Repository) -> Result<(), BundleError> {
    let draft = repository.draft(ROOT)?;
    let root: Root = draft.file.read(ROOT)?;
    let complete = root.enough_keepers(&draft.signers(&root.keys, root.role(ROOT)?)?)?;
    if complete && old_root_agrees(repository, &draft)? {
        repository.publish(&format!("{}.root.json", root.head.version), &draft.file.to_bytes())?;
        repository.drop_draft(ROOT)?;
    }
    Ok(())
}

fn old_root_agrees(repository: &Repository, draft: &Draft) -> Result<bool, BundleError> {
    let Some((before, _)) = repository.root()? else { return Ok(true) };
    before.enough_keepers(&draft.signers(&before.keys, before.role(ROOT)?)?)
}

/// The persons who have signed a draft and may.
fn signers(repository: &Repository, draft: &Draft) -> Result<Vec<Person>, BundleError> {
    let holders = holders(repository, &draft.name)?;
    Ok(holders.persons(&draft.signers(&holders.keys, &holders.role)?))
}

fn holders(repository: &Repository, name: &str) -> Result<Holders, BundleError> {
    let (root, _) = repository.needed_root()?;
    if name == OFFICE {
        return Ok(Holders { role: root.role("targets")?.clone(), keys: root.keys, people: root.gongkai.people });
    }
    let known = super::departments::Departments::read(repository)?;
    let role = known.delegations.roles.iter().find(|role| role.name == name);
    let role = role.ok_or_else(|| Objection::UnfitDepartment { role: name.to_owned(), why: Unfit::Unknown })?;
    let role = RoleKeys { keyids: role.keyids.clone(), threshold: role.threshold };
    Ok(Holders { role, keys: known.delegations.keys, people: known.people })
}

/// Reads every pack that the draft names, makes the catalogue again, and compares.
fn looked_through(repository: &Repository, name: &str, targets: &Targets) -> Result<Catalogue, BundleError> {
    let file = format!("draft {name}");
    let parcels: Vec<Parcel> =
        targets.targets.iter().map(|(target, terms)| Parcel::of_target(&file, name, target, terms)).collect::<Result<_, _>>()?;
    let shelf = repository.shelf()?;
    for parcel in &parcels {
        check_parcel(&shelf, parcel)?;
    }
    let list = stored_name(ParcelKind::Catalogue, &targets.gongkai.catalogue);
    let bytes = shelf.read(&list, super::catalogue::CATALOGUE_LIMIT)?.ok_or_else(|| Objection::Missing { name: list.clone() })?;
    if Digest::of(&bytes) != targets.gongkai.catalogue {
        return Err(Objection::Altered { name: list }.into());
    }
    let catalogue = Catalogue::parse(&list, &bytes)?;
    let folder = shelf.path();
    let files = catalogue.files.iter().map(|file| {
        let (stored_in, offset) = match file.pack {
            Some(place) => (stored_name(ParcelKind::Pack, &place.pack), place.offset),
            None => (format!("{}.000", stored_name(ParcelKind::Blob, &file.sha256)), 0),
        };
        StoredFile { path: file.path.clone(), stored_in: folder.join(stored_in), offset, length: file.length }
    });
    let space = if name == OFFICE { String::new() } else { name.to_owned() };
    let files: Vec<StoredFile> = files.collect();
    let shown: Vec<String> =
        files.iter().map(|file| if space.is_empty() { file.path.clone() } else { format!("{space}/{}", file.path) }).collect();
    let folder = StoredFolder { name: space, root: catalogue.root.clone(), mark: targets.gongkai.mark, files };
    let source = Source::of_stored(vec![folder], Options::default(), targets.gongkai.header());
    let found = survey(&source, &shown.iter().map(String::as_str).collect::<Vec<_>>(), targets.gongkai.data_date);
    if found.faulty || found.records != catalogue.records {
        return Err(Objection::Altered { name: list }.into());
    }
    Ok(catalogue)
}

/// Reads a whole part and compares it with its name; a pack also with the digests of the files in it.
pub fn check_parcel(shelf: &dyn Shelf, parcel: &Parcel) -> Result<(), BundleError> {
    let mut hasher = Hasher::default();
    let mut length = 0;
    for (name, expected) in parcel.pieces() {
        let piece = std::io::Read::take(shelf.open(&name, 0)?, expected + 1);
        let read = through(piece, &mut Unwatched, &mut |bytes| hasher.update(bytes));
        length += read.map_err(|broken| shelf.broken(&name, broken.into()))?;
    }
    let altered = || BundleError::Refused(Objection::Altered { name: stored_name(parcel.kind, &parcel.digest) });
    if length != parcel.length || hasher.finish() != parcel.digest {
        return Err(altered());
    }
    if parcel.kind == ParcelKind::Pack {
        read_pack(shelf.open(&stored_name(parcel.kind, &parcel.digest), 0)?).map_err(|_| altered())?;
    }
    Ok(())
}

/// Publishes every draft that has all its signatures, with a new snapshot and timestamp signed by the packer. What comes out is verified as a
/// terminal would before anything is published, and the timestamp is written last.
pub fn assemble(repository: &Repository, packer: &dyn Signer, now: Instant) -> Result<VerifiedBundle, BundleError> {
    let (root, root_bytes) = repository.needed_root()?;
    let packer_id = packer.key().id();
    if !root.role("snapshot")?.keyids.contains(&packer_id) || !root.role("timestamp")?.keyids.contains(&packer_id) {
        return Err(BundleError::NotEntitled { name: "snapshot".to_owned(), keyid: packer_id.short() });
    }
    let before = repository.release()?;
    let shelf = repository.shelf()?;
    let mut over: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let mut meta: BTreeMap<String, FileMeta> = BTreeMap::new();
    for known in before.iter().flat_map(|before| &before.release.publications) {
        let name = format!("{}.{}.json", known.version, public_name(&known.role));
        let bytes = shelf.read(&format!("meta/{name}"), super::metadata::TARGETS_LIMIT)?.ok_or(Objection::Missing { name })?;
        meta.insert(format!("{}.json", public_name(&known.role)), file_meta(known.version, &bytes));
    }
    let drafts: Vec<String> = repository.drafts()?.into_iter().filter(|name| name != ROOT).collect();
    for name in &drafts {
        let draft = repository.draft(name)?;
        let signers = signers(repository, &draft)?;
        let open = |person: &Person| signers.iter().all(|signer| signer.post != person.post);
        let holders = holders(repository, name)?;
        let missing: Vec<Person> = holders.persons(&holders.role.keyids).into_iter().filter(open).collect();
        if !missing.is_empty() {
            return Err(BundleError::Unsigned { name: name.clone(), missing });
        }
        let targets = draft.targets()?;
        let bytes = draft.file.to_bytes();
        meta.insert(format!("{}.json", public_name(name)), file_meta(targets.head.version, &bytes));
        over.insert(format!("{}.{}.json", targets.head.version, public_name(name)), bytes);
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

/// Removes what the release no longer names: a withdrawn text must not lie about. What cannot be removed is an error.
fn clear(repository: &Repository, verified: &VerifiedBundle) -> Result<(), BundleError> {
    let published = repository.published();
    let keep: std::collections::BTreeSet<String> =
        verified.release.parcels().iter().flat_map(|parcel| parcel.pieces()).map(|(name, _)| name).collect();
    for entry in walkdir::WalkDir::new(&published).min_depth(3).into_iter().flatten().filter(|entry| entry.file_type().is_file()) {
        let name = entry.path().strip_prefix(&published).map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if super::parse_stored_name(&name).is_some() && !keep.contains(&name) {
            std::fs::remove_file(entry.path()).map_err(super::repository::failed(entry.path()))?;
        }
    }
    durable::sync_folder(&published).map_err(super::repository::failed(&published))
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
