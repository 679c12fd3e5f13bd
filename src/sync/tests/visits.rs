//! Good visits: what a release brings, what it takes away, and what staff are told.

use super::*;
use crate::{
    bundle::tests::forge::document,
    config::Config,
    library::{ImportOptions, Origin},
    source::{Options, Source},
};

#[test]
fn a_terminal_that_was_never_given_a_root_says_so_before_anything_else() {
    let office = Office::open_for_business();
    let folder = tempfile::tempdir().unwrap();
    let looked = inspect(&folder.path().join("library"), &FolderShelf::open(&office.path()).unwrap(), &hands());
    assert!(matches!(looked, Err(SyncError::NoTrust { .. })), "{looked:?}");
}

#[test]
fn a_first_import_shows_everything_as_new_and_the_same_stick_is_recognised() {
    let office = Office::open_for_business();
    let terminal = Terminal::of(&office);
    let stick = leaked(Stick::of(&office.path()));
    let offer = inspect(&terminal.dir(), &stick, &hands()).unwrap();
    assert_eq!(offer.changes.in_words(), "新增 2 · 更新 0 · 废止 0 · 下架 0");
    assert!(!offer.unchanged && offer.to_copy > 0 && offer.needed > offer.to_copy && offer.signers.len() == 3);
    let mut last = (Stage::Verifying, 0.0);
    let receipt = terminal
        .take(&offer, &stick, &mut |progress: super::super::Progress| {
            assert!(progress.stage >= last.0 && progress.share >= last.1, "{progress:?} after {last:?}");
            last = (progress.stage, progress.share);
            ControlFlow::Continue(())
        })
        .unwrap();
    assert_eq!(last, (Stage::Switching, 1.0));
    assert_eq!((receipt.release, receipt.records, receipt.generation), (Some(1), 2, 1));
    assert_eq!(terminal.titles(), ["老年助餐办法", "高龄津贴办法"]);
    assert!(may_show(&terminal.dir(), &info_of(&terminal.dir(), 1).unwrap()).unwrap());
    let copied = stick.read.load(Ordering::Relaxed);
    let again = inspect(&terminal.dir(), &stick, &hands()).unwrap();
    assert!(again.unchanged && again.to_copy == 0 && again.changes.is_empty());
    assert_eq!(stick.read.load(Ordering::Relaxed), copied, "packs were read to recognise a stick");
    let events = history(&terminal.dir()).unwrap();
    assert_eq!((events.len(), events[0].kind, events[0].release), (1, EventKind::Imported, Some(1)));
    use std::os::unix::fs::PermissionsExt;
    assert_eq!(fs::metadata(Folders::of(&terminal.dir()).key()).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn the_next_release_copies_only_what_is_new_and_an_older_stick_is_refused() {
    let office = Office::new();
    office.write("attachments/表格.pdf", noise(3 << 20));
    office.release();
    let terminal = Terminal::of(&office);
    let old = office.aside("old");
    terminal.sync(&office.path()).unwrap();
    office.document("yl-jintie", "高龄津贴办法", "第一条 年满七十九周岁的老年人按月领取高龄津贴。");
    office.release();
    let stick = leaked(Stick::of(&office.path()));
    let offer = inspect(&terminal.dir(), &stick, &hands()).unwrap();
    assert_eq!(offer.changes.in_words(), "新增 0 · 更新 1 · 废止 0 · 下架 0");
    terminal.sync_from(&stick).unwrap();
    assert!(stick.read.load(Ordering::Relaxed) < 100_000, "{} bytes were read again", stick.read.load(Ordering::Relaxed));
    for _ in 0..2 {
        assert!(matches!(terminal.sync(&old), Err(SyncError::Bundle(BundleError::Refused(Objection::Rollback { .. })))));
    }
    let events = history(&terminal.dir()).unwrap();
    let kinds: Vec<EventKind> = events.iter().map(|event| event.kind).collect();
    assert_eq!(kinds, [EventKind::Refused, EventKind::Imported, EventKind::Imported], "a stick tried twice is one line");
    assert_eq!(events[0].code.as_deref(), Some("B-11"), "{:?}", events[0]);
    assert_eq!(current(&terminal.dir()).unwrap(), Some(2));
}

#[test]
fn a_board_that_alone_was_changed_reaches_the_terminal() {
    let office = Office::open_for_business();
    let terminal = Terminal::of(&office);
    terminal.sync(&office.path()).unwrap();
    let home = |title: &str| format!("title = \"首页\"\n[[doors]]\ntitle = \"{title}\"\nrecord = \"yl-jintie\"\n");
    let first_door = || {
        let library = Library::open(&terminal.dir()).unwrap();
        library.arrangement().board("home").unwrap().doors.first().unwrap().title.clone()
    };
    assert_eq!(first_door(), "查政策", "what the source leaves unsaid the program says");
    for title in ["高龄津贴", "津贴"] {
        office.write("boards/home.toml", home(title));
        let drafted = office.draft(&Office::wish("office")).unwrap();
        assert_eq!(drafted.changes.pages, ["boards/home.toml"]);
        office.release();
        terminal.sync(&office.path()).unwrap();
        assert_eq!(first_door(), title);
    }
    roll_back(&terminal.dir(), &hands()).unwrap();
    assert_eq!(first_door(), "高龄津贴");
}

#[test]
fn settings_come_and_go_with_the_release_that_brought_them() {
    let office = Office::open_for_business();
    let terminal = Terminal::of(&office);
    terminal.sync(&office.path()).unwrap();
    let own = Config::demonstration().unwrap();
    let phone = || {
        let library = Library::open(&terminal.dir()).unwrap();
        library.settings().map(|settings| settings.over(&own).hall.help_phone)
    };
    assert_eq!(phone(), None);
    for number in ["0000-5600998", "0000-5600999"] {
        office.write("terminal.toml", format!("[hall]\nhelp_phone = \"{number}\"\n"));
        office.release();
        terminal.sync(&office.path()).unwrap();
        assert_eq!(phone().as_deref(), Some(number));
    }
    roll_back(&terminal.dir(), &hands()).unwrap();
    assert_eq!(phone().as_deref(), Some("0000-5600998"));
    office.remove("terminal.toml");
    office.release();
    terminal.sync(&office.path()).unwrap();
    assert_eq!(phone(), None, "what is no longer said is what the terminal says itself");
}

#[test]
fn what_nobody_signed_for_sets_nothing() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("source.toml"), "name = \"甲\"\nplace = \"云川县\"\ndata_date = 2026-11-20\ntopics = [\"养老\"]\n")
        .unwrap();
    fs::write(folder.path().join("terminal.toml"), "[hall]\nhelp_phone = \"0000-5600999\"\n").unwrap();
    let source = Source::open(&[folder.path().to_owned()], Options::default()).unwrap();
    let library = folder.path().join("library");
    let options = ImportOptions { origin: Origin::EmbeddedSample, mark: None, built_at: now() };
    crate::library::import(&source, &library, options, &mut Unwatched).unwrap();
    let opened = Library::open(&library).unwrap();
    assert!(opened.arrangement().tables.iter().any(|(name, _)| name == "terminal.toml") && opened.settings().is_none());
}

