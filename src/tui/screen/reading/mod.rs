//! Reading one record: its head, its validity, its text, and everything that belongs to it. On wide screens the code stands beside the text, so
//! that taking it away needs no key at all.

mod find;
mod head;
mod menu;
mod message;
mod places;
mod state;
mod text;
mod update;
mod view;

pub(in crate::tui) use message::Message;
pub(in crate::tui) use state::{State, opened};
pub(in crate::tui) use update::{on_key, update};
pub(in crate::tui) use view::view;
