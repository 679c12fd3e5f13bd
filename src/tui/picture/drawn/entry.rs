//! An entry of a list as a card: its digit, what it is, its name, what is said of it.

use super::{
    super::{
        shades::Shades,
        svg::{Ink, Part, Svg},
        value::{Entry, Said, Told},
    },
    head::{chip, head, tone_of},
    told::say,
};

/// The part of a row between two cards, half of it above and half below.
const GAP: f32 = 0.24;

pub(super) fn entry(entry: &Entry, shades: &Shades, svg: &mut Svg) {
    let row = svg.row;
    let edge = if entry.focused { row / 9.0 } else { (row / 18.0).max(1.0) };
    let card = Part { y: row * GAP / 2.0, height: svg.whole.height - row * GAP, ..svg.whole };
    let card = card.inset(edge / 2.0);
    let color = if entry.focused { shades.accent } else { shades.line };
    svg.rect(card, (row * 0.4).min(card.height * 0.2), Ink::fill(shades.card).within(color, edge));
    // What it says by itself begins where its cells do.
    let told = entry.told.iter().map(|told| told.at.1).min();
    let end = told.map_or(card.bottom() - row * 0.14, |top| row * f32::from(top));
    let top = card.y + row * 0.14;
    let right = card.right() - row * 0.5;
    let left = row * 2.0;
    let part = Part::new(left, top, right - left, (end - top).max(row));
    let title_right = chip(&entry.head, (right, top + ((part.height - row * 1.14) / 2.0).clamp(0.0, row * 0.2)), shades, svg);
    let middle = head(&entry.head, part, title_right, shades, svg);
    let side = (row * 1.36).min(part.height);
    // Beside the first line; in the middle of a low card.
    let middle = if part.height < 3.0 * row && told.is_none() { card.middle() } else { middle.max(card.y + row * 0.24 + side / 2.0) };
    let badge = Part::new(row * 0.32, middle - side / 2.0, side, side);
    let tone = shades.tone(tone_of(&entry.head));
    match (entry.digit, entry.head.kind) {
        (Some(digit), _) => {
            let look = if entry.focused { (shades.focus, shades.on_focus) } else { (tone.pale, tone.key) };
            svg.badge(digit, badge, look);
        }
        (None, Some((icon, _))) => svg.icon(icon, (badge.x + side * 0.16, badge.y + side * 0.16), side * 0.68, tone.key),
        (None, None) => {}
    }
    // Words leave some of the air below them to the name above.
    let is_said = |told: &Told| matches!(&told.what, Said::Words(words) if !words.is_empty());
    let top = if entry.told.iter().any(is_said) { row * 0.3 } else { 0.0 };
    say(&entry.told, entry.cells, (0.0, top), shades, svg);
}
