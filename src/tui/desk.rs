//! The desk: where questions wait, and in which order they are answered. One thread stands behind it, and the screen's thread never waits for
//! that one. Of searches only the newest is worth an answer; all else is answered as it was asked.

use std::{
    sync::{Arc, mpsc},
    thread,
    time::Duration,
};

use jiff::civil::DateTime;

use crate::{audit::DoorLedger, config::Config, search::Query};

use super::{
    clerk::Clerk,
    effect::{HidingDone, Reply, Request, Ticket},
    keeper::Keeper,
    memory,
    printer::Press,
    window::Window,
    worker::{self, Holdings, Replies, Worker},
};

/// How often it is looked whether somebody hid a record from elsewhere, where nobody asks anything.
const LOOKED_EVERY: Duration = Duration::from_secs(2);

/// Starts the thread; it ends when the sender of questions is dropped. `replies` is called from it.
pub(super) fn start(
    holdings: Holdings,
    config: Arc<Config>,
    ledger: DoorLedger,
    replies: impl Fn(Reply) + Send + Sync + 'static,
) -> mpsc::Sender<Request> {
    let (questions, inbox) = mpsc::channel();
    let replies: Replies = Arc::new(replies);
    // A thread that cannot be started leaves the channel closed, and the screen shows what it shows without a library.
    let desk = thread::Builder::new().name("worker".to_owned()).spawn(move || {
        worker::prepare(&holdings, &config);
        let clerk = Clerk::of(&holdings, &config);
        let (told, window, press) = (Arc::clone(&replies), Window::of(&holdings, &config), Press::of(&config, &replies));
        let mut desk = Desk::new(move || worker::open(&holdings, &config, &told), || crate::text::now().datetime())
            .with_door(ledger)
            .with_clerk(clerk)
            .with_window(window)
            .with_press(press);
        replies(desk.opened());
        desk.warm_up();
        loop {
            let waiting: Vec<Request> = match inbox.recv_timeout(LOOKED_EVERY) {
                Ok(first) => std::iter::once(first).chain(inbox.try_iter()).collect(),
                Err(mpsc::RecvTimeoutError::Timeout) => Vec::new(),
                Err(mpsc::RecvTimeoutError::Disconnected) => break,
            };
            // Before anything is answered: what was hidden a moment ago is in no answer.
            desk.look_for_hidden().into_iter().for_each(|reply| replies(reply));
            desk.handle(waiting).into_iter().for_each(|reply| replies(reply));
            desk.warm_up();
        }
    });
    if let Err(error) = desk {
        tracing::error!(%error, "the worker cannot be started");
    }
    questions
}

/// Who answers, and how another is found.
pub(super) struct Desk {
    /// None where there is no library to show.
    worker: Option<Worker>,
    open: Box<dyn Fn() -> Option<Worker>>,
    clock: fn() -> DateTime,
    keeper: Keeper,
    clerk: Clerk,
    /// The worker has not yet read what the first question would wait for.
    is_cold: bool,
    window: Window,
    press: Press,
}

impl Desk {
    /// Opens the library. `clock` tells day and time by the machine.
    pub(super) fn new(open: impl Fn() -> Option<Worker> + 'static, clock: fn() -> DateTime) -> Self {
        Self {
            worker: open(),
            open: Box::new(open),
            clock,
            keeper: Keeper::new(DoorLedger::in_memory()),
            clerk: Clerk::none(),
            is_cold: true,
            window: Window::none(),
            press: Press::none(),
        }
    }

    /// With a window at which applications are taken.
    pub(super) fn with_window(self, window: Window) -> Self {
        Self { window, ..self }
    }

    /// With a printer.
    pub(super) fn with_press(self, press: Press) -> Self {
        Self { press, ..self }
    }

    /// With a count of wrong PINs that outlives the program.
    pub(super) fn with_door(self, ledger: DoorLedger) -> Self {
        Self { keeper: Keeper::new(ledger), ..self }
    }

    /// With somebody who takes what visitors leave.
    pub(super) fn with_clerk(self, clerk: Clerk) -> Self {
        Self { clerk, ..self }
    }

