//! Pictures made of cells, and the same pictures to the pixel where the terminal shows them: one call, one place, the same words.

mod doors;
mod map;
mod parts;
mod tile;

use ratatui::layout::Rect;

use crate::tui::{canvas::Canvas, picture::Picture};

pub(in crate::tui) use doors::{of_fact, of_kind, sign};

/// Draws a picture in cells, and lets it be painted over them.
pub(in crate::tui) fn view<M>(canvas: &mut Canvas<'_, M>, area: Rect, picture: Picture) {
    if area.is_empty() {
        return;
    }
    match &picture {
        Picture::Question(lines) => parts::question(canvas, area, lines),
        Picture::Field(field) => parts::field(canvas, area, field),
        Picture::Tile(door) => tile::tile(canvas, area, door),
        Picture::Notice(notice) => parts::notice(canvas, area, notice),
        Picture::Chip(chip) => parts::chip(canvas, area, chip),
        Picture::Heading(words) | Picture::Large(words) => parts::heading(canvas, area, words),
        Picture::Button(button) => parts::button(canvas, area, button),
        Picture::Map(places) => map::map(canvas, area, places),
        Picture::Number(number) => parts::number(canvas, area, *number),
        Picture::Frame(part, _) => parts::frame(canvas, area, *part),
        // In cells the words that stand there, or beside it, are enough; and who opens a picture sees pictures.
        Picture::Figure(_) | Picture::Fact(_) | Picture::Bullet(_) | Picture::Entry(_) | Picture::Panel(_) => {}
    }
    // What has one row is as large as its letters already.
    if !matches!(picture, Picture::Field(_) | Picture::Number(_)) || area.height > 1 {
        canvas.paint(area, picture);
    }
}
