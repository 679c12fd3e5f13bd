//! Somebody who can write the terminal's folder puts older things in the place of newer ones, or takes them away: what lies beside knows of it.

use super::*;
use crate::{
    audit::{self, AuditError, Deed, Journal, Who},
    bundle::tests::forge::staff,
    library::{Hidden, HiddenBy, hidden},
    sync::{RootLed, ShownAgain, believe_instead, believed, hide, journal, show_again, to_hide},
};

/// Both copies of what is believed, as they are now.
fn pair(terminal: &Terminal) -> Vec<(PathBuf, Vec<u8>)> {
    let of = |name: &str| terminal.dir().join("sync").join(name);
    [of("trust.sqlite"), of("trust.copy")].into_iter().map(|path| (path.clone(), fs::read(&path).unwrap())).collect()
}

fn put_back(pair: &[(PathBuf, Vec<u8>)]) {
    for (path, bytes) in pair {
        fs::write(path, bytes).unwrap();
    }
}

fn note(terminal: &Terminal, deed: Deed) {
    Journal::of(&terminal.dir()).note(Who::Staff, deed);
}

/// What a visit writes into the journal when a release was taken in.
fn done(terminal: &Terminal, receipt: &Receipt) {
    let info = info_of(&terminal.dir(), receipt.generation).unwrap();
    let crate::library::Origin::Release { version, digest, .. } = info.origin else { panic!("not signed") };
    note(terminal, Deed::ImportDone { release: version, digest: digest.parse().unwrap() });
}

fn is_behind<T>(outcome: Result<T, SyncError>) -> bool {
    let behind = |why: &super::super::Tear| matches!(why, super::super::Tear::Behind { .. } | super::super::Tear::BehindRoot);
    outcome.err().is_some_and(|error| matches!(&error, SyncError::TornTrust { why, .. } if behind(why)))
}

/// An office with two releases of which the first lies aside, a terminal that took in both, and what it believed after the first.
fn set_back() -> (Office, PathBuf, Terminal, Vec<(PathBuf, Vec<u8>)>) {
    let office = Office::open_for_business();
    let terminal = Terminal::of(&office);
    done(&terminal, &terminal.sync(&office.path()).unwrap());
    let (old, before) = (office.aside("old"), pair(&terminal));
    office.document("yl-xin", "新办法", "第一条 新。");
    office.release();
    done(&terminal, &terminal.sync(&office.path()).unwrap());
    (office, old, terminal, before)
}

#[test]
fn an_older_memory_and_its_copy_are_not_believed_beside_what_they_forgot() {
    let (office, old, terminal, before) = set_back();
    let dir = terminal.dir();
    let newer = pair(&terminal);
    // One alone is put right from the other, and the history says so to whoever looks first.
    put_back(&before[..1]);
    assert!(matches!(history(&dir).unwrap()[0].facts, Happening::Restored));
    assert!(matches!(terminal.sync(&old), Err(SyncError::Bundle(BundleError::Refused(Objection::Rollback { .. })))));
    // Both, and the pointer as well, so that only the journal knows; and without the journal, so that only what answers knows.
    let pointer = fs::read(dir.join("current")).unwrap();
    for (pointed_back, journal) in [(false, true), (true, true), (false, false)] {
        put_back(&before);
        let log = dir.join("sync/audit");
        if pointed_back {
            fs::write(dir.join("current"), "0001\n").unwrap();
        }
        if !journal {
            fs::rename(&log, dir.join("sync/elsewhere")).unwrap();
        }
        let shelf = FolderShelf::open(&old).unwrap();
        assert!(is_behind(inspect(&dir, &shelf, &hands()).map(drop)), "{pointed_back} {journal}");
        assert!(is_behind(start(&dir, &hands()).map(drop)) && is_behind(roll_back(&dir, &hands()).map(drop)));
        assert!(is_behind(history(&dir).map(drop)), "{pointed_back} {journal}");
        if !journal {
            fs::rename(dir.join("sync/elsewhere"), &log).unwrap();
        }
        fs::write(dir.join("current"), &pointer).unwrap();
    }
    // The way back: the root is compared by people, and what was seen is not forgotten; what answers goes on answering.
    believe_instead(&dir, &office.first_root(), &By::Staff, now()).unwrap();
    let info = info_of(&dir, current(&dir).unwrap().unwrap()).unwrap();
    assert!(may_show(&dir, &info).unwrap());
    assert!(matches!(terminal.sync(&old), Err(SyncError::Bundle(BundleError::Refused(Objection::Rollback { .. })))));
    terminal.sync(&office.path()).unwrap();
    put_back(&newer);
    assert!(terminal.titles().contains(&"新办法".to_owned()));
}

