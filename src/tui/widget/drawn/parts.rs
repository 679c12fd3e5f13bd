//! The question, the field, notices, words to tap, headings, buttons and numbers, in cells.

use ratatui::{layout::Rect, style::Modifier};

use crate::{
    text::columns,
    tui::{
        canvas::Canvas,
        picture::{
            Button, Chip, Field, Frame, Notice, Number, Side,
            letters::{is_known, letter},
        },
        theme::{Tone, mixed},
    },
};

/// Fewest dots in which a letter made of half cells can be read.
const LEGIBLE: u16 = 13;

fn wide(words: &str) -> u16 {
    u16::try_from(columns(words)).unwrap_or(u16::MAX)
}

/// Letters of half cells where there is room for them, otherwise words with air between.
pub(super) fn question<M>(canvas: &mut Canvas<'_, M>, area: Rect, lines: &[&str]) {
    let theme = *canvas.theme;
    canvas.fill(area, theme.text);
    let count = u16::try_from(lines.len()).unwrap_or(1).max(1);
    let longest = lines.iter().map(|line| line.chars().count()).max().unwrap_or(1);
    let side = (area.height / count * 2).min(area.width / u16::try_from(longest).unwrap_or(1).max(1));
    if side < LEGIBLE || lines.iter().flat_map(|line| line.chars()).any(|c| !is_known(c)) {
        let spaced: Vec<String> = lines.concat().chars().map(String::from).collect();
        canvas.text(area.x, area.y + area.height / 2, area.width, &spaced.join(" "), theme.strong);
        return;
    }
    for (line, top) in lines.iter().zip((area.y..area.bottom()).step_by(usize::from(side.div_ceil(2)))) {
        for (c, left) in line.chars().zip((area.x..area.right()).step_by(usize::from(side))) {
            large(canvas, c, (left, top), side);
        }
    }
}

/// One letter, two dots a cell.
fn large<M>(canvas: &mut Canvas<'_, M>, c: char, (left, top): (u16, u16), side: u16) {
    let theme = *canvas.theme;
    let Some(ink) = letter(c, side.into()) else { return };
    let dot = |x: u16, y: u16| ink.get(usize::from(y) * usize::from(side) + usize::from(x)).copied().filter(|_| y < side).unwrap_or(0);
    for row in 0..side.div_ceil(2) {
        for x in 0..side {
            let (upper, lower) = (dot(x, row * 2), dot(x, row * 2 + 1));
            if upper > 0 || lower > 0 {
                let style = theme.text.fg(mixed(&theme.text, upper)).bg(mixed(&theme.text, lower));
                canvas.half_cell(left + x, top + row, "▀", style);
            }
        }
    }
}

/// A line to type on, and a button that says so.
pub(super) fn field<M>(canvas: &mut Canvas<'_, M>, area: Rect, field: &Field) {
    let theme = *canvas.theme;
    canvas.fill(area, theme.card);
    if area.height >= 3 {
        for (y, sign) in [(area.y, "▔"), (area.bottom() - 1, "▁")] {
            for x in area.left()..area.right() {
                canvas.text(x, y, 1, sign, theme.card_key);
            }
        }
    }
    let y = area.y + (area.height - 1) / 2;
    let button = format!("  {}  ", field.button);
    let place = Rect { x: area.right().saturating_sub(wide(&button) + 1), y, width: wide(&button), height: 1 };
    canvas.text(place.x, place.y, place.width, &button, theme.focus.add_modifier(Modifier::BOLD));
    let room = place.x.saturating_sub(area.x + 3);
    let at = canvas.text(area.x + 2, y, room, field.words, theme.card.add_modifier(Modifier::BOLD));
    canvas.text(at + 1, y, 1, "▏", theme.card_key);
    let hint = wide(field.hint);
    if at + 4 + hint < place.x {
        canvas.text(place.x - hint - 2, y, hint, field.hint, theme.card_quiet);
    }
}

