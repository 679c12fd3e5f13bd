//! A program is tried beside the running one: it opens what visitors see, asks, draws the first screen, and ends.

use std::{path::Path, process::Command, time::Duration};

use super::{
    error::LaunchError,
    running::{Running, running, settings},
    store::Store,
};
use crate::{
    files::child::{self, Limits},
    program::Program,
};

/// Longest that it may take: opening and asking take seconds, on the slowest disk a minute.
const PATIENCE: Duration = Duration::from_secs(120);
/// Addresses that it may take: an index is mapped as a whole.
const MEMORY: u64 = 64 << 30;

/// Tries the program that waits, if one does: which, and whether it is fit. It is begun when nobody is there. `root` is the one that the office
/// handed over. Nothing is tried where nobody would begin it.
pub fn try_beside(library: &Path, root: &Path) -> Result<Option<(Program, bool)>, LaunchError> {
    let Some(settings) = settings().filter(|_| running() != Running::Alone) else { return Ok(None) };
    let store = Store::of(library);
    let Some(program) = store.state().waiting else { return Ok(None) };
    let digest = program.sha256;
    let sealed = match store.ready(&digest, root) {
        Ok(sealed) => sealed,
        // Another visit may bring it whole.
        Err(error) => {
            store.change(|state| state.drop_it(&digest))?;
            return Err(error);
        }
    };
    let mut command = Command::new(sealed.path());
    command.arg("rehearse").arg("--config").arg(settings);
    let tried = child::run(&mut command, Limits { patience: PATIENCE, memory: MEMORY });
    if let Err(error) = &tried {
        tracing::error!(%program, %error, "a program does not work here");
    }
    store.change(|state| state.tried(&digest, tried.is_ok()))?;
    Ok(Some((program, tried.is_ok())))
}
