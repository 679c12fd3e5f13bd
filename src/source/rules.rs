//! `holidays.csv`, `remedies.csv`, `fees.csv`: the tables by which terminals and the office reckon legal dates, tell remedies, and ask for fees.

use crate::{
    policy::NoHolidays,
    request::{NoFees, NoRemedies, NoRules, check_rules},
};

use super::{
    fault::Faults,
    pages::{Page, Placed},
};

/// Reads a table; one with a fault is told, and forbids the whole source: a date that is reckoned wrongly costs somebody a right.
pub(super) fn read(name: &str, text: &str, faults: &mut Faults) -> Option<Placed> {
    let Err(why) = check_rules(name, text) else {
        let page = Page::Rules(name.to_owned(), text.to_owned());
        return Some(Placed { page, line: 1, leads: Vec::new(), bodies: Vec::new() });
    };
    let row = "请照 data/README.md 的例子改这一行。";
    match why {
        NoRules::Holidays(why) => holidays(&why, faults),
        NoRules::Remedies(NoRemedies { line }) => {
            faults.error(
                line,
                "这一行不是救济途径",
                "一行写 doors,since,words,source；doors 是 review_first、either、mixed 或者 unknown。",
            );
        }
        NoRules::Fees(NoFees { line }) => {
            faults.error(line, "这一行不是收费标准", "一行写 since,by,above,yuan,every,more；by 是 items 或者 pages，其余是整数。");
        }
        NoRules::Name => faults.error(None, "没有这种表", row),
    }
    None
}

fn holidays(why: &NoHolidays, faults: &mut Faults) {
    match why {
        NoHolidays::Undated => faults.error(1, "没有写这张表是哪一天的", "请在最前面写一行 # 日期：2026-11-10。"),
        NoHolidays::Row { line } => {
            faults.error(*line, "这一行不是放假安排", "一行写 2027-01-01,休,元旦；调休上班的写 班；自治地方自己的假日再写地方。");
        }
        NoHolidays::Pointless { line } => faults.error(*line, "这一天本来就上班", "调休上班只写星期六、星期日；请对照通知改日期。"),
        NoHolidays::Twice { line } => faults.error(*line, "这一天写了两次", "请删去一行。"),
        NoHolidays::NoNotice { year } => {
            faults.error(
                None,
                format!("没有写 {year} 年的通知"),
                format!("请写一行 # 国务院办公厅关于{year}年部分节假日安排的通知 https://……"),
            );
        }
        NoHolidays::Few { year, days } => {
            faults.error(None, format!("{year} 年只有 {days} 天休息，不全"), "一年的放假安排要写全，不然算出来的日期不对。");
        }
    }
}
