//! Keys and events of the window, and what they change.

use crossterm::event::{KeyCode, KeyEvent};

use super::{
    message::{Message, Place},
    state::{Page, State},
    view::{capacity, entries, sheet},
};
use crate::tui::{
    context::Context,
    effect::{Effect, Printing, Route},
    screen::Move,
    widget::entries::Cursor,
};

/// The message of a key; none for keys that mean the same everywhere.
pub(in crate::tui) fn on_key(key: KeyEvent) -> Option<Message> {
    matches!(key.code, KeyCode::Esc | KeyCode::Backspace | KeyCode::Char('0')).then_some(Message::Back)
}

impl State {
    /// Whether there are pages before and after the one that is seen.
    pub(in crate::tui) fn pages(&self, context: &Context) -> (bool, bool) {
        let after = || self.cursor.top + capacity(self, context) < entries(self);
        (self.is_list() && self.cursor.top > 0, self.is_list() && after())
    }
}

/// Takes a message in; the effects that it asks for.
pub(in crate::tui) fn update(state: &mut State, message: Message, context: &Context) -> Vec<Effect> {
    state.printing = None;
    match message {
        Message::Print => {
            let Some(sheet) = sheet(state, context) else { return Vec::new() };
            state.printing = Some(Printing::Going);
            return vec![Effect::Print(Box::new(sheet))];
        }
        Message::Printed(printing) => state.printing = Some(printing),
        Message::Go(place) => {
            state.cursor = Cursor::default();
            state.page = match place {
                Place::Applications => Page::Applications,
                Place::Due => Page::Due,
                Place::Handover => Page::Handover,
                Place::Replies => Page::Replies,
            };
        }
        Message::WriteDownFor => return vec![Effect::Go(Route::WriteDownFor)],
        Message::Chosen(receipt) => state.page = Page::One(receipt),
        Message::Reply(at) => state.page = Page::Reply(at),
        Message::HandedIn => {
            if let Page::One(receipt) = &state.page {
                state.page = Page::Asking(receipt.clone());
            }
        }
        Message::Agreed => {
            if let Page::Asking(receipt) = &state.page {
                let receipt = receipt.clone();
                state.page = Page::Working(receipt.clone());
                return vec![Effect::Receive(receipt)];
            }
        }
        Message::Listed(left) => {
            state.left = Some(left);
            if let Page::Working(receipt) = &state.page {
                state.page = Page::One(receipt.clone());
            }
        }
        Message::Back => match &state.page {
            Page::First => return vec![Effect::Back],
            Page::One(_) => state.page = Page::Applications,
            Page::Asking(receipt) => state.page = Page::One(receipt.clone()),
            Page::Working(_) => {}
            Page::Reply(_) => state.page = Page::Replies,
            Page::Applications | Page::Due | Page::Handover | Page::Replies => state.page = Page::First,
        },
        Message::Move(step) => {
            let (fit, count) = (capacity(state, context), entries(state));
            match step {
                _ if !state.is_list() => {}
                Move::Up => state.cursor.up(fit),
                Move::Down => state.cursor.down(fit, count),
                Move::PageUp => state.cursor.page_up(fit),
                Move::PageDown => state.cursor.page_down(fit, count),
            }
        }
    }
    Vec::new()
}
