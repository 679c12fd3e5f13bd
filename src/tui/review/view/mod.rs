//! The screen of reviews drawn: on every page the name of the place above, what can be done below, and nothing that can be decided hidden between.

mod column;
mod frame;
mod level;
mod list;
mod over;
mod paper;

use ratatui::layout::Rect;

use super::state::{State, View};
use crate::{text::wrap, tui::canvas::Canvas};

pub(super) use frame::{column_rows, list_rows, paper_end, paper_rows, paper_width};
pub(super) use level::level_room;

use frame::SMALLEST;

/// Lines that a word at the foot takes.
const MOST_SAID: u16 = 4;

/// Draws what is there.
pub(super) fn view(state: &State, canvas: &mut Canvas<'_, ()>) {
    let area = Rect::new(0, 0, state.grid.width, state.grid.height);
    let theme = *canvas.theme;
    canvas.fill(area, theme.text);
    if state.grid.width < SMALLEST.width || state.grid.height < SMALLEST.height {
        canvas.centered(area, area.height / 2, "窗口太小了，请放大到 80 列 24 行以上", theme.strong);
        return;
    }
    match &state.view {
        View::List => list::view(state, canvas),
        View::Paper(place) => paper::view(state, place, canvas),
        View::Level { id, step, top, read, changed } => {
            if let Some(item) = state.item(id) {
                level::view(state, &level::Reading { item, step: *step, top: *top, read: *read, changed }, canvas);
            }
        }
        View::Column(column) => column::view(state, column, canvas),
        View::Help(_) => over::help(state, canvas),
    }
    if let Some(prompt) = &state.prompt {
        over::ask(state, prompt, canvas);
    } else if !state.said.is_empty() {
        // What to do stands at the end of what is said: all of it is shown.
        let pieces = wrap(&state.said, usize::from(area.width - 4), 0);
        let height = u16::try_from(pieces.len()).unwrap_or(MOST_SAID).clamp(1, MOST_SAID);
        let y = area.height - 1 - height;
        canvas.fill(Rect { y: y - 1, height: height + 1, ..area }, theme.text);
        canvas.rule(area, y - 1);
        for (row, piece) in (y..y + height).zip(&pieces) {
            canvas.text(2, row, area.width - 4, &piece.text, theme.caution);
        }
    }
}
