//! Parts of the pages: words with choices below them, and lists.

use jiff::Timestamp;
use ratatui::layout::Rect;

use super::{message::Message, state::Page};
use crate::{
    advice::recalled,
    text::{self, columns, moment, wrap},
    tui::{canvas::Canvas, context::Context},
};

/// Rows of the head: the four steps, and a rule.
pub(super) const HEAD: u16 = 2;

pub(super) type Screen<'a, 'b> = &'a mut Canvas<'b, Message>;

/// Lines of a list that fit.
pub(super) fn lines(context: &Context) -> usize {
    usize::from(context.body().height.saturating_sub(HEAD + 2)).max(1)
}

/// The rows of a list, wrapped as they are shown; none where the page is no list.
pub(super) fn rows(page: &Page, context: &Context) -> Vec<String> {
    let entries: Vec<String> = match page {
        Page::Titles { offer, kind, .. } => kind
            .of(&offer.changes)
            .iter()
            .map(|change| format!("{}  {}  {}", kind.label(), change.title, change.number.as_deref().unwrap_or_default()))
            .collect(),
        Page::History { events: Some(events), .. } => events
            .iter()
            .map(|event| {
                let release = event.release.map_or_else(String::new, |number| format!("第 {number} 版  "));
                format!("{}  {}  {release}{}", moment(event.at), event.kind.label(), recalled(event))
            })
            .collect(),
        Page::Examined { lines: Some(lines), .. } => lines.clone(),
        _ => Vec::new(),
    };
    let width = usize::from(context.grid.width.saturating_sub(2 * context.margin()));
    // What goes on in the next line is set in, and needs the room for that.
    let limit = |entry: &str| if columns(entry) > width { width.saturating_sub(4) } else { width };
    let wrapped = entries.iter().map(|entry| entry.trim_end()).flat_map(|entry| wrap(entry, limit(entry), 0));
    wrapped.map(|line| if line.start > 0 { format!("    {}", line.text) } else { line.text }).collect()
}

/// Rows of a list from `top` on, and below them which they are.
pub(super) fn list(rows: &[String], top: usize, context: &Context, canvas: Screen<'_, '_>, area: Rect) {
    let theme = *canvas.theme;
    let capacity = lines(context);
    for (y, row) in (area.y..area.bottom()).zip(rows.iter().skip(top).take(capacity)) {
        canvas.text(area.x, y, area.width, row, theme.text);
    }
    let last = (top + capacity).min(rows.len());
    let place = format!("第 {}—{last} 行，共 {} 行", top + 1, rows.len());
    let y = area.bottom().saturating_sub(1);
    canvas.text(area.x, y, area.width, &place, theme.quiet);
    let more = if last < rows.len() { "+ 下页" } else { "" };
    if columns(&place) + columns(more) + 2 < usize::from(area.width) {
        canvas.right(area, y, more, theme.key);
    }
}

pub(super) fn day(at: Timestamp) -> String {
    text::day(text::day_of(at))
}
