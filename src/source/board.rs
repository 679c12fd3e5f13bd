//! `boards/*.toml`: one page of doors.

use crate::policy::Board;

use super::{
    doors::{self, Room},
    entry::Context,
    fault::Faults,
    pages::{Page, Placed, page_id},
    toml_fields,
};

/// Columns of the title of a page, or of a door in a list, on a screen with large text.
pub(super) const LIST_TITLE: usize = 44;
/// Columns of the line below it on a standard screen.
pub(super) const LIST_ABOUT: usize = 88;

/// The room that a board has. The home screen has two doors beside each other, each with its line; the screen that waits for visitors has all of
/// them beside each other.
fn room(id: &str) -> Room {
    match id {
        Board::HOME => Room { doors: Some(Board::HOME_DOORS), title: 12, about: 32 },
        Board::ATTRACT => Room { doors: Some(Board::ATTRACT_DOORS), title: 10, about: 26 },
        _ => Room { doors: None, title: LIST_TITLE, about: LIST_ABOUT },
    }
}

/// Reads the board in the file at `path`.
pub(super) fn read(path: &str, text: &str, context: &Context<'_>, faults: &mut Faults) -> Option<Placed> {
    let id = page_id(path, faults)?;
    let mut fields = toml_fields::fields(text, 1, faults);
    let line = fields.line_of("title");
    let title = doors::title(&mut fields, LIST_TITLE, faults);
    let before = faults.errors();
    let doors = doors::doors(&mut fields, room(id.as_str()), context, faults);
    if doors.list.is_empty() && faults.errors() == before {
        faults.error(fields.line, "这个版面一项也没有", "请补上几项，每项以单独一行 [[doors]] 开头。");
    }
    fields.finish(faults);
    let board = Board { id, title: title?, doors: doors.list };
    Some(Placed { page: Page::Board(board), line, leads: doors.lines, bodies: doors.bodies })
}
