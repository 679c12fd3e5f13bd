//! Who may sign a draft, and who has.

use super::{
    BundleError, Objection, Person, Unfit,
    departments::Departments,
    metadata::RoleKeys,
    published::OFFICE,
    quorum::Holders,
    repository::{Draft, Repository},
    signature::KeyId,
};

/// The persons who have signed a draft and may.
pub(super) fn signers(repository: &Repository, draft: &Draft) -> Result<Vec<Person>, BundleError> {
    let holders = holders(repository, &draft.name)?;
    Ok(holders.persons(&draft.signers(&holders.keys, &holders.role)?))
}

/// The persons who may sign for a role, with their keys, and who of them has signed its draft.
pub fn desks_of(repository: &Repository, role: &str) -> Result<Vec<(KeyId, Person, bool)>, BundleError> {
    let draft = repository.draft(role)?;
    let holders = holders(repository, role)?;
    let signed = draft.signers(&holders.keys, &holders.role)?;
    let all = holders.role.keyids.iter().filter_map(|keyid| Some((*keyid, holders.people.get(keyid)?.clone(), signed.contains(keyid))));
    Ok(all.collect())
}

/// The packers, with their keys.
pub fn packers(repository: &Repository) -> Result<Vec<(KeyId, Person)>, BundleError> {
    let (root, _) = repository.needed_root()?;
    let role = root.role("timestamp")?;
    Ok(role.keyids.iter().filter_map(|keyid| Some((*keyid, root.gongkai.people.get(keyid)?.clone()))).collect())
}

pub(super) fn holders(repository: &Repository, name: &str) -> Result<Holders, BundleError> {
    let (root, _) = repository.needed_root()?;
    if name == OFFICE {
        return Ok(Holders { role: root.role("targets")?.clone(), keys: root.keys, people: root.gongkai.people });
    }
    let known = Departments::read(repository)?;
    let role = known.delegations.roles.iter().find(|role| role.name == name);
    let role = role.ok_or_else(|| Objection::UnfitDepartment { role: name.to_owned(), why: Unfit::Unknown })?;
    let role = RoleKeys { keyids: role.keyids.clone(), threshold: role.threshold };
    Ok(Holders { role, keys: known.delegations.keys, people: known.people })
}
