//! What a page holds before it is laid out, and what comes of it.

use super::super::super::{Block, Finding};

/// A character where it is drawn. Lengths are points, counted from the page's upper left corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::convert::format) struct Glyph {
    /// The character.
    pub(in crate::convert::format) c: char,
    /// Its left edge.
    pub(in crate::convert::format) x: f32,
    /// Its baseline, from the top.
    pub(in crate::convert::format) y: f32,
    /// How far the next one stands.
    pub(in crate::convert::format) width: f32,
    /// The size of its letters.
    pub(in crate::convert::format) size: f32,
    /// Set in a bold face, or in one that stands for bold.
    pub(in crate::convert::format) bold: bool,
    /// Which piece of text of the page it belongs to; pieces count up in the order in which they are written.
    pub(in crate::convert::format) piece: u32,
}

impl Glyph {
    /// Its right edge.
    pub(super) fn end(&self) -> f32 {
        self.x + self.width
    }
}

/// A drawn line, level or upright, by its ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::convert::format) struct Stroke {
    pub(in crate::convert::format) x0: f32,
    pub(in crate::convert::format) y0: f32,
    pub(in crate::convert::format) x1: f32,
    pub(in crate::convert::format) y1: f32,
}

/// A page.
#[derive(Debug, Clone, Default)]
pub(in crate::convert::format) struct Leaf {
    /// From 1.
    pub(in crate::convert::format) number: u32,
    /// In points.
    pub(in crate::convert::format) width: f32,
    /// In points.
    pub(in crate::convert::format) height: f32,
    /// As they are written in the file.
    pub(in crate::convert::format) glyphs: Vec<Glyph>,
    /// Lines of tables, among others.
    pub(in crate::convert::format) strokes: Vec<Stroke>,
    /// Words that run upward or downward beside level ones.
    pub(in crate::convert::format) across: Vec<String>,
    /// Words that stand askew (watermarks) or are no part of the text: screened, never published.
    pub(in crate::convert::format) aside: Vec<String>,
}

/// In which order characters become lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::convert::format) enum Order {
    /// By where they stand.
    Position,
    /// As the file writes them, unless it often jumps upward.
    Written,
}

/// Which part of a page letters stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// All of it.
    Across,
    /// The left one of two columns.
    Left,
    /// The right one.
    Right,
}

/// What pages hold.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::convert::format) struct Laid {
    /// In the order of reading.
    pub(in crate::convert::format) blocks: Vec<Block>,
    /// Heads and feet of pages, once each.
    pub(in crate::convert::format) margins: Vec<String>,
    /// What is doubtful about it.
    pub(in crate::convert::format) findings: Vec<Finding>,
}

/// Whether a character is as wide as it is high: Han, their punctuation and full-width forms.
pub(super) fn is_wide(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}' | '\u{FF01}'..='\u{FF60}' | '\u{FFE0}'..='\u{FFE6}' | '\u{20000}'..='\u{3FFFF}')
        || matches!(c, '“' | '”' | '‘' | '’' | '…' | '—' | '①'..='⑳' | '■' | '□' | '√' | '★' | '〔' | '〕')
}
