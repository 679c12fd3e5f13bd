//! A release as it was verified: the office's content and its departments', and what was left out of it.

use std::collections::BTreeSet;

use jiff::Timestamp as Instant;

use super::{Catalogue, Objection, Parcel, ParcelKind, Person, Statement, Trust, Withdrawn};
use crate::files::Digest;

/// The space in which the office's own parts are named.
pub const OFFICE: &str = "office";

/// A department whose part of a release is not to be believed. The office's part, and those of others, are none the worse for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// Its role.
    pub role: String,
    /// Its name in front of people, as the office gave it.
    pub title: String,
    /// Version of its signed file, after which its next one comes.
    pub version: u64,
    /// What speaks against it.
    pub why: Objection,
}

impl LeftOut {
    /// Its signed file, as a shelf calls it.
    pub fn file(&self) -> String {
        format!("meta/{}.{}.json", self.version, self.role)
    }
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
    /// The last publications of departments, as the terminal kept them, where they are others than those of the release.
    pub spares: Vec<Publication>,
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
    /// Departments whose part is not to be believed.
    pub left_out: Vec<LeftOut>,
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

    /// The metadata files that name its parts, as a shelf calls them: snapshot and targets, also of departments that are left out. Roots and the
    /// timestamp come beside them.
    pub fn metadata(&self) -> Vec<String> {
        let targets = self.publications.iter().map(|known| format!("meta/{}.{}.json", known.version, public_name(&known.role)));
        targets.chain(self.left_out.iter().map(LeftOut::file)).chain([format!("meta/{}.snapshot.json", self.number)]).collect()
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

/// The role's name in TUF, which calls the office's `targets`.
pub(super) fn public_name(role: &str) -> &str {
    if role == OFFICE { "targets" } else { role }
}
