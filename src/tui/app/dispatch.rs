//! Messages to their screens, effects to where they are performed, routes to new screens.

use std::collections::VecDeque;

use crate::{
    config::Power,
    text::VisitorText,
    zone::{Figure, ListKind},
};

use super::{
    super::{
        effect::{Effect, Request, Route, Ticket},
        field,
        screen::{attract, code, counter, exchange, figure, help, hide, home, leaflet, list, reading, request, search, staff, write_down},
        session::Screen,
    },
    App, Message, Outcome,
};

impl App {
    /// Hands a message to the screen it is for.
    pub(super) fn dispatch(&mut self, message: Message) -> Outcome {
        let context = &self.context;
        let choices = if matches!(message, Message::Home(home::Message::Move(_))) {
            self.hot().iter().filter(|hot| hot.focusable).count()
        } else {
            0
        };
        let effects = match (message, &mut self.session.screen) {
            (Message::Frame(action) | Message::Help(help::Message::Act(action)), _) => return self.act(action),
            (Message::Attract(attract::Message::Begin(route)), _) => {
                self.session.home();
                route.into_iter().map(Effect::Go).collect()
            }
            (Message::Attract(attract::Message::Mark(mark)), _) => return self.marked(mark),
            (Message::Attract(attract::Message::Open(id)), _) => {
                self.session.home();
                vec![Effect::Go(Route::Record { id, section: None, words: VisitorText::default() })]
            }
            (Message::Home(message), Screen::Home(state)) => home::update(state, message, choices),
            (Message::Search(message), Screen::Search(state)) => search::update(state, message, context),
            (Message::List(message), Screen::List(state)) => list::update(state, message, context),
            (Message::Reading(message), Screen::Reading(state)) => reading::update(state, *message, context),
            (Message::Code(message), Screen::Code(state)) => code::update(state, &message),
            (Message::Figure(message), Screen::Figure(state)) => figure::update(state, message, context),
            (Message::Leaflet(message), Screen::Leaflet(state)) => leaflet::update(state, message, context),
            (Message::Help(message), Screen::Help(state)) => help::update(state, &message, context),
            (Message::Staff(staff::Message::Field(field::Message::Done)), Screen::Staff(_)) if !self.door.hears(self.now) => Vec::new(),
            (Message::Staff(message), Screen::Staff(state)) => staff::update(state, message),
            (Message::Hide(message), Screen::Hide(state)) => hide::update(state, *message, context),
            (Message::Request(message), Screen::Request(state)) => request::update(state, *message, context),
            (Message::Counter(message), Screen::Counter(state)) => counter::update(state, *message, context),
            (Message::Exchange(message), Screen::Exchange(state)) => exchange::update(state, *message, context),
            _ => Vec::new(),
        };
        self.apply(effects)
    }

