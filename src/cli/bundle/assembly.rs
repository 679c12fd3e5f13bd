//! The packer hears which drafts go out, and sends them.

use std::io::{self, Write};

use jiff::Timestamp;

use super::{
    said::{ask, can_ask, still_needed},
    shown,
};
use crate::{
    bundle::{Confirmation, ROOT, Repository, compare, publish},
    cli::{
        Trouble,
        keys::With,
        snag::Snag,
        words::{agrees, shell},
    },
};

pub(super) fn publish_drafts(repository: &Repository, with: &With, mut confirmed: Vec<Confirmation>) -> Result<(), Trouble> {
    let now = Timestamp::now();
    let mut out = io::stdout();
    let drafts: Vec<String> = repository.drafts()?.into_iter().filter(|name| name != ROOT).collect();
    if drafts.is_empty() && repository.release()?.is_none() {
        return Err(Snag::NothingDrafted.into());
    }
    if drafts.is_empty() {
        writeln!(out, "没有等着发布的草稿，内容照旧，只重新写一份清单")?;
    }
    let mut signed = true;
    for name in &drafts {
        let compared = compare(repository, name, now)?;
        signed &= compared.missing.is_empty();
        for line in shown::draft(&compared) {
            writeln!(out, "{line}")?;
        }
    }
    // Nobody is asked about what cannot go out yet.
    if !with.yes && !drafts.is_empty() && signed && can_ask() && !agrees()? {
        return Err(Snag::NotAgreed { deed: "发布" }.into());
    }
    let key = with.open()?;
    let verified = loop {
        let published = publish(repository, &key, now, &confirmed);
        let Some(needed) = still_needed(&published).filter(|_| can_ask()) else { break published? };
        ask(&needed, "发布")?;
        confirmed.extend(needed);
    };
    writeln!(out, "发布好了：第 {} 版，核对码 {}", verified.release.number, verified.release.check_digits())?;
    writeln!(
        out,
        "下一步，插上 U 盘：\n  gongkai stick prepare /media/GONGKAI --repo {}    （U 盘插上以后的文件夹）",
        shell(repository.place())
    )?;
    Ok(())
}
