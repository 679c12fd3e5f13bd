//! A bundle is verified: the workflow of TUF's client (specification 1.0, section 5), synchronous, over a [`Shelf`]. Nothing is parsed before
//! its length is known to be sensible and its signatures are good; nothing is believed that contradicts what was seen before.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp as Instant;

use super::{
    BundleError, Catalogue, Foreign, Misread, Objection, Parcel, ParcelKind, Person, Root, Seen, Shelf, Statement, Trust, Unfit, Withdrawn,
    metadata::{
        DelegatedRole, Delegations, Envelope, FileMeta, MOST_TARGETS, Metadata, ROOT_LIMIT, RoleKeys, SNAPSHOT_LIMIT, Snapshot,
        TARGETS_LIMIT, TIMESTAMP_LIMIT, Targets, Timestamp, check_keys, check_threshold,
    },
    people::{Post, missing_desks},
    quorum::{Holders, enough_signers},
    signature::{Key, KeyId},
    trust::read_root,
};
use crate::files::Digest;

/// Roots that may follow one another in one go.
const MOST_ROOTS: u64 = 64;
/// Departments that may publish.
const MOST_DEPARTMENTS: usize = 200;
/// The space in which the office's own parts are named.
pub const OFFICE: &str = "office";

/// A bundle of which nothing is known.
pub struct UnverifiedBundle<'a> {
    shelf: &'a dyn Shelf,
}

/// A bundle whose metadata and catalogues were verified against what this terminal believes. Its packs and blobs are verified as they are
/// copied, by their names.
#[derive(Debug, Clone)]
pub struct VerifiedBundle {
    /// The release.
    pub release: Release,
    /// The trust of a terminal once the release is active.
    pub trust: Trust,
    /// The day on which the root should have been renewed, where that day is past: only staff may go on.
    pub root_expired: Option<Instant>,
    /// It is the release that was seen last, to the byte.
    pub unchanged: bool,
}

/// One release: what the office and its departments publish together.
#[derive(Debug, Clone)]
pub struct Release {
    /// Its number, rising: the version of the snapshot.
    pub number: u64,
    /// Digest of the snapshot, which names everything else by digest.
    pub digest: Digest,
    /// When the office made its part of it.
    pub released_at: Instant,
    /// The office first, then the departments by name.
    pub publications: Vec<Publication>,
}

/// The content of one role, with its signers.
#[derive(Debug, Clone)]
pub struct Publication {
    /// `office`, or the department's name.
    pub role: String,
    /// Version of its targets.
    pub version: u64,
    /// Digest of its targets.
    pub digest: Digest,
    /// Digest of the bytes that its three persons signed: the same at their desks, where nobody has signed yet, and ever after.
    pub signed: Digest,
    /// Its statement about its content.
    pub statement: Statement,
    /// The persons who signed.
    pub signers: Vec<Person>,
    /// Its packs, blobs and its catalogue.
    pub parcels: Vec<Parcel>,
    /// Its files and records.
    pub catalogue: Catalogue,
}

impl Release {
    /// All parts, each once, those with text first.
    pub fn parcels(&self) -> Vec<&Parcel> {
        let mut seen = BTreeSet::new();
        let mut parcels: Vec<&Parcel> = self
            .publications
            .iter()
            .flat_map(|publication| &publication.parcels)
            .filter(|parcel| seen.insert((parcel.kind, parcel.digest)))
            .collect();
        parcels.sort_by_key(|parcel| (parcel.kind != ParcelKind::Catalogue, !parcel.text));
        parcels
    }

    /// The metadata files that name its parts, as a shelf calls them: snapshot and targets. Roots and the timestamp come beside them.
    pub fn metadata(&self) -> Vec<String> {
        let targets = self.publications.iter().map(|known| format!("meta/{}.{}.json", known.version, public_name(&known.role)));
        targets.chain([format!("meta/{}.snapshot.json", self.number)]).collect()
    }

