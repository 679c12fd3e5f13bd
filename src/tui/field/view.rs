//! How a field is drawn: what is written, the candidates, the keys on the screen. Where these stand is the screen's matter.

use std::borrow::Cow;

use ratatui::{layout::Rect, style::Modifier};
use zeroize::Zeroizing;

use super::{
    board::{HINT, Keyboard, Press, Size},
    kind::FieldKind,
    message::Message,
    picker::{Choice, FINGER, Picker},
    state::State,
};
use crate::{
    text::{columns, masked, wrap},
    tui::{canvas::Canvas, picture::Picture},
};

/// Where the parts of a field stand.
#[derive(Debug, Clone, Copy)]
pub(in crate::tui) struct Places {
    /// The row of what is written.
    pub(in crate::tui) line: Rect,
    /// The candidates, in the first row of it; all its rows react to fingers.
    pub(in crate::tui) candidates: Option<Rect>,
    /// The keys on the screen.
    pub(in crate::tui) board: Option<Rect>,
    /// The room that those keys have.
    pub(in crate::tui) size: Size,
}

/// Rows that the keys on the screen take; none where none are shown.
pub(in crate::tui) fn board_height(state: &State, size: Size) -> u16 {
    keyboard(state, size).map_or(0, Keyboard::height)
}

fn keyboard(state: &State, size: Size) -> Option<Keyboard> {
    state.board.map(|board| Keyboard { board, kind: state.kind, composes: state.composes(), size })
}

/// Draws a field; gives the column after what is written.
///
/// ```text
///  养老bao▏            1 保险  2 报销  3 保障        + 更多
/// ```
pub(in crate::tui) fn view(state: &State, focused: bool, canvas: &mut Canvas<'_, Message>, places: &Places) -> u16 {
    let after = line(state, focused, canvas, places.line);
    if let Some(area) = places.candidates {
        candidates(&state.picker, canvas, area);
    }
    if let (Some(area), Some(keyboard)) = (places.board, keyboard(state, places.size)) {
        keys(keyboard, canvas, area);
    }
    after
}

fn line(state: &State, focused: bool, canvas: &mut Canvas<'_, Message>, area: Rect) -> u16 {
    if area.height > 1 {
        return lines(state, focused, canvas, area);
    }
    let theme = *canvas.theme;
    let room = area.width.saturating_sub(2);
    let shown = state.shown();
    // The end of a long text is what is being typed: show that.
    let keys = masked(state.picker.keys());
    let (mut written, mut keys) = (&*shown, &*keys);
    while columns(written) + columns(keys) > usize::from(room) {
        let longer = if written.is_empty() { &mut keys } else { &mut written };
        let mut chars = longer.chars();
        chars.next();
        *longer = chars.as_str();
    }
    let at = canvas.text(area.x, area.y, room, written, theme.strong);
    let at = canvas.text(at, area.y, area.right().saturating_sub(at), keys, theme.key.add_modifier(Modifier::UNDERLINED));
    if !focused {
        return at;
    }
    canvas.caret(at, area.y);
    canvas.text(at, area.y, 1, "▏", theme.key)
}

/// The same over several rows, the last of which are seen; gives the column after what is written.
fn lines(state: &State, focused: bool, canvas: &mut Canvas<'_, Message>, area: Rect) -> u16 {
    let theme = *canvas.theme;
    let width = usize::from(area.width.saturating_sub(2)).max(2);
    let (shown, keys) = (state.shown(), masked(state.picker.keys()));
    let length = shown.chars().count();
    let whole = Zeroizing::new(format!("{shown}{keys}"));
    let rows = wrap(&whole, width, 0);
    let first = rows.len().saturating_sub(usize::from(area.height));
    let (mut x, mut y) = (area.x, area.y);
    for (row, line) in (area.y..).zip(rows.iter().skip(first)) {
        // What is being composed is told apart, wherever the line breaks.
        let written: String = line.text.chars().take(length.saturating_sub(line.start)).collect();
        let composed: String = line.text.chars().skip(written.chars().count()).collect();
        let at = canvas.text(area.x, row, area.width, &written, theme.strong);
        (x, y) = (canvas.text(at, row, area.right().saturating_sub(at), &composed, theme.key.add_modifier(Modifier::UNDERLINED)), row);
    }
    if !focused {
        return x;
    }
    canvas.caret(x, y);
    canvas.text(x, y, 1, "▏", theme.key)
}

