//! Tables without ruled lines: rows whose cells begin at the same places. Only where that cannot be anything else; other rows of columns stay lines.

use super::{
    super::super::{Cell, Table},
    lines::{Chunk, Line},
    tables::Placed,
};

/// Rows that a table has at least: of two columns, and of more.
const LEAST_OF_TWO: usize = 5;
const LEAST: usize = 4;
/// A first column of two has this many letters a cell at most: longer ones are text.
const LONGEST_KEY: usize = 10;

/// Takes tables out of the lines of a page. The second number says how many runs of rows look like tables and were left.
pub(super) fn take(lines: Vec<Line>) -> (Vec<Line>, Vec<Placed>, usize) {
    let mut left = Vec::new();
    let mut tables = Vec::new();
    let mut suspects = 0;
    let mut run: Vec<Line> = Vec::new();
    for mut line in lines {
        // A row of a table that is known may have its cells nearer to one another.
        if run.len() > 2 && line.chunks.len() != line.close.len() {
            let row = Line { chunks: line.close.clone(), ..line.clone() };
            if run.last().is_some_and(|last| follows(&run, last, &row)) {
                line = row;
            }
        }
        if run.last().is_some_and(|last| !follows(&run, last, &line)) {
            settle(std::mem::take(&mut run), &mut left, &mut tables, &mut suspects);
        }
        if line.chunks.is_empty() { left.push(line) } else { run.push(line) }
    }
    settle(run, &mut left, &mut tables, &mut suspects);
    (left, tables, suspects)
}

/// Whether a line is the next row of the run.
fn follows(run: &[Line], last: &Line, line: &Line) -> bool {
    let near = line.y > last.y && line.y - last.y < 3.0 * last.size.max(line.size);
    // The first row may be set otherwise: it is the header.
    let model = run.get(1).unwrap_or(last);
    let alike = |(a, b): (&Chunk, &Chunk)| {
        let reach = 0.8 * line.size;
        let over = b.x0 < a.x1 + reach && a.x0 < b.x1 + reach;
        (a.x0 - b.x0).abs() < reach || (a.x0 + a.x1 - b.x0 - b.x1).abs() < 2.0 * reach || (run.len() == 1 && over)
    };
    near && line.side == last.side && line.chunks.len() == model.chunks.len() && model.chunks.iter().zip(&line.chunks).all(alike)
}

fn settle(run: Vec<Line>, left: &mut Vec<Line>, tables: &mut Vec<Placed>, suspects: &mut usize) {
    if is_table(&run) {
        tables.extend(placed(&run));
    } else {
        *suspects += usize::from(run.len() >= 3 && run.iter().all(|line| line.spread));
        match run.as_slice() {
            [line] => left.extend(apart(line)),
            _ => left.extend(run),
        }
    }
}

/// A line whose parts stand far from one another says two things: a number at the left, who signs at the right. Letters of a word that is
/// stretched over the line do not.
fn apart(line: &Line) -> Vec<Line> {
    let far = line.chunks.windows(2).all(|pair| matches!(pair, [a, b] if b.x0 - a.x1 > 3.0 * line.size));
    // Who printed a paper and when is one line of its foot.
    let printed = line.text.ends_with("印发");
    if !far || printed || line.chunks.iter().any(|chunk| chunk.text.chars().count() < 3) {
        return vec![line.clone()];
    }
    let part = |chunk: &Chunk| Line {
        text: chunk.text.clone(),
        x0: chunk.x0,
        x1: chunk.x1,
        spread: true,
        chunks: Vec::new(),
        close: Vec::new(),
        ..line.clone()
    };
    line.chunks.iter().map(part).collect()
}

fn is_table(run: &[Line]) -> bool {
    let columns = run.first().map_or(0, |line| line.chunks.len());
    if run.len() < if columns == 2 { LEAST_OF_TWO } else { LEAST } {
        return false;
    }
    let cells = |at: usize| run.iter().filter_map(move |line| line.chunks.get(at));
    let letters = cells(0).map(|chunk| chunk.text.chars().count()).sum::<usize>();
    let marks = cells(0).filter(|chunk| chunk.text.ends_with(['、', '.', '．', '）', ')', '：', ':', '章', '条'])).count();
    // Numbers of pages that go up: a table of contents.
    let last: Vec<Option<u32>> = cells(columns - 1).map(|chunk| chunk.text.parse().ok()).collect();
    let counted = last.iter().all(Option::is_some) && last.is_sorted();
    2 * marks < run.len() && !counted && (columns > 2 || letters <= LONGEST_KEY * run.len())
}

fn placed(run: &[Line]) -> Option<Placed> {
    let first = run.first()?;
    let columns = run.get(1)?.chunks.iter().map(|chunk| chunk.x0).collect();
    let cell = |chunk: &Chunk| Cell { text: chunk.text.clone(), rowspan: 1, colspan: 1 };
    let rows = run.iter().map(|line| line.chunks.iter().map(cell).collect()).collect();
    Some(Placed { top: first.y - first.size, columns, table: Table { rows, ..Table::default() }, ruled: false })
}
