//! What others do about programs: one is kept, the running one has lasted, or ends because it was told to.

use std::path::Path;

use super::{
    error::LaunchError,
    running::{Running, running},
    state::State,
    store::{Paper, Store},
};
use crate::program::Program;

/// Keeps a program that was copied to `from`, with its papers, to be tried; nothing of it runs yet. Doing it twice does nothing the second time.
pub fn keep(library: &Path, program: &Program, from: &Path, papers: &[Paper]) -> Result<bool, LaunchError> {
    Store::of(library).keep(program, from, papers)
}

/// How it stands with programs at this terminal; nothing where none ever came.
pub fn state(library: &Path) -> State {
    Store::of(library).state()
}

/// The running program has lasted with content that answers.
pub fn lasted(library: &Path) -> Result<(), LaunchError> {
    match running() {
        Running::Program(digest) => Store::of(library).change(|state| state.lasted(&digest)),
        Running::Alone | Running::Packaged => Ok(()),
    }
}

/// The running program ends because it was told to: what did not last was not its fault.
pub fn ended_well(library: &Path) -> Result<(), LaunchError> {
    match running() {
        Running::Program(digest) => Store::of(library).change(|state| state.ended_well(&digest)),
        Running::Alone | Running::Packaged => Ok(()),
    }
}
