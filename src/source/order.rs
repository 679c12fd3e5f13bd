//! `order.txt`: what stands before all else in lists of what people come for, one record a line.

use crate::policy::RecordId;

use super::{
    fault::Faults,
    pages::{Page, Placed},
};

/// Records in one file: each of them is looked for at every list.
const MOST: usize = 200;

/// Reads the records, by id, number or title as in every link; whether they are there shows when all is read.
pub(super) fn read(text: &str, faults: &mut Faults) -> Placed {
    let (mut ids, mut lines): (Vec<RecordId>, Vec<usize>) = (Vec::new(), Vec::new());
    for (line, written) in (1..).zip(text.lines()) {
        let written = written.trim();
        if written.is_empty() || written.starts_with('#') {
            continue;
        }
        // Titles may have blanks, names of records have none.
        match written.split_whitespace().collect::<String>().parse() {
            Ok(id) => {
                ids.push(id);
                lines.push(line);
            }
            Err(_) => faults.error(line, format!("“{written}”不是编号、文号或者标题"), "一行写一个；说明请以 # 开头。"),
        }
    }
    if ids.len() > MOST {
        faults.error(None, format!("排了超过 {MOST} 个"), "请只排大家最常来办的，其余的按打开的次数排。");
    }
    Placed { page: Page::Order(ids), line: 1, leads: lines, bodies: Vec::new() }
}