#[test]
fn what_was_withdrawn_is_gone_from_every_generation_and_from_the_store() {
    let (office, terminal) = two_releases();
    assert_eq!(generations(&terminal.dir()).unwrap(), [1, 2]);
    assert!(terminal.keeps("年满八十周岁的老年人按月领取"));
    office.withdraw("yl-jintie");
    let receipt = terminal.sync(&office.path()).unwrap();
    let gone = [Gone { title: "高龄津贴办法".to_owned(), reason: "含有个人信息".to_owned() }];
    assert!(matches!(&receipt.facts, Happening::Changed { gone: proof, .. } if *proof == gone), "{receipt:?}");
    assert_eq!((generations(&terminal.dir()).unwrap(), terminal.titles().len()), (vec![3], 2));
    assert!(!terminal.keeps("年满八十周岁的老年人按月领取"));
    assert_eq!(history(&terminal.dir()).unwrap()[0].facts, receipt.facts);
    assert!(matches!(roll_back(&terminal.dir(), &hands()), Err(SyncError::NothingBefore)));
    // The release after it has nothing more to withdraw, and keeps the one before.
    office.document("yl-geng", "更新的办法", "第一条 更新。");
    office.release();
    terminal.sync(&office.path()).unwrap();
    assert_eq!(generations(&terminal.dir()).unwrap(), [3, 4]);
}

#[test]
fn a_full_disk_is_told_before_the_first_byte() {
    let office = Office::open_for_business();
    let terminal = Terminal::of(&office);
    let stick = leaked(Stick::of(&office.path()));
    let offer = inspect_with(&terminal.dir(), &stick, &hands(), || Ok(100)).unwrap();
    assert!(offer.concerns.contains(&Concern::NoRoom) && offer.free == 100);
    let refused = import_with(&terminal.dir(), &offer, &stick, &hands(), &mut Unwatched, 100);
    assert!(matches!(refused, Err(SyncError::NoRoom { free: 100, needed }) if needed == offer.needed));
    assert_eq!(stick.read.load(Ordering::Relaxed), 0);
}