    /// What is to be told where other records are hidden than before.
    fn look_for_hidden(&mut self) -> Option<Reply> {
        let told = self.worker.as_mut()?.look_for_hidden((self.clock)().date());
        self.is_cold |= told.is_some();
        told
    }

    /// The first thing that is told, before anything is asked.
    pub(super) fn opened(&self) -> Reply {
        self.worker.as_ref().map_or(Reply::Unavailable, |worker| worker.ready((self.clock)().date()))
    }

    /// Reads while nobody asks what the first question would wait for.
    fn warm_up(&mut self) {
        if let (Some(worker), true) = (&self.worker, std::mem::take(&mut self.is_cold)) {
            worker.warm_up();
        }
    }

    /// Answers the questions that wait. Somebody types faster than we search: of searches only the last is answered.
    pub(super) fn handle(&mut self, waiting: Vec<Request>) -> Vec<Reply> {
        let last_search = waiting.iter().rposition(|request| matches!(request, Request::Search(..)));
        let worth_it = |at: &usize, request: &Request| !matches!(request, Request::Search(..)) || Some(*at) == last_search;
        let worth_it = waiting.into_iter().enumerate().filter(|(at, request)| worth_it(at, request));
        worth_it.flat_map(|(_, request)| self.answer(request)).collect()
    }

    fn answer(&mut self, request: Request) -> Vec<Reply> {
        let now = (self.clock)();
        let clock = now.date();
        let reply = match (request, &mut self.worker) {
            (Request::Reopen, _) => return self.reopen(),
            (Request::Hide(ticket, id, by), Some(worker)) => return hiding(ticket, worker.hide(&id, by, clock)),
            (Request::ShowAgain(ticket, id, by), Some(worker)) => return hiding(ticket, worker.show_again(&id, &by, clock)),
            (Request::CheckPin(ticket, pin, hashes), _) => Reply::PinChecked(ticket, self.keeper.try_pin(&pin, &hashes)),
            (Request::MayLeave(ticket, mark), _) => self.clerk.may_leave(ticket, mark),
            (Request::Leave(ticket, form, by), _) => self.clerk.leave(ticket, &form, by),
            (Request::AskAfter(ticket, typed), _) => self.clerk.progress(ticket, &typed),
            (Request::LookAtCounter(ticket), _) => Reply::AtCounter(ticket, self.window.left()),
            (Request::Receive(ticket, receipt, by), _) => Reply::AtCounter(ticket, self.window.receive(&receipt, by)),
            (Request::Print(ticket, sheet), _) => return self.press.print(ticket, sheet),
            (Request::Forget, _) => {
                memory::wipe_stack();
                return Vec::new();
            }
            (_, None) => Reply::Unavailable,
            (Request::Search(ticket, query), Some(worker)) => {
                let query = Query { here: worker.here(now), ..query };
                Reply::Found(ticket, Box::new(worker.search(&query, clock)))
            }
            (Request::FindToHide(ticket, query), Some(worker)) => Reply::Found(ticket, Box::new(worker.find_to_hide(&query, clock))),
            (Request::Hidden(ticket), Some(worker)) => Reply::HiddenListed(ticket, worker.hidden()),
            (Request::Pages, Some(worker)) => Reply::Pages(Box::new(worker.pages(clock))),
            (Request::List(ticket, kind), Some(worker)) => Reply::Listed(ticket, worker.list(&kind, clock)),
            (Request::Figure(ticket, id, file), Some(worker)) => Reply::Figure(ticket, worker.figure(&id, &file)),
            (Request::Open(ticket, id), Some(worker)) => Reply::Opened(ticket, worker.record(&id, clock)),
        };
        vec![reply]
    }

    /// Opens the library again; what cannot be opened leaves what is open. What is hidden stays so, written down or not.
    fn reopen(&mut self) -> Vec<Reply> {
        let Some(worker) = (self.open)() else { return Vec::new() };
        let unwritten = self.worker.as_mut().map(Worker::unwritten).unwrap_or_default();
        let withheld = self.worker.insert(worker).take_over(unwritten, (self.clock)().date());
        self.is_cold = true;
        std::iter::once(self.opened()).chain(withheld).collect()
    }
}

