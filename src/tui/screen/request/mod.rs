//! What a visitor leaves: an application, an opinion and the other voices, one question a screen. By phone comes first; nothing is asked before it is
//! said what happens to the words; nothing is lost by a step back, and everything by the end of the visit.
//!
//! ```text
//! draft        a form being filled in: the interview, the field, what was found
//!   message    what the screen understands
//!     state    the page that is shown
//!     parts    heads, buttons, frames
//!       doors  question  review  ends   the pages
//!         said  typing     what is read aloud;  what is typed, and how one question leads to the next
//!           update  view   everything else;  the page drawn
//! ```

mod doors;
mod draft;
mod ends;
mod message;
mod parts;
mod question;
mod review;
mod said;
mod state;
mod typing;
mod update;
mod view;

pub(in crate::tui) use message::Message;
pub(in crate::tui) use state::State;
pub(in crate::tui) use update::{at_window, on_key, opened, update};
pub(in crate::tui) use view::view;
