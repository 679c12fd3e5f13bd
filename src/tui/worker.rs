//! The worker: owns the library while it is open, and answers what is asked of it. What makes the program panic is answered with nothing, so
//! that one bad record is not a dead kiosk.

use std::{
    panic::{self, AssertUnwindSafe},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, OnceLock, PoisonError},
    thread,
    time::SystemTime,
};

use jiff::civil::{Date, DateTime};

use crate::{
    advice::Advise,
    audit::{Deed, Journal, Who},
    config::Config,
    files::{DiskRefused, Unwatched},
    fleet::{opens, opens_changed},
    library::{Card, Hidden, HiddenMark, Info, Library, LibraryError, hidden_changed},
    policy::{Content, RecordId, RecordKind, Today},
    search::{Engine, Found, Here, Query, SearchError},
    sync::{self, By, Hands, Started, SyncError},
    takeaway::AllowList,
    zone::{self, Dossier, ListKind, Listing, Opens, Pages},
};

use super::{
    effect::{News, Reply},
    picture::Raster,
};

/// Where the library comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holdings {
    /// The sample in the program.
    Sample,
    /// A folder of generations.
    Installed(PathBuf),
}

/// Gets a terminal ready before its library is opened for the first time.
pub(super) fn prepare(holdings: &Holdings, config: &Config) {
    if let (Holdings::Installed(dir), true) = (holdings, config.takes_sticks()) {
        begin(dir, config);
    }
}

/// What a terminal that takes sticks does before it opens its library: it is given its root, ends what power interrupted, and goes back where
/// the newest content crashes.
fn begin(dir: &Path, config: &Config) {
    let begun = || -> Result<Started, SyncError> {
        given_root(dir, &config.sync.root)?;
        let self_test = |_: &Path| Ok(());
        let now = jiff::Timestamp::now();
        sync::start(
            dir,
            &Hands { terminal: &config.sync.terminal, by: By::Terminal, now, self_test: &self_test, root_may_be_expired: false },
        )
    };
    match begun() {
        Ok(Started::Well) => {}
        Ok(started) => tracing::warn!(?started, "what was interrupted or crashed was put right"),
        Err(error) => {
            tracing::error!(error = &error as &dyn std::error::Error, "this terminal can take no sticks");
            Journal::of(dir).note(Who::Terminal, Deed::ConfigProblem { code: error.code().to_owned() });
        }
    }
}

/// Gives the terminal the root of its settings. One that has a root goes on with that, whatever became of the file: it says so, here and on the
/// staff's page.
fn given_root(dir: &Path, file: &Path) -> Result<(), SyncError> {
    let unread = |source| SyncError::from(DiskRefused { doing: "reading", path: file.to_owned(), source });
    let given = std::fs::read(file).map_err(unread).and_then(|bytes| sync::establish(dir, &bytes));
    match given {
        Err(error) if matches!(sync::believed(dir), Ok(Some(_))) => {
            let told = error.advice();
            tracing::error!(error = &error as &dyn std::error::Error, file = %file.display(), "the root file of the settings is of no use: {told}");
            Journal::of(dir).note(Who::Terminal, Deed::ConfigProblem { code: error.code().to_owned() });
            Ok(())
        }
        given => given,
    }
}

/// A worker, or nothing where there is no library to show. A damaged file can make the index panic where no error was foreseen.
pub(super) fn open(holdings: &Holdings, config: &Arc<Config>, replies: &Replies) -> Option<Worker> {
    match panic::catch_unwind(AssertUnwindSafe(|| Worker::open(holdings, config, replies))) {
        Ok(Ok(worker)) => Some(worker),
        Ok(Err(error)) => {
            tracing::error!(error = &error as &dyn std::error::Error, "there is no library to answer from");
            None
        }
        Err(_) => None,
    }
}

