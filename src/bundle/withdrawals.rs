//! The office's list of withdrawals (撤下单): what must be shown to nobody any more, ahead of the next release. One small file, signed by at least one
//! person of a desk; it only ever hides, and the next release lifts or confirms it.
//!
//! It is no part of TUF's chain: `meta/withdrawals.json` is named by no other file, so that it can be made in a minute and lie on any stick of the
//! office. What it says is bound by its signatures, its version, and the few records that one person may name.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{Span, Timestamp as Instant};
use serde::{Deserialize, Serialize};

use super::{
    BundleError, Objection, Person, Repository, Root, Shelf, Signer, VerifiedBundle,
    canonical::canonical,
    metadata::{Envelope, Head, Metadata, RoleKeys, Signature},
    people::persons,
    quorum::signers,
    signature::{Key, KeyId},
};
use crate::{files::Digest, policy::RecordId, text::clean};

/// The list, as a shelf calls it.
pub const WITHDRAWALS: &str = "meta/withdrawals.json";
/// The list, as people are told of it.
const NAME: &str = "withdrawals.json";
/// Largest list that is read, in bytes.
const LIMIT: u64 = 64 << 10;
/// Most records on one list.
const MOST: usize = 200;
/// Records that one person may name.
const BY_ONE: usize = 20;
/// Records that one person may name however few there are in all.
const ALWAYS_BY_ONE: usize = 3;
/// Hundredths of all records that one person may name.
const SHARE_BY_ONE: usize = 5;
/// Most characters of a title and of a reason.
const LONGEST: usize = 200;

/// A list as it is signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Listing {
    #[serde(flatten)]
    head: Head,
    gongkai: Terms,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Terms {
    /// Number of the release that it belongs to.
    release: u64,
    /// When it was made, by the office's clock.
    made_at: Instant,
    records: Vec<Listed>,
}

/// A record on the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// Its id.
    pub id: RecordId,
    /// Its title.
    pub title: String,
    /// Why.
    pub reason: String,
}

impl Metadata for Listing {
    const KIND: &'static str = "withdrawals";
    fn head(&self) -> &Head {
        &self.head
    }
}

/// A list that persons of the office's desks signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WithdrawalList {
    /// Its version, rising.
    pub version: u64,
    /// Number of the release that it belongs to: one with a higher number, made later, has the last word.
    pub release: u64,
    /// When it was made.
    pub made_at: Instant,
    /// What is to be hidden.
    pub records: Vec<Listed>,
    /// Who signed it.
    pub signers: Vec<Person>,
    /// Digest of what was signed.
    pub digest: Digest,
}

impl WithdrawalList {
    /// The list on a shelf, verified against a root; none where there is none. Nothing in it is parsed before a signature is good.
    pub fn read(shelf: &dyn Shelf, root: &Root) -> Result<Option<Self>, BundleError> {
        let Some(bytes) = shelf.read(WITHDRAWALS, LIMIT)? else { return Ok(None) };
        let file = Envelope::parse(NAME, &bytes)?;
        Self::of(&file, root).map(Some)
    }

    fn of(file: &Envelope, root: &Root) -> Result<Self, BundleError> {
        let (keys, role) = desks(root)?;
        let good = signers(NAME, file, &keys, &role)?;
        if good.is_empty() {
            return Err(Objection::Threshold { name: NAME.to_owned(), valid: 0, needed: 1 }.into());
        }
        let Listing { head, gongkai } = file.read(NAME)?;
        if gongkai.records.len() > MOST {
            return Err(Objection::TooLarge { name: NAME.to_owned(), limit: MOST as u64 }.into());
        }
        let short = |text: &str| clean(text).chars().take(LONGEST).collect::<String>();
        let mut seen = BTreeSet::new();
        let records = gongkai.records.into_iter().filter(|listed| seen.insert(listed.id.clone()));
        Ok(Self {
            version: head.version,
            release: gongkai.release,
            made_at: gongkai.made_at,
            records: records.map(|listed| Listed { title: short(&listed.title), reason: short(&listed.reason), ..listed }).collect(),
            signers: good.iter().filter_map(|keyid| root.gongkai.people.get(keyid).cloned()).collect(),
            digest: Digest::of(file.bytes()),
        })
    }