    pub(super) fn apply(&mut self, effects: Vec<Effect>) -> Outcome {
        let mut requests = Vec::new();
        let mut errands = Vec::new();
        let mut wanted = None;
        let (mut quit, mut forgotten) = (false, false);
        let mut waiting = VecDeque::from(effects);
        while let Some(effect) = waiting.pop_front() {
            match effect {
                // What the new screen asks for comes before what the old one asked besides.
                Effect::Go(route) => self.go(route).into_iter().rev().for_each(|effect| waiting.push_front(effect)),
                Effect::Back => {
                    self.session.back();
                    self.nowhere_else();
                    // Candidates that came meanwhile came to another screen.
                    wanted = self.session.screen.field().and_then(field::State::awaited).or(wanted);
                }
                Effect::Home => {
                    self.session.home();
                    self.nowhere_else();
                }
                Effect::Run(errand) => errands.extend(self.allowed(errand)),
                Effect::Search(query) => requests.push(Request::Search(self.next_ticket(), query)),
                Effect::Compose(keys) => wanted = Some(keys),
                Effect::List(kind) => requests.push(Request::List(self.next_ticket(), kind)),
                Effect::Open(id) => requests.push(Request::Open(self.next_ticket(), id)),
                Effect::Figure(id, file) => requests.push(Request::Figure(self.next_ticket(), id, file)),
                Effect::Hidden => requests.push(Request::Hidden(self.next_ticket())),
                Effect::FindToHide(query) => requests.push(Request::FindToHide(self.next_ticket(), query)),
                Effect::Hide(id) => requests.push(Request::Hide(self.next_ticket(), id, self.who())),
                Effect::ShowAgain(id) => requests.push(Request::ShowAgain(self.next_ticket(), id, self.who())),
                Effect::MayLeave { mark } => requests.push(Request::MayLeave(self.next_ticket(), mark)),
                Effect::Leave(form) => requests.push(Request::Leave(self.next_ticket(), form, self.who())),
                Effect::AskAfter(typed) => requests.push(Request::AskAfter(self.next_ticket(), typed)),
                Effect::LookAtCounter => requests.push(Request::LookAtCounter(self.next_ticket())),
                Effect::Receive(receipt) => requests.push(Request::Receive(self.next_ticket(), receipt, self.who())),
                Effect::CheckPin(pin) => requests.extend(self.try_pin(pin)),
                Effect::Forget => forgotten = true,
                Effect::Print(sheet) => requests.push(Request::Print(self.next_ticket(), sheet)),
                Effect::GiveWay => return self.give_way(),
                Effect::Quit => quit = self.context.may(Power::Administer),
            }
        }
        let mut outcome = self.settle(Vec::new());
        outcome.requests = requests;
        outcome.errands = errands;
        outcome.wanted = wanted;
        outcome.quit = quit;
        outcome.forgotten |= forgotten;
        outcome
    }

    /// Sums where a visitor goes. Staff are none once they have shown their PIN, and their door leads nowhere before.
    fn count(&mut self, route: &Route) {
        if self.session.is_behind_the_door() || matches!(route, Route::Staff | Route::Exchange(_) | Route::Hide | Route::Paragraph(_)) {
            return;
        }
        let usage = &mut self.session.usage;
        usage.sessions = 1;
        match route {
            Route::Record { id, .. } | Route::List(ListKind::Contents(id)) => {
                usage.opened = usage.opened.saturating_add(1);
                self.session.opens.add(id);
            }
            Route::Code(_) => usage.codes = usage.codes.saturating_add(1),
            _ => {}
        }
    }

    pub(super) fn next_ticket(&mut self) -> Ticket {
        self.last_ticket += 1;
        self.session.ticket = Ticket(self.last_ticket);
        self.session.ticket
    }

