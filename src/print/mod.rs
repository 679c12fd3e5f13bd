//! Paper: slips and receipts in large letters, as a PDF for a printer behind CUPS, or as dots for a receipt printer. Nothing of them is written to a
//! file here: it goes through a pipe or into the device, and out of the queue as soon as it is printed.
//!
//! Enters: lines. Leaves: bytes for a printer, and whether it took them.
//!
//! ```text
//! error  sheet    why nothing was printed;  lines of two sizes
//!   font          the letters of the machine, and how lines break
//!     pdf  dots   pages with the letters in them;  what a receipt printer draws
//!       queue     to the printer, within seconds
//! ```

mod dots;
mod error;
mod font;
mod pdf;
mod queue;
mod sheet;

pub use error::PrintError;
pub use font::Font;
pub use queue::{Printer, print};
pub use sheet::{Sheet, Size};