    /// The digits that people compare from the desks to the receipt (核对码): the first eight of what the office signed. What departments
    /// signed follows by name, the newest first, two of them at most: `44fc189e、云川县民政局 d9c1ad95`.
    pub fn check_digits(&self) -> String {
        let mut departments: Vec<&Publication> = self.publications.iter().filter(|known| known.role != OFFICE).collect();
        departments.sort_by_key(|known| std::cmp::Reverse(known.statement.released_at));
        let office = self.publications.iter().find(|known| known.role == OFFICE).map(|office| office.signed.short());
        let mut digits: Vec<String> = office.into_iter().collect();
        digits.extend(departments.iter().take(2).map(|known| {
            let name: String = crate::text::clean(&known.statement.publisher).chars().take(16).collect();
            format!("{name} {}", known.signed.short())
        }));
        let all = digits.join("、");
        if departments.len() > 2 { format!("{all}等 {} 家", departments.len() + 1) } else { all }
    }

    /// Everything that was ever withdrawn.
    pub fn withdrawn(&self) -> impl Iterator<Item = &Withdrawn> {
        self.publications.iter().flat_map(|publication| &publication.statement.withdrawn)
    }
}

impl<'a> UnverifiedBundle<'a> {
    /// The bundle on this shelf, if there is one.
    pub fn new(shelf: &'a dyn Shelf) -> Self {
        Self { shelf }
    }

    /// Verifies metadata and catalogues against what is believed. `now` is only held against the root's expiry.
    pub fn verify(&self, trust: &Trust, now: Instant) -> Result<VerifiedBundle, BundleError> {
        let mut after = trust.clone();
        let root = self.follow_roots(&mut after)?;
        let signed_by_packer = |name: &str, limit, role: &str, meta: Option<&FileMeta>| -> Result<Envelope, BundleError> {
            let bytes = self.file(name, limit, meta)?;
            let file = Envelope::parse(name, &bytes)?;
            enough_signers(name, &file, &root.keys, root.role(role)?)?;
            Ok(file)
        };

        let file = signed_by_packer("timestamp.json", TIMESTAMP_LIMIT, "timestamp", None)?;
        let timestamp: Timestamp = file.read("timestamp.json")?;
        let seen = Seen { version: timestamp.head.version, digest: Digest::of(file.bytes()) };
        let unchanged = after.timestamp == Some(seen) && after.root == trust.root;
        after.see_timestamp("timestamp.json", seen)?;

        let meta = entry(&timestamp.meta, "snapshot.json", "timestamp.json")?;
        let name = format!("{}.snapshot.json", meta.version);
        let snapshot: Snapshot = signed_by_packer(&name, SNAPSHOT_LIMIT, "snapshot", Some(meta))?.read(&name)?;
        same_version(&name, &snapshot, meta)?;
        let release_seen = Seen { version: snapshot.head.version, digest: meta.hashes.sha256 };
        release_seen.follows(&name, after.snapshot)?;
        after.snapshot = Some(release_seen);
        if let Some(gone) = after.targets.keys().find(|role| !snapshot.meta.contains_key(&format!("{}.json", public_name(role)))) {
            return Err(Objection::Missing { name: format!("{}.json", public_name(gone)) }.into());
        }

        let meta = entry(&snapshot.meta, "targets.json", &name)?;
        let role = root.role("targets")?;
        let holders = Holders { keys: root.keys.clone(), role: role.clone(), people: root.gongkai.people.clone() };
        let office = self.publication(OFFICE, meta, &holders, &mut after)?;
        let mut publications = vec![office.0];
        for department in departments(&office.1, &root)? {
            // One that may publish and has not yet.
            let Some(meta) = snapshot.meta.get(&format!("{}.json", department.role.name)) else { continue };
            let role = RoleKeys { keyids: department.role.keyids.clone(), threshold: department.role.threshold };
            let holders = Holders { keys: department.keys.clone(), role, people: department.people.clone() };
            publications.push(self.publication(&department.role.name, meta, &holders, &mut after)?.0);
        }
        if let Some(stranger) = snapshot
            .meta
            .keys()
            .find(|file| !publications.iter().any(|publication| **file == format!("{}.json", public_name(&publication.role))))
        {
            return Err(Objection::Prefix { role: shown(stranger), found: Foreign::Anything }.into());
        }
        no_record_twice(&publications)?;
        let released_at = publications.first().map_or(now, |office| office.statement.released_at);
        after.floor = Some(released_at);
        let root_expired = Some(root.head.expires).filter(|expires| *expires < now);
        let release = Release { number: snapshot.head.version, digest: release_seen.digest, released_at, publications };
        Ok(VerifiedBundle { release, trust: after, root_expired, unchanged })
    }

