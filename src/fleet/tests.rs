//! The state of terminals as the office notices it, and hostile files that bring nothing about.

use std::{collections::BTreeMap, fs, path::Path};

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::{Content, Disk, Flag, FleetError, Health, KnownKeys, LastEvent, Report, Signed, gather, health::standings, learn, leave, put};
use crate::{
    bundle::{FolderShelf, SecretKey, Signer, tests::forge::Office},
    files::{Digest, Unwatched},
    library::probe,
    sync::{self, EventKind, Hands},
};

pub(super) fn now() -> Timestamp {
    "2026-11-28T08:00:00Z".parse().unwrap()
}

fn days_ago(days: i64) -> Timestamp {
    now() - SignedDuration::from_hours(24 * days)
}

/// A terminal of which there is nothing to say.
pub(super) fn well(terminal: &str) -> Report {
    let content = Content { release: 7, digest: Digest::of(b"7"), released_at: days_ago(3), check: None };
    Report {
        terminal: terminal.to_owned(),
        reported_at: days_ago(1),
        program: "0.1.0".to_owned(),
        content: Some(content),
        disk: Disk { free: 20 << 30, total: 100 << 30 },
        events: 9,
        last: Some(LastEvent { at: days_ago(1), event: Some(EventKind::Imported), release: Some(7), code: None }),
        refusals: BTreeMap::new(),
        clock_doubted: false,
        counts: BTreeMap::from([("records".to_owned(), 431)]),
        missed: BTreeMap::new(),
        journal: None,
        hidden: Vec::new(),
    }
}

pub(super) fn signed(report: &Report, seed: u8) -> Signed {
    Signed::read(Path::new("x"), &report.sign(&SecretKey::of_seed(seed)).unwrap()).unwrap()
}

/// A file that a key really signed, whatever it says.
fn forged(kind: &str, signed: &Value, seed: u8) -> Vec<u8> {
    let (key, signed) = (SecretKey::of_seed(seed), signed.to_string());
    let sig = key.sign(format!("{kind}\n{signed}").as_bytes()).unwrap();
    format!("{{\"kind\":{},\"key\":{},\"sig\":\"{sig}\",\"signed\":{signed}}}", json!(kind), json!(key.key())).into_bytes()
}

const KIND: &str = "gongkai/terminal-report/v1";

fn of(reports: Vec<Signed>, known: Option<&KnownKeys>) -> Vec<Health> {
    standings(reports, known, now())
}

fn flags(reports: Vec<Signed>) -> Vec<Flag> {
    of(reports, None).remove(0).flags
}

#[test]
fn a_terminal_that_took_a_release_in_says_so_and_names_no_title() {
    let office = Office::open_for_business();
    let (folder, stick) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let library = folder.path().join("library");
    sync::establish(&library, &office.first_root()).unwrap();
    let shelf = FolderShelf::open(&office.path()).unwrap();
    let hands = Hands {
        terminal: "YC-01",
        by: sync::By::Staff,
        now: now(),
        self_test: &|folder| probe(folder).map(drop),
        root_may_be_expired: false,
    };
    let offer = sync::inspect(&library, &shelf, &hands).unwrap();
    sync::import(&library, &offer, &shelf, &hands, &mut Unwatched).unwrap();
    // An old stick is refused, which is the last that happened.
    let old = office.aside("old");
    office.document("yl-xin", "新办法", "第一条 新。");
    office.release();
    let newer = FolderShelf::open(&office.path()).unwrap();
    let offer = sync::inspect(&library, &newer, &hands).unwrap();
    sync::import(&library, &offer, &newer, &hands, &mut Unwatched).unwrap();
    sync::inspect(&library, &FolderShelf::open(&old).unwrap(), &hands).unwrap_err();

    let path = leave(stick.path(), &library, "YC-01", now() + SignedDuration::from_hours(1)).unwrap();
    let text = fs::read_to_string(&path).unwrap();
    assert!(!text.contains("办法") && !text.contains(&*folder.path().to_string_lossy()), "{text}");
    let gathered = gather(&[stick.path().to_owned()]).unwrap();
    let [said] = &gathered.reports[..] else { panic!("{gathered:?}") };
    assert_eq!(said.key, sync::terminal_key(&library).unwrap().key().id());
    let report = &said.report;
    assert_eq!((report.content.as_ref().unwrap().release, report.counts["records"], report.events), (2, 3, 3));
    assert_eq!((report.refusals["B-11"], report.last.as_ref().unwrap().code.as_deref()), (1, Some("B-11")));
    assert!(report.disk.free > 0 && report.disk.free <= report.disk.total);
    assert!(!report.clock_doubted);
    leave(stick.path(), &library, "YC-01", "2020-01-01T00:00:00Z".parse().unwrap()).unwrap();
    assert!(gather(&[stick.path().to_owned()]).unwrap().reports[0].report.clock_doubted);
    assert!(matches!(leave(stick.path(), &library, "../YC", now()), Err(FleetError::Name { .. })));
}

