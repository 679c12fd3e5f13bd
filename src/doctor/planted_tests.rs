//! A terminal with content that three desks signed, and faults planted into what it shows, believes and keeps: each is found where it belongs.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use jiff::{Timestamp, ToSpan};

use super::{
    Machine, Outcome, examine,
    tests::{edited, put, well},
};
use crate::{
    bundle::{
        FolderShelf,
        tests::forge::{Office, now},
    },
    files::Unwatched,
    library::{Hidden, probe},
    outbox::Outbox,
    setup::KIOSK_TOML,
    sync::{self, By, Hands},
};

const LIBRARY: &str = "var/lib/gongkai/library";
const OUTBOX: &str = "var/lib/gongkai/library/sync/outbox.sqlite";
const ROOT: &str = "etc/gongkai/root.json";

/// The system, and what its content is.
fn filled(settings: &str) -> tempfile::TempDir {
    let folder = well();
    let office = Office::open_for_business();
    if !settings.is_empty() {
        office.write("terminal.toml", settings);
        office.release();
    }
    let library = folder.path().join(LIBRARY);
    fs::create_dir_all(library.parent().unwrap()).unwrap();
    sync::establish(&library, &office.first_root()).unwrap();
    let shelf = FolderShelf::open(&office.path()).unwrap();
    let hands =
        Hands { terminal: "YC-07", by: By::Staff, now: now(), self_test: &|folder| probe(folder).map(drop), root_may_be_expired: false };
    let offer = sync::inspect(&library, &shelf, &hands).unwrap();
    sync::import(&library, &offer, &shelf, &hands, &mut Unwatched).unwrap();
    fs::write(folder.path().join(ROOT), office.first_root()).unwrap();
    named(folder.path());
    folder
}

/// The settings of a terminal that takes sticks.
fn named(root: &Path) {
    edited(|config| {
        config.sync.terminal = "YC-07".to_owned();
        config.sync.root = "/etc/gongkai/root.json".into();
    })(root);
}

/// All that is found, by check and name.
fn found(root: &Path, at: Timestamp) -> Vec<String> {
    let looked = examine(&Machine::below(root), None, at).into_iter();
    looked
        .flat_map(|looked| match looked.outcome {
            Outcome::Seen(_, findings) => findings.iter().map(|finding| format!("{:?} {finding:?}", looked.check)).collect(),
            Outcome::NotFromHere => Vec::new(),
        })
        .collect()
}

/// A record is hidden by staff.
fn hide(root: &Path) {
    let hidden = Hidden { release: Some(9), since: now(), ..Hidden::by_staff("civil-list".parse().unwrap(), "名单公示") };
    sync::hide(&root.join(LIBRARY), &hidden).unwrap();
}

/// Something waits whose bytes are not what was sealed; the last number that was given is this one.
fn waits(root: &Path, last: u32) {
    let path = root.join(OUTBOX);
    drop(Outbox::open(&path, "YC-07").unwrap());
    let outbox = rusqlite::Connection::open(path).unwrap();
    let row = "INSERT INTO waiting VALUES (x'01', 'YC-07-0001', 1, '2026-10-01', x'00', 'form', x'00', 'none', 0, NULL)";
    outbox.execute_batch(&format!("{row}; UPDATE counter SET last = {last}")).unwrap();
}

fn generation(root: &Path) -> PathBuf {
    root.join(LIBRARY).join("generations/0001")
}

/// Bends the middle of a file.
fn bent(path: &Path) {
    let mut bytes = fs::read(path).unwrap();
    let middle = bytes.len() / 2;
    bytes.iter_mut().skip(middle).take(64).for_each(|byte| *byte ^= 0x55);
    fs::write(path, bytes).unwrap();
}

fn mode(root: &Path, at: &str, mode: u32) {
    fs::set_permissions(root.join(at), fs::Permissions::from_mode(mode)).unwrap();
}

type Plant = fn(&Path);

