//! Keys, touches and swipes: what each means on the screen that is shown.

use std::time::Instant;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use crate::{audit::Leaving, text::VisitorText};

use super::{
    super::{
        canvas::{beside, chosen, focused, touched},
        effect::{Effect, Route},
        field::{self, Step},
        frame::Action,
        screen::{Move, attract, counter, exchange, figure, help, hide, home, leaflet, list, reading, request, search, staff},
        session::Screen,
    },
    App, Message, Outcome,
};

/// Two touches nearer together than this are one finger that trembled.
const DEBOUNCE_MILLIS: u128 = 250;
/// How long after 0 led back it does not open anything at home.
const REST_MILLIS: u128 = 1500;
/// Lines a notch of the wheel, or a cell of a swipe, scrolls.
const WHEEL_LINES: usize = 2;

impl App {
    /// A key, a touch, a resize.
    pub(in crate::tui) fn event(&mut self, event: &Event, now: Instant) -> Outcome {
        self.now = now;
        let stirs = Self::stirs(event);
        if stirs && std::mem::take(&mut self.context.dark) {
            // Whoever sees nothing chooses nothing: the first key only brings the screen back, and what is read is read on.
            self.last_input = now;
            self.seen();
            return Outcome::default();
        }
        let hushed = stirs.then(|| self.hush()).flatten();
        self.stir();
        let outcome = self.handle(event);
        let outcome = Outcome { speech: outcome.speech.clone().or(hushed), ..outcome };
        self.mind_the_door(outcome, Leaving::Closed)
    }

    fn handle(&mut self, event: &Event) -> Outcome {
        match event {
            Event::Key(key) if key.kind != KeyEventKind::Release => self.key(*key),
            Event::Mouse(mouse) => self.mouse(*mouse),
            Event::Paste(text) => self.paste(text.as_str().into()),
            _ => Outcome::default(),
        }
    }

