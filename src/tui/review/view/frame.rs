//! What every page has: a head, a foot with the keys that work, and so much room between.

use ratatui::{
    layout::{Rect, Size},
    style::Style,
};

use crate::{
    editing::Item,
    text::columns,
    tui::{
        canvas::Canvas,
        review::state::{State, lines},
    },
};

/// The smallest grid on which documents can be looked at.
pub(super) const SMALLEST: Size = Size { width: 80, height: 24 };
/// Rows below every page: a rule, a word, the keys.
const FOOT: u16 = 3;

/// The rows between head and foot.
pub(super) fn body(grid: Size) -> Rect {
    Rect::new(0, 2, grid.width, grid.height.saturating_sub(2 + FOOT))
}

/// Documents that the list shows at once.
pub(in crate::tui::review) fn list_rows(grid: Size) -> usize {
    usize::from(body(grid).height.saturating_sub(2)).max(1)
}

/// Columns and rows of the text beside the fields.
pub(in crate::tui::review) fn paper_width(grid: Size) -> u16 {
    grid.width - fields_width(grid) - 5
}

pub(super) fn fields_width(grid: Size) -> u16 {
    (grid.width * 42 / 100).clamp(36, 64)
}

pub(in crate::tui::review) fn paper_rows(grid: Size) -> usize {
    usize::from(body(grid).height).max(2)
}

/// The last line that may stand first.
pub(in crate::tui::review) fn paper_end(grid: Size, item: &Item) -> usize {
    lines(item, paper_width(grid)).len().saturating_sub(paper_rows(grid))
}

/// Values of a column that are shown at once.
pub(in crate::tui::review) fn column_rows(grid: Size) -> usize {
    usize::from(body(grid).height.saturating_sub(1)).max(1)
}

/// The name of the place, who sits here, and how it stands.
pub(super) fn head(state: &State, left: &str, right: &str, canvas: &mut Canvas<'_, ()>) {
    let theme = *canvas.theme;
    let area = Rect::new(0, 0, state.grid.width, 1);
    canvas.fill(area, theme.bar);
    let room = Rect::new(0, 0, area.width - 2, 1);
    let at = canvas.right(room, 0, right, theme.bar);
    canvas.text(2, 0, at.saturating_sub(4), left, theme.bar.add_modifier(ratatui::style::Modifier::BOLD));
}

/// A rule with the keys below it: pairs of key and word.
pub(super) fn foot(state: &State, word: &str, keys: &[(&str, &str)], canvas: &mut Canvas<'_, ()>) {
    let theme = *canvas.theme;
    let grid = state.grid;
    canvas.rule(Rect::new(0, 0, grid.width, grid.height), grid.height - FOOT);
    canvas.text(2, grid.height - 2, grid.width - 4, word, theme.quiet);
    canvas.fill(Rect::new(0, grid.height - 1, grid.width, 1), theme.bar);
    let mut x = 2;
    for (key, label) in keys {
        if usize::from(x) + columns(key) + columns(label) + 2 > usize::from(grid.width) {
            break;
        }
        x = canvas.text(x, grid.height - 1, 12, key, theme.bar_key);
        x = canvas.text(x + 1, grid.height - 1, 30, label, theme.bar) + 2;
    }
}

/// A text in a column of its own, cut where it ends.
pub(super) fn cell(canvas: &mut Canvas<'_, ()>, x: u16, y: u16, width: u16, text: &str, style: Style) {
    canvas.text(x, y, width, text, style);
}
