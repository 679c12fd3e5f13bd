//! What visitors see of a library on a day. Search, lists and the first screens all ask here.

use jiff::civil::Date;

use super::{Card, Library};
use crate::policy::RecordKind;

impl Library {
    /// Whether visitors are shown a record on a day: no notice outside its days, no answer whose grounds have all ended, no table of everyday
    /// words, which is there for searching. What has ended is shown, and said to have ended.
    pub fn shows(&self, card: &Card, day: Date) -> bool {
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

    fn has_lost_its_grounds(&self, card: &Card, day: Date) -> bool {
        let has_ended = |ground: &Card| ground.standing(day).validity.is_ended();
        !card.grounds.is_empty() && card.grounds.iter().all(|id| self.card(id).is_some_and(|ground| has_ended(ground)))
    }
}
