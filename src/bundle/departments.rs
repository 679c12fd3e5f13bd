//! Departments that publish their own content, as the office prepares them for its next release: three persons of their own, a space of their
//! own.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    BundleError, Delegations, KeyId, Objection, Person, Post, Unfit,
    delegated::{called_alike, is_role_name, overlapping},
    keys::PublicKey,
    metadata::{DelegatedRole, TARGETS_LIMIT},
    published::OFFICE,
    repository::{ROOT, Repository, failed, parsed},
};
use crate::files::durable;

/// Where they stand in a repository.
const FILE: &str = "departments.json";

/// All departments of a repository.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Departments {
    /// As TUF delegates to them.
    pub(super) delegations: Delegations,
    /// Who holds their keys.
    pub(super) people: BTreeMap<KeyId, Person>,
    /// Their names in front of people.
    pub(super) titles: BTreeMap<String, String>,
}

impl Departments {
    pub(super) fn read(repository: &Repository) -> Result<Self, BundleError> {
        let path = repository.path().join(FILE);
        repository.own_file(FILE, TARGETS_LIMIT)?.map_or_else(|| Ok(Self::default()), |bytes| parsed(&path, &bytes))
    }

    /// Writes the list, with the keys and persons that its departments have and no others.
    pub(super) fn write(mut self, repository: &Repository) -> Result<(), BundleError> {
        let used: Vec<KeyId> = self.delegations.roles.iter().flat_map(|role| role.keyids.clone()).collect();
        self.delegations.keys.retain(|keyid, _| used.contains(keyid));
        self.people.retain(|keyid, _| used.contains(keyid));
        let path = repository.path().join(FILE);
        durable::write(&path, &serde_json::to_vec_pretty(&self).unwrap_or_default()).map_err(failed(&path))
    }

    pub(super) fn title(&self, role: &str) -> Option<&str> {
        self.titles.get(role).map(String::as_str)
    }
}

/// Lets a department publish its own from the office's next release on; named again, it has the new keys.
pub fn delegate(repository: &Repository, name: &str, title: &str, keys: &[PublicKey]) -> Result<(), BundleError> {
    let unfit = |why| Err(Objection::UnfitDepartment { role: name.to_owned(), why }.into());
    if !is_role_name(name) || [OFFICE, ROOT, "targets", "snapshot", "timestamp"].contains(&name) {
        return unfit(Unfit::Name);
    }
    let persons: Vec<&Person> = keys.iter().map(|key| &key.person).collect();
    if let Some(why) = Unfit::desks(&persons) {
        return unfit(why);
    }
    if let Some(why) = Unfit::long_name(persons.iter().map(|person| person.name.as_str()).chain([title])) {
        return unfit(why);
    }
    if let Some(key) = keys.iter().find(|key| !key.person.has_name()) {
        return unfit(Unfit::Nameless { keyid: key.key.id().short() });
    }
    if persons.iter().any(|person| !Post::DESKS.contains(&person.post)) {
        return unfit(Unfit::NotAtDesk);
    }
    let mut departments = Departments::read(repository)?;
    // Told to whoever names it, and not to three desks later.
    if let Some(other) = overlapping(&departments.delegations.roles, name) {
        return unfit(Unfit::Overlap { other: other.to_owned() });
    }
    let mut titles = departments.titles.clone();
    titles.insert(name.to_owned(), crate::text::clean(title).into_owned());
    if let Some((one, other)) = called_alike(&titles) {
        let other = if one == name { other } else { one };
        return unfit(Unfit::SameTitle { other: other.to_owned() });
    }
    departments.delegations.roles.retain(|role| role.name != name);
    departments.delegations.roles.push(DelegatedRole {
        name: name.to_owned(),
        keyids: keys.iter().map(|key| key.key.id()).collect(),
        threshold: 3,
        paths: vec![format!("{name}/*")],
        terminating: true,
    });
    departments.delegations.keys.extend(keys.iter().map(|key| (key.key.id(), key.key.clone())));
    departments.people.extend(keys.iter().map(|key| (key.key.id(), key.person.clone())));
    departments.titles = titles;
    departments.write(repository)
}
