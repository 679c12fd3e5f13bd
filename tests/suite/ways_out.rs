//! What `kiosk-config/ways-out.md` calls the proof of a way that is shut is there: tests by their names, journeys by file and part, settings by their
//! file.

use std::{collections::BTreeSet, fs};

use walkdir::WalkDir;

use super::repository;

/// Names of all functions of our source and our tests.
fn functions() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for folder in ["src", "tests/suite"] {
        let files = WalkDir::new(repository(folder)).into_iter().map(Result::unwrap);
        for file in files.filter(|entry| entry.path().extension().is_some_and(|extension| extension == "rs")) {
            let text = fs::read_to_string(file.path()).unwrap();
            names.extend(text.lines().filter_map(|line| line.trim_start().strip_prefix("fn ")?.split('(').next().map(str::to_owned)));
        }
    }
    names
}

#[test]
fn whatever_proves_that_a_way_out_is_shut_is_there() {
    let list = fs::read_to_string(repository("kiosk-config/ways-out.md")).unwrap();
    let functions = functions();
    let mut proofs = 0;
    for named in list.split('`').skip(1).step_by(2) {
        let test = named.len() > 20 && named.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
        let (path, part) = named.split_once(' ').unwrap_or((named, ""));
        if test {
            assert!(functions.contains(named), "no test is called {named}");
            proofs += 1;
        } else if path.starts_with("tests/") || path.starts_with("fuzz/") {
            assert!(repository(path).exists(), "{path} is not there");
            let script = fs::read_to_string(repository(path)).unwrap_or_default();
            assert!(part.is_empty() || script.lines().any(|line| line.starts_with(&format!("{part}()"))), "{path} has no part {part}");
            proofs += 1;
        } else if [".ini", ".conf", ".service"].iter().any(|end| path.ends_with(end)) && path != "loader.conf" {
            assert!(repository(&format!("kiosk-config/{path}")).exists(), "{path} is not there");
        }
    }
    assert!(proofs > 20, "only {proofs} proofs were found");
}
