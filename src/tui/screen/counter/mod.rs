//! The window (窗口), for staff behind their PIN: an application taken in person, its legal dates and the receipt for whoever handed it in; what is due;
//! the note for the next shift; what can be done against each kind of reply. Numbers and days alone: what visitors wrote nobody reads here.
//!
//! ```text
//! message        what the page understands
//!   state        which page it is, and what was left here
//!     view  update
//! ```

mod message;
mod state;
mod update;
mod view;

pub(in crate::tui) use message::Message;
pub(in crate::tui) use state::{State, opened};
pub(in crate::tui) use update::{on_key, update};
pub(in crate::tui) use view::view;
