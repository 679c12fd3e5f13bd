//! What keys mean at the door and behind it, and what a message changes.

use crossterm::event::{KeyCode, KeyEvent};

use super::{
    message::Message,
    state::{State, closed},
};
use crate::tui::{
    effect::{Effect, Route},
    field::{self, Change},
};

/// What a key means at the door.
pub(in crate::tui) fn on_key(state: &State, key: KeyEvent) -> Option<Message> {
    match state {
        State::Door { field, .. } => field::on_key(field, key).map(Message::Field),
        State::Inside => (key.code == KeyCode::Esc).then_some(Message::Leave),
    }
}

/// What a message changes and asks for.
pub(in crate::tui) fn update(state: &mut State, message: Message) -> Vec<Effect> {
    match (state, message) {
        (State::Door { field, wrong, checking }, Message::Field(message)) => match (field::update(field, message, 0), *checking) {
            (Change::Leave, _) => vec![Effect::Back],
            // While one PIN is being checked no other is heard.
            (_, true) => {
                field.clear();
                Vec::new()
            }
            (Change::Words, false) => {
                *wrong = false;
                Vec::new()
            }
            (Change::Done, false) if !field.is_empty() => {
                *checking = true;
                vec![Effect::CheckPin(field.taken())]
            }
            _ => Vec::new(),
        },
        (state @ State::Door { .. }, Message::Checked(right)) => {
            *state = if right { State::Inside } else { closed(true) };
            Vec::new()
        }
        (State::Inside, Message::Quit) => vec![Effect::Quit],
        (State::Inside, Message::Counter) => vec![Effect::Go(Route::Counter(None))],
        (State::Inside, Message::Hide) => vec![Effect::Go(Route::Hide)],
        (State::Inside, Message::Exchange(purpose)) => vec![Effect::Go(Route::Exchange(purpose))],
        (_, Message::Leave) => vec![Effect::Back],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::{super::state::opened, *};

    #[test]
    fn a_wrong_pin_stays_at_the_door_and_is_forgotten() {
        let mut state = opened();
        for digit in "1234".chars() {
            update(&mut state, Message::Field(field::Message::Typed(digit)));
        }
        let effects = update(&mut state, Message::Field(field::Message::Done));
        assert_eq!(effects, [Effect::CheckPin("1234".into())]);
        assert_eq!(update(&mut state, Message::Quit), []);
        update(&mut state, Message::Checked(false));
        assert_eq!(state, closed(true));
        update(&mut state, Message::Checked(true));
        assert_eq!(update(&mut state, Message::Quit), [Effect::Quit]);
    }
}
