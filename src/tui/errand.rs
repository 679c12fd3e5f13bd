//! Errands: what takes minutes and is asked for by staff. One thread runs them, one after the other; visitors' questions go on meanwhile.

use std::{
    ops::ControlFlow,
    panic::{self, AssertUnwindSafe},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc,
    },
    thread,
    time::{Duration, Instant},
};

use jiff::Timestamp;

use crate::{
    advice::{self, Advise},
    audit::{Deed, Journal, Who},
    bundle::{STICK_FOLDER, Trust},
    config::{Badge, Config},
    doctor::{Machine, examine},
    files::{DiskRefused, DiskTrouble, Unwatched},
    fleet::{Heard, Ledger, Tally, Usage, by_topic, tallied},
    launch::{self, LaunchError},
    library::{Library, check_now, current, hidden},
    sync::{self, By, Concern, Hands, Offer, RootMark, RootTrouble, Stage, SyncError},
    text::day_of,
    visit::{self, Heeded, Visit, VisitError, VisitPlace, Visited},
    zone::Opens,
};

use super::{
    effect::{Errand, News, StickLeft},
    error::{Failure, KioskError},
    terminal,
};

/// Between two words of progress: no eye wants more.
const BEAT: Duration = Duration::from_millis(200);
/// How long a disk that takes nothing any more may go unnoticed where nobody asks for anything.
const DISK_CHECKED_EVERY: Duration = Duration::from_secs(900);
/// How long the program waits at its end for what was handed in last: writing takes a blink, and who ended it may be about to cut the power.
const LAST: Duration = Duration::from_secs(5);

/// Where errands are handed in.
#[derive(Debug)]
pub(super) struct Errands {
    waiting: mpsc::Sender<Errand>,
    cancel: Arc<AtomicBool>,
    /// Nothing is ever sent; it closes when the thread has ended.
    ended: mpsc::Receiver<()>,
}

impl Errands {
    /// Starts the thread; it ends when nobody can hand anything in any more.
    pub(super) fn start(config: Arc<Config>, library: PathBuf, tell: impl Fn(News) + Send + Sync + 'static) -> Self {
        let ((waiting, inbox), (running, ended)) = (mpsc::channel(), mpsc::channel());
        let cancel = Arc::new(AtomicBool::new(false));
        let (tally, heard) = (Tally::of(&library), Ledger::of(&library));
        let runner = Runner {
            config,
            library,
            cancel: Arc::clone(&cancel),
            tell: Box::new(tell),
            offer: None,
            tally,
            heard,
            disk: None,
            root: None,
            hidden_lost: false,
            on_duty: None,
        };
        let started = thread::Builder::new().name("errands".to_owned()).spawn(move || {
            runner.run(&inbox);
            drop(running);
        });
        if let Err(error) = started {
            tracing::error!(%error, "errands cannot be run");
        }
        Self { waiting, cancel, ended }
    }

    /// Hands one in; what is to be said at once where nobody runs them any more.
    pub(super) fn run(&self, errand: Errand) -> Option<News> {
        match errand {
            Errand::Cancel => {
                self.cancel.store(true, Ordering::Relaxed);
                return None;
            }
            Errand::Import { .. } => self.cancel.store(false, Ordering::Relaxed),
            _ => {}
        }
        match self.waiting.send(errand) {
            // Nobody waits for the totals.
            Ok(()) | Err(mpsc::SendError(Errand::Used(..) | Errand::Heard(_) | Errand::OnDuty(_))) => None,
            Err(mpsc::SendError(errand)) => Some(News::Failed(errand, KioskError::Panicked.advice())),
        }
    }

    /// Waits until all that was handed in is done, but not for what takes minutes: an import that can still be cancelled is.
    pub(super) fn end(self) {
        let Self { waiting, cancel, ended } = self;
        cancel.store(true, Ordering::Relaxed);
        drop(waiting);
        if ended.recv_timeout(LAST) == Err(mpsc::RecvTimeoutError::Timeout) {
            tracing::warn!("the program ends before its errands");
        }
    }
}

struct Runner {
    config: Arc<Config>,
    library: PathBuf,
    cancel: Arc<AtomicBool>,
    tell: Box<dyn Fn(News) + Send + Sync>,
    /// What was found on the stick, as it was shown.
    offer: Option<Arc<Offer>>,
    tally: Tally,
    heard: Ledger<Heard>,
    /// What ails the disk and the root file of the settings, as it was last told.
    disk: Option<DiskTrouble>,
    root: Option<RootTrouble>,
    /// Whether files of hidden records are gone, as it was last told.
    hidden_lost: bool,
    /// Who stands behind the staff's door.
    on_duty: Option<Badge>,
}

