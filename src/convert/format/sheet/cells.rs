//! The cells of a sheet by row and column, however far apart they stand, and which of them are one.

use std::collections::{BTreeMap, BTreeSet};

/// Where a cell stands: row, then column, from 0.
pub(super) type At = (u32, u32);

/// Cells that are one, by their first and last place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Merged {
    pub(super) first: At,
    pub(super) last: At,
}

/// The cells of a sheet.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Cells {
    /// Only those that say something.
    pub(super) texts: BTreeMap<At, String>,
    /// None within another.
    pub(super) merged: Vec<Merged>,
}

impl Cells {
    /// Leaves out rows and columns.
    pub(super) fn without(self, rows: &BTreeSet<u32>, columns: &BTreeSet<u32>) -> Self {
        let mut anchors: Vec<(At, String)> = Vec::new();
        // What stands in the first cell of a larger one stays as long as any of it is shown.
        for merged in &self.merged {
            let shown_row = (merged.first.0..=merged.last.0).find(|row| !rows.contains(row));
            let shown_column = (merged.first.1..=merged.last.1).find(|column| !columns.contains(column));
            if let (Some(row), Some(column), Some(text)) = (shown_row, shown_column, self.texts.get(&merged.first)) {
                anchors.push(((row, column), text.clone()));
            }
        }
        let mut texts: BTreeMap<At, String> =
            self.texts.into_iter().filter(|((row, column), _)| !rows.contains(row) && !columns.contains(column)).collect();
        texts.extend(anchors);
        let merged = self.merged.into_iter().filter_map(|merged| {
            let mut shown_rows = (merged.first.0..=merged.last.0).filter(|row| !rows.contains(row));
            let mut shown_columns = (merged.first.1..=merged.last.1).filter(|column| !columns.contains(column));
            let (top, left) = (shown_rows.next()?, shown_columns.next()?);
            let last = (shown_rows.next_back().unwrap_or(top), shown_columns.next_back().unwrap_or(left));
            Some(Merged { first: (top, left), last })
        });
        Self { texts, merged: merged.collect() }
    }

    /// The same cells close together: rows and columns in which nothing stands are left out.
    pub(super) fn close(self) -> Close {
        let rows: Vec<u32> = self.texts.keys().map(|at| at.0).collect::<BTreeSet<u32>>().into_iter().collect();
        let columns: Vec<u32> = self.texts.keys().map(|at| at.1).collect::<BTreeSet<u32>>().into_iter().collect();
        let place = |all: &[u32], at: u32| all.partition_point(|&known| known < at);
        let mut spans = BTreeMap::new();
        for merged in &self.merged {
            let (top, left) = (place(&rows, merged.first.0), place(&columns, merged.first.1));
            let below = rows.partition_point(|&known| known <= merged.last.0);
            let right = columns.partition_point(|&known| known <= merged.last.1);
            if below > top && right > left && (below - top) * (right - left) > 1 {
                spans.insert((top, left), (below - top, right - left));
            }
        }
        let texts = self.texts.into_iter().map(|((row, column), text)| ((place(&rows, row), place(&columns, column)), text)).collect();
        Close { texts, spans, rows: rows.len(), columns: columns.len() }
    }
}

/// Cells without empty rows and columns among them.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Close {
    pub(super) texts: BTreeMap<(usize, usize), String>,
    /// Rows and columns of larger cells, by their first place.
    pub(super) spans: BTreeMap<(usize, usize), (usize, usize)>,
    pub(super) rows: usize,
    pub(super) columns: usize,
}
