//! The journal: what was written is read; whatever somebody does to the files is found out; power, a full disk and a restart are not mistaken
//! for somebody.

use std::{fs, path::PathBuf};

use jiff::Timestamp;

use proptest::prelude::*;

use super::{AuditError, Chain, Deed, DoorLedger, Fault, Journal, Leaving, Who, deed::Done, read, summary};
use crate::files::Digest;

/// A terminal's folder.
pub(super) struct Terminal(pub(super) tempfile::TempDir);

impl Terminal {
    pub(super) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("sync")).unwrap();
        Self(folder)
    }

    /// One on which a few things were done.
    fn used() -> Self {
        let terminal = Self::new();
        let mut journal = Journal::of(terminal.0.path());
        journal.note(Who::Terminal, Deed::Started { program: "0.1.0".to_owned(), failures: 0 });
        journal.note(Who::AtTheDoor, Deed::PinWrong { failures: 1 });
        journal.note(Who::Staff, Deed::DoorOpened { failures: 1 });
        journal.note(Who::Staff, Deed::ImportDone { release: 7, digest: Digest::of(b"7") });
        journal.note(Who::User("张三".to_owned()), Deed::SteppedBack { release: Some(6) });
        journal.note(Who::Staff, Deed::DoorLeft { how: Leaving::Idle });
        terminal
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.path().join("sync/audit").join(name)
    }

    fn segments(&self) -> Vec<PathBuf> {
        let files = fs::read_dir(self.file("")).unwrap().map(|entry| entry.unwrap().path());
        let mut files: Vec<PathBuf> = files.filter(|path| path.extension().is_some_and(|ending| ending == "log")).collect();
        files.sort();
        files
    }

    pub(super) fn note(&self, deed: Deed) {
        Journal::of(self.0.path()).note(Who::Staff, deed);
    }

    fn chain(&self) -> Chain {
        read(self.0.path()).unwrap()
    }

    fn is_well(&self) -> bool {
        self.chain().verify(None).is_ok()
    }

    fn deeds(&self) -> Vec<Deed> {
        self.chain().entries.into_iter().map(|entry| entry.deed).collect()
    }
}

const FIRST: &str = "00000001.log";

pub(super) fn wrong(failures: u32) -> Deed {
    Deed::PinWrong { failures }
}

#[test]
fn what_was_done_is_told_in_order_and_every_head_is_found_again() {
    let terminal = Terminal::used();
    let chain = terminal.chain();
    assert_eq!(chain.entries.iter().map(|entry| entry.number).collect::<Vec<_>>(), [1, 2, 3, 4, 5, 6]);
    assert_eq!((&chain.entries[1].by, &chain.entries[1].deed), (&Who::AtTheDoor, &wrong(1)));
    assert_eq!(chain.entries[4].by, Who::User("张三".to_owned()));
    for entry in &chain.entries {
        let head = entry.digest.to_string();
        chain.verify(Some(&head)).unwrap();
        // As people write it down.
        let (four, rest) = head.split_at(4);
        chain.verify(Some(&format!("{} {}", four.to_uppercase(), rest.split_at(8).0))).unwrap();
    }
    assert!(
        matches!(chain.verify(Some("0123456789abcdef")), Err(AuditError::Faulty { faults }) if matches!(faults[..], [Fault::Unknown { .. }]))
    );
    for head in ["", "1234567", "第 7 条的", "0123456x"] {
        assert!(matches!(chain.verify(Some(head)), Err(AuditError::NoHead { .. })), "{head}");
    }
    let told = summary(&terminal.chain()).unwrap();
    assert_eq!((told.entries, told.wrong_pins, told.openings, told.whole), (6, 1, 1, true));
    assert_eq!(told.head, chain.last().unwrap().digest);
}

#[test]
fn where_nothing_of_a_terminal_is_kept_nothing_is_begun() {
    let folder = tempfile::tempdir().unwrap();
    Journal::of(folder.path()).note(Who::Staff, Deed::Quit);
    let mut door = DoorLedger::of(folder.path());
    door.trying();
    assert_eq!((door.failures(), fs::read_dir(folder.path()).unwrap().count()), (1, 0));
    assert_eq!((read(folder.path()).unwrap().entries.len(), summary(&read(folder.path()).unwrap())), (0, None));
    // Content that somebody built is a terminal's, too.
    fs::create_dir(folder.path().join("generations")).unwrap();
    Journal::of(folder.path()).note(Who::Staff, Deed::Quit);
    assert_eq!(read(folder.path()).unwrap().entries.len(), 1);
}

#[test]
fn no_bit_of_the_journal_can_be_changed_unseen() {
    let terminal = Terminal::used();
    for name in [FIRST, "head"] {
        let whole = fs::read(terminal.file(name)).unwrap();
        let last = whole.len() - usize::from(name == "head");
        for at in 0..last {
            let mut bytes = whole.clone();
            bytes[at] ^= 1;
            fs::write(terminal.file(name), &bytes).unwrap();
            assert!(!terminal.is_well(), "{name}, byte {at}");
        }
        fs::write(terminal.file(name), &whole).unwrap();
        assert!(terminal.is_well());
    }
}

