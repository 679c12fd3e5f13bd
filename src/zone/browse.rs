//! What a visitor may look through on a day, and in which order.

use std::{cmp::Reverse, sync::Arc};

use jiff::civil::Date;

use crate::{
    config::Config,
    library::{Card, Library},
    policy::{Collection, Phase, Portion, RecordKind, Selection},
    text::day,
};

use super::{listing::ListEntry, opens::Opens, selection::fits, way::Way, wording};

/// Documents that are called the newest: as many as somebody looks through.
const NEWEST: usize = 45;

/// What it counts that another record leads to one, beside a word that people have for it; and that it belongs to a theme first of all.
const LED_TO: usize = 2;
const AT_HOME: usize = 8;

/// A library, as it is browsed on a day in a hall.
pub(super) struct Browse<'a> {
    pub(super) library: &'a Library,
    pub(super) config: &'a Config,
    pub(super) today: Date,
    /// How often each record was opened here.
    pub(super) opens: &'a Opens,
}

impl<'a> Browse<'a> {
    /// All that a visitor may see.
    pub(super) fn cards(&self) -> impl Iterator<Item = &'a Arc<Card>> {
        self.library.cards().iter().filter(|card| self.shows(card))
    }

    /// Whether a visitor sees a card today.
    pub(super) fn shows(&self, card: &Card) -> bool {
        self.library.shows(card, self.today)
    }

    /// A record as an entry.
    pub(super) fn entry(&self, card: &Card) -> ListEntry {
        ListEntry {
            title: card.title.clone(),
            about: self.about(card),
            standing: (card.kind == RecordKind::Document).then(|| card.standing(self.today)),
            way: Some(Way::to(card)),
        }
    }

    fn about(&self, card: &Card) -> String {
        match (card.kind, card.shown) {
            (RecordKind::Consultation, Some((opens_on, closes_on))) => {
                let body = card.body.clone().unwrap_or_default();
                match Phase::on(self.today, opens_on, closes_on) {
                    Phase::Announced => format!("{}开始 · {body}", day(opens_on)),
                    Phase::Open { days_left } => format!("正在征求意见，还有{days_left}天 · {body}"),
                    Phase::Closed => format!("{}已结束 · {body}", day(closes_on)),
                }
            }
            (RecordKind::Guide | RecordKind::Place | RecordKind::Body | RecordKind::Collection | RecordKind::Catalogue, _) => {
                card.summary.clone().or_else(|| card.body.clone().filter(|body| *body != card.title)).unwrap_or_default()
            }
            _ => wording::about(card),
        }
    }

    /// The records of a selection. Documents: those in force first, then the newest; ended ones last of all. What helps with a topic or comes
    /// from a body: in the order in which kinds help. What a group or an audience picks out of a kind stays as the source has it.
    pub(super) fn selected(&self, selection: &Selection) -> Vec<ListEntry> {
        let mut cards: Vec<_> = self.cards().filter(|card| fits(card, selection, self.today)).collect();
        let newest = |card: &Card| Reverse(card.dated);
        let of_documents = selection.theme.is_some() || selection.document_kind.is_some() || selection.year.is_some();
        if of_documents || matches!(selection.only, Some(Portion::Ended | Portion::Newest)) {
            cards.sort_by_key(|card| {
                let standing = card.standing(self.today);
                (standing.validity.is_ended(), !standing.counts_as_valid(), newest(card))
            });
        } else if selection.topic.is_some() || selection.body.is_some() {
            cards.sort_by_cached_key(|card| {
                let wanted = Reverse(self.wanted(card, selection.topic.as_deref()));
                (card.standing(self.today).validity.is_ended(), card.kind, wanted, newest(card))
            });
        } else if selection.group.is_none()
            && selection.audience.is_none()
            && let Some(kind) = selection.kind
        {
            self.order(kind, &mut cards);
        }
        let most = if selection.only == Some(Portion::Newest) { NEWEST } else { usize::MAX };
        cards.into_iter().take(most).map(|card| self.entry(card)).collect()
    }

    /// How much people come for a record, the largest first: where the office has put it; how often it was opened here; and as far as the content
    /// tells, how many questions, events of life and papers lead to it, and how many words people have for it. What belongs first to a theme comes
    /// before what belongs to it as well.
    fn wanted(&self, card: &Card, topic: Option<&str>) -> (Reverse<usize>, u64, usize) {
        let (placed, opened) = (Reverse(self.placed(card)), self.opens.of(&card.id));
        if !matches!(card.kind, RecordKind::Guide | RecordKind::Question | RecordKind::Collection) {
            return (placed, opened, 0);
        }
        let at_home = topic.is_some() && card.topics.first().map(String::as_str) == topic;
        (placed, opened, LED_TO * self.library.incoming(&card.id).len() + card.keywords.len() + if at_home { AT_HOME } else { 0 })
    }

    /// Where the office has put a record; the last place of all where it has not.
    pub(super) fn placed(&self, card: &Card) -> usize {
        self.library.arrangement().place(&card.id)
    }

    /// Puts all records of a kind in their order.
    fn order(&self, kind: RecordKind, cards: &mut [&Arc<Card>]) {
        match kind {
            // What is open now, what opens soon, what is over.
            RecordKind::Consultation => {
                cards
                    .sort_by_key(|card| card.shown.map(|(opens_on, closes_on)| (closes_on < self.today, opens_on > self.today, closes_on)));
            }
            RecordKind::Collection => {
                let place = |card: &Card| Collection::STAGES.iter().position(|stage| Some(*stage) == card.group.as_deref());
                cards.sort_by_cached_key(|card| (place(card), self.placed(card)));
            }
            RecordKind::Body | RecordKind::Place | RecordKind::Catalogue => {}
            RecordKind::Guide | RecordKind::Question => cards.sort_by_cached_key(|card| Reverse(self.wanted(card, None))),
            _ => cards.sort_by_key(|card| Reverse(card.dated)),
        }
    }
}