/// What is told of a hiding: first that other records are hidden, then to whoever wished it.
fn hiding(ticket: Ticket, (done, withheld): (HidingDone, Option<Reply>)) -> Vec<Reply> {
    withheld.into_iter().chain([Reply::HidingDone(ticket, Box::new(done))]).collect()
}

#[cfg(test)]
mod tests {
    use argon2::{Argon2, PasswordHasher};

    use super::*;
    use crate::{
        library::Library,
        search::{Engine, Query},
        zone::ListKind,
    };

    fn worker() -> Worker {
        let library = Arc::new(Library::embedded(jiff::Timestamp::UNIX_EPOCH).unwrap());
        Worker::new(Engine::new(Arc::clone(&library)).unwrap(), library, Arc::new(Config::demonstration().unwrap()))
    }

    fn day() -> DateTime {
        jiff::civil::date(2026, 11, 22).at(10, 0, 0, 0)
    }

    fn search(ticket: u64, text: &str) -> Request {
        Request::Search(Ticket(ticket), Query { text: text.into(), limit: 5, ..Query::default() })
    }

    /// Of each reply what it is, and the ticket it bears.
    fn told(replies: &[Reply]) -> Vec<(&'static str, u64)> {
        let told = |reply: &Reply| match reply {
            Reply::Found(ticket, _) => ("found", ticket.0),
            Reply::Listed(ticket, _) => ("listed", ticket.0),
            Reply::Opened(ticket, _) => ("opened", ticket.0),
            Reply::PinChecked(ticket, tried) => (if tried.right.is_some() { "right" } else { "wrong" }, ticket.0),
            Reply::Ready { .. } => ("ready", 0),
            Reply::Unavailable => ("unavailable", 0),
            _ => ("else", 0),
        };
        replies.iter().map(told).collect()
    }

    #[test]
    fn of_searches_that_wait_only_the_newest_is_answered() {
        let mut desk = Desk::new(|| Some(worker()), day);
        let replies = desk.handle(vec![
            search(1, "养"),
            Request::List(Ticket(2), ListKind::Board("policies".parse().unwrap())),
            search(3, "养老"),
            search(4, "公积金"),
            Request::Open(Ticket(5), "sb-yanglao-2023".parse().unwrap()),
        ]);
        assert_eq!(told(&replies), [("listed", 2), ("found", 4), ("opened", 5)]);
        let Reply::Found(_, found) = &replies[1] else { panic!() };
        assert!(found.hits[0].card.title.contains("公积金"), "{}", found.hits[0].card.title);
        assert_eq!(desk.handle(Vec::new()).len(), 0);
    }

    #[test]
    fn without_a_library_only_staff_are_answered_until_it_can_be_opened() {
        let hash = Argon2::default().hash_password(b"135790").unwrap().to_string();
        let pin = |ticket, pin: &str| Request::CheckPin(Ticket(ticket), pin.into(), vec![hash.clone()]);
        let arrived = std::rc::Rc::new(std::cell::Cell::new(false));
        let mut desk = Desk::new(
            {
                let arrived = arrived.clone();
                move || arrived.get().then(worker)
            },
            day,
        );
        assert_eq!(told(&[desk.opened()]), [("unavailable", 0)]);
        let replies = desk.handle(vec![pin(1, "135790"), pin(2, "1"), search(3, "养老"), Request::Reopen]);
        assert_eq!(told(&replies), [("right", 1), ("wrong", 2), ("unavailable", 0)]);
        arrived.set(true);
        assert_eq!(told(&desk.handle(vec![Request::Reopen, search(4, "养老")])), [("ready", 0), ("found", 4)]);
        // What cannot be opened any more leaves what is open.
        arrived.set(false);
        assert_eq!(told(&desk.handle(vec![Request::Reopen, search(5, "养老")])), [("found", 5)]);
    }
}
