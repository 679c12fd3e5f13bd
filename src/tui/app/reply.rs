//! Answers of the worker, each to the screen that asked for it.

use super::{
    super::{
        effect::{Effect, Errand, Printing, Reply, Ticket},
        field,
        screen::{counter, figure, hide, list, reading, request, search},
        session::{Screen, Session},
    },
    App,
    outcome::Outcome,
};
use crate::{
    audit::Leaving,
    library::{Info, Origin},
};

impl App {
    /// The worker has answered. Answers to older questions are dropped.
    pub(in crate::tui) fn reply(&mut self, reply: Reply) -> Outcome {
        self.stir();
        let answers = matches!(reply, Reply::MayLeave(..));
        let mut outcome = self.hear(reply);
        if answers {
            outcome = self.catch_up_form(outcome);
        }
        self.mind_the_door(outcome, Leaving::Closed)
    }

    fn hear(&mut self, reply: Reply) -> Outcome {
        let current = |ticket: Ticket| ticket == self.session.ticket;
        let mut used = None;
        let effects = match (reply, &mut self.session.screen) {
            (Reply::Ready { info, pages, config, .. }, _) => {
                self.context.config = config;
                self.show(*pages);
                used = self.ready(&info);
                Vec::new()
            }
            (Reply::Withheld { ids, pages, .. }, _) => {
                self.show(*pages);
                self.session.forget(&ids);
                Vec::new()
            }
            (Reply::Pages(pages), _) => {
                self.show(*pages);
                Vec::new()
            }
            (Reply::Unavailable, _) => {
                if self.session.close() {
                    used = self.used();
                }
                self.context.closed = true;
                Vec::new()
            }
            (Reply::Stick(here), _) => {
                self.stick_is(here);
                Vec::new()
            }
            (Reply::News(news), _) => self.heard(news),
            (Reply::Found(ticket, found), Screen::Search(state)) if current(ticket) => {
                search::update(state, search::Message::Found(found), &self.context)
            }
            (reply @ (Reply::Found(..) | Reply::HiddenListed(..) | Reply::HidingDone(..)), Screen::Hide(_)) => self.hear_for_hiding(reply),
            (reply @ Reply::Found(..), Screen::Request(_)) => self.hear_for_form(reply),
            (reply @ (Reply::MayLeave(..) | Reply::Left(..) | Reply::Asked(..)), _) => self.hear_for_form(reply),
            (Reply::AtCounter(ticket, left), Screen::Counter(state)) if current(ticket) => {
                counter::update(state, counter::Message::Listed(left), &self.context)
            }
            (Reply::Printed(ticket, printed), _) if current(ticket) => self.hear_of_printer(printed.into()),
            (Reply::Composed(offered), _) => {
                let outcome = self.tell_field(field::Message::Composed(Box::new(offered)));
                return self.catch_up(outcome);
            }
            (Reply::Listed(ticket, listing), Screen::List(state)) if current(ticket) => {
                list::update(state, list::Message::Listed(listing), &self.context)
            }
            (Reply::Opened(ticket, dossier), Screen::Reading(state)) if current(ticket) => {
                reading::update(state, reading::Message::Opened(dossier), &self.context)
            }
            (Reply::Figure(ticket, read), Screen::Figure(state)) if current(ticket) => figure::read(state, read),
            (Reply::PinChecked(ticket, tried), _) => {
                used = self.pin_checked(tried.right, tried.failures, current(ticket));
                Vec::new()
            }
            _ => Vec::new(),
        };
        let mut outcome = self.settle(effects);
        outcome.errands.extend(used);
        outcome
    }

    /// What the printer says, for the page that asked for paper.
    fn hear_of_printer(&mut self, printing: Printing) -> Vec<Effect> {
        match &mut self.session.screen {
            Screen::Counter(state) => counter::update(state, counter::Message::Printed(printing), &self.context),
            Screen::Request(state) => request::update(state, request::Message::Printed(printing), &self.context),
            _ => Vec::new(),
        }
    }

    /// What the page hears on which staff hide a record.
    fn hear_for_hiding(&mut self, reply: Reply) -> Vec<Effect> {
        let (ticket, message) = match reply {
            Reply::Found(ticket, found) => (ticket, hide::Message::Found(found)),
            Reply::HiddenListed(ticket, hidden) => (ticket, hide::Message::Listed(hidden)),
            Reply::HidingDone(ticket, done) => (ticket, hide::Message::Done(done)),
            _ => return Vec::new(),
        };
        match &mut self.session.screen {
            Screen::Hide(state) if ticket == self.session.ticket => hide::update(state, message, &self.context),
            _ => Vec::new(),
        }
    }

    /// What the clerk says, or what is public already, for the form that waits for it.
    fn hear_for_form(&mut self, reply: Reply) -> Vec<Effect> {
        let (ticket, message) = match reply {
            Reply::Found(ticket, found) => (ticket, request::Message::Found(found)),
            Reply::MayLeave(ticket, may) => (ticket, request::Message::MayLeave(may)),
            Reply::Left(ticket, left) => (ticket, request::Message::Left(left)),
            Reply::Asked(ticket, asked) => (ticket, request::Message::Asked(asked)),
            _ => return Vec::new(),
        };
        match &mut self.session.screen {
            Screen::Request(state) if ticket == self.session.ticket => request::update(state, message, &self.context),
            _ => Vec::new(),
        }
    }

    /// A library is open: who waited for one begins anew. The errand is what was to be written of the session before.
    fn ready(&mut self, info: &Info) -> Option<Errand> {
        self.context.data_date = Some(info.data_date);
        self.context.sample = info.origin == Origin::EmbeddedSample;
        self.made_on = Some(info.made_on());
        self.upkeep.day = None;
        self.context.closed = false;
        self.upkeep.ready_since = Some(self.now);
        let Screen::Maintenance = self.session.screen else { return None };
        let used = self.used();
        self.session = Session::new();
        used
    }
}
