//! Content that comes on a stick, as staff see it: looked at, shown, taken in, receipted; the way back and the history. One page at a time, and
//! nothing happens that was not shown before.

mod message;
mod pages;
mod parts;
mod state;
mod update;
mod view;

pub(in crate::tui) use message::Message;
pub(in crate::tui) use state::{State, opened};
pub(in crate::tui) use update::update;
pub(in crate::tui) use view::view;
