//! Office files -> manuscripts: what stands in a Word, PDF, OFD, Excel or web file, with what its rules say about it, for people to confirm.
//!
//! A file comes in as bytes from outside and is read in a child process that may do nothing else; a [`Manuscript`] leaves. It knows neither the
//! library nor a screen. What it finds by rule says so, and what a file does not say stays unsaid.

mod batch;
mod characters;
mod child;
mod error;
mod finding;
mod format;
mod founding;
mod frame;
mod header;
mod jail;
mod kind;
pub mod ledger;
mod manuscript;
mod markdown;
mod ocr;
mod plain;
mod reading;
mod record;
mod refused;
pub mod screening;
pub mod structure;
mod workplace;

#[cfg(test)]
pub(crate) use batch::entered;
pub use batch::{Done, Job, Step, convert, jobs};
pub use characters::sure_text;
pub use child::{Program, Reader, memory};
pub use error::ConvertError;
pub use finding::{Code, Finding, Level, Place};
pub use format::archive::Member;
pub use founding::Founding;
pub use jail::{has_landlock, serve};
pub use kind::Kind;
pub use manuscript::{Align, Asset, Block, Cell, Look, Manuscript, Paragraph, Picture, Stated, Table};
pub use ocr::{Ocr, become_shut_in};
pub use reading::{Held, LARGEST, Read, length, read};
pub use record::{Headline, Kept, Record, Told};
pub use refused::Refused;
pub use workplace::{Change, Corrected, Corrector, Document, Workplace};
