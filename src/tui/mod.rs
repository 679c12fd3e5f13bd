//! The kiosk on its screen, after The Elm Architecture: events become messages, messages change one session value, drawing is a pure function
//! of it, and everything that takes time is asked of the worker. Only this file and the worker's loop read the
//! clock.

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc,
    },
    thread,
    time::{Duration, Instant},
};

use signal_hook::{
    consts::{SIGHUP, SIGTERM},
    flag,
};

use crate::{
    advice::Advice,
    audit::{Deed, DoorLedger, Who},
    config::Config,
    launch,
};

mod app;
mod canvas;
mod clerk;
mod composer;
mod context;
mod desk;
mod effect;
mod errand;
#[cfg(test)]
mod errand_tests;
mod error;
mod field;
mod frame;
mod hiding;
mod keeper;
mod lines;
mod memory;
mod output;
mod picture;
mod printed;
mod printer;
mod rehearsal;
#[cfg(feature = "office")]
pub mod review;
mod screen;
mod scribe;
mod session;
mod terminal;
#[cfg(test)]
mod tests;
mod theme;
mod tty;
mod voice;
mod widget;
mod window;
mod worker;

pub use app::Mode;
pub use error::KioskError;
pub use rehearsal::{Unfit, rehearse};
pub(crate) use terminal::extent;
pub use worker::Holdings;

use app::{App, Door, Outcome};
use canvas::Canvas;
use composer::Ask;
use effect::{Reply, Request};
use errand::Errands;
use field::Offered;
use picture::{Order, Painted};
use scribe::Scribe;
use theme::{Look, Theme};
use tty::Said;
use voice::{Speech, Voiced};

/// Longest wait for anything: the terminal is measured anew, and clocks go on.
const BEAT: Duration = Duration::from_millis(100);
/// The same while nobody is there and nothing goes on: a minute that is told half a second later hurts nobody, and a key is heard at once.
const CALM: Duration = Duration::from_millis(500);

/// Most that is handled between two drawings.
const FLOOD: usize = 4096;

/// What wakes the loop.
enum Wake {
    Terminal(Said),
    Reply(Reply),
    Painted(Painted),
    Voiced(Voiced),
}

