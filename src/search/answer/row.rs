//! What the row of a list answers that says whose phone it is.

use super::occasion::line;
use crate::policy::{Block, FullText};

/// The cells of a row, each by the name of its column. `row` is the place of the table in the list, and of the row in it.
pub(super) fn lines(text: &FullText, (table, row): (usize, usize)) -> Vec<String> {
    let blocks = text.sections.iter().flat_map(|section| &section.blocks);
    let mut tables = blocks.filter_map(|block| if let Block::Table(table) = block { Some(table) } else { None });
    let Some(table) = tables.nth(table) else { return Vec::new() };
    let cells = table.head.iter().zip(table.rows.get(row).into_iter().flatten());
    let (mut phones, mut others): (Vec<_>, Vec<_>) = cells.partition(|(name, _)| name.contains("电话"));
    // A serial number says nothing.
    others.retain(|(name, _)| !name.contains("序号"));
    phones.extend(others);
    phones.into_iter().filter_map(|(name, cell)| line(name, Some(cell))).collect()
}
