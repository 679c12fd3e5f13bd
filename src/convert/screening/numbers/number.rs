//! A number as it stands in a text: its digits, what stands in front of it and between them.

use super::super::{
    checks::{OF_THINGS, is_line_number, is_web},
    clause::is_name,
    folded::Folded,
    runs::Token,
};

/// Tokens that are tried as one number.
pub(super) struct Number<'a> {
    pub(super) folded: &'a Folded,
    pub(super) tokens: &'a [Token],
    pub(super) digits: &'a str,
    pub(super) from: usize,
    pub(super) to: usize,
}

impl Number<'_> {
    pub(super) fn before(&self, count: usize) -> String {
        self.folded.before(self.from, count)
    }

    pub(super) fn is_one(&self) -> bool {
        self.tokens.len() == 1
    }

    /// Whether one of the words stands in front, with nothing but few signs between.
    pub(super) fn follows(&self, words: &[&str], within: usize) -> bool {
        let before = self.before(within);
        words.iter().any(|word| before.contains(word))
    }

    /// Whether a name stands right in front: 罗阳 188 0000 0123.
    pub(super) fn follows_a_name(&self) -> bool {
        let front = self.folded.chars.iter().take(self.from).rev().skip_while(|c| matches!(c, ' ' | ':' | '('));
        let mut name: Vec<char> = front.take_while(|c| ('\u{4E00}'..='\u{9FFF}').contains(*c)).take(5).copied().collect();
        name.reverse();
        is_name(&name.into_iter().collect::<String>())
    }

    /// Whether a label in front says that it is a person's number, and no other letter touches it.
    pub(super) fn is_said(&self) -> bool {
        let labels = ["身份证", "公民身份", "证件号", "证号", "手机", "电话", "联系", "卡号", "银行卡", "一卡通", "账号", "帐号"];
        let touches =
            |at: Option<usize>| at.and_then(|at| self.folded.get(at)).is_some_and(|c| c.is_ascii_alphabetic() && c != 'X' && c != 'x');
        self.follows(&labels, 14) && !touches(self.from.checked_sub(1)) && !touches(Some(self.to))
    }

    /// Whether it stands inside an address of the web.
    pub(super) fn is_in_address(&self) -> bool {
        let signs = self.folded.chars.iter().take(self.from).rev().take(120).take_while(|c| c.is_ascii_graphic());
        let mut before: Vec<char> = signs.copied().collect();
        before.reverse();
        is_web(&before.into_iter().collect::<String>().to_ascii_lowercase())
    }

    /// Whether brackets stand between its digits: so the parts of an identity number are set off, or the beginning of a mobile, and nothing else.
    pub(super) fn is_bracketed(&self) -> bool {
        self.between().contains(['(', ')', '[', ']'])
    }

    pub(super) fn is_grouped(&self, groups: &[usize]) -> bool {
        self.tokens.iter().map(|token| token.digits.len()).eq(groups.iter().copied())
    }

    /// What stands between the tokens.
    pub(super) fn between(&self) -> String {
        let gaps = self.tokens.windows(2).filter_map(|pair| match pair {
            [left, right] => self.folded.chars.get(left.to..right.from),
            _ => None,
        });
        gaps.flatten().collect()
    }

    /// Whether a word in front says that it is a number of a thing. 编号3. in front is the number of the line, not what it is called.
    pub(super) fn is_of_a_thing(&self, within: usize) -> bool {
        let numbered = self.from.checked_sub(1).and_then(|at| self.folded.get(at)).is_some_and(|c| ".、)".contains(c));
        self.follows(OF_THINGS, within) && !(numbered && is_line_number(self.folded.chars.iter().take(self.from - 1).rev()))
    }
}
