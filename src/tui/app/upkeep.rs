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

/// Seconds for which nobody must have been there before another program takes the place of this one: the screen is dark for a moment.
const AWAY_FOR: u64 = 60;

/// What is still to be done, and since when.
pub(super) struct Upkeep {
    /// Another generation is to answer as soon as nobody is there.
    pub(super) renewed: bool,
    /// Since when the generation in use answers, until it was told that it runs well.
    pub(super) ready_since: Option<Instant>,
    /// The day of the first screens; none as long as they are those of the day on which the library was opened.
    pub(super) day: Option<Date>,
    checked: Instant,
    /// Another program is to take the place of this one as soon as nobody is there.
    pub(super) other_program: bool,
}

impl Upkeep {
    pub(super) fn new(now: Instant) -> Self {
        Self { renewed: false, ready_since: None, day: None, checked: now, other_program: false }
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
        if self.other_program && since(last_input) >= AWAY_FOR {
            return Some(Outcome { quit: true, ..Outcome::default() });
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
    fn another_program_takes_over_when_nobody_was_there_for_a_minute() {
        let began = Instant::now();
        let after = |seconds| began + std::time::Duration::from_secs(seconds);
        let quits = |upkeep: &mut Upkeep, seconds, nobody_there| {
            upkeep.due(after(seconds), after(10), nobody_there, None).is_some_and(|outcome| outcome.quit)
        };
        let mut upkeep = Upkeep::new(began);
        assert!(!quits(&mut upkeep, 200, true), "there is none");
        upkeep.other_program = true;
        assert!(!quits(&mut upkeep, 40, true) && !quits(&mut upkeep, 200, false));
        assert!(quits(&mut upkeep, 70, true));
    }

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
