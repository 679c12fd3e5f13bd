//! The one source of "today": the clock, doubted where the library's own date shows that it cannot be right; and how old content is by it.

use jiff::civil::Date;

/// Days by which a clock may run ahead of the content before it is doubted: content older than two years is either abandoned or the clock is
/// wrong, and both must be said.
const FAR_AHEAD_DAYS: i32 = 730;

/// The day on which the program acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Today {
    /// The day to reckon with.
    pub date: Date,
    /// Set where the clock was not believed.
    pub doubt: Option<ClockDoubt>,
}

/// Why the clock was not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockDoubt {
    /// The clock stands before the content was made.
    Behind {
        /// The day by the clock.
        clock: Date,
    },
    /// The clock stands more than two years after the content was made.
    FarAhead {
        /// The day by the clock.
        clock: Date,
    },
}

impl Today {
    /// The day by the clock; the content's own date where the clock cannot be right, so that nothing seems expired or unborn because a battery
    /// failed.
    pub fn new(clock: Date, data_date: Date) -> Self {
        let ahead = clock.since((jiff::Unit::Day, data_date)).map_or(i32::MAX, |span| span.get_days());
        if clock < data_date {
            Self { date: data_date, doubt: Some(ClockDoubt::Behind { clock }) }
        } else if ahead > FAR_AHEAD_DAYS {
            Self { date: data_date, doubt: Some(ClockDoubt::FarAhead { clock }) }
        } else {
            Self { date: clock, doubt: None }
        }
    }
}

/// How old content is, as far as people are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Age {
    /// Not worth a word.
    Recent,
    /// More than thirty days: said.
    Old,
    /// More than ninety days: said strongly.
    VeryOld,
}

impl Age {
    /// Of content that was made so many days ago.
    pub fn of_days(days: i64) -> Self {
        match days {
            ..=30 => Self::Recent,
            31..=90 => Self::Old,
            91.. => Self::VeryOld,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_clock_without_battery_is_not_believed() {
        let data = date(2026, 11, 20);
        assert_eq!(Today::new(date(2026, 11, 22), data), Today { date: date(2026, 11, 22), doubt: None });
        let behind = Today::new(date(1970, 1, 1), data);
        assert_eq!((behind.date, behind.doubt), (data, Some(ClockDoubt::Behind { clock: date(1970, 1, 1) })));
        let ahead = Today::new(date(2099, 1, 1), data);
        assert_eq!((ahead.date, ahead.doubt), (data, Some(ClockDoubt::FarAhead { clock: date(2099, 1, 1) })));
    }
}