#[test]
fn no_flipped_bit_of_a_report_is_believed() {
    let whole = well("YC-01").sign(&SecretKey::of_seed(1)).unwrap();
    let honest = signed(&well("YC-01"), 1);
    for at in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        if let Ok(read) = Signed::read(Path::new("x"), &bytes) {
            assert_eq!((read.report, read.key), (honest.report.clone(), honest.key), "byte {at}");
        }
    }
    for length in 0..whole.len() {
        assert!(Signed::read(Path::new("x"), &whole[..length]).is_err());
    }
}

#[test]
fn a_signature_for_something_else_is_none_for_a_report() {
    let report = serde_json::to_value(well("YC-01")).unwrap();
    assert!(Signed::read(Path::new("x"), &forged(KIND, &report, 1)).is_ok());
    let other = String::from_utf8(forged("gongkai/receipt/v1", &report, 1)).unwrap();
    let relabelled = other.replacen("gongkai/receipt/v1", KIND, 1);
    assert!(matches!(Signed::read(Path::new("x"), other.as_bytes()), Err(FleetError::Unreadable { .. })));
    assert!(matches!(Signed::read(Path::new("x"), relabelled.as_bytes()), Err(FleetError::Signature { .. })));
}

#[test]
fn a_later_program_may_say_more_and_is_still_understood() {
    let mut report = serde_json::to_value(well("YC-01")).unwrap();
    report["temperature"] = json!({ "cpu": 51 });
    report["last"]["event"] = json!("teleported");
    let read = Signed::read(Path::new("x"), &forged(KIND, &report, 1)).unwrap();
    assert_eq!(read.report.last.unwrap().event, None);
    let later = forged("gongkai/terminal-report/v2", &report, 1);
    assert!(matches!(Signed::read(Path::new("x"), &later), Err(FleetError::Newer { .. })));
}

#[test]
fn what_no_terminal_says_is_refused_even_where_it_is_signed() {
    for (field, value) in [
        ("terminal", json!("YC\u{1b}[31m")),
        ("terminal", json!("../../etc/passwd")),
        ("terminal", json!("Y".repeat(25))),
        ("terminal", json!("")),
        ("program", json!("0.1\u{202e}")),
        ("refusals", json!({ "B-06\n": 1 })),
        ("counts", json!({ "看了什么": 1 })),
        ("counts", (0..100).map(|at| (format!("c{at}"), json!(1))).collect()),
        ("disk", json!({ "free": -1, "total": 1 })),
        ("reported_at", json!("gestern")),
    ] {
        let mut report = serde_json::to_value(well("YC-01")).unwrap();
        report[field] = value;
        assert!(matches!(Signed::read(Path::new("x"), &forged(KIND, &report, 1)), Err(FleetError::Unreadable { .. })), "{field}");
    }
}

