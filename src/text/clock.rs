//! The day and the hour as people read them: of one time zone, whatever the machine was set to.
//!
//! A machine that was set up without a zone counts in UTC, and a third of every day would bear another date there than on the wall. So nothing
//! that people read asks the machine: it is Beijing's time, or what the settings of the terminal say instead.

use std::sync::OnceLock;

use jiff::{
    Timestamp, Zoned,
    civil::Date,
    tz::{TimeZone, offset},
};

/// The zone of every hall, where nobody set another.
pub const BEIJING: &str = "Asia/Shanghai";

static ZONE: OnceLock<TimeZone> = OnceLock::new();

/// Settles the zone for as long as the program runs, before anything is told; whoever comes second changes nothing. `None` where nobody knows a
/// zone of that name.
pub fn settle(name: &str) -> Option<()> {
    let zone = zone(name)?;
    // Settled once and for all: two moments of one page are never of two zones.
    drop(ZONE.set(zone));
    Some(())
}

/// Whether a zone of that name is known to this machine.
pub fn is_zone(name: &str) -> bool {
    zone(name).is_some()
}

/// Whether this machine has a table of zones at all.
pub fn has_zones() -> bool {
    TimeZone::get(BEIJING).is_ok()
}

/// A moment by the settled zone.
pub fn local(at: Timestamp) -> Zoned {
    at.to_zoned(ZONE.get().cloned().unwrap_or_else(|| zone(BEIJING).unwrap_or(TimeZone::UTC)))
}

/// Now, by the settled zone: the machine's clock, and nothing else of the machine.
pub fn now() -> Zoned {
    local(Timestamp::now())
}

/// The day of a moment.
pub fn day_of(at: Timestamp) -> Date {
    local(at).date()
}

/// A moment as papers and screens say it: `2026-11-22 10:24`.
pub fn moment(at: Timestamp) -> String {
    local(at).strftime("%Y-%m-%d %H:%M").to_string()
}

/// A machine need not have the table of zones; Beijing's stands without it.
fn zone(name: &str) -> Option<TimeZone> {
    TimeZone::get(name).ok().or_else(|| (name == BEIJING).then(|| TimeZone::fixed(offset(8))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_told_in_beijing_time_whatever_the_machine_says() {
        // Late in the evening by UTC, and the next morning where people read it.
        let at = "2026-11-29T18:24:00Z".parse().unwrap();
        assert_eq!(moment(at), "2026-11-30 02:24");
        assert_eq!(day_of(at), jiff::civil::date(2026, 11, 30));
        assert!(is_zone(BEIJING) && !is_zone("Asia/Nowhere") && !is_zone(""));
    }
}
