//! Ruled lines -> grids of cells. Lines that cross one another are one grid; where a line between two cells is missing, they are one cell.

use std::collections::BTreeMap;

use super::{leaf::Stroke, sets::Sets};

/// Lines nearer than this, in points, are one: double rules, and the two edges of a thick one.
const NEAR: f32 = 3.5;
/// More lines than this on a page are a drawing.
const MOST_LINES: usize = 3_000;
/// More cells than this in a grid are squared paper.
const MOST_CELLS: usize = 20_000;

/// A line: where it stands across its direction, and from where to where it goes.
#[derive(Debug, Clone, Copy)]
struct Rule {
    at: f32,
    from: f32,
    to: f32,
}

/// A cell, by rows and columns of its grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) rows: usize,
    pub(super) columns: usize,
}

/// A grid of ruled lines.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Grid {
    /// Edges of columns, from the left.
    pub(super) xs: Vec<f32>,
    /// Edges of rows, from the top.
    pub(super) ys: Vec<f32>,
    /// Its cells, row by row.
    pub(super) spans: Vec<Span>,
    /// Every cell is a rectangle.
    pub(super) sound: bool,
    /// Which cell each place of rows and columns belongs to.
    owners: Vec<usize>,
}

impl Grid {
    /// Which cell the point stands in.
    pub(super) fn cell(&self, x: f32, y: f32) -> Option<usize> {
        let (row, column) = (slot(&self.ys, y)?, slot(&self.xs, x)?);
        self.owners.get(row * self.xs.len().saturating_sub(1) + column).copied()
    }

    /// Left and right edge of a cell.
    pub(super) fn edges(&self, span: &Span) -> (f32, f32) {
        let edge = |at: usize| self.xs.get(at).copied().unwrap_or_default();
        (edge(span.column), edge(span.column + span.columns))
    }
}

/// Between which edges a place lies.
fn slot(edges: &[f32], at: f32) -> Option<usize> {
    edges.partition_point(|&edge| edge <= at).checked_sub(1).filter(|&slot| slot + 1 < edges.len())
}

/// The grids of a page, from top to bottom.
pub(super) fn grids(strokes: &[Stroke]) -> Vec<Grid> {
    let level = strokes.iter().filter(|stroke| (stroke.y1 - stroke.y0).abs() < 1.5);
    let upright = strokes.iter().filter(|stroke| (stroke.x1 - stroke.x0).abs() < 1.5);
    let level = joined(level.map(|s| Rule { at: s.y0, from: s.x0.min(s.x1), to: s.x0.max(s.x1) }).collect());
    let upright = joined(upright.map(|s| Rule { at: s.x0, from: s.y0.min(s.y1), to: s.y0.max(s.y1) }).collect());
    if level.len().max(upright.len()) > MOST_LINES {
        return Vec::new();
    }
    let mut grids: Vec<Grid> = crossing(&level, &upright).iter().filter_map(|(level, upright)| grid(level, upright)).collect();
    grids.sort_by(|a, b| a.ys.first().unwrap_or(&0.0).total_cmp(b.ys.first().unwrap_or(&0.0)));
    grids
}

/// Pieces of one line put together, and what is too short for one left out.
fn joined(mut rules: Vec<Rule>) -> Vec<Rule> {
    rules.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut joined: Vec<Rule> = Vec::new();
    for same in rules.chunk_by_mut(|a, b| b.at - a.at < 1.0) {
        same.sort_by(|a, b| a.from.total_cmp(&b.from));
        let mut before: Option<Rule> = None;
        for rule in same.iter() {
            match &mut before {
                Some(before) if rule.from - before.to < NEAR => before.to = before.to.max(rule.to),
                _ => joined.extend(before.replace(*rule)),
            }
        }
        joined.extend(before);
    }
    joined.retain(|rule| rule.to - rule.from > 6.0);
    joined
}

/// Level and upright lines that hang together by crossing.
fn crossing(level: &[Rule], upright: &[Rule]) -> Vec<(Vec<Rule>, Vec<Rule>)> {
    let mut sets = Sets::new(level.len() + upright.len());
    for (l, rule) in level.iter().enumerate() {
        for (u, other) in (level.len()..).zip(upright) {
            let meets = |rule: &Rule, at: f32| rule.from - NEAR < at && at < rule.to + NEAR;
            if meets(rule, other.at) && meets(other, rule.at) {
                sets.join(l, u);
            }
        }
    }
    let mut groups: BTreeMap<usize, (Vec<Rule>, Vec<Rule>)> = BTreeMap::new();
    for (l, rule) in level.iter().enumerate() {
        groups.entry(sets.of(l)).or_default().0.push(*rule);
    }
    for (u, rule) in (level.len()..).zip(upright) {
        groups.entry(sets.of(u)).or_default().1.push(*rule);
    }
    groups.into_values().collect()
}