    pub(super) fn key(&mut self, key: KeyEvent) -> Outcome {
        if self.context.demonstration && key.modifiers.contains(KeyModifiers::CONTROL) && key.code == KeyCode::Char('q') {
            return Outcome { quit: true, ..Outcome::default() };
        }
        let warned = self.seconds_left().is_some();
        self.last_input = self.now;
        self.seen();
        if warned {
            return Outcome::default();
        }
        // Ctrl-C, Ctrl-Z, Alt-F4 and their kin mean nothing to a visitor and must do nothing.
        if key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SUPER | KeyModifiers::META) {
            return Outcome::default();
        }
        if key.code == KeyCode::F(12) {
            return self.apply(vec![Effect::Go(Route::Staff)]);
        }
        if let Screen::Attract(state) = &self.session.screen {
            if let (attract::Mark::Asked, KeyCode::Char(digit @ '1'..='5')) = (state.mark, key.code) {
                return self.marked(digit.to_digit(10).and_then(|digit| u8::try_from(digit).ok()).unwrap_or(0));
            }
            self.session.home();
            // Digits and letters act at once, as on home.
            return if matches!(key.code, KeyCode::Char(_) | KeyCode::F(_)) { self.key(key) } else { Outcome::default() };
        }
        if self.is_early(key) {
            return Outcome::default();
        }
        let own = match &self.session.screen {
            Screen::Search(state) => search::on_key(state, key).map(Message::Search),
            Screen::Reading(state) => reading::on_key(state, key).map(|message| Message::Reading(Box::new(message))),
            Screen::Staff(state) => staff::on_key(state, key).map(Message::Staff),
            Screen::Hide(state) => hide::on_key(state, key).map(|message| Message::Hide(Box::new(message))),
            Screen::Request(state) => request::on_key(state, key).map(|message| Message::Request(Box::new(message))),
            Screen::Counter(_) => counter::on_key(key).map(|message| Message::Counter(Box::new(message))),
            _ => None,
        };
        match own {
            Some(message) => self.dispatch(message),
            None => self.common_key(key),
        }
    }

    /// Keys that mean the same everywhere.
    fn common_key(&mut self, key: KeyEvent) -> Outcome {
        let action = match key.code {
            KeyCode::Char('0') | KeyCode::Esc | KeyCode::Backspace => {
                if key.code == KeyCode::Char('0') {
                    if let Some(message) = chosen(&self.hot(), 0).filter(|_| !self.rests_at_home()) {
                        return self.dispatch(message);
                    }
                    self.last_back = Some(self.now);
                }
                Action::Back
            }
            KeyCode::Char('.') | KeyCode::Home => Action::Home,
            // Pressed again on the page that it opened, it does what that page offers.
            KeyCode::Char('*') if matches!(self.session.screen, Screen::Help(_)) || self.session.is_behind_the_door() => Action::Display,
            KeyCode::F(2) => Action::Display,
            KeyCode::Char('/') | KeyCode::F(10) => Action::End,
            KeyCode::Char('+' | '=') | KeyCode::PageDown => Action::PageDown,
            KeyCode::Char('-') | KeyCode::PageUp => Action::PageUp,
            KeyCode::F(9) => Action::CallStaff,
            KeyCode::F(8) => Action::Aloud,
            KeyCode::Char('*') | KeyCode::F(1) => Action::Help,
            KeyCode::Up => return self.shift(Move::Up),
            KeyCode::Down => return self.shift(Move::Down),
            KeyCode::Left => return self.across(false),
            KeyCode::Right => return self.across(true),
            KeyCode::Enter => return self.enter(),
            KeyCode::Char(digit @ '1'..='9') => {
                let digit = digit.to_digit(10).and_then(|digit| u8::try_from(digit).ok()).unwrap_or(0);
                return chosen(&self.hot(), digit).map_or_else(Outcome::default, |message| self.dispatch(message));
            }
            KeyCode::Char(c) if c.is_alphabetic() => return self.begin_search(VisitorText::from(&*c.encode_utf8(&mut [0; 4]))),
            _ => return Outcome::default(),
        };
        self.act(action)
    }

    /// An arrow that goes across: home has columns. Where nothing lies there it rests where it is.
    fn across(&mut self, right: bool) -> Outcome {
        let Screen::Home(state) = &self.session.screen else { return Outcome::default() };
        let places: Vec<_> = self.hot().into_iter().filter(|hot| hot.focusable).map(|hot| hot.area).collect();
        let to = match home::focus(state) {
            Some(from) => beside(&places, from, right),
            None => Some(0),
        };
        to.map_or_else(Outcome::default, |at| self.dispatch(Message::Home(home::Message::Rest(at))))
    }

    /// Whoever presses 0 until home is there once too often does not want what 0 opens there.
    fn rests_at_home(&self) -> bool {
        let just_back = self.last_back.is_some_and(|last| self.now.duration_since(last).as_millis() < REST_MILLIS);
        just_back && matches!(self.session.screen, Screen::Home(_))
    }

    fn enter(&mut self) -> Outcome {
        let focus = match &self.session.screen {
            Screen::Home(state) => match home::focus(state) {
                Some(focus) => Some(focus),
                // Nothing chosen yet: the search field is what the eye rests on.
                None => return self.apply(vec![Effect::Go(Route::Search { typed: VisitorText::default(), pad: true })]),
            },
            Screen::Search(state) => state.focus(),
            Screen::List(state) => Some(state.focus(&self.context)),
            Screen::Leaflet(state) => Some(state.focus()),
            Screen::Help(state) => Some(state.focus()),
            Screen::Code(_) | Screen::Figure(_) | Screen::Staff(_) => Some(0),
            // What changes a terminal is never done by Enter alone; what goes on goes on.
            Screen::Exchange(state) => state.is_asking().then_some(0),
            Screen::Hide(state) => state.focus(),
            Screen::Request(state) => state.focus(&self.context),
            Screen::Counter(state) => state.focus(),
            _ => None,
        };
        let message = focus.and_then(|focus| focused(&self.hot(), focus));
        message.map_or_else(Outcome::default, |message| self.dispatch(message))
    }

    fn mouse(&mut self, mouse: MouseEvent) -> Outcome {
        let step = match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => None,
            MouseEventKind::ScrollUp => Some(Move::Up),
            MouseEventKind::ScrollDown => Some(Move::Down),
            _ => return Outcome::default(),
        };
        let warned = self.seconds_left().is_some();
        self.last_input = self.now;
        self.seen();
        if let Some(step) = step {
            return self.wheel(step);
        }
        let trembled = self.last_touch.is_some_and(|last| self.now.duration_since(last).as_millis() < DEBOUNCE_MILLIS);
        self.last_touch = Some(self.now);
        // The touch that answers the warning must not also press what lies below.
        if trembled || warned {
            return Outcome::default();
        }
        // A finger points at what it sees, whatever keys were to do.
        self.session.screen.field_mut().map(field::State::released);
        touched(&self.hot(), mouse.column, mouse.row).map_or_else(Outcome::default, |message| self.dispatch(message))
    }

    /// A swipe arrives as many notches: text scrolls by lines, lists would race, so they turn a page a notch no faster than fingers tremble.
    fn wheel(&mut self, step: Move) -> Outcome {
        if let Screen::Reading(_) = self.session.screen {
            return (0..WHEEL_LINES).fold(Outcome::default(), |outcome, _| outcome.and(self.shift(step)));
        }
        if self.last_touch.is_some_and(|last| self.now.duration_since(last).as_millis() < DEBOUNCE_MILLIS) {
            return Outcome::default();
        }
        self.last_touch = Some(self.now);
        self.shift(if step == Move::Up { Move::PageUp } else { Move::PageDown })
    }

    pub(super) fn shift(&mut self, step: Move) -> Outcome {
        // While something is composed the pages are those of candidates.
        let composes = self.session.screen.field().is_some_and(field::State::composes);
        match step {
            Move::PageUp if composes => return self.tell_field(field::Message::Stepped(Step::PreviousPage)),
            Move::PageDown if composes => return self.tell_field(field::Message::Stepped(Step::NextPage)),
            _ => {}
        }
        let message = match &self.session.screen {
            Screen::Home(_) => Message::Home(home::Message::Move(step)),
            Screen::Search(_) => Message::Search(search::Message::Move(step)),
            Screen::List(_) => Message::List(list::Message::Move(step)),
            Screen::Reading(_) => Message::Reading(Box::new(reading::Message::Move(step))),
            Screen::Leaflet(_) => Message::Leaflet(leaflet::Message::Move(step)),
            Screen::Figure(_) => Message::Figure(figure::Message::Move(step)),
            Screen::Help(_) => Message::Help(help::Message::Move(step)),
            Screen::Exchange(_) => Message::Exchange(Box::new(exchange::Message::Move(step))),
            Screen::Hide(_) => Message::Hide(Box::new(hide::Message::Move(step))),
            Screen::Request(_) => Message::Request(Box::new(request::Message::Move(step))),
            Screen::Counter(_) => Message::Counter(Box::new(counter::Message::Move(step))),
            _ => return Outcome::default(),
        };
        self.dispatch(message)
    }
}
