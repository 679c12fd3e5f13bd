//! What a program read off pictures of pages -> blocks, as if its lines had been printed there. It is a draft, whatever comes of it.

use super::{
    super::Block,
    page::{Glyph, Leaf, Order, lay_out},
};

/// A line as a program read it: its words, its edges in dots from the upper left corner (left, top, right, bottom), how sure the program is, 0 to 1.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::convert) struct GuessedLine {
    /// Its words.
    pub(in crate::convert) text: String,
    /// Its edges.
    pub(in crate::convert) edges: [f32; 4],
    /// How sure the program is.
    pub(in crate::convert) confidence: f32,
}

/// A page as a program read it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::convert) struct GuessedPage {
    /// From 1.
    pub(in crate::convert) number: u32,
    /// In dots.
    pub(in crate::convert) width: f32,
    /// In dots.
    pub(in crate::convert) height: f32,
    /// In any order.
    pub(in crate::convert) lines: Vec<GuessedLine>,
}

/// Points to a dot.
const POINTS: f32 = 72.0 / 200.0;

/// The blocks of pages.
pub(in crate::convert) fn blocks(pages: &[GuessedPage]) -> Vec<Block> {
    lay_out(pages.iter().map(leaf).collect(), Order::Position).blocks
}

fn leaf(page: &GuessedPage) -> Leaf {
    let mut glyphs = Vec::new();
    for (piece, line) in (0_u32..).zip(&page.lines) {
        let [left, top, right, bottom] = line.edges.map(|edge| edge * POINTS);
        let count = line.text.chars().count();
        let size = (bottom - top).clamp(4.0, 60.0) * 0.9;
        // Han are as wide as high; everything else takes half of that.
        let weight = |c: char| if c.is_ascii() { 0.5_f32 } else { 1.0 };
        let whole: f32 = line.text.chars().map(weight).sum();
        if count == 0 || whole <= 0.0 || right <= left {
            continue;
        }
        let (unit, mut x) = ((right - left) / whole, left);
        for c in line.text.chars() {
            let width = weight(c) * unit;
            glyphs.push(Glyph { c, x, y: bottom - 0.15 * size, width, size, bold: false, piece });
            x += width;
        }
    }
    // A picture that does not say how large it is ends where its lines do.
    let end = |edge: fn(&GuessedLine) -> f32| page.lines.iter().map(edge).fold(0.0, f32::max);
    let (width, height) = (page.width.max(end(|line| line.edges[2])), page.height.max(end(|line| line.edges[3])));
    Leaf { number: page.number, width: width * POINTS, height: height * POINTS, glyphs, ..Leaf::default() }
}