#[test]
fn reports_of_many_sticks_are_found_once_each_and_strange_files_do_no_harm() {
    let folder = tempfile::tempdir().unwrap();
    let whole = well("YC-01").sign(&SecretKey::of_seed(1)).unwrap();
    for stick in ["a", "b"] {
        let stick = folder.path().join(stick);
        fs::create_dir_all(&stick).unwrap();
        put(&stick, "status", "YC-01.json", &whole).unwrap();
    }
    put(&folder.path().join("b"), "status", "YC-02.json", &well("YC-02").sign(&SecretKey::of_seed(2)).unwrap()).unwrap();
    fs::write(folder.path().join("notes.json"), b"{}").unwrap();
    fs::write(folder.path().join("b/large.json"), vec![b' '; 1 << 20]).unwrap();
    let places = [folder.path().to_owned()];
    let names = |places: &[std::path::PathBuf]| -> Vec<String> {
        gather(places).unwrap().reports.iter().map(|signed| signed.report.terminal.clone()).collect()
    };
    assert_eq!(names(&places), ["YC-01", "YC-02"]);
    assert!(gather(&places).unwrap().refused.is_empty());
    // Among reports they are no strangers.
    let status = folder.path().join("a/GONGKAI/v1/status");
    fs::write(status.join("large.json"), vec![b' '; 1 << 20]).unwrap();
    fs::write(status.join("torn.json"), &whole[..100]).unwrap();
    std::os::unix::fs::symlink("/dev/zero", status.join("endless.json")).unwrap();
    let gathered = gather(&places).unwrap();
    assert!(matches!(gathered.refused[..], [FleetError::TooLarge { .. }, FleetError::Unreadable { .. }]), "{gathered:?}");
    assert_eq!(gathered.reports.len(), 2);
    assert_eq!(names(&[status.join("YC-01.json")]), ["YC-01"]);
    fs::write(status.join("later.json"), forged("gongkai/terminal-report/v2", &json!({}), 1)).unwrap();
    let gathered = gather(&places).unwrap();
    assert!(matches!(gathered.unread[..], [FleetError::Newer { .. }]) && gathered.reports.len() == 2, "{gathered:?}");
    let empty = tempfile::tempdir().unwrap();
    assert!(matches!(gather(&[empty.path().to_owned()]), Err(FleetError::Nothing)));
}

#[test]
fn a_stick_cannot_lead_a_terminal_to_write_elsewhere() {
    let (stick, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    fs::create_dir_all(stick.path().join("GONGKAI/v1")).unwrap();
    std::os::unix::fs::symlink(elsewhere.path(), stick.path().join("GONGKAI/v1/status")).unwrap();
    put(stick.path(), "status", "YC-01.json", b"{}").unwrap_err();
    let stick = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(elsewhere.path(), stick.path().join("GONGKAI")).unwrap();
    put(stick.path(), "status", "YC-01.json", b"{}").unwrap_err();
    assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 0);
}

#[test]
fn the_newest_report_is_the_one_with_the_longest_history() {
    let (mut before, after) = (well("YC-01"), well("YC-01"));
    // Its clock stood in another century when it reported first.
    (before.events, before.reported_at) = (5, "2099-01-01T00:00:00Z".parse().unwrap());
    let standing = of(vec![signed(&after, 1), signed(&before, 1)], None).remove(0);
    assert_eq!((standing.newest.report.events, standing.reports), (9, 2));
    assert_eq!(standing.flags, [Flag::FromTheFuture]);
    assert_eq!(flags(vec![signed(&well("YC-01"), 1)]), []);
}

#[test]
fn reports_that_cannot_both_be_of_one_machine_are_noticed() {
    let base = well("YC-01");
    let bent = |bend: fn(&mut Report)| {
        let mut other = base.clone();
        bend(&mut other);
        flags(vec![signed(&base, 1), signed(&other, 1)])
    };
    // A longer history at an earlier moment.
    assert_eq!(bent(|other| (other.events, other.reported_at) = (10, days_ago(2))), [Flag::Contradiction]);
    assert_eq!(bent(|other| other.counts.clear()), [Flag::Contradiction]);
    assert_eq!(
        bent(|other| {
            other.reported_at = days_ago(0);
            other.content.as_mut().unwrap().release = 6;
        }),
        [Flag::Contradiction]
    );
    // It looked at a stick that held nothing new, or took something in.
    assert_eq!(bent(|other| other.reported_at = days_ago(0)), []);
    assert_eq!(bent(|other| (other.events, other.reported_at) = (10, days_ago(0))), []);
    assert_eq!(flags(vec![signed(&base, 1), signed(&base, 2)]), [Flag::TwoKeys]);
}

