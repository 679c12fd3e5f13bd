//! The occasion of a question: what it asks for, and when and where it is asked.

use jiff::civil::{Date, Time, Weekday};

use crate::search::sought::{Asks, weekdays};

/// When and where somebody asks for what.
#[derive(Debug, Clone, Copy)]
pub(in crate::search) struct Occasion<'a> {
    pub(in crate::search) asks: Asks,
    /// Days that are named, as `data/asked.csv` calls them: 周末, 周一, 明天, 现在.
    pub(in crate::search) days: &'a [&'static str],
    /// Holidays that are named.
    pub(in crate::search) holidays: &'a [&'static str],
    /// The day on which it is asked.
    pub(in crate::search) today: Date,
    /// The time of that day, by a clock that is believed.
    pub(in crate::search) time: Option<Time>,
    /// Where it is asked: longitude and latitude.
    pub(in crate::search) from: Option<(f64, f64)>,
    /// Of a list, the row that was asked for: table and place in it.
    pub(in crate::search) row: Option<(usize, usize)>,
    /// Whether it is one that does it, not one whose name was said.
    pub(in crate::search) by_duty: bool,
}

impl Occasion<'_> {
    /// The days of the week that were asked for.
    pub(super) fn weekdays(&self) -> Vec<Weekday> {
        weekdays(self.days)
    }
}

/// A name and its value, where there is one.
pub(super) fn line(name: &str, value: Option<&str>) -> Option<String> {
    value.map(str::trim).filter(|value| !value.is_empty()).map(|value| format!("{name}：{value}"))
}
