//! The Update Framework's metadata (TUF specification 1.0) as types: root, timestamp, snapshot and targets, with our own statements in fields
//! that other readers of TUF pass over (`gongkai`, `custom`).
//!
//! A file is `{"signatures": […], "signed": …}`. What is signed is kept as the bytes that stand in the file and verified as such: nothing is
//! parsed before its signatures are good, and no second spelling of the same value exists. Our files are written as canonical JSON, over which
//! other readers compute their signatures.

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp as Instant;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::value::RawValue;

use super::{
    BundleError, Misread, Objection, Unfit,
    people::{Person, Post, persons},
    signature::{Key, KeyId},
    statement::Statement,
};
use crate::files::Digest;

/// The version of the specification that is written.
pub(super) const SPEC_VERSION: &str = "1.0.31";

/// Largest files that are read, in bytes, before anything is parsed.
pub(super) const ROOT_LIMIT: u64 = 64 << 10;
pub(super) const TIMESTAMP_LIMIT: u64 = 64 << 10;
pub(super) const SNAPSHOT_LIMIT: u64 = 64 << 10;
pub(super) const TARGETS_LIMIT: u64 = 16 << 20;
/// Most parts that one role may name.
pub(super) const MOST_TARGETS: usize = 100_000;

/// One signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Signature {
    /// The key that made it.
    pub keyid: KeyId,
    /// 128 hexadecimal digits.
    pub sig: String,
}

/// A metadata file.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Envelope {
    pub(super) signatures: Vec<Signature>,
    pub(super) signed: Box<RawValue>,
}

impl Envelope {
    /// Reads a file; what is signed stays unread.
    pub(super) fn parse(name: &str, bytes: &[u8]) -> Result<Self, BundleError> {
        serde_json::from_slice(bytes).map_err(|error| Objection::Unreadable { name: name.to_owned(), why: Misread::json(&error) }.into())
    }

    /// The bytes that were signed.
    pub(super) fn bytes(&self) -> &[u8] {
        self.signed.get().as_bytes()
    }

    /// The signed part, as a type; a file of another type has another name in `_type` and is refused.
    pub(super) fn read<T: Metadata>(&self, name: &str) -> Result<T, BundleError> {
        let unreadable = |why| Objection::Unreadable { name: name.to_owned(), why };
        let read: T = serde_json::from_str(self.signed.get()).map_err(|error| unreadable(Misread::json(&error)))?;
        if read.head().kind != T::KIND {
            return Err(unreadable(Misread::OtherType { found: short(&read.head().kind), expected: T::KIND.to_owned() }).into());
        }
        if !read.head().spec_version.starts_with("1.") {
            return Err(unreadable(Misread::Specification { found: short(&read.head().spec_version) }).into());
        }
        Ok(read)
    }

    /// The file as it is written.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        // Signatures and raw JSON are always writable.
        serde_json::to_vec(self).unwrap_or_default()
    }
}

/// The beginning of a word that nobody vouches for.
fn short(word: &str) -> String {
    word.chars().take(40).collect()
}

/// The part that the four kinds of metadata have in common.
pub(super) trait Metadata: DeserializeOwned + Serialize {
    const KIND: &'static str;
    fn head(&self) -> &Head;
}

/// The first fields of every metadata file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// `root`, `timestamp`, `snapshot` or `targets`.
    #[serde(rename = "_type")]
    pub kind: String,
    /// Version of the specification.
    pub spec_version: String,
    /// Version of this file, rising.
    pub version: u64,
    /// When it should have been renewed. Only the root's is ever held against it.
    pub expires: Instant,
}

impl Head {
    /// Of a new file; seconds are the finest that other readers take.
    pub(super) fn new(kind: &str, version: u64, expires: Instant) -> Self {
        let expires = Instant::from_second(expires.as_second()).unwrap_or(expires);
        Self { kind: kind.to_owned(), spec_version: SPEC_VERSION.to_owned(), version, expires }
    }
}

/// The keys of a role and how many of them must sign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleKeys {
    /// Ids of the keys.
    pub keyids: Vec<KeyId>,
    /// The number of them that must sign.
    pub threshold: usize,
}

