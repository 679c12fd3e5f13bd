//! Notices of days on which hours are others: they win over what is written of an ordinary week.

use std::sync::LazyLock;

use jiff::civil::Date;

use crate::{
    library::{Card, Library, LibraryError},
    policy::RecordKind,
    text::fold,
};

/// Words by which such a notice is known, in its title and keywords.
const OF_HOURS: [&str; 8] = ["放假", "假期", "节假日", "办公时间", "上班时间", "开放时间", "闭馆", "停业"];

/// A notice of other hours.
pub(super) struct Closure {
    pub(super) title: String,
    /// Folded: all that it says.
    text: String,
    /// First and last days of which it speaks.
    spans: Vec<(Date, Date)>,
}

/// The notices of other hours that stand on a day.
pub(super) fn closures(library: &Library, today: Date) -> Result<Vec<Closure>, LibraryError> {
    let of_hours = |card: &Card| {
        let words = || std::iter::once(&card.title).chain(&card.keywords);
        card.kind == RecordKind::Notice && words().any(|text| OF_HOURS.iter().any(|word| text.contains(word)))
    };
    let cards = library.cards().iter().filter(|card| of_hours(card) && library.shows(card, today));
    let read = cards.map(|card| {
        let record = library.record(&card.id)?;
        Ok(record.map(|record| {
            let text = fold(&[record.title.as_str(), record.summary.as_deref().unwrap_or_default(), &record.text.plain()].join("\n"));
            let year = card.dated.map_or(today.year(), Date::year);
            Closure { spans: spans(&text, year), title: record.title, text }
        }))
    });
    read.filter_map(Result::transpose).collect()
}

impl Closure {
    /// Whether it says something of this day.
    pub(super) fn covers(&self, day: Date) -> bool {
        self.spans.iter().any(|(first, last)| (*first..=*last).contains(&day))
    }

    /// Whether it says something of a holiday.
    pub(super) fn names(&self, holiday: &str) -> bool {
        self.text.contains(holiday)
    }

    /// Whether it speaks of this place, by a name without that of the county before it.
    pub(super) fn speaks_of(&self, name: &str) -> bool {
        let name = fold(name);
        let essence = name.split_once('县').map_or(name.as_str(), |(_, rest)| rest);
        !essence.is_empty() && self.text.contains(essence)
    }
}

/// Spans as papers print them: 2027年1月1日至1月3日, 10月1日（星期四）至7日.
static UNTIL: LazyLock<[char; 3]> = LazyLock::new(|| ['至', '到', '—']);

/// The spans of days in a text; `year` is that of days without one.
fn spans(text: &str, year: i16) -> Vec<(Date, Date)> {
    let mut spans = Vec::new();
    for (at, until) in text.char_indices().filter(|(_, c)| UNTIL.contains(c)) {
        let before = text.get(..at).unwrap_or_default();
        let after = text.get(at + until.len_utf8()..).unwrap_or_default();
        let Some(first) = day_before(before, year) else { continue };
        let Some(last) = day_after(after, first) else { continue };
        if first <= last {
            spans.push((first, last));
        }
    }
    spans
}

/// The day that a text ends in; a remark in brackets may follow it.
fn day_before(text: &str, year: i16) -> Option<Date> {
    let text = match text.strip_suffix([')', '）']) {
        Some(inside) => inside.rsplit_once(['(', '（'])?.0,
        None => text,
    };
    let (text, day) = number_before(text.strip_suffix('日')?)?;
    let (text, month) = number_before(text.strip_suffix('月')?)?;
    let year = text.strip_suffix('年').and_then(number_before).and_then(|(_, year)| i16::try_from(year).ok()).unwrap_or(year);
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// The day that a text begins with: with its month, or in the month of the first day. One that would be earlier is of the next year.
fn day_after(text: &str, first: Date) -> Option<Date> {
    let (head, rest) = text.split_once(['月', '日'])?;
    let (year, head) = match head.split_once('年') {
        Some((year, head)) => (year.parse().ok()?, head),
        None => (first.year(), head),
    };
    let number: i8 = head.parse().ok()?;
    let with_month =
        text.get(head.len()..).is_some_and(|_| text.find('月').is_some_and(|month| text.find('日').is_none_or(|day| month < day)));
    let (month, day) = if with_month { (number, rest.split_once('日')?.0.parse().ok()?) } else { (first.month(), number) };
    let date = Date::new(year, month, day).ok()?;
    if date < first { Date::new(year + 1, month, day).ok() } else { Some(date) }
}

fn number_before(text: &str) -> Option<(&str, u32)> {
    let rest = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = text.get(rest.len()..)?.parse().ok()?;
    Some((rest, number))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn spans_are_read_as_papers_print_them() {
        let read = |text: &str| spans(&fold(text), 2026);
        assert_eq!(read("2027年1月1日（星期五）至1月3日（星期日）放假"), [(date(2027, 1, 1), date(2027, 1, 3))]);
        assert_eq!(read("10月1日至7日闭馆，10月8日起开放"), [(date(2026, 10, 1), date(2026, 10, 7))]);
        assert_eq!(read("12月30日至1月2日"), [(date(2026, 12, 30), date(2027, 1, 2))]);
        assert!(read("9:00—12:00，周一至周五").is_empty());
    }
}
