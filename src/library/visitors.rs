//! What visitors see of a library on a day. Search, lists and the first screens all ask here.

use std::sync::PoisonError;

use jiff::civil::Date;

use super::{Card, HiddenRecords, Library, hidden::Withheld};
use crate::policy::{RecordId, RecordKind};

impl Library {
    /// Whether visitors are shown a record on a day: nothing that is hidden for the time being, no notice outside its days, no answer whose grounds
    /// have all ended, no table of everyday words, which is there for searching. What has ended is shown, and said to have ended.
    pub fn shows(&self, card: &Card, day: Date) -> bool {
        if self.withholds(&card.id) {
            return false;
        }
        match card.kind {
            RecordKind::Notice => card.shown.is_none_or(|(first, last)| (first..=last).contains(&day)),
            RecordKind::Question => !self.has_lost_its_grounds(card, day),
            RecordKind::List => !card.is_everyday_table(),
            RecordKind::Document
            | RecordKind::Interpretation
            | RecordKind::Guide
            | RecordKind::Collection
            | RecordKind::Gazette
            | RecordKind::Catalogue
            | RecordKind::Place
            | RecordKind::Body
            | RecordKind::Consultation => true,
        }
    }

    /// Whether a record is hidden for the time being: nobody is shown it, not even who asks for it by its id.
    pub fn withholds(&self, id: &RecordId) -> bool {
        self.withheld.read().unwrap_or_else(PoisonError::into_inner).holds(id)
    }

    /// Records that are held and hidden, by id.
    pub fn withheld(&self) -> Vec<RecordId> {
        let withheld = self.withheld.read().unwrap_or_else(PoisonError::into_inner);
        let mut ids: Vec<RecordId> = withheld.ids().filter(|id| self.card(id).is_some()).cloned().collect();
        ids.sort();
        ids
    }

    /// Hides what counts for this library from now on, and shows what was hidden before and is not any more. What was worked out of it before, like
    /// the states of a day, is to be made anew.
    pub fn withhold(&self, hidden: &HiddenRecords) {
        *self.withheld.write().unwrap_or_else(PoisonError::into_inner) = Withheld::of(hidden, self.info(), self.cards());
    }

    fn has_lost_its_grounds(&self, card: &Card, day: Date) -> bool {
        let has_ended = |ground: &Card| ground.standing(day).validity.is_ended();
        !card.grounds.is_empty() && card.grounds.iter().all(|id| self.card(id).is_some_and(|ground| has_ended(ground)))
    }
}
