//! Which program is next, and what became of those before it. Every step is written down before it is taken, as one file that is replaced whole:
//! power that fails leaves the step before, or the step.

use serde::{Deserialize, Serialize};

use crate::{files::Digest, program::Program};

/// Starts that a program on trial gets without lasting.
const TRIALS: u32 = 2;
/// Starts in a row that one that had lasted gets without lasting again.
const PATIENCE: u32 = 5;
/// Most of those given up that are remembered.
const REMEMBERED: usize = 16;

/// How it stands with programs at a terminal.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct State {
    /// Came, and was not tried beside the running one yet.
    pub waiting: Option<Program>,
    /// Was tried beside the running one, and is begun until it lasts or is given up.
    pub trial: Option<Begun>,
    /// Has lasted.
    pub chosen: Option<Begun>,
    /// Given up for good: what does not work here is not tried again.
    pub given_up: Vec<Program>,
}

/// A program that is begun, with the starts that did not last, in a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Begun {
    /// Which.
    pub program: Program,
    /// Starts, this one counted.
    pub starts: u32,
}

/// What is begun now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Next {
    Packaged,
    Program(Program),
}

impl State {
    /// A program came. Whether it is a new one.
    pub(super) fn came(&mut self, program: &Program) -> bool {
        let known = self.knows(&program.sha256);
        if !known {
            self.waiting = Some(program.clone());
        }
        !known
    }

    /// Whether a program is here already, or was given up.
    pub fn knows(&self, digest: &Digest) -> bool {
        self.needed().contains(digest) || self.given_up.iter().any(|program| program.sha256 == *digest)
    }

    /// The program that waited was tried beside the running one.
    pub(super) fn tried(&mut self, digest: &Digest, fit: bool) {
        let Some(program) = self.waiting.take_if(|waiting| waiting.sha256 == *digest) else { return };
        if fit {
            self.trial = Some(Begun { program, starts: 0 });
        } else {
            self.give_up(program);
        }
    }

    /// What is begun now, and what was given up on the way there; a start is counted before it is made.
    pub(super) fn next(&mut self) -> (Next, Vec<Program>) {
        let spent =
            [(&mut self.trial, TRIALS), (&mut self.chosen, PATIENCE)].map(|(begun, most)| begun.take_if(|begun| begun.starts >= most));
        let given_up: Vec<Program> = spent.into_iter().flatten().map(|begun| begun.program).collect();
        given_up.iter().for_each(|program| self.give_up(program.clone()));
        let next = self.trial.as_mut().or(self.chosen.as_mut()).map_or(Next::Packaged, |begun| {
            begun.starts += 1;
            Next::Program(begun.program.clone())
        });
        (next, given_up)
    }

    /// It lasted: it is the one from now on.
    pub(super) fn lasted(&mut self, digest: &Digest) {
        if let Some(trial) = self.trial.take_if(|trial| trial.program.sha256 == *digest) {
            self.chosen = Some(trial);
        }
        for begun in [&mut self.trial, &mut self.chosen].into_iter().flatten().filter(|begun| begun.program.sha256 == *digest) {
            begun.starts = 0;
        }
    }

    /// It ends because somebody wants it to.
    pub(super) fn ended_well(&mut self, digest: &Digest) {
        for begun in [&mut self.trial, &mut self.chosen].into_iter().flatten().filter(|begun| begun.program.sha256 == *digest) {
            begun.starts = begun.starts.saturating_sub(1);
        }
    }

    /// It cannot be begun as it lies here: another visit may bring it again.
    pub(super) fn drop_it(&mut self, digest: &Digest) {
        self.waiting.take_if(|program| program.sha256 == *digest);
        for begun in [&mut self.trial, &mut self.chosen] {
            begun.take_if(|begun| begun.program.sha256 == *digest);
        }
    }

    /// It could not even be started.
    pub(super) fn failed(&mut self, program: &Program) {
        self.drop_it(&program.sha256);
        self.give_up(program.clone());
    }

    fn give_up(&mut self, program: Program) {
        if self.given_up.iter().all(|known| known.sha256 != program.sha256) {
            self.given_up.push(program);
        }
        self.given_up.drain(..self.given_up.len().saturating_sub(REMEMBERED));
    }

    /// Those whose bytes are still needed.
    pub(super) fn needed(&self) -> Vec<Digest> {
        let begun = [&self.trial, &self.chosen].into_iter().flatten().map(|begun| &begun.program);
        begun.chain(&self.waiting).map(|program| program.sha256).collect()
    }
}
