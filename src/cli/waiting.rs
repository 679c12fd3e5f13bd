//! Whoever waits at a command: told on one line that is written over, where somebody watches, and heard when they want to stop.

use std::{
    io::{self, IsTerminal},
    ops::ControlFlow,
    sync::{
        Arc,
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
