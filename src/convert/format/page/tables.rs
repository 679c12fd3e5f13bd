//! Grids and the characters in them -> tables, where that is sure: every cell a rectangle, no word across a line.

use super::{
    super::super::{Cell, Table},
    grid::{Grid, Span},
    leaf::{Glyph, Order},
    lines::{Line, lines},
};

/// A word may touch a line by chance: in this share of the letters at most.
const ACROSS: f32 = 0.03;

/// A grid with what stands in its cells.
#[derive(Debug, Clone)]
pub(super) struct Ruled {
    grid: Grid,
    /// Letters of each cell, in the order of its spans.
    cells: Vec<Vec<Glyph>>,
    /// Neighbours of one word that stand in two cells.
    across: usize,
}

/// The characters in each grid, and those outside all.
pub(super) fn sort(glyphs: Vec<Glyph>, grids: &[Grid]) -> (Vec<Vec<Glyph>>, Vec<Glyph>) {
    let mut inside = vec![Vec::new(); grids.len()];
    let mut outside = Vec::new();
    for glyph in glyphs {
        let (x, y) = middle(&glyph);
        let at = grids.iter().position(|grid| within(&grid.xs, x) && within(&grid.ys, y));
        match at.and_then(|at| inside.get_mut(at)) {
            Some(inside) => inside.push(glyph),
            None => outside.push(glyph),
        }
    }
    (inside, outside)
}

fn middle(glyph: &Glyph) -> (f32, f32) {
    (glyph.x + glyph.width / 2.0, glyph.y - 0.35 * glyph.size)
}

fn within(edges: &[f32], at: f32) -> bool {
    edges.first().is_some_and(|&first| first <= at) && edges.last().is_some_and(|&last| at < last)
}

/// Puts characters into the cells of their grids.
pub(super) fn fill(grids: Vec<Grid>, inside: Vec<Vec<Glyph>>) -> Vec<Ruled> {
    grids.into_iter().zip(inside).map(|(grid, glyphs)| ruled(grid, glyphs)).collect()
}

fn ruled(grid: Grid, glyphs: Vec<Glyph>) -> Ruled {
    let mut cells = vec![Vec::new(); grid.spans.len()];
    let mut across = 0;
    let mut before: Option<(Glyph, usize)> = None;
    for glyph in glyphs {
        let (x, y) = middle(&glyph);
        // Within the grid every place lies in a cell.
        let at = grid.cell(x, y).unwrap_or_default();
        if let Some((last, cell)) = before {
            let neighbours = last.piece == glyph.piece && (glyph.x - last.x - last.width).abs() < 0.2 * glyph.size;
            let ink = !last.c.is_whitespace() && !glyph.c.is_whitespace();
            across += usize::from(neighbours && ink && cell != at && (glyph.y - last.y).abs() < 1.0);
        }
        before = Some((glyph, at));
        if let Some(cell) = cells.get_mut(at) {
            cell.push(glyph);
        }
    }
    Ruled { grid, cells, across }
}

/// A table where it stands on its page.
#[derive(Debug, Clone)]
pub(super) struct Placed {
    /// Its upper edge.
    pub(super) top: f32,
    /// Where its columns begin, and the last one ends if that is known.
    pub(super) columns: Vec<f32>,
    pub(super) table: Table,
    /// Its lines are drawn.
    pub(super) ruled: bool,
}

impl Placed {
    /// Whether a table at the head of the next page has the same columns.
    pub(super) fn goes_on_in(&self, next: &Self) -> bool {
        let near = |(a, b): (&f32, &f32)| (a - b).abs() < 4.0;
        self.ruled == next.ruled && self.columns.len() == next.columns.len() && self.columns.iter().zip(&next.columns).all(near)
    }
}

impl Ruled {
    /// Whether it is a table for sure.
    pub(super) fn is_table(&self) -> bool {
        let letters: usize = self.cells.iter().map(Vec::len).sum();
        let filled = self.cells.iter().filter(|cell| cell.iter().any(|glyph| !glyph.c.is_whitespace())).count();
        self.grid.sound && filled >= 2 && self.across as f32 <= ACROSS * letters as f32
    }

    /// Its characters, as they were written.
    pub(super) fn into_glyphs(self) -> Vec<Glyph> {
        let mut glyphs: Vec<Glyph> = self.cells.into_iter().flatten().collect();
        glyphs.sort_by_key(|glyph| glyph.piece);
        glyphs
    }

    /// The table where it stands.
    pub(super) fn placed(&self) -> Placed {
        let top = self.grid.ys.first().copied().unwrap_or_default();
        Placed { top, columns: self.grid.xs.clone(), table: self.table(), ruled: true }
    }

    fn table(&self) -> Table {
        let mut cells: Vec<(Span, String)> =
            self.grid.spans.iter().zip(&self.cells).map(|(span, glyphs)| (*span, self.words(span, glyphs))).collect();
        let mut columns = self.grid.xs.len().saturating_sub(1);
        // Lines that run on beyond the last column make one more, with nothing in it.
        while columns > 2 && cells.iter().all(|(span, text)| span.column + span.columns < columns || span.columns > 1 || text.is_empty()) {
            columns -= 1;
            cells.retain(|(span, _)| span.column < columns);
            for (span, _) in &mut cells {
                span.columns = span.columns.min(columns - span.column);
            }
        }
        let mut rows: Vec<Vec<Cell>> = vec![Vec::new(); self.grid.ys.len().saturating_sub(1)];
        for (span, text) in cells {
            if let Some(row) = rows.get_mut(span.row) {
                row.push(Cell { text, rowspan: span.rows, colspan: span.columns });
            }
        }
        Table { rows, ..Table::default() }
    }

    /// The words of a cell; what does not fill its line ends it.
    fn words(&self, span: &Span, glyphs: &[Glyph]) -> String {
        let (left, right) = self.grid.edges(span);
        let mut words = String::new();
        let mut before: Option<Line> = None;
        for line in lines(glyphs.to_vec(), Order::Position) {
            if let Some(before) = before {
                let full = right - before.x1 < 1.4 * before.size || before.x1 - before.x0 > right - left - 2.8 * before.size;
                let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
                if !full {
                    words.push('\n');
                } else if latin(before.text.chars().next_back()) && latin(line.text.chars().next()) {
                    words.push(' ');
                }
            }
            words.push_str(&line.text);
            before = Some(line);
        }
        words
    }
}
