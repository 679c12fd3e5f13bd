//! The totals of a terminal's use: kept over restarts, begun anew where they are damaged, told in the report.

use std::fs;

use super::{
    Ledger, Usage, gather, leave,
    ledger::kept,
    tests::{now, signed, well},
};
use crate::{bundle::tests::forge::Office, files::Digest, sync};

const VISIT: Usage = Usage { sessions: 1, searches: 3, misses: 1, opened: 2, codes: 1 };

/// The folder of a terminal, and the file with the totals of its use.
fn terminal() -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("sync")).unwrap();
    let file = folder.path().join("sync/usage");
    (folder, file)
}

#[test]
fn what_visitors_did_is_added_up_over_restarts() {
    let (library, file) = terminal();
    assert_eq!(kept::<Usage>(library.path()).unwrap(), Usage::default());
    let mut ledger = Ledger::of(library.path());
    ledger.add(&VISIT).unwrap();
    ledger.add(&VISIT).unwrap();
    let mut restarted = Ledger::of(library.path());
    restarted.add(&VISIT).unwrap();
    let all = Usage { sessions: 3, searches: 9, misses: 3, opened: 6, codes: 3 };
    assert_eq!(kept::<Usage>(library.path()).unwrap(), all);
    let digest = Digest::of(br#"{"sessions":3,"searches":9,"misses":3,"opened":6,"codes":3}"#);
    let text = format!("{{\"sessions\":3,\"searches\":9,\"misses\":3,\"opened\":6,\"codes\":3}}\n{digest}\n");
    assert_eq!(fs::read_to_string(file).unwrap(), text);
    let most = Usage { searches: u64::MAX, ..VISIT };
    restarted.add(&most).unwrap();
    assert_eq!(kept::<Usage>(library.path()).unwrap(), Usage { sessions: 4, searches: u64::MAX, misses: 4, opened: 8, codes: 4 });
}

#[test]
fn a_damaged_file_begins_anew_and_one_that_cannot_be_read_is_left() {
    let (library, file) = terminal();
    Ledger::of(library.path()).add(&VISIT).unwrap();
    let whole = fs::read(&file).unwrap();
    for at in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        fs::write(&file, &bytes).unwrap();
        assert_eq!(kept::<Usage>(library.path()).unwrap(), Usage::default(), "byte {at}");
        fs::write(&file, &whole[..at]).unwrap();
        assert_eq!(kept::<Usage>(library.path()).unwrap(), Usage::default(), "cut at {at}");
    }
    Ledger::of(library.path()).add(&VISIT).unwrap();
    assert_eq!(kept::<Usage>(library.path()).unwrap(), VISIT);
    // A folder cannot be read as a file: nothing is told, and nothing is lost that may come back.
    fs::remove_file(&file).unwrap();
    fs::create_dir(&file).unwrap();
    let mut ledger = Ledger::of(library.path());
    assert!(ledger.add(&VISIT).is_err() && kept::<Usage>(library.path()).is_err());
    fs::remove_dir(&file).unwrap();
    fs::write(&file, &whole).unwrap();
    ledger.add(&VISIT).unwrap();
    assert_eq!(kept::<Usage>(library.path()).unwrap(), VISIT.and(VISIT).and(VISIT));
}

#[test]
fn what_could_not_be_written_is_written_later_and_counts_once() {
    let (library, file) = terminal();
    let mut ledger = Ledger::of(library.path());
    ledger.add(&VISIT).unwrap();
    // Where it is written first, something lies in the way.
    let beside = file.with_file_name("usage.tmp");
    fs::create_dir(&beside).unwrap();
    assert!(ledger.add(&VISIT).is_err());
    assert_eq!(kept::<Usage>(library.path()).unwrap(), VISIT);
    fs::remove_dir(&beside).unwrap();
    ledger.add(&VISIT).unwrap();
    assert_eq!(kept::<Usage>(library.path()).unwrap(), VISIT.and(VISIT).and(VISIT));
}

#[test]
fn a_report_says_how_the_terminal_is_used_and_old_ones_do_not() {
    let (library, stick) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    sync::establish(library.path(), &Office::open_for_business().first_root()).unwrap();
    let said = || {
        leave(stick.path(), library.path(), "YC-01", now()).unwrap();
        gather(&[stick.path().to_owned()]).unwrap().reports[0].report.usage()
    };
    assert_eq!(said(), Some(Usage::default()));
    Ledger::of(library.path()).add(&VISIT).unwrap();
    assert_eq!(said(), Some(VISIT));
    fs::write(library.path().join("sync/usage"), b"torn").unwrap();
    assert_eq!(said(), Some(Usage::default()));
    assert_eq!(signed(&well("YC-01"), 1).report.usage(), None);
}

#[test]
fn a_terminal_often_misses_where_there_is_more_than_chance() {
    let usage = |searches, misses| Usage { searches, misses, ..Usage::default() };
    assert_eq!((usage(0, 0).miss_percent(), usage(12, 3).miss_percent(), usage(1, 9).miss_percent()), (None, Some(25), Some(100)));
    assert_eq!(usage(u64::MAX, u64::MAX).miss_percent(), Some(100));
    assert!(usage(20, 4).often_misses() && !usage(20, 3).often_misses() && !usage(19, 19).often_misses());
}
