//! The note below the title of rules: `(2024年2月28日云川县人民政府令第7号公布 自2024年4月1日起施行)`.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use super::{
    day::days_in,
    mold::bodies,
    number::own,
    plain::{bare, tight},
};

/// What a note says of the paper above it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Note {
    /// The number under which it was made public, where the note says one.
    pub(super) number: Option<String>,
    /// Who made it public.
    pub(super) bodies: Vec<String>,
    /// When.
    pub(super) day: Date,
    /// It was never changed since: no other day or number may be meant.
    pub(super) clear: bool,
}

#[expect(clippy::expect_used, reason = "a pattern written here")]
static MADE_PUBLIC: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:经|由|以)?(?P<whose>\p{Han}{3,36}?)(?P<order>(?:令|公告)(?:(?:19|20)\d\d年)?第?(?:\d{1,5}|[〇零一二三四五六七八九十百]{1,6})号|[\[(](?:19|20)\d\d[\])]第?\d{1,5}号)?(?:文)?(?:公布|发布|颁布|印发)")
        .expect("a pattern")
});

/// Reads a line in brackets.
pub(super) fn read(line: &str) -> Option<Note> {
    let tight = tight(line);
    let inner = tight.strip_prefix('(').filter(|inner| inner.ends_with(')')).map(bare)?;
    let inner = inner.trim_end_matches(')');
    let first = days_in(inner).into_iter().next().filter(|day| day.range.start == 0)?;
    let rest = inner.get(first.range.end..)?;
    let changed = ["修订", "修正", "修改", "废止"].iter().any(|word| rest.contains(word));
    if is_passed_by_a_congress(rest) {
        return Some(Note { number: None, bodies: Vec::new(), day: first.date, clear: first.clear && !changed });
    }
    let found = MADE_PUBLIC.captures(rest)?;
    let (whose, order) = (found.name("whose")?.as_str(), found.name("order").map(|order| order.as_str()));
    let number = order.and_then(|order| own(&format!("{whose}{order}"))).map(|number| number.value);
    // 云政发 is no name of a body.
    let bodies = if order.is_some_and(|order| order.starts_with(['[', '('])) { Vec::new() } else { bodies(whose).unwrap_or_default() };
    (number.is_some() || !bodies.is_empty()).then_some(Note { number, bodies, day: first.date, clear: first.clear && !changed })
}

/// Papers of a congress bear the day on which it passed them; one that a government's meeting passed is made public later.
fn is_passed_by_a_congress(rest: &str) -> bool {
    rest.split_once("通过").is_some_and(|(front, _)| front.contains("人民代表大会") && !front.contains(['公', ',', '。']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_names_number_body_and_day() {
        for (line, number, body, day, clear) in [
            (
                "（二〇二四年二月二十八日云川县人民政府令第7号公布　自2024年4月1日起施行）",
                Some("云川县人民政府令第7号"),
                Some("云川县人民政府"),
                "2024-02-28",
                true,
            ),
            (
                "(2011年8月1日云川市人民政府令第十二号发布 根据2019年3月1日云川市人民政府令第30号修订)",
                Some("云川市人民政府令第十二号"),
                Some("云川市人民政府"),
                "2011-08-01",
                false,
            ),
            ("（2022年6月1日云政发〔2022〕9号印发）", Some("云政发〔2022〕9号"), None, "2022-06-01", true),
            ("（2023年5月6日云川县财政局公布）", None, Some("云川县财政局"), "2023-05-06", true),
        ] {
            let note = read(line).unwrap();
            assert_eq!((note.number.as_deref(), note.bodies.first().map(String::as_str)), (number, body), "{line}");
            assert_eq!((note.day.to_string().as_str(), note.clear), (day, clear), "{line}");
        }
        let passed = read("（2025年8月28日云川县第十八届人民代表大会常务委员会第三十次会议通过）").unwrap();
        assert_eq!((passed.day.to_string().as_str(), passed.number, passed.clear), ("2025-08-28", None, true));
        for line in ["（2024年2月28日）", "（试行）", "2024年2月28日云川县人民政府令第7号公布", "（2024年2月28日县政府常务会议通过）"]
        {
            assert_eq!(read(line), None, "{line}");
        }
    }
}
