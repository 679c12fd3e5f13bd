//! Characters -> lines: those that share a baseline, from left to right, with the spaces that gaps stand for.

use crate::text::clean;

use super::leaf::{Glyph, Order, Side, is_wide};

/// Where more than this share of neighbours jumps upward, the file's own order is none.
const JUMPS: f32 = 0.15;

/// Words further apart than this, in letters, stand in columns.
const FAR: f32 = 4.0;

/// Words further apart than this may be cells; in a row below others, than that.
const PART: f32 = 1.4;
const PART_OF_ROW: f32 = 0.4;

/// A line of a page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    /// What stands in it, without spaces at its ends.
    pub(super) text: String,
    /// Left edge of its first letter, in points.
    pub(super) x0: f32,
    /// Right edge of its last letter.
    pub(super) x1: f32,
    /// Its baseline, from the top.
    pub(super) y: f32,
    /// The size of most of its letters.
    pub(super) size: f32,
    /// Most of it is bold.
    pub(super) bold: bool,
    /// Its words stand far apart, as in columns.
    pub(super) spread: bool,
    /// Which part of the page it stands in.
    pub(super) side: Side,
    /// Its parts, where gaps divide it; none where it is one.
    pub(super) chunks: Vec<Chunk>,
    /// Its parts where narrower gaps count as well: cells of a table may stand near one another.
    pub(super) close: Vec<Chunk>,
}

/// A part of a line, between gaps.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Chunk {
    pub(super) x0: f32,
    pub(super) x1: f32,
    pub(super) text: String,
}

/// The lines of a page, or of a part of it, from top to bottom.
pub(super) fn lines(glyphs: Vec<Glyph>, order: Order) -> Vec<Line> {
    let groups = match order {
        Order::Written if !jumps(&glyphs) => as_written(glyphs),
        Order::Written | Order::Position => rows(glyphs),
    };
    groups.iter().filter_map(|group| line(group)).collect()
}

/// Whether pieces of text stand above the ones written before them too often for that to be the order of reading.
fn jumps(glyphs: &[Glyph]) -> bool {
    let mut firsts: Vec<&Glyph> = glyphs.iter().collect();
    firsts.dedup_by_key(|glyph| glyph.piece);
    let upward = firsts.windows(2).filter(|pair| matches!(pair, [before, after] if after.y < before.y - after.size.max(before.size) / 2.0));
    upward.count() as f32 > JUMPS * firsts.len().saturating_sub(1) as f32
}

/// Pieces one after the other; a line ends where the next piece stands lower, higher, or before it.
fn as_written(glyphs: Vec<Glyph>) -> Vec<Vec<Glyph>> {
    let mut groups: Vec<Vec<Glyph>> = Vec::new();
    for glyph in glyphs {
        let ends = groups.last().and_then(|group| Some((group.first()?, group.last()?)));
        // Places along a line may be wrong where baselines are right: whoever wrote it measured letters badly.
        let goes_on = ends.is_some_and(|(first, last)| (last.y - glyph.y).abs() < glyph.size / 2.0 && glyph.x > first.x - glyph.size / 2.0);
        match groups.last_mut() {
            Some(group) if goes_on => group.push(glyph),
            _ => groups.push(vec![glyph]),
        }
    }
    groups
}

/// Characters of about one baseline, from left to right; from top to bottom.
pub(super) fn rows(mut glyphs: Vec<Glyph>) -> Vec<Vec<Glyph>> {
    glyphs.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut groups: Vec<Vec<Glyph>> = Vec::new();
    // Baseline and size of the largest letter of the line that grows: raised and lowered letters stand beside it.
    let (mut y, mut size) = (0.0_f32, 0.0_f32);
    for glyph in glyphs {
        let middle = glyph.y - 0.3 * glyph.size;
        let within = (glyph.y - y).abs() <= 0.35 * size.min(glyph.size) || (middle > y - 0.8 * size && middle < y + 0.1 * size);
        let raised = size < glyph.size && y - 0.3 * size > glyph.y - 0.8 * glyph.size;
        match groups.last_mut() {
            Some(group) if within || raised => {
                if glyph.size > size {
                    (y, size) = (glyph.y, glyph.size);
                }
                group.push(glyph);
            }
            _ => {
                (y, size) = (glyph.y, glyph.size);
                groups.push(vec![glyph]);
            }
        }
    }
    groups.into_iter().map(from_left).collect()
}

/// The letters of a line from left to right. Those that were written together stay together, even where the next ones overlap them.
fn from_left(line: Vec<Glyph>) -> Vec<Glyph> {
    let mut line = once(line);
    line.sort_by(|a, b| a.piece.cmp(&b.piece).then(a.x.total_cmp(&b.x)));
    let together = |a: &Glyph, b: &Glyph| a.piece == b.piece && (b.x - a.end()).abs() < 0.3 * a.size;
    let mut parts: Vec<&[Glyph]> = line.chunk_by(together).collect();
    let x = |part: &[Glyph]| part.first().map_or(0.0, |glyph| glyph.x);
    parts.sort_by(|a, b| x(a).total_cmp(&x(b)));
    parts.concat()
}

