//! Office files -> manuscripts: what stands in a Word, PDF, OFD, Excel or web file, with what its rules say about it, for people to confirm.
//!
//! A file comes in as bytes from outside and is read in a child process that may do nothing else; a [`Manuscript`] leaves. It knows neither the
//! library nor a screen. What it finds by rule says so, and what a file does not say stays unsaid.

mod finding;
mod format;
mod manuscript;
mod refused;
pub mod screening;
pub mod structure;

pub use finding::{Code, Finding, Level, Place};
pub use manuscript::{Align, Asset, Block, Cell, Look, Manuscript, Paragraph, Picture, Stated, Table};
pub use refused::Refused;
