//! What stands above the hits: how many there are, or that nothing is about what was asked; what may have been meant; the filters.

use ratatui::layout::Rect;

use super::{
    message::Message,
    places::{Places, capacity_at},
    state::{Mode, State},
    ways,
};
use crate::{
    search::Found,
    text::{columns, masked},
    tui::{
        canvas::Canvas,
        context::{Context, Room},
    },
};

/// The digit of whoever finds nothing of it what was meant.
pub(super) const NEITHER: u8 = 7;

/// Draws it for the page that begins with this entry.
pub(super) fn head(state: &State, found: &Found, context: &Context, canvas: &mut Canvas<'_, Message>, places: &Places, begins: usize) {
    let theme = *canvas.theme;
    let told = ways::nothing_about(found, places.count.width);
    for (y, words) in (places.count.y..places.count.bottom()).zip(&told) {
        canvas.text(places.count.x, y, places.count.width, words, theme.strong);
    }
    // Buttons stand at the right end of the last line, where what is said leaves room.
    let line = Rect { y: places.count.bottom().saturating_sub(1), height: 1, ..places.count };
    let taken = told.last().map_or(0, |words| u16::try_from(columns(words) + 2).unwrap_or(u16::MAX));
    let left = line.x.saturating_add(taken);
    let mut x = line.right();
    for (label, message) in buttons(state, found, context) {
        let width = u16::try_from(columns(&label)).unwrap_or(u16::MAX);
        if !told.is_empty() && x.saturating_sub(left) < width {
            break;
        }
        let room = Rect { width: x.saturating_sub(line.x), ..line };
        let begins = canvas.right(room, line.y, &label, theme.key);
        // The row above belongs to it as well.
        canvas.touch(Rect { x: begins, y: line.y.saturating_sub(1), width: x - begins, height: 2 }, message);
        x = begins.saturating_sub(2);
    }
    if told.is_empty() {
        let room = x.saturating_sub(line.x);
        let mut words = String::new();
        // What does not fit whole is left out.
        for more in how_many(state, found, context, begins) {
            if columns(&words) + columns(&more) <= usize::from(room) {
                words.push_str(&more);
            }
        }
        canvas.text(line.x, line.y, room, &words, theme.quiet);
    }
}

/// The filters, and what may have been meant, from the right. One thing at a time: no filters while something is being composed, and on a low
/// screen none beside the field's own buttons.
fn buttons(state: &State, found: &Found, context: &Context) -> Vec<(String, Message)> {
    let numbered = state.mode == Mode::Hits;
    let named = |digit: u8, label: String| if numbered { format!("{digit} {label}") } else { label };
    let mut buttons = Vec::new();
    if state.composes() {
        return buttons;
    }
    if numbered || context.room() != Room::Narrow {
        let filters = state.filter_words();
        let label = if filters.is_empty() { "筛选和排序".to_owned() } else { format!("筛选：{filters}") };
        buttons.push((named(9, label), Message::ToFilters));
    }
    // Who has looked through a page need not look for the way on.
    if numbered {
        buttons.push((named(NEITHER, "都不是？".to_owned()), Message::ToNeither));
    }
    if let Some(meant) = &found.meant {
        buttons.push((named(8, format!("是不是“{}”？", masked(meant.reveal()))), Message::Tried(meant.clone())));
    }
    buttons
}

/// How many hits there are, and on which page this is, the most important first.
fn how_many(state: &State, found: &Found, context: &Context, begins: usize) -> Vec<String> {
    let listed = found.listed();
    let mut words = vec![format!("共 {listed} 件")];
    if found.hidden > 0 {
        words.push(format!("（已经作废的 {} 件没有算）", found.hidden));
    }
    let (page, pages) = page(state, found, context, begins);
    if pages > 1 {
        words.push(format!(" · 第 {page}/{pages} 页"));
    }
    words
}

/// The page that begins with this entry, and how many there are: an answer leaves room for fewer on the first.
fn page(state: &State, found: &Found, context: &Context, begins: usize) -> (usize, usize) {
    let (first, others) = (capacity_at(state, context, 0), capacity_at(state, context, 1));
    let rest = |entries: usize| entries.saturating_sub(first).div_ceil(others);
    (if begins == 0 { 1 } else { 1 + rest(begins + 1).max(1) }, 1 + rest(ways::count(found) + found.listed().max(found.hits.len())))
}
