//! The words of a library that a visitor may want to type.

use crate::policy::RecordKind;

use super::Library;

/// Weights, as `compose::Lexicon::with` reads them: what people ask and do, the words they use for it, and titles among many.
const ASKED: u32 = 4;
const KEYWORD: u32 = 5;
const TITLE: u32 = 2;

impl Library {
    /// Titles and keywords of what is not hidden, each with a weight from 1 to 9.
    pub fn vocabulary(&self) -> Vec<(String, u32)> {
        let of_card = self.cards().iter().filter(|card| !self.withholds(&card.id)).flat_map(|card| {
            let weight = if matches!(card.kind, RecordKind::Question | RecordKind::Guide) { ASKED } else { TITLE };
            let keywords = card.keywords.iter().map(|word| (word.clone(), KEYWORD));
            std::iter::once((card.title.clone(), weight)).chain(keywords)
        });
        of_card.collect()
    }
}
