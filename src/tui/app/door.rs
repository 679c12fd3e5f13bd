//! The staff's door: wrong PINs make the next one wait.

use std::time::{Duration, Instant};

/// Wrong PINs in a row after which the next one waits, how long at first, and at most.
const FREE: u32 = 3;
const FIRST_WAIT: u64 = 5;
const LONGEST_WAIT: u64 = 900;
/// Seconds that a door waits at least when it is opened for the first time after a start, if it has to wait at all: starting takes long enough to
/// sit out a short wait.
const AFTER_START: u64 = 20;

/// Wrong PINs make the next one wait, longer each time; this outlives the session, or a new session would begin afresh. Waits are measured by a
/// clock that nobody can set.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::tui) struct Door {
    closed_until: Option<Instant>,
    /// Seconds that are waited when the door is shown for the first time.
    at_first_sight: Option<u64>,
    /// A PIN is being checked: no other is until it is known.
    checking: bool,
}

impl Door {
    /// The door of a program that starts, after so many wrong PINs in a row: whatever was left of a wait begins anew.
    pub(in crate::tui) fn after_start(failures: u32, now: Instant) -> Self {
        let wait = wait_after(failures);
        Self {
            closed_until: wait.map(|seconds| now + Duration::from_secs(seconds)),
            at_first_sight: wait.map(|seconds| seconds.min(AFTER_START)),
            checking: false,
        }
    }

    /// Waits 5, 10, 20 … seconds after the third wrong PIN in a row, a quarter of an hour at most.
    pub(super) fn after_failure(failures: u32, now: Instant) -> Self {
        let closed_until = wait_after(failures).map(|seconds| now + Duration::from_secs(seconds));
        Self { closed_until, at_first_sight: None, checking: false }
    }

    /// It is shown.
    pub(super) fn seen(&mut self, now: Instant) {
        let least = self.at_first_sight.take().map(|seconds| now + Duration::from_secs(seconds));
        self.closed_until = self.closed_until.max(least);
    }

    /// Whole seconds until another PIN is heard; none where one is heard now.
    pub(super) fn seconds_left(self, now: Instant) -> Option<u64> {
        let left = self.closed_until?.checked_duration_since(now)?;
        let whole = left.as_secs() + u64::from(left.subsec_nanos() > 0);
        (whole > 0).then_some(whole)
    }

    /// A PIN is handed in.
    pub(super) fn knocked(&mut self) {
        self.checking = true;
    }

    /// Whether a PIN that is handed in now would be checked.
    pub(super) fn hears(self, now: Instant) -> bool {
        !self.checking && self.seconds_left(now).is_none()
    }
}

fn wait_after(failures: u32) -> Option<u64> {
    let over = failures.checked_sub(FREE)?;
    Some((FIRST_WAIT * 2u64.saturating_pow(over.min(10))).min(LONGEST_WAIT))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_start_waits_anew_and_a_slow_one_does_not_sit_it_out() {
        let now = Instant::now();
        let at = |seconds| now + Duration::from_secs(seconds);
        for (failures, waits) in [(0, None), (2, None), (3, Some(5)), (4, Some(10)), (5, Some(20)), (11, Some(900)), (u32::MAX, Some(900))]
        {
            assert_eq!(Door::after_start(failures, now).seconds_left(now), waits, "{failures}");
            assert_eq!(Door::after_failure(failures, now).seconds_left(now), waits, "{failures}");
        }
        let mut door = Door::after_start(4, now);
        assert!(door.hears(at(11)));
        door.seen(at(11));
        assert_eq!(door.seconds_left(at(11)), Some(10));
        door.seen(at(20));
        assert!(door.hears(at(22)));
        let mut door = Door::after_start(11, now);
        door.seen(at(1));
        assert_eq!(door.seconds_left(at(1)), Some(899));
        door.seen(at(950));
        assert!(door.hears(at(950)));
    }
}
