//! What can happen on the search screen.

use super::filters::Facet;
use crate::{
    search::{Filter, Found, Sort},
    text::VisitorText,
    tui::{
        effect::Route,
        screen::Move,
        widget::{
            keyboard::Press,
            pinyin_picker::{Choice, Offered, Step},
        },
    },
};

/// What search understands.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::tui) enum Message {
    /// A character typed.
    Typed(char),
    /// Several at once, as an input method or a scanner sends them.
    Pasted(VisitorText),
    /// The last character deleted.
    Deleted,
    /// The field emptied.
    Cleared,
    /// A key on the screen or of a number pad.
    Pressed(Press),
    /// Keys on the screen shown or hidden.
    BoardToggled,
    /// The field touched: there may be no keyboard.
    FieldTouched,
    /// Candidates have come.
    Composed(Box<Offered>),
    /// A candidate taken by its number.
    Numbered(u8),
    /// A candidate touched, or the page turned.
    Chosen(Choice),
    /// The candidate in focus taken.
    Taken,
    /// The same, and on to the hits when nothing is left to be composed.
    TakenForHits,
    /// A step among the candidates.
    Stepped(Step),
    /// What is being composed thrown away.
    Dropped,
    /// To the hits.
    ToHits,
    /// Back to the field.
    ToField,
    /// The filters opened or left.
    ToFilters,
    /// The values of one filter.
    ToValues(Facet),
    /// One value chosen; none lifts the filter.
    Filtered(Filter),
    /// By relevance or newest first.
    Sorted(Sort),
    /// Ended documents listed or not.
    EndedShown(bool),
    /// What was begun completed.
    Completed(VisitorText),
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
