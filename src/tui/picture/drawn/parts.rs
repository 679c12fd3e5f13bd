//! The question, the field, notices, words to tap, headings, buttons, the number of an entry.

use super::super::{
    icon::Icon,
    shades::Shades,
    svg::{Anchor, Ink, Part, Svg, Type, ems, fitted},
    value::{Button, Chip, Field, Frame, Notice, Number, Side},
};

/// The question, as large as it fits.
pub(super) fn question(lines: &[&'static str], shades: &Shades, svg: &mut Svg) {
    let whole = svg.whole;
    let count = lines.iter().fold(0.0, |count: f32, _| count + 1.0).max(1.0);
    let widest = lines.iter().map(|line| ems(line)).fold(1.0, f32::max);
    let high = whole.height / count;
    let size = (high * 0.86).min(whole.width / widest);
    let mut base = high / 2.0 + size * 0.37;
    for line in lines {
        svg.words(line, (0.0, base), Type::bold(size, shades.ink));
        base += high;
    }
}

/// The field into which people will type: a pill with a glass, and a button that says so.
pub(super) fn field(field: &Field, shades: &Shades, svg: &mut Svg) {
    if svg.whole.height < 1.6 * svg.row {
        return low_field(field, shades, svg);
    }
    let line = (svg.row / 9.0).max(2.0);
    let edge = (svg.row * 0.2 - line / 2.0).max(line / 2.0);
    let pill = svg.whole.inset((line / 2.0 + (svg.whole.height - 2.0 * svg.row).max(0.0) * 0.06).max(svg.row * 0.1));
    let pill = Part::new(edge, pill.y, svg.whole.width - 2.0 * edge, pill.height);
    svg.rect(pill, pill.height / 2.0, Ink::fill(shades.card).within(shades.accent, line));
    let sign = pill.height * 0.44;
    svg.icon(Icon::Glass, (pill.x + pill.height * 0.36, pill.middle() - sign / 2.0), sign, shades.accent);
    let size = (pill.height * 0.42).min(1.25 * svg.row).max(svg.row * 0.9);
    // The button says what touching the field does.
    let high = pill.height - 4.0 * line;
    let small = (high * 0.46).min(1.1 * svg.row);
    let keys = small * 1.25;
    let wide = ems(field.button) * small + keys + high * 0.9;
    let button = Part::new(pill.right() - 2.0 * line - wide, pill.middle() - high / 2.0, wide, high);
    svg.rect(button, high / 2.0, Ink::fill(shades.focus));
    svg.icon(Icon::Keys, (button.x + high * 0.34, button.middle() - keys / 2.0), keys, shades.on_focus);
    svg.words(field.button, (button.x + high * 0.46 + keys, button.middle() + small * 0.36), Type::bold(small, shades.on_focus));
    let left = pill.x + pill.height * 0.36 + sign * 1.6;
    svg.words(field.words, (left, pill.middle() + size * 0.36), Type::bold(size, shades.ink));
    let hint = size * 0.86;
    let taken = left + ems(field.words) * size + 1.5 * size;
    let right = button.x - size * 0.8;
    if taken + ems(field.hint) * hint < right {
        svg.words(field.hint, (right, pill.middle() + hint * 0.36), Type::plain(hint, shades.quiet).at(Anchor::End));
    }
}

/// The same where it has one row.
fn low_field(field: &Field, shades: &Shades, svg: &mut Svg) {
    let row = svg.row;
    let line = (row / 14.0).max(1.0);
    let pill = svg.whole.inset(line / 2.0);
    svg.rect(pill, pill.height / 2.0, Ink::fill(shades.card).within(shades.accent, line));
    let (sign, size, small) = (row * 0.6, row * 0.74, row * 0.64);
    svg.icon(Icon::Glass, (pill.x + row * 0.5, pill.middle() - sign / 2.0), sign, shades.accent);
    let wide = ems(field.button) * small + row * 1.2;
    let button = Part::new(pill.right() - wide, pill.y, wide, pill.height);
    svg.rect(button, button.height / 2.0, Ink::fill(shades.focus));
    svg.words(field.button, (button.x + wide / 2.0, button.middle() + small * 0.36), Type::bold(small, shades.on_focus).at(Anchor::Middle));
    let left = pill.x + row * 1.4;
    svg.words(field.words, (left, pill.middle() + size * 0.36), Type::bold(size, shades.ink));
    let right = button.x - row * 0.6;
    if left + (ems(field.words) + 1.0) * size + ems(field.hint) * small < right {
        svg.words(field.hint, (right, pill.middle() + small * 0.36), Type::plain(small, shades.quiet).at(Anchor::End));
    }
}

/// A part of what stands around a field, around what is typed in cells; at the left end of a pill its sign.
pub(super) fn frame(frame: Frame, shades: &Shades, svg: &mut Svg) {
    let (row, width) = (svg.row, svg.whole.width);
    let line = if frame.is_pill { (row / 9.0).max(2.0) } else { (row / 12.0).max(1.0) };
    let edge = if frame.is_pill { (row * 0.2 - line / 2.0).max(line / 2.0) } else { line / 2.0 };
    let top = if frame.is_pill { (line / 2.0 + row * 0.06).max(row * 0.1) } else { row * 0.3 };
    // What is not seen of it lies far outside.
    let far = 4.0 * row;
    let high = if frame.is_pill { 3.0 * row - 2.0 * top } else { 2.0 * far };
    let pill = if frame.is_pill { row } else { far };
    let (x, end, y) = match frame.side {
        Side::Above => (edge, width - edge, top),
        Side::Below if frame.is_pill => (edge, width - edge, top - 2.0 * row),
        Side::Below => (edge, width - edge, row - top - high),
        Side::Left => (edge, width + far, top - pill),
        Side::Right => (-far, width - edge, top - pill),
    };
    let radius = if frame.is_pill { high / 2.0 } else { row * 0.4 };
    let color = if frame.focused { shades.accent } else { shades.line };
    svg.rect(Part::new(x, y, end - x, high), radius, Ink::fill(shades.card).within(color, line));
    if frame.is_pill && frame.side == Side::Left {
        svg.icon(Icon::Glass, (edge + row, svg.whole.middle() - row / 2.0), row, shades.accent);
    }
}

/// A key on the screen, on the ground of bars.
pub(super) fn key(label: &str, shades: &Shades, svg: &mut Svg) {
    svg.rect(svg.whole, 0.0, Ink::fill(shades.bar));
    let cap = Part { y: svg.whole.y + svg.row * 0.12, height: svg.whole.height - svg.row * 0.24, ..svg.whole };
    let line = (svg.row / 18.0).max(1.0);
    svg.rect(cap.inset(line / 2.0), svg.row * 0.3, Ink::fill(shades.card).within(shades.line, line));
    let (words, size) = fitted(label, (svg.row * 0.7, (cap.height * 0.56).min(svg.row * 1.2)), cap.width - svg.row * 0.4);
    svg.words(&words, (cap.x + cap.width / 2.0, cap.middle() + size * 0.36), Type::bold(size, shades.accent).at(Anchor::Middle));
}

/// A notice: what kind, its title, a line about it, and which of all it is.
pub(super) fn notice(notice: &Notice, shades: &Shades, svg: &mut Svg) {
    let tone = shades.tone(crate::tui::theme::Tone::Clay);
    let card = svg.whole.inset((svg.row * 0.2).min(svg.whole.height * 0.07));
    let ground = if notice.urgent { Ink::fill(tone.pale) } else { Ink::fill(shades.card).within(shades.line, (svg.row / 18.0).max(1.0)) };
    let ground = if notice.focused { ground.within(tone.key, svg.row / 6.0) } else { ground };
    svg.rect(card, (card.height * 0.16).min(svg.row * 0.7), ground);
    let two = card.height >= 2.4 * svg.row && !notice.about.is_empty();
    let size = if two { (card.height * 0.31).min(1.4 * svg.row) } else { (card.height * 0.5).min(1.2 * svg.row) };
    let pad = svg.row * 0.7;
    let top = if two { card.y + card.height * 0.36 } else { card.middle() };
    // The label is a badge, and an emergency rings.
    let (ground, color) = if notice.urgent { (shades.bad, shades.card) } else { (tone.pale, tone.key) };
    let small = size * 0.8;
    let badge = Part::new(card.x + pad, top - size * 0.68, ems(notice.label) * small + size, size * 1.36);
    svg.rect(badge, badge.height * 0.24, Ink::fill(ground));
    svg.words(notice.label, (badge.x + badge.width / 2.0, top + small * 0.36), Type::bold(small, color).at(Anchor::Middle));
    let (at, of) = notice.place;
    let dots =
        if of > 1 { dots(at, of, shades, svg, (card.right() - pad, if two { card.y + card.height * 0.74 } else { top })) } else { 0.0 };
    let left = badge.right() + size * 0.6;
    let room = card.right() - pad - left - if two { 0.0 } else { dots };
    let (title, size) = fitted(&notice.title, (svg.row * 0.9, size), room);
    svg.words(&title, (left, top + size * 0.36), Type::bold(size, shades.ink));
    if two {
        let room = card.right() - pad - left - dots;
        let (about, small) = fitted(&notice.about, (svg.row * 0.8, (card.height * 0.235).min(svg.row)), room);
        svg.words(&about, (left, card.y + card.height * 0.74 + small * 0.36), Type::plain(small, shades.quiet));
    }
}

/// A dot for each of a few notices, the one that is shown in colour, or their numbers; how wide that is.
fn dots(at: usize, of: usize, shades: &Shades, svg: &mut Svg, (right, middle): (f32, f32)) -> f32 {
    const MOST: usize = 8;
    if of > MOST {
        let (words, size) = (format!("{} / {of}", at + 1), svg.row * 0.8);
        svg.words(&words, (right, middle + size * 0.36), Type::plain(size, shades.quiet).at(Anchor::End));
        return ems(&words) * size + svg.row;
    }
    let radius = svg.row * 0.2;
    let mut x = right - radius;
    for dot in (0..of).rev() {
        svg.circle((x, middle), radius, Ink::fill(if dot == at { shades.accent } else { shades.line }));
        x -= radius * 3.6;
    }
    right - x + radius
}

/// Words that can be tapped.
pub(super) fn chip(chip: &Chip, shades: &Shades, svg: &mut Svg) {
    let tone = shades.tone(crate::tui::theme::Tone::Blue);
    let pill = svg.whole.inset(svg.row * 0.2);
    let pill = Part { y: pill.y + (pill.height - pill.height.min(1.7 * svg.row)) / 2.0, height: pill.height.min(1.7 * svg.row), ..pill };
    let ground = Ink::fill(tone.pale);
    svg.rect(pill, pill.height / 2.0, if chip.focused { ground.within(tone.key, svg.row / 8.0) } else { ground });
    let (words, size) = fitted(&chip.words, (svg.row * 0.75, svg.row), pill.width - pill.height * 0.7);
    svg.words(&words, (pill.x + pill.width / 2.0, pill.middle() + size * 0.36), Type::plain(size, tone.key).at(Anchor::Middle));
}

/// Words in letters of at most so many rows.
pub(super) fn heading(words: &str, most: f32, shades: &Shades, svg: &mut Svg) {
    let (words, size) = fitted(words, (svg.row, (svg.whole.height * 0.72).min(most * svg.row)), svg.whole.width);
    svg.words(&words, (0.0, svg.whole.middle() + size * 0.37), Type::bold(size, shades.ink));
}

/// What is pressed to go on, or back.
pub(super) fn button(button: &Button, shades: &Shades, svg: &mut Svg) {
    let row = svg.row;
    let high = (svg.whole.height - row * 0.2).min(row * 1.6);
    let card = Part::new(row * 0.1, (svg.whole.height - high) / 2.0, svg.whole.width - row * 0.2, high);
    let (ground, color) = if button.strong {
        (Ink::fill(shades.focus), shades.on_focus)
    } else {
        (Ink::fill(shades.card).within(shades.line, (row / 18.0).max(1.0)), shades.ink)
    };
    svg.rect(card, high * 0.28, ground);
    let mut left = card.x + row * 0.3;
    if let Some(digit) = button.digit {
        let side = high * 0.68;
        let tone = shades.tone(crate::tui::theme::Tone::Blue);
        svg.badge(digit, Part::new(left, card.middle() - side / 2.0, side, side), (tone.pale, tone.key));
        left += side + row * 0.2;
    }
    let room = card.right() - row * 0.3 - left;
    let (words, size) = fitted(&button.words, (row * 0.7, row), room);
    // After a digit, so that digits and words of several stand in columns.
    let (x, anchor) = if button.digit.is_some() { (left, Anchor::Start) } else { (left + room / 2.0, Anchor::Middle) };
    svg.words(&words, (x, card.middle() + size * 0.36), Type::bold(size, color).at(anchor));
}

/// The digit before an entry of a list: in a badge as high as two rows allow, on the ground of the entry.
pub(super) fn number(number: Number, shades: &Shades, svg: &mut Svg) {
    let tone = shades.tone(number.tone);
    let look = match (number.focused, shades.is_quiet_rest()) {
        (false, _) => (tone.pale, tone.key),
        (true, true) => (shades.card, tone.key),
        (true, false) => (shades.on_rest, shades.rest),
    };
    ground(number.focused, shades, svg);
    let side = (svg.whole.width * 0.86).min(svg.whole.height * 0.86).min(1.7 * svg.row);
    svg.badge(number.digit, Part::new(0.0, svg.whole.middle() - side / 2.0, side, side), look);
}

fn ground(focused: bool, shades: &Shades, svg: &mut Svg) {
    if focused {
        svg.rect(svg.whole, 0.0, Ink::fill(shades.rest));
    }
}
