//! A root of which nothing matters but who signs receipts.

use std::collections::BTreeMap;

use crate::bundle::{Head, RoleKeys, Root, RootTerms, Signer};

/// The root under which this key signs receipts, and nothing else is signed.
pub(crate) fn receipts_root(signer: &dyn Signer) -> Root {
    let key = signer.key();
    let receipts = RoleKeys { keyids: vec![key.id()], threshold: 1 };
    Root {
        head: Head::new("root", 1, "2036-01-01T00:00:00Z".parse().unwrap()),
        consistent_snapshot: true,
        keys: BTreeMap::from([(key.id(), key)]),
        roles: BTreeMap::new(),
        gongkai: RootTerms { body: "云川县人民政府".to_owned(), people: BTreeMap::new(), receipts },
    }
}
