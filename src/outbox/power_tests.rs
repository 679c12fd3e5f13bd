//! Power fails, or the program is killed, at any write of the outbox: a number that was shown is never lost, and nothing is erased but what the office
//! has.
//!
//! What a program leaves that ends in the middle of a write is the file and as much of its log as reached the disk; or, where the log is being
//! carried over into the file, the whole log and a file of which some pages are already new.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use super::{
    Outbox, Progress, ReceiptNumber,
    tests::{Hall, TODAY, acknowledged, wish},
};
use crate::{bundle::SecretKey, files::sqlite};

/// Bytes between two places at which power fails: a prime, so that frames of the log are cut everywhere.
const STRIDE: usize = 1021;
/// Bytes of a page.
const PAGE: usize = 4096;

/// What is on the disk.
struct Disk {
    file: Vec<u8>,
    log: Vec<u8>,
}

fn log_of(path: &Path) -> PathBuf {
    path.with_extension("sqlite-wal")
}

impl Disk {
    fn of(path: &Path) -> Self {
        Self { file: fs::read(path).unwrap(), log: fs::read(log_of(path)).unwrap_or_default() }
    }

    /// Opens what is left of it.
    fn opened<T>(file: &[u8], log: &[u8], look: impl FnOnce(&mut Outbox) -> T) -> T {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("outbox.sqlite");
        fs::write(&path, file).unwrap();
        fs::write(log_of(&path), log).unwrap();
        look(&mut Outbox::open(&path, "YC-07").unwrap())
    }
}

/// Does something with an outbox, and looks at what would be there if power had failed at any moment of it.
fn at_any_write(outbox: &mut Outbox, path: &Path, deed: impl FnOnce(&mut Outbox), mut look: impl FnMut(&mut Outbox)) {
    outbox.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    let before = Disk::of(path);
    assert!(before.log.is_empty());
    // Whoever reads keeps the log from being carried over before it was looked at.
    let reader = sqlite::open_durable(path, false).unwrap();
    reader.execute_batch("BEGIN; SELECT count(*) FROM counter;").unwrap();
    outbox.connection.busy_timeout(Duration::ZERO).unwrap();
    deed(outbox);
    let after = Disk::of(path);
    assert!(after.log.len() > PAGE, "nothing was written");
    for length in (0..after.log.len()).step_by(STRIDE).chain([after.log.len()]) {
        Disk::opened(&before.file, &after.log[..length], &mut look);
    }
    drop(reader);
    outbox.connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(())).unwrap();
    let carried = Disk::of(path).file;
    for pages in 0..=carried.len() / PAGE {
        let old = before.file.get(pages * PAGE..).unwrap_or_default();
        Disk::opened(&[&carried[..pages * PAGE], old].concat(), &after.log, &mut look);
    }
}

fn waits(outbox: &Outbox, receipt: &ReceiptNumber) -> bool {
    matches!(outbox.progress(receipt).unwrap(), Progress::Waiting { .. })
}

fn is_whole(outbox: &Outbox) {
    assert_eq!(outbox.faults().unwrap(), Vec::<String>::new());
}

#[test]
fn a_number_that_was_shown_is_there_whatever_is_written_after_it() {
    let hall = Hall::new();
    let mut outbox = hall.outbox();
    let shown = outbox.leave(&wish("看见了号码的"), Some(TODAY)).unwrap();
    let mut last = BTreeSet::new();
    at_any_write(
        &mut outbox,
        &hall.path(),
        |outbox| {
            for words in ["第二件", "第三件"] {
                outbox.leave(&wish(words), Some(TODAY)).unwrap();
            }
        },
        |outbox| {
            is_whole(outbox);
            assert!(waits(outbox, &shown));
            // No number is given twice, whichever was lost before it was shown.
            last.insert(outbox.leave(&wish("断电以后"), Some(TODAY)).unwrap().counter());
        },
    );
    assert_eq!(last.into_iter().collect::<Vec<_>>(), [2, 3, 4]);
    let parcel = outbox.pack(&SecretKey::of_seed(3)).unwrap().unwrap();
    at_any_write(
        &mut outbox,
        &hall.path(),
        |outbox| outbox.went(&parcel).unwrap(),
        |outbox| {
            is_whole(outbox);
            assert_eq!(outbox.waiting().unwrap(), 3);
        },
    );
}

#[test]
fn what_is_erased_is_erased_wholly_or_not_at_all_and_only_what_the_office_has() {
    let hall = Hall::new();
    let mut outbox = hall.outbox();
    let receipts: Vec<_> = ["甲", "乙", "丙"].map(|words| outbox.leave(&wish(words), Some(TODAY)).unwrap()).into();
    let all = outbox.all().unwrap();
    let word = hall.word(1, "YC-07", all[..2].iter().map(acknowledged).collect());
    let mut seen = BTreeSet::new();
    at_any_write(
        &mut outbox,
        &hall.path(),
        |outbox| assert_eq!(hall.heed(outbox, &word).unwrap().erased.len(), 2),
        |outbox| {
            is_whole(outbox);
            assert!(waits(outbox, &receipts[2]), "the office does not have it");
            let still = receipts[..2].iter().filter(|receipt| waits(outbox, receipt)).count();
            assert!(still == 0 || still == 2, "{still}");
            seen.insert(still);
            // The word comes again, and ends what was begun.
            hall.heed(outbox, &word).unwrap();
            assert!(receipts[..2].iter().all(|receipt| matches!(outbox.progress(receipt).unwrap(), Progress::Arrived { .. })));
            let path = outbox.path.clone();
            let erased = |bytes: &[u8]| !all[..2].iter().any(|request| bytes.windows(64).any(|window| window == &request.sealed[..64]));
            let disk = Disk::of(&path);
            assert!(erased(&disk.file) && erased(&disk.log), "what was erased stands in the file");
        },
    );
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), [0, 2]);
}

#[test]
fn an_office_key_is_the_old_one_or_the_new_one() {
    let mut hall = Hall::new();
    let mut outbox = hall.outbox();
    let secret = super::OfficeSecret::generate().unwrap();
    hall.secrets.push((secret.public().unwrap().id(), secret));
    let word = hall.key_word(2);
    at_any_write(
        &mut outbox,
        &hall.path(),
        |outbox| assert!(outbox.take_key(&word, &crate::bundle::tests::receipts_root(&hall.signer)).unwrap()),
        |outbox| {
            let receipt = outbox.leave(&wish("总有一把打得开"), Some(TODAY)).unwrap();
            let request = outbox.all().unwrap().into_iter().find(|request| request.bound.receipt == receipt).unwrap();
            assert!(request.open(&hall.secrets).is_ok());
        },
    );
}
