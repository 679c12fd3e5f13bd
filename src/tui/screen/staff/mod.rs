//! The staff's door: a PIN, and behind it what staff may do here. Dark, so that nobody takes it for the visitors' screen.
//!
//! ```text
//! message  state      what it understands;  at the door or behind it
//!   update            keys, and what a message changes
//!   door  menu        the PIN being typed;  what there is behind it
//! ```

mod door;
mod menu;
mod message;
mod state;
mod update;

use ratatui::layout::Rect;

pub(in crate::tui) use message::Message;
pub(in crate::tui) use state::{State, opened};
pub(in crate::tui) use update::{on_key, update};

use super::super::{canvas::Canvas, context::Context};

/// The door, or the menu behind it. `waiting` is how many seconds are left before another PIN is heard.
pub(in crate::tui) fn view(state: &State, waiting: Option<u64>, context: &Context, canvas: &mut Canvas<'_, Message>, area: Rect) {
    match state {
        State::Door { field, wrong, checking } => {
            let note = door::note(*wrong, *checking, waiting, context);
            door::view(field, note.as_deref(), canvas, area);
        }
        State::Inside => menu::view(context, canvas, area),
    }
}
