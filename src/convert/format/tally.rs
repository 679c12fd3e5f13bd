//! What was left out of a document, counted without keeping a word of it.

use super::super::{Code, Finding, Level, plain};

/// Counts of what a reader of the paper must not see, or does not have.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// Insertions, deletions and moves that wait for somebody.
    pub(super) revisions: usize,
    /// Runs of hidden words, and their characters.
    pub(super) hidden: (usize, usize),
    /// Hidden runs of digits and signs only, which layouts leave behind.
    pub(super) leftovers: usize,
    /// Fields that still show what is to be filled in.
    pub(super) placeholders: usize,
    /// Remarks at the side.
    pub(super) remarks: usize,
    /// Pictures that could not be kept.
    pub(super) lost_pictures: usize,
    /// Parts of the text that could not be read.
    pub(super) lost_parts: usize,
}

impl Tally {
    pub(super) fn hide(&mut self, text: &str) {
        let count = plain::count(text);
        if text.chars().any(char::is_alphabetic) {
            self.hidden.0 += 1;
            self.hidden.1 += count;
        } else if count > 0 {
            self.leftovers += 1;
        }
    }

    pub(super) fn findings(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut say = |code, level, words: String| findings.push(Finding { code, level, place: None, words });
        if self.revisions > 0 {
            let words = format!("有 {} 处修订没有接受或拒绝；插入的文字已经算进正文，删去的没有", self.revisions);
            say(Code::RevisionsPresent, Level::Error, words);
        }
        if self.remarks > 0 {
            say(Code::RevisionsPresent, Level::Warning, format!("有 {} 条批注，没有转换", self.remarks));
        }
        if self.hidden.0 > 0 {
            say(Code::HiddenContent, Level::Error, format!("有 {} 处隐藏文字，共 {} 个字，没有转换", self.hidden.0, self.hidden.1));
        } else if self.leftovers > 0 {
            say(Code::HiddenContent, Level::Warning, format!("有 {} 处隐藏的数字或符号，没有转换", self.leftovers));
        }
        if self.placeholders > 0 {
            say(Code::Placeholder, Level::Warning, format!("有 {} 处栏目没有填写", self.placeholders));
        }
        if self.lost_pictures > 0 {
            say(Code::AttachmentMissing, Level::Warning, format!("有 {} 张图片没有取出来", self.lost_pictures));
        }
        if self.lost_parts > 0 {
            say(Code::AttachmentMissing, Level::Error, format!("有 {} 段嵌入的内容没有读出来", self.lost_parts));
        }
        findings
    }
}
