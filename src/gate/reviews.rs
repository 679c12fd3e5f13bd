//! Reviews that are missing, documents that were sent back, and what their conversion asked and nobody answered.

use std::path::PathBuf;

use super::{Objection, Reason, Report, Told};
use crate::{
    convert::Level,
    editing::{Bench, Cause, Item},
    review::{ReviewError, Step},
};

/// Looks at the records of every document. Returns the findings that people released: the file, and the words.
pub(super) fn look(bench: &Bench, report: &mut Report, told: &Told<'_>) -> Result<Vec<(PathBuf, String)>, ReviewError> {
    let wanted = &bench.settings().reviews;
    let (items, damaged) = bench.items_told(&|done, all| told("看审核记录", done, all))?;
    for (id, error) in damaged {
        let ReviewError::Damaged { line, .. } = error else { return Err(error) };
        let what = format!("{id} 的审核记录第 {line} 行损坏或被改过");
        report.objections.push(objection(PathBuf::from(id), Reason::ReviewMissing, what, "请从另一份备份合并记录，或者重新审核"));
    }
    let mut released = Vec::new();
    for item in &items {
        released.extend(item.reviewed.state.released.iter().map(|(finding, _, _)| (item.file.clone(), finding.clone())));
        report.objections.extend(of(item, wanted));
    }
    Ok(released)
}

fn of(item: &Item, wanted: &[Step]) -> Vec<Objection> {
    let mut found = Vec::new();
    let state = &item.reviewed.state;
    let mut stop = |reason: Reason, what: String, mend: &str| found.push(objection(item.file.clone(), reason, what, mend));
    if let Some((step, reason)) = &state.returned {
        stop(Reason::Returned, format!("{step}退回：{reason}"), "请改好以后重新审核");
    }
    if let Some(reason) = &state.void {
        stop(Reason::Returned, format!("已定为不收：{reason}"), "请把这个文件移出来源");
    }
    let missing: Vec<&str> = state.missing(wanted).into_iter().map(Step::label).collect();
    if !missing.is_empty() {
        let changed = if state.stale.is_empty() { "" } else { "（审过以后正文改动过，原来的审核不再算数）" };
        stop(Reason::ReviewMissing, format!("缺{}{changed}", missing.join("、")), "请完成审核");
    }
    let unsigned = item.reviewed.unsigned.len();
    if unsigned > 0 {
        let what = format!("{unsigned} 条审核记录没有本人签名，不算数");
        let mend = "请记在名下的人看 gongkai content review history：不是自己做的，就是别人写进去的";
        found.push(Objection { stops: false, ..objection(item.file.clone(), Reason::ReviewMissing, what, mend) });
    }
    for question in &item.questions {
        if let Cause::Told(finding) = &question.cause {
            found.push(Objection {
                reason: Reason::Finding(finding.code),
                stops: question.level == Level::Error,
                file: item.file.clone(),
                line: None,
                what: finding.words.clone(),
                mend: String::new(),
            });
        }
    }
    found
}

fn objection(file: PathBuf, reason: Reason, what: String, mend: &str) -> Objection {
    Objection { reason, stops: true, file, line: None, what, mend: mend.to_owned() }
}
