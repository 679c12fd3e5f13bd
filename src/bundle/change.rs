//! A root is changed: somebody leaves, somebody joins, or its day is put off. Everybody else keeps their post and key.

use jiff::Timestamp;

use super::{
    BundleError, KeyId, Objection, Person, PublicKey, Root, Shelf, Unfit, VerifiedBundle,
    departments::Departments,
    keepers::RootDraft,
    keys::next_root,
    metadata::{Envelope, RoleKeys, TARGETS_LIMIT},
    people::missing_desks,
    quorum::signers,
    repository::{ROOT, Repository},
};
use crate::text::as_read;

/// An order for another root.
#[derive(Debug, Clone)]
pub struct RootWish<'a> {
    /// Who leaves: by name, by name and post, or by the first eight digits of a key.
    pub leaves: &'a [String],
    /// The keys of those who join.
    pub joins: &'a [PublicKey],
    /// Another name of the body; as it is now, if there is none.
    pub body: Option<&'a str>,
    /// Years until it must be renewed.
    pub years: i64,
    /// Now.
    pub now: Timestamp,
}

/// A root as it was changed, and all that hangs on it.
#[derive(Debug)]
pub struct RootChange {
    /// The root in force.
    pub before: Root,
    /// The root that waits for signatures.
    pub root: Root,
    /// Keys that are in it no longer, with those who held them.
    pub left: Vec<(KeyId, Person)>,
    /// Keepers whose signatures on an earlier draft are void now.
    pub void: Vec<Person>,
    /// Number of the release that no terminal takes any more once the root is in force; `None` where it is taken as before.
    pub ends: Option<u64>,
    /// Drafts of content that bear a signature which will not count.
    pub drafts: Vec<String>,
}

/// Drafts a root that differs from the one in force by what is wished.
pub fn change_root(repository: &Repository, wish: &RootWish<'_>) -> Result<RootChange, BundleError> {
    let (before, _) = repository.needed_root()?;
    let mut left = Vec::new();
    for name in wish.leaves {
        let theirs: Vec<(KeyId, Person)> = before
            .gongkai
            .people
            .iter()
            .filter(|(keyid, person)| is_meant(name, keyid, person))
            .map(|(keyid, person)| (*keyid, person.clone()))
            .collect();
        if theirs.is_empty() {
            let people = before.gongkai.people.values().map(ToString::to_string).collect();
            return Err(BundleError::NotInRoot { name: name.clone(), people });
        }
        left.extend(theirs);
    }
    left.sort();
    left.dedup();
    let departments = Departments::read(repository)?;
    if let Some(key) = wish.joins.iter().find(|key| departments.people.contains_key(&key.key.id())) {
        let why = Unfit::OfficeKey { keyid: key.key.id().short() };
        let role = departments.delegations.roles.iter().find(|role| role.keyids.contains(&key.key.id()));
        return Err(Objection::UnfitDepartment { role: role.map_or_else(String::new, |role| role.name.clone()), why }.into());
    }
    let stays = before.keys.iter().filter(|(keyid, _)| !left.iter().any(|(leaving, _)| leaving == *keyid));
    let stays = stays.filter_map(|(keyid, key)| Some(PublicKey { person: before.gongkai.people.get(keyid)?.clone(), key: key.clone() }));
    let keys: Vec<PublicKey> = stays.chain(wish.joins.iter().cloned()).collect();
    let body = wish.body.unwrap_or(&before.gongkai.body);
    let root = next_root(before.head.version + 1, body, &keys, wish.years, wish.now)?;

    let void = if repository.drafts()?.iter().any(|name| name == ROOT) {
        RootDraft::read(repository).map_or_else(|_| Vec::new(), |draft| draft.signers())
    } else {
        Vec::new()
    };
    let release = repository.release()?;
    let ends = match &release {
        Some(release) if !outlives(repository, release, &root)? => Some(release.release.number),
        _ => None,
    };
    let mut drafts = Vec::new();
    for name in repository.drafts()?.into_iter().filter(|name| name != ROOT) {
        let signatures = repository.draft(&name)?.file.signatures;
        if signatures.iter().any(|signature| left.iter().any(|(keyid, _)| *keyid == signature.keyid)) {
            drafts.push(name);
        }
    }
    repository.put_draft(ROOT, &root)?;
    Ok(RootChange { before, root, left, void, ends, drafts })
}

/// `王某`, `王某（处室）`, `office王某`, `1a2b3c4d`.
fn is_meant(name: &str, keyid: &KeyId, person: &Person) -> bool {
    let wanted = as_read(name);
    let readings = [
        person.name.clone(),
        format!("{}{}", person.name, person.post.label()),
        format!("{}{}", person.post.label(), person.name),
        format!("{}{}", person.name, person.post.as_str()),
        format!("{}{}", person.post.as_str(), person.name),
    ];
    keyid.short() == name || readings.iter().any(|reading| as_read(reading) == wanted)
}

/// Whether a release that was signed under the root before is taken under this one too: its packer and three of its signers are still there.
fn outlives(repository: &Repository, release: &VerifiedBundle, root: &Root) -> Result<bool, BundleError> {
    let shelf = repository.shelf()?;
    let signed_by = |name: &str, role: &RoleKeys| -> Result<Vec<KeyId>, BundleError> {
        let bytes = shelf.read(&format!("meta/{name}"), TARGETS_LIMIT)?.ok_or_else(|| Objection::Missing { name: name.to_owned() })?;
        signers(name, &Envelope::parse(name, &bytes)?, &root.keys, role)
    };
    let Some(office) = release.release.publications.first() else { return Ok(false) };
    let packers = [("timestamp", "timestamp.json".to_owned()), ("snapshot", format!("{}.snapshot.json", release.release.number))];
    for (role, name) in packers {
        if signed_by(&name, root.role(role)?)?.is_empty() {
            return Ok(false);
        }
    }
    let desks = signed_by(&format!("{}.targets.json", office.version), root.role("targets")?)?;
    let persons: Vec<&Person> = desks.iter().filter_map(|keyid| root.gongkai.people.get(keyid)).collect();
    Ok(missing_desks(&persons).is_empty())
}
