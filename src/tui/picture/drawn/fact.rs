//! What is asked of a procedure first, and what stands before what is to be brought and to be done.

use super::super::{
    shades::{Rgb, Shades},
    svg::{Anchor, Ink, Part, Svg, Type, ems, fitted},
    value::{BulletSign, FactTile},
};

/// Rows of the name of a fact, and of a line of what belongs to its answer.
const NAME: f32 = 0.95;
const BESIDE: f32 = 0.9;

/// A card in its tone: sign and name, the answer as large as it fits, what belongs to it below. The last part of its height is the gap to what follows.
pub(super) fn fact(tile: &FactTile, shades: &Shades, svg: &mut Svg) {
    fact_in(tile, svg.whole, shades.paper, shades, svg);
}

/// The same in a part of a picture, on the ground of that.
pub(super) fn fact_in(tile: &FactTile, whole: Part, page: Rgb, shades: &Shades, svg: &mut Svg) {
    let (row, tone) = (svg.row, shades.tone(tile.tone));
    let card = Part { height: whole.height - row * 0.36, ..whole };
    let ground = tone.pale;
    // Where all grounds are dark a line tells the card from the page.
    let ink = Ink::fill(ground);
    svg.rect(card, row * 0.45, if ground == page { ink.within(tone.key, (row / 18.0).max(1.0)) } else { ink });
    let (pad, room) = (row * 0.5, card.width - row);
    let top = card.y + row * 0.14;
    let mut left = card.x + pad;
    if let Some(icon) = tile.icon {
        svg.icon(icon, (left, top + row * 0.1), row * 0.78, tone.key);
        left += row * 1.05;
    }
    let (name, size) = fitted(&tile.name, (row * 0.7, row * 0.78), card.right() - pad - left);
    svg.words(&name, (left, top + row * 0.78), Type::bold(size, tone.key));
    let (value, beside) = (joined(&tile.value, row * 0.95, room), joined(&tile.beside, row * 0.72, room));
    let count = |lines: &[String]| lines.iter().fold(0.0, |count: f32, _| count + 1.0);
    let answers = count(&value).max(1.0);
    let each = (card.bottom() - row * 0.12 - top - row * (NAME + count(&beside) * BESIDE)) / answers;
    // Lines of one answer stay together, and are of one size.
    let each = each.min(row * if answers > 1.0 { 1.15 } else { 1.7 });
    let most = (each * 0.84).min(row * 1.35);
    let size = value.iter().map(|words| fitted(words, (row * 0.6, most), room).1).fold(most, f32::min);
    let mut base = top + row * NAME;
    for words in &value {
        let (words, size) = fitted(words, (row * 0.6, size), room);
        svg.words(&words, (card.x + pad, base + each * 0.5 + size * 0.36), Type::bold(size, shades.ink));
        base += each;
    }
    for words in &beside {
        let (words, size) = fitted(words, (row * 0.6, row * 0.76), room);
        svg.words(&words, (card.x + pad, base + row * BESIDE * 0.5 + size * 0.36), Type::plain(size, shades.quiet));
        base += row * BESIDE;
    }
}

/// Lines broken for cells, as one line where it fits in letters of at least this size.
fn joined(lines: &[String], least: f32, room: f32) -> Vec<String> {
    let all = lines.concat();
    if lines.len() > 1 && ems(&all) * least <= room { vec![all] } else { lines.to_vec() }
}

/// A box to tick, or a step's number in its circle.
pub(super) fn bullet(bullet: BulletSign, shades: &Shades, svg: &mut Svg) {
    let tone = shades.tone(crate::tui::theme::Tone::Blue);
    let side = svg.row.min(svg.whole.width);
    match bullet {
        BulletSign::Tick => {
            let line = (side / 11.0).max(1.5);
            let part = Part::new(0.0, svg.whole.middle() - side / 2.0, side, side).inset(side * 0.14);
            svg.rect(part, side * 0.16, Ink::fill(shades.card).within(tone.key, line));
        }
        BulletSign::Step(number) => {
            let middle = (side * 0.47, svg.whole.middle());
            svg.circle(middle, side * 0.46, Ink::fill(tone.deep));
            let words = number.to_string();
            let size = side * if number < 10 { 0.66 } else { 0.52 };
            svg.words(&words, (middle.0, middle.1 + size * 0.36), Type::bold(size, tone.on_deep).at(Anchor::Middle));
        }
    }
}
