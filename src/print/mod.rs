//! Paper: slips and receipts in large letters, as a PDF for a printer behind CUPS, or as dots for a receipt printer, and what an office files. Nothing
//! of slips and receipts is written to a file here: it goes through a pipe or into the device, and out of the queue as soon as it is printed.
//!
//! Enters: lines. Leaves: bytes for a printer, and whether it took them.
//!
//! ```text
//! error  sheet  pdf   why nothing was printed;  lines of two sizes;  drawn pages as a PDF
//!   font  report      the letters of the machine, and how lines break;  titles and text in a font that readers bring along
//!     slip  dots      pages with the letters in them;  what a receipt printer draws
//!       queue         to the printer, within seconds
//! ```

mod dots;
mod error;
mod font;
mod pdf;
mod queue;
mod report;
mod sheet;
mod slip;

pub use error::PrintError;
pub use font::Font;
pub use queue::{Printer, Queue, asked, print};
#[cfg(test)]
pub(crate) use report::read_back;
pub use report::{COLUMNS, Line, report};
pub use sheet::{Sheet, Size};
