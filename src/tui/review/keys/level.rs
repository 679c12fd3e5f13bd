//! Keys while a document is read for a review.

use crossterm::event::KeyCode;

use crate::{
    review::Step,
    tui::review::{
        deed::Deed,
        state::{Asks, Place, State, View, lines},
        view,
    },
};

impl State {
    pub(super) fn on_level(&mut self, code: KeyCode, id: &str, step: Step, mut top: usize, read: bool) -> Vec<Deed> {
        let Some(item) = self.item(id) else { return Vec::new() };
        let (width, rows) = view::level_room(self.grid, item);
        let last = lines(item, width).len().saturating_sub(rows);
        let mut deeds = Vec::new();
        match code {
            KeyCode::Down => top = (top + 1).min(last),
            KeyCode::Up => top = top.saturating_sub(1),
            KeyCode::PageDown | KeyCode::Char(' ') | KeyCode::Enter => top = (top + rows.saturating_sub(1)).min(last),
            KeyCode::PageUp => top = top.saturating_sub(rows.saturating_sub(1)),
            KeyCode::Home => top = 0,
            KeyCode::End => top = last,
            KeyCode::F(8) | KeyCode::Char('8') if read => deeds.push(Deed::Pass(id.to_owned(), step)),
            KeyCode::F(8) | KeyCode::Char('8') => "还没有看到最后一行".clone_into(&mut self.said),
            KeyCode::F(9) | KeyCode::Char('9') => self.ask(Asks::Return(id.to_owned(), step), String::new()),
            KeyCode::F(7) | KeyCode::Char('7') => self.ask(Asks::Read, String::new()),
            KeyCode::F(3) => deeds.push(Deed::Original(id.to_owned())),
            KeyCode::F(2) => {
                self.view = View::Paper(Place { id: id.to_owned(), at: 0, top: 0 });
                return Vec::new();
            }
            KeyCode::Backspace => deeds.push(Deed::Undo(id.to_owned())),
            KeyCode::Esc | KeyCode::F(10) => {
                self.view = View::List;
                self.settle();
                return Vec::new();
            }
            _ => {}
        }
        if let View::Level { top: now, .. } = &mut self.view {
            *now = top;
        }
        self.seen();
        deeds
    }
}
