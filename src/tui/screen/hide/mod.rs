//! A record is hidden at once, by staff behind their PIN: found as visitors find it, shown, agreed to. What is hidden stands here too, and can be
//! shown again.

mod message;
mod state;
mod update;
mod view;

pub(in crate::tui) use message::Message;
pub(in crate::tui) use state::{State, opened};
pub(in crate::tui) use update::{on_key, update};
pub(in crate::tui) use view::view;