#[test]
fn where_what_answers_was_put_back_too_the_journal_keeps_the_number() {
    let (office, old, terminal, before) = set_back();
    let dir = terminal.dir();
    put_back(&before);
    fs::write(dir.join("current"), "0001\n").unwrap();
    fs::remove_dir_all(dir.join("generations/0002")).unwrap();
    assert!(is_behind(terminal.sync(&old).map(drop)));
    believe_instead(&dir, &office.first_root(), &By::Staff, now()).unwrap();
    assert!(matches!(terminal.sync(&old), Err(SyncError::Bundle(BundleError::Refused(Objection::Rollback { .. })))));
    terminal.sync(&office.path()).unwrap();
}

#[test]
fn who_left_and_who_joined_is_told_before_the_import_after_it_and_wherever_somebody_looks() {
    let (office, terminal) = two_releases();
    let before = pair(&terminal);
    let mut people = staff(1);
    people.insert("chief", staff(60).remove("chief").unwrap());
    people.insert(
        "deputy",
        crate::bundle::tests::forge::Holder::new(99, &office.staff["deputy"].public.person.name, crate::bundle::Post::Deputy),
    );
    office.new_root(&people, &["root-a", "root-b"]);
    let mut office = office;
    office.staff = people;
    office.document("yl-san", "第三件", "第一条 三。");
    office.release();
    let shelf = FolderShelf::open(&office.path()).unwrap();
    let names = |led: &RootLed| {
        let of = |people: &[crate::bundle::Person]| people.iter().map(ToString::to_string).collect::<Vec<_>>().join("、");
        (led.version, of(&led.left), of(&led.joined), of(&led.rekeyed))
    };
    let wanted = (2, "主要5（主要领导）".to_owned(), "主要64（主要领导）".to_owned(), "分管4（分管领导）".to_owned());
    // However often somebody only looks.
    for _ in 0..2 {
        let offer = inspect(&terminal.dir(), &shelf, &hands()).unwrap();
        let told = offer.concerns.iter().find_map(|concern| if let Concern::RootLed(led) = concern { Some(names(led)) } else { None });
        assert_eq!(told, Some(wanted.clone()));
    }
    let lines = |terminal: &Terminal| {
        let lines = history(&terminal.dir()).unwrap();
        lines
            .into_iter()
            .filter_map(|event| if let Happening::RootLed(led) = event.facts { Some(names(&led)) } else { None })
            .collect::<Vec<_>>()
    };
    assert_eq!(lines(&terminal), std::slice::from_ref(&wanted));
    let deeds: Vec<Deed> = audit::read(&terminal.dir()).unwrap().entries.into_iter().map(|entry| entry.deed).collect();
    assert!(
        matches!(&deeds[..], [Deed::RootLed { version: 2, left, joined, .. }]
            if *left == ["主要5（主要领导）"] && *joined == ["主要64（主要领导）"]),
        "{deeds:?}"
    );
    let receipt = terminal.sync(&office.path()).unwrap();
    assert_eq!(receipt.roots.iter().map(names).collect::<Vec<_>>(), std::slice::from_ref(&wanted));
    // It is news once.
    office.document("yl-si", "第四件", "第一条 四。");
    office.release();
    assert_eq!(terminal.sync(&office.path()).unwrap().roots, []);
    assert_eq!(lines(&terminal), [wanted]);
    // Who had left does not come back with an older memory.
    put_back(&before);
    assert!(is_behind(inspect(&terminal.dir(), &shelf, &hands()).map(drop)));
}

#[test]
fn a_root_that_was_only_looked_at_is_not_forgotten_with_an_older_memory() {
    let (office, terminal) = two_releases();
    let before = pair(&terminal);
    office.new_root(&staff(1), &["root-a", "root-b"]);
    let shelf = FolderShelf::open(&office.path()).unwrap();
    inspect(&terminal.dir(), &shelf, &hands()).unwrap();
    assert_eq!(believed(&terminal.dir()).unwrap().unwrap().version(), 2);
    put_back(&before);
    assert!(is_behind(inspect(&terminal.dir(), &shelf, &hands()).map(drop)));
}

#[test]
fn a_journal_that_was_taken_away_whole_is_missed() {
    let (_office, terminal) = two_releases();
    let dir = terminal.dir();
    note(&terminal, Deed::PinWrong { failures: 1 });
    note(&terminal, Deed::PinWrong { failures: 2 });
    start(&dir, &hands()).unwrap();
    journal(&dir).unwrap().verify(None).unwrap();
    fs::remove_dir_all(dir.join("sync/audit")).unwrap();
    let gone = |dir: &Path| matches!(journal(dir).unwrap().verify(None), Err(AuditError::Faulty { .. }));
    assert!(gone(&dir));
    let summary = audit::summary(&journal(&dir).unwrap()).unwrap();
    assert!(!summary.whole && summary.entries == 0);
    // Nor is it forgotten when another is begun in its place, however long that grows.
    (0..9).for_each(|_| note(&terminal, Deed::Quit));
    start(&dir, &hands()).unwrap();
    proven(&dir).unwrap();
    assert!(gone(&dir) && !audit::summary(&journal(&dir).unwrap()).unwrap().whole);
}