    /// Goes from root to root, each signed by the one before it and by itself. What was reached stays in `trust` even where the next one is bad: it
    /// is believed from now on, whatever becomes of the rest (TUF 5.3.8).
    pub fn follow_roots(&self, trust: &mut Trust) -> Result<Root, BundleError> {
        let mut root = trust.root()?;
        for _ in 0..MOST_ROOTS {
            let name = format!("{}.root.json", root.head.version + 1);
            let Some(bytes) = self.shelf.read(&format!("meta/{name}"), ROOT_LIMIT)? else { return Ok(root) };
            let next = read_root(&name, &bytes, Some(&root))?;
            let packer_changed = next.role("timestamp")? != root.role("timestamp")? || next.role("snapshot")? != root.role("snapshot")?;
            trust.follow(String::from_utf8(bytes).map_err(|_| Objection::Unreadable { name, why: Misread::NotText })?, packer_changed);
            root = next;
        }
        Err(Objection::TooLarge { name: "root.json".to_owned(), limit: MOST_ROOTS }.into())
    }

    /// A metadata file; where another file named it, its length and digest must be the named ones.
    fn file(&self, name: &str, limit: u64, meta: Option<&FileMeta>) -> Result<Vec<u8>, BundleError> {
        if let Some(meta) = meta
            && meta.length > limit
        {
            return Err(Objection::TooLarge { name: name.to_owned(), limit }.into());
        }
        let limit = meta.map_or(limit, |meta| meta.length);
        let read = self.shelf.read(&format!("meta/{name}"), limit);
        let bytes = match (read, meta) {
            // Longer than what was signed for is not what was signed for.
            (Err(BundleError::Refused(Objection::TooLarge { .. })), Some(_)) => {
                return Err(Objection::Altered { name: name.to_owned() }.into());
            }
            (read, _) => read?.ok_or_else(|| Objection::Missing { name: name.to_owned() })?,
        };
        match meta {
            Some(meta) if Digest::of(&bytes) != meta.hashes.sha256 => Err(Objection::Altered { name: name.to_owned() }.into()),
            _ => Ok(bytes),
        }
    }

    fn publication(
        &self,
        role: &str,
        meta: &FileMeta,
        holders: &Holders,
        after: &mut Trust,
    ) -> Result<(Publication, Targets), BundleError> {
        let name = format!("{}.{}.json", meta.version, public_name(role));
        let bytes = self.file(&name, TARGETS_LIMIT, Some(meta))?;
        let file = Envelope::parse(&name, &bytes)?;
        let signers = holders.persons(&enough_signers(&name, &file, &holders.keys, &holders.role)?);
        if let Some(desk) = missing_desks(&signers.iter().collect::<Vec<_>>()).first() {
            return Err(Objection::Desk { name, desk: *desk }.into());
        }
        let targets: Targets = file.read(&name)?;
        same_version(&name, &targets, meta)?;
        let seen = Seen { version: targets.head.version, digest: meta.hashes.sha256 };
        seen.follows(&name, after.targets.get(role).copied())?;
        after.targets.insert(role.to_owned(), seen);
        if targets.targets.len() > MOST_TARGETS {
            return Err(Objection::TooLarge { name, limit: MOST_TARGETS as u64 }.into());
        }
        let parcels: Vec<Parcel> =
            targets.targets.iter().map(|(target, terms)| Parcel::of_target(&name, role, target, terms)).collect::<Result<_, _>>()?;
        let catalogue = self.catalogue(&name, &targets.gongkai.catalogue, &parcels)?;
        check_places(&name, &catalogue, &parcels)?;
        if role != OFFICE {
            own_records_only(role, &catalogue, &targets)?;
        }
        let statement = targets.gongkai.clone();
        Ok((
            Publication {
                role: role.to_owned(),
                version: seen.version,
                digest: seen.digest,
                signed: Digest::of(file.bytes()),
                statement,
                signers,
                parcels,
                catalogue,
            },
            targets,
        ))
    }

