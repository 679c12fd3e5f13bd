//! What can be said of a legal date: the day, that none can be told, or that the law gives none.

use jiff::civil::Date;
use serde::{Serialize, Serializer};

/// A legal date, as far as it may be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// The last day, or the day on which something counts as done.
    On(Date),
    /// There is a day, and it must not be told: the clock is in doubt, the notice about the year's holidays is not loaded, or a fact is missing.
    Doubtful,
    /// The law gives none: nothing runs, nothing runs any more, or that way is not open.
    Never,
}

impl Due {
    /// What follows from the day, where there is one.
    pub fn then(self, next: impl FnOnce(Date) -> Self) -> Self {
        match self {
            Self::On(day) => next(day),
            other => other,
        }
    }

    /// The day itself.
    pub fn day(self) -> Option<Date> {
        if let Self::On(day) = self { Some(day) } else { None }
    }

    /// The earlier of both; doubt about either is doubt about it.
    pub fn earlier(self, other: Self) -> Self {
        match (self, other) {
            (Self::On(one), Self::On(two)) => Self::On(one.min(two)),
            (Self::Doubtful, _) | (_, Self::Doubtful) => Self::Doubtful,
            (Self::Never, due) | (due, Self::Never) => due,
        }
    }

    /// The later of both; doubt about either is doubt about it.
    pub fn later(self, other: Self) -> Self {
        match (self, other) {
            (Self::On(one), Self::On(two)) => Self::On(one.max(two)),
            (one, two) => one.earlier(two),
        }
    }

    /// Whether it has passed at the end of the day before `today`: the last day itself still counts.
    pub fn is_over(self, today: Date) -> bool {
        self.day().is_some_and(|day| today > day)
    }
}

impl From<Option<Date>> for Due {
    /// A day that could not be worked out is in doubt.
    fn from(day: Option<Date>) -> Self {
        day.map_or(Self::Doubtful, Self::On)
    }
}

impl Serialize for Due {
    /// `"2026-12-31"`, `"no_date"`, or null.
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::On(day) => day.serialize(to),
            Self::Doubtful => "no_date".serialize(to),
            Self::Never => to.serialize_none(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn doubt_about_a_part_is_doubt_about_the_whole() {
        let (early, late) = (Due::On(date(2025, 1, 2)), Due::On(date(2025, 3, 4)));
        assert_eq!((early.earlier(late), early.later(late)), (early, late));
        for other in [early, Due::Never, Due::Doubtful] {
            assert_eq!((Due::Doubtful.earlier(other), other.later(Due::Doubtful)), (Due::Doubtful, Due::Doubtful));
        }
        assert_eq!((Due::Never.earlier(late), early.later(Due::Never)), (late, early));
        assert!(early.is_over(date(2025, 1, 3)) && !early.is_over(date(2025, 1, 2)) && !Due::Never.is_over(date(2099, 1, 1)));
    }

    #[test]
    fn a_date_is_written_as_a_day_a_word_or_nothing() {
        let written = serde_json::to_string(&[Due::On(date(2026, 2, 28)), Due::Doubtful, Due::Never]).unwrap();
        assert_eq!(written, r#"["2026-02-28","no_date",null]"#);
    }
}
