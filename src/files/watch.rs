//! Whoever waits for long work: told where it is, and free to stop it.

use std::ops::ControlFlow;

/// Somebody who is told of every step of long work, and whose `Break` stops it. A closure that takes steps is one.
pub trait Watch<Step> {
    /// The work has come to this step; whether it goes on.
    fn at(&mut self, step: Step) -> ControlFlow<()>;

    /// The same for work that ends in an error where it is stopped.
    fn reach(&mut self, step: Step) -> Result<(), Stopped> {
        if self.at(step).is_break() { Err(Stopped) } else { Ok(()) }
    }
}

impl<Step, F: FnMut(Step) -> ControlFlow<()>> Watch<Step> for F {
    fn at(&mut self, step: Step) -> ControlFlow<()> {
        self(step)
    }
}

/// Nobody waits, and nobody stops it.
#[derive(Debug, Clone, Copy)]
pub struct Unwatched;

impl<Step> Watch<Step> for Unwatched {
    fn at(&mut self, _: Step) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}

/// The error of work that was stopped by whoever watched it. Every folder whose work can be stopped has a name of its own for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("stopped")]
pub struct Stopped;
