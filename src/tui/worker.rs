//! The worker: one thread that owns the library and answers questions. The screen's thread never waits for it.

use std::{
    ops::ControlFlow,
    panic::{self, AssertUnwindSafe},
    path::{Path, PathBuf},
    sync::{Arc, atomic::AtomicBool, mpsc},
    thread,
};

use argon2::{Argon2, PasswordHash, PasswordVerifier};
use jiff::civil::Date;

use crate::{
    config::Config,
    library::{Activation, Info, Library, LibraryError, rebuild_index},
    policy::{RecordId, Today},
    search::{Engine, Found, Query, SearchError},
    sync::{self, Hands, Started, SyncError},
    text::VisitorText,
    zone::{self, Dossier, ListKind},
};

use super::effect::{News, Reply, Request};

/// Where the library comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holdings {
    /// The sample in the program.
    Sample,
    /// A folder of generations.
    Installed(PathBuf),
}

/// Starts the worker; it ends when the sender of questions is dropped. `replies` is called from its thread.
pub(super) fn start(holdings: Holdings, config: Arc<Config>, replies: impl Fn(Reply) + Send + Sync + 'static) -> mpsc::Sender<Request> {
    let (questions, inbox) = mpsc::channel();
    let replies: Replies = Arc::new(replies);
    // A thread that cannot be started leaves the channel closed, and the screen shows what it shows without a library.
    let worker = thread::Builder::new().name("worker".to_owned()).spawn(move || {
        if let (Holdings::Installed(dir), true) = (&holdings, config.takes_sticks()) {
            begin(dir, &config);
        }
        let mut worker = open(&holdings, &config, &replies);
        replies(worker.as_ref().map_or(Reply::Unavailable, |worker| worker.ready(clock())));
        worker.iter().for_each(Worker::warm_up);
        while let Ok(first) = inbox.recv() {
            // Somebody types faster than we search: only the last search is worth an answer.
            let mut waiting = vec![first];
            waiting.extend(inbox.try_iter());
            let last_search = waiting.iter().rposition(|request| matches!(request, Request::Search(..)));
            for (at, request) in waiting.into_iter().enumerate() {
                match (request, &mut worker) {
                    (Request::Search(..), _) if Some(at) != last_search => {}
                    (Request::Reopen, _) => {
                        // What cannot be opened leaves what is open.
                        if let Some(opened) = open(&holdings, &config, &replies) {
                            let opened = worker.insert(opened);
                            replies(opened.ready(clock()));
                            opened.warm_up();
                        }
                    }
                    (Request::CheckPin(ticket, pin, hash), None) => replies(Reply::PinChecked(ticket, pin_is_right(&pin, &hash))),
                    (_, None) => replies(Reply::Unavailable),
                    (request, Some(worker)) => replies(worker.answer_or_nothing(request)),
                }
            }
        }
    });
    if let Err(error) = worker {
        tracing::error!(%error, "the worker cannot be started");
    }
    questions
}

/// What a terminal that takes sticks does before it opens its library: it is given its root, ends what power interrupted, and goes back where
/// the newest content crashes.
fn begin(dir: &Path, config: &Config) {
    let begun = || -> Result<Started, SyncError> {
        let root = &config.sync.root;
        let bytes = std::fs::read(root).map_err(|source| SyncError::Io { doing: "reading", path: root.clone(), source })?;
        sync::establish(dir, &bytes)?;
        let self_test = |_: &Path| Ok(());
        let now = jiff::Timestamp::now();
        sync::start(dir, &Hands { terminal: &config.sync.terminal, now, self_test: &self_test, root_may_be_expired: false })
    };
    match begun() {
        Ok(Started::Well) => {}
        Ok(started) => tracing::warn!(?started, "what was interrupted or crashed was put right"),
        Err(error) => tracing::error!(error = &error as &dyn std::error::Error, "this terminal can take no sticks"),
    }
}

/// A worker, or nothing where there is no library to show. A damaged file can make the index panic where no error was foreseen.
fn open(holdings: &Holdings, config: &Arc<Config>, replies: &Replies) -> Option<Worker> {
    match panic::catch_unwind(AssertUnwindSafe(|| Worker::open(holdings, Arc::clone(config), replies))) {
        Ok(Ok(worker)) => Some(worker),
        Ok(Err(error)) => {
            tracing::error!(error = &error as &dyn std::error::Error, "there is no library to answer from");
            None
        }
        Err(_) => None,
    }
}

fn pin_is_right(pin: &VisitorText, hash: &str) -> bool {
    PasswordHash::new(hash).is_ok_and(|hash| Argon2::default().verify_password(pin.reveal().as_bytes(), &hash).is_ok())
}

