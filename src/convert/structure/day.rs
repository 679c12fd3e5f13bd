//! Days as papers print them: `２０２５年６月３日`, `二〇二六年六月三日`, `2025/6/3`, `2025.6.3`. What is no day of a calendar is none.

use std::{ops::Range, sync::LazyLock};

use jiff::civil::Date;
use regex::{Captures, Regex};

use crate::policy::han_number;

use super::plain::{bare, plain, tight};

/// A day, where it stands (bytes of the plain text), and whether its signs leave no doubt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Day {
    pub(super) date: Date,
    pub(super) range: Range<usize>,
    pub(super) clear: bool,
}

#[expect(clippy::expect_used, reason = "a pattern written here")]
static DAY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?P<y>\d{4}|[〇零○Oo0０一二三四五六七八九]{4})\s*年\s*(?P<m>\d{1,2}|[一二三四五六七八九十元]{1,3})\s*月\s*(?P<d>\d{1,2}|[一二三四五六七八九十廿卅]{1,3})\s*[日号]",
        r"|(?P<y1>\d{4})-(?P<m1>\d{1,2})-(?P<d1>\d{1,2})|(?P<y2>\d{4})/(?P<m2>\d{1,2})/(?P<d2>\d{1,2})|(?P<y3>\d{4})\.(?P<m3>\d{1,2})\.(?P<d3>\d{1,2})"
    ))
    .expect("a pattern")
});

/// Days named in a plain text.
pub(super) fn days_in(plain: &str) -> Vec<Day> {
    let spread = |range: &Range<usize>| {
        let before = plain.get(..range.start).and_then(|text| text.chars().next_back());
        let after = plain.get(range.end..).and_then(|text| text.chars().next());
        // A longer row of digits and points is an address, a version, a code.
        let goes_on = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || c.is_ascii_alphabetic() || "-/._".contains(c));
        goes_on(before) || goes_on(after)
    };
    DAY.captures_iter(plain)
        .filter_map(|found| {
            let range = found.get(0)?.range();
            let (date, clear) = read(&found)?;
            (found.name("y").is_some() || !spread(&range)).then_some(Day { date, range, clear })
        })
        .collect()
}

fn read(found: &Captures) -> Option<(Date, bool)> {
    let part = |names: [&str; 4]| names.into_iter().find_map(|name| found.name(name)).map(|part| part.as_str());
    let (year, month, day) = (part(["y", "y1", "y2", "y3"])?, part(["m", "m1", "m2", "m3"])?, part(["d", "d1", "d2", "d3"])?);
    let date = Date::new(year_of(year)?, small(month)?, small(day)?).ok()?;
    // A letter for a zero is what a machine reads, or somebody who was in a hurry.
    let clear = !year.contains(['O', 'o']) && (1949..=2100).contains(&date.year());
    Some((date, clear))
}

fn year_of(text: &str) -> Option<i16> {
    let zeros: String = text.chars().map(|c| if matches!(c, '○' | 'O' | 'o' | '0' | '０') { '〇' } else { c }).collect();
    let year = text.parse().ok().or_else(|| han_number(&zeros).and_then(|year| i16::try_from(year).ok()))?;
    (1900..=2100).contains(&year).then_some(year)
}

fn small(text: &str) -> Option<i8> {
    if text == "元" {
        return Some(1);
    }
    let spoken = text.replace('廿', "二十").replace('卅', "三十");
    text.parse().ok().or_else(|| han_number(&spoken).and_then(|number| i8::try_from(number).ok()))
}

/// The day that a line is, and nothing else; with or without brackets and spaces.
pub(super) fn whole_day(line: &str) -> Option<(Date, bool)> {
    let tight = tight(line);
    let bare = bare(&tight);
    let day = days_in(bare).into_iter().next()?;
    (day.range == (0..bare.len())).then_some((day.date, day.clear))
}

/// The day a line ends with, and the plain words before it.
pub(super) fn last_day(line: &str) -> Option<(String, Date, bool)> {
    let plain = plain(line);
    let plain = plain.trim_end();
    let day = days_in(plain).into_iter().next_back()?;
    (day.range.end == plain.len()).then(|| (plain.get(..day.range.start).unwrap_or_default().trim().to_owned(), day.date, day.clear))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_day_is_read_in_every_form() {
        for line in [
            "２０２５年６月３日",
            "2025年06月03日",
            "2025 年 6 月 3 日",
            "二〇二五年六月三日",
            "二○二五年六月三日",
            "二零二五年六月三日",
            "二0二五年六月三日",
            "2025/6/3",
            "2025.6.3",
            "2025-06-03",
            "（2025年6月3日）",
            "２０２５．６．３",
            "２０２５－０６－０３",
            "2 0 2 5 年 6 月 3 日",
        ] {
            assert_eq!(whole_day(line), Some((date(2025, 6, 3), true)), "{line}");
        }
        assert_eq!(whole_day("二〇一五年十二月廿一日"), Some((date(2015, 12, 21), true)));
        assert_eq!(whole_day("二O二五年六月三日"), Some((date(2025, 6, 3), false)));
    }

    #[test]
    fn what_is_no_day_is_none() {
        for line in [
            "二〇年八月十二日",
            "十二月五十五日",
            "2015年10月13",
            "一年八月十二日",
            "20XX年XX月XX日",
            "2023年2月30日",
            "2025年6月",
            "10.1.2025",
            "2025.6.3.1",
            "1 2025.6",
            "十十五日",
            "",
            "2025年6月3日印发",
            "电话2025-6-3-4",
        ] {
            assert_eq!(whole_day(line), None, "{line}");
        }
    }

    #[test]
    fn a_line_may_end_with_its_day() {
        assert_eq!(last_day("云川县人民政府　 2023年6月5日"), Some(("云川县人民政府".to_owned(), date(2023, 6, 5), true)));
        assert_eq!(last_day("自2023年6月5日起施行"), None);
    }
}
