//! The content source: a folder that people edit, read into records, with every fault in it reported at once.
//!
//! Enters: a folder, a JSON Lines file, or the sample embedded in the program. Leaves: records in batches, the names they go by, and
//! [`Fault`]s. It knows nothing of libraries; what it reads is not yet trusted to be complete until [`Reading::errors`] is empty.
//! The format is described in `data/README.md`.
//!
//! ```text
//! open  what lies there (folder), what it says of itself (header) -> Source
//!   file  lines  json        one Markdown file or table;  JSON lines a stretch at a time (passages)
//!     toml_fields  fields    header or line -> named fields, each with its line
//!     markdown  plain        text -> pieces;  text without a header -> title, history, pieces
//!     document  headed  tables   fields -> what one kind of record has;  shared: what all have;  figures: pictures that terminals show
//!     sentence  ending  term  touching   what a text says of its own time, and of other papers;  says: the same for whoever edits it
//!     board  leaflet  fillers  order    what arranges the zone;  doors: where its entries lead;  rules: by what legal dates are reckoned
//!   ledger  names  arranged  touches   what only the whole shows: ids used twice, links and doors to nothing, versions, ends -> Reading
//!   built_in                 the arrangement for whatever a source leaves unsaid
//! ```

mod arranged;
#[cfg(test)]
mod arranged_tests;
mod board;
mod built_in;
mod dates;
mod document;
mod doors;
mod elsewhere;
mod ending;
mod entry;
mod fault;
#[cfg(test)]
mod fault_tests;
mod fields;
mod figures;
mod file;
mod fillers;
mod folder;
mod harmless;
mod headed;
mod header;
mod history;
mod json;
mod leaflet;
mod ledger;
mod lines;
mod markdown;
mod measured;
mod members;
mod names;
mod open;
mod order;
mod pages;
mod passages;
mod plain;
mod programs;
mod rules;
mod says;
mod sentence;
mod shared;
mod tables;
mod term;
#[cfg(test)]
mod tests;
mod toml_fields;
mod touches;
mod touching;
#[cfg(test)]
mod touching_tests;
mod travelling;

pub use built_in::built_in;
pub use elsewhere::Elsewhere;
pub use fault::{Fault, Severity};
pub use folder::arranges;
pub use header::Header;
pub use ledger::Reading;
pub use members::{Member, StoredFile, StoredFolder};
pub use names::{Names, Tied};
pub use open::{Batch, Options, Source, SourceError};
pub use says::{Said, says};
pub use shared::is_built_of;
