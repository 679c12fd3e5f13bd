//! What somebody does to documents by command.

use std::{
    io::{self, Write},
    path::Path,
};

use super::{Deed, Reply, bench, said, told};
use crate::{
    cli::Trouble,
    editing::{Answer, Bench, Item},
    review::{ReviewError, Step},
    text::clean,
};

impl Deed {
    pub(super) fn run(self) -> Result<(), Trouble> {
        match self {
            Self::List { folder, stage, json } => told::list(&bench(&folder)?, stage.as_deref(), json),
            Self::Show { one, json } => {
                let item = bench(&one.folder)?.item(&one.id)?;
                if json { told::object(&item) } else { told::whole(&item) }
            }
            Self::Set { one, field, value, hand } => {
                let (who, bench) = hand.at(&one.folder)?;
                after(&bench.set(&one.id, &who, field, &value)?)
            }
            Self::Confirm { several, fields, hand } => {
                let (who, bench) = hand.at(&several.folder)?;
                several.ids.iter().try_for_each(|id| after(&bench.confirm(id, &who, &fields)?))
            }
            Self::Edit { one, old, new, hand } => {
                let (who, bench) = hand.at(&one.folder)?;
                after(&bench.edit(&one.id, &who, &old, &new)?)
            }
            Self::Adopt { one, hand } => {
                let (who, bench) = hand.at(&one.folder)?;
                after(&bench.adopt(&one.id, &who)?)
            }
            Self::Mask(reply) => reply.answer(&Answer::Mask),
            Self::Cut(reply) => reply.answer(&Answer::Cut),
            Self::Mend(reply) => reply.answer(&Answer::Mend),
            Self::Link(reply) => reply.answer(&Answer::Tie),
            Self::Unlink(reply) => reply.answer(&Answer::Apart),
            Self::Release { reply, reason } => {
                let reason = said(reason, "为什么可以这样公开")?.ok_or(ReviewError::Reasonless)?;
                reply.answer(&Answer::Release(reason))
            }
            Self::Pass { several, step, read, hand } => {
                let (who, bench) = hand.at(&several.folder)?;
                several.ids.iter().try_for_each(|id| pass(&bench, id, &who, step, read))
            }
            Self::Return { one, step, reason, hand } => {
                let (who, bench) = hand.at(&one.folder)?;
                let reason = said(reason, "为什么退回")?.ok_or(ReviewError::Reasonless)?;
                after(&bench.send_back(&one.id, &who, step, &reason)?)
            }
            Self::Refuse { one, reason, hand } => {
                let (who, bench) = hand.at(&one.folder)?;
                let reason = said(reason, "为什么不收")?.ok_or(ReviewError::Reasonless)?;
                after(&bench.refuse(&one.id, &who, &reason)?)
            }
            Self::Undo { one, hand } => {
                let (who, bench) = hand.at(&one.folder)?;
                after(&bench.undo(&one.id, &who)?)
            }
            Self::History { one } => {
                let bench = bench(&one.folder)?;
                told::history(&bench.item(&one.id)?, &bench.office().keys()?)
            }
            Self::Merge { folder, other } => merge(&folder, &other),
        }
    }
}

impl Reply {
    fn answer(self, answer: &Answer) -> Result<(), Trouble> {
        let (who, bench) = self.hand.at(&self.one.folder)?;
        after(&bench.answer(&self.one.id, &who, self.number, answer)?)
    }
}

/// Passes a review; where nobody says that the text was read, it is shown, and then asked for.
fn pass(bench: &Bench, id: &str, who: &str, step: Step, read: bool) -> Result<(), Trouble> {
    let read = read || {
        told::whole(&bench.item(id)?)?;
        said(None, "从头到尾看过了，就输入“已通读”")?.is_some_and(|words| words == "已通读")
    };
    after(&bench.pass(id, who, step, read)?)
}

/// How a document stands after a deed.
fn after(item: &Item) -> Result<(), Trouble> {
    let (fields, questions) = (item.open_rows(), item.questions.len());
    let open = if fields + questions > 0 { format!("，{fields} 栏待确认，{questions} 个问题") } else { String::new() };
    writeln!(io::stdout(), "{}  {}{open}  {}", item.id, item.stage, clean(&item.title()))?;
    Ok(())
}

fn merge(folder: &Path, other: &Path) -> Result<(), Trouble> {
    let bench = bench(folder)?;
    let (new, apart) = bench.merge(other)?;
    let mut out = io::stdout();
    writeln!(out, "合并了 {new} 条新的记录")?;
    let unsigned: usize = bench.items()?.0.iter().map(|item| item.reviewed.unsigned.len()).sum();
    if unsigned > 0 {
        writeln!(out, "提醒  {unsigned} 条记录没有本人签名，不算数；用 history 看是哪些")?;
    }
    for id in &apart {
        writeln!(out, "提醒  {}: 两边的正文不一样，没有动；请对照着改成一样，再重新审核", clean(id))?;
    }
    Ok(())
}
