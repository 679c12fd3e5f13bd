//! A door: sign, words, what is behind it, the digit that opens it.

use super::super::{
    shades::{Rgb, Shades},
    svg::{Ink, Part, Svg, Type, ems, fitted},
    value::{Face, Tile},
};

/// The part of a row by which a tile stands back from its neighbours: its picture owns the gap.
const GAP: f32 = 0.2;

/// The colours of a tile.
struct Look {
    ground: Ink,
    title: Rgb,
    about: Rgb,
    sign: Rgb,
    /// Behind the sign.
    field: Rgb,
    badge: (Rgb, Rgb),
}

fn look(tile: &Tile, shades: &Shades, row: f32) -> Look {
    let tone = shades.tone(tile.tone);
    match tile.face {
        Face::Deep if tile.focused => Look {
            ground: Ink::fill(tone.deep).within(shades.ink, row / 6.0),
            title: tone.on_deep,
            about: tone.on_deep,
            sign: tone.on_deep,
            field: tone.deep,
            badge: (tone.on_deep, tone.deep),
        },
        Face::Deep => Look {
            // Where all grounds are dark a line says what can be touched.
            ground: if tone.deep == tone.pale { Ink::fill(tone.deep).within(tone.key, row / 12.0) } else { Ink::fill(tone.deep) },
            title: tone.on_deep,
            about: tone.on_deep,
            sign: tone.on_deep,
            field: tone.deep,
            badge: (tone.on_deep, tone.deep),
        },
        Face::Card => Look {
            ground: if tile.focused {
                Ink::fill(tone.pale).within(tone.key, row / 6.0)
            } else {
                Ink::fill(shades.card).within(shades.line, (row / 18.0).max(1.0))
            },
            title: shades.ink,
            about: shades.quiet,
            sign: tone.key,
            field: if tile.focused { shades.card } else { tone.pale },
            badge: if tile.focused { (tone.key, shades.card) } else { (tone.pale, tone.key) },
        },
    }
}

pub(super) fn tile(tile: &Tile, shades: &Shades, svg: &mut Svg) {
    let look = look(tile, shades, svg.row);
    let inner = svg.whole.inset((svg.row * GAP).min(svg.whole.height * 0.07));
    svg.rect(inner, (inner.height * 0.16).min(svg.row * 0.7), look.ground);
    if tile.face == Face::Deep && inner.height >= 3.5 * svg.row && inner.width < 3.4 * inner.height {
        gate(tile, inner, &look, svg);
    } else {
        row(tile, inner, &look, svg);
    }
}

/// A door that is about as high as it is wide: the sign above the words.
fn gate(tile: &Tile, inner: Part, look: &Look, svg: &mut Svg) {
    let pad = (inner.height * 0.13).min(inner.width * 0.07);
    let sign = (inner.height * 0.36).min(inner.width * 0.3);
    svg.icon(tile.icon, (inner.right() - pad - sign, inner.y + pad), sign, look.sign);
    if let Some(digit) = tile.digit {
        let side = inner.height * 0.21;
        svg.badge(digit, Part::new(inner.x + pad, inner.y + pad, side, side), look.badge);
    }
    let room = inner.width - 2.0 * pad;
    let (about, size) = about(&tile.about, inner.height * 0.155, room, svg.row);
    let base = if about.is_empty() { 0.84 } else { 0.7 };
    let (title, large) = fitted(&tile.title, (svg.row * 0.85, inner.height * 0.3), room);
    svg.words(&title, (inner.x + pad, inner.y + inner.height * base), Type::bold(large, look.title));
    svg.words(&about, (inner.x + pad, inner.y + inner.height * 0.895), Type::plain(size, look.about));
}

/// A door that is wider than high: all in a row.
fn row(tile: &Tile, inner: Part, look: &Look, svg: &mut Svg) {
    let pad = inner.height * 0.11;
    let field = (inner.height - 2.0 * pad).min(3.4 * svg.row);
    let square = Part::new(inner.x + pad, inner.middle() - field / 2.0, field, field);
    svg.rect(square, field * 0.18, Ink::fill(look.field));
    let sign = field * if tile.face == Face::Deep { 0.8 } else { 0.58 };
    svg.icon(tile.icon, (square.x + (field - sign) / 2.0, square.y + (field - sign) / 2.0), sign, look.sign);
    let side = (inner.height * 0.44).min(1.7 * svg.row);
    let mut right = inner.right() - 1.6 * pad;
    if let Some(digit) = tile.digit {
        svg.badge(digit, Part::new(right - side, inner.middle() - side / 2.0, side, side), look.badge);
        right -= side + pad;
    }
    let left = square.right() + field * 0.22;
    let room = right - left;
    let (words, small) =
        if inner.height >= 2.4 * svg.row { about(&tile.about, inner.height * 0.265, room, svg.row) } else { Default::default() };
    if words.is_empty() {
        let (title, size) = fitted(&tile.title, (svg.row * 0.8, (inner.height * 0.56).min(1.6 * svg.row)), room);
        svg.words(&title, (left, inner.middle() + size * 0.36), Type::bold(size, look.title));
        return;
    }
    let (title, size) = fitted(&tile.title, (svg.row * 0.9, inner.height * 0.375), room);
    svg.words(&title, (left, inner.y + inner.height * 0.47), Type::bold(size, look.title));
    svg.words(&words, (left, inner.y + inner.height * 0.83), Type::plain(small, look.about));
}

/// What is behind a door, where that can be read: never in letters much smaller than those of cells.
fn about(about: &str, size: f32, room: f32, row: f32) -> (String, f32) {
    let least = row * 0.75;
    if size < least || ems(about) * least > room { (String::new(), 0.0) } else { fitted(about, (least, size), room) }
}
