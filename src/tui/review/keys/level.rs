//! Keys while a document is read for a review.

use crossterm::event::KeyCode;

use crate::{
    editing::Item,
    review::Step,
    tui::review::{
        deed::Deed,
        state::{Asks, Place, State, View, lines},
        view,
    },
};

impl State {
    /// The reviews that one person passes with one reading: both of a level, or both checks, as far as they are not passed.
    pub(in crate::tui::review) fn together(&self, item: &Item, step: Step) -> Vec<Step> {
        let state = &item.reviewed.state;
        self.wanted.iter().copied().filter(|other| *other == step || (other.level() == step.level() && !state.holds(*other))).collect()
    }

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
            KeyCode::F(6 | 8) | KeyCode::Char('6' | '8') if !read => "还没有看到最后一行".clone_into(&mut self.said),
            KeyCode::F(8) | KeyCode::Char('8') => {
                deeds.extend(self.together(item, step).into_iter().map(|step| Deed::Pass(id.to_owned(), step)));
            }
            KeyCode::F(6) | KeyCode::Char('6') => deeds.push(Deed::Pass(id.to_owned(), step)),
            KeyCode::F(9) | KeyCode::Char('9') => self.ask(Asks::Return(id.to_owned(), step), String::new()),
            KeyCode::F(7) | KeyCode::Char('7') => self.ask(Asks::Read, String::new()),
            KeyCode::F(3) => deeds.push(Deed::Original(id.to_owned())),
            KeyCode::F(2) => {
                self.view = View::Paper(Place { id: id.to_owned(), at: 0, top: 0 });
                return Vec::new();
            }
            KeyCode::Backspace => deeds.push(self.undo_here(id)),
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
