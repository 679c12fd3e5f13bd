//! A record that is hidden for the time being, and in which releases that counts.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Origin;
use crate::{
    config::Badge,
    files::Digest,
    policy::{RecordId, RecordKind},
};

/// A record that is hidden for the time being.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hidden {
    /// Its id.
    pub id: RecordId,
    /// Its title when it was hidden.
    pub title: String,
    /// What it is; none where it was not held when it was hidden.
    #[serde(default)]
    pub kind: Option<RecordKind>,
    /// Digest of what it said when it was hidden; none where it was not held.
    #[serde(default)]
    pub content: Option<Digest>,
    /// Number of the release that it was hidden from; none where that was not signed.
    #[serde(default)]
    pub release: Option<u64>,
    /// When, by the clock of whoever hid it.
    pub since: Timestamp,
    /// Who hid it.
    pub by: HiddenBy,
    /// Why, for the office.
    #[serde(default)]
    pub reason: String,
    /// The clock was doubted when it was hidden: no release can be told to be later.
    #[serde(default)]
    pub clock_doubted: bool,
    /// Number of the release that ended it, which is told once.
    #[serde(default)]
    pub ended: Option<u64>,
}

/// Who hides a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HiddenBy {
    /// Whoever knows the PIN of the staff's pages, where all have one.
    Staff,
    /// Whoever knows the PIN of that one, where several have their own.
    Post(Badge),
    /// A user of the system, by name.
    User(String),
    /// The office, by a list of withdrawals that it signed.
    Office {
        /// Version of the list.
        list: u64,
        /// Who signed it.
        people: Vec<String>,
    },
}

impl Hidden {
    /// Hidden by staff, whatever answers.
    #[cfg(test)]
    pub(crate) fn by_staff(id: RecordId, title: &str) -> Self {
        Self {
            id,
            title: title.to_owned(),
            kind: None,
            content: None,
            release: None,
            since: Timestamp::UNIX_EPOCH,
            by: HiddenBy::Staff,
            reason: String::new(),
            clock_doubted: false,
            ended: None,
        }
    }

    /// Whether it is hidden in content of this origin.
    pub fn counts(&self, origin: &Origin) -> bool {
        match origin {
            Origin::Release { version, released_at, .. } => self.counts_for(*version, *released_at),
            Origin::Built { .. } | Origin::EmbeddedSample => true,
        }
    }

    /// Whether every release that ends this ends the other as well.
    pub fn outlasts(&self, other: &Self) -> bool {
        (self.clock_doubted || !other.clock_doubted) && self.release >= other.release && self.since >= other.since
    }

    /// The same, ended by no release that would not have ended what stood before it.
    #[must_use]
    pub fn not_before(self, before: &Self) -> Self {
        Self {
            release: self.release.max(before.release),
            since: self.since.max(before.since),
            clock_doubted: self.clock_doubted || before.clock_doubted,
            ..self
        }
    }

    /// Whether it is hidden in a release of this number and moment. One that was made later, under a higher number, was made by people who could
    /// know of it, and shows what it holds.
    pub fn counts_for(&self, release: u64, released_at: Timestamp) -> bool {
        // Releases bear whole seconds.
        self.clock_doubted || self.release.is_some_and(|known| release <= known) || released_at.as_second() < self.since.as_second()
    }
}
