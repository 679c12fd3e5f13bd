//! Days counted as the law counts them: working days with the year's notice, calendar days and months that end on no rest day.
//!
//! Enters: a first day and a number. Leaves: the last day, or doubt where the notice about a year is not loaded: no date is ever guessed from the
//! days of the week alone. What a region adds (全国年节及纪念日放假办法 art. 4) lies over the table of the State Council.

use std::collections::BTreeMap;

use jiff::{ToSpan, civil::Date};

use super::{
    Due,
    pause::{Held, Pauses},
};
use crate::policy::is_working_day;

/// More days than any term has, with every pause in it: beyond that nothing is counted.
const FARTHEST_DAYS: usize = 1500;

/// The days on which people work, as far as notices say.
#[derive(Debug, Clone, Default)]
pub struct Calendar {
    /// What a region says otherwise: true for work.
    regional: BTreeMap<Date, bool>,
    /// A region is named of which nothing is known.
    unknown_region: bool,
}

impl Calendar {
    /// A day off in the region.
    pub fn rest_on(&mut self, day: Date) {
        self.regional.insert(day, false);
    }

    /// A make-up day of the region.
    pub fn work_on(&mut self, day: Date) {
        self.regional.insert(day, true);
    }

    /// A region is named whose days off are not known: every count is in doubt.
    pub fn doubt_region(&mut self) {
        self.unknown_region = true;
    }

    /// Whether people work on a day; none where nobody has announced it yet.
    pub fn works(&self, day: Date) -> Option<bool> {
        if self.unknown_region {
            return None;
        }
        let national = is_working_day(day)?;
        Some(self.regional.get(&day).copied().unwrap_or(national))
    }

    /// The last of `count` working days after `start`, which itself is not counted (民法典 art. 201). Days inside a pause do not count; where a
    /// pause has no end yet, neither has the term.
    pub(super) fn working_days(&self, start: Date, count: u32, pauses: &Pauses) -> Due {
        let mut left = count;
        if left == 0 {
            return Due::On(start);
        }
        let days = start.series(1.day()).skip(1).take(FARTHEST_DAYS);
        for day in days {
            match pauses.on(day) {
                Held::Runs => {}
                Held::Still => continue,
                Held::Endless => return Due::Never,
                Held::Unknown => return Due::Doubtful,
            }
            match self.works(day) {
                None => return Due::Doubtful,
                Some(true) => left -= 1,
                Some(false) => {}
            }
            if left == 0 {
                return Due::On(day);
            }
        }
        Due::Doubtful
    }

    /// The last of `count` working days after a day, without any pause.
    pub fn working_days_after(&self, start: Date, count: u32) -> Due {
        self.working_days(start, count, &Pauses::default())
    }

    /// The end of so many calendar days: the day of the event is not counted, and a last day off moves to the next day that is none (民诉法
    /// art. 85). A Saturday on which people make up work is none.
    pub fn days(&self, start: Date, count: i32) -> Due {
        Due::from(start.checked_add(count.days()).ok()).then(|day| self.off_rest(day))
    }

    /// The end of so many months: the same day of the month, or its last where it has no such day (民法典 art. 202).
    pub fn months(&self, start: Date, count: i32) -> Due {
        Due::from(start.checked_add(count.months()).ok()).then(|day| self.off_rest(day))
    }

    fn off_rest(&self, day: Date) -> Due {
        for day in day.series(1.day()).take(FARTHEST_DAYS) {
            match self.works(day) {
                None => return Due::Doubtful,
                Some(true) => return Due::On(day),
                Some(false) => {}
            }
        }
        Due::Doubtful
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn plain(start: Date, count: u32) -> Due {
        Calendar::default().working_days(start, count, &Pauses::default())
    }

    #[test]
    fn working_days_keep_to_the_notice_of_the_year_and_never_go_beyond_it() {
        for (start, count, end) in [
            (date(2024, 2, 7), 7, Due::On(date(2024, 2, 22))),
            (date(2026, 12, 3), 20, Due::On(date(2026, 12, 31))),
            (date(2026, 12, 4), 20, Due::Doubtful),
            (date(2026, 12, 4), 7, Due::On(date(2026, 12, 15))),
            (date(2023, 12, 28), 3, Due::Doubtful),
            (date(2026, 9, 19), 1, Due::On(date(2026, 9, 20))),
        ] {
            assert_eq!(plain(start, count), end, "{count} from {start}");
        }
    }

    #[test]
    fn months_end_on_the_same_day_or_the_last_and_never_on_a_day_off() {
        let calendar = Calendar::default();
        for (start, months, end) in [
            (date(2025, 8, 31), 6, Due::On(date(2026, 2, 28))),
            (date(2024, 2, 29), 12, Due::On(date(2025, 2, 28))),
            (date(2024, 8, 30), 6, Due::On(date(2025, 2, 28))),
            (date(2025, 4, 1), 6, Due::On(date(2025, 10, 9))),
            (date(2026, 7, 1), 6, Due::Doubtful),
        ] {
            assert_eq!(calendar.months(start, months), end, "{months} from {start}");
        }
        assert_eq!(calendar.days(date(2024, 11, 5), 60), Due::On(date(2025, 1, 6)));
        assert_eq!(calendar.days(date(2025, 12, 16), 60), Due::On(date(2026, 2, 14)));
    }

    #[test]
    fn what_a_region_adds_lies_over_the_notice() {
        let mut calendar = Calendar::default();
        calendar.rest_on(date(2025, 3, 31));
        calendar.work_on(date(2025, 4, 6));
        assert_eq!(calendar.working_days(date(2025, 3, 28), 4, &Pauses::default()), Due::On(date(2025, 4, 6)));
        assert_eq!(calendar.days(date(2025, 3, 1), 30), Due::On(date(2025, 4, 1)));
        calendar.doubt_region();
        assert_eq!(calendar.days(date(2025, 3, 1), 30), Due::Doubtful);
    }
}
