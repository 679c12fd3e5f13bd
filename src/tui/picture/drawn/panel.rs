//! What an entry says, beside its list: a card of its own, in letters that are read from a step away.

use super::{
    super::{
        shades::Shades,
        svg::{Ink, Part, Svg, Type, ems},
        value::{Panel, Told},
    },
    head::{chip, standing, stretches, units},
    told::say,
};
use crate::tui::lines::wrapped;

/// The largest letters of the name, in rows, and the most lines of it.
const TITLE: f32 = 1.4;
const LINES: usize = 3;

pub(super) fn panel(panel: &Panel, shades: &Shades, svg: &mut Svg) {
    let row = svg.row;
    let edge = (row / 18.0).max(1.0);
    let card = Part { y: row * 0.12, height: svg.whole.height - row * 0.24, ..svg.whole }.inset(edge / 2.0);
    svg.rect(card, row * 0.4, Ink::fill(shades.card).within(shades.line, edge));
    let (left, right) = (card.x + row * 0.8, card.right() - row * 0.8);
    let room = right - left;
    let mut y = card.y + row * 0.55;
    chip(&panel.head, (right, y), shades, svg);
    // A name of few words is large; one of many is not cut.
    let size =
        [TITLE, 1.2, 1.05].into_iter().find(|size| wrapped(&panel.head.title, units(room, row * size)).len() <= 2).unwrap_or(1.0) * row;
    if first_line_meets_chip(panel, room, size, row) {
        y += row * 1.3;
    }
    for title in wrapped(&panel.head.title, units(room, size)).iter().take(LINES) {
        stretches(title, (left, y + size * 0.98), room, Type::bold(size, shades.ink), shades, svg);
        y += size * 1.32;
    }
    y += row * 0.12;
    if let Some(validity) = panel.head.standing {
        standing(validity, (left, y + row * 0.8), row * 0.86, shades, svg);
        y += row * 1.2;
    }
    for below in panel.head.below.iter().flat_map(|below| wrapped(below, units(room, row * 0.82))) {
        stretches(&below, (left, y + row * 0.76), room, Type::plain(row * 0.82, shades.quiet), shades, svg);
        y += row * 1.12;
    }
    y += row * 0.45;
    let bottom = card.bottom() - if panel.more.is_empty() { row * 0.4 } else { row * 1.6 };
    let told = panel.told.iter().map(|told| told.at.1).min().map_or(0.0, f32::from);
    say(&panel.told, panel.cells, (left, y - told * row), shades, svg);
    if let Some(end) = panel.told.iter().map(Told::bottom).max() {
        y += (f32::from(end) - told + 0.6) * row;
    }
    texts(panel, Part::new(left, y, room, (bottom - y).max(0.0)), shades, svg);
    if !panel.more.is_empty() {
        svg.words(panel.more, (left, card.bottom() - row * 0.55), Type::bold(row * 0.86, shades.accent));
    }
}

/// Whether the first line of the name would run into the chip.
fn first_line_meets_chip(panel: &Panel, room: f32, size: f32, row: f32) -> bool {
    let chip = ems(&panel.head.note) * row * 0.72 + row * 2.4;
    let lines = wrapped(&panel.head.title, units(room, size));
    lines.first().is_some_and(|line| line.iter().map(|part| ems(&part.text)).sum::<f32>() * size + chip > room)
}

/// What it says, as much as there is room for.
fn texts(panel: &Panel, part: Part, shades: &Shades, svg: &mut Svg) {
    let (size, pitch) = (svg.row * 0.95, svg.row * 1.42);
    let mut y = part.y;
    for (label, text) in &panel.texts {
        if !label.is_empty() && y + 2.0 * pitch <= part.bottom() {
            svg.words(label, (part.x, y + size), Type::bold(size, shades.ink));
            y += pitch;
        }
        for line in wrapped(text, units(part.width, size)) {
            if y + pitch > part.bottom() {
                return;
            }
            stretches(&line, (part.x, y + size), part.width, Type::plain(size, shades.ink), shades, svg);
            y += pitch;
        }
        y += pitch * 0.4;
    }
}
