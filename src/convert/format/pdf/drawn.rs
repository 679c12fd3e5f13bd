//! A page as it is drawn, before anything is made of it.

use super::super::page::{Glyph, Leaf};

/// A page as it is drawn.
#[derive(Debug, Default)]
pub(super) struct Drawn {
    /// What can be seen.
    pub(super) leaf: Leaf,
    /// Letters that nobody sees: drawn with nothing, outside the page, white on white, below a patch of colour.
    pub(super) hidden: Vec<Glyph>,
    /// How many of them are drawn in a way that paints nothing.
    pub(super) unpainted: usize,
    /// Pieces of text whose codes mean nothing, and all.
    pub(super) unread: (usize, usize),
    /// Part of what is written on it could not be read.
    pub(super) damaged: bool,
    /// The share of the page that pictures cover, each counted.
    pub(super) pictures: f32,
    /// Something is painted.
    pub(super) painted: bool,
    /// How far the page is turned so that its lines are level, in quarters.
    pub(super) turn: u8,
    /// What each letter of `leaf` was before anything was guessed: codes, and whether the font's name is none in Unicode.
    pub(super) codes: Vec<Code>,
}

/// The code of a letter, where it is one byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Code {
    pub(super) byte: Option<u8>,
    /// The name of the font is not written in Unicode: an old one, in GBK.
    pub(super) old_font: bool,
}
