//! Pages set in two columns of running text: the left one is read before the right one, between lines that go across. A table has two columns as
//! well, but its cells do not fill them.

use super::{
    leaf::{Glyph, Side, is_wide},
    lines::rows,
};

/// Fewer rows with a gap in one place than this are no columns.
const LEAST_ROWS: usize = 8;
/// More rows than this stand on no page.
const MOST_ROWS: usize = 2_000;
/// The narrowest gap between columns, in letters.
const GAP: f32 = 1.0;
/// A column holds this many letters a line at least.
const LEAST_LETTERS: usize = 10;

/// The letters of a page in parts that are read one after the other.
pub(super) fn parts(glyphs: Vec<Glyph>, width: f32) -> Vec<(Side, Vec<Glyph>)> {
    let rows = rows(glyphs);
    let Some(gutter) = gutter(&rows, width) else {
        return vec![(Side::Across, rows.concat())];
    };
    let mut parts: Vec<(Side, Vec<Glyph>)> = Vec::new();
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for row in rows {
        if crosses(&row, gutter) {
            parts.extend([(Side::Left, std::mem::take(&mut left)), (Side::Right, std::mem::take(&mut right))]);
            parts.push((Side::Across, row));
        } else {
            let (before, after): (Vec<Glyph>, Vec<Glyph>) = row.into_iter().partition(|glyph| glyph.x < gutter);
            left.extend(before);
            right.extend(after);
        }
    }
    parts.extend([(Side::Left, left), (Side::Right, right)]);
    parts.retain(|(_, glyphs)| !glyphs.is_empty());
    parts
}

fn inked(row: &[Glyph]) -> impl Iterator<Item = &Glyph> {
    row.iter().filter(|glyph| !glyph.c.is_whitespace())
}

/// Whether a letter stands over the gap, or words run on through it.
fn crosses(row: &[Glyph], gutter: f32) -> bool {
    let before = inked(row).filter(|glyph| glyph.x < gutter).map(Glyph::end).fold(f32::MIN, f32::max);
    let after = inked(row).filter(|glyph| glyph.x >= gutter).map(|glyph| glyph.x).fold(f32::MAX, f32::min);
    let size = row.first().map_or(10.0, |glyph| glyph.size);
    before > gutter || (after - before) < GAP * size
}

/// The place between two columns of running text, if the page has them.
fn gutter(rows: &[Vec<Glyph>], width: f32) -> Option<f32> {
    let gaps: Vec<(f32, f32)> = rows.iter().filter_map(|row| middle_gap(row, width)).collect();
    if rows.len() > MOST_ROWS || gaps.len() < LEAST_ROWS || 5 * gaps.len() < 2 * rows.len() {
        return None;
    }
    // Where most gaps have a place in common.
    let mut starts: Vec<f32> = gaps.iter().map(|gap| gap.0).collect();
    starts.sort_by(f32::total_cmp);
    let holds = |at: f32| gaps.iter().filter(|gap| gap.0 <= at && at <= gap.1).count();
    let at = starts.iter().copied().max_by_key(|&start| holds(start))?;
    let end = gaps.iter().filter(|gap| gap.0 <= at && at <= gap.1).map(|gap| gap.1).fold(f32::MAX, f32::min);
    let gutter = f32::midpoint(at, end);
    let both: Vec<&Vec<Glyph>> =
        rows.iter().filter(|row| !crosses(row, gutter) && inked(row).any(|g| g.x < gutter) && inked(row).any(|g| g.x >= gutter)).collect();
    (both.len() >= LEAST_ROWS && is_running(&both, gutter)).then_some(gutter)
}

/// The widest gap near the middle of the page.
fn middle_gap(row: &[Glyph], width: f32) -> Option<(f32, f32)> {
    let mut letters: Vec<&Glyph> = inked(row).collect();
    letters.sort_by(|a, b| a.x.total_cmp(&b.x));
    let gaps = letters.windows(2).filter_map(|pair| if let [a, b] = pair { Some((a.end(), b.x, a.size)) } else { None });
    let near = gaps.filter(|(start, end, size)| end - start >= GAP * size && *end > 0.3 * width && *start < 0.7 * width);
    near.max_by(|a, b| (a.1 - a.0).total_cmp(&(b.1 - b.0))).map(|(start, end, _)| (start, end))
}

/// Whether what stands beside the gap are lines of running text: most of them fill their column, in letters as words have them.
fn is_running(rows: &[&Vec<Glyph>], gutter: f32) -> bool {
    let ends: Vec<f32> = rows.iter().map(|row| inked(row).filter(|glyph| glyph.x < gutter).map(Glyph::end).fold(0.0, f32::max)).collect();
    let furthest = ends.iter().copied().fold(0.0, f32::max);
    let size = rows.iter().flat_map(|row| row.first()).map(|glyph| glyph.size).fold(0.0, f32::max);
    let full = ends.iter().filter(|&&end| furthest - end < 2.0 * size).count();
    let letters = |side: fn(f32, f32) -> bool| {
        rows.iter().map(|row| inked(row).filter(|glyph| side(glyph.x, gutter) && is_wide(glyph.c)).count()).sum::<usize>()
            / rows.len().max(1)
    };
    5 * full >= 3 * rows.len() && letters(|x, gutter| x < gutter) >= LEAST_LETTERS && letters(|x, gutter| x >= gutter) >= LEAST_LETTERS
}
