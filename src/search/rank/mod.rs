//! Records ranked: what all finders say of each, in one verdict.

mod fusion;

pub(super) use fusion::fuse;

use super::finders::Claim;
use crate::library::{Entry, Ordinal};

/// What is to be said of one record.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Verdict {
    /// How well it answers; comparable within one answer.
    pub(super) score: f32,
    /// The passage that speaks for it, if its text does.
    pub(super) passage: Option<Entry>,
    /// How far it answers.
    pub(super) claim: Claim,
    /// How like its title is to the question, where it seems to be meant.
    pub(super) alike: f32,
}

/// What is to be said of every record, by ordinal of its card.
#[derive(Default)]
pub(super) struct Ranking(Vec<Verdict>);

impl Verdict {
    /// Whether exactly this record was named.
    pub(super) fn is_named(&self) -> bool {
        self.claim == Claim::Named
    }
}

impl Ranking {
    /// Where nothing was typed, everything answers alike.
    pub(super) fn of_everything(count: usize) -> Self {
        Self(vec![Verdict { claim: Claim::Answers, ..Verdict::default() }; count])
    }

    /// These answer, whatever the words say of them.
    pub(super) fn answered_by(&mut self, cards: impl Iterator<Item = Ordinal>) {
        for card in cards {
            if let Some(verdict) = self.0.get_mut(card.index()) {
                verdict.claim = verdict.claim.max(Claim::Answers);
            }
        }
    }

    /// Makes hits of what has nearly as much of the question as the best.
    pub(super) fn content_with_nearly(&mut self) {
        self.0.iter_mut().filter(|verdict| verdict.claim == Claim::Nearly).for_each(|verdict| verdict.claim = Claim::Answers);
    }

    /// Weighs every record once more.
    pub(super) fn weigh(&mut self, worth: impl Fn(Ordinal) -> f32) {
        Ordinal::all().zip(&mut self.0).for_each(|(card, verdict)| verdict.score *= worth(card));
    }

    /// All verdicts, in the order of the cards.
    pub(super) fn verdicts(&self) -> &[Verdict] {
        &self.0
    }

    /// The records that answer.
    pub(super) fn answers(&self) -> impl Iterator<Item = (Ordinal, &Verdict)> {
        Ordinal::all().zip(&self.0).filter(|(_, verdict)| verdict.claim >= Claim::Answers)
    }
}