/// Letters drawn twice, a hair apart, are bold letters.
fn once(mut line: Vec<Glyph>) -> Vec<Glyph> {
    line.sort_by(|a, b| a.x.total_cmp(&b.x));
    let mut kept: Vec<Glyph> = Vec::with_capacity(line.len());
    for glyph in line {
        let near = |other: &Glyph| other.c == glyph.c && glyph.x - other.x < 0.3 * other.width.max(0.3 * other.size);
        match kept.iter_mut().rev().take(4).find(|other| near(other)) {
            Some(other) => other.bold = true,
            None => kept.push(glyph),
        }
    }
    kept
}

fn line(glyphs: &[Glyph]) -> Option<Line> {
    let (words, widest) = spaced(glyphs);
    let text = clean(&words);
    let text = text.trim();
    let inked = || glyphs.iter().filter(|glyph| !glyph.c.is_whitespace());
    let first = inked().next().filter(|_| !text.is_empty())?;
    let x1 = inked().map(Glyph::end).fold(first.end(), f32::max);
    let size = usual_size(inked());
    let at_size = || inked().filter(|glyph| (glyph.size - size).abs() < 0.6);
    let bold = 2 * inked().filter(|glyph| glyph.bold).count() > inked().count();
    let y = at_size().next().map_or(first.y, |glyph| glyph.y);
    Some(Line {
        text: text.to_owned(),
        x0: first.x,
        x1,
        y,
        size,
        bold,
        spread: widest > FAR * size,
        side: Side::Across,
        chunks: chunks(glyphs, PART * size),
        close: chunks(glyphs, PART_OF_ROW * size),
    })
}

/// The parts of a line between gaps wider than words have; none where it is one part.
fn chunks(glyphs: &[Glyph], gap: f32) -> Vec<Chunk> {
    let inked: Vec<Glyph> = glyphs.iter().filter(|glyph| !glyph.c.is_whitespace()).copied().collect();
    let parts: Vec<&[Glyph]> = inked.chunk_by(|a, b| b.x - a.end() < gap).collect();
    if parts.len() < 2 {
        return Vec::new();
    }
    let chunk = |part: &[Glyph]| {
        let (first, last) = (part.first()?, part.last()?);
        let whole: Vec<Glyph> = glyphs.iter().filter(|glyph| first.x <= glyph.x && glyph.x <= last.x).copied().collect();
        Some(Chunk { x0: first.x, x1: last.end(), text: clean(spaced(&whole).0.trim()).into_owned() })
    };
    parts.into_iter().filter_map(chunk).collect()
}

/// The size that most letters have.
fn usual_size<'a>(glyphs: impl Iterator<Item = &'a Glyph>) -> f32 {
    let mut sizes: Vec<f32> = glyphs.map(|glyph| glyph.size).collect();
    sizes.sort_by(f32::total_cmp);
    let same = sizes.chunk_by(|a, b| (a - b).abs() < 0.5);
    same.max_by_key(|chunk| chunk.len()).and_then(|chunk| chunk.last()).copied().unwrap_or_default()
}

/// The words of a line, a space where a gap stands for one; and the widest gap.
fn spaced(glyphs: &[Glyph]) -> (String, f32) {
    // Where letters overlap, gaps between others mean nothing.
    let overlap = glyphs.windows(2).any(|pair| matches!(pair, [before, after] if after.x < before.x - before.size / 2.0));
    let stretched = if overlap { f32::MAX } else { stretch(glyphs).max(squared(glyphs)) };
    let mut widest: f32 = 0.0;
    let mut words = String::new();
    let mut before: Option<&Glyph> = None;
    let mut space = false;
    for glyph in glyphs {
        if glyph.c.is_whitespace() {
            space = true;
            continue;
        }
        if let Some(before) = before {
            let gap = glyph.x - before.end();
            let size = before.size.max(glyph.size);
            widest = widest.max(gap);
            let wide = is_wide(before.c) && is_wide(glyph.c);
            let latin = !is_wide(before.c) && !is_wide(glyph.c);
            let written = space && if overlap { latin } else { !wide || gap > 0.2 * size.min(before.size) };
            if written || gap > stretched.max(size * least_gap(before.c, glyph.c)) {
                words.push(' ');
            }
        }
        words.push(glyph.c);
        (before, space) = (Some(glyph), false);
    }
    (words, widest)
}

