//! What a review is called, and in which order reviews come (三审三校, 保密审查, 隐私审查).

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// One review of a document. The order is that in which they are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ReviewStep {
    /// 一审
    #[serde(rename = "一审")]
    FirstReview,
    /// 一校
    #[serde(rename = "一校")]
    FirstProof,
    /// 二审
    #[serde(rename = "二审")]
    SecondReview,
    /// 二校
    #[serde(rename = "二校")]
    SecondProof,
    /// 三审
    #[serde(rename = "三审")]
    ThirdReview,
    /// 三校
    #[serde(rename = "三校")]
    ThirdProof,
    /// 保密审查
    #[serde(rename = "保密审查")]
    Secrecy,
    /// 隐私审查
    #[serde(rename = "隐私审查")]
    Privacy,
}

impl ReviewStep {
    /// All of them, in their order.
    pub const ALL: [Self; 8] = [
        Self::FirstReview,
        Self::FirstProof,
        Self::SecondReview,
        Self::SecondProof,
        Self::ThirdReview,
        Self::ThirdProof,
        Self::Secrecy,
        Self::Privacy,
    ];

    /// What it is called.
    pub fn label(self) -> &'static str {
        match self {
            Self::FirstReview => "一审",
            Self::FirstProof => "一校",
            Self::SecondReview => "二审",
            Self::SecondProof => "二校",
            Self::ThirdReview => "三审",
            Self::ThirdProof => "三校",
            Self::Secrecy => "保密审查",
            Self::Privacy => "隐私审查",
        }
    }

    /// The level of a review or a proofreading. One person may do both of one level, and nothing of another.
    pub fn level(self) -> Option<u8> {
        match self {
            Self::FirstReview | Self::FirstProof => Some(1),
            Self::SecondReview | Self::SecondProof => Some(2),
            Self::ThirdReview | Self::ThirdProof => Some(3),
            Self::Secrecy | Self::Privacy => None,
        }
    }
}

impl fmt::Display for ReviewStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.label())
    }
}

impl FromStr for ReviewStep {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|step| step.label() == text.trim()).ok_or(())
    }
}