/// Root metadata: who may sign what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Root {
    /// Type, version, expiry.
    #[serde(flatten)]
    pub head: Head,
    /// Files bear their version in their name.
    pub consistent_snapshot: bool,
    /// All keys.
    pub keys: BTreeMap<KeyId, Key>,
    /// The roles `root`, `targets`, `snapshot`, `timestamp`.
    pub roles: BTreeMap<String, RoleKeys>,
    /// Our own terms, which TUF does not know.
    pub gongkai: RootTerms,
}

/// Terms of the root beyond TUF: the persons behind the keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RootTerms {
    /// The body for which this root speaks.
    pub body: String,
    /// Who holds each key.
    pub people: BTreeMap<KeyId, Person>,
    /// Keys that acknowledge what came back from terminals.
    pub receipts: RoleKeys,
}

/// Where another metadata file stands: version, and digest so that no two releases can be mixed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct FileMeta {
    /// Its version.
    pub version: u64,
    /// Its length in bytes.
    pub length: u64,
    /// Its digest.
    pub hashes: Hashes,
}

/// Digests of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Hashes {
    /// SHA-256.
    pub sha256: Digest,
}

/// The newest snapshot: the only file whose name never changes, written last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Timestamp {
    #[serde(flatten)]
    pub(super) head: Head,
    pub(super) meta: BTreeMap<String, FileMeta>,
}

/// The newest version of the office's and the departments' targets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Snapshot {
    #[serde(flatten)]
    pub(super) head: Head,
    pub(super) meta: BTreeMap<String, FileMeta>,
}

/// Targets metadata: the parts of one role's content, and its statement about them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Targets {
    /// Type, version, expiry.
    #[serde(flatten)]
    pub head: Head,
    /// Parts by name: `office/<digest>.pack`.
    pub targets: BTreeMap<String, Target>,
    /// Departments that publish their own; only the office's targets may have them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delegations: Option<Delegations>,
    /// Our own terms, which TUF does not know.
    pub gongkai: Statement,
}

/// One part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Target {
    /// Length in bytes.
    pub length: u64,
    /// Its digest.
    pub hashes: Hashes,
    /// Our own terms, which TUF does not know.
    pub custom: TargetTerms,
}

/// Terms of a part beyond TUF.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct TargetTerms {
    /// Digests of its 4 MiB stretches, so that a copy that was interrupted goes on where it is sound; empty where one stretch is all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub chunks: Vec<Digest>,
    /// It holds text that is indexed, and is wanted first.
    #[serde(default)]
    pub text: bool,
}

/// Departments, their keys and what they may publish.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delegations {
    /// All their keys.
    pub keys: BTreeMap<KeyId, Key>,
    /// One role each.
    pub roles: Vec<DelegatedRole>,
}

/// A department.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DelegatedRole {
    /// Its name: small letters, digits and `-`. Its parts are named `NAME/…`, its records `NAME-…`.
    pub name: String,
    /// Its keys.
    pub keyids: Vec<KeyId>,
    /// How many must sign.
    pub threshold: usize,
    /// The space in which it may publish: `NAME/*`.
    pub paths: Vec<String>,
    /// Nobody after it is asked for what it may publish.
    pub terminating: bool,
}

impl Metadata for Root {
    const KIND: &'static str = "root";
    fn head(&self) -> &Head {
        &self.head
    }
}

impl Metadata for Timestamp {
    const KIND: &'static str = "timestamp";
    fn head(&self) -> &Head {
        &self.head
    }
}

impl Metadata for Snapshot {
    const KIND: &'static str = "snapshot";
    fn head(&self) -> &Head {
        &self.head
    }
}

impl Metadata for Targets {
    const KIND: &'static str = "targets";
    fn head(&self) -> &Head {
        &self.head
    }
}

impl Root {
    /// The keys of a role; a role that is not named has none.
    pub(super) fn role(&self, name: &str) -> Result<&RoleKeys, BundleError> {
        self.roles.get(name).ok_or_else(|| self.unfit(Unfit::NoKeys { role: name.to_owned() }))
    }

