//! What a terminal remembers, and what it makes of power cuts and crashes.

use super::*;

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
    let tears: [(&str, &dyn Fn()); 6] = [
        ("gone", &|| fs::remove_file(&path).unwrap()),
        ("empty", &|| fs::write(&path, b"").unwrap()),
        ("half", &|| fs::write(&path, &whole[..whole.len() / 2]).unwrap()),
        ("zeroes", &|| fs::write(&path, vec![0; whole.len()]).unwrap()),
        ("no row", &|| with("DELETE FROM trust")),
        ("bent", &|| with("UPDATE trust SET value = replace(value, '\"version\":1', '\"version\":0')")),
    ];
    let second = path.with_file_name("trust.copy");
    for (name, tear) in tears {
        drop(fs::remove_file(&second));
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
fn a_power_cut_between_the_record_and_the_pointer_is_ended_at_the_next_start() {
    let (_office, terminal) = two_releases();
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
    let refused = terminal.take(&offer, &shelf, &mut Unwatched);
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
    assert!(matches!(terminal.sync(&old), Err(SyncError::Bundle(BundleError::Refused(Objection::Rollback { .. })))));
    let offer = inspect(&terminal.dir(), &FolderShelf::open(&office.path()).unwrap(), &hands()).unwrap();
    assert_eq!((offer.unchanged, offer.to_copy, offer.changes.added.len()), (false, 0, 1));
    terminal.sync(&office.path()).unwrap();
    assert_eq!(terminal.titles().len(), 3);
}

#[test]
fn a_terminal_keeps_its_key_and_makes_no_other_where_the_disk_refuses_to_read_it() {
    let office = Office::open_for_business();
    let terminal = Terminal::of(&office);
    let id = |key: crate::bundle::SecretKey| crate::bundle::Signer::key(&key).id();
    let first = id(terminal_key(&terminal.dir()).unwrap());
    assert_eq!(id(own_key(&terminal.dir()).unwrap().unwrap()), first);
    let path = Folders::of(&terminal.dir()).key();
    let aside = path.with_extension("aside");
    fs::rename(&path, &aside).unwrap();
    // A folder cannot be read as a file, whoever tries.
    fs::create_dir(&path).unwrap();
    assert!(matches!(terminal_key(&terminal.dir()), Err(SyncError::Io(_))));
    fs::remove_dir(&path).unwrap();
    fs::rename(&aside, &path).unwrap();
    assert_eq!(id(terminal_key(&terminal.dir()).unwrap()), first);
    assert!(own_key(&terminal.dir().join("nowhere")).unwrap().is_none());
}

/// A disk that takes nothing, as far as SQLite can tell: root may write everywhere, so a folder stands where the log of what is believed should be.
fn refuse(dir: &Path) {
    let log = Folders::of(dir).sync().join("trust.sqlite-wal");
    drop(fs::remove_file(&log));
    fs::create_dir(&log).unwrap();
}

#[test]
fn what_is_believed_is_read_where_nothing_can_be_written() {
    let (office, terminal) = two_releases();
    let dir = terminal.dir();
    let before = history(&dir).unwrap();
    refuse(&dir);
    assert_eq!((history(&dir).unwrap(), before.len()), (before.clone(), 2));
    let info = info_of(&dir, current(&dir).unwrap().unwrap()).unwrap();
    assert!(may_show(&dir, &info).unwrap() && doubts_clock(&dir, jiff::Timestamp::UNIX_EPOCH).unwrap());
    assert_eq!(recorded(&dir).unwrap(), None);
    // A terminal that has a root is given none.
    establish(&dir, &office.first_root()).unwrap();
    let shelf = FolderShelf::open(&office.path()).unwrap();
    let offer = inspect(&dir, &shelf, &hands()).unwrap();
    assert!(offer.unchanged);
    for refused in [
        import(&dir, &offer, &shelf, &hands(), &mut Unwatched).map(drop),
        roll_back(&dir, &hands()).map(drop),
        start(&dir, &hands()).map(drop),
        proven(&dir),
    ] {
        assert!(matches!(refused, Err(SyncError::Io(_) | SyncError::DiskRefuses { .. })), "{refused:?}");
    }
    fs::remove_dir(Folders::of(&dir).sync().join("trust.sqlite-wal")).unwrap();
    assert_eq!(history(&dir).unwrap(), before);
}

#[test]
fn what_was_to_answer_when_the_disk_failed_is_shown_and_not_what_it_replaces() {
    let (_office, terminal) = two_releases();
    let dir = terminal.dir();
    fs::write(dir.join("current"), "0001\n").unwrap();
    refuse(&dir);
    assert!(start(&dir, &hands()).is_err());
    assert_eq!((current(&dir).unwrap(), recorded(&dir).unwrap()), (Some(1), Some(2)));
    let library = crate::library::Library::open_checked_at(&dir, 2, &mut Unwatched).unwrap();
    assert!(library.info().generation == Some(2) && may_show(&dir, library.info()).unwrap());
}

#[test]
fn what_a_disk_tore_is_put_back_and_no_release_is_forgotten() {
    let (office, terminal) = two_releases();
    let dir = terminal.dir();
    let (first, second) = (Folders::of(&dir).trust(), Folders::of(&dir).sync().join("trust.copy"));
    let (trust, events) = (Memory::open(&dir).unwrap().trust().unwrap(), history(&dir).unwrap());
    let whole = fs::read(&first).unwrap();
    for tear in [Vec::new(), whole[..whole.len() / 2].to_vec(), vec![0; whole.len()]] {
        fs::write(&first, &tear).unwrap();
        // Whoever looks first finds it put back, and the history says so to them already.
        let info = info_of(&dir, 2).unwrap();
        assert!(may_show(&dir, &info).unwrap() && fs::read(&first).unwrap() != tear);
        assert_eq!(history(&dir).unwrap()[0].facts, Happening::Restored);
        start(&dir, &hands()).unwrap();
        proven(&dir).unwrap();
        assert_eq!(Memory::open(&dir).unwrap().trust().unwrap(), trust);
        assert_eq!(history(&dir).unwrap()[0].facts, Happening::Restored);
    }
    fs::remove_file(&first).unwrap();
    start(&dir, &hands()).unwrap();
    assert_eq!(history(&dir).unwrap().len(), events.len() + 4);
    // One that does not know what answers is nobody's word.
    let old = fs::read(&second).unwrap();
    office.document("yl-zui-xin", "最新的办法", "第一条 最新。");
    office.release();
    terminal.sync(&office.path()).unwrap();
    fs::write(&second, old).unwrap();
    fs::write(&first, b"").unwrap();
    assert!(matches!(history(&dir), Err(SyncError::TornTrust { .. })));
    assert!(matches!(start(&dir, &hands()), Err(SyncError::TornTrust { .. })));
}
