//! How a terminal is used, in lines with bars: for staff at the screen.

use jiff::civil::Date;

use crate::{fleet::Usage, text::columns};

/// Cells of the longest bar, so that a line fits the smallest screen.
const WIDEST: u64 = 28;
/// Columns of a theme before its bar.
const NAME: usize = 14;

/// The totals, the last days, and what is asked for most. A day or a theme of which nothing is told has no bar.
pub fn used(usage: Usage, days: &[(Date, Option<Usage>)], topics: &[(String, u64)]) -> Vec<String> {
    let Usage { sessions, searches, misses, opened, codes } = usage;
    let percent = usage.miss_percent().filter(|_| misses > 0).map_or_else(String::new, |percent| format!("（{percent}%）"));
    let mut lines = vec![
        format!("使用 {sessions} 次，搜索 {searches} 次，没找到 {misses} 次{percent}"),
        format!("打开 {opened} 条，二维码 {codes} 个（装好以来的总数）"),
        String::new(),
        "最近 30 天，每天使用几次（不到 5 次的不显示）：".to_owned(),
    ];
    let most = days.iter().filter_map(|(_, usage)| usage.map(|usage| usage.sessions)).max().unwrap_or(0);
    let day = |(date, usage): &(Date, Option<Usage>)| {
        let told = usage.map_or_else(String::new, |usage| format!("{}{}", bar(usage.sessions, most), usage.sessions));
        format!("{:02}-{:02} {}  {told}", date.month(), date.day(), weekday(*date))
    };
    lines.extend(days.iter().rev().map(day));
    lines.extend([String::new(), "看得最多的主题（不到 5 次的不显示）：".to_owned()]);
    let most = topics.first().map_or(0, |(_, times)| *times);
    lines.extend(topics.iter().map(|(name, times)| {
        let name = crate::text::fit(name, NAME);
        format!("{name}{}{}{times}", " ".repeat((NAME + 2).saturating_sub(columns(&name))), bar(*times, most))
    }));
    if topics.is_empty() {
        lines.push("还没有".to_owned());
    }
    lines
}

/// As long as its share of the longest, and never nothing.
fn bar(times: u64, most: u64) -> String {
    let cells = (u128::from(times) * u128::from(WIDEST)).div_ceil(u128::from(most.max(1)));
    "█".repeat(usize::try_from(cells).unwrap_or(0)) + " "
}

fn weekday(date: Date) -> &'static str {
    ["一", "二", "三", "四", "五", "六", "日"]
        .get(usize::from(date.weekday().to_monday_zero_offset().unsigned_abs()))
        .copied()
        .unwrap_or("")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn bars_are_as_long_as_their_share_and_a_line_fits_the_smallest_screen() {
        let visits = |sessions| Some(Usage { sessions, ..Usage::default() });
        let days = [(date(2026, 11, 28), visits(1_000_000)), (date(2026, 11, 29), None), (date(2026, 11, 30), visits(5))];
        let topics = [("医疗卫生与健康和别的很长的名称".to_owned(), 40), ("养老".to_owned(), 10)];
        let lines = used(Usage { sessions: 1_000_005, ..Usage::default() }, &days, &topics);
        assert!(lines.iter().all(|line| columns(line) <= 53), "{lines:#?}");
        // The newest day first.
        let today = lines.iter().position(|line| line == "11-30 一  █ 5").unwrap();
        assert_eq!(lines[today + 1], "11-29 日  ");
        assert_eq!(lines[today + 2].matches('█').count(), 28);
        assert!(lines.last().unwrap().starts_with("养老 ") && lines.last().unwrap().matches('█').count() == 7, "{lines:#?}");
        assert!(used(Usage::default(), &[], &[]).contains(&"还没有".to_owned()));
    }
}
