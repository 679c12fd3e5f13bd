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

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use crate::library::tests::holding;

    #[test]
    fn a_table_of_everyday_words_is_for_the_search_and_for_no_visitor() {
        let list = |kind: &str| {
            format!(
                "+++\ntitle = \"{kind}表\"\nkind = \"{kind}\"\nissuers = [\"县政府\"]\nmark = \"此件公开发布\"\n+++\n| 常说 | 正式 |\n|---|---|\n| 铁饭碗 | 事业编制 |\n"
            )
        };
        let (words, fees) = (list("日常说法"), list("收费清单"));
        let library = holding(&[("lists/words.md", &words), ("lists/fees.md", &fees)]);
        let shown = library.cards().iter().filter(|card| library.shows(card, date(2026, 11, 20)));
        assert_eq!(shown.map(|card| card.id.as_str()).collect::<Vec<_>>(), ["fees"]);
    }
}
