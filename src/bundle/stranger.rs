//! Whose a bundle is that nobody whom we know has signed: most often it is another office's, and whoever holds it should hear that rather than a
//! count of signatures.
//!
//! Nothing is believed on its word. It only says whose it claims to be, where its own roots hold together.

use super::{BundleError, Objection, Root, Shelf, metadata::ROOT_LIMIT, trust::read_root};
use crate::text::clean;

/// Roots of a stranger that are read.
const MOST_ROOTS: u64 = 64;
/// Characters of a name that nobody vouches for.
const LONGEST: usize = 40;

/// The same error, or, where a bundle lacks the signatures of everybody who is believed and its own roots are none of ours, whose it is.
pub fn whose(shelf: &dyn Shelf, ours: &Root, error: BundleError) -> BundleError {
    match error {
        BundleError::Refused(Objection::Threshold { .. }) => other_office(shelf, ours).map_or(error, Into::into),
        error => error,
    }
}

fn other_office(shelf: &dyn Shelf, ours: &Root) -> Option<Objection> {
    let mut newest: Option<Root> = None;
    for version in 1..=MOST_ROOTS {
        let name = format!("{version}.root.json");
        let Some(bytes) = shelf.read(&format!("meta/{name}"), ROOT_LIMIT).ok().flatten() else { break };
        let root = read_root(&name, &bytes, newest.as_ref()).ok()?;
        if akin(&root, ours) {
            return None;
        }
        newest = Some(root);
    }
    let theirs = newest?;
    Some(Objection::OtherOffice {
        ours: shown(&ours.gongkai.body),
        theirs: shown(&theirs.gongkai.body),
        root: theirs.fingerprint().in_groups(),
    })
}

/// Whether one of these roots can have led to the other: they are one, or have a keeper's key in common.
fn akin(one: &Root, other: &Root) -> bool {
    let keys = |root: &Root| root.role("root").map_or_else(|_| Vec::new(), |role| role.keyids.clone());
    one.fingerprint() == other.fingerprint() || keys(one).iter().any(|keyid| keys(other).contains(keyid))
}

fn shown(body: &str) -> String {
    clean(body).split_whitespace().collect::<Vec<_>>().join(" ").chars().take(LONGEST).collect()
}
