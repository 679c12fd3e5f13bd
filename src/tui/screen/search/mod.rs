//! Search: one screen for the field, what is being composed in it, the keys on the screen, the hits and the filters. Results follow every
//! letter; rows appear when they are ready and nothing blinks meanwhile.

mod answer;
mod beside;
mod counting;
mod facet;
mod filters;
mod head;
mod hits;
mod message;
mod places;
mod said;
mod state;
mod typed;
mod update;
mod view;
mod ways;

pub(in crate::tui) use message::Message;
pub(in crate::tui) use state::State;
pub(in crate::tui) use update::{on_key, opened, update};
pub(in crate::tui) use view::view;
