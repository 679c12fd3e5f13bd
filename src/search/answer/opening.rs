//! When a place is open: what its hours say, and of the day or the moment that was asked for only what is certain.

use jiff::{ToSpan, civil::Weekday};

use super::{
    closures::{Closure, closures},
    occasion::{Occasion, line},
};
use crate::{
    library::{Library, LibraryError},
    policy::{Hours, Open},
    search::sought::{Ask, named},
};

/// The hours of a place, and how it stands.
pub(super) fn lines(library: &Library, name: &str, hours: Option<&str>, occasion: &Occasion<'_>) -> Result<Vec<String>, LibraryError> {
    let Some(written) = line("开放时间", hours) else { return Ok(Vec::new()) };
    if !occasion.asks.any(&[Ask::Hour, Ask::Holiday]) {
        return Ok(vec![written]);
    }
    let closures = closures(library, occasion.today)?;
    let standing = standing(name, hours.and_then(Hours::read).as_ref(), &closures, occasion);
    Ok(standing.into_iter().chain([written]).collect())
}

/// How it stands on the days that were asked for; nothing where that is not certain and nobody asked for a day.
fn standing(name: &str, hours: Option<&Hours>, closures: &[Closure], occasion: &Occasion<'_>) -> Vec<String> {
    if !occasion.holidays.is_empty() {
        return occasion.holidays.iter().map(|holiday| on_holiday(name, holiday, closures)).collect();
    }
    if occasion.asks.for_a(Ask::Holiday) {
        return vec!["节假日的安排：本机没有写，去之前先打电话问".to_owned()];
    }
    let weekdays = occasion.weekdays();
    if !weekdays.is_empty() {
        return hours.map(|hours| on_weekdays(hours, &weekdays)).into_iter().collect();
    }
    let (day, word) = match occasion.days {
        [.., "明天"] => (occasion.today.checked_add(1.day()).ok(), "明天"),
        [.., "后天"] => (occasion.today.checked_add(2.days()).ok(), "后天"),
        [.., "今天"] => (Some(occasion.today), "今天"),
        _ => (Some(occasion.today), "现在"),
    };
    let Some(day) = day else { return Vec::new() };
    if let Some(closure) = closures.iter().find(|closure| closure.covers(day) && closure.speaks_of(name)) {
        let of = if word == "现在" { "今天" } else { word };
        return vec![format!("{of}的安排看公告：{}", closure.title)];
    }
    // Who speaks of other hours on that day may mean this place as well.
    let certain = !closures.iter().any(|closure| closure.covers(day));
    let open = match (hours.filter(|_| certain), word, occasion.time) {
        (Some(hours), "现在", Some(time)) => hours.at(day, time),
        (Some(hours), "今天" | "明天" | "后天", _) => hours.on(day),
        _ => Open::Unknown,
    };
    match (open, word) {
        (Open::Yes, "现在") => vec!["现在开着".to_owned()],
        (Open::No, "现在") => vec!["现在关着".to_owned()],
        (Open::Yes, _) => vec![format!("{word}开")],
        (Open::No, _) => vec![format!("{word}不开")],
        (Open::Unknown, "现在") => Vec::new(),
        (Open::Unknown, _) => vec![format!("{word}开不开：本机说不准，去之前先打电话问")],
    }
}

fn on_holiday(name: &str, holiday: &str, closures: &[Closure]) -> String {
    match closures.iter().find(|closure| closure.names(holiday) && closure.speaks_of(name)) {
        Some(closure) => format!("{holiday}的安排看公告：{}", closure.title),
        None => format!("{holiday}的安排：本机没有写，去之前先打电话问"),
    }
}

/// How it stands on such days of an ordinary week.
fn on_weekdays(hours: &Hours, weekdays: &[Weekday]) -> String {
    let (open, closed): (Vec<Weekday>, Vec<Weekday>) = weekdays.iter().partition(|weekday| hours.on_weekday(**weekday));
    let names = |weekdays: &[Weekday]| weekdays.iter().map(|weekday| named(*weekday)).collect::<Vec<_>>().join("、");
    let said = match (open.is_empty(), closed.is_empty()) {
        (false, false) => format!("{}开，{}不开", names(&open), names(&closed)),
        (false, true) => format!("{}开", names(&open)),
        _ => format!("{}不开", names(&closed)),
    };
    format!("{said}（节假日和调休另看公告）")
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Time, date, time};

    use super::*;
    use crate::search::sought::Asks;

    fn occasion(days: &'static [&'static str], time: Option<Time>) -> Occasion<'static> {
        Occasion { asks: Asks::default(), days, holidays: &[], today: date(2026, 11, 20), time, from: None, row: None, by_duty: false }
    }

    fn said(hours: &str, occasion: &Occasion<'_>) -> Vec<String> {
        standing("县图书馆", Hours::read(hours).as_ref(), &[], occasion)
    }

    const OFFICE: &str = "工作日 9:00—12:00，13:30—17:00";

    #[test]
    fn it_is_said_to_be_open_only_where_that_is_certain() {
        assert_eq!(said(OFFICE, &occasion(&[], Some(time(10, 0, 0, 0)))), ["现在开着"]);
        assert_eq!(said(OFFICE, &occasion(&[], Some(time(12, 30, 0, 0)))), ["现在关着"]);
        let silent: [&str; 0] = [];
        assert_eq!(said(OFFICE, &occasion(&[], None)), silent, "nobody believes the clock");
        assert_eq!(said("门诊 8:00—12:00，急诊24小时", &occasion(&["现在"], Some(time(10, 0, 0, 0)))), silent);
        let new_year = Occasion { today: date(2033, 1, 1), ..occasion(&[], Some(time(10, 0, 0, 0))) };
        assert_eq!(said(OFFICE, &new_year), silent, "the holidays of that year are not known");
    }

    #[test]
    fn the_day_that_was_asked_for_is_answered() {
        assert_eq!(said(OFFICE, &occasion(&["周末"], None)), ["周六、周日不开（节假日和调休另看公告）"]);
        assert_eq!(said("周一至周六 8:00—11:30", &occasion(&["周末"], None)), ["周六开，周日不开（节假日和调休另看公告）"]);
        assert_eq!(said(OFFICE, &occasion(&["明天"], None)), ["明天不开"]);
        let holiday = Occasion { holidays: &["国庆"], ..occasion(&[], None) };
        assert_eq!(said(OFFICE, &holiday), ["国庆的安排：本机没有写，去之前先打电话问"]);
    }
}
