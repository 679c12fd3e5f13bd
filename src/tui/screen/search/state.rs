//! A search: the field, what was found for its words, and where the visitor is in it.

use super::facet::Facet;
use crate::{
    fleet::{Heard, Usage},
    policy::RecordId,
    search::{Filter, Found, Sort},
    text::VisitorText,
    tui::{
        field::{self, FieldKind},
        widget::entries::Cursor,
    },
};

/// Longest text that is searched for; longer ones are somebody leaning on the keyboard.
const LONGEST: usize = 100;

/// Words typed, what they found, and where the visitor is in it.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::tui) struct State {
    pub(super) field: field::State,
    pub(super) mode: Mode,
    pub(super) filter: Filter,
    pub(super) sort: Sort,
    /// Documents that ended are listed too.
    pub(super) ended: bool,
    pub(super) found: Option<Found>,
    /// Further hits for the same words are on their way.
    pub(super) awaits_more: bool,
    /// The hits answer words that stand there no more.
    pub(super) is_old: bool,
    pub(super) cursor: Cursor,
    pub(super) counted: Counted,
}

/// The part of the screen that the keys act on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    Field,
    Hits,
    /// None of the hits is what was meant: what else there is.
    Neither,
    Filters,
    Values(Facet),
}

/// Searches that were counted on this screen.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Counted {
    /// The words that were counted last, so that none count twice.
    pub(super) words: VisitorText,
    /// Counts that are not yet told.
    pub(super) usage: Usage,
    /// Matters that were not found, by terms of the program's own table.
    pub(super) heard: Heard,
}

impl State {
    /// Nothing typed yet.
    pub(super) fn new() -> Self {
        Self {
            field: field::State::new(FieldKind::Chinese, LONGEST),
            mode: Mode::Field,
            filter: Filter::default(),
            sort: Sort::default(),
            ended: false,
            found: None,
            awaits_more: false,
            is_old: false,
            cursor: Cursor::default(),
            counted: Counted::default(),
        }
    }

    /// The field, while it has the focus.
    pub(in crate::tui) fn field(&self) -> Option<&field::State> {
        (self.mode == Mode::Field).then_some(&self.field)
    }

    /// The same, to keep keys in it that came too early.
    pub(in crate::tui) fn field_mut(&mut self) -> Option<&mut field::State> {
        (self.mode == Mode::Field).then_some(&mut self.field)
    }

    /// Takes out hits that are any of these records, and what the first of them answered.
    pub(in crate::tui) fn forget(&mut self, ids: &[RecordId]) {
        let Some(found) = &mut self.found else { return };
        let before = found.hits.len();
        if found.hits.first().is_some_and(|hit| ids.contains(&hit.card.id)) {
            found.answer.clear();
        }
        found.hits.retain(|hit| !ids.contains(&hit.card.id));
        let gone = before - found.hits.len();
        if gone > 0 {
            found.total = found.total.saturating_sub(gone);
            found.in_force = found.in_force.min(found.total);
            found.completions.clear();
            self.cursor = Cursor::default();
        }
    }

    /// True while the keys on the screen are shown.
    pub(super) fn takes_pad(&self) -> bool {
        self.field().is_some_and(field::State::takes_pad)
    }

    /// True while keys choose among candidates.
    pub(super) fn composes(&self) -> bool {
        self.field().is_some_and(field::State::composes)
    }

    /// True while Enter leads from what is typed to what was found.
    pub(in crate::tui) fn offers_hits(&self) -> bool {
        self.field().is_some_and(|field| !field.composes() && !field.is_empty())
    }

    /// Words with which the typing may go on, where nothing is being composed.
    pub(super) fn completions(&self) -> &[VisitorText] {
        match (&self.found, self.field()) {
            (Some(found), Some(field)) if !field.composes() && !field.is_empty() => &found.completions,
            _ => &[],
        }
    }

    /// The entry Enter opens.
    pub(in crate::tui) fn focus(&self) -> Option<usize> {
        (self.mode != Mode::Field).then_some(self.cursor.focus)
    }
}
