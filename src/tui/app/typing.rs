//! What is typed: it is for the field that has the focus, on whatever screen.

use crossterm::event::KeyEvent;

use crate::text::VisitorText;

use super::{
    super::{
        effect::{Effect, Route},
        field,
        screen::{hide, reading, request, search, staff},
        session::Screen,
    },
    App, Message, Outcome,
};

impl App {
    /// Hands a message to the field of the screen that is shown; it gets lost where there is none.
    pub(super) fn tell_field(&mut self, message: field::Message) -> Outcome {
        let message = match self.session.screen {
            Screen::Search(_) => Message::Search(search::Message::Field(message)),
            Screen::Reading(_) => Message::Reading(Box::new(reading::Message::Field(message))),
            Screen::Staff(_) => Message::Staff(staff::Message::Field(message)),
            Screen::Hide(_) => Message::Hide(Box::new(hide::Message::Field(message))),
            Screen::Request(_) => Message::Request(Box::new(request::Message::Field(message))),
            _ => return Outcome::default(),
        };
        self.dispatch(message)
    }

    /// True for a key that has to wait for candidates, or for keys that wait for them: the field keeps it.
    pub(super) fn is_early(&mut self, key: KeyEvent) -> bool {
        if let Screen::Request(state) = &mut self.session.screen
            && state.hold(key)
        {
            return true;
        }
        self.session.screen.field_mut().is_some_and(|field| field.hold(key))
    }

    /// Candidates have come: the keys that waited for them act, up to the next that has to wait again. Once the field is left, what remains
    /// would choose among things that nobody has seen, and is dropped.
    pub(super) fn catch_up(&mut self, mut outcome: Outcome) -> Outcome {
        let Some(early) = self.session.screen.field_mut().map(field::State::released) else { return outcome };
        for key in early.keys() {
            if self.session.screen.field().is_none() {
                break;
            }
            outcome = outcome.and(self.key(key));
        }
        outcome
    }

    /// A form may be begun, or not: what was pressed meanwhile is for the page that came.
    pub(super) fn catch_up_form(&mut self, mut outcome: Outcome) -> Outcome {
        let Screen::Request(state) = &mut self.session.screen else { return outcome };
        for key in state.released() {
            outcome = outcome.and(self.key(key));
        }
        outcome
    }

    /// Typing where there is no field searches.
    pub(super) fn begin_search(&mut self, typed: VisitorText) -> Outcome {
        match self.session.screen {
            Screen::Staff(_) | Screen::Exchange(_) | Screen::Hide(_) | Screen::Counter(_) | Screen::Maintenance => Outcome::default(),
            // Whoever fills in a form is not led away from it by a letter.
            Screen::Request(ref state) if state.begun().is_some() || state.is_at_window() => Outcome::default(),
            _ => self.apply(vec![Effect::Go(Route::Search { typed, pad: false })]),
        }
    }

    /// Several characters at once, as an input method or a scanner sends them.
    pub(super) fn paste(&mut self, text: VisitorText) -> Outcome {
        self.last_input = self.now;
        match &self.session.screen {
            // The hits of a search have no field, and yet it is what is searched for.
            Screen::Search(_) => self.tell_field(field::Message::Pasted(text)),
            Screen::Request(state) if state.field().is_none() && state.begun().is_some() => Outcome::default(),
            screen if screen.field().is_some() => self.tell_field(field::Message::Pasted(text)),
            Screen::Attract(_) => {
                self.session.home();
                self.begin_search(text)
            }
            _ => self.begin_search(text),
        }
    }
}
