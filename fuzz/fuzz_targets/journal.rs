//! A terminal's journal of its door, in which somebody wrote: read to its end, told without harm, and gone on with.

#![no_main]

use std::{
    fs,
    path::{Path, PathBuf},
    sync::LazyLock,
};

use gongkai::{
    advice::Advise,
    audit::{Deed, Journal, Who, read},
};
use gongkai_fuzz::{assert_harmless, seeds};
use libfuzzer_sys::fuzz_target;

static LIBRARY: LazyLock<PathBuf> = LazyLock::new(|| {
    let memory = Path::new("/dev/shm");
    let folder = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
    folder.join(format!("gongkai-fuzz-journal-{}", std::process::id()))
});

fn log() -> PathBuf {
    LIBRARY.join("sync/audit/00000001.log")
}

/// A folder in which three wrong PINs were written down.
fn begin() {
    fs::remove_dir_all(&*LIBRARY).ok();
    fs::create_dir_all(LIBRARY.join("sync")).unwrap();
    let mut journal = Journal::of(&LIBRARY);
    (1..=3).for_each(|failures| journal.note(Who::AtTheDoor, Deed::PinWrong { failures }));
}

fn honest() -> Vec<u8> {
    begin();
    fs::read(log()).unwrap()
}

static HONEST: LazyLock<Vec<u8>> = LazyLock::new(honest);

fuzz_target!(init: seeds("journal", [&*HONEST]), |input: &[u8]| {
    begin();
    fs::write(log(), input).unwrap();
    let before = read(&LIBRARY).unwrap();
    if let Err(error) = before.verify(None) {
        assert_harmless(&error.advice().to_string());
    }
    // Whatever lies there, the next deed is written and stands last; what was wrong stays wrong.
    Journal::of(&LIBRARY).note(Who::Staff, Deed::PinWrong { failures: 9 });
    let after = read(&LIBRARY).unwrap();
    assert_eq!(after.last().map(|entry| entry.deed.clone()), Some(Deed::PinWrong { failures: 9 }));
    assert!(before.faults.is_empty() || !after.faults.is_empty());
});
