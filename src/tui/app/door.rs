//! The staff's door: wrong PINs make the next one wait.

use std::time::{Duration, Instant};

/// Wrong PINs make the next one wait, longer each time; this outlives the session, or a new session would begin afresh.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Door {
    failures: u32,
    closed_until: Option<Instant>,
}

impl Door {
    /// Waits 5, 10, 20 … seconds after the third wrong PIN in a row, a quarter of an hour at most.
    pub(super) fn after_failure(self, now: Instant) -> Self {
        let failures = self.failures.saturating_add(1);
        let wait = failures.checked_sub(3).map(|over| (5 * 2u64.saturating_pow(over.min(10))).min(900));
        Self { failures, closed_until: wait.map(|seconds| now + Duration::from_secs(seconds)) }
    }

    pub(super) fn seconds_left(self, now: Instant) -> Option<u64> {
        let left = self.closed_until?.checked_duration_since(now)?;
        Some(left.as_secs() + 1)
    }
}
