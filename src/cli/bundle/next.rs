//! What comes next, as lines that can be pasted: who signs by which command, and what follows when everybody has.

use crate::{
    bundle::{BundleError, KeyId, OFFICE, Person, Repository, desks_of, packers},
    cli::words::{each_signs, shell},
};

/// How to give a role's name to a command; nothing for the office.
pub(super) fn as_role(role: &str) -> String {
    if role == OFFICE { String::new() } else { format!(" --as {role}") }
}

/// What comes after a draft was made or signed: the desks that are open, by name, or the packer.
pub(super) fn after_signing(repository: &Repository, role: &str, missing: &[crate::bundle::Post]) -> Result<Vec<String>, BundleError> {
    let repo = shell(repository.place());
    if missing.is_empty() {
        let mut lines = vec!["下一步，打包员在放私钥的文件夹里运行：".to_owned()];
        lines.extend(each_signs(&format!("gongkai bundle assemble {repo}"), &packers(repository)?));
        return Ok(lines);
    }
    let holders = desks_of(repository, role)?.into_iter().filter(|(_, person, signed)| !signed && missing.contains(&person.post));
    let holders: Vec<(KeyId, Person)> = holders.map(|(keyid, person, _)| (keyid, person)).collect();
    let mut lines = vec!["下一步，在放私钥的文件夹里运行，每个岗位一个人：".to_owned()];
    lines.extend(each_signs(&format!("gongkai bundle sign {repo}{}", as_role(role)), &holders));
    Ok(lines)
}
