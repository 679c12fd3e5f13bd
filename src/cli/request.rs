//! `gongkai request`: legal dates of matters.

use std::{
    fs::File,
    io::{self, BufReader, Write},
    path::PathBuf,
};

use clap::Subcommand;
use serde::Serialize;

use super::{Trouble, snag::Snag};
use crate::request::{Case, Dates, RequestError, cases, fee_by_items, fee_by_pages, reckon};

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
    },
}

impl Request {
    pub(super) fn run(self) -> Result<(), Trouble> {
        let path = match self {
            Self::Dates { cases } => cases,
            Self::Fee { items, pages } => {
                let yuan = items.map_or_else(|| fee_by_pages(pages.unwrap_or(0)), fee_by_items);
                writeln!(io::stdout(), "{yuan} 元")?;
                return Ok(());
            }
        };
        let file = File::open(&path).map_err(|source| Snag::Unread { what: "事项", path, source })?;
        let mut out = io::stdout().lock();
        let mut unread: Option<RequestError> = None;
        for case in cases(BufReader::new(file)) {
            match case {
                Ok(Case { id, events }) => writeln!(out, "{}", serde_json::to_string(&Reckoned { id, dates: reckon(&events) })?)?,
                Err(error) => unread = unread.or(Some(error)),
            }
        }
        unread.map_or(Ok(()), |error| Err(error.into()))
    }
}
