//! Visits that break off, and sticks that are not what they should be: nothing changes, and the next one goes on.

use super::*;

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
    assert!(matches!(terminal.sync(&bent), Err(SyncError::Bundle(BundleError::Refused(Objection::Altered { .. })))));
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
        let stopped = terminal.take(&offer, &shelf, &mut |progress: super::super::Progress| {
            if progress.stage >= stage { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        assert!(matches!(stopped, Err(SyncError::Cancelled)), "{stage:?}: {stopped:?}");
        assert_eq!((current(&terminal.dir()).unwrap(), generations(&terminal.dir()).unwrap()), (Some(1), vec![1]), "{stage:?}");
    }
    let offer = inspect(&terminal.dir(), &shelf, &hands()).unwrap();
    let too_late = terminal.take(&offer, &shelf, &mut |progress: super::super::Progress| {
        if progress.stage == Stage::Switching { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    assert_eq!(too_late.unwrap().records, 3);
    assert!(history(&terminal.dir()).unwrap().iter().all(|event| event.kind == EventKind::Imported));
}

#[test]
fn a_self_test_that_fails_and_a_second_import_at_once_change_nothing() {
    let office = Office::open_for_business();
    let terminal = Terminal::of(&office);
    let shelf = FolderShelf::open(&office.path()).unwrap();
    let offer = inspect(&terminal.dir(), &shelf, &hands()).unwrap();
    let failing = Hands { self_test: &|_| Err(LibraryError::SelfTest { why: Failing::Index }), ..hands() };
    assert!(matches!(
        import(&terminal.dir(), &offer, &shelf, &failing, &mut Unwatched),
        Err(SyncError::Library(LibraryError::SelfTest { .. }))
    ));
    assert_eq!(current(&terminal.dir()).unwrap(), None);
    let lock = Folders::of(&terminal.dir()).lock().unwrap();
    assert!(matches!(terminal.take(&offer, &shelf, &mut Unwatched), Err(SyncError::Busy)));
    drop(lock);
    // Another stick than the one that was agreed to.
    let first = office.aside("first");
    office.document("yl-xin", "新办法", "第一条 新。");
    office.release();
    let other = FolderShelf::open(&office.path()).unwrap();
    assert!(matches!(
        terminal.take(&offer, &other, &mut Unwatched),
        Err(SyncError::Bundle(BundleError::Refused(Objection::Altered { .. })))
    ));
    terminal.sync(&first).unwrap();
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
    terminal.take(&offer, &shelf, &mut Unwatched).unwrap();
    assert_eq!(fs::read(&pack).unwrap(), whole);
}