    /// Checks what any root must be: every key bears its own id, every role has enough keys, held by persons in the right posts.
    pub(super) fn check(&self) -> Result<(), BundleError> {
        if !self.consistent_snapshot {
            return Err(self.unfit(Unfit::Unversioned));
        }
        check_keys(&self.keys).map_err(|why| self.unfit(why))?;
        let names = self.gongkai.people.values().map(|person| person.name.as_str()).chain([self.gongkai.body.as_str()]);
        if let Some(why) = Unfit::long_name(names) {
            return Err(self.unfit(why));
        }
        let posts: [(&str, usize, &[Post]); 4] =
            [("root", 2, &[Post::Root]), ("targets", 3, &Post::DESKS), ("snapshot", 1, &[Post::Packer]), ("timestamp", 1, &[Post::Packer])];
        for (name, least, posts) in posts {
            self.check_role(name, self.role(name)?, least, posts)?;
        }
        self.check_role("receipts", &self.gongkai.receipts, 1, &[Post::Receipts, Post::Packer])?;
        let desks: Vec<&Person> = self.role("targets")?.keyids.iter().filter_map(|keyid| self.gongkai.people.get(keyid)).collect();
        if let Some(why) = Unfit::desks(&desks) {
            return Err(self.unfit(why));
        }
        // Two keepers are two persons, whatever keys they have.
        let role = self.role("root")?;
        let keepers = self.persons_behind(&role.keyids);
        if keepers < role.threshold {
            let people = role.keyids.iter().filter_map(|keyid| self.gongkai.people.get(keyid));
            let people: Vec<&Person> = people.collect();
            let doubled = people.iter().find(|one| people.iter().filter(|other| other.is(one)).count() > 1);
            let name = doubled.map_or_else(String::new, |person| crate::text::clean(&person.name).into_owned());
            return Err(self.unfit(Unfit::OnePerson { name, posts: vec![Post::Root] }));
        }
        Ok(())
    }

    /// How many persons hold these keys.
    pub(super) fn persons_behind(&self, keyids: &[KeyId]) -> usize {
        persons(keyids.iter().filter_map(|keyid| self.gongkai.people.get(keyid)))
    }

    /// Whether the keepers behind these keys are enough to sign a root: persons count, not keys.
    pub(super) fn enough_keepers(&self, signers: &[KeyId]) -> Result<bool, BundleError> {
        Ok(self.persons_behind(signers) >= self.role("root")?.threshold)
    }

    fn check_role(&self, name: &str, role: &RoleKeys, least: usize, posts: &[Post]) -> Result<(), BundleError> {
        check_threshold(name, role, least).map_err(|why| self.unfit(why))?;
        for keyid in &role.keyids {
            let person = self.gongkai.people.get(keyid).filter(|_| self.keys.contains_key(keyid));
            let Some(person) = person.filter(|person| posts.contains(&person.post)) else {
                return Err(self.unfit(Unfit::NotInPost { role: name.to_owned(), keyid: keyid.short() }));
            };
            if !person.has_name() {
                return Err(self.unfit(Unfit::Nameless { keyid: keyid.short() }));
            }
        }
        Ok(())
    }

    fn unfit(&self, why: Unfit) -> BundleError {
        Objection::UnfitRoot { version: self.head.version, why }.into()
    }
}

/// Every key bears the id that follows from it, and no key is there twice.
pub(super) fn check_keys(keys: &BTreeMap<KeyId, Key>) -> Result<(), Unfit> {
    let mut seen = HashMap::new();
    for (keyid, key) in keys {
        if key.id() != *keyid {
            return Err(Unfit::OtherId { keyid: keyid.short() });
        }
        if let Some(other) = seen.insert(key.public(), keyid) {
            return Err(Unfit::OneKey { one: keyid.short(), other: other.short() });
        }
    }
    Ok(())
}

/// A threshold that means something: at least `least`, no more than there are keys, none of them named twice.
pub(super) fn check_threshold(name: &str, role: &RoleKeys, least: usize) -> Result<(), Unfit> {
    let mut keyids = role.keyids.clone();
    keyids.sort();
    keyids.dedup();
    if keyids.len() != role.keyids.len() {
        return Err(Unfit::NamedTwice { role: name.to_owned() });
    }
    if role.threshold < least || role.threshold > keyids.len() {
        return Err(Unfit::TooFew { role: name.to_owned(), threshold: role.threshold, keys: keyids.len(), least });
    }
    Ok(())
}