#[test]
fn an_expired_root_needs_staff_and_old_content_and_a_slow_clock_are_told() {
    let office = Office::open_for_business();
    let terminal = Terminal::of(&office);
    let shelf = FolderShelf::open(&office.path()).unwrap();
    let later = Hands { now: "2040-01-01T00:00:00Z".parse().unwrap(), ..hands() };
    let offer = inspect(&terminal.dir(), &shelf, &later).unwrap();
    assert!(matches!(offer.concerns[..], [Concern::Old { strongly: true, .. }, Concern::RootExpired { .. }]), "{:?}", offer.concerns);
    let refused = import(&terminal.dir(), &offer, &shelf, &later, &mut Unwatched);
    assert!(matches!(refused, Err(SyncError::Bundle(BundleError::Refused(Objection::RootExpired { .. })))));
    assert_eq!(history(&terminal.dir()).unwrap()[0].code.as_deref(), Some("B-16"));
    import(&terminal.dir(), &offer, &shelf, &Hands { root_may_be_expired: true, ..later }, &mut Unwatched).unwrap();
    // Dead batteries: the clock says 1970, and the content is not called old for it.
    let reset = Hands { now: jiff::Timestamp::UNIX_EPOCH, ..hands() };
    assert_eq!(inspect(&terminal.dir(), &shelf, &reset).unwrap().concerns, [Concern::ClockBehind]);
}

#[test]
fn a_department_cannot_repeal_what_is_the_offices() {
    let office = Office::open_for_business();
    let terminal = Terminal::of(&office);
    office.with_department("civil-jiuzhu", "repeals = [\"高龄津贴办法\"]\n");
    terminal.sync(&office.path()).unwrap();
    let library = Library::open(&terminal.dir()).unwrap();
    assert!(library.card(&"civil-jiuzhu".parse().unwrap()).is_some());
    let theirs = library.card(&"yl-jintie".parse().unwrap()).unwrap();
    assert!(!theirs.standing("2026-11-28".parse().unwrap()).validity.is_ended());
}

#[test]
fn a_terminal_with_a_root_shows_nothing_that_was_built_beside_it() {
    let office = Office::open_for_business();
    let terminal = Terminal::of(&office);
    terminal.sync(&office.path()).unwrap();
    let source = crate::source::Source::open(&[office.source()], crate::source::Options::default()).unwrap();
    let origin = crate::library::Origin::Built { sources: Vec::new() };
    let options = crate::library::ImportOptions { origin, mark: None, built_at: now() };
    crate::library::import(&source, &terminal.dir(), options, &mut Unwatched).unwrap();
    assert!(!may_show(&terminal.dir(), &info_of(&terminal.dir(), 2).unwrap()).unwrap());
    assert_eq!(start(&terminal.dir(), &hands()).unwrap(), Started::Finished);
    assert_eq!(current(&terminal.dir()).unwrap(), Some(1));
}

/// A stick on which every part lets one wait.
struct Slow(FolderShelf);

impl Shelf for Slow {
    fn read(&self, name: &str, limit: u64) -> Result<Option<Vec<u8>>, BundleError> {
        self.0.read(name, limit)
    }

    fn open(&self, name: &str, from: u64) -> Result<Box<dyn Read + Send>, BundleError> {
        std::thread::sleep(std::time::Duration::from_millis(200));
        self.0.open(name, from)
    }

    fn place(&self) -> String {
        self.0.place()
    }
}

#[test]
fn forms_that_are_searched_are_there_before_anything_is_built() {
    let office = Office::new();
    let with = |files: &str| document("残疾人补贴办法", "第一条 按表申请。", files);
    let attached = "attachments = [ { file = \"表.txt\", title = \"申请表\" }, { file = \"图.png\", title = \"图\" } ]";
    office.write("attachments/表.txt", "监护人签字处");
    office.write("attachments/图.png", noise(70_000));
    office.write("documents/cj.md", with(attached));
    office.release();
    let terminal = Terminal::of(&office);
    let receipt = terminal.sync_from(&Slow(FolderShelf::open(&office.path()).unwrap())).unwrap();
    assert!(receipt.left_out.is_empty());
    let library = Library::open(&terminal.dir()).unwrap();
    let shown = format!("{:?}", library.record(&"cj".parse().unwrap()).unwrap());
    assert!(shown.contains("监护人签字处"), "{shown}");
}

#[test]
fn texts_that_were_packed_with_what_is_only_handed_on_are_there_before_anything_is_built() {
    let office = Office::new();
    office.write("attachments/图.png", noise(70_000));
    office.release();
    // As earlier programs packed a text that an attachment repeats.
    office.bend("1.targets.json", &office.desks(), |signed| {
        signed["targets"].as_object_mut().unwrap().values_mut().for_each(|target| target["custom"]["text"] = false.into());
    });
    office.chain();
    let terminal = Terminal::of(&office);
    let receipt = terminal.sync_from(&Slow(FolderShelf::open(&office.path()).unwrap())).unwrap();
    assert_eq!((receipt.left_out.len(), terminal.titles().len()), (0, 2));
}
