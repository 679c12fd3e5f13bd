//! A person at a desk sees everything that is signed, says by name what is extraordinary in it, and signs.

use std::io::{self, Write};

use jiff::Timestamp;

use super::{
    next, pages,
    said::{ask, can_ask},
    shown::{self, Length},
};
use crate::{
    bundle::{BundleError, Confirmation, Consent, Repository, Withheld, compare, examine, sign},
    cli::{Trouble, keys::With, snag::Snag, words::agrees},
};

pub(super) fn sign_at_desk(
    repository: &Repository,
    role: &str,
    with: &With,
    length: Length,
    mut confirmed: Vec<Confirmation>,
) -> Result<(), Trouble> {
    let now = Timestamp::now();
    let seen = examine(repository, role, now, length.whole)?;
    pages::show(&shown::everything(&seen, length, pages::columns()))?;
    let compared = &seen.comparison;
    let needed: Vec<Confirmation> = compared.needed.iter().filter(|needed| !confirmed.contains(needed)).cloned().collect();
    if !needed.is_empty() {
        if !can_ask() {
            return Err(BundleError::from(Withheld::Unconfirmed { needed }).into());
        }
        ask(&needed, "签名")?;
        confirmed.extend(needed);
    }
    if !with.yes && !agrees()? {
        return Err(Snag::NotAgreed { deed: "签名" }.into());
    }
    sign(repository, role, Consent { digest: compared.digest, confirmed, now }, &with.open()?)?;
    let missing = compare(repository, role, now)?.missing;
    let mut out = io::stdout();
    if missing.is_empty() {
        writeln!(out, "签好了，三个人都签了")?;
    } else {
        writeln!(out, "签好了。还要签：{}", missing.iter().map(|post| post.label()).collect::<Vec<_>>().join("、"))?;
    }
    for line in next::after_signing(repository, role, &missing)? {
        writeln!(out, "{line}")?;
    }
    Ok(())
}
