//! What a visitor leaves: an application, an opinion and the other voices, one question a screen. By phone comes first; nothing is asked before it is
//! said what happens to the words; nothing is lost by a step back, and everything by the end of the visit.
//!
//! ```text
//! paper  ways      what can be left, and the form of each;  how an answer may be handed over
//!   plan           which questions are asked, in which order
//!     asking       each question in words, with its reason and an example
//!     draft        a form being filled in: answers, the field, what was found
//!       message    what the screen understands
//!         state    the page that is shown
//!         parts    heads, buttons, frames
//!           doors  question  review  ends   the pages
//!             typing           what is typed, and how one question leads to the next
//!               update  view   everything else;  the page drawn
//! ```

mod asking;
mod doors;
mod draft;
mod ends;
mod message;
mod paper;
mod parts;
mod plan;
mod question;
mod review;
mod state;
mod typing;
mod update;
mod view;
mod ways;

pub(in crate::tui) use message::Message;
pub(in crate::tui) use state::State;
pub(in crate::tui) use update::{at_window, on_key, opened, update};
pub(in crate::tui) use view::view;
