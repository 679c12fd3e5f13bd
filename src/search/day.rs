//! One day: which records hold on it, and which have nothing to say any more.

use std::sync::Arc;

use jiff::civil::Date;

use crate::{
    library::{Card, Library, Ordinal},
    policy::{Standing, Validity},
};

/// The state of every record on one day, by ordinal of its card.
pub(super) struct Day {
    pub(super) date: Date,
    states: Vec<State>,
}

/// The state of one record.
pub(super) struct State {
    /// Validity; in force for everything but documents.
    pub(super) standing: Standing,
    /// Whether nothing speaks against it.
    pub(super) may_hold: bool,
    /// Whether it is left out of every answer.
    pub(super) silent: bool,
}

impl Day {
    pub(super) fn new(library: &Library, date: Date) -> Self {
        let states = library.cards().iter().map(|card| state(library, card, date)).collect();
        Self { date, states }
    }

    pub(super) fn state(&self, ordinal: Ordinal) -> Option<&State> {
        self.states.get(ordinal.index())
    }
}

fn state(library: &Library, card: &Arc<Card>, date: Date) -> State {
    let standing = library.standing(card, date);
    State { may_hold: standing.may_hold(), standing, silent: !library.shows(card, date) }
}

impl State {
    /// Whether it is a repealed or expired document.
    pub(super) fn has_ended(&self) -> bool {
        self.standing.validity.is_ended()
    }

    /// 有效性.
    pub(super) fn validity(&self) -> Validity {
        self.standing.validity
    }
}
