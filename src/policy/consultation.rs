//! Matters of the day: consultations (意见征集) and notices (公告). Both have an end.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Target;

/// A draft on which the public is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consultation {
    /// Who asks.
    pub body: String,
    /// First day.
    pub opens_on: Date,
    /// Last day.
    pub closes_on: Date,
    /// How to take part, one sentence each.
    pub channels: Vec<String>,
    /// The draft, if it is held.
    pub draft: Option<Target>,
    /// The outcome, once it is published.
    pub result: Option<String>,
}

/// Where a consultation stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Begins later.
    Announced,
    /// Open, with this many days left after today.
    Open {
        /// Days after today on which an opinion can still be given.
        days_left: i32,
    },
    /// Over.
    Closed,
}

impl Phase {
    /// Where something that runs from `opens_on` to `closes_on`, both included, stands on a day.
    pub fn on(today: Date, opens_on: Date, closes_on: Date) -> Self {
        if today < opens_on {
            return Self::Announced;
        }
        match closes_on.since((jiff::Unit::Day, today)).map(|span| span.get_days()) {
            Ok(days_left) if days_left >= 0 => Self::Open { days_left },
            _ => Self::Closed,
        }
    }
}

impl Consultation {
    /// Where it stands on a day.
    pub fn phase(&self, today: Date) -> Phase {
        Phase::on(today, self.opens_on, self.closes_on)
    }
}

/// A pinned notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Who tells.
    pub body: String,
    /// First day shown.
    pub published_on: Date,
    /// Last day shown; a notice without an end would stand for ever.
    pub expires_on: Date,
    /// Emergencies come first and in red.
    pub urgent: bool,
    /// Records it speaks of.
    pub records: Vec<Target>,
}

impl Notice {
    /// Whether it is shown on a day.
    pub fn is_current(&self, today: Date) -> bool {
        self.published_on <= today && today <= self.expires_on
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_consultation_counts_its_days() {
        let consultation = Consultation {
            body: "县政府".into(),
            opens_on: date(2026, 11, 1),
            closes_on: date(2026, 11, 30),
            channels: vec![],
            draft: None,
            result: None,
        };
        assert_eq!(consultation.phase(date(2026, 10, 31)), Phase::Announced);
        assert_eq!(consultation.phase(date(2026, 11, 30)), Phase::Open { days_left: 0 });
        assert_eq!(consultation.phase(date(2026, 11, 22)), Phase::Open { days_left: 8 });
        assert_eq!(consultation.phase(date(2026, 12, 1)), Phase::Closed);
    }
}
