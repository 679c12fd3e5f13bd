//! Figures as people say them.

use jiff::{
    Timestamp, Zoned,
    civil::Date,
    tz::{TimeZone, offset},
};

/// A day as papers print it.
pub fn day(date: Date) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

/// A moment in Beijing time, which is the time of every hall, whatever the machine was set to.
pub fn beijing(at: Timestamp) -> Zoned {
    at.to_zoned(TimeZone::fixed(offset(8)))
}
