//! Sheets: XLSX, XLS and CSV -> a table a sheet, the rows above its header apart, with what was hidden left out and told.
//!
//! A cell is what the office's program shows of it, as far as the file says: figures without tails, shares as percentages, days as days.

mod cells;
mod csv;
mod hidden;
mod hidden_old;
mod table;
#[cfg(test)]
pub(super) mod tests;
mod value;
mod workbook;

use super::super::{Manuscript, Refused};

/// Reads a workbook: XLSX or XLS.
pub(in crate::convert) fn read(bytes: &[u8]) -> Result<Manuscript, Refused> {
    workbook::read(bytes)
}

/// Reads a table that is text.
pub(in crate::convert) fn read_csv(bytes: &[u8]) -> Result<Manuscript, Refused> {
    csv::read(bytes)
}
