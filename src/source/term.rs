//! How long a paper holds in its own words: 有效期至2028年12月31日, 有效期5年, 试行两年.

use jiff::{Span, ToSpan, civil::Date};

use crate::{
    policy::{Block, FullText, PolicyDocument, han_number},
    text::fold,
};

use super::{dates::first_date, history::History};

/// Paragraphs at the end among which a paper speaks of its own time; appendices may follow it.
const LAST_PARAGRAPHS: usize = 40;
/// Words that begin a term.
const TERMS: [&str; 6] = ["有效期限", "有效期", "试行期限", "试行期", "执行期限", "试行"];
/// Verbs with which an end goes: 执行至2028年12月31日.
const UNTIL: [&str; 8] = ["执行至", "实施至", "施行至", "试行至", "有效至", "适用至", "执行到", "实施到"];
/// Words for its end: 本通知自2026年1月1日起停止执行.
const ENDS: [&str; 4] = ["停止执行", "废止", "失效", "终止执行"];
/// Longest term that is believed, in years.
const LONGEST: u32 = 50;

/// Fills in what a header leaves unsaid of a paper's own time, from its text.
pub(super) fn complete(document: &mut PolicyDocument, text: &FullText) {
    let paragraphs =
        || text.sections.iter().rev().flat_map(|section| section.blocks.iter().rev()).filter_map(paragraph).take(LAST_PARAGRAPHS);
    if document.effective_on.is_none() {
        let announced_on = document.published_on.or(document.issued_on);
        let mut history = History { announced_on, ..History::default() };
        history.read_start(paragraphs());
        document.effective_on = history.effective_on;
    }
    if document.expires_on.is_none() {
        let begins = document.effective_on.or(document.published_on).or(document.issued_on);
        let ends = paragraphs().find_map(|paragraph| last_day(paragraph, begins));
        document.expires_on = ends.filter(|end| begins.is_none_or(|begins| *end >= begins));
    }
}

fn paragraph(block: &Block) -> Option<&str> {
    match block {
        Block::Paragraph(text) => Some(text),
        Block::Table(_) => None,
    }
}

/// The last day of a paper by one of its paragraphs; `begins` is its first.
fn last_day(paragraph: &str, begins: Option<Date>) -> Option<Date> {
    if !TERMS.iter().any(|word| paragraph.contains(word))
        && !UNTIL.iter().any(|word| paragraph.contains(word))
        && !paragraph.contains(['止', '失'])
    {
        return None;
    }
    // The subject stands once for a whole paragraph: 本办法自……起施行。有效期五年。
    let folded = fold(paragraph);
    let mut of_itself = false;
    for clause in folded.split(['。', '，', ',', '；', ';', '\n', '：', ':']) {
        let clause = clause.trim();
        let clause = clause.rsplit_once([' ', '　']).filter(|(head, _)| head.starts_with('第')).map_or(clause, |(_, rest)| rest);
        let about_itself = speaks_of_itself(clause);
        // Another subject: 许可证有效期五年.
        of_itself = about_itself || (of_itself && (begins_term(clause) || begins_start(clause)));
        if of_itself && let Some(end) = end(clause, begins) {
            return Some(end);
        }
    }
    None
}

/// 本办法, 本通知, 本试行方案: the paper itself, not one of its articles.
fn speaks_of_itself(clause: &str) -> bool {
    clause.strip_prefix('本').is_some_and(|rest| {
        let subject: String = rest.chars().take_while(|c| !"自从有试执的于为".contains(*c)).collect();
        let kinds = [
            "办法", "规定", "细则", "规则", "意见", "通知", "方案", "决定", "公告", "通告", "文件", "政策", "措施", "条例", "规程", "指南",
            "计划", "标准", "制度", "规范",
        ];
        subject.chars().count() <= 8 && kinds.iter().any(|kind| subject.ends_with(kind))
    })
}

fn begins_term(clause: &str) -> bool {
    TERMS.iter().chain(&UNTIL).any(|word| clause.starts_with(word)) || clause.starts_with("至")
}

fn begins_start(clause: &str) -> bool {
    clause.starts_with(['自', '从'])
}

