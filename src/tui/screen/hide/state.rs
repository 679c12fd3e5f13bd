//! Which record is looked for, and how far it has come.

use std::sync::Arc;

use super::message::Wish;
use crate::{
    library::{Card, Hidden},
    tui::{
        effect::{Effect, HidingDone},
        field::{self, FieldKind},
        widget::entries::Cursor,
    },
};

/// Longest text that is searched for.
const LONGEST: usize = 100;

/// A record being looked for, to be hidden.
#[derive(Debug, Clone)]
pub(in crate::tui) struct State {
    pub(super) field: field::State,
    pub(super) step: Step,
    /// What answers the words in the field.
    pub(super) found: Vec<Arc<Card>>,
    /// What is hidden now.
    pub(super) hidden: Vec<Hidden>,
    pub(super) cursor: Cursor,
}

/// How far it has come.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Step {
    /// Words are typed.
    Field,
    /// One of the list is chosen.
    List,
    /// Whether it is meant.
    Asking(Wish),
    /// It is being done.
    Working,
    /// It was done.
    Done(Box<HidingDone>),
}

/// The page before anything is typed, and the question what is hidden now.
pub(in crate::tui) fn opened() -> (State, Effect) {
    let mut field = field::State::new(FieldKind::Chinese, LONGEST);
    // There may be no keyboard.
    field.open_board();
    let state = State { field, step: Step::Field, found: Vec::new(), hidden: Vec::new(), cursor: Cursor::default() };
    (state, Effect::Hidden)
}

impl State {
    /// The field, while it has the focus.
    pub(in crate::tui) fn field(&self) -> Option<&field::State> {
        (self.step == Step::Field).then_some(&self.field)
    }

    /// The same, to keep keys in it that came too early.
    pub(in crate::tui) fn field_mut(&mut self) -> Option<&mut field::State> {
        (self.step == Step::Field).then_some(&mut self.field)
    }

    /// The entry Enter opens. What is asked is never answered by Enter alone.
    pub(in crate::tui) fn focus(&self) -> Option<usize> {
        (self.step == Step::List).then_some(self.cursor.focus)
    }

    /// The list that is chosen from: what was found, or what is hidden where nothing is typed.
    pub(super) fn wishes(&self) -> Vec<Wish> {
        if self.field.text().is_blank() {
            self.hidden.iter().cloned().map(|hidden| Wish::Show(Box::new(hidden))).collect()
        } else {
            self.found.iter().cloned().map(Wish::Hide).collect()
        }
    }
}
