//! Disclosure marks (公开属性): the gate through which every paper passes.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// The four marks that a paper may carry; no others may be invented.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum DisclosureMark {
    /// 此件公开发布
    #[serde(rename = "此件公开发布")]
    Open,
    /// 此件删减后公开: only the cut version is ever held.
    #[serde(rename = "此件删减后公开")]
    OpenAfterRedaction,
    /// 此件依申请公开
    #[serde(rename = "此件依申请公开")]
    OnApplication,
    /// 此件不公开
    #[serde(rename = "此件不公开")]
    NotOpen,
}

/// The three attributes that local rules use, onto which the marks map (政府信息公开条例 arts. 13–16).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DisclosureAttribute {
    /// 主动公开
    ProactiveDisclosure,
    /// 依申请公开
    ByApplication,
    /// 不予公开
    NotDisclosed,
}

impl DisclosureMark {
    /// All marks.
    pub const ALL: [Self; 4] = [Self::Open, Self::OpenAfterRedaction, Self::OnApplication, Self::NotOpen];

    /// The mark as printed.
    pub fn label(self) -> &'static str {
        match self {
            Self::Open => "此件公开发布",
            Self::OpenAfterRedaction => "此件删减后公开",
            Self::OnApplication => "此件依申请公开",
            Self::NotOpen => "此件不公开",
        }
    }

    /// The attribute it maps to.
    pub fn attribute(self) -> DisclosureAttribute {
        match self {
            Self::Open | Self::OpenAfterRedaction => DisclosureAttribute::ProactiveDisclosure,
            Self::OnApplication => DisclosureAttribute::ByApplication,
            Self::NotOpen => DisclosureAttribute::NotDisclosed,
        }
    }

    /// Whether the text may stand on a terminal.
    pub fn permits_display(self) -> bool {
        self.attribute() == DisclosureAttribute::ProactiveDisclosure
    }
}

impl DisclosureAttribute {
    /// The attribute as local rules print it.
    pub fn label(self) -> &'static str {
        match self {
            Self::ProactiveDisclosure => "主动公开",
            Self::ByApplication => "依申请公开",
            Self::NotDisclosed => "不予公开",
        }
    }
}

impl fmt::Display for DisclosureMark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.label())
    }
}

impl FromStr for DisclosureMark {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let text = text.trim().trim_matches(['（', '）', '(', ')']);
        Self::ALL.into_iter().find(|mark| mark.label() == text).ok_or(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_two_marks_permit_display() {
        let permitted: Vec<_> = DisclosureMark::ALL.into_iter().filter(|mark| mark.permits_display()).map(DisclosureMark::label).collect();
        assert_eq!(permitted, ["此件公开发布", "此件删减后公开"]);
        assert_eq!("（此件公开发布）".parse(), Ok(DisclosureMark::Open));
        assert_eq!("主动公开".parse::<DisclosureMark>(), Err(()));
    }
}
