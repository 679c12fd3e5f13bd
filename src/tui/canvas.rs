//! The canvas: drawing, and in the same stroke saying what can be touched. One place decides where a thing stands, so that what a finger
//! hits is what an eye sees, and so that a number drawn before a row is the number that chooses it.
//!
//! A view is a pure function of state, context and area; clicks and digits are resolved against a canvas drawn for that purpose, never
//! against memory of an earlier frame.

use std::{borrow::Cow, sync::Arc};

use ratatui::{
    buffer::{Buffer, CellDiffOption},
    layout::{Position, Rect},
    style::Style,
};
use unicode_segmentation::UnicodeSegmentation;

use crate::{
    takeaway::Code,
    text::{clean, columns, fit, overhangs},
};

use super::{
    picture::{Picture, Placed, What},
    theme::Theme,
};

/// A place that can be touched, and what touching it means.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Hot<M> {
    /// The whole area that reacts.
    pub(super) area: Rect,
    /// The digit that means the same.
    pub(super) number: Option<u8>,
    /// Whether arrows can rest on it and Enter opens it.
    pub(super) focusable: bool,
    /// What it means.
    pub(super) message: M,
}

/// A buffer being drawn on, and what can be touched on it.
pub(super) struct Canvas<'a, M> {
    buffer: &'a mut Buffer,
    /// Styles.
    pub(super) theme: &'a Theme,
    /// What can be touched; later ones lie on top.
    pub(super) hot: Vec<Hot<M>>,
    /// Where the terminal's own cursor rests: braille lines and screen readers follow it, whatever the colours say.
    pub(super) rests: Option<Position>,
    /// Pictures, in the place of cells.
    pub(super) pictures: Vec<Placed>,
}

impl<'a, M> Canvas<'a, M> {
    /// A canvas on a buffer.
    pub(super) fn new(buffer: &'a mut Buffer, theme: &'a Theme) -> Self {
        Self { buffer, theme, hot: Vec::new(), rests: None, pictures: Vec::new() }
    }

    /// Lets another kind of message be drawn on the same buffer.
    pub(super) fn nested<N>(&mut self, into: impl Fn(N) -> M, draw: impl FnOnce(&mut Canvas<'_, N>)) {
        let mut inner = Canvas { buffer: &mut *self.buffer, theme: self.theme, hot: Vec::new(), rests: self.rests, pictures: Vec::new() };
        draw(&mut inner);
        let hot = inner.hot;
        self.rests = inner.rests;
        self.pictures.extend(inner.pictures);
        self.hot.extend(hot.into_iter().map(|hot| Hot {
            area: hot.area,
            number: hot.number,
            focusable: hot.focusable,
            message: into(hot.message),
        }));
    }

    /// Fills an area with one style and nothing else.
    pub(super) fn fill(&mut self, area: Rect, style: Style) {
        let area = area.intersection(self.buffer.area);
        for y in area.top()..area.bottom() {
            for x in area.left()..area.right() {
                if let Some(cell) = self.buffer.cell_mut(Position::new(x, y)) {
                    cell.reset();
                    cell.set_style(style);
                }
            }
        }
    }

    /// The face of a button of two rows or more on a ground: half of the first row is air.
    pub(super) fn button(&mut self, area: Rect, face: Style, ground: Style) {
        let half = Style::new().fg(face.bg.unwrap_or_default()).bg(ground.bg.unwrap_or_default());
        for x in area.left()..area.right() {
            self.half_cell(x, area.y, "▄", half);
        }
        self.fill(Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area }, face);
    }

    /// Changes the style of an area, keeping its text.
    pub(super) fn restyle(&mut self, area: Rect, style: Style) {
        self.buffer.set_style(area.intersection(self.buffer.area), style);
    }

    /// Gives the ground of pages the colours of a card, and leaves every other ground as it is.
    pub(super) fn carded(&mut self, area: Rect) {
        let (page, card) = (self.theme.text.bg.unwrap_or_default(), self.theme.card.bg.unwrap_or_default());
        for at in area.intersection(self.buffer.area).positions() {
            if let Some(cell) = self.buffer.cell_mut(at).filter(|cell| cell.bg == page) {
                cell.set_bg(card);
            }
        }
    }

    /// Shows that the arrows rest on what stands there, keeping its text, and its colours where the ground allows.
    pub(super) fn focus(&mut self, area: Rect) {
        self.restyle(area, self.theme.rest);
        self.rests = Some(area.as_position());
        let area = area.intersection(self.buffer.area);
        for y in area.top()..area.bottom() {
            let at = Position::new(area.x, y);
            if let Some(cell) = self.buffer.cell_mut(at).filter(|cell| cell.symbol() == " " && self.theme.rest.fg.is_none()) {
                cell.set_symbol("▌").set_fg(self.theme.key.fg.unwrap_or_default());
            }
        }
    }

    /// The place where the next character will stand; nobody is led there while the arrows rest on something.
    pub(super) fn caret(&mut self, x: u16, y: u16) {
        self.rests.get_or_insert(Position::new(x, y));
    }

