//! What was written down of requests and cannot be used.

#![deny(clippy::wildcard_enum_match_arm)]

use super::{Advice, Advise};
use crate::request::RequestError;

impl Advise for RequestError {
    fn advice(&self) -> Advice {
        match self {
            Self::CaseUnread { line, .. } => Advice::new(
                self.code(),
                format!("第 {line} 行不是一件事项：缺编号，或者日期不对，或者不是这种格式"),
                "照例子改这一行：要有 id 和 events，日期写成 2026-11-20；别的行已经算出来了",
            ),
            Self::CaseTooLong { line } => {
                Advice::new(self.code(), format!("第 {line} 行长得不正常，后面的没有再读"), "一件事项写一行；看看是不是选错了文件")
            }
        }
    }
}
