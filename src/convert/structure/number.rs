//! Document numbers (发文字号): a paper's own, and those it cites.

use std::sync::LazyLock;

use regex::Regex;

use super::plain::{length, tight};

/// A number in a tight line: how it is written, and the characters it takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Numbered {
    pub(super) value: String,
    pub(super) from: usize,
    pub(super) to: usize,
    /// It names who numbers.
    pub(super) whose: bool,
}

#[expect(clippy::expect_used, reason = "patterns written here")]
fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern")
}

static IN_BRACKETS: LazyLock<Regex> = LazyLock::new(|| pattern(r"(\p{Han}{0,24})[\[(<]((?:19|20)\d\d)[\])>](第?)(\d{1,5})号"));
static ORDER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(\p{Han}{2,30}(?:令|公告|通告))[\[(]?(?:((?:19|20)\d\d)年)?第?(\d{1,5}|[〇零一二三四五六七八九十百]{1,6})号[\])]?$")
});
static ORDINAL: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^[\[(]?(?:((?:19|20)\d\d)年)?第(\d{1,5}|[〇零一二三四五六七八九十百]{1,6})号[\])]?$"));
static STANDARD: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^[A-Z]{2,4}\d{0,6}(?:/[A-Z]{1,2})?\s*\d+(?:\.\d+)*\s*[-—–－―‑]{1,2}\s*(?:19|20)\d\d$"));
static DRAFT: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[A-Z]{2,4}(?:/[A-Z])?\s*X{2,}(?:\.\d+)?\s*[-—–－―‑]{1,2}\s*X{2,4}$"));

/// What stands before a number and belongs to the sentence, not to who numbers.
const BEFORE: [&str; 25] = [
    "号",
    "的通知",
    "的意见",
    "的决定",
    "的公告",
    "的通告",
    "的批复",
    "的函",
    "的方案",
    "的规定",
    "的办法",
    "通知",
    "意见",
    "决定",
    "办法",
    "方案",
    "文件",
    "文号",
    "字号",
    "依据",
    "根据",
    "按照",
    "对照",
    "参照",
    "以及",
];
/// The same, where it stands first; within a name it may be a part of it (太原, 和政).
const FIRST: [&str; 13] = ["原", "即", "由", "见", "年", "月", "日", "起", "以", "的", "对", "执行", "编号"];
/// What joins two names.
const JOINS: [&str; 3] = ["和", "与", "及"];

/// The number a line is, or begins with, or has behind the type of paper with which a title ends (…的通知云政发〔2024〕3号).
pub(super) fn own(line: &str) -> Option<Numbered> {
    let tight = tight(line);
    if let Some(found) = ORDER.captures(bare_end(&tight)) {
        let (body, serial) = (found.get(1)?.as_str(), found.get(3)?.as_str());
        let year = found.get(2).map_or_else(String::new, |year| format!("{}年", year.as_str()));
        return Some(Numbered { value: format!("{body}{year}第{serial}号"), from: 0, to: length(&tight), whose: true });
    }
    let found = IN_BRACKETS.captures(&tight)?;
    let (before, all) = (found.get(1)?, found.get(0)?);
    let in_front = tight.get(..all.start()).unwrap_or_default();
    let agency = agency(before.as_str(), in_front);
    let skipped = before.as_str().len() - agency.len();
    let glued = skipped > 0 && in_front.is_empty() && is_title_end(before.as_str().get(..skipped).unwrap_or_default());
    let opens = matches!(in_front, "" | "(" | "[") || LABELS.contains(&in_front);
    if !(opens && (skipped == 0 || glued)) && !(skipped == 0 && in_front.ends_with([')', '》'])) {
        return None;
    }
    let from = length(tight.get(..before.start() + skipped)?);
    let serial = found.get(4)?.as_str();
    let value = format!("{agency}〔{}〕{}{serial}号", found.get(2)?.as_str(), if agency.is_empty() { found.get(3)?.as_str() } else { "" });
    Some(Numbered { value, from, to: length(tight.get(..all.end())?), whose: length(agency) >= 2 })
}

const LABELS: [&str; 6] = ["文号:", "发文字号:", "发文文号:", "字号:", "编号:", "文件编号:"];

fn bare_end(tight: &str) -> &str {
    tight.split_once("签发人").map_or(tight, |(front, _)| front)
}

fn is_title_end(text: &str) -> bool {
    text.ends_with("通知")
        || text.ends_with("意见")
        || text.ends_with("决定")
        || text.ends_with("公告")
        || text.ends_with("通告")
        || text.ends_with('函')
        || text.ends_with("批复")
        || text.ends_with("办法")
        || text.ends_with("方案")
        || text.ends_with("规定")
}

/// Who numbers, without the words of the sentence before it.
fn agency<'a>(before: &'a str, in_front: &str) -> &'a str {
    let cut = BEFORE.iter().filter_map(|word| before.rfind(word).map(|at| at + word.len())).max().unwrap_or(0);
    let mut name = before.get(cut..).unwrap_or(before);
    // 和 behind a title or a number joins; at the head of a line it is a name's.
    if cut > 0 || in_front.ends_with(['》', ')', ']', '号']) {
        name = JOINS.iter().find_map(|word| name.strip_prefix(word)).filter(|rest| length(rest) >= 2).unwrap_or(name);
    }
    while let Some(rest) = FIRST.iter().find_map(|word| name.strip_prefix(word)).filter(|rest| length(rest) >= 3) {
        name = rest;
    }
    let joined = JOINS.iter().filter_map(|word| name.rsplit_once(word)).find(|(left, right)| length(left) >= 3 && length(right) >= 3);
    joined.map_or(name, |(_, right)| right)
}

