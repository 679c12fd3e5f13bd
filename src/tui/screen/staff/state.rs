//! At the door or behind it.

use crate::tui::field::{self, FieldKind};

/// Digits a PIN has at most.
const LONGEST: usize = 12;

/// At the door or behind it.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::tui) enum State {
    /// The PIN is being typed.
    Door {
        /// Where it is typed.
        field: field::State,
        /// Whether the last one was wrong.
        wrong: bool,
        /// Whether it is being checked.
        checking: bool,
    },
    /// The PIN was right.
    Inside,
}

/// A closed door.
pub(in crate::tui) fn opened() -> State {
    closed(false)
}

/// A closed door, before which a wrong PIN may have been given.
pub(super) fn closed(wrong: bool) -> State {
    State::Door { field: field::State::new(FieldKind::Secret, LONGEST), wrong, checking: false }
}

impl State {
    /// The field of the PIN.
    pub(in crate::tui) fn field(&self) -> Option<&field::State> {
        match self {
            Self::Door { field, .. } => Some(field),
            Self::Inside => None,
        }
    }

    /// The same, to keep keys in it that came too early.
    pub(in crate::tui) fn field_mut(&mut self) -> Option<&mut field::State> {
        match self {
            Self::Door { field, .. } => Some(field),
            Self::Inside => None,
        }
    }
}