#[test]
fn no_line_can_be_removed_doubled_moved_or_put_in_unseen() {
    let terminal = Terminal::used();
    let whole = fs::read_to_string(terminal.file(FIRST)).unwrap();
    let lines: Vec<&str> = whole.split_inclusive('\n').collect();
    let tried = |lines: &[&str], what: &str| {
        fs::write(terminal.file(FIRST), lines.concat()).unwrap();
        assert!(!terminal.is_well(), "{what}");
        // Nor is it forgotten when the program goes on writing.
        terminal.note(Deed::Quit);
        assert!(!terminal.is_well(), "{what}, and then written on");
        fs::write(terminal.file(FIRST), &whole).unwrap();
        let last = terminal.chain().entries[5].clone();
        fs::write(terminal.file("head"), format!("{} {}\n", last.number, last.digest)).unwrap();
        assert!(terminal.is_well());
    };
    for at in 0..lines.len() {
        let mut others = lines.clone();
        let line = others.remove(at);
        tried(&others, &format!("line {at} removed"));
        others.insert(at, line);
        others.insert(at, line);
        tried(&others, &format!("line {at} doubled"));
        tried(&lines[..at], &format!("cut before line {at}"));
        for other in at + 1..lines.len() {
            let mut swapped = lines.clone();
            swapped.swap(at, other);
            tried(&swapped, &format!("lines {at} and {other} exchanged"));
        }
        // A line of another terminal's journal, good in itself.
        let stranger = Terminal::used();
        let strange = fs::read_to_string(stranger.file(FIRST)).unwrap();
        let mut mixed = lines.clone();
        mixed[at] = strange.split_inclusive('\n').nth(at).unwrap();
        if mixed[at] != lines[at] {
            tried(&mixed, &format!("line {at} of another terminal"));
        }
    }
    tried(&[&whole, "0 {}\n"], "a line that is none");
    tried(&[&whole, "门前没有人\n"], "words");
}

#[test]
fn files_that_are_gone_are_missed() {
    let terminal = Terminal::used();
    DoorLedger::of(terminal.0.path()).trying();
    for name in [FIRST, "head"] {
        let whole = fs::read(terminal.file(name)).unwrap();
        fs::remove_file(terminal.file(name)).unwrap();
        assert!(!terminal.is_well(), "{name}");
        terminal.note(Deed::Quit);
        assert!(!terminal.is_well(), "{name}, and then written on");
        let good = Terminal::used();
        fs::copy(good.file(FIRST), terminal.file(FIRST)).unwrap();
        fs::copy(good.file("head"), terminal.file("head")).unwrap();
        assert!(terminal.is_well());
        drop(whole);
    }
    fs::remove_dir_all(terminal.file("")).unwrap();
    assert_eq!(terminal.chain().faults, [Fault::Gone]);
}

#[test]
fn power_that_fails_in_the_middle_of_a_line_is_nobodys_fault() {
    let terminal = Terminal::used();
    let (log, head) = (fs::read(terminal.file(FIRST)).unwrap(), fs::read(terminal.file("head")).unwrap());
    terminal.note(wrong(1));
    let longer = fs::read(terminal.file(FIRST)).unwrap();
    for cut in log.len()..=longer.len() {
        // The head is written after the line.
        fs::write(terminal.file("head"), &head).unwrap();
        fs::write(terminal.file(FIRST), &longer[..cut]).unwrap();
        let chain = terminal.chain();
        assert_eq!((chain.faults.len(), chain.is_torn), (0, cut > log.len() && cut + 1 < longer.len()), "cut at {cut}");
        terminal.note(Deed::Quit);
        assert!(terminal.is_well(), "cut at {cut}");
        let torn = terminal.deeds().iter().any(|deed| matches!(deed, Deed::Torn { bytes, .. } if *bytes == (cut - log.len()) as u64));
        assert_eq!(torn, chain.is_torn, "cut at {cut}");
        // What was torn stays where it was.
        assert!(fs::read(terminal.file(FIRST)).unwrap().starts_with(&longer[..cut]));
    }
    // A disk that had made room and not yet written into it.
    fs::write(terminal.file("head"), &head).unwrap();
    fs::write(terminal.file(FIRST), [&log[..], &[0; 300]].concat()).unwrap();
    assert!(terminal.is_well() && terminal.chain().is_torn);
    terminal.note(Deed::Quit);
    assert!(terminal.is_well());
    // Power fails before the first head is there.
    let terminal = Terminal::new();
    terminal.note(wrong(1));
    fs::remove_file(terminal.file("head")).unwrap();
    assert!(terminal.is_well());
    terminal.note(wrong(2));
    assert!(terminal.is_well());
}