/// `第12号` below a masthead that ends with 令.
pub(super) fn ordinal(line: &str) -> Option<String> {
    let tight = tight(line);
    let found = ORDINAL.captures(&tight)?;
    let year = found.get(1).map_or_else(String::new, |year| format!("{}年", year.as_str()));
    Some(format!("{year}第{}号", found.get(2)?.as_str()))
}

/// The number of a standard that a line is, and whether it is only a draft's.
pub(super) fn standard(line: &str) -> Option<(String, bool)> {
    let plain = super::plain::plain(line);
    let plain = super::plain::bare(&plain);
    let printed = || super::plain::bare(line).replace('―', "-").replace('．', ".");
    if STANDARD.is_match(plain) { Some((printed(), false)) } else { DRAFT.is_match(plain).then(|| (printed(), true)) }
}

/// How many characters other than spaces the number of a standard takes in front of a title: `GB/T 4761—1984《家庭关系代码》`.
pub(super) fn standard_before(line: &str) -> Option<usize> {
    let plain = super::plain::plain(line);
    let at = plain.find(|c: char| c == '《' || super::plain::is_han(c))?;
    let (number, title) = plain.trim_start().split_at_checked(at)?;
    (STANDARD.is_match(number.trim()) && length(title) >= 4).then(|| length(&tight(number)))
}

/// Numbers named in a text, as they are written: 〔〕 around the year.
pub(super) fn named(text: &str) -> Vec<String> {
    let tight = tight(text);
    let numbers = IN_BRACKETS.captures_iter(&tight).filter_map(|found| {
        let before = found.get(1)?;
        let agency = agency(before.as_str(), tight.get(..before.start()).unwrap_or_default());
        (length(agency) >= 2)
            .then(|| found.get(4).zip(found.get(2)).map(|(serial, year)| format!("{agency}〔{}〕{}号", year.as_str(), serial.as_str())))?
    });
    numbers.collect()
}

/// A number whose places are not filled in: `XX发〔20XX〕XX号`.
pub(super) fn unfilled(line: &str) -> bool {
    static HOLES: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^.{0,14}[\[(](?:20[Xx×*_]{2}|20\s*|[Xx×]{4}|(?:19|20)\d\d)[\])]第?[Xx×*_]*号"));
    let tight = tight(line);
    HOLES.is_match(&tight) && own(line).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(line: &str) -> Option<String> {
        own(line).map(|number| number.value)
    }

    #[test]
    fn a_paper_s_own_number_is_read_in_every_form() {
        for (line, expected) in [
            ("云政办发〔2024〕7号", "云政办发〔2024〕7号"),
            ("云政办发［2024］７号", "云政办发〔2024〕7号"),
            ("云政办发（2024）第7号　　签发人：张某", "云政办发〔2024〕7号"),
            ("云 政 办 发 〔2024〕 7 号", "云政办发〔2024〕7号"),
            ("云川县人民政府关于集市的通知云政发〔2024〕3号各乡镇：", "云政发〔2024〕3号"),
            ("（云政发〔2024〕3号）", "云政发〔2024〕3号"),
            ("国务院令第105号", "国务院令第105号"),
            ("云川县人民政府令（第12号）", "云川县人民政府令第12号"),
            ("中华人民共和国主席令 第七十三号", "中华人民共和国主席令第七十三号"),
            ("国家税务总局公告2023年第12号", "国家税务总局公告2023年第12号"),
            ("文号：云政发〔2024〕3号", "云政发〔2024〕3号"),
        ] {
            assert_eq!(value(line).as_deref(), Some(expected), "{line}");
        }
        assert!(!own("〔2024〕第5号").unwrap().whose);
        assert_eq!(value("卫政办发〔2020〕52号各县(区)人民政府(管委会):").as_deref(), Some("卫政办发〔2020〕52号"));
    }

    #[test]
    fn what_is_cited_or_not_filled_in_is_not_its_own() {
        for line in [
            "根据《云川县集市管理办法》和云政发〔2024〕3号文件要求，现通知如下。",
            "按照云政发〔2024〕3号执行",
            "XX发〔20XX〕XX号",
            "〔20XX〕第XX号",
            "〔2020〕号",
        ] {
            assert_eq!(value(line), None, "{line}");
        }
        assert!(unfilled("XX发〔20XX〕XX号") && unfilled("〔2020〕号　签发人：□□□") && !unfilled("云政发〔2024〕3号"));
    }

    #[test]
    fn cited_numbers_lose_the_words_before_them() {
        assert_eq!(named("根据太原政发〔2014〕8号、和政办发〔2018〕12号"), ["太原政发〔2014〕8号", "和政办发〔2018〕12号"]);
        assert_eq!(named("根据国办发〔2014〕8号和云政发 [2018] 12 号的规定"), ["国办发〔2014〕8号", "云政发〔2018〕12号"]);
    }

    #[test]
    fn numbers_of_standards_are_kept_as_printed() {
        assert_eq!(standard("GB/T12404-1997"), Some(("GB/T12404-1997".to_owned(), false)));
        assert_eq!(standard("GB/T 2261．2-2003"), Some(("GB/T 2261.2-2003".to_owned(), false)));
        assert_eq!(standard("WS/T 543.1—2017"), Some(("WS/T 543.1—2017".to_owned(), false)));
        assert_eq!(standard("WS/T XXXXX.19—XXXX"), Some(("WS/T XXXXX.19—XXXX".to_owned(), true)));
        assert_eq!(standard("ICS 11.020"), None);
    }
}
