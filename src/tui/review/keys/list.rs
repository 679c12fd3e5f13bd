//! Keys among all documents.

use crossterm::event::KeyCode;

use crate::{
    editing::{Item, Stage},
    tui::review::{
        deed::Deed,
        state::{Asks, State},
        view,
    },
};

impl State {
    pub(super) fn on_list(&mut self, code: KeyCode) -> Vec<Deed> {
        let (count, page) = (self.listed().len(), view::list_rows(self.grid));
        match code {
            KeyCode::Up => self.at = self.at.saturating_sub(1),
            KeyCode::Down => self.at = (self.at + 1).min(count.saturating_sub(1)),
            KeyCode::PageUp => self.at = self.at.saturating_sub(page),
            KeyCode::PageDown => self.at = (self.at + page).min(count.saturating_sub(1)),
            KeyCode::Home => self.at = 0,
            KeyCode::End => self.at = count.saturating_sub(1),
            KeyCode::Left | KeyCode::Right | KeyCode::Tab | KeyCode::BackTab => self.turn(matches!(code, KeyCode::Right | KeyCode::Tab)),
            KeyCode::Char(' ') | KeyCode::F(7) => self.pick(),
            KeyCode::Char('*') | KeyCode::F(8) => self.pick_all(),
            KeyCode::Enter => {
                if let Some(id) = self.current().map(|item| item.id.clone()) {
                    self.open(&id);
                }
            }
            KeyCode::F(4) | KeyCode::Char('4') => self.column(),
            KeyCode::F(6) | KeyCode::Char('6') => self.next_trouble(),
            KeyCode::Char('/') | KeyCode::F(5) => self.ask(Asks::Query, self.query.clone()),
            KeyCode::Backspace => {
                return self.undo();
            }
            KeyCode::Esc if !self.query.is_empty() => self.query.clear(),
            KeyCode::Esc if !self.picked.is_empty() => self.picked.clear(),
            KeyCode::F(10) | KeyCode::Char('q') => self.quit = true,
            _ => {}
        }
        self.settle();
        Vec::new()
    }

    /// Another stage is listed.
    pub(super) fn turn(&mut self, on: bool) {
        let tabs = self.tabs();
        let now = tabs.iter().position(|(stage, _)| *stage == self.tab).unwrap_or(0);
        let next = if on { (now + 1) % tabs.len() } else { (now + tabs.len() - 1) % tabs.len() };
        self.tab = tabs.get(next).and_then(|(stage, _)| *stage);
        (self.at, self.top) = (0, 0);
    }

    pub(super) fn pick(&mut self) {
        let Some(id) = self.current().map(|item| item.id.clone()) else { return };
        if !self.picked.remove(&id) {
            self.picked.insert(id);
        }
        self.at += 1;
    }

    /// All that are listed, or none of them.
    pub(super) fn pick_all(&mut self) {
        let ids: Vec<String> = self.listed().iter().map(|item| item.id.clone()).collect();
        if ids.iter().all(|id| self.picked.contains(id)) {
            self.picked.retain(|id| !ids.contains(id));
        } else {
            self.picked.extend(ids);
        }
    }

    pub(super) fn next_trouble(&mut self) {
        let listed = self.listed();
        let is_trouble = |item: &&Item| matches!(item.stage, Stage::Open | Stage::Confirm) && !item.questions.is_empty();
        let behind = listed.iter().enumerate().skip(self.at + 1).find(|(_, item)| is_trouble(item)).map(|(at, _)| at);
        let next = behind.or_else(|| listed.iter().position(is_trouble));
        match next {
            Some(at) => self.at = at,
            None => "没有有问题的了".clone_into(&mut self.said),
        }
    }

    /// Keeps the arrows on a document that is listed, and the document on the screen.
    pub(in crate::tui::review) fn settle(&mut self) {
        let (count, page) = (self.listed().len(), view::list_rows(self.grid));
        self.at = self.at.min(count.saturating_sub(1));
        self.top = self.top.min(self.at).max((self.at + 1).saturating_sub(page));
    }

    /// What was done last is taken back, though the next document is open by now; where nothing was done yet, the last thing of this one.
    pub(super) fn undo_here(&mut self, id: &str) -> Deed {
        Deed::Undo(self.trail.pop().unwrap_or_else(|| id.to_owned()))
    }

    pub(super) fn undo(&mut self) -> Vec<Deed> {
        match self.trail.pop() {
            Some(id) => vec![Deed::Undo(id)],
            None => {
                self.said = "这次打开以后还没有做过什么；打开一份文件再按退格，撤销自己以前对它做的".to_owned();
                Vec::new()
            }
        }
    }
}
