//! Visits of a stick as a terminal lives through them: good ones, broken-off ones, and those that must change nothing.

use std::{
    fs,
    io::{self, Read},
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::atomic::{AtomicI64, AtomicU64, Ordering},
};

use super::{
    Concern, EventKind, Hands, Offer, Receipt, Stage, Started, SyncError, establish,
    exchange::{import_with, inspect_with},
    folders::Folders,
    history, import, inspect, may_show, proven, roll_back, start,
    trust::Memory,
};
use crate::{
    bundle::{
        BundleError, CHUNK, Digest, FolderShelf, Shelf,
        tests::forge::{Office, now},
    },
    library::{Library, LibraryError, current, generations, info_of, probe},
};

/// A terminal that believes the office's first root.
struct Terminal {
    folder: tempfile::TempDir,
}

fn hands() -> Hands<'static> {
    Hands { terminal: "大厅一号", now: now(), self_test: &|folder| probe(folder).map(drop), root_may_be_expired: false }
}

impl Terminal {
    fn of(office: &Office) -> Self {
        let terminal = Self { folder: tempfile::tempdir().unwrap() };
        establish(&terminal.dir(), &office.first_root()).unwrap();
        terminal
    }

    fn dir(&self) -> PathBuf {
        self.folder.path().join("library")
    }

    fn sync(&self, place: &Path) -> Result<Receipt, SyncError> {
        self.sync_from(&FolderShelf::open(place).unwrap())
    }

    fn sync_from(&self, shelf: &dyn Shelf) -> Result<Receipt, SyncError> {
        let offer = inspect(&self.dir(), shelf, &hands())?;
        self.take(&offer, shelf, &mut |_| ControlFlow::Continue(()))
    }

    fn take(
        &self,
        offer: &Offer,
        shelf: &dyn Shelf,
        progress: &mut (dyn FnMut(super::Progress) -> ControlFlow<()> + Send),
    ) -> Result<Receipt, SyncError> {
        import(&self.dir(), offer, shelf, &hands(), progress)
    }

    fn titles(&self) -> Vec<String> {
        let library = Library::open(&self.dir()).unwrap();
        let mut titles: Vec<String> = library.cards().iter().map(|card| card.title.clone()).collect();
        titles.sort();
        titles
    }

    /// Every byte that the terminal keeps, but for the index and the database, which pack them.
    fn keeps(&self, word: &str) -> bool {
        let files = walkdir::WalkDir::new(self.dir()).into_iter().map(Result::unwrap).filter(|entry| entry.file_type().is_file());
        files.into_iter().any(|entry| fs::read(entry.path()).unwrap().windows(word.len()).any(|bytes| bytes == word.as_bytes()))
    }
}

/// A stick that counts what is read of its parts, and breaks after so many bytes.
struct Stick {
    shelf: FolderShelf,
    read: AtomicU64,
    left: AtomicI64,
    error: i32,
}

impl Stick {
    fn of(place: &Path) -> Self {
        Self { shelf: FolderShelf::open(place).unwrap(), read: AtomicU64::new(0), left: AtomicI64::new(i64::MAX), error: 0 }
    }

    fn breaking(place: &Path, after: i64, error: i32) -> Self {
        Self { left: AtomicI64::new(after), error, ..Self::of(place) }
    }
}

struct Counted<'a> {
    from: Box<dyn Read + Send>,
    stick: &'a Stick,
}

impl Read for Counted<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.stick.left.load(Ordering::Relaxed) <= 0 {
            return Err(io::Error::from_raw_os_error(self.stick.error));
        }
        let read = self.from.read(into)?;
        self.stick.read.fetch_add(read as u64, Ordering::Relaxed);
        self.stick.left.fetch_sub(i64::try_from(read).unwrap(), Ordering::Relaxed);
        Ok(read)
    }
}