    fn catalogue(&self, name: &str, digest: &Digest, parcels: &[Parcel]) -> Result<Catalogue, BundleError> {
        let parcel = parcels.iter().find(|parcel| parcel.kind == ParcelKind::Catalogue && parcel.digest == *digest);
        let parcel = parcel.ok_or_else(|| Objection::Missing { name: format!("{name}: catalogue") })?;
        let file = super::stored_name(ParcelKind::Catalogue, digest);
        let bytes = match self.shelf.read(&file, parcel.length) {
            Err(BundleError::Refused(Objection::TooLarge { .. })) => return Err(Objection::Altered { name: file }.into()),
            read => read?.ok_or_else(|| Objection::Missing { name: file.clone() })?,
        };
        if bytes.len() as u64 != parcel.length || Digest::of(&bytes) != *digest {
            return Err(Objection::Altered { name: file }.into());
        }
        Catalogue::parse(&file, &bytes)
    }
}

/// The role's name in TUF, which calls the office's `targets`.
pub(super) fn public_name(role: &str) -> &str {
    if role == OFFICE { "targets" } else { role }
}

fn entry<'m>(meta: &'m BTreeMap<String, FileMeta>, name: &str, within: &str) -> Result<&'m FileMeta, BundleError> {
    meta.get(name).ok_or_else(|| Objection::Missing { name: format!("{name} in {within}") }.into())
}

fn same_version(name: &str, file: &impl Metadata, meta: &FileMeta) -> Result<(), BundleError> {
    let found = file.head().version;
    if found == meta.version { Ok(()) } else { Err(Objection::Mixed { name: name.to_owned(), found, expected: meta.version }.into()) }
}

/// Every file of the catalogue lies in a part that is signed for.
fn check_places(name: &str, catalogue: &Catalogue, parcels: &[Parcel]) -> Result<(), BundleError> {
    let lengths: BTreeMap<(ParcelKind, Digest), u64> = parcels.iter().map(|parcel| ((parcel.kind, parcel.digest), parcel.length)).collect();
    for file in &catalogue.files {
        let fits = match file.pack {
            Some(place) => lengths
                .get(&(ParcelKind::Pack, place.pack))
                .is_some_and(|length| place.offset.checked_add(file.length).is_some_and(|end| end <= *length)),
            None => lengths.get(&(ParcelKind::Blob, file.sha256)) == Some(&file.length),
        };
        if !fits {
            return Err(Objection::Missing { name: format!("{name}: {}", file.path) }.into());
        }
    }
    Ok(())
}

/// A department's records begin with its name, so that none can stand in the place of another's.
fn own_records_only(role: &str, catalogue: &Catalogue, targets: &Targets) -> Result<(), BundleError> {
    let own = |id: &str| id.strip_prefix(role).is_some_and(|rest| rest.starts_with('-'));
    let withdrawn = targets.gongkai.withdrawn.iter().map(|withdrawn| &withdrawn.id);
    match catalogue.records.iter().map(|record| &record.id).chain(withdrawn).find(|id| !own(id.as_str())) {
        Some(id) => Err(Objection::Prefix { role: role.to_owned(), found: Foreign::Named(id.to_string()) }.into()),
        None if targets.delegations.is_some() => Err(Objection::Prefix { role: role.to_owned(), found: Foreign::Departments }.into()),
        None => Ok(()),
    }
}

