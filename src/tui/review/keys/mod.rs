//! Keys -> what changes on the screen, and what is to be done to documents. An input method eats letters, so that every deed has a key of its own
//! beside them: F-keys, digits, Enter, Space, Tab.

mod column;
mod level;
mod list;
mod opening;
mod paper;
mod prompt;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::{
    deed::Deed,
    state::{State, View},
};

impl State {
    /// Takes a key in; what is to be done comes out.
    pub(super) fn key(&mut self, key: KeyEvent) -> Vec<Deed> {
        if key.modifiers.contains(KeyModifiers::CONTROL) {
            self.quit |= matches!(key.code, KeyCode::Char('q' | 'c'));
            return Vec::new();
        }
        if self.prompt.is_some() {
            return self.typed(key.code);
        }
        self.said.clear();
        if key.code == KeyCode::F(1) && !matches!(self.view, View::Help(_)) {
            self.view = View::Help(Box::new(self.view.clone()));
            return Vec::new();
        }
        match self.view.clone() {
            View::Help(before) => self.view = *before,
            View::List => return self.on_list(key.code),
            View::Paper(place) => return self.on_paper(key.code, place),
            View::Level { id, step, top, read, .. } => return self.on_level(key.code, &id, step, top, read),
            View::Column(column) => return self.on_column(key.code, column),
        }
        Vec::new()
    }
}
