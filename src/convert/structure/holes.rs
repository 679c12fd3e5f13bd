//! Places to fill in that nobody filled in: `[此处输入文件标题]`, `20XX年`, `XX发〔20XX〕XX号`.

use std::sync::LazyLock;

use regex::Regex;

use super::{
    super::{Code, Finding, Level, Place},
    plain::{plain, tight},
    sheet::Sheet,
};

#[expect(clippy::expect_used, reason = "a pattern written here")]
static HOLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"\[?(?:在?此处|点击此处|单击此处|请在此处?|单击或点击(?:或点击)?此处)(?:输入|添加|填写|录入)[^\]。]{0,24}\]?|单击或点击此处输入文字。?|点击(?:此处|输入).{0,16}日期",
        r"|20[Xx×*_]{2}年|20\d\d-\s*-?[Xx]{2}|[Xx]{4}-[Xx]{2}-[Xx]{2}|[Xx×]{2,4}年[Xx×]{1,2}月|[\[(]20[Xx×*_]{2}[\])]|[Xx×]{2}发[\[(]|\{\{\{?[A-Za-z]\w*\}?\}?\}?|\$\{\w+\}|【待(?:填|定|补)】"
    ))
    .expect("a pattern")
});

/// Whether words are a place to fill in.
pub(super) fn is_hole(text: &str) -> bool {
    HOLE.is_match(&plain(text)) || HOLE.is_match(&tight(text))
}

/// What is to be said of places to fill in: one finding each, twenty at most.
pub(super) fn findings(sheet: &Sheet) -> Vec<Finding> {
    let holes = sheet.lines.iter().filter_map(|line| {
        let found = HOLE.find(&line.plain)?;
        let words = found.as_str().chars().take(40).collect();
        Some(Finding { code: Code::Placeholder, level: Level::Warning, place: Some(Place::Block(line.block)), words })
    });
    holes.take(20).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_to_fill_in_are_no_values() {
        for text in [
            "[此处输入文件标题]",
            "［此处输入主送机关］：",
            "20XX年XX月XX日",
            "XX发〔20XX〕XX号",
            "单击或点击此处输入文字。",
            "点击此处添加ICS号",
            "编号：{{{applyNo}}",
        ] {
            assert!(is_hole(text), "{text}");
        }
        for text in ["关于集市管理的通知", "请在此处等候", "2024年3月1日", "XX县"] {
            assert!(!is_hole(text), "{text}");
        }
    }
}
