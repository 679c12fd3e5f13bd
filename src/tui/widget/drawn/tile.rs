//! A door in cells: its digit, its name, what is behind it, on a ground that looks pressable.

use ratatui::{layout::Rect, style::Modifier};

use crate::{
    text::columns,
    tui::{
        canvas::Canvas,
        picture::{Face, Tile},
    },
};

pub(super) fn tile<M>(canvas: &mut Canvas<'_, M>, area: Rect, tile: &Tile) {
    let theme = *canvas.theme;
    let toned = theme.tone(tile.tone);
    // The gap to its neighbours is its own.
    let card = Rect {
        width: area.width - u16::from(area.width > 12),
        height: area.height - u16::from(area.height > 2 && tile.face == Face::Card),
        ..area
    };
    let (text, quiet, key) = match tile.face {
        Face::Deep => (toned.deep, toned.deep, toned.deep.add_modifier(Modifier::BOLD)),
        Face::Card => (toned.pale, toned.quiet, toned.key),
    };
    canvas.fill(card, text);
    let pad = if card.width > 20 { 2 } else { 1 };
    let left = card.x + pad;
    let digit = tile.digit.map(|digit| digit.to_string()).unwrap_or_default();
    let title = text.add_modifier(Modifier::BOLD);
    let wide = |words: &str| u16::try_from(columns(words)).unwrap_or(u16::MAX);
    let beside_digit = left + if digit.is_empty() { 0 } else { 1 + pad };
    // A name that has no room beside its digit stands below it.
    let over = card.height >= 3 && beside_digit + wide(&tile.title) + 1 > card.right();
    let name = if over { left } else { beside_digit };
    let room = card.right().saturating_sub(name + u16::from(!over));
    let beside = name + wide(&tile.title).max(10) + 3;
    let fits_beside = beside.saturating_add(wide(&tile.about)) < card.right();
    let fits_below = wide(&tile.about) <= room && card.height >= 2;
    let below = fits_below && card.height >= 2 + u16::from(over) && (tile.face == Face::Deep || card.height == 2 || !fits_beside);
    let lines = if below { 2 + u16::from(card.height >= 5) } else { 1 };
    let above = u16::from(over);
    let y = card.y + card.height.saturating_sub(lines + above) / 2 + above;
    canvas.text(left, y - above, 2, &digit, key);
    canvas.text(name, y, room, &tile.title, title);
    if below {
        canvas.text(name, y + lines - 1, room, &tile.about, quiet);
    } else if fits_beside {
        canvas.text(beside, y, card.right() - beside, &tile.about, quiet);
    }
    if tile.focused {
        canvas.focus(card);
    }
}
