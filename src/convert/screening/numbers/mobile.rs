//! Numbers of mobiles.

use super::number::Number;

impl Number<'_> {
    pub(super) fn is_mobile(&self) -> bool {
        let plain = self.digits.trim_start_matches("00");
        let number = plain
            .strip_prefix("86")
            .filter(|rest| rest.len() == 11)
            .or_else(|| plain.strip_prefix('0').filter(|rest| rest.len() == 11))
            .unwrap_or(plain);
        let mut signs = number.chars();
        if number.len() != 11 || signs.next() != Some('1') || !signs.next().is_some_and(|second| ('3'..='9').contains(&second)) {
            return false;
        }
        let called = self.follows(&["手机", "电话", "联系", "机号", "Tel", "tel", "TEL", "微信", "致电", "拨打"], 14);
        let of_a_thing = self.is_of_a_thing(10) && !called;
        // 发票号码 is no label of a phone.
        let labelled = called || (!of_a_thing && (self.follows(&["号码"], 14) || self.follows_a_name()));
        if self.is_amount(self.to) || self.is_coded(called) || of_a_thing || self.is_told_as_amount() || self.is_in_address() {
            return false;
        }
        self.is_one() || self.is_dialled(number, labelled)
    }

    /// Whether it is the end of a code with letters or figures and hyphens in front: YC-2024-13800000012.
    fn is_coded(&self, called: bool) -> bool {
        let before = |back: usize| self.from.checked_sub(back).and_then(|at| self.folded.get(at));
        !called && before(1) == Some('-') && before(2).is_some_and(|c| c.is_ascii_alphanumeric())
    }

    /// Whether single hyphens part its groups, none of them a single digit.
    fn is_hyphened(&self) -> bool {
        let signs = self.between();
        signs.chars().all(|c| c == '-') && signs.len() + 1 == self.tokens.len() && self.tokens.iter().all(|token| token.digits.len() > 1)
    }

    /// Whether a word stands right in front of it and nothing more behind: 小周139876 54321. A figure of a row stands apart from its neighbours.
    fn is_glued(&self) -> bool {
        let is_han = |c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c);
        let before = self.from.checked_sub(1).and_then(|at| self.folded.get(at));
        let ends = self.folded.get(self.to).is_none_or(|c| matches!(c, '\n' | ',' | '。' | ';' | '、' | ')' | '|') || is_han(c));
        before.is_some_and(is_han) && ends
    }

    /// Whether digits are grouped as people say a mobile: 3-4-4, 3-3-5, 4-4-3, 5-6, one by one; or in two, behind a label or over two lines.
    fn is_dialled(&self, number: &str, labelled: bool) -> bool {
        let groups: Vec<usize> = self.tokens.iter().map(|token| token.digits.len()).collect();
        let skipped = self.digits.len() - number.len();
        if skipped == 1 && self.between().contains('.') {
            return false;
        }
        let groups = match groups.as_slice() {
            [first, rest @ ..] if skipped > 0 && *first <= 4 && *first == skipped => rest.to_vec(),
            all => all.to_vec(),
        };
        let known: [&[usize]; 7] = [&[11], &[3, 4, 4], &[3, 3, 5], &[4, 4, 3], &[5, 6], &[4, 3, 4], &[3, 8]];
        if self.is_bracketed() {
            return groups.as_slice() == [3, 8] || labelled && groups.as_slice() == [3, 4, 4];
        }
        let one_by_one = groups.len() == 11;
        let over_lines = self.tokens.len() == 2 && self.between().contains('\n') && (labelled || self.between().len() <= 3);
        let in_two = groups.len() == 2 && self.is_glued() && matches!(self.between().as_str(), " " | "-" | "  " | ".");
        // A row of figures with blanks between them is grouped by chance; hyphens are not.
        known.contains(&groups.as_slice())
            || one_by_one
            || (labelled && groups.len() <= 4)
            || in_two
            || (groups.len() <= 5 && self.is_glued() && self.is_hyphened() && groups.first() == Some(&3))
            || (over_lines && !self.between().contains(['.', '/', '|']))
    }
}
