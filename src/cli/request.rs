//! `gongkai request`: legal dates of matters.

use std::{
    fs::{self, File},
    io::{self, BufReader, Write},
    path::PathBuf,
};

use clap::Subcommand;
use jiff::civil::Date;
use serde::Serialize;

use super::{Trouble, snag::Snag};
use crate::{
    advice::missing_notice,
    policy::{holidays, misses_next_year},
    register::RegisterError,
    request::{
        Case, Dates, Doors, Due, RULE_FILES, RequestError, cases, check_rules, fee_by_items, fee_by_pages, reckon, remedy_words, take_rules,
    },
};

/// A matter with its dates, as a line of the answer.
#[derive(Debug, Serialize)]
struct Reckoned {
    id: String,
    dates: Dates,
}

/// 依申请公开：期限
#[derive(Debug, Subcommand)]
pub(super) enum Request {
    /// 按法律和放假安排，算每件事项的各个日期
    #[command(
        after_help = "例：\n  gongkai request dates --cases 事项.jsonl\n\n一行一件：{\"id\":\"1\",\"events\":[{\"what\":\"received\",\"on\":\"2026-06-01\",\"by\":\"in_person\"}]}\n打印 {\"id\":\"1\",\"dates\":{\"reply_by\":\"2026-06-30\"…}}；不能说的写 \"no_date\"（时钟不对、下一年的放假通知还没有装），法律没有给的写 null。\n事情（what）：received 收到，correction_asked/corrected 补正，third_party_asked/third_party_answered 第三方，co_author_… 共同制作机关，\nextension_told 延期，fee_asked/fee_paid 收费，decision_served 答复送达（article 写条款），right_learned 知道救济途径，\nreview_accepted/review_decided/review_overdue 复议，formed 信息形成，region 民族自治地方的假日，clock 机器时钟，today 今天。\n状态：0 都读懂了，1 有的行读不懂（其余的照样打印）。"
    )]
    Dates {
        /// 事项，一行一件
        #[arg(long, value_name = "文件")]
        cases: PathBuf,
        #[command(flatten)]
        rules: RuleTables,
    },
    /// 按什么算：有哪些年的放假安排，依据哪个通知，缺哪一年
    #[command(
        after_help = "例：\n  gongkai request rules                  程序自带的\n  gongkai request rules --rules 内容      加上来源文件夹里的"
    )]
    Rules {
        #[command(flatten)]
        rules: RuleTables,
    },
    /// 信息处理费：按件或者按页，只收一种；一般的申请不收费
    #[command(
        after_help = "例：\n  gongkai request fee --items 35    同一申请人一个自然月内的件数\n  gongkai request fee --pages 120   一件申请提供的页数（A4 单面）\n\n依据：国办函〔2020〕109号。"
    )]
    Fee {
        /// 件数
        #[arg(long, value_name = "件", required_unless_present = "pages", conflicts_with = "pages")]
        items: Option<u64>,
        /// 页数
        #[arg(long, value_name = "页")]
        pages: Option<u64>,
        #[command(flatten)]
        rules: RuleTables,
    },
}

/// Where newer tables lie than those in the program.
#[derive(Debug, clap::Args)]
pub(super) struct RuleTables {
    /// 来源文件夹，里面有 holidays.csv、remedies.csv、fees.csv；新的那张算数
    #[arg(long = "rules", value_name = "来源")]
    folder: Option<PathBuf>,
}

impl RuleTables {
    /// Reckons by them.
    fn take(&self) -> Result<(), Trouble> {
        let Some(folder) = &self.folder else { return Ok(()) };
        let mut tables = Vec::new();
        for name in RULE_FILES {
            let path = folder.join(name);
            if path.is_file() {
                let text = fs::read_to_string(&path).map_err(|source| Snag::Unread { what: "规则表", path: path.clone(), source })?;
                let text = text.trim_start_matches('\u{feff}').to_owned();
                check_rules(name, &text).map_err(|_| RegisterError::NoRules { name: name.to_owned(), why: "faulty" })?;
                tables.push((name, text));
            }
        }
        take_rules(&tables.iter().map(|(name, text)| (*name, text.as_str())));
        Ok(())
    }
}

/// What is reckoned by now.
pub(super) fn print_rules(today: Date) -> Result<(), Trouble> {
    let mut out = io::stdout();
    let holidays = holidays();
    for (year, notice) in holidays.notices() {
        writeln!(out, "{year} 年：{notice}")?;
    }
    let regional = holidays.regional();
    if let (Some(first), Some(last)) = (regional.first(), regional.last()) {
        writeln!(out, "自治地方自己的假日：{} 天，{first} 到 {last}", regional.len())?;
    }
    for doors in [Doors::ReviewFirst, Doors::Either, Doors::Mixed, Doors::Unknown] {
        if let Some(remedy) = remedy_words(doors, today) {
            writeln!(out, "救济途径（{} 起）：{}（{}）", remedy.since, remedy.words, remedy.source)?;
        }
    }
    if misses_next_year(today) {
        writeln!(out, "{}", missing_notice(today.year() + 1))?;
    }
    Ok(())
}

impl Request {
    pub(super) fn run(self) -> Result<(), Trouble> {
        let today = crate::text::now().date();
        match self {
            Self::Dates { cases, rules } => {
                rules.take()?;
                dates(cases, today)
            }
            Self::Rules { rules } => {
                rules.take()?;
                print_rules(today)
            }
            Self::Fee { items, pages, rules } => {
                rules.take()?;
                let yuan = items.map_or_else(|| fee_by_pages(pages.unwrap_or(0), today), |items| fee_by_items(items, today));
                writeln!(io::stdout(), "{yuan} 元")?;
                Ok(())
            }
        }
    }
}

fn dates(path: PathBuf, today: Date) -> Result<(), Trouble> {
    let file = File::open(&path).map_err(|source| Snag::Unread { what: "事项", path, source })?;
    let mut out = io::stdout().lock();
    let mut unread: Option<RequestError> = None;
    let mut doubtful = false;
    for case in cases(BufReader::new(file)) {
        match case {
            Ok(Case { id, events }) => {
                let dates = reckon(&events);
                doubtful |= dates.values().any(|due| *due == Due::Doubtful);
                writeln!(out, "{}", serde_json::to_string(&Reckoned { id, dates })?)?;
            }
            Err(error) => unread = unread.or(Some(error)),
        }
    }
    if doubtful && misses_next_year(today) {
        writeln!(io::stderr(), "{}", missing_notice(today.year() + 1))?;
    }
    unread.map_or(Ok(()), |error| Err(error.into()))
}