fn end(clause: &str, begins: Option<Date>) -> Option<Date> {
    let after = |words: &[&'static str]| words.iter().find_map(|word| clause.split_once(word).map(|(_, rest)| rest));
    if let Some(day) = after(&UNTIL).and_then(leading_day) {
        return Some(day);
    }
    // 有效期自2024年1月1日至2026年12月31日, 自2024年1月1日起至2026年12月31日止施行
    if let Some((day, after)) = clause.split_once(['自', '从']).and_then(|(_, rest)| first_date(rest))
        && let Some(after) = after.strip_prefix('起')
        && ENDS.iter().any(|word| after.trim_start_matches("同时").starts_with(word))
    {
        return day.yesterday().ok();
    }
    let spans = TERMS.iter().any(|word| clause.contains(word)) || clause.contains('止') || clause.starts_with('至');
    if spans && let Some(day) = clause.rsplit_once(['至', '到']).and_then(|(_, rest)| leading_day(rest)) {
        return Some(day);
    }
    let begins = begins?;
    let term = after(&TERMS)?;
    let term = term.trim_start_matches(['为', '是', '暂', '定', '限']);
    let term = term.rsplit_once('起').map_or(term, |(_, rest)| rest);
    length(term.trim()).and_then(|span| begins.checked_add(span).ok()).and_then(|day| day.yesterday().ok())
}

/// The day with which a text begins.
fn leading_day(text: &str) -> Option<Date> {
    let (date, after) = first_date(text)?;
    (text.len() - after.len() <= 40).then_some(date)
}

/// 5年, 两年, 六个月, at the beginning of a text.
fn length(text: &str) -> Option<Span> {
    let numeral: String = text.chars().take_while(|c| c.is_ascii_digit() || "一二两三四五六七八九十".contains(*c)).collect();
    let rest = text.strip_prefix(&numeral)?;
    let number =
        numeral.parse().ok().or_else(|| han_number(&numeral.replace('两', "二"))).filter(|number| (1..=LONGEST).contains(number))?;
    let number = i32::try_from(number).ok()?;
    if rest.starts_with('年') && !rest.starts_with("年度") {
        Some(number.years())
    } else {
        ["个月", "月"].iter().any(|unit| rest.starts_with(unit)).then(|| number.months())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_paper_says_how_long_it_holds() {
        let begins = Some(date(2023, 6, 1));
        for (paragraph, expected) in [
            ("第二十条 本办法自2023年6月1日起施行，有效期5年。", Some(date(2028, 5, 31))),
            ("第二十条　本办法自2023年6月1日起施行。有效期五年。", Some(date(2028, 5, 31))),
            ("本办法自印发之日起施行，有效期至2028年12月31日。", Some(date(2028, 12, 31))),
            ("本通知有效期为三年。", Some(date(2026, 5, 31))),
            ("本意见自发布之日起试行，试行期两年。", Some(date(2025, 5, 31))),
            ("本办法试行2年。", Some(date(2025, 5, 31))),
            ("本办法自2023年6月1日起施行，有效期自2023年6月1日至2025年5月31日。", Some(date(2025, 5, 31))),
            ("本方案自2023年6月1日起至2024年12月31日止执行。", Some(date(2024, 12, 31))),
            ("本措施执行至二〇二五年十二月三十一日。", Some(date(2025, 12, 31))),
            ("本办法自公布之日起施行，有效期六个月。", Some(date(2023, 11, 30))),
            ("本通知自2026年1月1日起停止执行。", Some(date(2025, 12, 31))),
            ("本办法执行期限为2023年6月1日至2025年12月31日。", Some(date(2025, 12, 31))),
            ("本政策执行到2025年12月31日。", Some(date(2025, 12, 31))),
            ("《甲办法》自2026年1月1日起废止。", None),
            ("第八条 许可证有效期5年，期满前三十日申请延续。", None),
            ("第八条 依照本办法取得的许可证，有效期5年。", None),
            ("本办法所称证件，有效期5年。", None),
            ("本办法自2023年6月1日起施行。", None),
            ("第九条 租赁合同期限至2028年12月31日止。", None),
            ("各地可以先行试行两年。", None),
        ] {
            assert_eq!(last_day(paragraph, begins), expected, "{paragraph}");
        }
        assert_eq!(last_day("本办法有效期5年。", None), None, "nobody knows from when");
    }
}
