//! The departments that the office lets publish, as its signed file names them.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    BundleError, Objection, Person, Root, Unfit,
    metadata::{DelegatedRole, Delegations, RoleKeys, Targets, check_keys, check_threshold},
    people::Post,
    published::OFFICE,
    signature::{Key, KeyId},
};
use crate::text::as_read;

/// Departments that may publish.
const MOST_DEPARTMENTS: usize = 200;
/// A department with its keys and persons.
pub(super) struct Department<'a> {
    pub(super) role: &'a DelegatedRole,
    pub(super) keys: &'a BTreeMap<KeyId, Key>,
    pub(super) people: &'a BTreeMap<KeyId, Person>,
}

/// The departments of the office's targets, in the order of their names. Each must have three persons of its own and a space of its own.
pub(super) fn departments<'a>(targets: &'a Targets, root: &Root) -> Result<Vec<Department<'a>>, BundleError> {
    let Some(Delegations { keys, roles }) = &targets.delegations else { return Ok(Vec::new()) };
    let unfit = |role: &str, why: Unfit| BundleError::from(Objection::UnfitDepartment { role: shown(role), why });
    if roles.len() > MOST_DEPARTMENTS {
        return Err(Objection::TooLarge { name: "delegations".to_owned(), limit: MOST_DEPARTMENTS as u64 }.into());
    }
    check_keys(keys).map_err(|why| unfit("", why))?;
    let people = &targets.gongkai.people;
    let called = targets.gongkai.departments.values().chain(people.values().map(|person| &person.name));
    if let Some(why) = Unfit::long_name(called.map(String::as_str)) {
        return Err(unfit("", why));
    }
    let mut names = BTreeSet::new();
    let mut departments = Vec::new();
    for role in roles {
        let reserved = [OFFICE, "root", "targets", "snapshot", "timestamp"].contains(&role.name.as_str());
        if reserved || !is_role_name(&role.name) || !names.insert(&role.name) {
            return Err(unfit(&role.name, Unfit::Name));
        }
        // `a` and `a-b` would share the records of `a-b-…`.
        if let Some(other) = names.iter().find(|other| overlap(other, &role.name)) {
            return Err(unfit(&role.name, Unfit::Overlap { other: other.to_string() }));
        }
        if role.paths != [format!("{}/*", role.name)] {
            return Err(unfit(&role.name, Unfit::Paths));
        }
        let role_keys = RoleKeys { keyids: role.keyids.clone(), threshold: role.threshold };
        check_threshold(&role.name, &role_keys, 3).map_err(|why| unfit(&role.name, why))?;
        let persons: Vec<&Person> =
            role.keyids.iter().filter(|keyid| keys.contains_key(keyid)).filter_map(|keyid| people.get(keyid)).collect();
        if persons.len() != role.keyids.len() || persons.iter().any(|person| !Post::DESKS.contains(&person.post)) {
            return Err(unfit(&role.name, Unfit::NotAtDesk));
        }
        if let Some(why) = Unfit::desks(&persons) {
            return Err(unfit(&role.name, why));
        }
        if let Some(keyid) = role.keyids.iter().find(|keyid| root.keys.contains_key(keyid)) {
            return Err(unfit(&role.name, Unfit::OfficeKey { keyid: keyid.short() }));
        }
        departments.push(Department { role, keys, people });
    }
    departments.sort_by(|left, right| left.role.name.cmp(&right.role.name));
    Ok(departments)
}

/// A name that would be taken for one of these roles' in its records' ids.
pub(super) fn overlapping<'r>(roles: &'r [DelegatedRole], name: &str) -> Option<&'r str> {
    roles.iter().map(|role| role.name.as_str()).find(|other| overlap(other, name))
}

/// Two departments that people read as one, by role.
pub(super) fn called_alike(titles: &BTreeMap<String, String>) -> Option<(&str, &str)> {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    titles.iter().find_map(|(role, title)| seen.insert(as_read(title), role).map(|other| (role.as_str(), other)))
}

fn overlap(left: &str, right: &str) -> bool {
    let within = |outer: &str, inner: &str| inner.strip_prefix(outer).is_some_and(|rest| rest.starts_with('-'));
    left != right && (within(left, right) || within(right, left))
}

/// A name that cannot be a role's, as an error may hold it: nobody vouches for its length or for what is in it.
pub(super) fn shown(name: &str) -> String {
    if name.is_empty() || is_role_name(name) { name.to_owned() } else { format!("{:?}", name.chars().take(40).collect::<String>()) }
}

/// Small letters, digits and `-`, 2 to 32 of them, a letter first.
pub(super) fn is_role_name(name: &str) -> bool {
    (2..=32).contains(&name.len())
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}