    /// Writes a text from `x`, `y` in at most `limit` columns, cut with `…`; gives the column after it. Whatever the text holds, only printable
    /// characters reach the terminal.
    pub(super) fn text(&mut self, x: u16, y: u16, limit: u16, text: &str, style: Style) -> u16 {
        let area = self.buffer.area;
        if y < area.top() || y >= area.bottom() || x >= area.right() {
            return x;
        }
        let limit = limit.min(area.right() - x);
        let cleaned: Cow<'_, str> = clean(text);
        let line: Cow<'_, str> = if cleaned.contains(['\n', '\t']) { Cow::Owned(cleaned.replace(['\n', '\t'], " ")) } else { cleaned };
        let mut at = x;
        for cluster in fit(&line, usize::from(limit)).graphemes(true) {
            let width = u16::try_from(columns(cluster)).unwrap_or(0);
            if width == 0 {
                continue;
            }
            // set_stringn measures and filters; one cluster at a time keeps our count and its count the same.
            at = self.buffer.set_stringn(at, y, cluster, usize::from(width), style).0;
            if cluster.chars().any(overhangs) {
                at = self.buffer.set_stringn(at, y, " ", 1, style).0;
            }
        }
        // Over a picture it is seen all the same.
        for x in x..at {
            if let Some(cell) = self.buffer.cell_mut(Position::new(x, y)) {
                cell.set_diff_option(CellDiffOption::None);
            }
        }
        at
    }

    /// Writes a text in the middle of a row.
    pub(super) fn centered(&mut self, area: Rect, y: u16, text: &str, style: Style) {
        let width = u16::try_from(columns(text)).unwrap_or(area.width).min(area.width);
        self.text(area.x + (area.width - width) / 2, y, width, text, style);
    }

    /// Writes a text that ends at the right edge; gives the column where it begins.
    pub(super) fn right(&mut self, area: Rect, y: u16, text: &str, style: Style) -> u16 {
        let width = u16::try_from(columns(text)).unwrap_or(area.width).min(area.width);
        self.text(area.right() - width, y, width, text, style);
        area.right() - width
    }

    /// A thin rule across.
    pub(super) fn rule(&mut self, area: Rect, y: u16) {
        let style = self.theme.rule;
        for x in area.left()..area.right() {
            self.text(x, y, 1, "─", style);
        }
    }

    /// One cell with both halves coloured, for codes.
    pub(super) fn half_cell(&mut self, x: u16, y: u16, symbol: &'static str, style: Style) {
        if let Some(cell) = self.buffer.cell_mut(Position::new(x, y)) {
            cell.reset();
            cell.set_symbol(symbol);
            cell.set_style(style);
        }
    }

    /// Puts a code in the place of cells, which from now on are only written if something is drawn over it.
    pub(super) fn picture(&mut self, area: Rect, code: &Code) {
        self.place(area, What::Code(code.clone()));
    }

    /// Lets a picture stand where its cells were drawn, on terminals that show it.
    pub(super) fn paint(&mut self, area: Rect, picture: Picture) {
        self.place(area, What::Picture(Arc::new(picture)));
    }

    fn place(&mut self, area: Rect, what: What) {
        for at in area.intersection(self.buffer.area).positions() {
            if let Some(cell) = self.buffer.cell_mut(at) {
                cell.set_diff_option(CellDiffOption::Skip);
            }
        }
        self.pictures.push(Placed { area, what });
    }

    /// Makes an area react to a finger.
    pub(super) fn touch(&mut self, area: Rect, message: M) {
        self.hot.push(Hot { area, number: None, focusable: false, message });
    }

    /// Makes an area react to a finger, to a digit, and to Enter when the arrows rest on it.
    pub(super) fn choice(&mut self, area: Rect, number: Option<u8>, message: M) {
        self.hot.push(Hot { area, number, focusable: true, message });
    }
}

/// The nearest place to the right, or left, of one of them: what an arrow finds that goes across.
pub(super) fn beside(places: &[Rect], from: usize, right: bool) -> Option<usize> {
    let here = places.get(from)?;
    let level = |other: &Rect| other.top() < here.bottom() && here.top() < other.bottom();
    let distance = |other: &Rect| if right { other.left().checked_sub(here.right()) } else { here.left().checked_sub(other.right()) };
    let found = places.iter().enumerate().filter(|(_, other)| level(other)).filter_map(|(at, other)| Some((distance(other)?, at)));
    found.min().map(|(_, at)| at)
}

/// What lies under a finger: the topmost.
pub(super) fn touched<M: Clone>(hot: &[Hot<M>], column: u16, row: u16) -> Option<M> {
    hot.iter().rev().find(|hot| hot.area.contains(Position::new(column, row))).map(|hot| hot.message.clone())
}

/// What a digit chooses.
pub(super) fn chosen<M: Clone>(hot: &[Hot<M>], digit: u8) -> Option<M> {
    hot.iter().find(|hot| hot.number == Some(digit)).map(|hot| hot.message.clone())
}

/// What Enter opens when the arrows rest on the entry of this index.
pub(super) fn focused<M: Clone>(hot: &[Hot<M>], index: usize) -> Option<M> {
    hot.iter().filter(|hot| hot.focusable).nth(index).map(|hot| hot.message.clone())
}
