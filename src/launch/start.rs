//! The program that is next is begun in place of this one; where there is none, or nothing of it can be relied on, this one goes on.

use std::{os::unix::process::CommandExt, path::Path, process::Command};

use super::{
    error::LaunchError,
    running::{VARIABLE, goes_on},
    state::{Next, State},
    store::Store,
};
use crate::audit::Deed;

/// Begins what is next; comes back where that is the package's program, which is this one. `note` hears what must be known of it.
/// The program that is begun reads these settings.
pub fn start(library: &Path, root: &Path, settings: &Path, note: &dyn Fn(Deed)) {
    let store = Store::of(library);
    goes_on();
    // Every turn takes one away.
    loop {
        let (next, given_up) = match store.change(State::next) {
            Ok(next) => next,
            Err(error) => {
                // What cannot be counted is not begun.
                tracing::error!(%error, "which program is next cannot be written down");
                return;
            }
        };
        for program in given_up {
            note(Deed::ProgramGivenUp { program: program.to_string() });
        }
        let Next::Program(program) = next else { return };
        let done = match store.ready(&program.sha256, root) {
            Ok(sealed) => {
                let error = Command::new(sealed.path())
                    .arg0("gongkai")
                    .arg("--config")
                    .arg(settings)
                    .env(VARIABLE, program.sha256.to_string())
                    .exec();
                tracing::error!(%program, %error, "a program cannot be begun");
                note(Deed::ProgramGivenUp { program: program.to_string() });
                store.change(|state| state.failed(&program))
            }
            Err(error) => {
                tracing::error!(%program, error = &error as &dyn std::error::Error, "a program is not run");
                // The package was brought up to date: nothing is wrong with that.
                if !matches!(error, LaunchError::Older) {
                    note(Deed::ProgramNotRun { program: program.to_string() });
                }
                store.change(|state| state.drop_it(&program.sha256))
            }
        };
        if let Err(error) = done {
            tracing::error!(%error, "which program is next cannot be written down");
            return;
        }
    }
}
