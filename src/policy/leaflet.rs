//! Leaflets: pages of plain words with a few doors below. How to use the terminal, how to apply, whom to ask.

use serde::{Deserialize, Serialize};

use super::{Door, PageId, Table};

/// A page of plain words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leaflet {
    /// By which doors lead here.
    pub id: PageId,
    /// In front of people.
    pub title: String,
    /// Its lines, in order. All text may hold [`Placeholder`]s.
    pub lines: Vec<LeafletLine>,
    /// The ways on from here, in order.
    pub doors: Vec<Door>,
}

impl Leaflet {
    /// 公开指南, and how to use the terminal.
    pub const GUIDE: &'static str = "guide";
    /// 依申请公开.
    pub const APPLY: &'static str = "apply";
    /// 叫工作人员.
    pub const STAFF: &'static str = "staff";
    /// What hinders firms (营商环境问题): at a terminal the form itself is opened instead.
    pub const PROBLEM: &'static str = "problem";
    /// These the screens themselves lead to, whatever the boards say.
    pub const STANDING: [&'static str; 3] = [Self::GUIDE, Self::APPLY, Self::STAFF];
}

/// One part of what a leaflet says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LeafletLine {
    /// A heading with its depth; 1 is the widest.
    Heading(u8, String),
    /// A paragraph.
    Paragraph(String),
    /// One of a list, with its mark as printed: `1.`, `·`.
    Item(String, String),
    /// A name with its colon, and its value.
    Field(String, String),
    /// A table.
    Table(Table),
}

/// A word of the terminal's settings that a leaflet may name, written `{受理单位}`: it differs from hall to hall while the leaflet does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placeholder {
    /// Name of the hall.
    Hall,
    /// Name of the zone.
    Zone,
    /// The desk where a person helps.
    HelpDesk,
    /// Its phone.
    HelpPhone,
    /// The phone for complaints.
    ComplaintPhone,
    /// The unit that takes applications.
    Unit,
    /// Its phone.
    UnitPhone,
    /// Its address.
    UnitAddress,
    /// When someone is there.
    UnitHours,
}

impl Placeholder {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Hall,
        Self::Zone,
        Self::HelpDesk,
        Self::HelpPhone,
        Self::ComplaintPhone,
        Self::Unit,
        Self::UnitPhone,
        Self::UnitAddress,
        Self::UnitHours,
    ];

    /// The word between the braces.
    pub fn label(self) -> &'static str {
        match self {
            Self::Hall => "大厅名称",
            Self::Zone => "专区名称",
            Self::HelpDesk => "服务台",
            Self::HelpPhone => "服务台电话",
            Self::ComplaintPhone => "监督电话",
            Self::Unit => "受理单位",
            Self::UnitPhone => "受理电话",
            Self::UnitAddress => "受理地址",
            Self::UnitHours => "受理时间",
        }
    }

    /// The words between braces in a text, known or not, each with the byte at which its brace opens. A brace that does not close opens none.
    pub fn written_in(text: &str) -> Vec<(usize, &str)> {
        let mut written = Vec::new();
        let mut at = 0;
        while let Some((open, length, word)) = text.get(at..).and_then(first) {
            written.push((at + open, word));
            at += open + length;
        }
        written
    }

    /// A text with every known placeholder replaced. What is put in its place is not looked through again.
    pub fn fill<'v>(text: &str, value: impl Fn(Self) -> &'v str) -> String {
        let mut filled = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((open, length, word)) = first(rest) {
            let (before, from) = rest.split_at_checked(open).unwrap_or((rest, ""));
            let (written, after) = from.split_at_checked(length).unwrap_or((from, ""));
            filled.push_str(before);
            let known = Self::ALL.into_iter().find(|known| known.label() == word);
            match known {
                Some(known) => filled.push_str(value(known)),
                None => filled.push_str(written),
            }
            rest = after;
        }
        filled.push_str(rest);
        filled
    }
}

/// The first word between braces: where its brace opens, its bytes with both braces, the word.
fn first(text: &str) -> Option<(usize, usize, &str)> {
    let mut open = None;
    for (at, c) in text.char_indices() {
        match (c, open) {
            ('{', _) => open = Some(at),
            ('}', Some(open)) => return Some((open, at + 1 - open, text.get(open + 1..at)?)),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_placeholder_is_filled_once_and_what_is_none_stays_as_written() {
        let value = |placeholder| if placeholder == Placeholder::Unit { "{受理电话}办公室" } else { "0571-1" };
        for (text, filled) in [
            ("向{受理单位}申请，电话{受理电话}。", "向{受理电话}办公室申请，电话0571-1。"),
            ("{受理单位", "{受理单位"),
            ("}{受理电话}", "}0571-1"),
            ("{{受理电话}}", "{0571-1}"),
            ("{别的}", "{别的}"),
        ] {
            assert_eq!(Placeholder::fill(text, value), filled, "{text}");
        }
    }

    #[test]
    fn the_words_between_braces_are_found_with_their_places() {
        assert_eq!(Placeholder::written_in("甲{乙}丙}{丁}"), [(3, "乙"), (12, "丁")]);
        assert_eq!(Placeholder::written_in(&"}".repeat(3)), []);
    }
}
