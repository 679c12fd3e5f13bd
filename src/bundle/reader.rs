//! A bundle is verified: the workflow of TUF's client (specification 1.0, section 5), synchronous, over a [`Shelf`]. Nothing is parsed before
//! its length is known to be sensible and its signatures are good; nothing is believed that contradicts what was seen before.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp as Instant;

use super::{
    BundleError, Catalogue, Foreign, LeftOut, Misread, Objection, Parcel, ParcelKind, Publication, Release, Root, Seen, Shelf, Space,
    Trust, VerifiedBundle,
    catalogue::is_in_space,
    delegated::{Department, departments, shown},
    length::{LONGEST_NAME, is_longer},
    metadata::{
        Envelope, FileMeta, Hashes, MOST_TARGETS, Metadata, ROOT_LIMIT, RoleKeys, SNAPSHOT_LIMIT, Snapshot, TARGETS_LIMIT, TIMESTAMP_LIMIT,
        Targets, Timestamp,
    },
    people::missing_desks,
    published::{OFFICE, public_name},
    quorum::{Holders, enough_signers},
    terminals,
    trust::read_root,
};
use crate::{files::Digest, policy::RecordId};

/// Roots that may follow one another in one go.
const MOST_ROOTS: u64 = 64;

/// A bundle of which nothing is known.
pub struct UnverifiedBundle<'a> {
    shelf: &'a dyn Shelf,
    /// What was kept of the departments' last publications.
    kept: Option<&'a dyn Shelf>,
}

impl<'a> UnverifiedBundle<'a> {
    /// The bundle on this shelf, if there is one.
    pub fn new(shelf: &'a dyn Shelf) -> Self {
        Self { shelf, kept: None }
    }

