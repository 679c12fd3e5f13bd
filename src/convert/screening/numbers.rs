//! Numbers of persons: identity numbers of 18 and 15 digits, mobiles, bank cards; however they are spaced, broken over lines, or written in Han.

use super::{
    Hit, Kind, Level,
    checks::{MEASURES, NO_UNITS, OF_AMOUNTS, OF_BODIES, OF_CARDS, OF_THINGS, UNITS, born, is_area, is_line_number, is_web, luhn},
    folded::Folded,
    runs::{Reading, Token, is_between, runs, tries},
};
use crate::text::check_sign;

/// All numbers of persons in a text.
pub(super) fn find(folded: &Folded) -> Vec<Hit> {
    let mut hits = Vec::new();
    for reading in [Reading::Plain, Reading::Han, Reading::Alike] {
        for run in runs(folded, reading) {
            search(folded, &run, reading, &mut hits);
        }
    }
    hits
}

/// Tries what stands together in one run, the longest numbers first; what one number has taken no other takes.
fn search(folded: &Folded, run: &[Token], reading: Reading, hits: &mut Vec<Hit>) {
    let mut start = 0;
    while start < run.len() {
        let found = tries(run, start).find_map(|tokens| kind_of(folded, tokens, reading).map(|found| (tokens, found)));
        let Some((tokens, (kind, to))) = found else {
            start += 1;
            continue;
        };
        if let Some(first) = tokens.first() {
            hits.push(Hit { kind, level: Level::Error, from: first.from, to });
        }
        start += tokens.len();
    }
}

/// What a number is, and where it ends.
fn kind_of(folded: &Folded, tokens: &[Token], reading: Reading) -> Option<(Kind, usize)> {
    let (first, last) = (tokens.first()?, tokens.last()?);
    let digits: String = tokens.iter().map(|token| token.digits.as_str()).collect();
    let whole = Number { folded, tokens, digits: &digits, from: first.from, to: last.to };
    // Letters are digits only where a label says what the whole is, or its last digit proves it.
    if reading == Reading::Alike && !whole.is_said() {
        return None;
    }
    whole
        .id18()
        .map(|to| (Kind::Id18, to))
        .or_else(|| whole.is_id15().then_some((Kind::Id15, last.to)))
        .or_else(|| whole.is_mobile().then_some((Kind::Mobile, last.to)))
        .or_else(|| whole.is_card().then_some((Kind::Card, last.to)))
}

struct Number<'a> {
    folded: &'a Folded,
    tokens: &'a [Token],
    digits: &'a str,
    from: usize,
    to: usize,
}

