//! How far the printer is, for the page that asked for paper.

use crate::advice::Advice;

/// How far the printer is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Printing {
    /// It prints.
    Going,
    /// It has printed.
    Done,
    /// Nothing came out, and why.
    Failed(Box<Advice>),
}

impl Printing {
    /// In a line.
    pub(super) fn words(&self) -> String {
        match self {
            Self::Going => "正在打印……".to_owned(),
            Self::Done => "打好了，请拿走".to_owned(),
            Self::Failed(advice) => format!("{}（{}）", advice.what, advice.code),
        }
    }
}

impl From<Result<(), Box<Advice>>> for Printing {
    fn from(printed: Result<(), Box<Advice>>) -> Self {
        printed.map_or_else(Self::Failed, |()| Self::Done)
    }
}
