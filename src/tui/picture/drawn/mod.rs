//! Pictures as SVG: the same words as their cells, in sizes and colours that cells have not.

mod entry;
mod fact;
mod head;
mod map;
mod panel;
mod parts;
mod tile;
mod told;

use super::{
    shades::Shades,
    svg::Svg,
    value::{Extent, Picture},
};

/// A picture in exactly these pixels.
pub(super) fn svg(picture: &Picture, extent: Extent, shades: &Shades) -> String {
    let mut svg = Svg::new(extent, shades.paper);
    match picture {
        Picture::Question(lines) => parts::question(lines, shades, &mut svg),
        Picture::Field(field) => parts::field(field, shades, &mut svg),
        Picture::Frame(part) => parts::frame(*part, shades, &mut svg),
        Picture::Key(label) => parts::key(label, shades, &mut svg),
        Picture::Tile(door) => tile::tile(door, shades, &mut svg),
        Picture::Notice(notice) => parts::notice(notice, shades, &mut svg),
        Picture::Chip(chip) => parts::chip(chip, shades, &mut svg),
        Picture::Heading(words) => parts::heading(words, 1.5, shades, &mut svg),
        Picture::Large(words) => parts::heading(words, 2.5, shades, &mut svg),
        Picture::Button(button) => parts::button(button, shades, &mut svg),
        Picture::Entry(one) => entry::entry(one, shades, &mut svg),
        Picture::Panel(one) => panel::panel(one, shades, &mut svg),
        Picture::Fact(tile) => fact::fact(tile, shades, &mut svg),
        Picture::Bullet(bullet) => fact::bullet(*bullet, shades, &mut svg),
        Picture::Map(places) => map::map(places, shades, &mut svg),
        Picture::Number(number) => parts::number(*number, shades, &mut svg),
        // It has pixels of its own.
        Picture::Figure(_) => {}
    }
    svg.finished()
}
