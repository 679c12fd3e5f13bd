//! Moments that a release may speak of, by the clock of whoever drafts, signs or publishes it. A clock that lies at one desk is found out at
//! the next.

use jiff::{SignedDuration, Span, Timestamp, civil::Date};

use super::withheld::Withheld;

/// How far a release may lie before one's own clock: clocks of offices differ, and so do the days of time zones.
const AHEAD: SignedDuration = SignedDuration::from_hours(24);
/// The same for the day of which the content speaks, which people write.
const DATA_AHEAD: SignedDuration = SignedDuration::from_hours(31 * 24);

/// Years after which other readers of TUF refuse a release; our terminals warn by age instead.
const YEARS: i64 = 3;

/// When other readers of TUF refuse a release that is drafted now.
pub(super) fn last_day(now: Timestamp) -> Timestamp {
    let now = Timestamp::from_second(now.as_second()).unwrap_or(now);
    now.checked_add(Span::new().hours(YEARS * 366 * 24)).unwrap_or(Timestamp::MAX)
}

/// Whether this lies so far ahead that one's own clock cannot be meant.
pub(super) fn is_ahead(moment: Timestamp, now: Timestamp) -> bool {
    moment.duration_since(now) > AHEAD
}

/// The moment of a new release, whole seconds: after the one before it, since a clock that was set back a little must not make a release look
/// older than the last. One that says it is from the far future was made by a clock that lied, and is left behind.
pub(super) fn release_time(now: Timestamp, before: Option<Timestamp>) -> Timestamp {
    let before = before.filter(|before| !is_ahead(*before, now));
    let seconds = before.map_or(i64::MIN, |before| before.as_second() + 1).max(now.as_second());
    Timestamp::from_second(seconds).unwrap_or(now)
}

/// Refuses a release whose moment cannot be, seen from here.
pub(super) fn check(released_at: Timestamp, data_date: Date, before: Option<Timestamp>, now: Timestamp) -> Result<(), Withheld> {
    if is_ahead(released_at, now) {
        return Err(Withheld::FromTheFuture { released_at, now });
    }
    let ends = data_date.at(0, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC).map_or(Timestamp::MAX, |zoned| zoned.timestamp());
    if ends.duration_since(now) > DATA_AHEAD {
        return Err(Withheld::DataFromTheFuture { data_date, now });
    }
    match before {
        // Older than the last one is right only where that one is from the future.
        Some(before) if released_at <= before && !is_ahead(before, now) => Err(Withheld::FromThePast { released_at, before, now }),
        // A clock that stands before the day of the content does not know what the future is.
        Some(before) if released_at <= before && ends > now => Err(Withheld::FromThePast { released_at, before, now }),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_lying_clock_is_found_out() {
        let (now, day) = (at("2026-11-29T08:00:00Z"), jiff::civil::date(2026, 11, 24));
        let last = Some(at("2026-11-20T08:00:00Z"));
        assert_eq!(check(now, day, last, now), Ok(()));
        assert_eq!(check(at("2026-11-30T07:00:00Z"), day, None, now), Ok(()));
        assert!(matches!(check(at("2026-11-30T09:00:00Z"), day, None, now), Err(Withheld::FromTheFuture { .. })));
        assert!(matches!(check(at("2062-01-01T00:00:00Z"), day, last, now), Err(Withheld::FromTheFuture { .. })));
        assert!(matches!(check(at("2026-11-20T08:00:00Z"), day, last, now), Err(Withheld::FromThePast { .. })));
        assert!(matches!(check(now, jiff::civil::date(2027, 6, 1), last, now), Err(Withheld::DataFromTheFuture { .. })));
        // In 1970 everything is from the future.
        let reset = at("1970-01-02T00:00:00Z");
        assert!(check(release_time(reset, last), day, last, reset).is_err());
    }

    #[test]
    fn a_release_from_the_far_future_is_left_behind() {
        let (now, day) = (at("2026-11-29T08:00:00Z"), jiff::civil::date(2026, 11, 24));
        let lied = Some(at("2062-01-01T00:00:00Z"));
        assert_eq!(release_time(now, lied), now);
        assert_eq!(check(release_time(now, lied), day, lied, now), Ok(()));
        // Hours are no lie: the order of releases is kept.
        assert_eq!(release_time(now, Some(at("2026-11-29T20:00:00Z"))), at("2026-11-29T20:00:01Z"));
    }
}
