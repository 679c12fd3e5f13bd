//! What can happen to a field.

use std::fmt;

use crate::text::VisitorText;

use super::{
    board::Press,
    picker::{Choice, Offered, Step},
};

/// A message to a field. Most of them tell what was typed, so that nothing is written of them in `Debug`.
#[derive(Clone, PartialEq)]
pub(in crate::tui) enum Message {
    /// A character from a keyboard or an input method.
    Typed(char),
    /// Several at once, as an input method or a scanner sends them.
    Pasted(VisitorText),
    /// Other words instead of those that stand there.
    Replaced(VisitorText),
    /// The last key or character deleted.
    Deleted,
    /// A key on the screen or of a number pad.
    Pressed(Press),
    /// A digit of a keyboard or a number pad while the telephone's keys are shown: which of the two it was, the next letter tells.
    Digit(char),
    /// The keys on the screen shown or put away.
    BoardToggled,
    /// The field touched: there may be no keyboard.
    Touched,
    /// Candidates have come.
    Composed(Box<Offered>),
    /// A candidate taken by its number.
    Numbered(u8),
    /// A candidate touched, or the page turned.
    Chosen(Choice),
    /// The candidate in focus taken.
    Taken,
    /// The same, and done when nothing is left to be composed.
    Entered,
    /// The letters being composed kept as they were typed.
    Kept,
    /// The letters or digits being composed thrown away.
    Dropped,
    /// A step among the candidates.
    Stepped(Step),
    /// Done.
    Done,
    /// Back, where there is nothing left to delete.
    Leave,
}

impl Message {
    /// True for a choice among candidates: it has to wait until those for the keys as they are have come.
    pub(super) fn chooses(&self) -> bool {
        match self {
            Self::Numbered(_) | Self::Taken | Self::Entered | Self::Stepped(_) => true,
            // What is no letter takes what is offered first.
            Self::Typed(c) => !c.is_ascii_alphabetic() && *c != '\'',
            _ => false,
        }
    }
}

impl fmt::Debug for Message {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("field::Message(…)")
    }
}
