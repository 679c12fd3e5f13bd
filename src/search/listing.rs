//! Records that may be listed, and in which order.

use std::{cmp::Ordering, sync::Arc};

use super::{day::State, query::Sort, rank::Verdict};
use crate::{
    library::{Card, Ordinal},
    policy::RecordKind,
};

/// A record that is listed.
pub(super) struct Listed<'a> {
    pub(super) ordinal: Ordinal,
    pub(super) card: &'a Arc<Card>,
    pub(super) state: &'a State,
    pub(super) verdict: Verdict,
    /// Whether exactly this record was named.
    pub(super) named: bool,
    /// What it carries of where, when and whom somebody asks for; 0 where that was not asked.
    pub(super) sought: f64,
    /// Whether it answers nearly as well as the best.
    pub(super) near: bool,
}

/// A record that has ended and is not listed, with its score.
pub(super) struct Ended<'a> {
    pub(super) card: &'a Arc<Card>,
    pub(super) score: f32,
}

/// What a match is worth to somebody with a question: answers and guides before the papers behind them, papers before lists of papers. Chosen by
/// hand on the sample county; nothing else holds all kinds.
pub(super) fn lift(kind: RecordKind) -> f32 {
    match kind {
        RecordKind::Guide => 1.2,
        RecordKind::Collection => 1.1,
        RecordKind::Document | RecordKind::Question => 1.0,
        RecordKind::Interpretation | RecordKind::Notice => 0.95,
        RecordKind::List | RecordKind::Consultation | RecordKind::Body | RecordKind::Place => 0.85,
        RecordKind::Gazette | RecordKind::Catalogue => 0.5,
    }
}

/// Best first: what was named outright, then, among what answers about as well, that against which nothing speaks, then the better match, then the
/// newer record.
pub(super) fn compare(order: Sort, left: &Listed<'_>, right: &Listed<'_>) -> Ordering {
    let by_score = || right.verdict.score.total_cmp(&left.verdict.score);
    let by_date = || right.card.dated.cmp(&left.card.dated);
    let by_place = || left.ordinal.cmp(&right.ordinal);
    match order {
        Sort::Relevance => right
            .named
            .cmp(&left.named)
            .then_with(|| right.sought.total_cmp(&left.sought))
            .then_with(|| right.near.cmp(&left.near))
            .then_with(|| right.state.may_hold.cmp(&left.state.may_hold))
            .then_with(by_score)
            .then_with(by_date)
            .then_with(by_place),
        Sort::Newest => by_date().then_with(by_score).then_with(by_place),
    }
}