impl Runner {
    fn run(mut self, inbox: &mpsc::Receiver<Errand>) {
        self.look_at_disk();
        self.look_at_root();
        loop {
            let errand = match inbox.recv_timeout(DISK_CHECKED_EVERY) {
                Ok(errand) => errand,
                Err(mpsc::RecvTimeoutError::Timeout) => {
                    self.look_at_disk();
                    self.look_at_root();
                    continue;
                }
                Err(mpsc::RecvTimeoutError::Disconnected) => return,
            };
            let done = panic::catch_unwind(AssertUnwindSafe(|| self.perform(errand.clone()))).unwrap_or(Err(KioskError::Panicked.into()));
            if let Err(failure) = done {
                // What was done in one session is nobody's business.
                let errand = match errand {
                    Errand::Used(..) => Errand::Used(Usage::default(), Opens::default()),
                    Errand::Heard(_) => Errand::Heard(Heard::default()),
                    errand => errand,
                };
                tracing::warn!(?errand, error = &failure as &dyn std::error::Error, "an errand came to nothing");
                self.look_at_disk();
                match (&errand, &failure) {
                    (Errand::Proven | Errand::CheckUp | Errand::Used(..) | Errand::Heard(_), _) => {}
                    (Errand::Import { .. }, Failure::Visit(VisitError::Sync(SyncError::Cancelled))) => {
                        (self.tell)(News::Cancelled(failure.advice()));
                    }
                    _ => (self.tell)(News::Failed(errand.clone(), failure.advice())),
                }
            }
        }
    }

    fn perform(&mut self, errand: Errand) -> Result<(), Failure> {
        match errand {
            Errand::OnDuty(badge) => self.on_duty = badge,
            Errand::Look => self.look()?,
            Errand::Import { root_may_be_expired } => self.import(root_may_be_expired)?,
            Errand::StepBack => {
                let receipt = self.visit(false).step_back()?;
                (self.tell)(News::Done { receipt: Box::new(receipt), stick: None });
            }
            Errand::AskBack => {
                let (number, made) = visit::before(&self.library)?.ok_or(SyncError::NothingBefore)?;
                (self.tell)(News::Before(number, made));
            }
            Errand::History => (self.tell)(News::History(sync::history(&self.library)?)),
            Errand::Examine => {
                let looked = examine(&Machine::below(Path::new("/")), terminal::extent(), Timestamp::now());
                let mut lines = advice::examined(&looked, false);
                // How it is in the end stands first.
                lines.rotate_right(1);
                (self.tell)(News::Examined(lines));
            }
            Errand::Usage => self.tell_usage()?,
            Errand::AskRoot => {
                let from = sync::believed(&self.library).ok().flatten().map(|root| RootMark::of(&root));
                let to = self.given_root()?.root().map_err(SyncError::from)?;
                (self.tell)(News::Roots(from, RootMark::of(&to), to.fingerprint()));
            }
            Errand::NewRoot(confirmed) => {
                let given = self.given_root()?;
                self.visit(false).believe_instead(given.root.as_bytes(), confirmed, false)?;
                self.look_at_root();
                (self.tell)(News::RootChanged(RootMark::of(&given.root().map_err(SyncError::from)?)));
            }
            Errand::Proven => {
                self.mind_programs();
                sync::proven(&self.library)?;
            }
            Errand::Used(usage, opens) => {
                // A clock that is not believed knows no day.
                let now = Timestamp::now();
                let day = (!sync::doubts_clock(&self.library, now).unwrap_or(true)).then(|| day_of(now));
                if let Err(error) = self.tally.add(usage, &opens, day) {
                    tracing::warn!(error = &error as &dyn std::error::Error, "the totals of use could not be written");
                    self.look_at_disk();
                }
            }
            Errand::Heard(heard) => {
                if let Err(error) = self.heard.add(&heard) {
                    tracing::warn!(error = &error as &dyn std::error::Error, "what was heard of visitors could not be written");
                    self.look_at_disk();
                }
            }
            Errand::CheckUp => {
                let Some(number) = current(&self.library).map_err(SyncError::from)? else { return Ok(()) };
                if let Err(error) = check_now(&self.library, number, &mut Unwatched) {
                    tracing::error!(error = &error as &dyn std::error::Error, "what answers is damaged");
                    (self.tell)(News::Renewed);
                }
            }
            // Heard where it is handed in.
            Errand::Cancel => {}
        }
        Ok(())
    }

    /// The program that runs has lasted; one that waits is tried beside it.
    fn mind_programs(&self) {
        let failed = |error: LaunchError| tracing::error!(error = &error as &dyn std::error::Error, "programs cannot be minded");
        launch::lasted(&self.library).unwrap_or_else(failed);
        match launch::try_beside(&self.library, &self.config.sync.root) {
            Ok(Some((program, fit))) => {
                Journal::of(&self.library).note(Who::Terminal, Deed::ProgramTried { program: program.to_string(), fit });
                if fit {
                    (self.tell)(News::ProgramReady);
                }
            }
            Ok(None) => {}
            Err(error) => failed(error),
        }
    }