/// The library, open.
pub(super) struct Worker {
    pub(super) engine: Engine,
    pub(super) library: Arc<Library>,
    pub(super) config: Arc<Config>,
    /// Where the library was opened; none in memory.
    pub(super) folder: Option<PathBuf>,
    /// Told when an index was built again.
    replies: Option<Replies>,
    /// When what is hidden was last changed, as this worker knows it.
    pub(super) hidden: HiddenMark,
    /// Where the terminal stands, once somebody asked.
    at: OnceLock<Option<(f64, f64)>>,
    /// How often records were opened here, and when that was last written.
    opens: Mutex<(Option<SystemTime>, Arc<Opens>)>,
    /// What was hidden and could not be written down: hidden as long as the program runs.
    pub(super) unwritten: Vec<Hidden>,
}

/// Where answers go.
pub(super) type Replies = Arc<dyn Fn(Reply) + Send + Sync>;

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
    fn open(holdings: &Holdings, config: &Arc<Config>, replies: &Replies) -> Result<Self, Closed> {
        // Asked before it is read: what is hidden in between is read once more.
        let hidden = if let Holdings::Installed(path) = holdings { hidden_changed(path) } else { HiddenMark::default() };
        let (library, folder) = match holdings {
            Holdings::Sample => (Library::embedded(jiff::Timestamp::now())?, None),
            Holdings::Installed(path) => (Self::installed(path, config)?, Some(path.clone())),
        };
        // A terminal with a root shows only what it verified itself.
        if let (Some(dir), true) = (&folder, config.takes_sticks())
            && !sync::may_show(dir, library.info())?
        {
            return Err(Closed::NotSigned);
        }
        let library = Arc::new(library);
        library.take_its_rules();
        // A file that passed its check and misleads the index all the same is no reason to show nothing.
        let engine = panic::catch_unwind(AssertUnwindSafe(|| Engine::new(Arc::clone(&library))));
        let engine = match engine {
            Ok(Ok(engine)) => engine,
            _ => Engine::without_index(Arc::clone(&library)),
        };
        // What the release says of the hall lies over the settings as long as it answers.
        let config = library.settings().map_or_else(|| Arc::clone(config), |settings| Arc::new(settings.over(config)));
        let worker = Self { folder, replies: Some(Arc::clone(replies)), hidden, ..Self::new(engine, library, config) };
        let Info { outdated, vectors_missing, .. } = worker.library.info();
        if !worker.engine.uses_index() || *outdated || *vectors_missing {
            worker.mend();
        }
        Ok(worker)
    }

    /// What answers; where the disk did not take the end of an activation, what was to answer.
    fn installed(dir: &Path, config: &Config) -> Result<Library, Closed> {
        let recorded = if config.takes_sticks() { sync::recorded(dir)? } else { None };
        Ok(match recorded {
            Some(number) => Library::open_checked_at(dir, number, &mut Unwatched)?,
            None => Library::open_checked(dir, &mut Unwatched)?,
        })
    }

    pub(super) fn new(engine: Engine, library: Arc<Library>, config: Arc<Config>) -> Self {
        Self {
            engine,
            library,
            config,
            at: OnceLock::new(),
            opens: Mutex::default(),
            folder: None,
            replies: None,
            hidden: HiddenMark::default(),
            unwritten: Vec::new(),
        }
    }

    /// Makes what answers anew on a thread of its own; what was made answers when nobody is there. Where the folder cannot be written, the log
    /// says so and all stays as it is: without an index searching stays slow.
    fn mend(&self) {
        let (Some(folder), Some(replies)) = (self.folder.clone(), self.replies.clone()) else { return };
        let info = self.library.info().clone();
        let mend = move || match sync::renew(&folder, jiff::Timestamp::now(), &info) {
            Ok(number) => {
                tracing::warn!(number, "what answers was made anew");
                replies(Reply::News(News::Renewed));
            }
            Err(error) => tracing::error!(error = &error as &dyn std::error::Error, "what answers cannot be made anew"),
        };
        if let Err(error) = thread::Builder::new().name("mend".to_owned()).spawn(mend) {
            tracing::error!(%error, "nothing can be built in the background");
        }
    }

    /// Reads while nobody asks what the first question would wait for.
    pub(super) fn warm_up(&self) {
        // A damaged file can panic here as anywhere; the question that comes will see to it.
        drop(panic::catch_unwind(AssertUnwindSafe(|| self.engine.warm_up())));
    }

    /// What the home and attract screens need.
    pub(super) fn ready(&self, clock: Date) -> Reply {
        let (info, pages) = (Box::new(self.library.info().clone()), Box::new(self.pages(clock)));
        Reply::Ready { info, pages, words: self.library.vocabulary(), config: Arc::clone(&self.config) }
    }

    /// The first screens and the leaflets.
    pub(super) fn pages(&self, clock: Date) -> Pages {
        Pages::of(&self.library, &self.config, self.today(clock).date, &self.opens())
    }

    /// Where and when somebody asks: the place of the library that is called as the hall is, and the time where the clock is believed.
    pub(super) fn here(&self, now: DateTime) -> Here {
        let time = self.today(now.date()).doubt.is_none().then(|| now.time());
        Here { at: self.own(), time }
    }

    /// Where the terminal stands.
    fn own(&self) -> Option<(f64, f64)> {
        *self.at.get_or_init(|| self.own_place())
    }

    fn own_place(&self) -> Option<(f64, f64)> {
        let is_own = |card: &&Arc<Card>| card.kind == RecordKind::Place && card.title == self.config.hall.name;
        let card = self.library.cards().iter().find(is_own)?;
        match self.library.record(&card.id).ok().flatten()?.content {
            Content::Place(place) => place.coordinates,
            _ => None,
        }
    }

    pub(super) fn today(&self, clock: Date) -> Today {
        Today::new(clock, self.library.info().made_on())
    }

    fn gather(&self, id: &RecordId, today: Today) -> Option<Dossier> {
        let gathered = Dossier::gather(&self.library, &AllowList::new(&self.config.links.hosts), id, today).unwrap_or_else(|error| {
            tracing::error!(error = &error as &dyn std::error::Error, %id, "a record cannot be read");
            None
        });
        gathered.map(|mut dossier| {
            zone::say_way(&mut dossier, &self.library, self.own());
            dossier
        })
    }

    /// Searches. What fails twice in a row fails because of the index: from then on it is done without, and the index is built again.
    pub(super) fn search(&mut self, query: &Query, clock: Date) -> Found {
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

    /// How often records were opened here, as it was last written.
    fn opens(&self) -> Arc<Opens> {
        let Some(folder) = &self.folder else { return Arc::default() };
        let changed = opens_changed(folder);
        let mut known = self.opens.lock().unwrap_or_else(PoisonError::into_inner);
        if known.0 != changed {
            *known = (changed, Arc::new(opens(folder)));
        }
        Arc::clone(&known.1)
    }

    /// The entries of a list.
    pub(super) fn list(&self, kind: &ListKind, clock: Date) -> Listing {
        let today = self.today(clock);
        let list = || {
            let contents = match kind {
                ListKind::Contents(id) => self.gather(id, today).map(|dossier| dossier.contents()),
                _ => None,
            };
            let listing = contents.unwrap_or_else(|| zone::list(&self.library, &self.config, kind, today.date, &self.opens()));
            zone::on_map(listing, &self.library, self.own())
        };
        panic::catch_unwind(AssertUnwindSafe(list)).unwrap_or_else(|_| zone::nothing())
    }

    /// A picture of a record, as long as that is shown.
    pub(super) fn figure(&self, id: &RecordId, file: &str) -> Option<Arc<Raster>> {
        let read = || {
            let held = self.library.figure(id, file).inspect_err(|error| {
                tracing::error!(error = error as &dyn std::error::Error, %id, "a picture cannot be read");
            });
            held.ok().flatten().filter(|_| !self.library.withholds(id)).and_then(|bytes| Raster::read(&bytes)).map(Arc::new)
        };
        panic::catch_unwind(AssertUnwindSafe(read)).unwrap_or(None)
    }

    /// All that is shown of a record.
    pub(super) fn record(&self, id: &RecordId, clock: Date) -> Option<Box<Dossier>> {
        let today = self.today(clock);
        panic::catch_unwind(AssertUnwindSafe(|| self.gather(id, today))).unwrap_or(None).map(Box::new)
    }
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path, sync::mpsc};

    use super::*;
    use crate::{
        library::{ImportOptions, Origin, current, import},
        source::Source,
    };

    fn ask(worker: &mut Worker, text: &str) -> Vec<String> {
        let query = Query { text: text.into(), limit: 5, ended: true, ..Query::default() };
        let found = worker.search(&query, jiff::civil::date(2026, 11, 22));
        found.hits.into_iter().map(|hit| hit.card.title.clone()).collect()
    }

    fn damaged_index(root: &Path) {
        let options = ImportOptions { origin: Origin::EmbeddedSample, mark: None, built_at: jiff::Timestamp::UNIX_EPOCH };
        import(&Source::embedded(), root, options, &mut Unwatched).unwrap();
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
        let mut worker = Worker::open(&holdings, &config, &replies).unwrap();
        let title = "云川县人民政府关于印发《云川县城乡居民基本养老保险实施办法》的通知";
        assert!(!worker.engine.uses_index() && worker.library.info().index_damaged);
        let slow = ask(&mut worker, title);
        assert_eq!(slow.first().map(String::as_str), Some(title), "{slow:?}");
        assert!(told.recv().unwrap());
        // A visitor's own session goes on as it began; the next one is answered with the index.
        assert!(!worker.engine.uses_index());
        let mut worker = Worker::open(&holdings, &config, &replies).unwrap();
        assert!(worker.engine.uses_index());
        assert_eq!(ask(&mut worker, title).first(), slow.first());
        assert_eq!(current(root.path()).unwrap(), Some(2));
        assert!(!root.path().join("generations/0001").exists());
    }

    #[test]
    fn a_kiosk_without_vectors_answers_by_words_and_makes_them() {
        let root = tempfile::tempdir().unwrap();
        let options = ImportOptions { origin: Origin::EmbeddedSample, mark: None, built_at: jiff::Timestamp::UNIX_EPOCH };
        import(&Source::embedded(), root.path(), options, &mut Unwatched).unwrap();
        fs::remove_file(root.path().join("generations/0001/vectors")).unwrap();
        let holdings = Holdings::Installed(root.path().to_owned());
        let config = Arc::new(Config::demonstration().unwrap());
        let (renewed, told) = mpsc::channel();
        let replies: Replies = Arc::new(move |reply| renewed.send(matches!(reply, Reply::News(News::Renewed))).unwrap());
        let mut worker = Worker::open(&holdings, &config, &replies).unwrap();
        assert!(worker.engine.uses_index() && worker.library.info().vectors_missing);
        assert!(!ask(&mut worker, "养老金怎么领").is_empty());
        assert!(told.recv().unwrap());
        let worker = Worker::open(&holdings, &config, &replies).unwrap();
        assert!(!worker.library.info().vectors_missing && current(root.path()).unwrap() == Some(2));
    }

    #[test]
    fn a_search_that_fails_twice_is_answered_without_the_index() {
        let library = Arc::new(Library::embedded(jiff::Timestamp::UNIX_EPOCH).unwrap());
        let mut worker = Worker::new(Engine::failing(Arc::clone(&library)), library, Arc::new(Config::demonstration().unwrap()));
        assert_eq!(ask(&mut worker, "助餐补贴"), ask(&mut worker, "助餐补贴"));
        assert!(!worker.engine.uses_index() && !ask(&mut worker, "养老保险").is_empty());
    }
}
