//! Public keys as they are handed to the office, and the root that is made of them.

use std::{collections::BTreeMap, path::Path};

use jiff::{Span, Timestamp};
use serde::{Deserialize, Serialize};

use super::{
    BundleError, Key, KeyFault, Misread, Person, Post, Root,
    metadata::{Head, Metadata, RoleKeys, RootTerms},
    repository::{ROOT, Repository, key_file},
};

/// A public key with its holder: the file that a person gives to the office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicKey {
    /// Who holds it.
    pub person: Person,
    /// The key.
    pub key: Key,
}

impl PublicKey {
    /// Reads the file.
    pub fn read(path: &Path) -> Result<Self, BundleError> {
        let unfit = |why| BundleError::PublicKey { path: path.to_owned(), why };
        let bytes = key_file(path, unfit)?;
        serde_json::from_slice(&bytes).map_err(|error| match str::from_utf8(&bytes) {
            Ok(text) if text.contains("PRIVATE KEY") => unfit(KeyFault::Private),
            _ => unfit(Misread::json(&error).into()),
        })
    }

    /// The file's bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec_pretty(self).unwrap_or_default()
    }
}

/// Drafts the next root: these keys, for so many years. The first is signed by its own root keys, every later one also by those of the root
/// before it. A draft that lay there is void, its signatures included.
pub fn draft_root(repository: &Repository, body: &str, keys: &[PublicKey], years: i64, now: Timestamp) -> Result<Root, BundleError> {
    let version = repository.root()?.map_or(0, |(root, _)| root.head.version) + 1;
    let root = next_root(version, body, keys, years, now)?;
    repository.put_draft(ROOT, &root)?;
    Ok(root)
}

/// A root of these keys; refused where a post is vacant, or two posts that want a person each are one person's.
pub(super) fn next_root(version: u64, body: &str, keys: &[PublicKey], years: i64, now: Timestamp) -> Result<Root, BundleError> {
    let mut once: Vec<&PublicKey> = Vec::new();
    for key in keys {
        if !once.iter().any(|known| known.key.id() == key.key.id()) {
            once.push(key);
        }
    }
    let keys = once;
    // Persons count, whatever keys they have.
    let holders = |post: Post| super::people::persons(keys.iter().map(|key| &key.person).filter(|person| person.post == post));
    let vacant: Vec<Post> = Post::ALL.into_iter().filter(|post| holders(*post) < least(*post)).collect();
    if !vacant.is_empty() {
        let keepers = holders(Post::Root);
        return Err(BundleError::Vacant { posts: vacant, keepers });
    }
    let role = |posts: &[Post], threshold: usize| RoleKeys {
        keyids: keys.iter().filter(|key| posts.contains(&key.person.post)).map(|key| key.key.id()).collect(),
        threshold,
    };
    let expires = now.checked_add(Span::new().hours(years.saturating_mul(366 * 24))).unwrap_or(Timestamp::MAX);
    let root = Root {
        head: Head::new(Root::KIND, version, expires),
        consistent_snapshot: true,
        keys: keys.iter().map(|key| (key.key.id(), key.key.clone())).collect(),
        roles: BTreeMap::from([
            ("root".to_owned(), role(&[Post::Root], KEEPERS)),
            ("targets".to_owned(), role(&Post::DESKS, 3)),
            ("snapshot".to_owned(), role(&[Post::Packer], 1)),
            ("timestamp".to_owned(), role(&[Post::Packer], 1)),
        ]),
        gongkai: RootTerms {
            body: crate::text::clean(body).into_owned(),
            people: keys.iter().map(|key| (key.key.id(), key.person.clone())).collect(),
            receipts: role(&[if holders(Post::Receipts) > 0 { Post::Receipts } else { Post::Packer }], 1),
        },
    };
    root.check()?;
    Ok(root)
}

/// Keepers who must sign a root. A third one, whom nobody asks, is there for the day when one of them cannot.
const KEEPERS: usize = 2;

/// Keys without which a post is vacant.
fn least(post: Post) -> usize {
    match post {
        Post::Root => KEEPERS,
        // The packer does it where nobody else is named.
        Post::Receipts => 0,
        Post::Office | Post::Deputy | Post::Chief | Post::Packer => 1,
    }
}
