//! The field while something is typed: letters and nine-grid digits are composed, all else is text.

use crossterm::event::{KeyCode, KeyEvent};

use super::{Message, State};
use crate::{
    compose::Mode,
    text::VisitorText,
    tui::{
        context::Context,
        effect::Effect,
        widget::{
            keyboard::{Board, Press},
            pinyin_picker::{Choice, Step},
        },
    },
};

/// What a key means while the field has the focus; `plain` is whether it came without Ctrl and Alt. None for keys that mean the same everywhere.
pub(super) fn on_key(state: &State, key: KeyEvent, plain: bool) -> Option<Message> {
    let composing = !state.picker.is_empty();
    let digits = state.picker.mode() == Mode::NineGrid;
    match (key.code, state.board) {
        (KeyCode::Char(_), _) if !plain => None,
        // A number pad has no other keys for these.
        (KeyCode::Char('+' | '='), Some(Board::Figures)) => Some(Message::Pressed(Press::Show(Board::Nine))),
        (KeyCode::Char('-'), Some(Board::Figures)) => Some(Message::Pressed(Press::Delete)),
        (KeyCode::Char(figure @ '0'..='9'), Some(Board::Figures)) => Some(Message::Pressed(Press::Figure(figure))),
        (KeyCode::Char('0'), Some(Board::Nine)) if composing || !state.typed.is_empty() => Some(Message::Pressed(Press::Delete)),
        (KeyCode::Char('0'), Some(Board::Nine)) => Some(Message::Leave),
        (KeyCode::Char(digit @ '1'..='9'), Some(Board::Nine)) => Some(Message::Pressed(Press::Nine(value(digit)))),
        (KeyCode::Char('+' | '='), _) if composing => Some(Message::Stepped(if digits { Step::Next } else { Step::NextPage })),
        (KeyCode::Char('-'), _) if composing => Some(Message::Stepped(if digits { Step::Previous } else { Step::PreviousPage })),
        (KeyCode::Char('.' | '*' | '/' | '+' | '-'), Some(_)) => None,
        (KeyCode::Char('0'), _) if composing => Some(Message::Deleted),
        (KeyCode::Char(digit @ '1'..='9'), _) if composing => Some(Message::Numbered(value(digit))),
        (KeyCode::Char(' '), _) if composing => Some(Message::Taken),
        (KeyCode::Char(c), _) => Some(Message::Typed(c)),
        (KeyCode::Enter, _) if composing && digits => Some(Message::Taken),
        (KeyCode::Enter, _) if composing => Some(Message::TakenForHits),
        (KeyCode::Right, _) if composing => Some(Message::Stepped(Step::Next)),
        (KeyCode::Left, _) if composing => Some(Message::Stepped(Step::Previous)),
        (KeyCode::PageDown, _) if composing => Some(Message::Stepped(Step::NextPage)),
        (KeyCode::PageUp, _) if composing => Some(Message::Stepped(Step::PreviousPage)),
        (KeyCode::Tab, _) if !composing && !state.completions().is_empty() => state.completions().first().cloned().map(Message::Completed),
        (KeyCode::Esc, _) if composing => Some(Message::Dropped),
        (KeyCode::Backspace, _) if !composing && state.typed.is_empty() => Some(Message::Leave),
        (KeyCode::Backspace, _) => Some(Message::Deleted),
        (KeyCode::Enter | KeyCode::Down | KeyCode::PageDown | KeyCode::Tab, _) => Some(Message::ToHits),
        (KeyCode::Esc, _) => Some(Message::Leave),
        _ => None,
    }
}

fn value(digit: char) -> u8 {
    digit.to_digit(10).and_then(|digit| u8::try_from(digit).ok()).unwrap_or(0)
}

impl State {
    /// A character from a real keyboard or an input method.
    pub(super) fn typed(&mut self, c: char) -> Vec<Effect> {
        if c.is_alphabetic() {
            // Somebody has a keyboard: the keys on the screen are in the way.
            self.board = None;
        }
        self.character(c)
    }

    /// Letters are composed; what else is typed is written after what was being composed.
    fn character(&mut self, c: char) -> Vec<Effect> {
        let divides = c == '\'' && !self.picker.is_empty();
        if c.is_ascii_alphabetic() || divides {
            self.compose(c, Mode::Letters);
        } else {
            self.settle();
            self.write(c.encode_utf8(&mut [0; 4]));
        }
        self.changed()
    }

    fn compose(&mut self, key: char, mode: Mode) {
        if !self.picker.is_empty() && self.picker.mode() != mode {
            self.settle();
        }
        self.has_room().then(|| self.picker.push(key, mode));
    }

    /// Ends composing: what was offered first is written; where nothing was offered, the letters themselves.
    pub(super) fn settle(&mut self) {
        while !self.picker.is_empty() {
            let Some(text) = self.picker.take_focused() else {
                let keys = self.picker.abandon();
                if self.picker.mode() == Mode::Letters {
                    self.write(keys.reveal());
                }
                return;
            };
            self.write(text.reveal());
        }
    }

    /// The last key or character deleted.
    pub(super) fn delete(&mut self) -> Vec<Effect> {
        if self.picker.is_empty() {
            self.typed.pop();
        } else {
            self.picker.pop();
        }
        self.changed()
    }

    /// A candidate taken by its number on the page, or by its place among all.
    pub(super) fn take_numbered(&mut self, number: u8, context: &Context) -> Vec<Effect> {
        let room = super::view::candidates_room(context);
        self.written(|state| state.picker.take_numbered(usize::from(number), room))
    }

    pub(super) fn take_focused(&mut self) -> Vec<Effect> {
        self.written(|state| state.picker.take_focused())
    }

    pub(super) fn choose(&mut self, choice: Choice, context: &Context) -> Vec<Effect> {
        match choice {
            Choice::Take(index) => self.written(|state| state.picker.take(index)),
            Choice::More => {
                self.picker.step(Step::NextPage, super::view::candidates_room(context));
                Vec::new()
            }
        }
    }

    fn written(&mut self, take: impl FnOnce(&mut Self) -> Option<VisitorText>) -> Vec<Effect> {
        match take(self) {
            Some(text) => {
                self.write(text.reveal());
                self.changed()
            }
            None => Vec::new(),
        }
    }

    /// Without the keys on the screen the hits are what is looked at.
    pub(super) fn close_board(&mut self) {
        self.board = None;
        if self.found.is_some() {
            self.mode = super::Mode::Hits;
        }
    }

    /// A key on the screen, or of a number pad.
    pub(super) fn pressed(&mut self, press: Press) -> Vec<Effect> {
        match press {
            Press::Nine(1) if self.picker.is_empty() => {
                self.board = Some(Board::Figures);
                Vec::new()
            }
            Press::Nine(digit) => {
                self.compose(char::from_digit(u32::from(digit), 10).unwrap_or('1'), Mode::NineGrid);
                self.changed()
            }
            Press::Letter(letter) => self.character(letter),
            Press::Figure(figure) => self.character(figure),
            Press::Delete => self.delete(),
            Press::Clear => {
                self.clear();
                self.changed()
            }
            Press::Show(board) => {
                self.board = Some(board);
                Vec::new()
            }
            Press::Close => {
                self.close_board();
                Vec::new()
            }
        }
    }
}
