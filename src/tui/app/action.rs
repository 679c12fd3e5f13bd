//! The keys of the frame: the same on every screen.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::policy::Leaflet;

use super::{
    super::{
        effect::{Effect, Route},
        field,
        frame::Action,
        screen::{Move, attract, counter, exchange, hide, request},
        session::Screen,
        theme::Look,
    },
    App, Message, Outcome,
};

/// Touches on the hall's name that open the staff's door, and the time they may take.
const STAFF_TOUCHES: usize = 5;
const STAFF_TOUCH_SECONDS: u64 = 4;

impl App {
    pub(super) fn act(&mut self, action: Action) -> Outcome {
        if let Screen::Exchange(_) = self.session.screen {
            match action {
                Action::Back => return self.dispatch(Message::Exchange(Box::new(exchange::Message::Back))),
                // Whoever leaves what runs leaves it running, and the staff's pages behind.
                Action::End if self.is_busy() => return self.give_way(),
                Action::Home | Action::CallStaff | Action::Help if self.is_busy() => {
                    let outcome = self.give_way();
                    return if self.context.closed { outcome } else { outcome.and(self.act(action)) };
                }
                _ => {}
            }
        }
        if let (Screen::Hide(_), Action::Back) = (&self.session.screen, action) {
            return self.dispatch(Message::Hide(Box::new(hide::Message::Back)));
        }
        if let (Screen::Request(_), Action::Back) = (&self.session.screen, action) {
            return self.dispatch(Message::Request(Box::new(request::Message::Back)));
        }
        // What was begun is not lost by one key, whatever page lies over it.
        if action == Action::Home && self.session.back_to_what_was_begun() {
            return self.dispatch(Message::Request(Box::new(request::Message::Away)));
        }
        if let (Screen::Counter(_), Action::Back) = (&self.session.screen, action) {
            return self.dispatch(Message::Counter(Box::new(counter::Message::Back)));
        }
        match action {
            // Behind the staff's door there are no visitors' pages, and its colours tell it from them.
            Action::Display | Action::Aloud | Action::Dark | Action::CallStaff | Action::Help | Action::HallName
                if self.session.is_behind_the_door() =>
            {
                Outcome::default()
            }
            Action::Back => self.apply(vec![Effect::Back]),
            Action::Home if self.context.closed => Outcome::default(),
            Action::Home => {
                self.session.home();
                self.nowhere_else();
                self.settle(Vec::new())
            }
            Action::Display => {
                self.next_display();
                self.settle(Vec::new())
            }
            Action::Aloud => self.turn_aloud(),
            Action::Dark => self.darken(),
            Action::End => {
                // Whoever went anywhere may say how it was; whoever was called away by the clock is not there any more.
                let asks = self.session.usage.sessions > 0 && !self.session.is_behind_the_door() && self.context.announcement().is_none();
                let outcome = self.end();
                if let (Screen::Attract(state), true) = (&mut self.session.screen, asks) {
                    state.mark = attract::Mark::Asked;
                }
                outcome
            }
            Action::PageUp => self.shift(Move::PageUp),
            Action::PageDown => self.shift(Move::PageDown),
            Action::Choose => self.tell_field(field::Message::Taken),
            Action::CallStaff => self.apply(vec![Effect::Go(Route::leaflet(Leaflet::STAFF))]),
            Action::Help if matches!(self.session.screen, Screen::Help(_)) => Outcome::default(),
            Action::Help => self.apply(vec![Effect::Go(Route::Help)]),
            Action::Enter => self.key(KeyEvent::new(KeyCode::Enter, KeyModifiers::NONE)),
            Action::HallName => self.hall_name_touched(),
            Action::Stay => Outcome::default(),
        }
    }

    /// Large text, then high contrast, then as before.
    pub(super) fn next_display(&mut self) {
        let can_scale = !self.context.config.display.scale_output.is_empty();
        let contrast = self.context.look == Look::Contrast;
        (self.context.large, self.context.look) = match (self.context.large, contrast) {
            (false, false) if can_scale => (true, Look::Paper),
            (_, false) => (false, Look::Contrast),
            (_, true) => (false, Look::Paper),
        };
    }

    pub(super) fn hall_name_touched(&mut self) -> Outcome {
        let now = self.now;
        self.staff_touches.retain(|touch| now.duration_since(*touch).as_secs() < STAFF_TOUCH_SECONDS);
        self.staff_touches.push(now);
        if self.staff_touches.len() < STAFF_TOUCHES {
            return Outcome::default();
        }
        self.staff_touches.clear();
        self.apply(vec![Effect::Go(Route::Staff)])
    }

    /// Where a page was left; without a library only the page that says so.
    pub(super) fn nowhere_else(&mut self) {
        if self.context.closed && matches!(self.session.screen, Screen::Home(_) | Screen::Attract(_)) {
            self.session.screen = Screen::Maintenance;
        }
    }
}
