//! A program that lies somewhere with the papers that vouch for it: later roots, and the office's targets that name it. Whoever is about to run it
//! looks at them again, from the root that the office handed over, and believes nothing that the machine wrote down in between.

use super::{
    BundleError, Objection, Shelf, Trust, UnverifiedBundle,
    metadata::{Envelope, TARGETS_LIMIT, Targets},
    people::missing_desks,
    quorum::{Holders, enough_signers},
};
use crate::{
    files::Digest,
    program::{Arch, Program},
};

/// The office's targets among the papers of a program.
pub const VOUCHES: &str = "meta/targets.json";

/// The program of this digest for this machine, as three desks of this root, or of those that follow it on the shelf, signed for it.
pub fn vouched(shelf: &dyn Shelf, root: &[u8], wanted: &Digest) -> Result<Program, BundleError> {
    let root = UnverifiedBundle::new(shelf).follow_roots(&mut Trust::new(root)?)?;
    let missing = || Objection::Missing { name: VOUCHES.to_owned() };
    let bytes = shelf.read(VOUCHES, TARGETS_LIMIT)?.ok_or_else(missing)?;
    let file = Envelope::parse(VOUCHES, &bytes)?;
    let holders = Holders { role: root.role("targets")?.clone(), people: root.gongkai.people.clone(), keys: root.keys };
    let signers = holders.persons(&enough_signers(VOUCHES, &file, &holders.keys, &holders.role)?);
    if let Some(desk) = missing_desks(&signers.iter().collect::<Vec<_>>()).first() {
        return Err(Objection::Desk { name: VOUCHES.to_owned(), desk: *desk }.into());
    }
    let targets: Targets = file.read(VOUCHES)?;
    let found = targets.gongkai.programs.into_iter().find(|program| program.sha256 == *wanted && Some(program.arch) == Arch::own());
    found.ok_or_else(|| missing().into())
}