#[test]
fn every_fault_planted_into_content_and_trust_is_found() {
    are_found(&[
        ("Library", "", 0, |root| fs::write(generation(root).join("index/meta.json"), "{").unwrap()),
        ("Library", "", 0, |root| bent(&generation(root).join("library.sqlite"))),
        ("Library", "", 0, |root| fs::remove_file(generation(root).join("library.sqlite")).unwrap()),
        ("Library", "NoLibrary", 0, |root| {
            fs::remove_dir_all(root.join(LIBRARY).join("generations")).unwrap();
            fs::remove_file(root.join(LIBRARY).join("current")).unwrap();
        }),
        ("Library", "Sample", 0, |root| edited(|config| config.library.path = PathBuf::new())(root)),
        ("Library", "Old", 60, |_| {}),
        ("Clock", "ClockBehind", -40, |_| {}),
        ("Root", "RootTrouble", 0, |root| fs::remove_file(root.join(ROOT)).unwrap()),
        ("Root", "RootTrouble", 0, |root| fs::write(root.join(ROOT), "{}").unwrap()),
        ("Root", "NoRoot", 0, |root| edited(|_| {})(root)),
        ("Journal", "JournalTorn", 0, |root| {
            let log = root.join(LIBRARY).join("sync/audit/00000001.log");
            let text = fs::read_to_string(&log).unwrap_or_default();
            fs::create_dir_all(log.parent().unwrap()).unwrap();
            fs::write(&log, format!("{text}nonsense\n")).unwrap();
        }),
        // A disk that does not give the journal back is no better than one that bent it.
        ("Journal", "JournalTorn", 0, |root| {
            let log = root.join(LIBRARY).join("sync/audit/00000001.log");
            drop(fs::remove_file(&log));
            fs::create_dir_all(&log).unwrap();
        }),
        ("Permissions", "CannotRead", 0, |root| mode(root, KIOSK_TOML.trim_start_matches('/'), 0o600)),
        ("Permissions", "MayChange", 0, |root| mode(root, KIOSK_TOML.trim_start_matches('/'), 0o666)),
    ]);
}

#[test]
fn every_fault_planted_into_what_waits_and_what_was_given_up_is_found() {
    are_found(&[
        // Generations that cannot be listed are not content that never came.
        ("Library", "LibraryBroken", 0, |root| {
            fs::rename(root.join(LIBRARY).join("generations"), root.join(LIBRARY).join("elsewhere")).unwrap();
            fs::write(root.join(LIBRARY).join("generations"), "").unwrap();
        }),
        ("Library", "ProgramsGivenUp", 0, |root| {
            let state = format!(
                r#"{{"given_up":[{{"arch":"{}","version":"99.0.0","sha256":"{}","length":1}}]}}"#,
                std::env::consts::ARCH,
                crate::files::Digest::of(b"a program")
            );
            put(root, &format!("{LIBRARY}/sync/programs/state.json"), &state);
        }),
        ("Library", "HiddenLost", 0, |root| fs::write(root.join(LIBRARY).join("hidden"), "").unwrap()),
        ("Hidden", "Hides", 0, hide),
        ("Outbox", "OutboxBroken", 0, |root| put(root, OUTBOX, "no outbox")),
        ("Outbox", "OutboxBroken", 0, |root| waits(root, 1)),
        // What waits was counted, so the number of the last one is not behind it.
        ("Outbox", "OutboxBroken", 0, |root| waits(root, 0)),
        ("Outbox", "WaitsLong", 40, |root| waits(root, 1)),
        ("Root", "RootOld", 3650, |_| {}),
        ("Root", "TrustTorn", 0, |root| {
            for name in ["trust.sqlite", "trust.copy"] {
                fs::write(root.join(LIBRARY).join("sync").join(name), "nothing that was believed").unwrap();
            }
        }),
    ]);
}

/// The check that finds each, a word of what is found, the days by which the clock is other, and the fault.
fn are_found(plants: &[(&str, &str, i64, Plant)]) {
    let whole = filled("");
    let before = found(whole.path(), now());
    for (at, (check, word, days, plant)) in plants.iter().enumerate() {
        let folder = filled("");
        plant(folder.path());
        let found = found(folder.path(), now().checked_add((days * 24).hours()).unwrap());
        let new: Vec<&String> = found.iter().filter(|found| !before.contains(found)).collect();
        assert!(new.iter().any(|found| found.starts_with(&format!("{check} ")) && found.contains(word)), "plant {at} of {check}: {new:?}");
    }
}

#[test]
fn settings_that_came_with_the_content_are_held_against_what_visitors_see() {
    let seen = |settings: &str| {
        let folder = filled(settings);
        let looked = examine(&Machine::below(folder.path()), None, now()).into_iter();
        let told = looked.filter(|looked| matches!(looked.check, super::Check::Hall | super::Check::Links));
        told.map(|looked| format!("{:?}", looked.outcome)).collect::<Vec<_>>().join("\n")
    };
    let own = seen("");
    assert!(!own.contains("help_phone=") && !own.contains("HostNotListed"), "{own}");
    let came = seen("[hall]\nhelp_phone = \"0000-5600999\"\n[links]\nhosts = [\"www.other.example\"]\n");
    assert!(came.contains("help_phone=0000-5600999") && came.contains("hosts=www.other.example"), "{came}");
    assert!(came.contains("HostNotListed"), "the page of the settings is on a host that the content does not list: {came}");
}
