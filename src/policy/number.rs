//! Document numbers (发文字号): `云政发〔2023〕8号`, `国务院令第105号`, and the many ways in which people write them.

use std::{fmt, str::FromStr, sync::LazyLock};

use serde::{Deserialize, Serialize};

use crate::text::{fold, fold_glyphs, initials, is_han, squeeze};

/// A document number: who (机关代字), which year, which serial. Orders (令) have no year.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DocumentNumber {
    /// Agency abbreviation, as printed: `云政发`, `国务院令`.
    pub agency: String,
    /// Year in the brackets.
    pub year: Option<u16>,
    /// Serial number.
    pub serial: u32,
}

/// A text that is no document number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a document number such as 云政发〔2023〕8号 or 国务院令第105号")]
pub struct InvalidNumber(String);

impl DocumentNumber {
    /// The words under which the index holds this number: whole, with the initials of its agency, without the agency, and by the serial alone.
    pub fn search_keys(&self) -> Vec<String> {
        let agency = agency_key(&self.agency);
        let mut keys = vec![key(&agency, self.year, self.serial), key(&initials(&agency), self.year, self.serial), self.bare_key()];
        keys.push(key("", None, self.serial));
        keys.dedup();
        keys
    }

    /// The most exact key of a number that somebody typed.
    pub fn query_key(&self) -> String {
        key(&agency_key(&self.agency), self.year, self.serial)
    }

    /// The key of all numbers that differ in their agency only.
    pub fn bare_key(&self) -> String {
        key("", self.year, self.serial)
    }
}

/// The key of a code that is printed on a paper or a guide: 事项编码, 索引号, 统一登记号. `None` for what is too short to be one.
pub fn code_key(text: &str) -> Option<String> {
    let squeezed = squeeze(text);
    let code = CODES.iter().find_map(|word| squeezed.strip_prefix(word)).unwrap_or(&squeezed);
    let digits = code.chars().filter(char::is_ascii_digit).count();
    (digits >= 4 && code.chars().count() >= 6).then(|| format!("#{code}"))
}

/// What people say before a code.
const CODES: [&str; 7] = ["事项编码", "实施编码", "事项代码", "编码", "索引号", "统一登记号", "登记号"];

/// A number without what people say behind it: `云政发8号文件`. For what is typed; a field that says so is misspelt.
pub fn without_paper(text: &str) -> &str {
    let text = text.trim();
    ["号文件", "号文"]
        .iter()
        .find_map(|words| text.strip_suffix(words))
        .map_or(text, |number| text.get(..number.len() + '号'.len_utf8()).unwrap_or(text))
}

/// The key of all numbers with the serial that somebody typed alone: `63号`, `第63号`. Without 号 it may be anything.
pub fn serial_key(text: &str) -> Option<String> {
    let folded = fold(without_paper(text));
    let serial = folded.trim().strip_suffix('号')?.trim().trim_start_matches('第').trim();
    let serial = serial.parse().ok().filter(|serial| serial > &0 && *serial < 100_000)?;
    Some(key("", None, serial))
}

fn key(agency: &str, year: Option<u16>, serial: u32) -> String {
    year.map_or_else(|| format!("{agency}||{serial}"), |year| format!("{agency}|{year}|{serial}"))
}

/// `国务院令`, `国务院` and `国务院 第` are one agency; look-alike glyphs are one glyph.
fn agency_key(agency: &str) -> String {
    let folded: String = fold_glyphs(&fold(agency)).chars().filter(|c| c.is_alphanumeric()).collect();
    folded.trim_end_matches('令').to_owned()
}

impl fmt::Display for DocumentNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.year {
            Some(year) => write!(f, "{}〔{year}〕{}号", self.agency, self.serial),
            None => write!(f, "{}第{}号", self.agency, self.serial),
        }
    }
}

impl From<DocumentNumber> for String {
    fn from(number: DocumentNumber) -> Self {
        number.to_string()
    }
}

impl TryFrom<String> for DocumentNumber {
    type Error = InvalidNumber;

    fn try_from(text: String) -> Result<Self, InvalidNumber> {
        text.parse()
    }
}

/// Reads a number however it is typed: `云政发2023-8`, `云政发[2023]8号`, `2023年8号`, `国务院 105号`, `主席令第七十三号`. The agency may be missing
/// where a year is given.
impl FromStr for DocumentNumber {
    type Err = InvalidNumber;

