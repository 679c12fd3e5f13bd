//! Whose lines are signed: public keys of people, as they lie in `office/keys/` of this PC. What comes on a stick brings no key with it.

use std::{fs, io, path::Path};

use super::{Event, ReviewError};
use crate::{
    bundle::{Key, PublicKey},
    files::if_there,
    text::as_read,
};

/// In front of what is signed, so that no signature of a line is one of anything else.
const PURPOSE: &str = "gongkai review 1";

/// The keys of people.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Keyring(Vec<PublicKey>);

impl Keyring {
    /// Reads the keys in a folder; none where there is no folder. One that cannot be read is an error: its person would sign for nothing.
    pub(super) fn read(folder: &Path) -> Result<Self, ReviewError> {
        let failed = |source: io::Error| ReviewError::Disk { path: folder.to_owned(), source };
        let mut keys = Vec::new();
        for entry in if_there(fs::read_dir(folder)).map_err(failed)?.into_iter().flatten() {
            let path = entry.map_err(failed)?.path();
            if path.extension().is_some_and(|ending| ending == "pub") {
                let key = PublicKey::read(&path).map_err(|error| ReviewError::Disk { path, source: io::Error::other(error) })?;
                keys.push(key);
            }
        }
        Ok(Self(keys))
    }

    /// Whether nobody has a key.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether this person has a key, so that nothing is theirs without it.
    pub fn knows(&self, who: &str) -> bool {
        self.keys(who).next().is_some()
    }

    /// Whose key this is.
    pub fn holder(&self, key: &Key) -> Option<&str> {
        self.0.iter().find(|known| known.key == *key).map(|known| known.person.name.as_str())
    }

    fn keys<'k>(&'k self, who: &'k str) -> impl Iterator<Item = &'k PublicKey> {
        let read = as_read(who);
        self.0.iter().filter(move |known| as_read(&known.person.name) == read)
    }

    /// Whether a key of the person in whose name a line stands signed it.
    pub fn signed(&self, id: &str, line: &str, event: &Event) -> bool {
        let Some((before, signature)) = apart(line) else { return false };
        self.keys(&event.who).any(|known| known.key.verifies(&message(id, &before), signature))
    }
}

/// What is signed of a line of a document: all of it but the signature.
pub(super) fn message(id: &str, line: &str) -> Vec<u8> {
    format!("{PURPOSE}\n{id}\n{line}").into_bytes()
}

/// A line as it was before it was signed, and its signature. By letters and not by values: another program may write the same values otherwise.
fn apart(line: &str) -> Option<(String, &str)> {
    let (before, signature) = line.strip_suffix("\"}")?.rsplit_once(",\"sig\":\"")?;
    let is_hex = signature.len() == 128 && signature.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hex.then(|| (format!("{before}}}"), signature))
}
