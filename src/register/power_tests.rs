//! Power fails, or the program is killed, at any write of the register: each form is registered once all the same, and no word to a terminal names
//! what is not registered.

use std::{
    fs,
    path::{Path, PathBuf},
};

use jiff::{
    Timestamp,
    civil::{Date, date},
};

use super::{
    Register,
    tests::{application, exported},
};
use crate::{
    bundle::SecretKey,
    outbox::tests::pretended_opening,
    request::{CITIZEN, Form, PLEASE_PUBLISH},
    text::VisitorText,
};

const TODAY: Date = date(2026, 11, 30);
/// Bytes between two places at which power fails.
const STRIDE: usize = 1021;

fn wishes(count: u32) -> Vec<Form> {
    let wish = |number| {
        let mut form = Form::new(&PLEASE_PUBLISH);
        form.answer("words", &VisitorText::from(format!("第 {number} 件")));
        form
    };
    (0..count).map(wish).collect()
}

fn take(register: &mut Register, bytes: &[u8]) -> usize {
    let files = [(PathBuf::from("a"), Ok(bytes.to_vec()))].into_iter();
    register.take_files(files, &pretended_opening, &[], TODAY).unwrap().registered.len()
}

fn words(register: &mut Register) -> Vec<usize> {
    let now: Timestamp = "2026-11-30T02:00:00Z".parse().unwrap();
    register.acknowledge(&SecretKey::of_seed(9), now).unwrap().into_iter().map(|word| word.named).collect()
}

/// Does something with a register, and looks at what would be there if power had failed at any moment of it.
fn at_any_write(path: &Path, deed: impl FnOnce(&mut Register), mut look: impl FnMut(&mut Register)) {
    drop(Register::open(path).unwrap());
    let before = fs::read(path).unwrap();
    let mut register = Register::open(path).unwrap();
    deed(&mut register);
    let log = fs::read(path.with_extension("sqlite-wal")).unwrap();
    assert!(log.len() > STRIDE, "nothing was written");
    for length in (0..log.len()).step_by(STRIDE).chain([log.len()]) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("register.sqlite");
        fs::write(&path, &before).unwrap();
        fs::write(path.with_extension("sqlite-wal"), &log[..length]).unwrap();
        look(&mut Register::open(&path).unwrap());
    }
}

#[test]
fn a_stick_is_registered_whole_or_not_at_all_and_once_when_it_comes_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("register.sqlite");
    let bytes = exported(&wishes(3));
    at_any_write(
        &path,
        |register| assert_eq!(take(register, &bytes), 3),
        |register| {
            let there = register.all().unwrap().len();
            assert!(there == 0 || there == 3, "{there}");
            assert_eq!(words(register).into_iter().sum::<usize>(), there, "a word names what is not registered");
            assert_eq!((take(register, &bytes), register.digests().len()), (3 - there, 3));
        },
    );
}

#[test]
fn a_word_that_was_lost_with_the_power_is_made_good_by_the_next() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("register.sqlite");
    take(&mut Register::open(&path).unwrap(), &exported(&wishes(3)));
    at_any_write(&path, |register| assert_eq!(words(register), [3]), |register| assert_eq!(words(register), [3]));
}

#[test]
fn what_staff_wrote_down_is_there_or_not_and_never_half() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("register.sqlite");
    take(&mut Register::open(&path).unwrap(), &exported(&[application(&CITIZEN, "")]));
    let received = r#"{"what":"received","on":"2026-06-01","by":"in_person"}"#;
    at_any_write(
        &path,
        |register| drop(register.note("申2026-0001", received, TODAY).unwrap()),
        |register| {
            let found = register.find("申2026-0001").unwrap();
            // The step follows from the event; whichever was lost is written down again by whoever looks.
            assert!(found.events.len() <= 1);
            assert_eq!(found.due().day(), (!found.events.is_empty()).then_some(date(2026, 6, 30)));
            assert!(found.step == super::Step::Received || !found.events.is_empty());
        },
    );
}