fn grid(level: &[Rule], upright: &[Rule]) -> Option<Grid> {
    // Outer lines may be missing where the others run on beyond the last one.
    let xs = edges(upright.iter().map(|rule| rule.at), level);
    let ys = edges(level.iter().map(|rule| rule.at), upright);
    let (columns, rows) = (xs.len().checked_sub(1)?, ys.len().checked_sub(1)?);
    if columns < 2 || rows < 1 || columns * rows > MOST_CELLS {
        return None;
    }
    let mut sets = Sets::new(columns * rows);
    for (at, rule_at) in xs.iter().enumerate().skip(1).take(columns - 1) {
        let drawn: Vec<&Rule> = upright.iter().filter(|rule| (rule.at - rule_at).abs() < NEAR).collect();
        for (row, middle) in middles(&ys).enumerate() {
            if !drawn.iter().any(|rule| rule.from < middle && middle < rule.to) {
                sets.join(row * columns + at - 1, row * columns + at);
            }
        }
    }
    for (at, rule_at) in ys.iter().enumerate().skip(1).take(rows - 1) {
        let drawn: Vec<&Rule> = level.iter().filter(|rule| (rule.at - rule_at).abs() < NEAR).collect();
        for (column, middle) in middles(&xs).enumerate() {
            if !drawn.iter().any(|rule| rule.from < middle && middle < rule.to) {
                sets.join((at - 1) * columns + column, at * columns + column);
            }
        }
    }
    let (spans, sound) = spans(&mut sets, rows, columns);
    let mut owners = vec![0; columns * rows];
    for (cell, span) in spans.iter().enumerate() {
        for row in span.row..span.row + span.rows {
            let places = owners.iter_mut().skip(row * columns + span.column).take(span.columns);
            places.for_each(|owner| *owner = cell);
        }
    }
    Some(Grid { xs, ys, spans, sound, owners })
}

/// Edges of columns (or rows): where lines stand, and where those across them end.
fn edges(at: impl Iterator<Item = f32>, across: &[Rule]) -> Vec<f32> {
    let ends = across.iter().flat_map(|rule| [rule.from, rule.to]);
    let (first, last) = ends.fold((f32::MAX, f32::MIN), |(first, last), end| (first.min(end), last.max(end)));
    let mut edges: Vec<f32> = at.collect();
    edges.sort_by(f32::total_cmp);
    if edges.first().is_some_and(|&edge| edge - first > 8.0) {
        edges.insert(0, first);
    }
    if edges.last().is_some_and(|&edge| last - edge > 8.0) {
        edges.push(last);
    }
    let mut apart: Vec<f32> = Vec::new();
    for edge in edges {
        if apart.last().is_none_or(|before| edge - before > NEAR) {
            apart.push(edge);
        }
    }
    apart
}

fn middles(edges: &[f32]) -> impl Iterator<Item = f32> {
    edges.windows(2).filter_map(|pair| if let [a, b] = pair { Some((a + b) / 2.0) } else { None })
}

/// Cells that were joined, as rectangles, and whether all are.
fn spans(sets: &mut Sets, rows: usize, columns: usize) -> (Vec<Span>, bool) {
    let mut found: BTreeMap<usize, (Span, usize)> = BTreeMap::new();
    for at in 0..rows * columns {
        let (row, column) = (at / columns, at % columns);
        let (span, count) = found.entry(sets.of(at)).or_insert((Span { row, column, rows: 1, columns: 1 }, 0));
        *count += 1;
        let (left, right) = (span.column.min(column), (span.column + span.columns).max(column + 1));
        (span.column, span.columns) = (left, right - left);
        span.rows = span.rows.max(row + 1 - span.row);
    }
    let sound = found.values().all(|(span, count)| span.rows * span.columns == *count);
    let mut spans: Vec<Span> = found.into_values().map(|(span, _)| span).collect();
    spans.sort_by_key(|span| (span.row, span.column));
    (spans, sound)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(y: f32, x0: f32, x1: f32) -> Stroke {
        Stroke { x0, y0: y, x1, y1: y }
    }

    fn upright(x: f32, y0: f32, y1: f32) -> Stroke {
        Stroke { x0: x, y0, x1: x, y1 }
    }

    #[test]
    fn cells_without_a_line_between_them_are_one() {
        let strokes = [
            level(0.0, 0.0, 300.0),
            level(20.0, 100.0, 300.0),
            level(40.0, 0.0, 300.0),
            level(60.0, 0.0, 300.0),
            upright(0.0, 0.0, 60.0),
            upright(100.0, 0.0, 60.0),
            upright(200.0, 20.0, 60.0),
            upright(300.0, 0.0, 60.0),
        ];
        let grids = grids(&strokes);
        let spans: Vec<_> = grids[0].spans.iter().map(|s| (s.row, s.column, s.rows, s.columns)).collect();
        assert_eq!(spans, [(0, 0, 2, 1), (0, 1, 1, 2), (1, 1, 1, 1), (1, 2, 1, 1), (2, 0, 1, 1), (2, 1, 1, 1), (2, 2, 1, 1)]);
        assert!(grids[0].sound);
        assert_eq!(grids[0].cell(250.0, 10.0), Some(1));
        assert_eq!(grids[0].cell(350.0, 10.0), None);
    }

    #[test]
    fn a_table_open_at_its_sides_has_its_outer_columns() {
        let strokes = [level(0.0, 0.0, 300.0), level(20.0, 0.0, 300.0), level(40.0, 0.0, 300.0), upright(100.0, 0.0, 40.0)];
        let grids = grids(&strokes);
        assert_eq!((grids[0].xs.len(), grids[0].ys.len(), grids[0].spans.len()), (3, 3, 4));
    }

    #[test]
    fn two_tables_are_two_and_lone_lines_none() {
        let square = |y: f32| {
            [
                level(y, 0.0, 90.0),
                level(y + 20.0, 0.0, 90.0),
                upright(0.0, y, y + 20.0),
                upright(45.0, y, y + 20.0),
                upright(90.0, y, y + 20.0),
            ]
        };
        let strokes = [&square(100.0)[..], &square(0.0)[..], &[level(300.0, 0.0, 400.0)][..]].concat();
        let tops: Vec<f32> = grids(&strokes).iter().map(|grid| grid.ys[0]).collect();
        assert_eq!(tops, [0.0, 100.0]);
    }
}
