//! A checked source becomes a draft.

use std::io::{self, Write};

use super::{
    desk, next,
    said::{ask, can_ask, still_needed},
    shown::{Length, SHOWN, unreviewed_words},
};
use crate::{
    bundle::{BundleError, LONGEST_REASON, Post, Repository, Wish, create, elsewhere, is_longer, signers_of_draft},
    cli::{Trouble, keys::With, library::print_faults, snag::Snag},
    source::Source,
    text::size,
};

pub(super) fn draft(repository: &Repository, source: Source, mut wish: Wish, mine: Option<&With>) -> Result<(), Trouble> {
    let mut out = io::stdout();
    if is_longer(&wish.reason, LONGEST_REASON) {
        return Err(Snag::TooLong { what: "下架的原因", most: LONGEST_REASON }.into());
    }
    let source = source.knowing(elsewhere(repository, &wish)?);
    let void = signers_of_draft(repository, &wish.role)?;
    for person in &void {
        writeln!(out, "已签，重新起草就作废：{person}")?;
    }
    let drafted = loop {
        let drafted = create(repository, &source, &wish);
        let Some(needed) = still_needed(&drafted).filter(|_| can_ask()) else { break drafted };
        ask(&needed, "起草")?;
        wish.confirmed.extend(needed);
    };
    if let Err(BundleError::Faulty(faults)) = &drafted {
        print_faults(faults);
    }
    let drafted = drafted?;
    print_faults(&drafted.warnings);
    writeln!(out, "起草好了第 {} 版：{} 条，{}", drafted.version, drafted.records, drafted.changes.in_words())?;
    writeln!(out, "新的部分 {}，其余沿用上一版", size(drafted.new_bytes))?;
    if let Some(words) = unreviewed_words(&wish.reviews, drafted.records).filter(|_| !wish.reviews.is_empty()) {
        writeln!(out, "{words}")?;
    }
    if let Some(lied) = drafted.left_behind {
        let lied = crate::cli::words::day(lied);
        writeln!(out, "上一版写的发布时间是 {lied}，那时的时钟不准；这一版写的是现在")?;
    }
    if let Some(mine) = mine {
        writeln!(out, "签名以前，看一遍要签的全部：")?;
        return desk::sign_at_desk(repository, &wish.role, mine, Length { most: SHOWN, whole: false }, wish.confirmed);
    }
    for line in next::after_signing(repository, &wish.role, &Post::DESKS)? {
        writeln!(out, "{line}")?;
    }
    Ok(())
}