/// Runs the kiosk until staff (or, in a demonstration, Ctrl-Q) end it, or the system does.
pub fn run(config: Config, holdings: Holdings, mode: Mode) -> Result<(), KioskError> {
    memory::keep_private();
    let config = Arc::new(config);
    let (wakes, inbox) = mpsc::channel();
    let replies = wakes.clone();
    let sent_away = sent_away().map_err(KioskError::System)?;
    let mut screen = terminal::Screen::take().map_err(KioskError::Window)?;
    if config.display.rotation != 0 && mode == Mode::Kiosk {
        terminal::ask_output(&config.display.scale_output, "--transform", &config.display.rotation.to_string());
    }
    // A closed channel means that the loop has ended; then nobody waits for answers.
    let library = match &holdings {
        Holdings::Installed(path) if config.takes_sticks() => Some(path.clone()),
        _ => None,
    };
    // Who shows the program to somebody keeps no books.
    let kept = match &holdings {
        Holdings::Installed(path) if mode == Mode::Kiosk => Some(path.clone()),
        _ => None,
    };
    let ledger = kept.as_deref().map_or_else(DoorLedger::in_memory, DoorLedger::of);
    let failures = ledger.failures();
    let begun_for = kept.clone();
    let scribe = Scribe::start(kept);
    scribe.note(Who::Terminal, Deed::Started { program: env!("CARGO_PKG_VERSION").to_owned(), failures });
    let errands = library.map(|library| {
        let (news, sticks) = (wakes.clone(), wakes.clone());
        errand::watch(&config, move |here| sticks.send(Wake::Reply(Reply::Stick(here))).is_ok());
        Errands::start(Arc::clone(&config), library, move |said| drop(news.send(Wake::Reply(Reply::News(said)))))
    });
    let offers = wakes.clone();
    let composer = composer::start(move |reply| drop(offers.send(Wake::Reply(reply))));
    let pupil = composer.clone();
    let requests = desk::start(holdings, Arc::clone(&config), ledger, move |mut reply| {
        if let Reply::Ready { words, .. } | Reply::Withheld { words, .. } = &mut reply {
            // A composer that is gone has nothing to learn.
            drop(pupil.send(Ask::Learn(std::mem::take(words))));
        }
        drop(replies.send(Wake::Reply(reply)));
    });
    let painted = wakes.clone();
    let painter = picture::start(move |batch| painted.send(Wake::Painted(batch)).is_ok());
    let heard = wakes.clone();
    let voice = voice::start(move |voiced| drop(heard.send(Wake::Voiced(voiced))));
    let threads = Threads { config: Arc::clone(&config), requests, composer, painter, voice, errands, scribe };
    let (grid, cell) = screen.measure().map_err(KioskError::Window)?;
    let now = Instant::now();
    let mut app = App::new(config, mode, terminal::depth(), grid, cell, now).with_door(Door::after_start(failures, now));
    tty::listen(move |said| wakes.send(Wake::Terminal(said)).is_ok()).map_err(KioskError::Window)?;
    screen.ask().map_err(KioskError::Window)?;
    let ended = attend(screen, &mut app, &inbox, &threads, &sent_away);
    // Whoever was there when it ended was there.
    if let Some(errands) = threads.errands {
        app.used().into_iter().chain(app.overheard()).for_each(|told| drop(errands.run(told)));
        errands.end();
    }
    threads.scribe.note(Who::Terminal, Deed::Stopped);
    threads.scribe.end();
    if let (Ok(()), Some(library)) = (&ended, &begun_for)
        && let Err(error) = launch::ended_well(library)
    {
        tracing::warn!(%error, "that it ended well cannot be written down");
    }
    ended.map_err(KioskError::Window)
}

/// Shows that the kiosk cannot open and why, until `mended` or until the system ends it. Keys do nothing: it is no way out.
pub fn wait_unusable(advice: &Advice, mended: &dyn Fn() -> bool) -> Result<(), KioskError> {
    let sent_away = sent_away().map_err(KioskError::System)?;
    let mut screen = terminal::Screen::take().map_err(KioskError::Window)?;
    let theme = Theme::new(Look::Paper, terminal::depth());
    while !mended() && !sent_away.load(Ordering::Relaxed) {
        let drawn = screen.terminal.draw(|frame| {
            let area = frame.area();
            let mut canvas = Canvas::new(frame.buffer_mut(), &theme);
            canvas.fill(area, theme.text);
            screen::maintenance::unusable(advice, &mut canvas, area);
        });
        drawn.map_err(KioskError::Window)?;
        thread::sleep(BEAT);
    }
    Ok(())
}

/// Becomes true when the service is stopped, the machine goes down or the terminal is closed. Often all that is said at once: once is enough.
fn sent_away() -> io::Result<Arc<AtomicBool>> {
    let told = Arc::new(AtomicBool::new(false));
    for signal in [SIGTERM, SIGHUP] {
        flag::register(signal, Arc::clone(&told))?;
    }
    Ok(told)
}

