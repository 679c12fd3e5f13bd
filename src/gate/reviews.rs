//! Reviews that are missing, and documents that were sent back.

use std::path::PathBuf;

use super::{Objection, Reason, Report, objection::document};
use crate::review::{Office, ReviewError};

/// Looks at the records of every document. Returns the findings that people released: the file, and the words.
pub(super) fn look(office: &Office, report: &mut Report) -> Result<Vec<(PathBuf, String)>, ReviewError> {
    if !office.keeps_records() {
        return Ok(Vec::new());
    }
    let wanted = office.settings()?.reviews;
    let mut released = Vec::new();
    for id in office.ids()? {
        let file = document(&id);
        let objection = |reason: Reason, what: String, mend: &str| Objection {
            reason,
            stops: true,
            file: file.clone(),
            line: None,
            what,
            mend: mend.to_owned(),
        };
        let state = match office.open(&id) {
            Ok(reviewed) => reviewed.state,
            Err(ReviewError::Damaged { line, .. }) => {
                let what = format!("审核记录第 {line} 行损坏或被改过");
                report.objections.push(objection(Reason::ReviewMissing, what, "请从另一份备份合并记录，或者重新审核"));
                continue;
            }
            Err(error) => return Err(error),
        };
        released.extend(state.released.iter().map(|(finding, _, _)| (file.clone(), finding.clone())));
        if let Some((step, reason)) = &state.returned {
            report.objections.push(objection(Reason::Returned, format!("{step}退回：{reason}"), "请改好以后重新审核"));
        }
        if let Some(reason) = &state.void {
            report.objections.push(objection(Reason::Returned, format!("已定为不收：{reason}"), "请把这个文件移出来源"));
        }
        let missing: Vec<&str> = state.missing(&wanted).into_iter().map(crate::review::Step::label).collect();
        if !missing.is_empty() {
            let changed = if state.stale.is_empty() { "" } else { "（审过以后正文改动过，原来的审核不再算数）" };
            report.objections.push(objection(Reason::ReviewMissing, format!("缺{}{changed}", missing.join("、")), "请完成审核"));
        }
    }
    Ok(released)
}
