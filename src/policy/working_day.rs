//! Working days (工作日): Monday to Friday, but for the holidays and make-up days that the State Council announces for each year.

use std::{collections::HashMap, sync::LazyLock};

use jiff::civil::{Date, Weekday};

/// `data/holidays.csv`: days off and make-up days, by day.
static ANNOUNCED: LazyLock<HashMap<Date, bool>> = LazyLock::new(|| {
    let rows = include_str!("../../data/holidays.csv").lines().filter_map(|line| {
        let mut cells = line.split(',');
        let day: Date = cells.next()?.parse().ok()?;
        Some((day, cells.next()? == "班"))
    });
    rows.collect()
});

/// Whether people work on a day; none where the arrangement of its year is not known.
pub fn is_working_day(day: Date) -> Option<bool> {
    let known = ANNOUNCED.keys().any(|announced| announced.year() == day.year());
    known.then(|| ANNOUNCED.get(&day).copied().unwrap_or(!is_weekend(day)))
}

/// Whether the State Council announced something for the day: a holiday, or work on a weekend.
pub fn is_special_day(day: Date) -> Option<bool> {
    is_working_day(day).map(|_| ANNOUNCED.contains_key(&day))
}

/// Whether it is time that the notice about the next year were here, and it is not: from the first of November on, dates of replies reach into it.
pub fn misses_next_year(today: Date) -> bool {
    today.month() >= 11 && today.checked_add(jiff::Span::new().years(1)).is_ok_and(|next| is_working_day(next).is_none())
}

/// Saturday or Sunday.
fn is_weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn holidays_and_make_up_days_are_those_that_were_announced() {
        for (day, works) in [
            (date(2026, 11, 20), Some(true)),
            (date(2026, 11, 22), Some(false)),
            (date(2026, 10, 1), Some(false)),
            (date(2026, 10, 10), Some(true)),
            (date(2026, 1, 1), Some(false)),
            (date(2031, 3, 3), None),
        ] {
            assert_eq!(is_working_day(day), works, "{day}");
        }
        assert_eq!([date(2026, 10, 31), date(2026, 11, 1), date(2025, 12, 31)].map(misses_next_year), [false, true, false]);
        assert_eq!((is_special_day(date(2026, 10, 1)), is_special_day(date(2026, 11, 22))), (Some(true), Some(false)));
    }
}
