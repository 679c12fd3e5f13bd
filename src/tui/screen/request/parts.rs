//! Heads, buttons and frames of the pages.

use ratatui::layout::Rect;

use super::message::Message;
use crate::{
    text::{columns, wrap},
    tui::{
        canvas::Canvas,
        context::{Context, Room},
        picture::{Button, Picture},
        widget::{drawn, notice},
    },
};

/// Rows of a button: a finger is wider than a line.
pub(super) const BUTTON: u16 = 2;

/// The part of the screen within its margins.
pub(super) fn inner(context: &Context, area: Rect) -> Rect {
    let margin = context.margin();
    Rect { x: area.x + margin, width: area.width.saturating_sub(2 * margin), ..area }
}

/// The title of a page, and what stands at its right end; gives what is left below.
pub(super) fn head(context: &Context, canvas: &mut Canvas<'_, Message>, area: Rect, title: &str, note: &str) -> Rect {
    let theme = *canvas.theme;
    let right = canvas.right(area, area.y, note, theme.quiet);
    canvas.text(area.x, area.y, right.saturating_sub(area.x + 1), title, theme.strong);
    let height = if context.room() == Room::Narrow { 1 } else { 2 };
    Rect { y: area.y + height, height: area.height.saturating_sub(height), ..area }
}

/// Wrapped lines one below the other, with air between where there is room for all; gives the row after them.
pub(super) fn lines(canvas: &mut Canvas<'_, Message>, area: Rect, lines: &[String]) -> u16 {
    let theme = *canvas.theme;
    let wrapped: Vec<_> = lines.iter().map(|line| wrap(line, usize::from(area.width.min(76)), 0)).collect();
    let rows: usize = wrapped.iter().map(|line| line.len() + 1).sum();
    let gap = u16::from(usize::from(area.height) >= rows);
    let mut y = area.y;
    for line in wrapped {
        for part in line {
            if y < area.bottom() {
                canvas.text(area.x, y, area.width, &part.text, theme.text);
            }
            y += 1;
        }
        y += gap;
    }
    y.min(area.bottom())
}

/// Columns that a button takes with its key.
fn button_width(key: &str, label: &str) -> u16 {
    u16::try_from(columns(key) + columns(label) + 5).unwrap_or(u16::MAX).max(10)
}

/// Buttons in a row, two rows high: where they do not fit beside one another, each on its own.
pub(super) fn buttons(canvas: &mut Canvas<'_, Message>, area: Rect, choices: &[(u8, &str, Message)]) {
    let wanted: u16 = choices.iter().map(|(digit, label, _)| button_width(&digit.to_string(), label)).fold(0, u16::saturating_add);
    if wanted > area.width {
        notice::press(canvas, area, choices);
        return;
    }
    let mut x = area.x;
    let y = area.bottom().saturating_sub(BUTTON);
    for (digit, label, message) in choices {
        let width = button_width(&digit.to_string(), label);
        let place = Rect { x, y, width: width.saturating_sub(1), height: BUTTON };
        drawn::view(canvas, place, Picture::Button(Button { digit: Some(*digit), words: (*label).to_owned(), strong: false }));
        canvas.choice(Rect { width, ..place }, Some(*digit), message.clone());
        x += width;
    }
}

/// Rows that buttons take.
pub(super) fn buttons_height(width: u16, choices: &[(u8, &str, Message)]) -> u16 {
    let wanted: u16 = choices.iter().map(|(digit, label, _)| button_width(&digit.to_string(), label)).fold(0, u16::saturating_add);
    if wanted > width { u16::try_from(choices.len()).unwrap_or(1) * BUTTON } else { BUTTON }
}

/// A button that stands for a key with a name; gives the column before it.
pub(super) fn named(canvas: &mut Canvas<'_, Message>, right: u16, y: u16, label: &str, message: Message) -> u16 {
    let width = u16::try_from(columns(label) + 4).unwrap_or(8).max(10);
    let place = Rect { x: right.saturating_sub(width), y, width, height: BUTTON };
    let strong = !matches!(message, Message::Back);
    drawn::view(canvas, place, Picture::Button(Button { digit: None, words: label.to_owned(), strong }));
    canvas.touch(place, message);
    place.x.saturating_sub(2)
}