#[test]
fn the_most_troubled_terminal_stands_first_and_then_the_one_with_the_oldest_content() {
    let with = |name: &str, bend: fn(&mut Report)| {
        let mut report = well(name);
        bend(&mut report);
        signed(&report, 1)
    };
    let reports = vec![
        signed(&well("A-well"), 1),
        with("B-full", |report| report.disk.free = 5 << 20),
        with("C-refused", |report| report.last.as_mut().unwrap().event = Some(EventKind::Refused)),
        with("D-old", |report| report.content.as_mut().unwrap().released_at = days_ago(40)),
        with("E-older", |report| report.content.as_mut().unwrap().released_at = days_ago(80)),
        with("F-empty", |report| report.content = None),
        with("G-silent", |report| report.reported_at = days_ago(60)),
        with("H-clock", |report| report.clock_doubted = true),
        with("I-older-still-well", |report| report.content.as_mut().unwrap().released_at = days_ago(20)),
    ];
    let order: Vec<String> = of(reports, None).iter().map(|standing| standing.newest.report.terminal.clone()).collect();
    let expected =
        ["F-empty", "C-refused", "H-clock", "B-full", "E-older", "D-old", "G-silent", "I-older-still-well", "A-well"].map(str::to_owned);
    assert_eq!(order, expected);
}

#[test]
fn a_key_is_learned_once_and_another_is_not_believed_until_it_is_renewed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("known.toml");
    let today = "2026-11-28".parse().unwrap();
    let mut known = KnownKeys::read(&path).unwrap();
    let first = of(vec![signed(&well("YC-01"), 1)], Some(&known));
    learn(&mut known, &first, today).unwrap();
    let known = KnownKeys::read(&path).unwrap();
    assert_eq!(known.key("YC-01"), Some(SecretKey::of_seed(1).key().id()));

    // Somebody else's, with a longer history and a later moment: the known one stays in the table.
    let mut stranger = well("YC-01");
    (stranger.events, stranger.reported_at) = (99, days_ago(0));
    let both = of(vec![signed(&well("YC-01"), 1), signed(&stranger, 2)], Some(&known)).remove(0);
    assert_eq!((both.flags.clone(), both.newest.report.events), (vec![Flag::OtherKey], 9));
    let alone = of(vec![signed(&stranger, 2)], Some(&known));
    assert_eq!(alone[0].flags, [Flag::OtherKey]);
    let mut learned = known.clone();
    learn(&mut learned, &alone, today).unwrap();
    assert_eq!(learned, known);

    // Two keys at first sight teach nothing.
    let mut nobody = KnownKeys::read(&folder.path().join("other.toml")).unwrap();
    let two = of(vec![signed(&well("YC-01"), 1), signed(&stranger, 2)], Some(&nobody));
    learn(&mut nobody, &two, today).unwrap();
    assert_eq!(KnownKeys::read(&folder.path().join("other.toml")).unwrap().key("YC-01"), None);

    // What it said before lies on sticks for long, and is no reason for worry.
    let mut renewed = known;
    renewed.forget("YC-01");
    let both = || vec![signed(&well("YC-01"), 1), signed(&stranger, 2)];
    let again = of(both(), Some(&renewed));
    learn(&mut renewed, &again, today).unwrap();
    let renewed = KnownKeys::read(&path).unwrap();
    assert_eq!(renewed.key("YC-01"), Some(SecretKey::of_seed(2).key().id()));
    let standing = of(both(), Some(&renewed)).remove(0);
    assert_eq!((standing.flags, standing.newest.report.events), (vec![], 99));
    assert_eq!(of(vec![signed(&well("YC-01"), 1)], Some(&renewed)).remove(0).flags, [Flag::OtherKey]);
    fs::write(&path, b"YC-01 = 3").unwrap();
    assert!(matches!(KnownKeys::read(&path), Err(FleetError::Known { .. })));
}