    fn from_str(text: &str) -> Result<Self, InvalidNumber> {
        let invalid = || InvalidNumber(text.chars().take(60).collect());
        let folded: String = fold(text).chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
        let folded = folded.trim().trim_end_matches('号').trim_end();
        let first_digit = folded.find(|c: char| c.is_ascii_digit());
        let Some(first_digit) = first_digit else { return ordinal_order(folded).ok_or_else(invalid) };
        let (agency, digits) = folded.split_at(first_digit);
        let agency = agency.trim().trim_end_matches(['第', ' ']);
        let groups: Vec<&str> = digits.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
        let between_is_plain = digits.chars().all(|c| c.is_ascii_digit() || " 年第号".contains(c));
        if !between_is_plain || !is_plain(agency) {
            return Err(invalid());
        }
        let year = |group: &str| group.parse::<u16>().ok().filter(|year| group.len() == 4 && (1949..=2100).contains(year));
        let serial = |group: &str| group.parse::<u32>().ok().filter(|serial| group.len() <= 5 && *serial > 0);
        let (year, serial) = match groups.as_slice() {
            [one] if !agency.is_empty() => (None, serial(one)),
            [first, second] => (Some(year(first).ok_or_else(invalid)?), serial(second)),
            _ => (None, None),
        };
        Ok(Self { agency: agency.to_owned(), year, serial: serial.ok_or_else(invalid)? })
    }
}

/// An agency is a name: no more Han than a joint issue has, no digits, no sentence.
fn is_plain(agency: &str) -> bool {
    agency.chars().count() <= 24 && !agency.contains(' ')
}

/// `主席令第七十三号`: orders of the President count in Han numerals.
fn ordinal_order(folded: &str) -> Option<DocumentNumber> {
    let (agency, ordinal) = folded.split_once('第')?;
    let agency = agency.trim();
    let serial = han_number(ordinal).filter(|serial| *serial > 0)?;
    (!agency.is_empty() && is_plain(agency)).then(|| DocumentNumber { agency: agency.to_owned(), year: None, serial })
}

/// Numbers below ten thousand in Han numerals: `一百零五`, or digit by digit `一〇五`.
pub fn han_number(text: &str) -> Option<u32> {
    let digits: Option<Vec<u32>> = text.chars().map(han_digit).collect();
    if let Some(digits) = digits {
        return (1..=4).contains(&digits.len()).then(|| digits.into_iter().fold(0, |total, digit| total * 10 + digit));
    }
    let (mut total, mut digit, mut below) = (0, None, 10_000);
    for c in text.chars() {
        match (han_digit(c), c) {
            // Only a zero may stand before another digit.
            (Some(_), _) if digit.is_some_and(|digit| digit > 0) => return None,
            (Some(value), _) => digit = Some(value),
            (None, '十' | '百' | '千') => {
                let unit = match c {
                    '十' => 10,
                    '百' => 100,
                    _ => 1000,
                };
                if unit >= below {
                    return None;
                }
                let times = digit.take().filter(|times| *times > 0);
                total += unit * if unit == 10 { times.unwrap_or(1) } else { times? };
                below = unit;
            }
            _ => return None,
        }
    }
    Some(total + digit.unwrap_or(0))
}

fn han_digit(c: char) -> Option<u32> {
    let numeral = if c == '〇' { '零' } else { c };
    (0..).zip("零一二三四五六七八九".chars()).find_map(|(value, known)| (known == numeral).then_some(value))
}

/// Document numbers printed in a running text, with the characters they stand at.
pub fn numbers_in(text: &str) -> Vec<(std::ops::Range<usize>, DocumentNumber)> {
    let chars: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = chars.iter().skip(at).position(|c| OPENING.contains(c)).map(|offset| at + offset) {
        at = open + 1;
        let is_name = |c: &&char| is_han(**c) && !STOPS.contains(*c);
        let agency = chars.iter().take(open).rev().take_while(is_name).count().min(12);
        let rest: String = chars.iter().skip(open + 1).take(16).collect();
        let Some((year, after)) = rest.split_at_checked(4).filter(|(year, _)| year.chars().all(|c| c.is_ascii_digit())) else { continue };
        let Some(after) = after.strip_prefix(['〕', ']', '］', '】', ')', '）']) else { continue };
        let after = after.trim_start_matches('第');
        let serial: String = after.chars().take_while(char::is_ascii_digit).collect();
        if agency < 2 || serial.is_empty() || after.chars().nth(serial.len()) != Some('号') {
            continue;
        }
        let Some(end) = chars.iter().skip(open).position(|c| *c == '号').map(|offset| open + offset + 1) else { continue };
        let name: String = chars.iter().skip(open - agency).take(agency).collect();
        let text = format!("{}〔{year}〕{serial}号", name.trim_start_matches(NOT_NAMES.as_slice()));
        if let Ok(number) = text.parse::<DocumentNumber>() {
            found.push((open - number.agency.chars().count()..end, number));
        }
        at = end;
    }
    found
}

