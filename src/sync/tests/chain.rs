//! A root that was verified is believed from then on, whatever becomes of the stick that brought it.

use super::*;
use crate::bundle::tests::forge::copy_folder;

/// A terminal with one release; the office has another packer since then, whose stick lies in the repository, and the old packer's in the folder.
fn another_packer() -> (Office, Terminal, PathBuf) {
    let office = Office::open_for_business();
    let terminal = Terminal::of(&office);
    terminal.sync(&office.path()).unwrap();
    let good = office.aside("good");
    office.document("yl-xin", "新办法", "第一条 新。");
    office.release();
    let revoked = office.aside("revoked");
    fs::remove_dir_all(office.path()).unwrap();
    copy_folder(&good, &office.path());
    office.release_by_another_packer();
    (office, terminal, revoked)
}

fn root_of(terminal: &Terminal) -> u64 {
    Memory::open(&terminal.dir()).unwrap().trust().unwrap().root().unwrap().head.version
}

fn is_refused_by_its_keys(terminal: &Terminal, stick: &Path) {
    let refused = terminal.sync(stick);
    assert!(matches!(refused, Err(SyncError::Bundle(BundleError::Refused(Objection::Threshold { valid: 0, .. })))), "{refused:?}");
}

#[test]
fn a_look_is_enough_to_know_who_no_longer_counts() {
    let (office, terminal, revoked) = another_packer();
    inspect(&terminal.dir(), &FolderShelf::open(&office.path()).unwrap(), &hands()).unwrap();
    assert_eq!(root_of(&terminal), 2);
    is_refused_by_its_keys(&terminal, &revoked);
    assert_eq!(current(&terminal.dir()).unwrap(), Some(1));
    terminal.sync(&office.path()).unwrap();
}

#[test]
fn so_is_a_stick_that_is_broken_or_an_import_that_was_stopped() {
    for missing in ["timestamp.json", "2.snapshot.json"] {
        let (office, terminal, revoked) = another_packer();
        let whole = fs::read(office.meta(missing)).unwrap();
        fs::remove_file(office.meta(missing)).unwrap();
        assert!(terminal.sync(&office.path()).is_err());
        assert_eq!(root_of(&terminal), 2, "{missing}");
        is_refused_by_its_keys(&terminal, &revoked);
        fs::write(office.meta(missing), whole).unwrap();
        terminal.sync(&office.path()).unwrap();
    }
    let (office, terminal, revoked) = another_packer();
    let shelf = FolderShelf::open(&office.path()).unwrap();
    let offer = inspect(&terminal.dir(), &shelf, &hands()).unwrap();
    let stopped = terminal.take(&offer, &shelf, &mut |_: super::super::Progress| ControlFlow::Break(()));
    assert!(matches!(stopped, Err(SyncError::Cancelled)), "{stopped:?}");
    is_refused_by_its_keys(&terminal, &revoked);
}

#[test]
fn a_good_root_before_a_bad_one_is_believed() {
    let (office, terminal, revoked) = another_packer();
    fs::write(office.meta("3.root.json"), b"{}").unwrap();
    assert!(terminal.sync(&office.path()).is_err());
    assert_eq!(root_of(&terminal), 2);
    is_refused_by_its_keys(&terminal, &revoked);
}

#[test]
fn a_root_that_was_believed_meanwhile_is_not_forgotten_by_an_import_that_ends_later() {
    let (office, terminal, _) = another_packer();
    let dir = terminal.dir();
    let mut memory = Memory::open(&dir).unwrap();
    let before = memory.trust().unwrap();
    inspect(&dir, &FolderShelf::open(&office.path()).unwrap(), &hands()).unwrap();
    let facts = Happening::SteppedBack;
    let line = super::super::line::Line { at: now(), kind: EventKind::Imported, release: None, code: None, facts: &facts };
    let purge = super::super::journal::Purge::Nothing;
    let accepted = super::super::journal::Accepted { trust: &before, generation: 1, parcels: &[], purge, line };
    assert!(memory.accept(&accepted).is_err());
    assert_eq!(root_of(&terminal), 2);
}

#[test]
fn a_terminal_comes_back_from_a_release_of_the_far_future() {
    let office = Office::open_for_business();
    let terminal = Terminal::of(&office);
    terminal.sync(&office.path()).unwrap();
    office.document("yl-xin", "新办法", "第一条 新。");
    let future: jiff::Timestamp = "2062-01-01T00:00:00Z".parse().unwrap();
    office.release_as(&crate::bundle::Wish { now: future, ..Office::wish("office") });
    terminal.sync(&office.path()).unwrap();
    assert!(doubts_clock(&terminal.dir(), now()).unwrap());
    office.document("yl-geng", "更新的办法", "第一条 更新。");
    office.release();
    terminal.sync(&office.path()).unwrap();
    assert!(!doubts_clock(&terminal.dir(), now()).unwrap());
    assert_eq!(info_of(&terminal.dir(), 3).unwrap().made_on(), "2026-11-28".parse().unwrap());
}