    /// Refuses a list that names more records than so few persons may: `listed` are all that lists hide, of `held` records in all.
    pub fn enough_persons(&self, listed: usize, held: usize) -> Result<(), BundleError> {
        let (valid, needed) = (persons(&self.signers), persons_needed(listed, held));
        if valid < needed { Err(Objection::Threshold { name: NAME.to_owned(), valid, needed }.into()) } else { Ok(()) }
    }
}

impl WithdrawalList {
    /// The number of records that a terminal must hold for one person's signature to be enough; none where it always is, or never.
    pub fn needs_two_below(&self) -> Option<usize> {
        let records = self.records.len();
        let may_be_enough = persons(&self.signers) < 2 && persons_needed(records, 0) > 1 && persons_needed(records, usize::MAX >> 8) < 2;
        may_be_enough.then(|| (records * 100).div_ceil(SHARE_BY_ONE))
    }
}

/// How many persons must sign for so many records: whoever has one key of a desk shall not empty the terminals.
fn persons_needed(listed: usize, held: usize) -> usize {
    let many = listed > BY_ONE || listed > ALWAYS_BY_ONE && listed * 100 > held * SHARE_BY_ONE;
    if many { 2 } else { 1 }
}

/// The keys of the three desks.
fn desks(root: &Root) -> Result<(BTreeMap<KeyId, Key>, RoleKeys), BundleError> {
    Ok((root.keys.clone(), root.role("targets")?.clone()))
}

/// Puts records on the office's list, together with those on it that no release has spoken of since, and publishes it signed by one person.
pub fn withdraw(
    repository: &Repository,
    ids: &[RecordId],
    reason: &str,
    signer: &dyn Signer,
    now: Instant,
) -> Result<WithdrawalList, BundleError> {
    let (root, _) = repository.needed_root()?;
    entitled(&root, signer)?;
    let unknown = |id: &RecordId| BundleError::NeverPublished { id: id.to_string() };
    let Some(newest) = repository.release()? else {
        return Err(BundleError::NeverPublished { id: ids.first().map_or_else(String::new, ToString::to_string) });
    };
    let shelf = repository.shelf()?;
    // Terminals have seen its version, whoever signed it.
    let version = version_there(&shelf)?.saturating_add(1);
    let mut records = still_hidden(repository, &newest)?;
    for id in ids {
        let title = title(&newest, id).ok_or_else(|| unknown(id))?;
        records.retain(|listed| listed.id != *id);
        records.push(Listed { id: id.clone(), title, reason: clean(reason).chars().take(LONGEST).collect() });
    }
    if records.len() > MOST {
        return Err(Objection::TooLarge { name: NAME.to_owned(), limit: MOST as u64 }.into());
    }
    let in_a_year = now.checked_add(Span::new().hours(366 * 24)).unwrap_or(Instant::MAX);
    let made_at = Instant::from_second(now.as_second()).unwrap_or(now);
    let head = Head::new(Listing::KIND, version, in_a_year);
    let listing = Listing { head, gongkai: Terms { release: newest.release.number, made_at, records } };
    let bytes = canonical(&listing);
    let unwritable = |why| BundleError::OwnFile { path: NAME.into(), why };
    let text = String::from_utf8(bytes).map_err(|_| unwritable(super::Misread::NotText))?;
    let signed = serde_json::value::RawValue::from_string(text).map_err(|error| unwritable(super::Misread::json(&error)))?;
    publish(repository, &root, Envelope { signatures: Vec::new(), signed }, signer)
}

/// The list that is published; none where there is none.
pub fn published_list(repository: &Repository) -> Result<Option<WithdrawalList>, BundleError> {
    let (root, _) = repository.needed_root()?;
    WithdrawalList::read(&repository.shelf()?, &root)
}

