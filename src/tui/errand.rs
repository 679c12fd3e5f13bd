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
    advice::{self, Advice, Advise},
    bundle::{FolderShelf, STICK_FOLDER},
    config::Config,
    files::Unwatched,
    fleet::{self, Ledger, Usage},
    library::{LibraryError, Origin, check_now, current, generations, info_of, probe_in_child},
    stick::{Client, MountError},
    sync::{self, Hands, Offer, Receipt, Stage, SyncError},
};

use super::{
    effect::{Errand, News, StickLeft},
    error::KioskError,
};

/// Between two words of progress: no eye wants more.
const BEAT: Duration = Duration::from_millis(200);
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
        let (waiting, inbox) = mpsc::channel();
        let cancel = Arc::new(AtomicBool::new(false));
        let (running, ended) = mpsc::channel();
        let ledger = Ledger::of(&library);
        let runner = Runner { config, library, cancel: Arc::clone(&cancel), tell: Box::new(tell), offer: None, ledger };
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
        let lost = self.waiting.send(errand).is_err();
        // Nobody waits for the totals.
        (lost && !matches!(errand, Errand::Used(_))).then(|| News::Failed(errand, KioskError::Panicked.advice()))
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
    ledger: Ledger,
}

/// Why an errand came to nothing.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Mount(#[from] MountError),
    #[error(transparent)]
    Sync(#[from] SyncError),
    #[error(transparent)]
    Kiosk(#[from] KioskError),
}

impl Failure {
    fn advice(&self) -> Advice {
        match self {
            Self::Mount(error) => error.advice(),
            Self::Sync(error) => error.advice(),
            Self::Kiosk(error) => error.advice(),
        }
    }
}

impl Runner {
    fn run(mut self, inbox: &mpsc::Receiver<Errand>) {
        while let Ok(errand) = inbox.recv() {
            let done = panic::catch_unwind(AssertUnwindSafe(|| self.perform(errand))).unwrap_or(Err(KioskError::Panicked.into()));
            if let Err(failure) = done {
                // What was done in one session is nobody's business.
                let errand = if let Errand::Used(_) = errand { Errand::Used(Usage::default()) } else { errand };
                tracing::warn!(?errand, error = &failure as &dyn std::error::Error, "an errand came to nothing");
                match (errand, &failure) {
                    (Errand::Proven | Errand::CheckUp | Errand::Used(_), _) => {}
                    (Errand::Import { .. }, Failure::Sync(SyncError::Cancelled)) => (self.tell)(News::Cancelled(failure.advice())),
                    _ => (self.tell)(News::Failed(errand, failure.advice())),
                }
            }
        }
    }

    fn perform(&mut self, errand: Errand) -> Result<(), Failure> {
        match errand {
            Errand::Look => {
                self.offer = None;
                let mut stick = self.stick()?;
                let shelf = FolderShelf::open(stick.mount()?).map_err(SyncError::from)?;
                let looked = self.with_hands(false, |hands| sync::inspect(&self.library, &shelf, hands));
                drop(shelf);
                // Nothing is to be taken in: this was the visit, and the office learns how the terminal is.
                if looked.as_ref().is_ok_and(|offer| offer.unchanged) && stick.writable().is_ok() {
                    self.leave_report();
                }
                // Whoever reads the preview may take their time, and pull the stick: it is mounted again when they decide.
                drop(stick.release());
                let offer = Arc::new(looked?);
                self.offer = Some(Arc::clone(&offer));
                (self.tell)(News::Offered(offer));
            }
            Errand::Import { root_may_be_expired } => self.import(root_may_be_expired)?,
            Errand::StepBack => {
                let receipt = self.with_hands(false, |hands| sync::roll_back(&self.library, hands))?;
                (self.tell)(News::Done { receipt: Box::new(receipt), stick: None });
            }
            Errand::AskBack => {
                let (number, made) = before(&self.library)?.ok_or(SyncError::NothingBefore)?;
                (self.tell)(News::Before(number, made));
            }
            Errand::History => (self.tell)(News::History(sync::history(&self.library)?)),
            Errand::Proven => sync::proven(&self.library)?,
            Errand::Used(usage) => {
                if let Err(error) = self.ledger.add(usage) {
                    tracing::warn!(error = &error as &dyn std::error::Error, "the totals of use could not be written");
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

    fn import(&mut self, root_may_be_expired: bool) -> Result<(), Failure> {
        let Some(offer) = self.offer.take() else { return Err(SyncError::Cancelled.into()) };
        let mut stick = self.stick()?;
        let shelf = FolderShelf::open(stick.mount()?).map_err(SyncError::from)?;
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
        let taken = self.with_hands(root_may_be_expired, |hands| sync::import(&self.library, &offer, &shelf, hands, &mut progress));
        drop(shelf);
        let receipt = taken.inspect_err(|_| drop(stick.release()))?;
        let written = self.leave_receipt(&mut stick, &receipt);
        let left = StickLeft { receipt: written, released: stick.release().is_ok() };
        (self.tell)(News::Done { receipt: Box::new(receipt), stick: Some(left) });
        Ok(())
    }

    fn stick(&self) -> Result<Client, MountError> {
        Client::call(&self.config.sync.helper, &self.config.sync.stick)
    }

    /// Writes the receipt on the stick, for the office, and how the terminal is. The import is good without them; whether the receipt is there.
    fn leave_receipt(&self, stick: &mut Client, receipt: &Receipt) -> bool {
        let name = format!("{}-{}.txt", self.config.sync.terminal, receipt.release.unwrap_or_default());
        if let Err(error) = stick.writable() {
            tracing::warn!(%error, "nothing can be written on the stick");
            return false;
        }
        let written = fleet::put(&self.config.sync.stick, "receipts", &name, in_words(receipt).as_bytes());
        if let Err(error) = &written {
            tracing::warn!(%error, "the receipt could not be written on the stick");
        }
        self.leave_report();
        written.is_ok()
    }

    /// Writes how the terminal is on a stick that can be written to.
    fn leave_report(&self) {
        let sync = &self.config.sync;
        if let Err(error) = fleet::leave(&sync.stick, &self.library, &sync.terminal, Timestamp::now()) {
            tracing::warn!(error = &error as &dyn std::error::Error, "the terminal's report could not be written on the stick");
        }
    }

    fn with_hands<T>(&self, root_may_be_expired: bool, call: impl FnOnce(&Hands<'_>) -> T) -> T {
        let self_test = |folder: &Path| match std::env::current_exe() {
            Ok(program) => probe_in_child(&program, folder),
            Err(source) => Err(LibraryError::Io { doing: "finding", path: PathBuf::from("gongkai"), source }),
        };
        call(&Hands { terminal: &self.config.sync.terminal, now: Timestamp::now(), self_test: &self_test, root_may_be_expired })
    }
}

/// The release that a step back would lead to.
fn before(library: &Path) -> Result<Option<(u64, Timestamp)>, SyncError> {
    let Some(answering) = current(library)? else { return Ok(None) };
    let earlier = generations(library)?.into_iter().rev().filter(|number| *number < answering);
    for info in earlier.filter_map(|number| info_of(library, number).ok()) {
        if let Origin::Release { version, released_at, .. } = info.origin
            && sync::may_show(library, &info)?
        {
            return Ok(Some((version, released_at)));
        }
    }
    Ok(None)
}

/// The receipt as the office reads it.
fn in_words(receipt: &Receipt) -> String {
    let at = crate::text::beijing(receipt.at).strftime("%Y-%m-%d %H:%M").to_string();
    let mut lines = vec![
        format!("终端：{}", receipt.terminal),
        format!("时间：{at}（终端的时钟）"),
        format!("内容：第 {} 版，摘要前八位 {}", receipt.release.unwrap_or_default(), receipt.digest.as_deref().unwrap_or_default()),
        format!("改了什么：{}", advice::changed(receipt)),
        format!("现有：{} 条", receipt.records),
        format!("用时：{} 秒", receipt.seconds),
    ];
    lines.extend(advice::gone(&receipt.facts).map(|gone| format!("已下架：{gone}")));
    lines.join("\r\n") + "\r\n"
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        bundle::tests::forge::{Office, copy_folder, now},
        fleet::gather,
        library::probe,
    };

    #[test]
    fn a_stick_that_brings_nothing_new_carries_the_report_of_the_terminal_home() {
        let office = Office::open_for_business();
        let folder = tempfile::tempdir().unwrap();
        let (stick, library) = (folder.path().join("stick"), folder.path().join("library"));
        copy_folder(&office.path().join("v1"), &stick.join(STICK_FOLDER));
        let shelf = FolderShelf::open(&stick).unwrap();
        let hands = Hands { terminal: "YC-07", now: now(), self_test: &|folder| probe(folder).map(drop), root_may_be_expired: false };
        sync::establish(&library, &office.first_root()).unwrap();
        let offer = sync::inspect(&library, &shelf, &hands).unwrap();

        let mut config = Config::demonstration().unwrap();
        config.sync.terminal = "YC-07".to_owned();
        (config.sync.helper, config.sync.stick) = (PathBuf::new(), stick.clone());
        let (sender, heard) = mpsc::channel();
        let errands = Errands::start(Arc::new(config), library.clone(), move |news| drop(sender.send(news)));
        let offered_unchanged = || {
            assert!(errands.run(Errand::Look).is_none());
            matches!(heard.recv().unwrap(), News::Offered(offer) if offer.unchanged)
        };
        assert!(!offered_unchanged());
        assert!(!stick.join(STICK_FOLDER).join("status").exists());
        sync::import(&library, &offer, &shelf, &hands, &mut Unwatched).unwrap();
        assert!(offered_unchanged());
        let gathered = gather(std::slice::from_ref(&stick)).unwrap();
        assert_eq!((gathered.reports.len(), gathered.reports[0].report.terminal.as_str()), (1, "YC-07"));

        // What visitors did goes with it, and is written where the program ends, too.
        let visit = Usage { sessions: 1, searches: 2, misses: 1, opened: 3, codes: 1 };
        let usage = || gather(std::slice::from_ref(&stick)).unwrap().reports[0].report.usage().unwrap();
        assert_eq!(usage(), Usage::default());
        assert!(errands.run(Errand::Used(visit)).is_none() && offered_unchanged());
        assert_eq!(usage(), visit);
        assert!(errands.run(Errand::Used(visit)).is_none());
        errands.end();
        fleet::leave(&stick, &library, "YC-07", now()).unwrap();
        assert_eq!(usage(), visit.and(visit));
    }
}
