//! Values that stand in errors: Chinese where a person gives them, so that every Latin word in an answer is one of ours.

use std::{io, path::PathBuf};

use crate::source::{Fault, Severity};

pub(super) fn name() -> String {
    "某个文件".to_owned()
}

pub(super) fn path() -> PathBuf {
    PathBuf::from("某处")
}

/// Faults of the system, known and unknown, with and without a number, and one that somebody put English into.
pub(super) fn faults_of_the_system() -> Vec<io::Error> {
    let numbered = [2, 5, 13, 17, 19, 20, 21, 28, 30, 71, 110, 111].map(io::Error::from_raw_os_error);
    let others = [io::ErrorKind::InvalidData.into(), io::Error::other("somebody says so"), io::Error::other(database(5))];
    numbered.into_iter().chain(others).collect()
}

pub(super) fn system() -> io::Error {
    io::Error::from_raw_os_error(5)
}

pub(super) fn database(code: i32) -> rusqlite::Error {
    rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(code), Some("somebody says so".to_owned()))
}

pub(super) fn fault() -> Fault {
    Fault { file: path(), line: None, severity: Severity::Error, what: name(), mend: name(), trouble: None }
}
