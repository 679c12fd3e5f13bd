//! What a paper says about how long something holds: its own start and end, and which other papers it ends.

use std::sync::LazyLock;

use jiff::{ToSpan, civil::Date};
use regex::Regex;

use crate::policy::han_number;

use super::{
    day::days_in,
    paper::{Field, Holding, ValidityWords},
    plain::length,
    sheet::Sheet,
};

#[expect(clippy::expect_used, reason = "patterns written here")]
fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern")
}

static BEGINS: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:自|从)(.{1,24}?)起?(?:正式)?(?:施行|实施|执行|生效)"));
static UNTIL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"有效期(?:限)?(?:至|到|截至|截止到?)(.{6,16}?日)|(?:执行|施行|实施)至(.{6,16}?日)止?|至(.{6,16}?日)(?:终止|失效|自行废止|止)")
});
static TERM: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"有效期(?:限)?(?:为)?(\d{1,2}|[一二三四五六七八九十]{1,2})年|试行期?(?:为)?(\d{1,2}|[一二三四五六七八九十两]{1,2})年")
});
static ENDED: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:同时|予以|即行|自行|一并|宣布|现予)?(废止|失效|继续有效|继续执行)"));
static NAMED: LazyLock<Regex> = LazyLock::new(|| pattern(r"《([^《》]{2,80}(?:《[^《》]{2,60}》[^《》]{0,30})?)》"));
/// Words with which a paper speaks of itself.
const ITSELF: [&str; 20] = [
    "本办法",
    "本规定",
    "本通知",
    "本意见",
    "本细则",
    "本方案",
    "本条例",
    "本决定",
    "本公告",
    "本通告",
    "本预案",
    "本规则",
    "本标准",
    "本制度",
    "本要点",
    "本法",
    "本指南",
    "本文件",
    "本规程",
    "本政策",
];

/// The start and the end of this paper, and all that it says about holding.
pub(super) fn read(sheet: &Sheet, issued: Option<Date>) -> (Field<Date>, Field<Date>, Vec<ValidityWords>) {
    let (mut starts, mut ends): (Vec<Field<Date>>, Vec<Field<Date>>) = (Vec::new(), Vec::new());
    let mut said = Vec::new();
    for line in &sheet.lines {
        for sentence in line.plain.split_inclusive(['。', ';']) {
            let own = !NAMED.is_match(sentence.split("自").next().unwrap_or_default()) || ITSELF.iter().any(|word| sentence.contains(word));
            if let Some(found) = BEGINS.captures(sentence) {
                said.push(words(Holding::Begins, None, sentence, line.block));
                starts.extend(own.then(|| start(found.get(1).map_or("", |day| day.as_str()), sentence, line.block, issued)).flatten());
            }
            let until = UNTIL.captures(sentence).and_then(|found| found.get(1).or(found.get(2)).or(found.get(3)));
            if let Some(day) = until.and_then(|words| days_in(words.as_str()).into_iter().next()) {
                said.push(words(Holding::Ends, None, sentence, line.block));
                ends.extend(own.then(|| Field::at(line.block, day.date, sentence, day.clear)));
            } else if let Some(found) = TERM.captures(sentence) {
                said.push(words(Holding::Ends, None, sentence, line.block));
                let years = found
                    .get(1)
                    .or(found.get(2))
                    .and_then(|years| years.as_str().parse().ok().or_else(|| han_number(&years.as_str().replace('两', "二"))));
                let begins = starts.last().and_then(|field| field.value).or(issued);
                ends.extend(
                    years
                        .filter(|_| own)
                        .zip(begins)
                        .and_then(|(years, begins)| term(begins, years))
                        .map(|end| Field::at(line.block, end, sentence, false)),
                );
            }
            others(sentence, line.block, &mut said);
        }
    }
    (one(starts), one(ends), said)
}

/// The day named for the start; the day of issue, for 自印发之日起, is no more than likely.
fn start(words: &str, sentence: &str, block: usize, issued: Option<Date>) -> Option<Field<Date>> {
    if let Some(day) = days_in(words).into_iter().next() {
        return Some(Field::at(block, day.date, sentence, day.clear));
    }
    let at_once = ["印发之日", "发布之日", "公布之日", "发文之日", "下发之日"].contains(&words.trim());
    issued.filter(|_| at_once).map(|issued| Field::at(block, issued, sentence, false))
}

fn term(begins: Date, years: u32) -> Option<Date> {
    begins.checked_add(i64::from(years).years()).and_then(|end| end.checked_sub(1.day())).ok()
}

/// The one value; of two that differ none is certain.
fn one(mut fields: Vec<Field<Date>>) -> Field<Date> {
    if fields.is_empty() {
        return Field::default();
    }
    let first = fields.remove(0);
    let alone = fields.iter().all(|field| field.value == first.value);
    Field { certain: first.certain && alone, ..first }
}

/// Papers whose end or going on a sentence declares: each 《…》 in front of the word.
fn others(sentence: &str, block: usize, said: &mut Vec<ValidityWords>) {
    let Some(found) = ENDED.captures(sentence) else { return };
    let (Some(all), Some(word)) = (found.get(0), found.get(1)) else { return };
    let what = match word.as_str() {
        "废止" => Holding::Repealed,
        "失效" => Holding::Expired,
        _ => Holding::Continues,
    };
    let front = sentence.get(..all.start()).unwrap_or_default();
    for name in NAMED.captures_iter(front).filter_map(|name| name.get(1)) {
        said.push(words(what, Some(name.as_str().to_owned()), sentence, block));
    }
}

fn words(what: Holding, of: Option<String>, sentence: &str, block: usize) -> ValidityWords {
    let sentence = sentence.trim();
    let cut: String = sentence.chars().take(120).collect();
    let words = if length(sentence) > 120 { format!("{cut}…") } else { cut };
    ValidityWords { what, of, words, block }
}