/// A line above and one below what is typed; its ends are left as they are.
pub(super) fn frame<M>(canvas: &mut Canvas<'_, M>, area: Rect, frame: Frame) {
    let style = canvas.theme.card_key;
    let sign = match frame.side {
        Side::Above => "▔",
        Side::Below => "▁",
        // What the sign in its picture stands for.
        Side::Left if frame.is_pill => {
            canvas.text(area.x + 1, area.y, area.width.saturating_sub(1), "搜", canvas.theme.card_quiet);
            return;
        }
        Side::Left | Side::Right => return,
    };
    for x in area.left()..area.right() {
        canvas.text(x, area.y, 1, sign, style);
    }
}

/// What kind, its title, which of all it is, and a line about it.
pub(super) fn notice<M>(canvas: &mut Canvas<'_, M>, area: Rect, notice: &Notice) {
    let theme = *canvas.theme;
    let toned = theme.tone(Tone::Clay);
    let (card, key, quiet) =
        if notice.urgent { (toned.pale, toned.key, toned.quiet) } else { (theme.card, theme.card_key, theme.card_quiet) };
    canvas.fill(area, card);
    let two = area.height >= 2 && !notice.about.is_empty();
    let y = area.y + area.height.saturating_sub(1 + u16::from(two)) / 2;
    let after = canvas.text(area.x + 2, y, 8, notice.label, key);
    let (at, of) = notice.place;
    let place = if of > 1 { format!("{} / {of}", at + 1) } else { String::new() };
    let right = canvas.right(Rect { width: area.width.saturating_sub(1), ..area }, y, &place, quiet);
    canvas.text(after + 2, y, right.saturating_sub(after + 3), &notice.title, card.add_modifier(Modifier::BOLD));
    if two {
        canvas.text(after + 2, y + 1, area.right().saturating_sub(after + 3), &notice.about, quiet);
    }
    if notice.focused {
        canvas.focus(area);
    }
}

/// Words on a ground that looks pressable.
pub(super) fn chip<M>(canvas: &mut Canvas<'_, M>, area: Rect, chip: &Chip) {
    let theme = *canvas.theme;
    let line = Rect { height: 1, width: area.width.saturating_sub(1), ..area };
    let toned = theme.tone(Tone::Blue);
    canvas.fill(line, toned.pale);
    let room = line.width.saturating_sub(2);
    let x = line.x + 1 + room.saturating_sub(wide(&chip.words)) / 2;
    canvas.text(x, line.y, room, &chip.words, toned.key.remove_modifier(Modifier::BOLD));
    if chip.focused {
        canvas.focus(line);
    }
}

/// What a page asks: on the last of its rows, next to what is asked for.
pub(super) fn heading<M>(canvas: &mut Canvas<'_, M>, area: Rect, words: &str) {
    let theme = *canvas.theme;
    canvas.fill(area, theme.text);
    canvas.text(area.x, area.bottom() - 1, area.width, words, theme.strong);
}

/// What is pressed to go on, or back.
pub(super) fn button<M>(canvas: &mut Canvas<'_, M>, area: Rect, button: &Button) {
    let theme = *canvas.theme;
    let toned = theme.tone(Tone::Blue);
    let line = Rect { height: 1, ..area };
    let (style, key) = if button.strong { (theme.focus, theme.focus) } else { (toned.pale, toned.key) };
    canvas.fill(line, style);
    let Some(digit) = button.digit else {
        canvas.centered(line, line.y, &button.words, style.add_modifier(Modifier::BOLD));
        return;
    };
    let at = canvas.text(line.x + 1, line.y, 2, &digit.to_string(), key);
    canvas.text(at + 1, line.y, line.right().saturating_sub(at + 1), &button.words, style.add_modifier(Modifier::BOLD));
}

/// The digit that chooses an entry, where its first line begins.
pub(super) fn number<M>(canvas: &mut Canvas<'_, M>, area: Rect, number: Number) {
    let style = if number.focused { canvas.theme.key.patch(canvas.theme.rest) } else { canvas.theme.key };
    canvas.text(area.x, area.y, 2, &number.digit.to_string(), style);
}
