//! The worker: one thread that owns the library and answers questions. The screen's thread never waits for it.

use std::{
    panic::{self, AssertUnwindSafe},
    path::PathBuf,
    sync::{Arc, mpsc},
    thread,
};

use argon2::{Argon2, PasswordHash, PasswordVerifier};
use jiff::civil::Date;

use crate::{
    config::Config,
    library::{Library, LibraryError},
    policy::{RecordId, Today},
    search::{Engine, Found, SearchError},
};

use super::{
    browse,
    dossier::Dossier,
    effect::{ListKind, Reply, Request},
};

/// Where the library comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holdings {
    /// The sample in the program.
    Sample,
    /// A folder of generations.
    Installed(PathBuf),
}

/// Starts the worker; it ends when the sender of questions is dropped. `replies` is called from its thread.
pub(super) fn start(holdings: Holdings, config: Arc<Config>, replies: impl Fn(Reply) + Send + 'static) -> mpsc::Sender<Request> {
    let (questions, inbox) = mpsc::channel();
    // A thread that cannot be started leaves the channel closed, and the screen shows what it shows without a library.
    let worker = thread::Builder::new().name("worker".to_owned()).spawn(move || {
        let work = || match Worker::open(&holdings, config) {
            Ok(worker) => worker.run(&inbox, &replies),
            Err(error) => {
                tracing::error!(error = &error as &dyn std::error::Error, "there is no library to answer from");
                replies(Reply::Unavailable);
            }
        };
        // A damaged file can make the index panic where no error was foreseen.
        if panic::catch_unwind(AssertUnwindSafe(work)).is_err() {
            replies(Reply::Unavailable);
        }
    });
    if let Err(error) = worker {
        tracing::error!(%error, "the worker cannot be started");
    }
    questions
}

pub(super) struct Worker {
    engine: Engine,
    library: Arc<Library>,
    config: Arc<Config>,
}

/// Why there is nothing to answer from.
#[derive(Debug, thiserror::Error)]
enum Closed {
    #[error("the library cannot be opened")]
    Library(#[from] LibraryError),
    #[error("the library cannot be searched")]
    Search(#[from] SearchError),
}

impl Worker {
    fn open(holdings: &Holdings, config: Arc<Config>) -> Result<Self, Closed> {
        let library = Arc::new(match holdings {
            Holdings::Sample => Library::embedded(jiff::Timestamp::now())?,
            Holdings::Installed(path) => Library::open(path)?,
        });
        Ok(Self::new(Engine::new(Arc::clone(&library))?, library, config))
    }

    pub(super) fn new(engine: Engine, library: Arc<Library>, config: Arc<Config>) -> Self {
        Self { engine, library, config }
    }

    fn run(&self, inbox: &mpsc::Receiver<Request>, replies: &dyn Fn(Reply)) {
        replies(self.ready(clock()));
        while let Ok(first) = inbox.recv() {
            // Somebody types faster than we search: only the last search is worth an answer.
            let mut waiting = vec![first];
            waiting.extend(inbox.try_iter());
            let last_search = waiting.iter().rposition(|request| matches!(request, Request::Search(..)));
            for (at, request) in waiting.into_iter().enumerate() {
                if matches!(request, Request::Search(..)) && Some(at) != last_search {
                    continue;
                }
                replies(self.answer_or_nothing(request));
            }
        }
    }

    /// What the home and attract screens need.
    pub(super) fn ready(&self, clock: Date) -> Reply {
        let today = self.today(clock);
        Reply::Ready {
            info: Box::new(self.library.info().clone()),
            notices: browse::notices(&self.library, today.date),
            questions: browse::frequent(&self.library, today.date),
        }
    }

    fn today(&self, clock: Date) -> Today {
        Today::new(clock, self.library.info().data_date)
    }

    fn gather(&self, id: &RecordId, today: Today) -> Option<Dossier> {
        Dossier::gather(&self.library, &self.config, id, today).unwrap_or_else(|error| {
            tracing::error!(error = &error as &dyn std::error::Error, %id, "a record cannot be read");
            None
        })
    }

    /// Answers; a question that makes the program panic is answered with nothing, so that one bad record is not a dead kiosk.
    fn answer_or_nothing(&self, request: Request) -> Reply {
        let nothing = match &request {
            Request::Search(ticket, _) => Reply::Found(*ticket, Box::default()),
            Request::List(ticket, _) => Reply::Listed(*ticket, browse::nothing()),
            Request::Open(ticket, _) => Reply::Opened(*ticket, None),
            Request::CheckPin(ticket, ..) => Reply::PinChecked(*ticket, false),
        };
        panic::catch_unwind(AssertUnwindSafe(|| self.answer(request, clock()))).unwrap_or(nothing)
    }

    /// Answers one question on the day the clock shows.
    pub(super) fn answer(&self, request: Request, clock: Date) -> Reply {
        let today = self.today(clock);
        match request {
            Request::Search(ticket, query) => {
                let found = self.engine.find(&query, today.date).unwrap_or_else(|error| {
                    // The query is a visitor's words and stays out of the log.
                    tracing::error!(error = &error as &dyn std::error::Error, "a search failed");
                    Found::default()
                });
                Reply::Found(ticket, Box::new(found))
            }
            Request::List(ticket, kind) => {
                let contents = match &kind {
                    ListKind::Contents(id) => self.gather(id, today).map(|dossier| dossier.contents()),
                    _ => None,
                };
                Reply::Listed(ticket, contents.unwrap_or_else(|| browse::list(&self.library, &kind, today.date)))
            }
            Request::Open(ticket, id) => Reply::Opened(ticket, self.gather(&id, today).map(Box::new)),
            Request::CheckPin(ticket, pin, hash) => {
                let right = PasswordHash::new(&hash).is_ok_and(|hash| Argon2::default().verify_password(pin.as_bytes(), &hash).is_ok());
                Reply::PinChecked(ticket, right)
            }
        }
    }
}

fn clock() -> Date {
    jiff::Zoned::now().date()
}
