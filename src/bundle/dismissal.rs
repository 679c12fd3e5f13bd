//! A department is let publish no more.

use super::{BundleError, Person, Repository, departments::Departments, signing::signers};

/// A department that publishes no more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undelegated {
    /// Its name in front of people.
    pub title: String,
    /// Who had signed a draft of it that waited, and is void with it; `None` where none waited.
    pub void: Option<Vec<Person>>,
}

/// Lets a department publish no more, from the office's next release on; what it published is gone with it. A draft of it that waits is void.
pub fn undelegate(repository: &Repository, name: &str) -> Result<Undelegated, BundleError> {
    let mut departments = Departments::read(repository)?;
    if !departments.titles.contains_key(name) && departments.delegations.roles.iter().all(|role| role.name != name) {
        let known = departments.titles.iter().map(|(name, title)| format!("{name}（{}）", crate::text::clean(title))).collect();
        return Err(BundleError::NoDepartment { name: crate::text::clean(name).chars().take(40).collect(), known });
    }
    let waits = repository.drafts()?.iter().any(|draft| draft == name);
    let void = waits.then(|| repository.draft(name).and_then(|draft| signers(repository, &draft)).unwrap_or_default());
    departments.delegations.roles.retain(|role| role.name != name);
    let title = departments.titles.remove(name).unwrap_or_default();
    departments.write(repository)?;
    if waits {
        repository.drop_draft(name)?;
    }
    Ok(Undelegated { title, void })
}
