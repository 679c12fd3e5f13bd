//! Who may sign a draft, and who has.

use super::{
    BundleError, Objection, Person, Unfit,
    departments::Departments,
    metadata::RoleKeys,
    published::OFFICE,
    quorum::Holders,
    repository::{Draft, Repository},
};

/// The persons who have signed a draft and may.
pub(super) fn signers(repository: &Repository, draft: &Draft) -> Result<Vec<Person>, BundleError> {
    let holders = holders(repository, &draft.name)?;
    Ok(holders.persons(&draft.signers(&holders.keys, &holders.role)?))
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
