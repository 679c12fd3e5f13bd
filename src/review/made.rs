//! Who reviewed how much of what is published: what is signed with a release.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::{Office, ReviewError, Step};
use crate::text::as_read;

/// What one person reviewed in one way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// Which review.
    pub step: Step,
    /// By whom.
    pub who: String,
    /// The person's post; empty where the office names none.
    pub post: String,
    /// When the last of them was made.
    pub at: Timestamp,
    /// How many documents.
    pub documents: usize,
    /// The person has a key, and every one of them is signed with it.
    pub signed: bool,
}

impl Office {
    /// Reviews that hold, by step and person, in the order of steps.
    pub fn made(&self) -> Result<Vec<Made>, ReviewError> {
        let (settings, keys) = (self.settings()?, self.keys()?);
        let mut made: BTreeMap<(Step, String), Made> = BTreeMap::new();
        for id in self.ids()? {
            for passed in self.open_among(&id, &settings, &keys)?.state.passed {
                let post = settings.post(&passed.who).to_owned();
                let known = made.entry((passed.step, as_read(&passed.who))).or_insert_with(|| Made {
                    step: passed.step,
                    who: passed.who.clone(),
                    post,
                    at: passed.at,
                    documents: 0,
                    signed: keys.knows(&passed.who),
                });
                known.at = known.at.max(passed.at);
                known.documents += 1;
            }
        }
        let mut made: Vec<Made> = made.into_values().collect();
        made.sort_by(|one, other| (one.step, &one.who).cmp(&(other.step, &other.who)));
        Ok(made)
    }
}
