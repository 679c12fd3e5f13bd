//! Sources that cannot be opened. Faults inside them tell themselves, with file and line.

#![deny(clippy::wildcard_enum_match_arm)]

use super::{Advice, Advise, machine::said};
use crate::source::SourceError;

impl Advise for SourceError {
    fn advice(&self) -> Advice {
        match self {
            Self::Unreachable { path, source } => Advice::new(
                self.code(),
                format!("{} 打不开（{source}）", path.display(), source = said(source)),
                "检查路径有没有写错，U 盘有没有插好",
            ),
            Self::NotASource { path } => Advice::new(
                self.code(),
                format!("{} 既不是文件夹，也不是 .jsonl 文件", path.display()),
                "给出内容文件夹，或者导出的 .jsonl 文件；压缩文件先解开",
            ),
            Self::Nothing { path } => Advice::new(
                self.code(),
                format!("{} 里没有可以读的内容", path.display()),
                "内容是 .md、.csv、.jsonl 文件；写法见 data/README.md",
            ),
        }
    }
}
