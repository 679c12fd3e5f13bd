//! Whether a paper of a guide has to be brought: read from its form and its note.

use super::{Material, MaterialForm};

/// Whether a paper has to be brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need<'a> {
    /// Everybody brings it.
    Always,
    /// Only in the case that the guide names, in its words.
    When(&'a str),
    /// The office has it, or nobody wants it.
    Never,
}

/// Beginnings of a note that spare the paper altogether.
const SPARED: [&str; 4] = ["不用", "不需", "免提交", "无需"];
/// Words with which a note makes a paper the business of some only, wherever they stand in a clause.
const ONLY: [&str; 7] = ["才要", "才用", "才带", "才需", "才交", "有的带", "只有"];
/// Words with which a note lets some come without it.
const WITHOUT: [&str; 6] = ["不用带", "可以不带", "免提交", "不用交", "不用提供", "不必带"];
/// What follows 时 where a clause says in which case a paper is brought: 换领时带.
const THEN: [&str; 8] = ["带", "要", "用", "提供", "填", "交", "出示", "在窗口"];
/// Who hands out forms: 窗口提供 is no condition.
const HANDS_OUT: [&str; 6] = ["窗口", "学校", "乡镇", "工作人员", "村", "社区"];

impl Material {
    /// What the form and the note of a paper say. A note is read clause by clause; the first that makes a condition is the condition.
    pub fn need(&self) -> Need<'_> {
        let note = self.note.as_deref().unwrap_or_default();
        if self.form == MaterialForm::NotNeeded || SPARED.iter().any(|spared| note.starts_with(spared)) {
            return Need::Never;
        }
        let conditional = |clause: &&str| {
            let in_case = |word: &str| clause.split_once('时').is_some_and(|(_, rest)| rest.starts_with(word));
            let for_some =
                || self.form != MaterialForm::Form && clause.ends_with("提供") && !HANDS_OUT.iter().any(|who| clause.contains(who));
            ONLY.iter().chain(&WITHOUT).any(|word| clause.contains(word)) || THEN.iter().any(|word| in_case(word)) || for_some()
        };
        note.split(['；', '。']).map(str::trim).find(conditional).map_or(Need::Always, Need::When)
    }
}