/// The titles of these records in the newest release; refused where one was never published.
pub fn titles(repository: &Repository, ids: &[RecordId]) -> Result<Vec<String>, BundleError> {
    let newest = repository.release()?;
    let title = |id: &RecordId| newest.as_ref().and_then(|newest| title(newest, id));
    ids.iter().map(|id| title(id).ok_or_else(|| BundleError::NeverPublished { id: id.to_string() })).collect()
}

/// Adds another person's signature to the list that is published, which must be the one that they have `seen`.
pub fn sign_list(repository: &Repository, seen: &Digest, signer: &dyn Signer) -> Result<WithdrawalList, BundleError> {
    let (root, _) = repository.needed_root()?;
    entitled(&root, signer)?;
    let bytes = repository.shelf()?.read(WITHDRAWALS, LIMIT)?.ok_or_else(|| Objection::Missing { name: NAME.to_owned() })?;
    let file = Envelope::parse(NAME, &bytes)?;
    if WithdrawalList::of(&file, &root)?.digest != *seen {
        return Err(Objection::Altered { name: NAME.to_owned() }.into());
    }
    publish(repository, &root, file, signer)
}

/// How many persons more must sign before terminals take a list.
pub fn persons_missing(list: &WithdrawalList, newest: &VerifiedBundle) -> usize {
    let held = newest.release.publications.iter().map(|publication| publication.catalogue.records.len()).sum();
    persons_needed(list.records.len(), held).saturating_sub(persons(&list.signers))
}

/// The version of the list that lies in the office's own folder, whoever signed it; 0 where there is none.
fn version_there(shelf: &dyn Shelf) -> Result<u64, BundleError> {
    let bytes = shelf.read(WITHDRAWALS, LIMIT)?.unwrap_or_default();
    let listing = Envelope::parse(NAME, &bytes).and_then(|file| file.read::<Listing>(NAME));
    Ok(listing.map_or(0, |listing| listing.head.version))
}

fn entitled(root: &Root, signer: &dyn Signer) -> Result<(), BundleError> {
    let keyid = signer.key().id();
    let (_, role) = desks(root)?;
    if role.keyids.contains(&keyid) { Ok(()) } else { Err(BundleError::NotEntitled { name: NAME.to_owned(), keyid: keyid.short() }) }
}

fn publish(repository: &Repository, root: &Root, mut file: Envelope, signer: &dyn Signer) -> Result<WithdrawalList, BundleError> {
    let keyid = signer.key().id();
    let sig = signer.sign(file.bytes())?;
    file.signatures.retain(|signature| signature.keyid != keyid);
    file.signatures.push(Signature { keyid, sig });
    let list = WithdrawalList::of(&file, root)?;
    repository.publish(NAME, &file.to_bytes())?;
    Ok(list)
}

/// What the office's list hides from everybody until a release answers it, as the newest one leaves it. Whoever signed it may have left the root
/// since: terminals that took it hide its records all the same. A list that cannot be read hides nothing.
pub fn still_hidden(repository: &Repository, newest: &VerifiedBundle) -> Result<Vec<Listed>, BundleError> {
    let bytes = repository.shelf()?.read(WITHDRAWALS, LIMIT)?.unwrap_or_default();
    let Ok(file) = Envelope::parse(NAME, &bytes) else { return Ok(Vec::new()) };
    let list = repository.roots()?.iter().rev().find_map(|(root, _)| WithdrawalList::of(&file, root).ok());
    Ok(list.map_or_else(Vec::new, |list| still_listed(&list, newest)))
}

/// What a list names and the newest release does not show again: the rest was answered.
fn still_listed(before: &WithdrawalList, newest: &VerifiedBundle) -> Vec<Listed> {
    let release = &newest.release;
    let answered = release.number > before.release && release.released_at > before.made_at;
    before.records.iter().filter(|listed| !answered || title(newest, &listed.id).is_none()).cloned().collect()
}

fn title(newest: &VerifiedBundle, id: &RecordId) -> Option<String> {
    let mut records = newest.release.publications.iter().flat_map(|publication| &publication.catalogue.records);
    records.find(|record| record.id == *id).map(|record| clean(&record.title).chars().take(LONGEST).collect())
}
