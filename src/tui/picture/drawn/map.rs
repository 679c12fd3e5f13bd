//! Places drawn where they lie: rings of distance around where one stands, a number each, north above, a measure.

use super::super::{
    map::{APART, EDGE, FREE, Map, said},
    shades::Shades,
    svg::{Anchor, Ink, Part, Svg, Type},
};
use crate::tui::theme::Tone;

pub(super) fn map(map: &Map, shades: &Shades, svg: &mut Svg) {
    let (land, clay, blue) = (shades.tone(Tone::Green), shades.tone(Tone::Clay), shades.tone(Tone::Blue));
    let row = svg.row;
    let card = svg.whole.inset(row * narrow(EDGE));
    svg.rect(card, row * 0.6, Ink::fill(land.pale).within(shades.line, (row / 18.0).max(1.0)));
    let free = f64::from(row) * FREE;
    let scale = map.scale((f64::from(card.width), f64::from(card.height)), free);
    let at = |east: i32, north: i32| {
        let (x, y) = scale.place(east, north);
        (card.x + narrow(x), card.y + narrow(y))
    };
    let measure = scale.measure(f64::from(card.width) / 4.0);
    let length = narrow(scale.dots(measure));
    if map.here {
        rings(at(0, 0), (length, measure), card, shades, svg);
        let (x, y) = at(0, 0);
        star((x, y), row * 0.8, shades, svg);
    }
    let apart = f64::from(row) * APART;
    let laid = map.laid(&scale, (apart, apart));
    if map.here {
        // Below the star, above it where a number would hide the words.
        let (x, y) = scale.place(0, 0);
        let hidden = |base: f64| laid.iter().any(|(_, at)| (at.0 - x).abs() < apart * 1.7 && (at.1 - base).abs() < apart * 0.8);
        let (below, above) = (y + apart * 0.9, y - apart * 0.9);
        let middle = if hidden(below) && !hidden(above) { above } else { below };
        let base = card.y + narrow(middle) + row * 0.3;
        svg.words(map.words, (card.x + narrow(x), base), Type::bold(row * 0.85, shades.bad).at(Anchor::Middle));
    }
    for (number, (x, y)) in laid {
        let focused = map.focus == Some(number);
        let tone = if focused { clay } else { blue };
        let radius = row * if focused { 0.95 } else { 0.72 };
        let (x, y) = (card.x + narrow(x), card.y + narrow(y));
        svg.circle((x, y), radius, Ink::fill(tone.key).within(shades.card, row * 0.1));
        let size = radius * 1.25;
        svg.words(&number.to_string(), (x, y + size * 0.36), Type::bold(size, shades.card).at(Anchor::Middle));
    }
    let (left, base) = (card.x + row, card.bottom() - row * 0.7);
    svg.rect(Part::new(left, base - row * 0.12, length, row * 0.12), 0.0, Ink::fill(shades.ink));
    svg.words(&said(measure), (left + length / 2.0, base - row * 0.4), Type::plain(row * 0.8, shades.ink).at(Anchor::Middle));
    let (x, y) = (card.right() - row * 1.3, card.y + row * 0.6);
    let arrow =
        format!("M{x:.1} {y:.1}l{:.1} {:.1}l{:.1} {:.1}l{:.1} {:.1}z", row * 0.4, row, -row * 0.4, -row * 0.25, -row * 0.4, row * 0.25);
    svg.path(&arrow, Ink::fill(shades.ink));
    svg.words("北", (x, y + row * 1.85), Type::bold(row * 0.8, shades.ink).at(Anchor::Middle));
}

/// Rings a measure apart, each with its distance, as far as there is map.
fn rings(centre: (f32, f32), (length, measure): (f32, u32), card: Part, shades: &Shades, svg: &mut Svg) {
    let far = (centre.0 - card.x).max(card.right() - centre.0).hypot((centre.1 - card.y).max(card.bottom() - centre.1));
    let row = svg.row;
    svg.clipped(card.inset(row / 12.0), row * 0.6, |svg| {
        let (mut radius, mut metres) = (length, measure);
        while radius < far {
            svg.circle(centre, radius, Ink::line(shades.card, row / 8.0));
            let bases = [centre.1 - radius + row * 0.9, centre.1 + radius - row * 0.35];
            for base in bases.into_iter().filter(|base| (card.y + row..card.bottom() - row * 0.3).contains(base)) {
                svg.words(&said(metres), (centre.0, base), Type::plain(row * 0.65, shades.quiet).at(Anchor::Middle));
            }
            radius += length;
            metres = metres.saturating_add(measure);
        }
    });
}

/// A star with five points.
fn star((x, y): (f32, f32), radius: f32, shades: &Shades, svg: &mut Svg) {
    let points: String = (0u8..10)
        .map(|at| {
            let turn = (f32::from(at) * 36.0 - 90.0).to_radians();
            let far = if at % 2 == 0 { radius } else { radius * 0.45 };
            format!("{}{:.1} {:.1}", if at == 0 { "M" } else { "L" }, x + far * turn.cos(), y + far * turn.sin())
        })
        .collect();
    svg.path(&format!("{points}z"), Ink::fill(shades.bad).within(shades.card, radius * 0.12));
}

#[expect(clippy::cast_possible_truncation, reason = "pixels of a screen")]
fn narrow(value: f64) -> f32 {
    value as f32
}