    pub(super) fn go(&mut self, route: Route) -> Vec<Effect> {
        if !self.may_go(&route) {
            return Vec::new();
        }
        self.count(&route);
        let (screen, effects) = match route {
            Route::Search { typed, pad } => {
                let (state, effects) = search::opened(&typed, pad);
                (Screen::Search(Box::new(state)), effects)
            }
            Route::List(kind) => {
                let (state, effect) = list::opened(kind);
                (Screen::List(state), vec![effect])
            }
            Route::Help => (Screen::Help(help::State::default()), Vec::new()),
            Route::Entries(listing) => (Screen::List(list::ready(*listing)), Vec::new()),
            Route::Record { id, section, words } => {
                let (state, effect) = reading::opened(id, section, words);
                (Screen::Reading(Box::new(state)), vec![effect])
            }
            Route::Paragraph(para) => {
                return match self.session.back_to_reading() {
                    Some(state) => reading::update(state, reading::Message::Jump(para), &self.context),
                    None => Vec::new(),
                };
            }
            Route::Code(takeaway) => (Screen::Code(code::opened(takeaway)), Vec::new()),
            Route::Figure(figure) => self.looked_at(figure),
            Route::WriteDown(takeaway) => (Screen::WriteDown(write_down::opened(takeaway)), Vec::new()),
            Route::Leaflet { id, words } => match self.pages.leaflet(&id) {
                Some(leaflet) => (Screen::Leaflet(leaflet::opened(leaflet.clone(), words)), Vec::new()),
                None => return Vec::new(),
            },
            Route::Leave { matter, words } => {
                let (state, effects) = request::opened(matter, words);
                (Screen::Request(Box::new(state)), effects)
            }
            Route::Hide => {
                let (state, effect) = hide::opened();
                (Screen::Hide(Box::new(state)), vec![effect])
            }
            Route::Counter(receipt) => {
                self.session.close_window();
                let (state, effect) = counter::opened(receipt);
                (Screen::Counter(Box::new(state)), vec![effect])
            }
            Route::WriteDownFor => {
                let (state, effects) = request::at_window();
                (Screen::Request(Box::new(state)), effects)
            }
            Route::Staff if self.session.screen.is_staffs() => return Vec::new(),
            // One import at a time: whoever wants another sees the one that runs.
            Route::Exchange(_) if self.fetch_page() => return Vec::new(),
            Route::Exchange(purpose) => {
                let (state, effects) = exchange::opened(purpose);
                (Screen::Exchange(Box::new(state)), effects)
            }
            Route::Staff => self.stand_at_the_door(),
        };
        self.session.go(screen);
        effects
    }

    /// A picture; where none can be shown it is taken along.
    fn looked_at(&self, figure: Box<Figure>) -> (Screen, Vec<Effect>) {
        if !self.context.cell.pictures {
            return (Screen::Code(code::opened(Box::new(figure.takeaway))), Vec::new());
        }
        let (state, effect) = figure::opened(figure);
        (Screen::Figure(state), vec![effect])
    }

    /// What the display must be set to now: codes are shown at scale 1, since none made of cells fits a doubled grid.
    pub(super) fn settle(&mut self, effects: Vec<Effect>) -> Outcome {
        if !effects.is_empty() {
            return self.apply(effects);
        }
        let showing_code = matches!(self.session.screen, Screen::Code(_)) && !self.context.cell.pictures;
        let wanted = if self.context.large && !showing_code { self.context.config.display.large_scale } else { 1 };
        let scale = (wanted != self.scale).then_some(wanted);
        self.scale = wanted;
        Outcome { scale, ..Outcome::default() }
    }
}

#[cfg(test)]
mod tests {
    use std::{sync::Arc, time::Instant};

    use ratatui::layout::Size;

    use super::*;
    use crate::{
        config::Config,
        search::Query,
        takeaway::CellSize,
        tui::{app::Mode, theme::Depth},
    };

    #[test]
    fn effects_are_performed_in_the_order_in_which_they_were_returned() {
        let config = Arc::new(Config::demonstration().unwrap());
        let cell = CellSize { width: 12, height: 24, known: true, pictures: false };
        let mut app = App::new(config, Mode::Kiosk, Depth::True, Size::new(106, 30), cell, Instant::now());
        let outcome = app.apply(vec![
            Effect::Search(Query::default()),
            Effect::Go(Route::List(ListKind::Board("policies".parse().unwrap()))),
            Effect::Open("q-1".parse().unwrap()),
            Effect::Go(Route::leaflet(crate::policy::Leaflet::GUIDE)),
        ]);
        let asked: Vec<&str> = outcome
            .requests
            .iter()
            .map(|request| match request {
                Request::Search(Ticket(1), _) => "hits",
                Request::List(Ticket(2), _) => "a list",
                Request::Open(Ticket(3), _) => "a record",
                _ => "something else",
            })
            .collect();
        assert_eq!(asked, ["hits", "a list", "a record"]);
        assert!(matches!(app.session.screen, Screen::Leaflet(_)));
        // What was shown first lies below.
        drop(app.apply(vec![Effect::Back]));
        assert!(matches!(app.session.screen, Screen::List(_)));
    }
}
