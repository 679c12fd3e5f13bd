//! A root on its way into force: who will hold which post, and which keepers still have to sign it.
//!
//! The first root is signed by its own keepers; every later one by those of the root before it as well (TUF 1.0.31, section 6.1).

use super::{
    BundleError, KeyId, Person, Root,
    metadata::Metadata,
    repository::{ROOT, Repository},
};
use crate::files::Digest;

/// A root that waits for signatures.
#[derive(Debug, Clone)]
pub struct RootDraft {
    /// The root as it will be.
    pub root: Root,
    /// Digest of the bytes that are signed.
    pub digest: Digest,
    /// The root in force; `None` before the first.
    pub before: Option<Root>,
    /// Keys of keepers, of the one root or the other, whose signatures are there and good.
    pub signed: Vec<KeyId>,
}

/// Whose keepers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// Of the root in force and of the one that is to follow: one signature counts for both.
    Both,
    /// Of the root in force.
    Before,
    /// Of the one that is to follow.
    Next,
}

/// Keepers of whom some still have to sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lack {
    /// Whose they are.
    pub whose: Whose,
    /// How many of them.
    pub count: usize,
    /// All who could: exactly `count` where there is no choice; fewer where it can never be signed. Whoever leaves, or has another key in the next
    /// root, is asked only where it cannot be done without: the key may be lost.
    pub among: Vec<Person>,
    /// Their keys, by which they sign.
    pub keys: Vec<(KeyId, Person)>,
}

impl RootDraft {
    /// The draft as it lies there.
    pub fn read(repository: &Repository) -> Result<Self, BundleError> {
        let draft = repository.draft(ROOT)?;
        let root: Root = draft.file.read(ROOT)?;
        root.check()?;
        let before = repository.root()?.map(|(before, _)| before);
        let mut signed = draft.signers(&root.keys, root.role(ROOT)?)?;
        if let Some(before) = &before {
            signed.extend(draft.signers(&before.keys, before.role(ROOT)?)?);
        }
        signed.sort();
        signed.dedup();
        Ok(Self { digest: Digest::of(draft.file.bytes()), root, before, signed })
    }

    /// The keepers who have signed.
    pub fn signers(&self) -> Vec<Person> {
        let of = |keyid| self.root.gongkai.people.get(keyid).or_else(|| self.before.as_ref()?.gongkai.people.get(keyid));
        each_once(self.signed.iter().filter_map(of))
    }

    /// Who still has to sign; nothing where the root can come into force.
    pub fn lacks(&self) -> Vec<Lack> {
        let Some(before) = &self.before else { return self.lack(&self.root, Whose::Both).into_iter().collect() };
        let next = self.lack(&self.root, Whose::Next);
        match (self.lack(before, Whose::Before), next) {
            (Some(before), Some(next)) if before.count == next.count && before.keys == next.keys => {
                vec![Lack { whose: Whose::Both, ..before }]
            }
            // Whoever must sign for the one is enough for the other.
            (Some(before), Some(next)) if before.among.len() == before.count && shared(&before, &next) >= next.count => vec![before],
            (before, next) => before.into_iter().chain(next).collect(),
        }
    }

    fn lack(&self, root: &Root, whose: Whose) -> Option<Lack> {
        let role = root.role(ROOT).ok()?;
        let person = |keyid: &KeyId| root.gongkai.people.get(keyid);
        let signed: Vec<&Person> = role.keyids.iter().filter(|keyid| self.signed.contains(keyid)).filter_map(person).collect();
        let count = role.threshold.checked_sub(super::people::persons(signed.iter().copied())).filter(|count| *count > 0)?;
        let open = role.keyids.iter().filter_map(|keyid| Some((*keyid, person(keyid)?.clone())));
        let mut keys: Vec<(KeyId, Person)> = open.filter(|(_, one)| !signed.iter().any(|other| other.is(one))).collect();
        keys.sort();
        let stay: Vec<(KeyId, Person)> = keys.iter().filter(|(keyid, _)| self.root.keys.contains_key(keyid)).cloned().collect();
        if super::people::persons(stay.iter().map(|(_, person)| person)) >= count {
            keys = stay;
        }
        Some(Lack { whose, count, among: each_once(keys.iter().map(|(_, person)| person)), keys })
    }
}

impl Root {
    /// The keepers of the root keys, each once.
    pub fn keepers(&self) -> Vec<Person> {
        let keyids = self.role(ROOT).map_or(&[][..], |role| &role.keyids);
        each_once(keyids.iter().filter_map(|keyid| self.gongkai.people.get(keyid)))
    }

    /// The keepers of this root who are none of that one.
    pub fn keepers_leaving(&self, next: &Self) -> Vec<Person> {
        let stay = next.keepers();
        self.keepers().into_iter().filter(|one| !stay.iter().any(|other| other.is(one))).collect()
    }

    /// How many keepers must sign.
    pub fn keepers_needed(&self) -> usize {
        self.role(ROOT).map_or(0, |role| role.threshold)
    }

    /// Digest of what is signed of this root, which is the same whoever signed it.
    pub fn fingerprint(&self) -> Digest {
        Digest::of(&super::canonical::canonical(self))
    }

    /// Its version, rising from 1.
    pub fn version(&self) -> u64 {
        self.head().version
    }
}

fn each_once<'p>(people: impl IntoIterator<Item = &'p Person>) -> Vec<Person> {
    let mut once: Vec<Person> = Vec::new();
    for person in people {
        if !once.iter().any(|known| known.is(person)) {
            once.push(person.clone());
        }
    }
    once.sort();
    once
}

/// How many could sign for both with one key.
fn shared(left: &Lack, right: &Lack) -> usize {
    super::people::persons(left.keys.iter().filter(|one| right.keys.contains(one)).map(|(_, person)| person))
}