fn no_record_twice(publications: &[Publication]) -> Result<(), BundleError> {
    let mut ids = BTreeSet::new();
    for publication in publications {
        for record in &publication.catalogue.records {
            if !ids.insert(&record.id) {
                return Err(Objection::Prefix { role: publication.role.clone(), found: Foreign::Named(record.id.to_string()) }.into());
            }
        }
    }
    Ok(())
}

/// A department with its keys and persons.
pub(super) struct Department<'a> {
    role: &'a DelegatedRole,
    keys: &'a BTreeMap<KeyId, Key>,
    people: &'a BTreeMap<KeyId, Person>,
}

/// The departments of the office's targets, in the order of their names. Each must have three persons of its own and a space of its own.
pub(super) fn departments<'a>(targets: &'a Targets, root: &Root) -> Result<Vec<Department<'a>>, BundleError> {
    let Some(Delegations { keys, roles }) = &targets.delegations else { return Ok(Vec::new()) };
    let unfit = |role: &str, why: Unfit| BundleError::from(Objection::UnfitDepartment { role: shown(role), why });
    if roles.len() > MOST_DEPARTMENTS {
        return Err(Objection::TooLarge { name: "delegations".to_owned(), limit: MOST_DEPARTMENTS as u64 }.into());
    }
    check_keys(keys).map_err(|why| unfit("", why))?;
    let people = &targets.gongkai.people;
    let mut names = BTreeSet::new();
    let mut departments = Vec::new();
    for role in roles {
        let reserved = [OFFICE, "root", "targets", "snapshot", "timestamp"].contains(&role.name.as_str());
        if reserved || !is_role_name(&role.name) || !names.insert(&role.name) {
            return Err(unfit(&role.name, Unfit::Name));
        }
        // `a` and `a-b` would share the records of `a-b-…`.
        if let Some(other) = names.iter().find(|other| overlap(other, &role.name)) {
            return Err(unfit(&role.name, Unfit::Overlap { other: other.to_string() }));
        }
        if role.paths != [format!("{}/*", role.name)] {
            return Err(unfit(&role.name, Unfit::Paths));
        }
        let role_keys = RoleKeys { keyids: role.keyids.clone(), threshold: role.threshold };
        check_threshold(&role.name, &role_keys, 3).map_err(|why| unfit(&role.name, why))?;
        let persons: Vec<&Person> =
            role.keyids.iter().filter(|keyid| keys.contains_key(keyid)).filter_map(|keyid| people.get(keyid)).collect();
        if persons.len() != role.keyids.len() || persons.iter().any(|person| !Post::DESKS.contains(&person.post)) {
            return Err(unfit(&role.name, Unfit::NotAtDesk));
        }
        if let Some(why) = Unfit::desks(&persons) {
            return Err(unfit(&role.name, why));
        }
        if let Some(keyid) = role.keyids.iter().find(|keyid| root.keys.contains_key(keyid)) {
            return Err(unfit(&role.name, Unfit::OfficeKey { keyid: keyid.short() }));
        }
        departments.push(Department { role, keys, people });
    }
    departments.sort_by(|left, right| left.role.name.cmp(&right.role.name));
    Ok(departments)
}

fn overlap(left: &str, right: &str) -> bool {
    let within = |outer: &str, inner: &str| inner.strip_prefix(outer).is_some_and(|rest| rest.starts_with('-'));
    left != right && (within(left, right) || within(right, left))
}

/// A name that cannot be a role's, as an error may hold it: nobody vouches for its length or for what is in it.
fn shown(name: &str) -> String {
    if name.is_empty() || is_role_name(name) { name.to_owned() } else { format!("{:?}", name.chars().take(40).collect::<String>()) }
}

/// Small letters, digits and `-`, 2 to 32 of them, a letter first.
pub(super) fn is_role_name(name: &str) -> bool {
    (2..=32).contains(&name.len())
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}
