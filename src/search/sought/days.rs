//! Days of the week in a question, and whether somebody is open on them.

use jiff::civil::Weekday;

use crate::policy::Hours;

/// The days of the week among days as `data/asked.csv` calls them: 周末, 周一.
pub(in crate::search) fn weekdays(days: &[&str]) -> Vec<Weekday> {
    let week =
        [Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday, Weekday::Friday, Weekday::Saturday, Weekday::Sunday];
    let asked = |weekday: &Weekday| {
        let weekend = matches!(weekday, Weekday::Saturday | Weekday::Sunday);
        days.iter().any(|day| *day == named(*weekday) || weekend && *day == "周末")
    };
    week.into_iter().filter(asked).collect()
}

/// A day of the week.
pub(in crate::search) fn named(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => "周一",
        Weekday::Tuesday => "周二",
        Weekday::Wednesday => "周三",
        Weekday::Thursday => "周四",
        Weekday::Friday => "周五",
        Weekday::Saturday => "周六",
        Weekday::Sunday => "周日",
    }
}

/// Whether these hours are known to be open on any of these days of an ordinary week.
pub(super) fn is_open(hours: Option<&Hours>, weekdays: &[Weekday]) -> bool {
    hours.is_some_and(|hours| weekdays.iter().any(|weekday| hours.on_weekday(*weekday)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weekend_is_two_days() {
        assert_eq!(weekdays(&["周末", "周一", "现在"]), [Weekday::Monday, Weekday::Saturday, Weekday::Sunday]);
        let hours = Hours::read("周一至周六 8:00—11:30");
        assert!(is_open(hours.as_ref(), &weekdays(&["周末"])) && !is_open(hours.as_ref(), &weekdays(&["周日"])));
        assert!(!is_open(None, &weekdays(&["周日"])));
    }
}