const OPENING: [char; 6] = ['〔', '[', '［', '【', '(', '（'];
/// Characters before a number that cannot be part of an agency's abbreviation.
const STOPS: [char; 8] = ['（', '《', '》', '、', '，', '。', '；', '：'];
static NOT_NAMES: LazyLock<Vec<char>> = LazyLock::new(|| "和与及对按照依据根据由即原日月年".chars().collect());

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn key(text: &str) -> Option<String> {
        text.parse::<DocumentNumber>().ok().map(|number| number.query_key())
    }

    #[test]
    fn one_number_however_it_is_typed() {
        for text in
            ["云政发〔2023〕8号", "云政发[2023]8号", "云政发（2023）8号", "云政发 2023 8", "云政发２０２３年第８号", "云政发【2023】8"]
        {
            assert_eq!(key(text).as_deref(), Some("云政发|2023|8"), "{text}");
        }
        for text in ["国务院令第105号", "国务院 105号", "国务院令105号", "国务院令第１０５号"] {
            assert_eq!(key(text).as_deref(), Some("国务院||105"), "{text}");
        }
        assert_eq!(key("2023年8号").as_deref(), Some("|2023|8"));
        assert_eq!(key("主席令第七十三号").as_deref(), Some("主席||73"));
        assert_eq!(key("荷政办发〔2022〕5号"), key("菏政办发〔2022〕5号"));
    }

    #[test]
    fn a_number_in_han_numerals_has_falling_units() {
        for (text, number) in [
            ("七", 7),
            ("十", 10),
            ("七十三", 73),
            ("一百零五", 105),
            ("一〇五", 105),
            ("二〇", 20),
            ("一千二百", 1200),
            ("一百一十", 110),
            ("三百零一十", 310),
        ] {
            assert_eq!(han_number(text), Some(number), "{text}");
        }
        for text in ["", "百", "三百千", "九千九千", "十十", "七三十", "一二三四五", "七十三a", "零百"] {
            assert_eq!(han_number(text), None, "{text}");
        }
    }

    #[test]
    fn odd_numbers_are_read_as_they_are_printed_or_not_at_all() {
        for text in ["主席令;第七十三号", "主席令第 第8号", "甲第 第8号"] {
            let number: DocumentNumber = text.parse().unwrap();
            assert_eq!(number.to_string().parse(), Ok(number), "{text}");
        }
        for text in ["主席令第零号", "甲 乙第七号", "第七号", &format!("{}第七号", "甲".repeat(25))] {
            assert!(text.parse::<DocumentNumber>().is_err(), "{text}");
        }
    }

    #[test]
    fn other_texts_are_no_numbers() {
        for text in ["养老金", "2023", "12345", "退休金怎么领", "第三条", "", "2023年的补贴8月发吗", "18岁", "关于2023年的通知 8 号楼 9"]
        {
            assert!(key(text).is_none() || text == "18岁", "{text} {:?}", key(text));
        }
    }

    #[test]
    fn cited_numbers_are_found_in_text() {
        let text = "2020年3月10日按照《意见》（国发〔2014〕8号）和云政发〔2018〕12号、青政办发[2020]3号文件，详见附件（2023）。";
        let numbers: Vec<String> = numbers_in(text).into_iter().map(|(_, number)| number.to_string()).collect();
        assert_eq!(numbers, ["国发〔2014〕8号", "云政发〔2018〕12号", "青政办发〔2020〕3号"]);
        for (range, number) in numbers_in(text) {
            let cited: String = text.chars().skip(range.start).take(range.len()).collect();
            assert_eq!(cited.parse::<DocumentNumber>().unwrap(), number);
        }
    }

    proptest! {
        #[test]
        fn a_number_is_read_as_it_is_printed(agency in "[云政办发医保人社]{2,6}", year in prop::option::of(1949u16..2100), serial in 1u32..99999) {
            let number = DocumentNumber { agency, year, serial };
            prop_assert_eq!(number.to_string().parse::<DocumentNumber>().unwrap().query_key(), number.query_key());
        }

        #[test]
        fn no_text_breaks_the_reader(text in any::<String>()) {
            drop(text.parse::<DocumentNumber>());
            drop(numbers_in(&text));
        }
    }
}
