//! Which page of the window is shown, and what was left here.

use crate::{
    advice::Advice,
    outbox::{Left, ReceiptNumber},
    tui::{
        effect::{Effect, Printing},
        widget::entries::Cursor,
    },
};

/// The window.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::tui) struct State {
    pub(super) page: Page,
    /// What was left here; none until it was read.
    pub(super) left: Option<Result<Vec<Left>, Box<Advice>>>,
    pub(super) cursor: Cursor,
    /// How far the printer is with what is shown.
    pub(super) printing: Option<Printing>,
}

/// A page of it.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Page {
    /// What can be done here.
    First,
    /// Applications.
    Applications,
    /// One of them: its dates and its receipt.
    One(ReceiptNumber),
    /// Whether it was really handed in.
    Asking(ReceiptNumber),
    /// It is being written down.
    Working(ReceiptNumber),
    /// What is due.
    Due,
    /// The note for the next shift.
    Handover,
    /// Kinds of replies.
    Replies,
    /// What can be done against one.
    Reply(usize),
}

/// The first page, or that of an application, and the question what was left here.
pub(in crate::tui) fn opened(receipt: Option<ReceiptNumber>) -> (State, Effect) {
    (State { page: receipt.map_or(Page::First, Page::One), left: None, cursor: Cursor::default(), printing: None }, Effect::LookAtCounter)
}

impl State {
    /// The entry Enter opens, where it opens one. What is asked is never answered by Enter alone.
    pub(in crate::tui) fn focus(&self) -> Option<usize> {
        self.is_list().then_some(self.cursor.focus)
    }

    /// Whether a list is shown.
    pub(in crate::tui) fn is_list(&self) -> bool {
        matches!(self.page, Page::Applications | Page::Replies)
    }

    /// Everything that was left here.
    pub(super) fn all(&self) -> &[Left] {
        self.left.as_ref().and_then(|left| left.as_ref().ok()).map_or(&[], Vec::as_slice)
    }

    /// The applications among it.
    pub(super) fn applications(&self) -> Vec<&Left> {
        self.all().iter().filter(|left| left.is_application()).collect()
    }

    /// One of them.
    pub(super) fn one(&self, receipt: &ReceiptNumber) -> Option<&Left> {
        self.all().iter().find(|left| left.receipt == *receipt)
    }
}