#[test]
fn years_take_no_more_room_than_was_set_and_the_counts_stay_right() {
    let terminal = Terminal::new();
    let mut journal = Journal::of(terminal.0.path());
    let mut early = None;
    for at in 1..=80u64 {
        journal.note(Who::AtTheDoor, wrong(1));
        journal.note(Who::Staff, Deed::DoorOpened { failures: 1 });
        assert!(terminal.segments().len() <= 3, "{at}");
        early = early.or_else(|| terminal.chain().last().map(|last| last.digest.to_string()));
    }
    let chain = terminal.chain();
    assert_eq!(chain.faults, []);
    assert!(chain.entries[0].number > 20 && chain.entries.len() < 120);
    let told = summary(&terminal.chain()).unwrap();
    assert_eq!((told.wrong_pins, told.openings), (80, 80));
    assert_eq!(told.entries, chain.last().unwrap().number);
    assert!(matches!(chain.verify(early.as_deref()), Err(AuditError::Faulty { .. })));
    // Power fails after it was said that the oldest go, and before they went.
    let oldest = terminal.segments().remove(0);
    let bytes = fs::read(&oldest).unwrap();
    fs::remove_file(&oldest).unwrap();
    assert!(matches!(terminal.chain().faults[..], [Fault::Begins { .. }]));
    terminal.note(Deed::Quit);
    assert!(!terminal.is_well());
    fs::write(&oldest, bytes).unwrap();
    assert!(terminal.is_well());
}

#[test]
fn what_the_disk_refuses_waits_and_is_written_with_the_next_entry() {
    let terminal = Terminal::new();
    let mut journal = Journal::of(terminal.0.path());
    fs::write(terminal.0.path().join("sync/audit"), b"in the way").unwrap();
    for failures in 1..=300 {
        journal.note(Who::AtTheDoor, wrong(failures));
    }
    fs::remove_file(terminal.0.path().join("sync/audit")).unwrap();
    journal.note(Who::Staff, Deed::DoorOpened { failures: 300 });
    assert!(terminal.is_well());
    let deeds = terminal.deeds();
    assert!(matches!(deeds[0], Deed::NotWritten { entries: 44 }), "{:?}", deeds[0]);
    assert_eq!(deeds[1..3], [wrong(45), wrong(46)]);
    assert_eq!(deeds.len(), 258);
}

#[test]
fn a_program_that_crashes_again_and_again_pushes_nothing_out() {
    let terminal = Terminal::used();
    for _ in 0..40 {
        terminal.note(Deed::Started { program: "0.1.0".to_owned(), failures: 0 });
        terminal.note(Deed::ConfigProblem { code: "Y-01".to_owned() });
    }
    assert_eq!(terminal.chain().last().unwrap().number, 16);
    terminal.note(Deed::Started { program: "0.1.0".to_owned(), failures: 1 });
    terminal.note(wrong(1));
    terminal.note(Deed::Stopped);
    assert_eq!(terminal.deeds()[terminal.deeds().len() - 2..], [wrong(1), Deed::Stopped]);
    assert!(terminal.is_well());
}

#[test]
fn what_a_later_program_wrote_is_part_of_the_chain() {
    let terminal = Terminal::used();
    let last = terminal.chain().last().unwrap().clone();
    let text = format!(
        "{{\"number\":7,\"at\":\"2027-01-01T00:00:00Z\",\"by\":\"staff\",\"deed\":{{\"kind\":\"sang\",\"song\":3}},\"before\":\"{}\"}}",
        last.digest
    );
    let line = format!("{} {text}\n", Digest::of(text.as_bytes()));
    fs::write(terminal.file(FIRST), fs::read_to_string(terminal.file(FIRST)).unwrap() + &line).unwrap();
    assert!(terminal.is_well());
    assert_eq!(terminal.deeds().last(), Some(&Deed::Later));
    terminal.note(Deed::Quit);
    assert!(terminal.is_well());
}

#[test]
fn several_writers_make_one_chain() {
    let terminal = Terminal::new();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| (0..10).for_each(|_| terminal.note(Deed::Quit)));
        }
    });
    assert!(terminal.is_well());
    assert_eq!(terminal.chain().entries.len(), 40);
}

#[test]
fn nothing_that_is_written_holds_a_pin_and_a_long_name_is_cut() {
    let terminal = Terminal::new();
    let by = Who::user(&"某".repeat(5000));
    Journal::of(terminal.0.path()).write(Done { at: Timestamp::UNIX_EPOCH, by, deed: Deed::Quit }).unwrap();
    assert!(terminal.is_well());
    assert_eq!(terminal.chain().entries.len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// Whatever lies there is read without harm, and what is written after it is found again.
    #[test]
    fn any_bytes_can_stand_where_a_journal_should(log in prop::collection::vec(any::<u8>(), 0..600), head in prop::collection::vec(any::<u8>(), 0..99)) {
        let terminal = Terminal::new();
        fs::create_dir(terminal.file("")).unwrap();
        fs::write(terminal.file(FIRST), &log).unwrap();
        fs::write(terminal.file("head"), &head).unwrap();
        drop(terminal.chain().verify(None));
        terminal.note(wrong(7));
        prop_assert_eq!(terminal.deeds().pop(), Some(wrong(7)));
        prop_assert!(terminal.is_well() || log.contains(&b'\n'));
        prop_assert!(fs::read(terminal.file(FIRST)).unwrap().starts_with(&log));
    }
}