/// The reader must live as long as the stick, which tests leak.
impl Shelf for &'static Stick {
    fn read(&self, name: &str, limit: u64) -> Result<Option<Vec<u8>>, BundleError> {
        self.shelf.read(name, limit)
    }

    fn open(&self, name: &str, from: u64) -> Result<Box<dyn Read + Send>, BundleError> {
        Ok(Box::new(Counted { from: self.shelf.open(name, from)?, stick: self }))
    }

    fn place(&self) -> String {
        self.shelf.place()
    }
}

fn leaked(stick: Stick) -> &'static Stick {
    Box::leak(Box::new(stick))
}

/// Bytes that nobody can guess, of a large attachment.
fn noise(length: u64) -> Vec<u8> {
    let mut state = 0x2026_1128_u64;
    let next = |_| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state.to_be_bytes()[0]
    };
    (0..length).map(next).collect()
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
        .take(&offer, &stick, &mut |progress| {
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
        assert!(matches!(terminal.sync(&old), Err(SyncError::Bundle(BundleError::Rollback { .. }))));
    }
    let events = history(&terminal.dir()).unwrap();
    let kinds: Vec<EventKind> = events.iter().map(|event| event.kind).collect();
    assert_eq!(kinds, [EventKind::Refused, EventKind::Imported, EventKind::Imported], "a stick tried twice is one line");
    assert!(events[0].words.contains("（B-11）"), "{}", events[0].words);
    assert_eq!(current(&terminal.dir()).unwrap(), Some(2));
}

#[test]
fn torn_trust_is_never_taken_for_none() {
    let office = Office::open_for_business();
    let terminal = Terminal::of(&office);
    terminal.sync(&office.path()).unwrap();
    let (dir, path) = (terminal.dir(), Folders::of(&terminal.dir()).trust());
    let whole = fs::read(&path).unwrap();
    let with = |change: &str| {
        let connection = rusqlite::Connection::open(&path).unwrap();
        connection.execute_batch(change).unwrap();
    };
    let tears: [(&str, &dyn Fn()); 7] = [
        ("gone", &|| fs::remove_file(&path).unwrap()),
        ("empty", &|| fs::write(&path, b"").unwrap()),
        ("half", &|| fs::write(&path, &whole[..whole.len() / 2]).unwrap()),
        ("zeroes", &|| fs::write(&path, vec![0; whole.len()]).unwrap()),
        ("no row", &|| with("DELETE FROM trust")),
        ("another schema", &|| with("PRAGMA user_version = 99")),
        ("bent", &|| with("UPDATE trust SET value = replace(value, '\"version\":1', '\"version\":0')")),
    ];
    for (name, tear) in tears {
        tear();
        let torn = |outcome: Result<(), SyncError>| matches!(outcome, Err(SyncError::TornTrust { .. }));
        let shelf = FolderShelf::open(&office.path()).unwrap();
        assert!(torn(inspect(&dir, &shelf, &hands()).map(drop)), "{name}");
        assert!(torn(establish(&dir, &office.first_root())), "{name}: given a root again, it forgets");
        assert!(torn(start(&dir, &hands()).map(drop)), "{name}");
        for ending in ["", "-wal", "-shm"] {
            drop(fs::remove_file(format!("{}{ending}", path.display())));
        }
        fs::write(&path, &whole).unwrap();
    }
    assert!(inspect(&dir, &FolderShelf::open(&office.path()).unwrap(), &hands()).unwrap().unchanged);
    // The folder of a terminal that lost all of it but its library.
    fs::remove_dir_all(Folders::of(&dir).sync()).unwrap();
    assert!(matches!(history(&dir), Err(SyncError::TornTrust { .. })));
    assert!(matches!(history(&dir.join("elsewhere")), Ok(events) if events.is_empty()));
}