/// Looks after the screen until the program is to end; then the terminal is given back.
fn attend(
    mut screen: terminal::Screen,
    app: &mut App,
    inbox: &mpsc::Receiver<Wake>,
    threads: &Threads,
    sent_away: &AtomicBool,
) -> io::Result<()> {
    loop {
        let outcome = app.tick(Instant::now(), crate::text::now().datetime());
        if outcome.forgotten {
            screen.forget();
        }
        if perform(outcome, app, threads) || sent_away.load(Ordering::Relaxed) {
            return Ok(());
        }
        let (grid, cell) = screen.measure()?;
        app.resize_if_changed(grid, cell);
        let mut orders = screen.draw(cell, Instant::now(), |buffer| app.view(buffer))?;
        if orders.is_empty() {
            orders = screen.look_ahead(|after| app.ahead(after));
        }
        if !orders.is_empty() {
            // Without a painter everything is seen as cells.
            drop(threads.painter.send(orders));
        }
        let mut wake = match inbox.recv_timeout(if app.is_calm() { CALM } else { BEAT }) {
            Ok(wake) => Some(wake),
            Err(mpsc::RecvTimeoutError::Timeout) => None,
            Err(mpsc::RecvTimeoutError::Disconnected) => return Err(io::ErrorKind::NotConnected.into()),
        };
        // What is already there is handled before the next drawing, but for a flood, during which people want to see something as well.
        let mut handled = 0;
        while let Some(next) = wake {
            let outcome = match next {
                Wake::Terminal(Said::Draws(pictures)) => {
                    screen.can_draw(pictures)?;
                    Outcome::default()
                }
                Wake::Terminal(Said::Event(event)) => app.event(&event, Instant::now()),
                Wake::Terminal(Said::Gone) if sent_away.load(Ordering::Relaxed) => return Ok(()),
                Wake::Terminal(Said::Gone) => return Err(io::ErrorKind::UnexpectedEof.into()),
                Wake::Reply(reply) => app.reply(reply),
                Wake::Voiced(voiced) => {
                    app.voiced(voiced);
                    Outcome::default()
                }
                Wake::Painted(batch) => {
                    screen.painted(batch);
                    Outcome::default()
                }
            };
            if outcome.forgotten {
                screen.forget();
            }
            if perform(outcome, app, threads) {
                return Ok(());
            }
            handled += 1;
            wake = if handled < FLOOD { inbox.try_recv().ok() } else { None };
        }
    }
}

/// Who does what the app asks for.
struct Threads {
    config: Arc<Config>,
    requests: mpsc::Sender<Request>,
    composer: mpsc::Sender<Ask>,
    painter: mpsc::Sender<Vec<Order>>,
    voice: mpsc::Sender<Speech>,
    /// None where the terminal takes no sticks.
    errands: Option<Errands>,
    scribe: Scribe,
}

/// Does what the app asked for, and what follows of it; true if the program is to end.
fn perform(outcome: Outcome, app: &mut App, threads: &Threads) -> bool {
    let mut quit = outcome.quit;
    for (by, deed) in app.deeds() {
        threads.scribe.note(by, deed);
    }
    if let Some(speech) = outcome.speech {
        // Without a voice nobody asked for one.
        drop(threads.voice.send(speech));
    }
    if let Some(scale) = outcome.scale {
        terminal::ask_output(&threads.config.display.scale_output, "--scale", &scale.to_string());
    }
    for errand in outcome.errands {
        if let Some(news) = threads.errands.as_ref().and_then(|errands| errands.run(errand)) {
            quit |= perform(app.reply(Reply::News(news)), app, threads);
        }
    }
    if let Some(wanted) = outcome.wanted
        && let Err(mpsc::SendError(Ask::Offer(wanted))) = threads.composer.send(Ask::Offer(wanted))
    {
        // Without a composer letters are searched for as they are.
        quit |= perform(app.reply(Reply::Composed(Offered { wanted, candidates: Vec::new() })), app, threads);
    }
    if outcome.forgotten {
        // Who is gone asks nothing any more; the stack of this thread is wiped before the next drawing.
        drop(threads.composer.send(Ask::Forget));
        drop(threads.requests.send(Request::Forget));
        memory::wipe_stack();
    }
    for request in outcome.requests {
        if threads.requests.send(request).is_err() {
            tracing::error!("the worker is gone");
            return perform(app.reply(Reply::Unavailable), app, threads) || quit;
        }
    }
    quit
}
