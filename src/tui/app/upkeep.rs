//! What the kiosk does for itself: it lets new content answer when nobody is there, begins each day with first screens of that day, tells when
//! content has proven itself, and has everything read now and then.

use std::time::Instant;

use jiff::civil::Date;

use super::{
    super::effect::{Errand, Request},
    outcome::Outcome,
};

/// Seconds after which content that answers is taken to run well.
const PROVEN_AFTER: u64 = 60;
/// Seconds between two readings of everything that answers, and for how long nobody must have been there before one.
const CHECKED_EVERY: u64 = 6 * 3600;
const QUIET_FOR: u64 = 300;

/// What is still to be done, and since when.
pub(super) struct Upkeep {
    /// Another generation is to answer as soon as nobody is there.
    pub(super) renewed: bool,
    /// Since when the generation in use answers, until it was told that it runs well.
    pub(super) ready_since: Option<Instant>,
    /// The day of the first screens; none as long as they are those of the day on which the library was opened.
    pub(super) day: Option<Date>,
    checked: Instant,
}

impl Upkeep {
    pub(super) fn new(now: Instant) -> Self {
        Self { renewed: false, ready_since: None, day: None, checked: now }
    }

    /// The next thing to do, if its time has come.
    pub(super) fn due(&mut self, now: Instant, last_input: Instant, nobody_there: bool, today: Option<Date>) -> Option<Outcome> {
        let since = |moment: Instant| now.duration_since(moment).as_secs();
        if self.ready_since.is_some_and(|ready| since(ready) >= PROVEN_AFTER) {
            self.ready_since = None;
            return Some(Outcome { errands: vec![Errand::Proven], ..Outcome::default() });
        }
        if !nobody_there {
            return None;
        }
        if self.renewed {
            self.renewed = false;
            return Some(Outcome { requests: vec![Request::Reopen], ..Outcome::default() });
        }
        let shown = std::mem::replace(&mut self.day, today);
        if shown.is_some() && shown != today {
            return Some(Outcome { requests: vec![Request::Pages], ..Outcome::default() });
        }
        if since(self.checked) >= CHECKED_EVERY && since(last_input) >= QUIET_FOR {
            self.checked = now;
            return Some(Outcome { errands: vec![Errand::CheckUp], ..Outcome::default() });
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_new_day_begins_with_first_screens_of_that_day_as_soon_as_nobody_is_there() {
        let now = Instant::now();
        let mut upkeep = Upkeep::new(now);
        let mut asks = |nobody_there, day| {
            let outcome = upkeep.due(now, now, nobody_there, Some(date(2026, 11, day)));
            outcome.is_some_and(|outcome| matches!(outcome.requests[..], [Request::Pages]))
        };
        assert!(!asks(true, 20) && !asks(true, 20));
        assert!(!asks(false, 21));
        assert!(asks(true, 21));
        assert!(!asks(true, 21));
    }
}
