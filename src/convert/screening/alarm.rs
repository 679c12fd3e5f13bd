//! What screening says of a text: a line, what is there, and the words, masked.

use serde::Serialize;

use super::super::Level;

/// What an alarm is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// An identity number of 18.
    Id18,
    /// One of 15.
    Id15,
    /// A mobile phone.
    Mobile,
    /// A bank card.
    Card,
    /// A certificate or account with its label.
    Certificate,
    /// An address below the township.
    Address,
    /// A person with sex, birth or the like.
    Person,
    /// Illness, poverty, penalty beside a name.
    Circumstance,
    /// A mark of secrecy, or papers for inside.
    Secret,
    /// Plates, accounts of chats, mail, numbers of pupils and patients.
    Other,
}

/// Something that a person has to answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Alarm {
    /// The line it begins on, from 1.
    pub line: usize,
    /// What it is about.
    pub kind: Kind,
    /// The words, masked.
    pub text: String,
    /// How grave.
    pub level: Level,
}

/// What a roster is called.
const ROSTER: &str = "名册：";

impl Alarm {
    /// Rows of names, told once at the first of them.
    pub(super) fn of_rows(line: usize, rows: usize) -> Self {
        Self { line, kind: Kind::Person, text: format!("{ROSTER}连续{rows}行姓名与个人情况"), level: Level::Error }
    }

    /// Whether it is about rows together: each is masked by itself.
    pub fn is_of_rows(&self) -> bool {
        self.text.starts_with(ROSTER)
    }
}

/// A stretch of a folded text that gives alarm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hit {
    pub(super) kind: Kind,
    pub(super) level: Level,
    pub(super) from: usize,
    pub(super) to: usize,
}

impl Kind {
    /// Whether it is a number that is known by its digits.
    pub(super) fn is_number(self) -> bool {
        matches!(self, Self::Id18 | Self::Id15 | Self::Mobile | Self::Card)
    }

    /// What it is called in front of people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Id18 => "公民身份号码",
            Self::Id15 => "15位身份证号",
            Self::Mobile => "手机号码",
            Self::Card => "银行卡号",
            Self::Certificate => "证件或个人账号",
            Self::Address => "住址",
            Self::Person => "个人信息",
            Self::Circumstance => "个人隐私情形",
            Self::Secret => "密级或内部标志",
            Self::Other => "其他个人标识",
        }
    }
}