/// The gap between two letters that is one of words, in their size: Han stand apart where lines are stretched, letters of words hardly.
fn least_gap(before: char, after: char) -> f32 {
    match (is_wide(before), is_wide(after)) {
        (true, true) => 0.8,
        (false, false) if before.is_ascii_alphanumeric() && after.is_ascii_alphanumeric() => 0.22,
        (false, false) => 0.3,
        _ => 0.6,
    }
}

/// The gap beside letters of a line in which every one has a square of its own, figures too; nothing where they have not.
fn squared(glyphs: &[Glyph]) -> f32 {
    let steps = glyphs.windows(2).filter_map(|pair| if let [a, b] = pair { Some(((b.x - a.x) / a.size - 1.0).abs() < 0.1) } else { None });
    let (square, all) = steps.fold((0, 0), |(square, all), step| (square + usize::from(step), all + 1));
    let size = glyphs.first().map_or(0.0, |glyph| glyph.size);
    if all > 3 && 10 * square >= 8 * all { 0.75 * size } else { 0.0 }
}

/// The largest gap of a line whose Han all stand equally apart, as in a title that fills its line; nothing where they do not.
fn stretch(glyphs: &[Glyph]) -> f32 {
    let inked: Vec<&Glyph> = glyphs.iter().filter(|glyph| !glyph.c.is_whitespace()).collect();
    if inked.len() != glyphs.len() || !inked.iter().all(|glyph| is_wide(glyph.c)) {
        return 0.0;
    }
    let gaps = || inked.windows(2).filter_map(|pair| if let [before, after] = pair { Some(after.x - before.end()) } else { None });
    let (least, most) = (gaps().fold(f32::MAX, f32::min), gaps().fold(0.0, f32::max));
    if inked.len() > 2 && least > 0.6 * most { most * 1.1 } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(text: &str, x: f32, y: f32, size: f32, piece: u32) -> Vec<Glyph> {
        let mut at = x;
        text.chars()
            .map(|c| {
                let width = if is_wide(c) { size } else { size / 2.0 };
                at += width;
                Glyph { c, x: at - width, y, width, size, bold: false, piece }
            })
            .collect()
    }

    fn texts(glyphs: Vec<Glyph>, order: Order) -> Vec<String> {
        lines(glyphs, order).into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn quotes_drawn_after_the_line_stand_where_they_are_drawn() {
        let drawn = [
            row("坚持", 50.0, 100.0, 16.0, 0),
            row("公开", 98.0, 100.0, 16.0, 0),
            row("“", 82.0, 100.0, 16.0, 1),
            row("”", 130.0, 100.0, 16.0, 1),
        ];
        assert_eq!(texts(drawn.concat(), Order::Position), ["坚持“公开”"]);
    }

    #[test]
    fn raised_letters_stay_in_their_line() {
        let drawn = [
            row("面积5m", 50.0, 100.0, 16.0, 0),
            row("2", 98.0, 94.0, 8.0, 1),
            row("以上", 102.0, 100.0, 16.0, 2),
            row("下一行", 50.0, 128.0, 16.0, 3),
        ];
        assert_eq!(texts(drawn.concat(), Order::Position), ["面积5m2以上", "下一行"]);
    }

    #[test]
    fn letters_drawn_twice_are_read_once() {
        let drawn = [row("通知", 50.0, 100.0, 16.0, 0), row("通知", 50.4, 100.0, 16.0, 1), row("人人", 90.0, 100.0, 16.0, 2)];
        assert_eq!(texts(drawn.concat(), Order::Position), ["通知人人"]);
    }

    #[test]
    fn pieces_out_of_order_are_put_in_order_and_others_are_left() {
        let (one, two, three) = (row("一", 50.0, 100.0, 16.0, 0), row("二", 50.0, 130.0, 16.0, 1), row("三", 50.0, 160.0, 16.0, 2));
        assert_eq!(texts([three.clone(), one.clone(), two.clone()].concat(), Order::Written), ["一", "二", "三"]);
        // Characters that overlap stand as they are written.
        let overlapping = [row("云溪县", 50.0, 100.0, 16.0, 0), row("2023年", 84.0, 100.0, 16.0, 1)].concat();
        assert_eq!(texts(overlapping, Order::Written), ["云溪县2023年"]);
    }

    #[test]
    fn a_stretched_title_has_no_spaces_and_columns_have() {
        let stretched: Vec<Glyph> = "办公厅文件"
            .chars()
            .zip(0..)
            .map(|(c, at)| Glyph { x: 50.0 + 40.0 * at as f32, ..row(&c.to_string(), 0.0, 100.0, 16.0, 0)[0] })
            .collect();
        assert_eq!(texts(stretched, Order::Position), ["办公厅文件"]);
        let columns = [row("代码", 50.0, 100.0, 16.0, 0), row("家庭关系", 150.0, 100.0, 16.0, 0)].concat();
        assert_eq!(texts(columns, Order::Position), ["代码 家庭关系"]);
    }
}
