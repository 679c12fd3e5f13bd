//! The work of a desk: a draft is looked through and signed.

use std::collections::BTreeSet;

use jiff::Timestamp as Instant;

use super::{
    BundleError, Changes, Confirmation, Objection, Person, Post, Root, Signer,
    comparison::{self, compare},
    examination::look_through,
    opened::Opened,
    repository::{Draft, ROOT, Repository},
    signing::holders,
    withheld::Withheld,
};
use crate::files::Digest;

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
    let opened = Opened::read(repository, name)?;
    look_through(&opened, &BTreeSet::new())?;
    let seen = comparison::of(repository, &opened)?;
    Ok(Summary {
        name: seen.name,
        publisher: seen.statement.publisher,
        version: seen.version,
        digest,
        changes: Some(seen.changes),
        records: seen.records,
        people: Vec::new(),
        signed: seen.signed,
        missing: seen.missing,
    })
}

/// What somebody agrees to who signs.
#[derive(Debug, Clone)]
pub struct Consent {
    /// Digest of the bytes that they were shown.
    pub digest: Digest,
    /// What they said by name.
    pub confirmed: Vec<Confirmation>,
    /// Their clock.
    pub now: Instant,
}

impl From<&Digest> for Consent {
    /// The yes of every day, now.
    fn from(digest: &Digest) -> Self {
        Self { digest: *digest, confirmed: Vec::new(), now: Instant::now() }
    }
}

/// Adds a signature to a draft that was looked through and has this digest. A key that is not entitled to it is refused, and so is a draft that
/// was edited by hand, or in which something extraordinary was not said by name.
pub fn sign(repository: &Repository, name: &str, consent: impl Into<Consent>, signer: &dyn Signer) -> Result<(), BundleError> {
    let consent = consent.into();
    let draft = repository.draft(name)?;
    if Digest::of(draft.file.bytes()) != consent.digest {
        return Err(Objection::Altered { name: format!("draft {name}") }.into());
    }
    if name != ROOT {
        let needed = Confirmation::missing(&compare(repository, name, consent.now)?.needed, &consent.confirmed);
        if !needed.is_empty() {
            return Err(Withheld::Unconfirmed { needed }.into());
        }
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