    /// The same, where a terminal kept the last publications of departments: their signed files under `meta`, and their catalogues.
    pub fn with_kept(self, kept: &'a dyn Shelf) -> Self {
        Self { kept: Some(kept), ..self }
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
        let meta = entry(&snapshot.meta, "targets.json", &name)?;
        let role = root.role("targets")?;
        let holders = Holders { keys: root.keys.clone(), role: role.clone(), people: root.gongkai.people.clone() };
        let (office, targets) = self.publication(OFFICE, meta, &holders, &mut after)?;
        let departments = departments(&targets, &root)?;
        all_there(&snapshot, &departments, &mut after)?;
        let mut together = Together { publications: vec![office], left_out: Vec::new(), spares: Vec::new() };
        for department in &departments {
            // One that may publish and has not yet.
            let Some(meta) = snapshot.meta.get(&format!("{}.json", department.role.name)) else { continue };
            self.take_in(department, meta, (&root.gongkai.body, now), &mut after, &mut together)?;
        }
        let Together { publications, left_out, spares } = together;
        let released_at = publications.first().map_or(now, |office| office.statement.released_at);
        after.floor = Some(released_at);
        let root_expired = Some(root.head.expires).filter(|expires| *expires < now);
        after.without = BTreeSet::new();
        let release = Release { number: snapshot.head.version, digest: release_seen.digest, released_at, publications, left_out };
        Ok(VerifiedBundle { release, trust: after, root_expired, unchanged, spares })
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

    /// Takes in a department, or what the terminal kept of it where its part of this release is not to be believed. What cannot be read at all is no
    /// fault of the department's.
    fn take_in(
        &self,
        department: &Department<'_>,
        meta: &FileMeta,
        (body, now): (&str, Instant),
        after: &mut Trust,
        together: &mut Together,
    ) -> Result<(), BundleError> {
        let role = department.role.name.as_str();
        let seen = after.targets.get(role).copied();
        let Some(office) = together.publications.first() else { return Ok(()) };
        let space = Space::of(role, body, &office.statement, &office.catalogue);
        let title = office.statement.departments.get(role).cloned().unwrap_or_default();
        let spare = seen.filter(|seen| seen.digest != meta.hashes.sha256).zip(self.kept).and_then(|(seen, kept)| {
            let meta = FileMeta { version: seen.version, length: TARGETS_LIMIT, hashes: Hashes { sha256: seen.digest } };
            Self::new(kept).department(department, &meta, (&space, office, now), &mut after.clone()).ok()
        });
        let mut trial = after.clone();
        let taken = self.department(department, meta, (&space, office, now), &mut trial);
        match taken {
            Ok(publication) => {
                *after = trial;
                together.publications.push(publication);
                together.spares.extend(spare);
            }
            Err(BundleError::Refused(why)) => {
                together.left_out.push(LeftOut {
                    role: role.to_owned(),
                    title: crate::text::clean(&title).into_owned(),
                    version: meta.version,
                    why,
                });
                together.publications.extend(spare);
            }
            Err(error) => return Err(error),
        }
        Ok(())
    }

    /// A department's publication, confined to its space.
    fn department(
        &self,
        department: &Department<'_>,
        meta: &FileMeta,
        (space, office, now): (&Space, &Publication, Instant),
        after: &mut Trust,
    ) -> Result<Publication, BundleError> {
        let role = department.role.name.as_str();
        let keys = RoleKeys { keyids: department.role.keyids.clone(), threshold: department.role.threshold };
        let holders = Holders { keys: department.keys.clone(), role: keys, people: department.people.clone() };
        let (mut publication, _) = self.publication(role, meta, &holders, after)?;
        let foreign = |found| BundleError::from(Objection::Prefix { role: role.to_owned(), found });
        let title = office.statement.departments.get(role).cloned().unwrap_or_default();
        if let Some(name) = [&title, &publication.statement.publisher].into_iter().find(|name| !space.may_be_called(name)) {
            return Err(foreign(Foreign::InNameOf(crate::text::clean(name).into_owned())));
        }
        if !space.may_be_of(&publication.statement, office.statement.released_at, now) {
            return Err(foreign(Foreign::Future(publication.statement.released_at)));
        }
        let offices: BTreeSet<&RecordId> = office.catalogue.records.iter().map(|record| &record.id).collect();
        let withdrawn = publication.statement.withdrawn.iter().map(|withdrawn| &withdrawn.id);
        let mut ids = publication.catalogue.records.iter().map(|record| &record.id).chain(withdrawn);
        if let Some(id) = ids.find(|id| offices.contains(id)) {
            return Err(foreign(Foreign::Named(id.to_string())));
        }
        // It is called what the office calls it.
        publication.statement.publisher = title;
        Ok(publication)
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
        let mut statement = targets.gongkai.clone();
        if role == OFFICE {
            terminals::as_listed(&name, &catalogue, &statement)?;
        } else {
            own_records_only(role, &catalogue, &targets)?;
            // Departments set nothing, and nobody runs what they send.
            statement.settings.clear();
            statement.programs.clear();
        }
        if is_longer(&statement.publisher, LONGEST_NAME) || is_longer(&statement.place, LONGEST_NAME) {
            return Err(Objection::LongName { name, most: LONGEST_NAME }.into());
        }
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
    let withdrawn = targets.gongkai.withdrawn.iter().map(|withdrawn| &withdrawn.id);
    match catalogue.records.iter().map(|record| &record.id).chain(withdrawn).find(|id| !is_in_space(role, id.as_str())) {
        Some(id) => Err(Objection::Prefix { role: role.to_owned(), found: Foreign::Named(id.to_string()) }.into()),
        None if targets.delegations.is_some() => Err(Objection::Prefix { role: role.to_owned(), found: Foreign::Departments }.into()),
        None => Ok(()),
    }
}

/// The publications that stand together in a release.
struct Together {
    publications: Vec<Publication>,
    left_out: Vec<LeftOut>,
    spares: Vec<Publication>,
}

/// Nobody who may publish and was seen is gone from a release, and nobody is in it who may not. One that the office no longer names is forgotten.
fn all_there(snapshot: &Snapshot, departments: &[Department<'_>], after: &mut Trust) -> Result<(), BundleError> {
    let file = |role: &str| format!("{}.json", public_name(role));
    let may: BTreeSet<String> = departments.iter().map(|department| file(&department.role.name)).chain([file(OFFICE)]).collect();
    if let Some(gone) = after.targets.keys().map(|role| file(role)).find(|file| may.contains(file) && !snapshot.meta.contains_key(file)) {
        return Err(Objection::Missing { name: gone }.into());
    }
    if let Some(stranger) = snapshot.meta.keys().find(|file| !may.contains(*file)) {
        return Err(Objection::Prefix { role: shown(stranger), found: Foreign::Anything }.into());
    }
    after.targets.retain(|role, _| may.contains(&file(role)));
    Ok(())
}
