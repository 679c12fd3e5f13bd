//! Keys and events of the page of hiding, and what they change.

use crossterm::event::{KeyCode, KeyEvent};

use super::{
    message::{Message, Wish},
    state::{State, Step},
    view::{capacity, room},
};
use crate::{
    search::{Care, Query},
    tui::{
        context::Context,
        effect::Effect,
        field::{self, Change},
        screen::Move,
        widget::entries::Cursor,
    },
};

/// Hits asked for: who does not find it among these types another word.
const LIMIT: usize = 36;

/// The message of a key; none for keys that mean the same everywhere.
pub(in crate::tui) fn on_key(state: &State, key: KeyEvent) -> Option<Message> {
    match (&state.step, key.code) {
        (Step::Field, code) => match field::on_key(&state.field, key) {
            Some(message) => Some(Message::Field(message)),
            None => matches!(code, KeyCode::Down | KeyCode::PageDown | KeyCode::Tab).then_some(Message::ToList),
        },
        (Step::List, KeyCode::Up) if state.cursor == Cursor::default() => Some(Message::ToField),
        (Step::List, KeyCode::Esc | KeyCode::Backspace | KeyCode::Char('0')) => Some(Message::ToField),
        (Step::Asking(_) | Step::Done(_), KeyCode::Esc | KeyCode::Backspace | KeyCode::Char('0')) => Some(Message::Back),
        _ => None,
    }
}

impl State {
    /// Whether there are pages before and after the one that is seen.
    pub(in crate::tui) fn pages(&self, context: &Context) -> (bool, bool) {
        let listed = self.step == Step::List;
        (listed && self.cursor.top > 0, listed && self.cursor.top + capacity(self, context) < self.wishes().len())
    }
}

/// Takes a message in; the effects that it asks for.
pub(in crate::tui) fn update(state: &mut State, message: Message, context: &Context) -> Vec<Effect> {
    match message {
        Message::Field(field::Message::BoardToggled | field::Message::Touched) if state.step != Step::Field => {
            state.field.open_board();
            state.look_at_field()
        }
        Message::Field(message) => typed(state, message, context),
        Message::ToList => {
            state.look_at_list();
            Vec::new()
        }
        Message::ToField => state.look_at_field(),
        Message::Chosen(wish) => {
            state.step = Step::Asking(wish);
            Vec::new()
        }
        Message::Agreed => match std::mem::replace(&mut state.step, Step::Working) {
            Step::Asking(Wish::Hide(card)) => vec![Effect::Hide(card.id.clone())],
            Step::Asking(Wish::Show(hidden)) => vec![Effect::ShowAgain(hidden.id)],
            step => {
                state.step = step;
                Vec::new()
            }
        },
        Message::Found(found) => {
            state.found = found.hits.into_iter().map(|hit| hit.card).collect();
            Vec::new()
        }
        Message::Listed(hidden) => {
            state.hidden = hidden;
            Vec::new()
        }
        Message::Done(done) => {
            state.step = Step::Done(done);
            state.field.clear();
            state.found.clear();
            Vec::new()
        }
        Message::Back => match state.step {
            Step::Field => vec![Effect::Back],
            Step::List => state.look_at_field(),
            Step::Asking(_) => {
                state.step = Step::List;
                Vec::new()
            }
            Step::Working => Vec::new(),
            Step::Done(_) => {
                state.cursor = Cursor::default();
                state.step = Step::Field;
                vec![Effect::Hidden]
            }
        },
        Message::Move(step) => {
            moved(state, step, context);
            Vec::new()
        }
    }
}

impl State {
    fn look_at_list(&mut self) {
        if !self.wishes().is_empty() {
            self.step = Step::List;
            self.cursor = Cursor::default();
        }
    }

    fn look_at_field(&mut self) -> Vec<Effect> {
        self.step = Step::Field;
        self.field.awaited().map(Effect::Compose).into_iter().collect()
    }
}

/// Hands a message to the field, and does what follows of it.
fn typed(state: &mut State, message: field::Message, context: &Context) -> Vec<Effect> {
    state.step = Step::Field;
    match field::update(&mut state.field, message, room(context)) {
        Change::Words => asked(state),
        Change::LastWords => {
            let effects = asked(state);
            state.step = Step::List;
            effects
        }
        Change::Meaning if state.field.composes_digits() => asked(state),
        Change::Done | Change::Closed => {
            state.look_at_list();
            Vec::new()
        }
        Change::Leave => vec![Effect::Back],
        Change::None | Change::Meaning => Vec::new(),
    }
}

/// Asks for what answers the words as they are now.
fn asked(state: &mut State) -> Vec<Effect> {
    state.cursor = Cursor::default();
    // What came already is not asked for again: it would come, and be asked for, for ever.
    let mut effects: Vec<Effect> = state.field.awaited().map(Effect::Compose).into_iter().collect();
    if state.field.text().is_blank() {
        state.found.clear();
    } else {
        let query = Query { text: state.field.text(), care: Care::Quick, ended: true, limit: LIMIT, ..Query::default() };
        effects.push(Effect::FindToHide(query));
    }
    effects
}

fn moved(state: &mut State, step: Move, context: &Context) {
    if state.step == Step::Field && matches!(step, Move::Down | Move::PageDown) {
        state.look_at_list();
        return;
    }
    let (fit, entries) = (capacity(state, context), state.wishes().len());
    if state.step == Step::List {
        match step {
            Move::Up => state.cursor.up(fit),
            Move::Down => state.cursor.down(fit, entries),
            Move::PageUp => state.cursor.page_up(fit),
            Move::PageDown => state.cursor.page_down(fit, entries),
        }
    }
}
