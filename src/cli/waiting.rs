//! Whoever waits at a command: told on one line that is written over, where somebody watches, and heard when they want to stop.

use std::{
    io::{self, IsTerminal},
    ops::ControlFlow,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use signal_hook::consts::{SIGINT, SIGTERM};

use super::snag::Snag;

/// Between two lines of progress.
const BEAT: Duration = Duration::from_millis(200);

/// The line of standard error that tells how far work has come; nothing where nobody watches.
#[derive(Debug)]
pub(super) struct Line {
    watched: bool,
    last: Option<Instant>,
}

impl Line {
    pub(super) fn new() -> Self {
        Self::beside(false)
    }

    /// The same, where something else may be written on the same terminal: then nothing is told.
    pub(super) fn beside(output: bool) -> Self {
        Self { watched: io::stderr().is_terminal() && !output, last: None }
    }

    /// Writes the line over, if it is time; the words are made only then.
    pub(super) fn tell(&mut self, words: impl FnOnce() -> String) {
        if self.watched && self.last.is_none_or(|last| last.elapsed() >= BEAT) {
            self.last = Some(Instant::now());
            eprint!("\r\u{1b}[K{}", words());
        }
    }

    /// Leaves the line empty for what is said next.
    pub(super) fn clear(&self) {
        if self.watched {
            eprint!("\r\u{1b}[K");
        }
    }
}

/// Work on many documents, told from whichever thread has done one: how many, how fast, how long still.
#[derive(Debug)]
pub(super) struct Many {
    line: Mutex<(Line, Option<(&'static str, Instant)>)>,
}

impl Many {
    pub(super) fn new() -> Self {
        Self { line: Mutex::new((Line::new(), None)) }
    }

    /// So many of `all` are done. Other work begins its own count of time.
    pub(super) fn tell(&self, what: &'static str, done: usize, all: usize) {
        // Whoever is told right now is told enough.
        let Ok(mut line) = self.line.try_lock() else { return };
        let (line, work) = &mut *line;
        let begun = match work {
            Some((known, begun)) if *known == what => *begun,
            _ => work.insert((what, Instant::now())).1,
        };
        line.tell(|| in_words(what, done, all, begun.elapsed()));
    }

    pub(super) fn clear(&self) {
        if let Ok(line) = self.line.lock() {
            line.0.clear();
        }
    }
}

fn in_words(what: &str, done: usize, all: usize, passed: Duration) -> String {
    let seconds = passed.as_secs_f64();
    let share = done as f64 / all.max(1) as f64;
    let left =
        if seconds > 2.0 && share > 0.0 { format!("，还要 {:.0} 秒", (seconds / share - seconds).ceil()) } else { String::new() };
    // The source is counted by its bytes, everything else by documents.
    if what == SOURCE {
        return format!("{what} {:.0}%{left}", share * 100.0);
    }
    format!("{what} {done}/{all} 份，每秒 {:.0} 份{left}", done as f64 / seconds.max(0.001))
}

/// Work that is counted by bytes.
const SOURCE: &str = "读来源";

/// Ctrl-C, heard at the next step of work that leaves everything whole. The second one ends the program at once.
#[derive(Debug)]
pub(super) struct Stop(Arc<AtomicBool>);

impl Stop {
    pub(super) fn heard() -> Result<Self, Snag> {
        let stop = Arc::new(AtomicBool::new(false));
        for signal in [SIGINT, SIGTERM] {
            let heard = signal_hook::flag::register_conditional_shutdown(signal, 1, Arc::clone(&stop))
                .and_then(|_| signal_hook::flag::register(signal, Arc::clone(&stop)));
            heard.map_err(Snag::system("程序听不到让它停下的信号"))?;
        }
        Ok(Self(stop))
    }

    pub(super) fn flow(&self) -> ControlFlow<()> {
        if self.0.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}
