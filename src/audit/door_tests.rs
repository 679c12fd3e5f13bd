//! The count of wrong PINs outlives restarts, power cuts, full disks, damage, and whoever takes it away.

use std::fs;

use super::{
    Deed, DoorLedger,
    tests::{Terminal, wrong},
};
use crate::files::Digest;

#[test]
fn wrong_pins_are_remembered_over_restarts_and_a_damaged_count_makes_wait() {
    let terminal = Terminal::new();
    let failures = || DoorLedger::of(terminal.0.path()).failures();
    let mut door = DoorLedger::of(terminal.0.path());
    assert_eq!(door.failures(), 0);
    for tried in 1..=4 {
        door.trying();
        assert_eq!((door.failures(), failures()), (tried, tried));
    }
    let file = terminal.0.path().join("sync/door");
    let whole = fs::read(&file).unwrap();
    let last = DoorLedger::of(terminal.0.path()).written;
    assert!(last > 4);
    let written = |bytes: &[u8]| {
        fs::write(&file, bytes).unwrap();
        failures()
    };
    let lines = whole.iter().enumerate().filter(|(_, byte)| **byte != 0).map(|(at, _)| at);
    for at in lines {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        // Of two slots one tells what was counted before, and what is damaged counts as one more.
        assert!((3..=5).contains(&written(&bytes)), "byte {at}");
        assert!(written(&whole[..at]) >= 3, "cut at {at}");
    }
    for bytes in [&b""[..], b"nonsense", &[0; 8192], &[b'x'; 8192], &[0; 1 << 20]] {
        assert_eq!(written(bytes), 3, "{}", bytes.len());
    }
    // As earlier programs wrote it.
    let digest = Digest::of(b"7");
    assert_eq!(written(format!("7 {digest}\n").as_bytes()), 7);
    let mut door = DoorLedger::of(terminal.0.path());
    door.opened();
    assert_eq!((door.failures(), failures()), (0, 0));
    // A disk that refuses: counted all the same, as long as the program runs, and whoever restarts it must wait.
    fs::remove_file(&file).unwrap();
    fs::create_dir_all(file.join("in the way")).unwrap();
    door.trying();
    assert_eq!((door.failures(), failures()), (1, 3));
}

#[test]
fn on_a_full_disk_and_after_a_power_cut_wrong_pins_are_counted_on() {
    let terminal = Terminal::new();
    let file = terminal.0.path().join("sync/door");
    let failures = || DoorLedger::of(terminal.0.path()).failures();
    let full = || {
        // No new file can be made or named in the folder: what a full disk does.
        fs::create_dir_all(terminal.0.path().join("sync/door.tmp/in the way")).unwrap();
    };
    // From the first start on there is room.
    drop(DoorLedger::of(terminal.0.path()));
    full();
    for tried in 1..=5 {
        let mut door = DoorLedger::of(terminal.0.path());
        let before = fs::read(&file).unwrap();
        door.trying();
        let after = fs::read(&file).unwrap();
        assert_eq!(failures(), tried);
        // Power fails while it is written: some of what was there, some of what was to be.
        for cut in (0..after.len()).step_by(13) {
            fs::write(&file, [&after[..cut], &before[cut..]].concat()).unwrap();
            assert!([tried - 1, tried, tried.max(3)].contains(&failures()), "{tried}, cut at {cut}");
        }
        fs::write(&file, &after).unwrap();
    }
    // What an earlier program left has room of its own.
    fs::write(&file, format!("4 {}\n", Digest::of(b"4"))).unwrap();
    let mut door = DoorLedger::of(terminal.0.path());
    door.trying();
    assert_eq!((door.failures(), failures()), (5, 5));
}

#[test]
fn whoever_takes_the_count_away_is_remembered_by_the_journal() {
    let terminal = Terminal::new();
    drop(DoorLedger::of(terminal.0.path()));
    (1..=6).for_each(|failures| terminal.note(wrong(failures)));
    fs::remove_file(terminal.0.path().join("sync/door")).unwrap();
    assert_eq!(DoorLedger::of(terminal.0.path()).failures(), 6);
    fs::write(terminal.0.path().join("sync/door"), b"").unwrap();
    assert_eq!(DoorLedger::of(terminal.0.path()).failures(), 6);
    terminal.note(Deed::DoorOpened { failures: 6 });
    fs::remove_file(terminal.0.path().join("sync/door")).unwrap();
    assert_eq!(DoorLedger::of(terminal.0.path()).failures(), 0);
}

#[test]
fn a_journal_that_cannot_be_read_clears_nobody_whose_count_is_gone() {
    let terminal = Terminal::new();
    terminal.note(Deed::PinWrong { failures: 5 });
    let file = terminal.0.path().join("sync/door");
    let failures = || {
        drop(fs::remove_file(&file));
        DoorLedger::of(terminal.0.path()).failures()
    };
    assert_eq!(failures(), 5);
    let segment = terminal.0.path().join("sync/audit/00000001.log");
    fs::remove_file(&segment).unwrap();
    fs::create_dir(&segment).unwrap();
    assert_eq!(failures(), 3);
}
