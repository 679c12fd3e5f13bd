//! The zone in plain lines, for whoever hears or feels a screen instead of seeing it, and for help from afar: no colours, no boxes, no picture that
//! moves. A page is its title, how far one has come, numbered lines, and one question; each answer is new lines below.
//!
//! Enters: an open library, the settings of the hall, lines that somebody types. Leaves: lines.
//!
//! ```text
//! page     a list, a record, a leaflet, hits -> lines and numbered ways, a few at a time
//!   form   a form, question by question -> the office's seal
//!   talk   lines typed -> pages
//! ```

mod form;
mod page;
mod talk;
#[cfg(test)]
mod tests;

pub use form::{Clerk, NOBODY};
pub use talk::{Zone, talk};
