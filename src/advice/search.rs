//! Searches and quality runs that fail.

#![deny(clippy::wildcard_enum_match_arm)]

use super::{
    Advice, Advise,
    machine::{index, said},
    objection::misread,
};
use crate::{
    bundle::Misread,
    lab::{JudgementError, RunError},
    search::SearchError,
};

impl Advise for SearchError {
    fn advice(&self) -> Advice {
        match self {
            Self::Index(source) => {
                Advice::new(self.code(), format!("索引读不出来（{}）", index(source)), "用 gongkai library build 重新建库")
            }
            Self::Lost { asked, missed, first } => Advice::new(
                self.code(),
                format!("抽查了 {asked} 条内容，有 {missed} 条用自己的标题搜不到（例如 {first}）"),
                "不要使用这个库，用 gongkai library build 重新建库",
            ),
            Self::Lists(source) => Advice::new(
                self.code(),
                format!("索引的文件读不出来（{source}）", source = said(source)),
                "用 gongkai library build 重新建库",
            ),
        }
    }
}

impl Advise for JudgementError {
    fn advice(&self) -> Advice {
        match self {
            Self::Line { line } => {
                Advice::new(self.code(), format!("答案文件第 {line} 行读不懂"), "每行写一个：问题编号、内容编号、2 或 1，用制表符隔开")
            }
            Self::Io(source) => Advice::new(self.code(), format!("读答案时出错（{source}）", source = said(source)), "检查文件路径"),
        }
    }
}

impl Advise for RunError {
    fn advice(&self) -> Advice {
        match self {
            Self::Question { line, source } => Advice::new(
                self.code(),
                format!("问题文件第 {line} 行读不懂（{}）", misread(&Misread::json(source))),
                "每行写一个：{\"id\": \"q1\", \"text\": \"退休金怎么领\"}",
            ),
            Self::Io(source) => {
                Advice::new(self.code(), format!("读问题或写结果时出错（{source}）", source = said(source)), "检查文件路径和硬盘空间")
            }
            Self::Search(error) => error.advice(),
        }
    }
}
