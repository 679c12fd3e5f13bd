//! Work on many documents, told on the line of whoever waits.

use std::{
    sync::Mutex,
    time::{Duration, Instant},
};

use super::waiting::Line;

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