impl State {
    /// The written words as they are seen: a PIN as dots, a number that belongs to one person as stars.
    pub(in crate::tui) fn shown(&self) -> Cow<'_, str> {
        match self.kind {
            FieldKind::Secret => Cow::Owned("● ".repeat(self.written.count())),
            FieldKind::Chinese | FieldKind::Figures | FieldKind::Code | FieldKind::Free => masked(self.written.reveal()),
        }
    }
}

/// Draws the candidates in sight in the first row of the area; all its rows react to fingers.
///
/// ```text
///  1 养老金  2 养老机构  3 养老计划  4 养老基金        + 更多
/// ```
fn candidates(picker: &Picker, canvas: &mut Canvas<'_, Message>, area: Rect) {
    let theme = *canvas.theme;
    let page = picker.page(area.width);
    let more = page.len() < picker.candidates().len();
    let end = area.right().saturating_sub(if more { FINGER } else { 0 });
    let mut x = area.x;
    for (number, (index, candidate)) in (1..).zip(picker.candidates().iter().enumerate().skip(page.start).take(page.len())) {
        let place = Rect { x, width: picker.width(candidate).min(end.saturating_sub(x)), ..area };
        let focused = index == picker.focus();
        let style = if focused { theme.focus } else { theme.strong };
        if focused {
            canvas.fill(Rect { height: 1, width: place.width.saturating_sub(1), ..place }, theme.focus);
            canvas.rests = Some(place.as_position());
        }
        let mut at = x;
        if picker.is_numbered() {
            at = canvas.text(at, area.y, 1, &format!("{number}"), if focused { theme.focus } else { theme.key }) + 1;
        } else {
            at += 1;
        }
        canvas.text(at, area.y, place.right().saturating_sub(at + 1), &candidate.text, style.add_modifier(Modifier::BOLD));
        canvas.touch(place, Message::Chosen(Choice::Take(index)));
        x = place.right();
    }
    if more {
        let place = Rect { x: end, width: FINGER.min(area.right().saturating_sub(end)), ..area };
        let words = if page.end < picker.candidates().len() { "更多" } else { "从头" };
        let words = if picker.is_numbered() { format!("+ {words}") } else { format!("  {words}") };
        canvas.text(place.x, area.y, place.width, &words, theme.key);
        canvas.touch(place, Message::Chosen(Choice::More));
    }
}

/// Draws the keys.
fn keys(keyboard: Keyboard, canvas: &mut Canvas<'_, Message>, area: Rect) {
    let theme = *canvas.theme;
    let size = keyboard.size;
    canvas.fill(area, theme.bar);
    let mut y = area.y;
    if !size.is_low() {
        canvas.centered(area, y, keyboard.hint(), theme.bar);
        y += HINT;
    }
    let rows = keyboard.keys();
    let across = rows.iter().map(Vec::len).max().and_then(|across| u16::try_from(across).ok()).unwrap_or(1).max(1);
    let width = area.width / across;
    let left = area.x + (area.width - width * across) / 2;
    for row in rows {
        for (at, (label, press)) in (0u16..).zip(row) {
            let place = Rect::new(left + at * width, y, width, size.key()).intersection(area);
            let is_letter = matches!(press, Press::Nine(_) | Press::Letter(_) | Press::Figure(_));
            let label = if is_letter { label } else { format!("‹{label}›") };
            // A bright field with a gap around it looks like a key; the gap reacts as well.
            let face = Rect { x: place.x + 1, width: place.width.saturating_sub(2), ..place }.intersection(area);
            canvas.button(face, theme.key, theme.bar);
            canvas.centered(face, face.y + face.height / 2, &label, theme.key);
            canvas.paint(face, Picture::Key(label.trim_matches(['‹', '›']).to_owned()));
            canvas.touch(place, Message::Pressed(press));
        }
        y += size.key();
    }
}
