//! Rows of a table: cells side by side, with what they cover worked out from the edges that all rows have.

use super::{
    super::super::{Block, Cell, Table},
    sprm::{Form, Row},
};

/// Edges nearer than this are one, in twentieths of a point.
const SAME: i16 = 45;

/// A table while its rows come.
#[derive(Debug, Default)]
pub(super) struct Rows {
    cell: Vec<String>,
    cells: Vec<String>,
    rows: Vec<(Vec<String>, Row, bool)>,
}

impl Rows {
    /// Lines of a cell; whether it ends with them. Cells of a table inside it are lines too.
    pub(super) fn say(&mut self, lines: impl Iterator<Item = String>, ends: bool) {
        self.cell.extend(lines);
        if ends {
            self.cells.push(std::mem::take(&mut self.cell).join("\n"));
        }
    }

    pub(super) fn end_row(&mut self, form: &Form) {
        // The row of a table inside a cell ends no row of ours.
        if form.depth > 1 {
            return;
        }
        let mut cells = std::mem::take(&mut self.cells);
        let mut row = form.row.clone().unwrap_or_default();
        if row.edges.len() != cells.len() + 1 {
            let count = i16::try_from(cells.len()).unwrap_or(i16::MAX);
            row = Row { edges: (0..=count).map(|at| at.saturating_mul(1000)).collect(), merges: vec![(false, 0); cells.len()] };
        }
        // What was joined with the cell before it has no words of its own.
        let mut at = row.merges.len();
        while at > 1 {
            at -= 1;
            if row.merges.get(at).is_some_and(|merge| merge.0) && cells.get(at).is_some_and(String::is_empty) {
                cells.remove(at);
                row.merges.remove(at);
                row.edges.remove(at);
            }
        }
        self.rows.push((cells, row, form.header));
    }

    /// The table, if rows came.
    pub(super) fn end_table(&mut self) -> Option<Block> {
        if !self.cells.is_empty() || !self.cell.is_empty() {
            self.end_row(&Form::default());
        }
        let rows = std::mem::take(&mut self.rows);
        let mut edges: Vec<i16> = rows.iter().flat_map(|(_, row, _)| row.edges.iter().copied()).collect();
        edges.sort_unstable();
        edges.dedup_by(|next, kept| next.saturating_sub(*kept) < SAME);
        let column = |edge: i16| edges.partition_point(|known| known.saturating_add(SAME) <= edge);
        let header_rows = rows.iter().take_while(|(.., header)| *header).count();
        let mut made: Vec<Vec<Cell>> = Vec::new();
        // Where each column may go on below: its row and its place there.
        let mut above: Vec<Option<(usize, usize)>> = Vec::new();
        for (at, (cells, row, _)) in rows.into_iter().enumerate() {
            let mut next = vec![None; edges.len()];
            let mut line = Vec::new();
            for (place, text) in cells.into_iter().enumerate() {
                let left = row.edges.get(place).copied().map_or(place, column);
                let right = row.edges.get(place + 1).copied().map_or(place + 1, column);
                let goes_on = row.merges.get(place).is_some_and(|merge| merge.1 == 1) && text.is_empty();
                let begun = above.get(left).copied().flatten().filter(|_| goes_on);
                let origin: Option<&mut Cell> = begun.and_then(|(row, place)| made.get_mut(row)?.get_mut(place));
                let where_from = match (begun, origin) {
                    (Some(begun), Some(cell)) => {
                        cell.rowspan += 1;
                        begun
                    }
                    _ => {
                        line.push(Cell { text, rowspan: 1, colspan: right.saturating_sub(left).max(1) });
                        (at, line.len() - 1)
                    }
                };
                if let Some(slot) = next.get_mut(left) {
                    *slot = Some(where_from);
                }
            }
            made.push(line);
            above = next;
        }
        (!made.is_empty()).then_some(Block::Table(Table { title: None, header_rows, rows: made }))
    }
}
