//! What can be left, and the form of each.

use crate::request::{CITIZEN, CORRECTION, OPINION, PLEASE_PUBLISH, PROBLEM, SATISFACTION, Schema};

/// What can be left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// 政府信息公开申请.
    Application,
    /// An opinion on a consultation.
    Opinion,
    /// 营商环境问题.
    Problem,
    /// 点题公开.
    Wish,
    /// 本条有误.
    Mistake,
    /// 满意度.
    Mark,
}

impl Paper {
    /// The form with which it begins; an organisation's application has another.
    pub fn schema(self) -> &'static Schema {
        match self {
            Self::Application => &CITIZEN,
            Self::Opinion => &OPINION,
            Self::Problem => &PROBLEM,
            Self::Wish => &PLEASE_PUBLISH,
            Self::Mistake => &CORRECTION,
            Self::Mark => &SATISFACTION,
        }
    }

    /// Its name at the head of its pages.
    pub fn title(self) -> &'static str {
        match self {
            Self::Application => "申请公开政府信息",
            Self::Opinion => "提意见",
            Self::Problem => "反映企业遇到的难处",
            Self::Wish => "点题公开",
            Self::Mistake => "这一条写错了",
            Self::Mark => "给这里打个分",
        }
    }

    /// What would be lost.
    pub fn lost(self) -> &'static str {
        match self {
            Self::Application => "您填的申请",
            Self::Opinion => "您写的意见",
            Self::Problem => "您写的难处",
            Self::Wish => "您写的想法",
            Self::Mistake => "您写的纠错",
            Self::Mark => "您的评价",
        }
    }

    /// Whether it is an application, before which more is to be said.
    pub fn is_application(self) -> bool {
        self == Self::Application
    }

    /// Whether it is about one record, whose title stands above what is asked.
    pub fn is_of_a_record(self) -> bool {
        matches!(self, Self::Opinion | Self::Mistake)
    }
}
