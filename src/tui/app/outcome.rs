//! What follows of an event besides drawing.

use super::super::{
    effect::{Errand, Request},
    field::Wanted,
    voice::Speech,
};

/// Work that the program is to do besides drawing.
#[derive(Debug, Default)]
#[must_use]
pub(in crate::tui) struct Outcome {
    /// Questions for the worker.
    pub(in crate::tui) requests: Vec<Request>,
    /// Keys for the composer.
    pub(in crate::tui) wanted: Option<Wanted>,
    /// Errands of staff.
    pub(in crate::tui) errands: Vec<Errand>,
    /// Output scale wanted now.
    pub(in crate::tui) scale: Option<u8>,
    /// What is to be read aloud, or that nothing is.
    pub(in crate::tui) speech: Option<Speech>,
    /// A visitor is gone: nothing of them is to stay in memory.
    pub(in crate::tui) forgotten: bool,
    /// Leave.
    pub(in crate::tui) quit: bool,
}

impl Outcome {
    /// This, and then another.
    pub(super) fn and(mut self, next: Self) -> Self {
        self.requests.extend(next.requests);
        self.errands.extend(next.errands);
        Self {
            wanted: next.wanted.or(self.wanted),
            scale: next.scale.or(self.scale),
            speech: next.speech.or(self.speech),
            quit: self.quit || next.quit,
            forgotten: self.forgotten || next.forgotten,
            ..self
        }
    }
}
