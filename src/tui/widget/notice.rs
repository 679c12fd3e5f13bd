//! A page that says something and asks for an answer: words, and at its foot what can be pressed.

use ratatui::layout::Rect;

use super::drawn;
use crate::{
    text::{Wrapped, columns, wrap},
    tui::{
        canvas::Canvas,
        picture::{Button, Picture},
    },
};

/// Lines of words, wrapped, the first of them strong, and below them what can be pressed.
pub(in crate::tui) fn view<M: Clone>(canvas: &mut Canvas<'_, M>, area: Rect, lines: &[impl AsRef<str>], choices: &[(u8, &str, M)]) {
    let theme = *canvas.theme;
    let wrapped: Vec<Vec<Wrapped>> = lines.iter().map(|line| wrap(line.as_ref(), usize::from(area.width), 0)).collect();
    // Where rows are few, words that would be cut count more than room for a finger.
    let bare: usize = wrapped.iter().map(Vec::len).sum();
    let pitch = if bare + choices.len() * 2 > usize::from(area.height) { 1 } else { 2 };
    let foot = u16::try_from(choices.len() * pitch).unwrap_or(area.height).min(area.height);
    let floor = area.bottom() - foot;
    // A blank row between, where there is room for all of it.
    let rows: usize = bare + wrapped.len();
    let gap = u16::from(usize::from(floor.saturating_sub(area.y)) > rows);
    let mut y = area.y + gap;
    for (at, line) in wrapped.iter().enumerate() {
        for part in line {
            if y < floor {
                canvas.text(area.x, y, area.width, &part.text, if at == 0 { theme.strong } else { theme.text });
            }
            y += 1;
        }
        y += gap;
    }
    press(canvas, Rect { y: floor, height: foot, ..area }, choices);
}

/// What can be pressed, at the foot: a number before each, two rows to touch where there is room for it.
pub(in crate::tui) fn press<M: Clone>(canvas: &mut Canvas<'_, M>, area: Rect, choices: &[(u8, &str, M)]) {
    let theme = *canvas.theme;
    let count = u16::try_from(choices.len()).unwrap_or(0);
    let pitch = if count * 2 > area.height { 1 } else { 2 };
    let height = (count * pitch).min(area.height);
    let widest = choices.iter().map(|(_, label, _)| columns(label)).max().unwrap_or(0);
    let width = u16::try_from(widest + 8).unwrap_or(u16::MAX).max(24).min(area.width);
    for (at, (digit, label, choice)) in (0u16..).zip(choices) {
        let place = Rect { y: area.bottom() - height + at * pitch, height: pitch, ..area }.intersection(area);
        if pitch == 2 {
            let button = Button { digit: Some(*digit), words: (*label).to_owned(), strong: false };
            drawn::view(canvas, Rect { width, ..place }, Picture::Button(button));
        } else {
            canvas.text(place.x + 1, place.y, 2, &digit.to_string(), theme.key);
            canvas.text(place.x + 4, place.y, place.width.saturating_sub(4), label, theme.strong);
        }
        canvas.choice(place, Some(*digit), choice.clone());
    }
}
