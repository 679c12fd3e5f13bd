//! A checked source becomes a draft.

use std::io::{self, Write};

use super::said::{ask, can_ask, still_needed};
use crate::{
    bundle::{BundleError, Repository, Wish, create, signers_of_draft},
    cli::{Trouble, library::print_faults},
    source::Source,
    text::size,
};

pub(super) fn draft(repository: &Repository, source: &Source, mut wish: Wish) -> Result<(), Trouble> {
    let mut out = io::stdout();
    let void = signers_of_draft(repository, &wish.role)?;
    for person in &void {
        writeln!(out, "已签，重新起草就作废：{person}")?;
    }
    let drafted = loop {
        let drafted = create(repository, source, &wish);
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
    if let Some(lied) = drafted.left_behind {
        let lied = crate::cli::words::day(lied);
        writeln!(out, "上一版写的发布时间是 {lied}，那时的时钟不准；这一版写的是现在")?;
    }
    writeln!(out, "下一步：处室、分管领导、主要领导各运行一次 gongkai bundle sign")?;
    Ok(())
}