#[test]
fn whatever_becomes_of_the_folder_of_the_hidden_what_was_hidden_stays_hidden() {
    let (_office, terminal) = two_releases();
    let dir = terminal.dir();
    let id: crate::policy::RecordId = "yl-jintie".parse().unwrap();
    let shows = || !Library::open(&dir).unwrap().withholds(&id);
    let wish = |by| to_hide(&Library::open(&dir).unwrap(), &dir, &id, by, now()).unwrap();
    let folder = dir.join("hidden");
    let elsewhere = tempfile::tempdir().unwrap();
    let put_away = |how: &str| {
        if folder.is_symlink() || folder.is_file() {
            fs::remove_file(&folder).unwrap();
        } else {
            fs::remove_dir_all(&folder).unwrap();
        }
        match how {
            "a file" => fs::write(&folder, b"x").unwrap(),
            "a link" => std::os::unix::fs::symlink(elsewhere.path(), &folder).unwrap(),
            "a link to nothing" => std::os::unix::fs::symlink("nothing", &folder).unwrap(),
            "emptied" => fs::create_dir(&folder).unwrap(),
            _ => {}
        }
    };
    let ways = ["a file", "a link", "a link to nothing", "emptied", "gone"];
    for how in ways {
        hide(&dir, &wish(HiddenBy::Staff)).unwrap();
        note(&terminal, Deed::Hidden { record: id.clone() });
        put_away(how);
        assert!(!shows(), "{how}");
        let all = hidden(&dir);
        assert!(all.lost(None) && all.get(&id).is_some_and(|hidden| hidden.title == "高龄津贴办法"), "{how}: nobody is told");
        // Each of both is enough.
        let (log, trust) = (dir.join("sync/audit"), dir.join("sync/trust.sqlite"));
        fs::rename(&log, elsewhere.path().join("audit")).unwrap();
        assert!(!shows(), "{how}, without the journal");
        fs::rename(elsewhere.path().join("audit"), &log).unwrap();
        fs::rename(&trust, elsewhere.path().join("trust")).unwrap();
        assert!(!shows(), "{how}, without the memory");
        fs::rename(elsewhere.path().join("trust"), &trust).unwrap();
        // Staff can hide and show on as if nothing had been.
        assert!(matches!(show_again(&dir, &id, &Who::Staff, now()).unwrap(), ShownAgain::Shown { .. }));
        assert!(shows() && hidden(&dir).missing.is_empty(), "{how}");
        hide(&dir, &wish(HiddenBy::Staff)).unwrap();
        assert!(!shows() && !hidden(&dir).lost(None), "{how}: hidden anew");
        show_again(&dir, &id, &Who::Staff, now()).unwrap();
        drop(fs::remove_dir_all(dir.join("hidden.torn")));
        drop(fs::remove_file(dir.join("hidden.torn")));
    }
}

#[test]
fn what_a_release_ended_is_not_hidden_again_by_what_is_told_of_it() {
    let office = Office::open_for_business();
    let terminal = Terminal::of(&office);
    let dir = terminal.dir();
    done(&terminal, &terminal.sync(&office.path()).unwrap());
    let id: crate::policy::RecordId = "yl-jintie".parse().unwrap();
    let wish = to_hide(&Library::open(&dir).unwrap(), &dir, &id, HiddenBy::Staff, now()).unwrap();
    hide(&dir, &Hidden { since: now() - jiff::SignedDuration::from_hours(48), ..wish }).unwrap();
    note(&terminal, Deed::Hidden { record: id.clone() });
    office.document("yl-xin", "新办法", "第一条 新。");
    office.release();
    done(&terminal, &terminal.sync(&office.path()).unwrap());
    assert!(!Library::open(&dir).unwrap().withholds(&id));
    fs::remove_dir_all(dir.join("hidden")).unwrap();
    assert!(!Library::open(&dir).unwrap().withholds(&id) && !hidden(&dir).lost(None), "a release had ended it");
    // One step back it was hidden, and is.
    roll_back(&dir, &hands()).unwrap();
    assert!(Library::open(&dir).unwrap().withholds(&id));
}

#[test]
fn where_what_is_remembered_of_the_journal_cannot_be_read_it_is_not_said_that_nothing_is_missing() {
    let (_office, _, terminal, _) = set_back();
    let dir = terminal.dir();
    assert!(!journal(&dir).unwrap().unwitnessed);
    for (path, _) in pair(&terminal) {
        fs::write(path, b"torn").unwrap();
    }
    let chain = journal(&dir).unwrap();
    assert!(chain.unwitnessed && chain.verify(None).is_ok());
}
