//! Pictures made of cells, and the same pictures to the pixel where the terminal shows them: one call, one place, the same words.

mod doors;
mod map;
mod parts;
mod tile;

use ratatui::layout::Rect;

use crate::tui::{
    canvas::Canvas,
    picture::{Frame, Picture, Side},
};

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
        Picture::Frame(part) => parts::frame(canvas, area, *part),
        // In cells the words that stand there, or beside it, are enough; and who opens a picture sees pictures.
        Picture::Figure(_) | Picture::Fact(_) | Picture::Bullet(_) | Picture::Key(_) | Picture::Entry(_) | Picture::Panel(_) => {}
    }
    // What has one row is as large as its letters already.
    if !matches!(picture, Picture::Number(_)) || area.height > 1 {
        canvas.paint(area, picture);
    }
}

/// Draws what stands around a field: a row above it, one below, and its ends, of so many columns; gives what is between, on the ground of a card.
pub(in crate::tui) fn frame<M>(canvas: &mut Canvas<'_, M>, area: Rect, (left, right): (u16, u16), is: (bool, bool)) -> Rect {
    let (focused, is_pill) = is;
    canvas.fill(area, canvas.theme.card);
    let rows = Rect { y: area.y + 1, height: area.height.saturating_sub(2), ..area };
    let sides = [
        (Side::Above, Rect { height: 1, ..area }),
        (Side::Below, Rect { y: rows.bottom(), height: 1, ..area }),
        (Side::Left, Rect { width: left, ..rows }),
        (Side::Right, Rect { x: area.right().saturating_sub(right), width: right, ..rows }),
    ];
    for (side, place) in sides {
        view(canvas, place, Picture::Frame(Frame { side, focused, is_pill }));
    }
    Rect { x: area.x + left, width: area.width.saturating_sub(left + right), ..rows }
}