impl Number<'_> {
    fn before(&self, count: usize) -> String {
        self.folded.before(self.from, count)
    }

    fn is_one(&self) -> bool {
        self.tokens.len() == 1
    }

    /// Whether one of the words stands in front, with nothing but few signs between.
    fn follows(&self, words: &[&str], within: usize) -> bool {
        let before = self.before(within);
        words.iter().any(|word| before.contains(word))
    }

    /// Whether a label in front says that it is a person's number, and no other letter touches it.
    fn is_said(&self) -> bool {
        let labels = ["身份证", "公民身份", "证件号", "证号", "手机", "电话", "联系", "卡号", "银行卡", "一卡通", "账号", "帐号"];
        let touches =
            |at: Option<usize>| at.and_then(|at| self.folded.get(at)).is_some_and(|c| c.is_ascii_alphabetic() && c != 'X' && c != 'x');
        self.follows(&labels, 14) && !touches(self.from.checked_sub(1)) && !touches(Some(self.to))
    }

    /// Whether it stands inside an address of the web.
    fn is_in_address(&self) -> bool {
        let signs = self.folded.chars.iter().take(self.from).rev().take(120).take_while(|c| c.is_ascii_graphic());
        let mut before: Vec<char> = signs.copied().collect();
        before.reverse();
        is_web(&before.into_iter().collect::<String>().to_ascii_lowercase())
    }

    /// Whether brackets stand between its digits: so the parts of an identity number are set off, or the beginning of a mobile, and nothing else.
    fn is_bracketed(&self) -> bool {
        self.between().contains(['(', ')', '[', ']'])
    }

    /// Where an identity number of 18 ends.
    fn id18(&self) -> Option<usize> {
        let (body, check, to) = match self.digits.len() {
            17 => {
                let x = (self.to..self.to + 3).find(|at| !self.folded.get(*at).is_some_and(is_between))?;
                let near = self.tokens.len() > 1
                    || x == self.to
                    || self.folded.get(self.to) == Some('\n')
                    || self.follows(&["身份证", "身份号", "证号"], 16);
                (self.digits, matches!(self.folded.get(x)?, 'x' | 'X').then_some('X').filter(|_| near)?, x + 1)
            }
            18 => (self.digits.get(..17)?, self.digits.chars().next_back()?, self.to),
            _ => return None,
        };
        if !is_area(body) || born(body.get(6..14)?).is_none() || self.is_amount(to) {
            return None;
        }
        let right = check_sign(body) == Some(check);
        let labelled = self.follows(&["身份证", "公民身份", "身份号", "身份证件"], 16);
        let of_thing = self.follows(&["信用代码", "机构代码", "税号", "项目代码", "编码", "流水", "追溯码"], 12) && !labelled;
        ((right && !of_thing) || (labelled && self.is_one())).then_some(to)
    }

    fn is_id15(&self) -> bool {
        let (Some(year), Some(rest)) = (self.digits.get(6..8), self.digits.get(8..12)) else { return false };
        if self.digits.len() != 15 || !is_area(self.digits) || born(&format!("19{year}{rest}")).is_none() || self.is_amount(self.to) {
            return false;
        }
        if self.is_bracketed() {
            return false;
        }
        let labelled = self.follows(&["身份证", "公民身份", "身份号", "证号", "证件号", "旧证"], 12);
        labelled
            || ((self.is_one() || self.is_grouped(&[6, 6, 3]))
                && !self.is_of_a_thing(14)
                && !self.follows(&OF_BODIES, 14)
                && !self.follows(&["账号", "帐号", "卡号"], 10))
    }

    fn is_mobile(&self) -> bool {
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
        let labelled = self.follows(&["手机", "电话", "联系", "机号", "号码", "Tel", "tel", "TEL", "微信", "致电", "拨打"], 14);
        if self.is_amount(self.to) || (self.is_of_a_thing(10) && !labelled) || self.is_told_as_amount() || self.is_in_address() {
            return false;
        }
        self.is_one() || self.is_dialled(number, labelled)
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
        // A row of figures with blanks between them is grouped by chance; hyphens are not.
        known.contains(&groups.as_slice())
            || one_by_one
            || (labelled && groups.len() <= 4)
            || (over_lines && !self.between().contains(['.', '/', '|']))
    }

    fn is_grouped(&self, groups: &[usize]) -> bool {
        self.tokens.iter().map(|token| token.digits.len()).eq(groups.iter().copied())
    }

    /// What stands between the tokens.
    fn between(&self) -> String {
        let gaps = self.tokens.windows(2).filter_map(|pair| match pair {
            [left, right] => self.folded.chars.get(left.to..right.from),
            _ => None,
        });
        gaps.flatten().collect()
    }

    fn is_card(&self) -> bool {
        let length = self.digits.len();
        let known =
            self.digits.starts_with("62") || self.digits.starts_with("9558") || (length == 16 && self.digits.starts_with(['4', '5']));
        if !(16..=19).contains(&length)
            || !known
            || !luhn(self.digits)
            || self.is_amount(self.to)
            || self.is_in_address()
            || self.is_bracketed()
        {
            return false;
        }
        let labelled = self.follows(&OF_CARDS, 16);
        let personal = labelled && !self.follows(&OF_BODIES, 16);
        if self.follows(&OF_BODIES, 16) || (self.is_of_a_thing(10) && !labelled) {
            return false;
        }
        let groups: Vec<usize> = self.tokens.iter().map(|token| token.digits.len()).collect();
        let even = groups
            .split_last()
            .is_some_and(|(last, rest)| *last <= 4 && (rest.iter().all(|group| *group == 4) || rest.iter().all(|group| *group == 1)));
        let odd_start = !self.digits.starts_with("62") || length == 18;
        (self.is_one() && (!odd_start || personal))
            || (even && groups.len() > 1 && (!odd_start || personal))
            || (personal && groups.len() <= 6)
            || (groups.len() == 2 && self.between().contains('\n') && !odd_start)
            || (groups.as_slice() == [6, length - 6])
    }

    /// Whether it is a part of a number with a point, or of a longer one with commas between its thousands. Behind the number of a line it is none, and a
    /// comma between two long numbers divides columns.
    fn is_decimal(&self) -> bool {
        let is_digit = |at: Option<usize>| at.and_then(|at| self.folded.get(at)).is_some_and(|c| c.is_ascii_digit());
        let before = self.from.checked_sub(1).and_then(|at| self.folded.get(at));
        let after = self.folded.get(self.to);
        let thousands = |token: Option<&Token>| token.is_some_and(|token| token.digits.len() == 3);
        let follows = is_digit(self.from.checked_sub(2))
            && match before {
                Some('.') => !is_line_number(self.folded.chars.iter().take(self.from.saturating_sub(1)).rev()),
                Some(',') => thousands(self.tokens.first()),
                _ => false,
            };
        let goes_on = is_digit(Some(self.to + 1))
            && match after {
                Some('.') => true,
                Some(',') => thousands(self.tokens.last()),
                _ => false,
            };
        follows || goes_on || matches!(before, Some('¥' | '$' | '￥'))
    }

    /// Whether a word in front says that it is a number of a thing. 编号3. in front is the number of the line, not what it is called.
    fn is_of_a_thing(&self, within: usize) -> bool {
        let numbered = self.from.checked_sub(1).and_then(|at| self.folded.get(at)).is_some_and(|c| ".、)".contains(c));
        self.follows(&OF_THINGS, within) && !(numbered && is_line_number(self.folded.chars.iter().take(self.from - 1).rev()))
    }

    /// Whether the words right in front say how much or how many it is, or it is the number of a paper behind its year.
    fn is_told_as_amount(&self) -> bool {
        let before = self.before(8);
        let before = before.trim_end_matches([':', '为', '是', '达', '约', '共', '|']);
        let paper = self.folded.get(self.to) == Some('号') && before.ends_with(']') && before.contains('[');
        paper || OF_AMOUNTS.iter().any(|word| before.ends_with(word))
    }

    /// Whether a unit stands behind it, and no other word that only begins like one: 户主 is not 户.
    fn is_amount(&self, to: usize) -> bool {
        if self.is_decimal() {
            return true;
        }
        let after: String = self.folded.chars.iter().skip(to).take(4).collect();
        let measured = |after: &str| MEASURES.iter().any(|measure| after.starts_with(measure));
        match after.strip_prefix(' ') {
            Some(after) => measured(after),
            None => measured(&after) || (after.starts_with(UNITS) && !NO_UNITS.iter().any(|word| after.starts_with(word))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<Kind> {
        find(&Folded::of(text)).into_iter().map(|hit| hit.kind).collect()
    }

    #[test]
    fn identity_numbers_are_found_in_hard_forms() {
        for text in [
            "身份证号码：110101190003070010",
            "（ID３２０１０４１９０１０５１２００２１）",
            "身份证：62010219050315003x",
            "四一〇一〇五一九〇五〇六〇六四一六一",
            "1 1 0 1 0 1 1 9 0 0 0 3 0 7 0 0 1 0",
            "110101 19000307 0010",
            "110101-19000307-0010",
            "1101011900\n03070010",
            "证号：1101011900\n        03070010",
            "证件号码：110101（19000307）0010",
            "1101\u{200B}01190003\u{200D}070010",
            "|赵某|110101190003070010|13800000001|",
            "序号1 110101190003070010",
            "壹壹零壹零壹壹玖零零零叁零柒零零壹零",
            "𝟏𝟏𝟎𝟏𝟎𝟏𝟏𝟗𝟎𝟎𝟎𝟑𝟎𝟕𝟎𝟎𝟏𝟎",
            "|1|1|0|1|0|1|1|9|0|0|0|3|0|7|0|0|1|0|",
            "身份证号：ll0l0ll900030700l0",
            "身份证号：11O1O119OOO3O7OO1O",
            "赵某,110101190003070010,13800000001",
            "户主身份证110101190003070010户主姓名赵某",
            "110101190003070010 户名 赵某",
            "1.110101190003070010",
            "序号5.110101190003070010",
            "序号 12．１１０１０１１９０００３０７００１０",
        ] {
            assert!(kinds(text).contains(&Kind::Id18), "{text} {:?}", kinds(text));
        }
    }

    #[test]
    fn mobiles_and_cards_are_found_in_hard_forms() {
        for text in [
            "联系电话：13800000001（本人）",
            "手机１３９０００００００２",
            "1860000\n0005",
            "+86 13300000007",
            "+86-138-0000-0001",
            "138 0000 0001",
            "138-0000-0001",
            "1 3 8 0 0 0 0 0 0 0 1",
            "一三八〇〇〇〇〇〇〇一",
            "008613800000001",
            "电话138000 00001",
            "138.0000.0001",
            "微信同号：13800000001",
            "a13800000001b",
            "手机：l38O000O001",
            "手机（138）0000 0001",
            "13800000001,13800000002",
            "张某,13800000001,330100000000",
            "联系电话13800000001户主张某",
            "13800000001 台州路5号",
            "本人手机13800000001年龄45岁",
            "3.13800000001 张某",
            "序号103.13800000001",
        ] {
            assert!(kinds(text).contains(&Kind::Mobile), "{text} {:?}", kinds(text));
        }
        for text in [
            "卡号：6222020000000000018",
            "补贴账号：6222020000\n000000042",
            "6228-4800-0000-0000-026",
            "6228 4800 0000 0000 026",
            "6217000000000014",
            "６２２２０２０００００００００００１８",
            "社保卡账号 6217000000000014 户名 张某",
            "张某,6217000000000014,13800000001",
        ] {
            assert!(kinds(text).contains(&Kind::Card), "{text} {:?}", kinds(text));
        }
    }

    #[test]
    fn numbers_of_things_and_bodies_are_none() {
        for text in [
            "监督电话：010-68792481、68792477",
            "云政办规〔2023〕12号",
            "机构代码 121100004000001232",
            "项目代码：2018-530902-70-01-002747",
            "浙公网安备 33010602009328号",
            "财政专户账号：620000000000000010",
            "税收18888888888.88元",
            "拨付13800000000元",
            "拨付 13800000000 元",
            "发电13800000000千瓦时",
            "总量13800000000.5",
            "圆周率3.14159265358",
            "均值3.13800000001",
            "序号0.13800000001",
            "云政发〔2024〕13800000001号，生产总值13800000000",
            "浏览次数：13800000001",
            "浏览13800000000次",
            "产粮13800000000公斤",
            "13912345人",
            "亩均19812345678焦耳",
            "2024011520241231",
            "1.3800000001",
            "流水号62000000000000000001",
            "追溯码 81234567890123456789",
            "138****0001",
            "110101********0010",
            "2019 2020 2021 2022 2023",
            "13.8 0000 0001",
            "第138（2024）0001号",
            "1380\n      0000001",
            "（0571）（8705）2345",
            "（0571）87052345转8012",
            "1993 1994 1995",
            "13 14 15 16 17 18 19",
            "网址 www.yunchuan.gov.cn/art/2024/3/1/art_13800000001.html",
            "型号 l38O0000O01",
            "联系 SNl38O000O001A",
        ] {
            assert_eq!(kinds(text), [], "{text}");
        }
    }
}
