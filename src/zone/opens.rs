//! How often each record was opened: totals, by which lists are ordered. They say nothing of who, when, or together with what.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::policy::RecordId;

/// Times that records were opened, by record. They end at the largest number there is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Opens(BTreeMap<RecordId, u64>);

impl Opens {
    /// One record was opened once more.
    pub fn add(&mut self, id: &RecordId) {
        let times = self.0.entry(id.clone()).or_default();
        *times = times.saturating_add(1);
    }

    /// Both together.
    pub fn extend(&mut self, others: &Self) {
        for (id, more) in &others.0 {
            let times = self.0.entry(id.clone()).or_default();
            *times = times.saturating_add(*more);
        }
    }

    /// How often a record was opened.
    pub fn of(&self, id: &RecordId) -> u64 {
        self.0.get(id).copied().unwrap_or(0)
    }

    /// Whether nothing was opened.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
