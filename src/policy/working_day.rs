//! Working days (工作日): Monday to Friday, but for the holidays and make-up days that the State Council announces for each year.
//!
//! The program holds the notices that were out when it was made (`data/holidays.csv`); what an office sends lies over them as long as the program
//! runs. There is one table at a time, as there is one zone of time: two dates of one page are never reckoned by two of them.

use std::sync::{Arc, LazyLock, RwLock};

use jiff::civil::Date;

use super::Holidays;

/// `data/holidays.csv`.
static BUILT_IN: LazyLock<Holidays> = LazyLock::new(|| Holidays::read(include_str!("../../data/holidays.csv")).unwrap_or_default());

/// The table that is reckoned by.
static IN_USE: LazyLock<RwLock<Arc<Holidays>>> = LazyLock::new(|| RwLock::new(Arc::new(BUILT_IN.clone())));

/// The table that is reckoned by now.
pub fn holidays() -> Arc<Holidays> {
    IN_USE.read().map_or_else(|poisoned| Arc::clone(&poisoned.into_inner()), |table| Arc::clone(&table))
}

/// From now on reckons by this table over what the program holds; by that alone where there is none.
pub fn reckon_by(own: Option<&Holidays>) {
    let whole = Arc::new(own.map_or_else(|| BUILT_IN.clone(), |own| own.over(&BUILT_IN)));
    *IN_USE.write().unwrap_or_else(std::sync::PoisonError::into_inner) = whole;
}

/// Whether people work on a day; none where the arrangement of its year is not known.
pub fn is_working_day(day: Date) -> Option<bool> {
    holidays().works(day)
}

/// Whether the State Council announced something for the day: a holiday, or work on a weekend.
pub fn is_special_day(day: Date) -> Option<bool> {
    holidays().is_special(day)
}

/// Whether it is time that the notice about the next year were here, and it is not: from the first of November on, dates of replies reach into it.
pub fn misses_next_year(today: Date) -> bool {
    today.month() >= 11 && today.checked_add(jiff::Span::new().years(1)).is_ok_and(|next| is_working_day(next).is_none())
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
        assert_eq!(BUILT_IN.notices().map(|(year, _)| year).collect::<Vec<_>>(), [2024, 2025, 2026]);
    }
}
