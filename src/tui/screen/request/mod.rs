//! What a visitor leaves: an application, an opinion and the other voices, one question a screen. By phone comes first; nothing is asked before it is
//! said what happens to the words; nothing is lost by a step back, and everything by the end of the visit.
//!
//! ```text
//! paper            what can be left, and the form of each
//!   asking         how each question is asked: in words, with its reason and an example
//!   delivery       how an answer may be handed over: one question for two of the form
//!     plan         which questions are asked, in which order
//!       draft      a form being filled in: answers, the field, what was found
//!         message  state   what the screen understands;  the page that is shown
//!           typing         what is typed, and answers
//!             update       everything else
//!           parts          heads, buttons, lists of choices
//!             doors  question  review  ends   the pages
//!               view
//! ```

mod asking;
mod delivery;
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

pub(in crate::tui) use message::Message;
pub(in crate::tui) use state::State;
pub(in crate::tui) use update::{on_key, opened, update};
pub(in crate::tui) use view::view;
