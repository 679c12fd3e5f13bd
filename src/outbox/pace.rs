//! The pause between two forms at one terminal: whoever plays with the keys does not fill the outbox in a minute.

use std::time::{Duration, Instant};

use super::Closed;

/// Time between two forms.
const COOL_DOWN: Duration = Duration::from_secs(30);

/// When the last form was left, as long as the program runs. It is nowhere written down.
#[derive(Debug, Clone, Copy, Default)]
pub struct Pace(Option<Instant>);

impl Pace {
    /// Whether another may begin.
    pub fn allows(&self, now: Instant) -> Result<(), Closed> {
        let soon = self.0.is_some_and(|last| now.saturating_duration_since(last) < COOL_DOWN);
        if soon { Err(Closed::TooSoon) } else { Ok(()) }
    }

    /// One was left.
    pub fn left(&mut self, now: Instant) {
        self.0 = Some(now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_one_waits_half_a_minute() {
        let (mut pace, now) = (Pace::default(), Instant::now());
        assert_eq!(pace.allows(now), Ok(()));
        pace.left(now);
        assert_eq!(pace.allows(now + Duration::from_secs(29)), Err(Closed::TooSoon));
        assert_eq!(pace.allows(now + COOL_DOWN), Ok(()));
    }
}