pub(super) struct Worker {
    engine: Engine,
    library: Arc<Library>,
    config: Arc<Config>,
    /// Where the library was opened; none in memory.
    folder: Option<PathBuf>,
    /// Told when an index was built again.
    replies: Option<Replies>,
}

/// Where answers go.
type Replies = Arc<dyn Fn(Reply) + Send + Sync>;

/// Why there is nothing to answer from.
#[derive(Debug, thiserror::Error)]
enum Closed {
    #[error("the library cannot be opened")]
    Library(#[from] LibraryError),
    #[error("the library cannot be searched")]
    Search(#[from] SearchError),
    #[error("what the terminal believes cannot be read")]
    Sync(#[from] SyncError),
    #[error("the library was not signed for")]
    NotSigned,
}

impl Worker {
    fn open(holdings: &Holdings, config: Arc<Config>, replies: &Replies) -> Result<Self, Closed> {
        let (library, folder) = match holdings {
            Holdings::Sample => (Library::embedded(jiff::Timestamp::now())?, None),
            Holdings::Installed(path) => (Library::open_checked(path, &AtomicBool::new(false))?, Some(path.clone())),
        };
        // A terminal with a root shows only what it verified itself.
        if let (Some(dir), true) = (&folder, config.takes_sticks())
            && !sync::may_show(dir, library.info())?
        {
            return Err(Closed::NotSigned);
        }
        let library = Arc::new(library);
        // A file that passed its check and misleads the index all the same is no reason to show nothing.
        let engine = panic::catch_unwind(AssertUnwindSafe(|| Engine::new(Arc::clone(&library))));
        let engine = match engine {
            Ok(Ok(engine)) => engine,
            _ => Engine::without_index(Arc::clone(&library)),
        };
        let worker = Self { folder, replies: Some(Arc::clone(replies)), ..Self::new(engine, library, config) };
        if !worker.engine.uses_index() {
            worker.mend();
        }
        Ok(worker)
    }

    pub(super) fn new(engine: Engine, library: Arc<Library>, config: Arc<Config>) -> Self {
        Self { engine, library, config, folder: None, replies: None }
    }

    /// Builds the index again on a thread of its own; what it built answers when nobody is there. Where the folder cannot be written, the log
    /// says so and searching stays slow.
    fn mend(&self) {
        let (Some(folder), Some(replies)) = (self.folder.clone(), self.replies.clone()) else { return };
        let mend = move || {
            let mut record = |number, info: &Info| sync::record_repair(&folder, jiff::Timestamp::now(), number, info);
            let activation = Activation { record: &mut record, ..Activation::plain() };
            match rebuild_index(&folder, activation, &mut |_| ControlFlow::Continue(())) {
                Ok(number) => {
                    tracing::warn!(number, "the index was built again");
                    replies(Reply::News(News::Renewed));
                }
                Err(error) => tracing::error!(error = &error as &dyn std::error::Error, "the index cannot be built again"),
            }
        };
        if let Err(error) = thread::Builder::new().name("mend".to_owned()).spawn(mend) {
            tracing::error!(%error, "nothing can be built in the background");
        }
    }

    /// Reads while nobody asks what the first question would wait for.
    fn warm_up(&self) {
        // A damaged file can panic here as anywhere; the question that comes will see to it.
        drop(panic::catch_unwind(AssertUnwindSafe(|| self.engine.warm_up())));
    }

    /// What the home and attract screens need.
    pub(super) fn ready(&self, clock: Date) -> Reply {
        let today = self.today(clock);
        Reply::Ready {
            info: Box::new(self.library.info().clone()),
            notices: zone::notices(&self.library, today.date),
            questions: zone::frequent(&self.library, today.date),
            words: self.library.vocabulary(),
        }
    }

    fn today(&self, clock: Date) -> Today {
        Today::new(clock, self.library.info().made_on())
    }

    fn gather(&self, id: &RecordId, today: Today) -> Option<Dossier> {
        Dossier::gather(&self.library, &self.config, id, today).unwrap_or_else(|error| {
            tracing::error!(error = &error as &dyn std::error::Error, %id, "a record cannot be read");
            None
        })
    }

    /// Searches. What fails twice in a row fails because of the index: from then on it is done without, and the index is built again.
    fn search(&mut self, query: &Query, clock: Date) -> Found {
        let today = self.today(clock);
        if let Some(found) = self.find(query, today).or_else(|| self.find(query, today)) {
            return found;
        }
        if !self.engine.uses_index() {
            return Found::default();
        }
        tracing::error!("the index is not trusted any more");
        self.engine = Engine::without_index(Arc::clone(&self.library));
        self.mend();
        self.find(query, today).unwrap_or_default()
    }

    /// One search; none if it failed or panicked.
    fn find(&self, query: &Query, today: Today) -> Option<Found> {
        let found = panic::catch_unwind(AssertUnwindSafe(|| self.engine.find(query, today.date))).ok()?;
        // The query is a visitor's words and stays out of the log.
        found.inspect_err(|error| tracing::error!(error = error as &dyn std::error::Error, "a search failed")).ok()
    }

    /// Answers; a question that makes the program panic is answered with nothing, so that one bad record is not a dead kiosk.
    fn answer_or_nothing(&mut self, request: Request) -> Reply {
        let nothing = match &request {
            Request::Search(ticket, query) => return Reply::Found(*ticket, Box::new(self.search(query, clock()))),
            Request::List(ticket, _) => Reply::Listed(*ticket, zone::nothing()),
            Request::Open(ticket, _) => Reply::Opened(*ticket, None),
            Request::CheckPin(ticket, ..) => Reply::PinChecked(*ticket, false),
            Request::Reopen => return self.ready(clock()),
        };
        panic::catch_unwind(AssertUnwindSafe(|| self.answer(request, clock()))).unwrap_or(nothing)
    }

    /// Answers one question on the day the clock shows.
    pub(super) fn answer(&self, request: Request, clock: Date) -> Reply {
        let today = self.today(clock);
        match request {
            Request::Search(ticket, query) => Reply::Found(ticket, Box::new(self.find(&query, today).unwrap_or_default())),
            Request::List(ticket, kind) => {
                let contents = match &kind {
                    ListKind::Contents(id) => self.gather(id, today).map(|dossier| dossier.contents()),
                    _ => None,
                };
                Reply::Listed(ticket, contents.unwrap_or_else(|| zone::list(&self.library, &kind, today.date)))
            }
            Request::Open(ticket, id) => Reply::Opened(ticket, self.gather(&id, today).map(Box::new)),
            Request::CheckPin(ticket, pin, hash) => Reply::PinChecked(ticket, pin_is_right(&pin, &hash)),
            Request::Reopen => self.ready(clock),
        }
    }
}

fn clock() -> Date {
    jiff::Zoned::now().date()
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use super::*;
    use crate::{
        library::{ImportOptions, Origin, current, import},
        source::Source,
    };

    fn ask(worker: &mut Worker, text: &str) -> Vec<String> {
        let query = Query { text: text.into(), limit: 5, ended: true, ..Query::default() };
        let Reply::Found(_, found) = worker.answer_or_nothing(Request::Search(super::super::effect::Ticket(1), query)) else { panic!() };
        found.hits.into_iter().map(|hit| hit.card.title.clone()).collect()
    }

    fn damaged_index(root: &Path) {
        let options = ImportOptions { origin: Origin::EmbeddedSample, mark: None, built_at: jiff::Timestamp::UNIX_EPOCH };
        import(&Source::embedded(), root, options, &mut |_| ControlFlow::Continue(())).unwrap();
        let meta = root.join("generations/0001/index/meta.json");
        fs::write(&meta, fs::read_to_string(&meta).unwrap().replace("body", "badl")).unwrap();
    }

    #[test]
    fn a_kiosk_with_a_damaged_index_answers_and_mends_itself() {
        let root = tempfile::tempdir().unwrap();
        damaged_index(root.path());
        let holdings = Holdings::Installed(root.path().to_owned());
        let config = Arc::new(Config::demonstration().unwrap());
        let (renewed, told) = mpsc::channel();
        let replies: Replies = Arc::new(move |reply| renewed.send(matches!(reply, Reply::News(News::Renewed))).unwrap());
        let mut worker = Worker::open(&holdings, Arc::clone(&config), &replies).unwrap();
        let title = "云川县人民政府关于印发《云川县城乡居民基本养老保险实施办法》的通知";
        assert!(!worker.engine.uses_index() && worker.library.info().index_damaged);
        let slow = ask(&mut worker, title);
        assert_eq!(slow.first().map(String::as_str), Some(title), "{slow:?}");
        assert!(told.recv().unwrap());
        // A visitor's own session goes on as it began; the next one is answered with the index.
        assert!(!worker.engine.uses_index());
        let mut worker = Worker::open(&holdings, config, &replies).unwrap();
        assert!(worker.engine.uses_index());
        assert_eq!(ask(&mut worker, title).first(), slow.first());
        assert_eq!(current(root.path()).unwrap(), Some(2));
        assert!(!root.path().join("generations/0001").exists());
    }

    #[test]
    fn a_search_that_fails_twice_is_answered_without_the_index() {
        let library = Arc::new(Library::embedded(jiff::Timestamp::UNIX_EPOCH).unwrap());
        let mut worker = Worker::new(Engine::failing(Arc::clone(&library)), library, Arc::new(Config::demonstration().unwrap()));
        assert_eq!(ask(&mut worker, "助餐补贴"), ask(&mut worker, "助餐补贴"));
        assert!(!worker.engine.uses_index() && !ask(&mut worker, "养老保险").is_empty());
    }
}