#[test]
fn a_cut_copy_goes_on_and_reads_at_most_one_stretch_twice() {
    let office = Office::new();
    let large = CHUNK * 3 + 17;
    office.write("attachments/地图.pdf", noise(large));
    let release = office.release();
    let terminal = Terminal::of(&office);
    // Pulled out in the middle of the third stretch.
    let broken = leaked(Stick::breaking(&office.path(), i64::try_from(CHUNK * 5 / 2).unwrap(), 19));
    assert!(matches!(terminal.sync_from(&broken), Err(SyncError::StickGone { .. })));
    assert_eq!(current(&terminal.dir()).unwrap(), None);
    let blob = release.release.parcels().into_iter().find(|parcel| parcel.length == large).unwrap().clone();
    let part = Folders::of(&terminal.dir()).part(&blob);
    assert_eq!(fs::metadata(&part).unwrap().len() % CHUNK, 0);
    let stick = leaked(Stick::of(&office.path()));
    terminal.sync_from(&stick).unwrap();
    let all: u64 = release.release.parcels().iter().map(|parcel| parcel.length).sum();
    let (first, second) = (broken.read.load(Ordering::Relaxed), stick.read.load(Ordering::Relaxed));
    assert!(first + second <= all + CHUNK, "{first} and {second} of {all}");
    assert_eq!(Digest::of(&fs::read(Folders::of(&terminal.dir()).stored(&blob)).unwrap()), blob.digest);
    assert!(!part.exists());
}

#[test]
fn what_an_interrupted_copy_left_is_believed_only_as_far_as_it_is_signed_for() {
    let office = Office::new();
    office.write("attachments/地图.pdf", noise(CHUNK * 2 + 5));
    let release = office.release();
    let blob = release.release.parcels().into_iter().find(|parcel| !parcel.chunks.is_empty()).unwrap().clone();
    for left in [Vec::new(), vec![7; 100], vec![7; usize::try_from(CHUNK * 3).unwrap()]] {
        let terminal = Terminal::of(&office);
        let part = Folders::of(&terminal.dir()).part(&blob);
        fs::create_dir_all(part.parent().unwrap()).unwrap();
        fs::write(&part, left).unwrap();
        terminal.sync(&office.path()).unwrap();
        assert_eq!(Digest::of(&fs::read(Folders::of(&terminal.dir()).stored(&blob)).unwrap()), blob.digest);
    }
}

#[test]
fn every_way_in_which_a_stick_fails_has_its_name_and_changes_nothing() {
    let office = Office::open_for_business();
    let terminal = Terminal::of(&office);
    terminal.sync(&office.path()).unwrap();
    office.document("yl-xin", "新办法", "第一条 新。");
    office.release();
    for (error, gone) in [(19, true), (107, true), (103, true), (108, true), (6, true), (5, false), (13, false)] {
        let stick = leaked(Stick::breaking(&office.path(), 0, error));
        match terminal.sync_from(&stick) {
            Err(SyncError::StickGone { .. }) if gone => {}
            Err(SyncError::StickUnreadable { .. }) if !gone => {}
            other => panic!("{error}: {other:?}"),
        }
        assert_eq!((current(&terminal.dir()).unwrap(), terminal.titles().len()), (Some(1), 2));
    }
    // A part that is not what was signed for.
    let bent = office.aside("bent");
    let verified = office.verify(&office.trust()).unwrap();
    for parcel in verified.release.parcels().into_iter().filter(|parcel| parcel.kind == crate::bundle::ParcelKind::Pack) {
        let path = bent.join("v1").join(&parcel.pieces()[0].0);
        let mut bytes = fs::read(&path).unwrap();
        *bytes.last_mut().unwrap() ^= 1;
        fs::write(&path, bytes).unwrap();
    }
    assert!(matches!(terminal.sync(&bent), Err(SyncError::Bundle(BundleError::Altered { .. }))));
    assert_eq!(history(&terminal.dir()).unwrap()[0].kind, EventKind::Refused);
    terminal.sync(&office.path()).unwrap();
    assert_eq!(terminal.titles().len(), 3);
}