    /// How visitors use this terminal, by day and by theme.
    fn tell_usage(&self) -> Result<(), Failure> {
        let unread = |source| SyncError::from(DiskRefused { doing: "reading", path: self.library.clone(), source });
        let (usage, opens, days) = tallied(&self.library).map_err(unread)?;
        let library = Library::open(&self.library).map_err(SyncError::from)?;
        let topics = by_topic(&opens, library.cards().iter().map(AsRef::as_ref));
        (self.tell)(News::Examined(advice::used(usage, &days.told(day_of(Timestamp::now())), &topics)));
        Ok(())
    }

    /// Heeds the office's list of withdrawals, if one lies on the stick, and says what taking in the rest would mean.
    fn look(&mut self) -> Result<(), Failure> {
        self.offer = None;
        let concern = match self.visit(false).heed_list()? {
            None => None,
            Some(Heeded { list: Ok(list), alone }) => {
                let titles: Vec<String> = list.hidden.into_iter().map(|(_, title)| title).collect();
                if alone.is_some() {
                    (self.tell)(News::ListHeeded(advice::list_heeded(list.version, &titles)));
                    return Ok(());
                }
                Some(Concern::ListHeeded { version: list.version, titles })
            }
            Some(Heeded { list: Err(error), .. }) => {
                tracing::warn!(error = &error as &dyn std::error::Error, "a list of withdrawals could not be heeded");
                error.is_refusal().then(|| Concern::ListRefused { code: error.code() })
            }
        };
        let mut offer = self.visit(false).look()?.offer;
        offer.concerns.splice(0..0, concern);
        let offer = Arc::new(offer);
        self.offer = Some(Arc::clone(&offer));
        (self.tell)(News::Offered(offer));
        Ok(())
    }

    fn import(&mut self, root_may_be_expired: bool) -> Result<(), Failure> {
        let Some(offer) = self.offer.take() else { return Err(SyncError::Cancelled.into()) };
        let mut last: Option<(Instant, Stage)> = None;
        let (tell, cancel) = (&self.tell, &self.cancel);
        let mut progress = |progress: sync::Progress| {
            // A new stage is always told: from the last one on nothing can be cancelled.
            if last.is_none_or(|(at, stage)| stage != progress.stage || at.elapsed() >= BEAT) {
                last = Some((Instant::now(), progress.stage));
                tell(News::Progress(progress));
            }
            if cancel.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let Visited { receipt, left, released } = self.visit(root_may_be_expired).take(&offer, &mut progress)?;
        let left = StickLeft { receipt: left.receipt.is_some_and(|receipt| receipt.is_ok()), released };
        (self.tell)(News::Done { receipt: Box::new(receipt), stick: Some(left) });
        Ok(())
    }

    /// Tells what ails the disk and what lies on it, where that has changed.
    fn look_at_disk(&mut self) {
        let lost = hidden(&self.library).lost(None);
        if lost != self.hidden_lost {
            tracing::error!(lost, "files of hidden records are gone, or are there again");
            self.hidden_lost = lost;
            (self.tell)(News::HiddenLost(lost));
        }
        let disk = sync::disk_trouble(&self.library);
        if disk != self.disk {
            tracing::warn!(?disk, "the disk is another than before");
            self.disk = disk;
            (self.tell)(News::Disk(disk));
        }
    }

    /// Tells what ails the root file of the settings, where that has changed.
    fn look_at_root(&mut self) {
        if !self.config.takes_sticks() {
            return;
        }
        let root = sync::root_trouble(&self.library, &self.config.sync.root);
        if root != self.root {
            tracing::warn!(?root, "the root file of the settings is another than before");
            self.root = root;
            (self.tell)(News::Root(root));
        }
    }

    /// The root that the settings name.
    fn given_root(&self) -> Result<Trust, SyncError> {
        let path = &self.config.sync.root;
        let bytes = std::fs::read(path).map_err(|source| SyncError::from(DiskRefused { doing: "reading", path: path.clone(), source }))?;
        Ok(Trust::new(&bytes)?)
    }

    /// A visit of the stick that this terminal takes content from.
    fn visit(&self, root_may_be_expired: bool) -> Visit<'_> {
        let (sync, by) = (&self.config.sync, self.on_duty.clone().map_or(By::Staff, By::Post));
        let hands = Hands { terminal: &sync.terminal, by, now: Timestamp::now(), self_test: &visit::self_test, root_may_be_expired };
        let place = VisitPlace::Stick { helper: &sync.helper, folder: &sync.stick };
        Visit { library: &self.library, place, hands, first_root: None, leaves_word: true }
    }
}

/// Watches for a stick, and tells when one comes or goes; nothing on it is read.
pub(super) fn watch(config: &Config, tell: impl Fn(bool) -> bool + Send + 'static) {
    let sync = &config.sync;
    let sign = if sync.helper.as_os_str().is_empty() { sync.stick.join(STICK_FOLDER) } else { sync.device.clone() };
    let watch = move || {
        let mut was = false;
        loop {
            let is = sign.exists();
            if is != was && !tell(is) {
                return;
            }
            was = is;
            thread::sleep(Duration::from_secs(2));
        }
    };
    if let Err(error) = thread::Builder::new().name("stick".to_owned()).spawn(watch) {
        tracing::error!(%error, "sticks are not noticed");
    }
}
