//! What holds now: computed from the log and the text as it lies there, never stored.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::{Act, Event, Log, ReviewError, Step};
use crate::{files::Digest, text::as_read};

/// A review that was passed and still holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passed {
    /// Which.
    pub step: Step,
    /// By whom.
    pub who: String,
    /// When.
    pub at: Timestamp,
}

/// The state of one document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    /// Reviews that hold for this text, in the order of steps.
    pub passed: Vec<Passed>,
    /// Reviews that were passed for another text: it was changed since.
    pub stale: Vec<Passed>,
    /// Fields that a person confirmed or set: by name, the value and who.
    pub confirmed: BTreeMap<String, (String, String)>,
    /// Findings that were released, each with its reason and who gave it.
    pub released: Vec<(String, String, String)>,
    /// Findings whose words were masked or cut out of the text.
    pub mended: Vec<String>,
    /// Why it was sent back, if it was and nobody passed it since.
    pub returned: Option<(Step, String)>,
    /// Why it is not taken in.
    pub void: Option<String>,
    /// What a machine guessed of a scan became its text.
    pub adopted: bool,
    /// Reviews that the office has; the others need not come first.
    wanted: Vec<Step>,
}

impl State {
    /// The state that a log gives to a text, in an office that has all reviews.
    pub fn of(log: &Log, text: &Digest) -> Self {
        Self::among(log, text, &Step::ALL)
    }

    /// The same in an office that has these.
    pub fn among(log: &Log, text: &Digest, wanted: &[Step]) -> Self {
        let undone = log.undone();
        let mut state = Self { wanted: wanted.to_vec(), ..Self::default() };
        for (_, event) in log.events().filter(|(digest, _)| !undone.contains(&digest.to_string())) {
            state.take(event, text);
        }
        state.passed.sort_by_key(|passed| passed.step);
        state
    }

    fn take(&mut self, event: &Event, text: &Digest) {
        match &event.act {
            Act::Import { .. } | Act::Edit { .. } | Act::Undo { .. } => {}
            Act::Adopt { .. } => self.adopted = true,
            Act::Mask { finding, .. } => self.mended.push(finding.clone()),
            Act::Confirm { fields } => {
                self.confirmed.extend(fields.iter().map(|(name, value)| (name.clone(), (value.clone(), event.who.clone()))));
            }
            Act::Set { field, value, .. } => {
                self.confirmed.insert(field.clone(), (value.clone(), event.who.clone()));
            }
            Act::Release { finding, reason } => self.released.push((finding.clone(), reason.clone(), event.who.clone())),
            Act::Pass { step, read_to_end } => {
                let passed = Passed { step: *step, who: event.who.clone(), at: event.at };
                if event.text != *text {
                    self.stale.push(passed);
                } else if *read_to_end && self.may(*step, &event.who).is_ok() {
                    self.passed.retain(|known| known.step != *step);
                    self.passed.push(passed);
                    self.returned = None;
                }
            }
            Act::Return { step, reason } => {
                self.passed.clear();
                self.returned = Some((*step, reason.clone()));
            }
            Act::Void { reason } => self.void = Some(reason.clone()),
        }
    }

    /// Whether this person may pass this review now. Reviews of a lower level come first; secrecy and privacy may be looked at at any time.
    pub fn may(&self, step: Step, who: &str) -> Result<(), ReviewError> {
        if who.trim().is_empty() {
            return Err(ReviewError::Nameless);
        }
        let Some(level) = step.level() else { return Ok(()) };
        let same = |passed: &&Passed| as_read(&passed.who) == as_read(who);
        let other = self.passed.iter().filter(same).find(|passed| passed.step.level().is_some_and(|other| other != level));
        if let Some(other) = other {
            return Err(ReviewError::SamePerson { who: who.trim().to_owned(), other: other.step });
        }
        let mut before = Step::ALL.into_iter().filter(|step| self.wanted.contains(step) && step.level().is_some_and(|step| step < level));
        match before.find(|before| !self.holds(*before)) {
            Some(missing) => Err(ReviewError::TooEarly { missing }),
            None => Ok(()),
        }
    }

    /// Whether a review holds.
    pub fn holds(&self, step: Step) -> bool {
        self.passed.iter().any(|passed| passed.step == step)
    }

    /// Which of the reviews that an office has are missing.
    pub fn missing(&self, wanted: &[Step]) -> Vec<Step> {
        wanted.iter().copied().filter(|step| !self.holds(*step)).collect()
    }
}