#[test]
fn an_import_can_be_cancelled_until_it_switches() {
    let office = Office::open_for_business();
    let terminal = Terminal::of(&office);
    terminal.sync(&office.path()).unwrap();
    office.document("yl-xin", "新办法", "第一条 新。");
    office.release();
    let shelf = FolderShelf::open(&office.path()).unwrap();
    for stage in [Stage::Verifying, Stage::Copying, Stage::Indexing, Stage::Testing] {
        let offer = inspect(&terminal.dir(), &shelf, &hands()).unwrap();
        let stopped = terminal.take(&offer, &shelf, &mut |progress| {
            if progress.stage >= stage { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        assert!(matches!(stopped, Err(SyncError::Cancelled)), "{stage:?}: {stopped:?}");
        assert_eq!((current(&terminal.dir()).unwrap(), generations(&terminal.dir()).unwrap()), (Some(1), vec![1]), "{stage:?}");
    }
    let offer = inspect(&terminal.dir(), &shelf, &hands()).unwrap();
    let too_late = terminal.take(&offer, &shelf, &mut |progress| {
        if progress.stage == Stage::Switching { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    assert_eq!(too_late.unwrap().records, 3);
    assert!(history(&terminal.dir()).unwrap().iter().all(|event| event.kind == EventKind::Imported));
}

#[test]
fn what_was_withdrawn_is_gone_from_every_generation_and_from_the_store() {
    let office = Office::open_for_business();
    let terminal = Terminal::of(&office);
    terminal.sync(&office.path()).unwrap();
    office.document("yl-xin", "新办法", "第一条 新。");
    office.release();
    terminal.sync(&office.path()).unwrap();
    assert_eq!(generations(&terminal.dir()).unwrap(), [1, 2]);
    assert!(terminal.keeps("年满八十周岁的老年人按月领取"));
    office.withdraw("yl-jintie");
    let receipt = terminal.sync(&office.path()).unwrap();
    assert_eq!(receipt.withdrawn, ["高龄津贴办法（含有个人信息）"]);
    assert_eq!((generations(&terminal.dir()).unwrap(), terminal.titles().len()), (vec![3], 2));
    assert!(!terminal.keeps("年满八十周岁的老年人按月领取"));
    assert!(history(&terminal.dir()).unwrap()[0].words.contains("下架：高龄津贴办法（含有个人信息）"));
    assert!(matches!(roll_back(&terminal.dir(), &hands()), Err(SyncError::NothingBefore)));
    // The release after it has nothing more to withdraw, and keeps the one before.
    office.document("yl-geng", "更新的办法", "第一条 更新。");
    office.release();
    terminal.sync(&office.path()).unwrap();
    assert_eq!(generations(&terminal.dir()).unwrap(), [3, 4]);
}

#[test]
fn a_power_cut_between_the_record_and_the_pointer_is_ended_at_the_next_start() {
    let office = Office::open_for_business();
    let terminal = Terminal::of(&office);
    terminal.sync(&office.path()).unwrap();
    office.document("yl-xin", "新办法", "第一条 新。");
    office.release();
    terminal.sync(&office.path()).unwrap();
    // As the pointer was when the power went.
    fs::write(terminal.dir().join("current"), "0001\n").unwrap();
    assert_eq!(terminal.titles().len(), 2);
    assert_eq!(start(&terminal.dir(), &hands()).unwrap(), Started::Finished);
    assert_eq!((current(&terminal.dir()).unwrap(), terminal.titles().len()), (Some(2), 3));
    assert_eq!(start(&terminal.dir(), &hands()).unwrap(), Started::Well);
}

#[test]
fn a_record_that_cannot_be_made_leaves_all_as_it_was() {
    let office = Office::open_for_business();
    let terminal = Terminal::of(&office);
    terminal.sync(&office.path()).unwrap();
    let before = Memory::open(&terminal.dir()).unwrap().trust().unwrap();
    office.document("yl-xin", "新办法", "第一条 新。");
    office.release();
    let shelf = FolderShelf::open(&office.path()).unwrap();
    let offer = inspect(&terminal.dir(), &shelf, &hands()).unwrap();
    let path = Folders::of(&terminal.dir()).trust();
    rusqlite::Connection::open(&path)
        .unwrap()
        .execute_batch("CREATE TRIGGER full BEFORE INSERT ON history WHEN NEW.kind = 'imported' BEGIN SELECT RAISE(ABORT, 'full'); END")
        .unwrap();
    let refused = terminal.take(&offer, &shelf, &mut |_| ControlFlow::Continue(()));
    assert!(matches!(refused, Err(SyncError::Library(LibraryError::NotRecorded { .. }))), "{refused:?}");
    assert_eq!((current(&terminal.dir()).unwrap(), generations(&terminal.dir()).unwrap()), (Some(1), vec![1]));
    assert_eq!(Memory::open(&terminal.dir()).unwrap().trust().unwrap(), before);
}

#[test]
fn a_generation_that_crashes_twice_gives_way_to_the_one_before() {
    let office = Office::open_for_business();
    let terminal = Terminal::of(&office);
    terminal.sync(&office.path()).unwrap();
    assert_eq!(start(&terminal.dir(), &hands()).unwrap(), Started::Well);
    proven(&terminal.dir()).unwrap();
    office.document("yl-xin", "新办法", "第一条 新。");
    office.release();
    terminal.sync(&office.path()).unwrap();
    let started: Vec<Started> = (0..4).map(|_| start(&terminal.dir(), &hands()).unwrap()).collect();
    assert_eq!(started, [Started::Well, Started::Well, Started::FellBack, Started::Well]);
    assert_eq!((current(&terminal.dir()).unwrap(), history(&terminal.dir()).unwrap()[0].kind), (Some(1), EventKind::FellBack));
    // A proven one stays however often the kiosk is started.
    let other = Terminal::of(&office);
    other.sync(&office.path()).unwrap();
    proven(&other.dir()).unwrap();
    assert!((0..5).all(|_| start(&other.dir(), &hands()).unwrap() == Started::Well));
}

#[test]
fn a_step_back_lowers_no_trust_and_the_newest_release_can_come_back() {
    let office = Office::open_for_business();
    let terminal = Terminal::of(&office);
    let old = office.aside("old");
    terminal.sync(&office.path()).unwrap();
    office.document("yl-xin", "新办法", "第一条 新。");
    office.release();
    terminal.sync(&office.path()).unwrap();
    let receipt = roll_back(&terminal.dir(), &hands()).unwrap();
    assert_eq!((receipt.event, receipt.release, receipt.generation), (EventKind::RolledBack, Some(1), 1));
    assert_eq!(terminal.titles().len(), 2);
    assert!(matches!(roll_back(&terminal.dir(), &hands()), Err(SyncError::NothingBefore)));
    assert!(matches!(terminal.sync(&old), Err(SyncError::Bundle(BundleError::Rollback { .. }))));
    let offer = inspect(&terminal.dir(), &FolderShelf::open(&office.path()).unwrap(), &hands()).unwrap();
    assert_eq!((offer.unchanged, offer.to_copy, offer.changes.added.len()), (false, 0, 1));
    terminal.sync(&office.path()).unwrap();
    assert_eq!(terminal.titles().len(), 3);
}

#[test]
fn a_full_disk_is_told_before_the_first_byte() {
    let office = Office::open_for_business();
    let terminal = Terminal::of(&office);
    let stick = leaked(Stick::of(&office.path()));
    let offer = inspect_with(&terminal.dir(), &stick, &hands(), 100).unwrap();
    assert!(offer.concerns.contains(&Concern::NoRoom) && offer.free == 100);
    let refused = import_with(&terminal.dir(), &offer, &stick, &hands(), &mut |_| ControlFlow::Continue(()), 100);
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
    let mut go_on = |_| ControlFlow::Continue(());
    let refused = import(&terminal.dir(), &offer, &shelf, &later, &mut go_on);
    assert!(matches!(refused, Err(SyncError::Bundle(BundleError::RootExpired { .. }))));
    assert!(history(&terminal.dir()).unwrap()[0].words.contains("（B-16）"));
    import(&terminal.dir(), &offer, &shelf, &Hands { root_may_be_expired: true, ..later }, &mut go_on).unwrap();
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
fn a_self_test_that_fails_and_a_second_import_at_once_change_nothing() {
    let office = Office::open_for_business();
    let terminal = Terminal::of(&office);
    let shelf = FolderShelf::open(&office.path()).unwrap();
    let offer = inspect(&terminal.dir(), &shelf, &hands()).unwrap();
    let failing = Hands { self_test: &|_| Err(LibraryError::SelfTest { why: "no".to_owned() }), ..hands() };
    let mut go_on = |_| ControlFlow::Continue(());
    assert!(matches!(
        import(&terminal.dir(), &offer, &shelf, &failing, &mut go_on),
        Err(SyncError::Library(LibraryError::SelfTest { .. }))
    ));
    assert_eq!(current(&terminal.dir()).unwrap(), None);
    let lock = Folders::of(&terminal.dir()).lock().unwrap();
    assert!(matches!(terminal.take(&offer, &shelf, &mut go_on), Err(SyncError::Busy)));
    drop(lock);
    // Another stick than the one that was agreed to.
    let first = office.aside("first");
    office.document("yl-xin", "新办法", "第一条 新。");
    office.release();
    let other = FolderShelf::open(&office.path()).unwrap();
    assert!(matches!(terminal.take(&offer, &other, &mut go_on), Err(SyncError::Bundle(BundleError::Altered { .. }))));
    terminal.sync(&first).unwrap();
}

#[test]
fn a_terminal_with_a_root_shows_nothing_that_was_built_beside_it() {
    let office = Office::open_for_business();
    let terminal = Terminal::of(&office);
    terminal.sync(&office.path()).unwrap();
    let source = crate::source::Source::open(&[office.source()], crate::source::Options::default()).unwrap();
    let origin = crate::library::Origin::Built { sources: Vec::new() };
    let options = crate::library::ImportOptions { origin, mark: None, built_at: now() };
    crate::library::import(&source, &terminal.dir(), options, &mut |_| ControlFlow::Continue(())).unwrap();
    assert!(!may_show(&terminal.dir(), &info_of(&terminal.dir(), 2).unwrap()).unwrap());
    assert_eq!(start(&terminal.dir(), &hands()).unwrap(), Started::Finished);
    assert_eq!(current(&terminal.dir()).unwrap(), Some(1));
}

#[test]
fn a_damaged_part_in_the_store_is_copied_again() {
    let office = Office::open_for_business();
    let terminal = Terminal::of(&office);
    terminal.sync(&office.path()).unwrap();
    let files = walkdir::WalkDir::new(Folders::of(&terminal.dir()).store()).into_iter().map(Result::unwrap);
    let pack = files.map(walkdir::DirEntry::into_path).find(|path| path.extension().is_some_and(|ending| ending == "pack")).unwrap();
    let whole = fs::read(&pack).unwrap();
    let mut bent = whole.clone();
    *bent.last_mut().unwrap() ^= 1;
    fs::write(&pack, bent).unwrap();
    roll_back(&terminal.dir(), &hands()).unwrap_err();
    let shelf = FolderShelf::open(&office.path()).unwrap();
    let offer = inspect(&terminal.dir(), &shelf, &hands()).unwrap();
    terminal.take(&offer, &shelf, &mut |_| ControlFlow::Continue(())).unwrap();
    assert_eq!(fs::read(&pack).unwrap(), whole);
}
