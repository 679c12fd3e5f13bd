//! Legal clocks: when something counts as received, until when the office must answer, until when somebody can do something against it.
//!
//! Enters: the [`Event`]s of a matter. Leaves: its [`Dates`], each a day, a refusal to name one, or nothing where the law gives none. It knows no
//! clock of the machine (the day comes in as an event) and no person. The terms stand beside the articles that set them; the days off are those
//! of `data/holidays.csv`. Law as of 2026-11: 政府信息公开条例 (2019-05-15), 行政复议法 (2024-01-01), 行政诉讼法 (2017-07-01), 民事诉讼法
//! (2024-01-01), 法释〔2025〕8号 (2025-06-01), 国办函〔2020〕109号 (2021-01-01).

mod calendar;
mod dates;
mod due;
mod event;
mod matter;
mod opinion;
mod pause;
mod receipt;
mod remedy;
mod reply;
#[cfg(test)]
mod tests;

pub use calendar::Calendar;
pub use dates::{Dates, calendar_of, reckon};
pub use due::Due;
pub use event::{Answer, Arrival, Cited, Event, Letter, Served, Term};
pub use remedy::Doors;
