//! The program from outside: its commands with what they print, the kiosk in a terminal, power cuts while a library is built, disks that lie,
//! folders that earlier programs left, and the order in which its modules know one another. Everything finer is tested beside the code that does it.

// Always true here; it is how clippy knows that helpers of tests are tests.
#![cfg(test)]

mod bursts;
mod clocks;
mod commands;
mod content;
mod damage;
mod earlier_programs;
mod house;
mod interrupted_build;
mod legal_dates;
mod memory;
mod module_order;
mod mutations;
#[cfg(feature = "office")]
mod office_samples;
mod orders;
mod orders_of_screens;
mod paths;
mod planted;
mod real_corpus;
mod rooms;
mod sync_faults;
mod terminal;
mod ways_out;
mod whole_program;

use std::{
    path::{Path, PathBuf},
    process::{Command, Output},
};

/// A file or folder of this repository.
fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The program, with nothing of the tester's own environment that changes what it prints.
fn gongkai() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
    command.env_remove("RUST_LOG").env("NO_COLOR", "1");
    command
}

/// Runs a command that must succeed; what it printed.
#[track_caller]
fn succeeds(command: &mut Command) -> String {
    let Output { status, stdout, stderr } = command.output().unwrap();
    let (stdout, stderr) = (String::from_utf8(stdout).unwrap(), String::from_utf8_lossy(&stderr).into_owned());
    assert!(status.success(), "{command:?} ended with {status}\n{stdout}{stderr}");
    stdout
}
