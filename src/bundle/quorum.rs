//! The signatures of a file that count, and whether they are enough.

use std::collections::BTreeMap;

use super::{
    BundleError, Objection, Person,
    metadata::{Envelope, RoleKeys, Signature},
    signature::{Key, KeyId},
};

/// The persons who may sign for a role, and their keys.
pub(super) struct Holders {
    pub(super) keys: BTreeMap<KeyId, Key>,
    pub(super) role: RoleKeys,
    pub(super) people: BTreeMap<KeyId, Person>,
}

impl Holders {
    /// The persons behind these keys.
    pub(super) fn persons(&self, keyids: &[KeyId]) -> Vec<Person> {
        keyids.iter().filter_map(|keyid| self.people.get(keyid).cloned()).collect()
    }
}

/// The keys of a role that signed a file. Each counts once; a key that stands there twice is an attempt to be counted twice, and the file is
/// refused. Signatures of keys that are not the role's, and bad ones, do not count.
pub(super) fn signers(name: &str, file: &Envelope, keys: &BTreeMap<KeyId, Key>, role: &RoleKeys) -> Result<Vec<KeyId>, BundleError> {
    let mut signers: Vec<KeyId> = Vec::new();
    let mut seen: Vec<KeyId> = Vec::new();
    for Signature { keyid, sig } in &file.signatures {
        if seen.contains(keyid) {
            return Err(Objection::SignedTwice { name: name.to_owned(), keyid: keyid.short() }.into());
        }
        seen.push(*keyid);
        let valid = role.keyids.contains(keyid) && keys.get(keyid).is_some_and(|key| key.verifies(file.bytes(), sig));
        if valid {
            signers.push(*keyid);
        }
    }
    Ok(signers)
}

/// The same, where fewer than the role's threshold are an error.
pub(super) fn enough_signers(name: &str, file: &Envelope, keys: &BTreeMap<KeyId, Key>, role: &RoleKeys) -> Result<Vec<KeyId>, BundleError> {
    let signers = signers(name, file, keys, role)?;
    if signers.len() < role.threshold {
        return Err(Objection::Threshold { name: name.to_owned(), valid: signers.len(), needed: role.threshold }.into());
    }
    Ok(signers)
}
