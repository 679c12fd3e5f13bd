//! What a key means while a field has the focus.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::{
    board::{Board, Press},
    kind::FieldKind,
    message::Message,
    picker::Step,
    state::State,
};
use crate::compose::Mode;

/// What a key means to the field; none for keys that mean the same everywhere.
pub(in crate::tui) fn on_key(state: &State, key: KeyEvent) -> Option<Message> {
    let plain = !key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
    match (state.kind, key.code) {
        (_, KeyCode::Char(_)) if !plain => None,
        (FieldKind::Chinese, _) => composing(state, key.code),
        // A number pad has no other key for it.
        (FieldKind::Figures, KeyCode::Char('-')) => Some(Message::Deleted),
        // The dash is text here, and no number of a receipt begins with 0.
        (FieldKind::Code, KeyCode::Char('+')) => Some(Message::Deleted),
        (FieldKind::Code, KeyCode::Char('0')) if state.is_empty() => Some(Message::Leave),
        // Nobody who has but a number pad has letters: what stands behind the @ is chosen.
        (FieldKind::Free, KeyCode::Char('-')) if state.takes_pad() && state.is_empty() => Some(Message::Leave),
        (FieldKind::Free, KeyCode::Char('-')) if state.takes_pad() => Some(Message::Deleted),
        (FieldKind::Free, KeyCode::Char('+')) if state.takes_pad() && !state.is_empty() => Some(Message::Pressed(Press::Domain)),
        (FieldKind::Figures | FieldKind::Secret | FieldKind::Code, KeyCode::Char(c)) if !state.kind.takes(c) => None,
        (FieldKind::Figures | FieldKind::Secret | FieldKind::Code | FieldKind::Free, KeyCode::Char(c)) => Some(Message::Typed(c)),
        _ => editing(state, key.code),
    }
}

/// Keys of a field in which letters and nine-grid digits are composed and all else is text.
fn composing(state: &State, code: KeyCode) -> Option<Message> {
    let composes = state.composes();
    let digits = state.picker.mode() == Mode::NineGrid;
    match (code, state.board) {
        // A number pad has no other keys for these.
        (KeyCode::Char('+' | '='), Some(Board::Figures)) => Some(Message::Pressed(Press::Show(Board::Nine))),
        (KeyCode::Char('-'), Some(Board::Figures)) => Some(Message::Pressed(Press::Delete)),
        // The zero of 2005 leaves nothing that could be deleted by the next one, and is no wish to go.
        (KeyCode::Char('0'), Some(Board::Nine)) if state.is_empty() && !state.may_be_a_year() => Some(Message::Leave),
        (KeyCode::Char(digit @ '0'..='9'), Some(Board::Nine | Board::Figures)) => Some(Message::Digit(digit)),
        (KeyCode::Char('+' | '='), _) if composes => Some(Message::Stepped(if digits { Step::Next } else { Step::NextPage })),
        (KeyCode::Char('-'), _) if composes => Some(Message::Stepped(if digits { Step::Previous } else { Step::PreviousPage })),
        (KeyCode::Char('.' | '*' | '/' | '+' | '-'), Some(_)) => None,
        (KeyCode::Char('0'), _) if composes => Some(Message::Deleted),
        (KeyCode::Char(digit @ '1'..='9'), _) if composes => Some(Message::Numbered(value(digit))),
        (KeyCode::Char(' '), _) if composes => Some(Message::Taken),
        (KeyCode::Char(c), _) => Some(Message::Typed(c)),
        (KeyCode::Enter, _) if composes && digits => Some(Message::Taken),
        (KeyCode::Enter, _) if composes => Some(Message::Entered),
        (KeyCode::Right, _) if composes => Some(Message::Stepped(Step::Next)),
        (KeyCode::Left, _) if composes => Some(Message::Stepped(Step::Previous)),
        (KeyCode::PageDown, _) if composes => Some(Message::Stepped(Step::NextPage)),
        (KeyCode::PageUp, _) if composes => Some(Message::Stepped(Step::PreviousPage)),
        (KeyCode::Esc, _) if composes => Some(Message::Dropped),
        _ => editing(state, code),
    }
}

/// Keys that edit whatever stands there.
fn editing(state: &State, code: KeyCode) -> Option<Message> {
    match code {
        KeyCode::Backspace if state.is_empty() => Some(Message::Leave),
        KeyCode::Backspace => Some(Message::Deleted),
        KeyCode::Enter => Some(Message::Done),
        KeyCode::Esc => Some(Message::Leave),
        _ => None,
    }
}

fn value(digit: char) -> u8 {
    digit.to_digit(10).and_then(|digit| u8::try_from(digit).ok()).unwrap_or(0)
}

impl State {
    /// True while 0 leads back: for whoever has but a number pad, where nothing is left to delete.
    pub(in crate::tui) fn is_left_by_zero(&self) -> bool {
        on_key(self, KeyEvent::from(KeyCode::Char('0'))) == Some(Message::Leave)
    }

    /// Keeps a key that would choose among candidates that are not here yet, and with it all that come after; tells whether it was kept.
    pub(in crate::tui) fn hold(&mut self, key: KeyEvent) -> bool {
        let waits = self.picker.is_waiting() && (!self.early.is_empty() || on_key(self, key).is_some_and(|message| message.chooses()));
        if waits {
            self.early.push(key);
        }
        waits
    }
}
