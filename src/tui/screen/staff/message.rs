//! Events that the staff's screen understands.

use crate::tui::{effect::Purpose, field};

/// An event that the staff's screen understands.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::tui) enum Message {
    /// A digit of the PIN, or its end.
    Field(field::Message),
    /// It was right or wrong.
    Checked(bool),
    /// Back to the visitors.
    Leave,
    /// Content on sticks.
    Exchange(Purpose),
    /// A record is to be hidden.
    Hide,
    /// The window at which applications are taken.
    Counter,
    /// Leave the program.
    Quit,
}
