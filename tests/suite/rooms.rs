//! Rooms stay small. Functions are measured by clippy (`.clippy.toml`); files are measured here.

use std::fs;

use walkdir::WalkDir;

use super::repository;

/// Lines that a file may have: beyond them nobody reads it from end to end.
const LONGEST: usize = 400;

#[test]
fn no_file_of_rust_is_longer_than_four_hundred_lines() {
    let files = ["src", "tests/suite", "benches", "fuzz/src", "fuzz/fuzz_targets"].map(|folder| WalkDir::new(repository(folder)));
    let files = files.into_iter().flatten().map(|entry| entry.unwrap().into_path());
    let files: Vec<_> = files.filter(|path| path.extension().is_some_and(|ending| ending == "rs")).collect();
    assert!(files.len() > 300, "only {} files were found", files.len());
    let lines = |path: &std::path::Path| fs::read_to_string(path).unwrap().lines().count();
    let long: Vec<_> = files.iter().map(|path| (lines(path), path)).filter(|(lines, _)| *lines > LONGEST).collect();
    assert!(long.is_empty(), "to be parted by duty: {long:#?}");
}
