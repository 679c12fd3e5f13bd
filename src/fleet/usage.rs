//! How visitors use a terminal: totals since it was set up. Nothing in them says who, when, or what about, and nothing is kept of one session.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::ledger::Counted;

/// A terminal often finds nothing where so many searches were made, and of a hundred so many found nothing: fewer are chance.
const ENOUGH: u64 = 20;
const OFTEN: u64 = 20;

/// Deeds of visitors, in numbers. They end at the largest there is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Usage {
    /// Sessions in which somebody went anywhere.
    pub sessions: u64,
    /// Questions that were settled, however many keys each took.
    pub searches: u64,
    /// Those of them to which the terminal had no answer, not even one that no longer holds.
    pub misses: u64,
    /// Records that were opened.
    pub opened: u64,
    /// QR codes that were asked for; those that stand beside a text are not.
    pub codes: u64,
}

impl Usage {
    /// Both together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            sessions: self.sessions.saturating_add(other.sessions),
            searches: self.searches.saturating_add(other.searches),
            misses: self.misses.saturating_add(other.misses),
            opened: self.opened.saturating_add(other.opened),
            codes: self.codes.saturating_add(other.codes),
        }
    }

    /// What was done since; none where less was done in all, as by a terminal that was set up anew.
    #[must_use]
    pub fn since(self, before: Self) -> Option<Self> {
        Some(Self {
            sessions: self.sessions.checked_sub(before.sessions)?,
            searches: self.searches.checked_sub(before.searches)?,
            misses: self.misses.checked_sub(before.misses)?,
            opened: self.opened.checked_sub(before.opened)?,
            codes: self.codes.checked_sub(before.codes)?,
        })
    }

    /// Each by the name it has in a report.
    pub fn named(self) -> [(&'static str, u64); 5] {
        [("sessions", self.sessions), ("searches", self.searches), ("misses", self.misses), ("opened", self.opened), ("codes", self.codes)]
    }

    /// The usage in the counts of a report; none where its program did not count.
    pub(super) fn of(counts: &BTreeMap<String, u64>) -> Option<Self> {
        let count = |name: &str| counts.get(name).copied();
        Some(Self {
            sessions: count("sessions")?,
            searches: count("searches")?,
            misses: count("misses")?,
            opened: count("opened")?,
            codes: count("codes")?,
        })
    }

    /// Of a hundred searches, how many found nothing; none where nobody searched.
    pub fn miss_percent(self) -> Option<u64> {
        let percent = (u128::from(self.misses) * 100).checked_div(u128::from(self.searches))?;
        Some(u64::try_from(percent).unwrap_or(100).min(100))
    }

    /// Whether so many searches found nothing that something must be missing from the content.
    pub fn often_misses(self) -> bool {
        self.searches >= ENOUGH && self.miss_percent().is_some_and(|percent| percent >= OFTEN)
    }
}

impl Counted for Usage {
    const FILE: &str = "usage";
    const LIMIT: u64 = 4 << 10;

    fn add(&mut self, others: &Self) {
        *self = self.and(*others);
    }
}
