//! Events that the search screen understands.

use super::facet::Facet;
use crate::{
    search::{Filter, Found, Sort},
    text::VisitorText,
    tui::{effect::Route, field, screen::Move},
};

/// An event that search understands.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::tui) enum Message {
    /// Something typed into the field.
    Field(field::Message),
    /// To the hits.
    ToHits,
    /// Back to the field.
    ToField,
    /// The filters opened or left.
    ToFilters,
    /// None of the hits is what was meant.
    ToNeither,
    /// The values of one filter.
    ToValues(Facet),
    /// One value chosen; none lifts the filter.
    Filtered(Filter),
    /// By relevance or newest first.
    Sorted(Sort),
    /// Ended documents listed or not.
    EndedShown(bool),
    /// A word tried instead.
    Tried(VisitorText),
    /// Hits have come.
    Found(Box<Found>),
    /// Go somewhere.
    Open(Route),
    /// The screen before.
    Leave,
    /// An arrow or a page key.
    Move(Move),
}
