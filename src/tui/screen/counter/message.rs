//! Events that the page of the window understands.

use crate::{
    advice::Advice,
    outbox::{Left, ReceiptNumber},
    tui::{effect::Printing, screen::Move},
};

/// Where to go from the first page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::tui) enum Place {
    /// Applications that were left here.
    Applications,
    /// What is due.
    Due,
    /// The note for the next shift.
    Handover,
    /// What can be done against a reply.
    Replies,
}

/// An event that the page understands.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::tui) enum Message {
    /// Another page.
    Go(Place),
    /// 代填: somebody speaks, and it is written down.
    WriteDownFor,
    /// One of the applications.
    Chosen(ReceiptNumber),
    /// One kind of reply.
    Reply(usize),
    /// Print the receipt that is shown.
    Print,
    /// How far the printer is.
    Printed(Printing),
    /// It was handed in, staff say.
    HandedIn,
    /// And they mean it.
    Agreed,
    /// What was left here; why it cannot be told.
    Listed(Result<Vec<Left>, Box<Advice>>),
    /// The page before.
    Back,
    /// An arrow or a page key.
    Move(Move),
}
