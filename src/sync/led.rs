//! A later root that a stick brought, and that the one before led to: who left, who joined, whose key is another.

use serde::{Deserialize, Serialize};

use crate::{
    bundle::{Person, Root},
    text::as_read,
};

/// What became of the people behind the keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RootLed {
    /// Version of the root that is believed now.
    pub version: u64,
    /// Its fingerprint, in groups of four.
    pub fingerprint: String,
    /// Who holds no key any more, by post.
    pub left: Vec<Person>,
    /// Who holds one now.
    pub joined: Vec<Person>,
    /// Whose key is another than before.
    pub rekeyed: Vec<Person>,
}

impl RootLed {
    /// From one root to another.
    pub fn between(before: &Root, after: &Root) -> Self {
        let (old, new) = (&before.gongkai.people, &after.gongkai.people);
        let same = |one: &Person, other: &Person| one.post == other.post && as_read(&one.name) == as_read(&other.name);
        let only = |these: &[&Person], those: &[&Person]| -> Vec<Person> {
            let mut found: Vec<Person> = Vec::new();
            for one in these.iter().filter(|one| !those.iter().any(|other| same(one, other))) {
                if !found.iter().any(|known| same(known, one)) {
                    found.push((*one).clone());
                }
            }
            found
        };
        let (before, now): (Vec<&Person>, Vec<&Person>) = (old.values().collect(), new.values().collect());
        let (left, joined) = (only(&before, &now), only(&now, &before));
        let changed: Vec<&Person> = new.iter().filter(|(keyid, _)| !old.contains_key(*keyid)).map(|(_, person)| person).collect();
        let rekeyed = only(&changed, &joined.iter().collect::<Vec<_>>());
        Self { version: after.version(), fingerprint: after.fingerprint().in_groups(), left, joined, rekeyed }
    }
}
