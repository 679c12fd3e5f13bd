//! The disclosure mark (公开属性) of a paper, in all the lines in which offices print it; never out of a sentence that speaks of marks.

use std::sync::LazyLock;

use regex::Regex;

use crate::policy::DisclosureMark;

use super::plain::{bare, tight};

#[expect(clippy::expect_used, reason = "patterns written here")]
fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern")
}

/// What stands before a mark.
const LABEL: &str = "(?:政府)?(?:信息|公文|文件|政务)?公开(?:属性|方式|形式|类别|类型|选项|范围|程度|性质|标识|情况)?(?:选项|属性)?";
/// The words of a mark.
const WORDS: &str = "此件公开发布|此件主动公开|此件公开|此件删减后公开|此件部分公开|此件依申请公开|此件不予公开|此件不公开|主动公开|公开发布|全文公开|删减后公开|部分公开|依申请公开|不予公开|不公开|免予公开|非公开";

static ALONE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:此件|本件|本文件|该件|此文|本文)(?:可)?(公开发布|主动公开|全文公开|公开|删减后公开|部分公开|依申请公开|不予公开|不公开)[。.]?$",
    )
});
/// The mark alone in its brackets on a line; without them it may be a heading.
static BRACKETED: LazyLock<Regex> = LazyLock::new(|| pattern(&format!(r"^[(\[]({WORDS})[)\]][。.]?$")));
static LABELLED: LazyLock<Regex> = LazyLock::new(|| pattern(&format!("^[(\\[]?{LABEL}[)\\]]?[::]?[(\\[]?({WORDS})[)\\]]?[。.]?$")));
static BEFORE_MORE: LazyLock<Regex> = LazyLock::new(|| pattern(&format!("^[(\\[]?{LABEL}:({WORDS})[)\\]]?(?:\\s|$)")));
static BOXES: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!("^[(\\[]?{LABEL}[:]?[(\\[]?((?:[□■☑√✓☒◻◼☐✔口]?(?:{WORDS})[□■☑√✓☒◻◼☐✔口]?[、;,/]?){{2,}})[)\\]]?$")));
static BOXED: LazyLock<Regex> = LazyLock::new(|| pattern(&format!("([□■☑√✓☒◻◼☐✔]?)({WORDS})([□■☑√✓☒◻◼☐✔]?)")));
static IS_LABEL: LazyLock<Regex> = LazyLock::new(|| pattern(&format!("^{LABEL}[::]?$")));

/// The mark that a line prints.
pub(super) fn mark_of(line: &str) -> Option<DisclosureMark> {
    let tight = tight(line);
    let bare = bare(&tight);
    if let Some(found) = ALONE.captures(bare) {
        return meaning(found.get(1)?.as_str());
    }
    if let Some(found) = BRACKETED.captures(&tight) {
        return meaning(found.get(1)?.as_str());
    }
    if let Some(found) = BOXES.captures(&tight) {
        return ticked(found.get(1)?.as_str());
    }
    if let Some(found) = LABELLED.captures(&tight).filter(|found| found.get(1).is_some_and(|words| words.len() < bare.len())) {
        return meaning(found.get(1)?.as_str());
    }
    let plain = super::plain::plain(line);
    BEFORE_MORE.captures(plain.trim()).and_then(|found| meaning(found.get(1)?.as_str()))
}

/// The one mark of several that is ticked.
fn ticked(words: &str) -> Option<DisclosureMark> {
    let is_tick = |sign: &str| matches!(sign, "■" | "☑" | "√" | "✓" | "☒" | "◼" | "✔");
    let behind = BOXED.captures_iter(words).next().is_some_and(|first| first.get(1).is_none_or(|sign| sign.is_empty()));
    let side = if behind { 3 } else { 1 };
    let mut marks = BOXED.captures_iter(words).filter(|found| found.get(side).is_some_and(|sign| is_tick(sign.as_str())));
    let mark = marks.next().and_then(|found| meaning(found.get(2)?.as_str()));
    if marks.next().is_some() { None } else { mark }
}

/// The value of a field whose label says that it is about disclosure.
pub(super) fn stated(label: &str, value: &str) -> Option<DisclosureMark> {
    let (label, value) = (tight(label), tight(value));
    IS_LABEL.is_match(bare(&label)).then(|| meaning(bare(&value)).or_else(|| ticked(&value)))?
}

/// Whether a cell or a line is only the label of a mark.
pub(super) fn is_label(text: &str) -> bool {
    let tight = tight(text);
    tight.chars().count() >= 4 && IS_LABEL.is_match(bare(&tight))
}

fn meaning(words: &str) -> Option<DisclosureMark> {
    Some(match words.trim_start_matches("此件") {
        "公开发布" | "主动公开" | "全文公开" | "公开" => DisclosureMark::Open,
        "删减后公开" | "部分公开" => DisclosureMark::OpenAfterRedaction,
        "依申请公开" => DisclosureMark::OnApplication,
        "不予公开" | "不公开" | "免予公开" | "非公开" => DisclosureMark::NotOpen,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use DisclosureMark::{NotOpen, OnApplication, Open, OpenAfterRedaction};

    #[test]
    fn every_printed_form_is_known() {
        for (line, mark) in [
            ("（此件公开发布）", Open),
            ("此件公开发布", Open),
            ("(此件主动公开)", Open),
            ("（此件依申请公开）", OnApplication),
            ("（依申请公开）", OnApplication),
            ("[主动公开]", Open),
            ("［此件不公开］", NotOpen),
            ("此件删减后公开", OpenAfterRedaction),
            ("公开属性：主动公开", Open),
            ("公开属性:依申请公开", OnApplication),
            ("（信息公开形式：主动公开）", Open),
            ("信息公开选项：主动公开", Open),
            ("信息公开选项：☑主动公开 □依申请公开 □不予公开", Open),
            ("信息公开选项：主动公开□ 依申请公开√ 不予公开□", OnApplication),
            ("政府信息公开选项：不予公开", NotOpen),
            ("公开方式 不公开", NotOpen),
            ("公 开 属 性 ： 主 动 公 开", Open),
            ("公开类别：主动公开　　云川县人民政府办公室 2024年2月8日印发", Open),
            ("文件公开属性：（主动公开）", Open),
        ] {
            assert_eq!(mark_of(line), Some(mark), "{line}");
        }
    }

    #[test]
    fn a_sentence_about_marks_is_no_mark() {
        for line in [
            "严格按照“此件公开发布”、“此件依申请公开”、“此件删减后公开”和“此件不公开”分类标识。",
            "主动公开",
            "依申请公开",
            "主动公开政府信息719条",
            "公开属性",
            "信息公开选项：□主动公开 □依申请公开 □不予公开",
            "公开方式：网站主动公开、公示栏",
            "行政机关决定不予公开的，应当说明理由",
            "公开",
            "",
        ] {
            assert_eq!(mark_of(line), None, "{line}");
        }
    }

    #[test]
    fn a_field_is_read_beside_its_label() {
        assert_eq!(stated("公开方式", "不公开"), Some(NotOpen));
        assert_eq!(stated("主题分类", "主动公开"), None);
        assert!(is_label("公开属性：") && !is_label("公开"));
    }
}
