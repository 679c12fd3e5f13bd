//! Releases put on sticks, as an office notices it: little is copied, nothing of others is touched, and however it is interrupted, a
//! terminal finds the old release, the new one, or a stick that says it is unfinished.

use std::{cell::RefCell, fs, io, path::Path};

use super::{
    ListBeside, Prepared, StickError, check,
    disk::{Act, Disk},
    prepare::put,
};
use crate::{
    bundle::{
        BundleError, Objection, Repository,
        tests::forge::{Office, copy_folder, now, staff},
        withdraw,
    },
    files::Unwatched,
};

fn put_on(office: &Office, stick: &Path) -> Result<Prepared, StickError> {
    put(&office.repository(), &Disk::new(stick, &|_| Ok(())), &mut Unwatched)
}

/// The steps that change a stick, in order.
fn acts(office: &Office, stick: &Path) -> Vec<String> {
    let acts = RefCell::new(Vec::new());
    let before = |act: Act<'_>| {
        acts.borrow_mut().push(format!("{act:?}"));
        Ok(())
    };
    put(&office.repository(), &Disk::new(stick, &before), &mut Unwatched).unwrap();
    acts.into_inner()
}

/// The number of the release a terminal finds; none where the stick says it is unfinished.
fn found(office: &Office, stick: &Path) -> Option<u64> {
    match check(stick, Some(&office.first_root()), &mut Unwatched) {
        Ok(checked) => checked.release.map(|release| release.bundle.release.number),
        Err(StickError::Bundle(BundleError::NoBundle { .. } | BundleError::Refused(Objection::Missing { .. }))) => None,
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn a_second_release_copies_only_what_is_new_and_leaves_other_files_alone() {
    let office = Office::open_for_business();
    let stick = tempfile::tempdir().unwrap();
    fs::write(stick.path().join("照片.jpg"), b"mine").unwrap();
    let first = put_on(&office, stick.path()).unwrap();
    assert!(first.copied > 0 && first.removed == 0);
    for kept in ["out/YC-01", "ack/YC-01", "receipts", "status"] {
        let folder = stick.path().join("GONGKAI/v1").join(kept);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("file"), b"kept").unwrap();
    }
    assert_eq!(put_on(&office, stick.path()).unwrap().copied, 0);
    office.document("yl-xin", "新办法", "第一条 新。");
    let release = office.release();
    let second = put_on(&office, stick.path()).unwrap();
    // A pack with the new document, and the new catalogue; the old catalogue goes.
    assert_eq!((second.copied, second.replaced), (2, 0));
    assert!(second.removed > 0);
    assert_eq!(found(&office, stick.path()), Some(release.release.number));
    assert_eq!(fs::read(stick.path().join("照片.jpg")).unwrap(), b"mine");
    for kept in ["out/YC-01", "ack/YC-01", "receipts", "status"] {
        assert_eq!(fs::read(stick.path().join("GONGKAI/v1").join(kept).join("file")).unwrap(), b"kept", "{kept}");
    }
}

#[test]
fn the_timestamp_is_written_when_everything_is_there_and_nothing_is_removed_before() {
    let office = Office::open_for_business();
    let stick = tempfile::tempdir().unwrap();
    put_on(&office, stick.path()).unwrap();
    office.withdraw("yl-jintie");
    let acts = acts(&office, stick.path());
    let timestamp = acts.iter().position(|act| act == "Name(\"meta/timestamp.json\")").unwrap();
    let removed: Vec<usize> = (0..acts.len()).filter(|at| acts[*at].starts_with("Remove(\"packs/")).collect();
    assert!(!removed.is_empty() && removed.iter().all(|at| *at > timestamp), "{acts:?}");
    assert!(
        acts[..timestamp].iter().any(|act| act == "Settle") && acts[timestamp..removed[0]].iter().any(|act| act == "Settle"),
        "{acts:?}"
    );
    assert!(acts[timestamp + 1..].iter().all(|act| !act.starts_with("Name(\"packs/")), "{acts:?}");
}

#[test]
fn a_withdrawn_text_does_not_travel_on() {
    let office = Office::open_for_business();
    let stick = tempfile::tempdir().unwrap();
    put_on(&office, stick.path()).unwrap();
    office.withdraw("yl-jintie");
    put_on(&office, stick.path()).unwrap();
    for entry in walkdir::WalkDir::new(stick.path()).into_iter().map(Result::unwrap).filter(|entry| entry.file_type().is_file()) {
        let text = fs::read(entry.path()).unwrap();
        assert!(!String::from_utf8_lossy(&text).contains("按月领取高龄津贴"), "{}", entry.path().display());
    }
}

#[test]
fn stopped_at_any_step_the_stick_holds_the_old_release_or_the_new_and_the_next_run_ends_it() {
    let office = Office::open_for_business();
    let old = tempfile::tempdir().unwrap();
    put_on(&office, old.path()).unwrap();
    office.document("yl-xin", "新办法", "第一条 新。");
    office.release();
    let count = {
        let stick = tempfile::tempdir().unwrap();
        copy_folder(old.path(), stick.path());
        acts(&office, stick.path()).len()
    };
    for stop in 0..count {
        let stick = tempfile::tempdir().unwrap();
        copy_folder(old.path(), stick.path());
        let done = RefCell::new(0);
        let before = |_: Act<'_>| {
            let mut done = done.borrow_mut();
            *done += 1;
            // The stick is pulled out: nothing after this step happens either.
            if *done > stop { Err(io::Error::from_raw_os_error(19)) } else { Ok(()) }
        };
        let stopped = put(&office.repository(), &Disk::new(stick.path(), &before), &mut Unwatched);
        assert!(matches!(stopped, Err(StickError::Gone { .. })), "step {stop}: {stopped:?}");
        assert!(matches!(found(&office, stick.path()), Some(1 | 2)), "step {stop}");
        put_on(&office, stick.path()).unwrap();
        assert_eq!(found(&office, stick.path()), Some(2), "step {stop}");
    }
}

#[test]
fn damaged_and_half_parts_are_replaced() {
    let office = Office::open_for_business();
    let stick = tempfile::tempdir().unwrap();
    put_on(&office, stick.path()).unwrap();
    let pack = walkdir::WalkDir::new(stick.path()).into_iter().map(|entry| entry.unwrap().into_path());
    let pack = pack.into_iter().find(|path| path.extension().is_some_and(|ending| ending == "pack")).unwrap();
    let sound = fs::read(&pack).unwrap();
    for bytes in [&sound[..sound.len() / 2], b"", &vec![b'x'; sound.len()]] {
        fs::write(&pack, bytes).unwrap();
        assert!(check(stick.path(), None, &mut Unwatched).is_err());
        assert_eq!(put_on(&office, stick.path()).unwrap().replaced, 1);
        assert_eq!(fs::read(&pack).unwrap(), sound);
    }
}

#[test]
fn a_full_stick_and_one_that_fails_are_told_apart() {
    let office = Office::open_for_business();
    for (code, is) in [(28, "full"), (30, "read-only"), (5, "failing"), (107, "gone"), (103, "gone")] {
        let stick = tempfile::tempdir().unwrap();
        let before = |_: Act<'_>| Err(io::Error::from_raw_os_error(code));
        let stopped = put(&office.repository(), &Disk::new(stick.path(), &before), &mut Unwatched);
        let named = match stopped {
            Err(StickError::Full { .. }) => "full",
            Err(StickError::ReadOnly { .. }) => "read-only",
            Err(StickError::Failing { .. }) => "failing",
            Err(StickError::Gone { .. }) => "gone",
            other => panic!("{other:?}"),
        };
        assert_eq!(named, is);
        assert_eq!(found(&office, stick.path()), None);
    }
}

#[test]
fn what_was_begun_is_gone_on_with_and_rubbish_in_its_place_is_not_taken_over() {
    let office = Office::open_for_business();
    let stick = tempfile::tempdir().unwrap();
    put_on(&office, stick.path()).unwrap();
    let mut files = walkdir::WalkDir::new(stick.path()).into_iter().map(|entry| entry.unwrap().into_path());
    let pack = files.find(|path| path.extension().is_some_and(|ending| ending == "pack")).unwrap();
    let begun = pack.with_extension("pack.tmp");
    let sound = fs::read(&pack).unwrap();
    for beginning in [&sound[..sound.len() / 2], b"", &sound, &vec![b'x'; sound.len() + 1000]] {
        fs::remove_file(&pack).unwrap();
        fs::write(&begun, beginning).unwrap();
        assert_eq!(put_on(&office, stick.path()).unwrap().copied, 1);
        assert_eq!(fs::read(&pack).unwrap(), sound);
        assert!(!begun.exists());
    }
}

/// An office with other people, and so with another root.
fn another_office() -> Office {
    let office = Office { folder: tempfile::tempdir().unwrap(), staff: staff(50) };
    office.write("source.toml", "name = \"山口县\"\nplace = \"山口县\"\ndata_date = 2026-11-20\ntopics = [\"养老\"]\n");
    office.document("yl-zhucan", "老年助餐办法", "第一条 年满七十周岁的老年人可以申领助餐卡。");
    Repository::create(&office.path()).unwrap();
    office.new_root(&office.staff, &["root-a", "root-b"]);
    office.release();
    office
}

#[test]
fn a_newer_stick_and_one_of_another_office_are_not_written_over() {
    let office = Office::open_for_business();
    let stick = tempfile::tempdir().unwrap();
    let backup = tempfile::tempdir().unwrap();
    copy_folder(office.repository().place(), backup.path());
    office.document("yl-xin", "新办法", "第一条 新。");
    office.release();
    put_on(&office, stick.path()).unwrap();
    let old = Repository::open(backup.path()).unwrap();
    let refused = put(&old, &Disk::new(stick.path(), &|_| Ok(())), &mut Unwatched);
    assert!(matches!(refused, Err(StickError::Newer { found: 2, ours: 1 })), "{refused:?}");
    let refused = put_on(&another_office(), stick.path());
    assert!(matches!(refused, Err(StickError::OtherOffice { .. })), "{refused:?}");
    assert_eq!(found(&office, stick.path()), Some(2));
}

#[test]
fn whoever_carries_a_stick_is_told_whether_it_hides_anything() {
    let mut office = Office::open_for_business();
    for at in 0..4 {
        office.document(&format!("yl-{at}"), &format!("第{at}件办法"), "第一条 照办。");
    }
    office.release();
    let stick = tempfile::tempdir().unwrap();
    let list = stick.path().join("GONGKAI/v1/meta/withdrawals.json");
    assert!(matches!(put_on(&office, stick.path()).unwrap().list, ListBeside::None));
    let withdraw = |office: &Office, ids: &[&str]| {
        let ids: Vec<_> = ids.iter().map(|id| id.parse().unwrap()).collect();
        withdraw(&office.repository(), &ids, "含有个人信息", office.secret("chief"), now()).unwrap();
    };
    withdraw(&office, &["yl-0"]);
    assert!(matches!(put_on(&office, stick.path()).unwrap().list, ListBeside::Along(1)) && list.exists());
    // So many by one person.
    withdraw(&office, &["yl-1", "yl-2", "yl-3"]);
    fs::remove_file(&list).unwrap();
    assert!(matches!(put_on(&office, stick.path()).unwrap().list, ListBeside::Unsigned(1)) && !list.exists());
    // Whoever signed it has left.
    let mut people = staff(1);
    people.insert("chief", staff(60).remove("chief").unwrap());
    office.new_root(&people, &["root-a", "root-b"]);
    office.staff = people;
    office.release();
    assert!(matches!(put_on(&office, stick.path()).unwrap().list, ListBeside::Unfit(BundleError::Refused(_))) && !list.exists());
}

#[test]
fn what_a_pulled_stick_left_and_takes_nothing_more_is_begun_anew() {
    let office = Office::open_for_business();
    // The first write is refused, as by a file whose end nobody can find any more.
    let torn = |stick: &Path| {
        let refused = RefCell::new(false);
        let before = |act: Act<'_>| match act {
            Act::Write(_) if !refused.replace(true) => Err(io::Error::from_raw_os_error(1)),
            _ => Ok(()),
        };
        put(&office.repository(), &Disk::new(stick, &before), &mut Unwatched)
    };
    let stick = tempfile::tempdir().unwrap();
    // Where nothing was begun it is told.
    let told = torn(stick.path());
    assert!(matches!(told, Err(StickError::Io { .. })), "{told:?}");
    // Now something is.
    assert!(torn(stick.path()).is_ok());
    assert_eq!(found(&office, stick.path()), Some(1));
}
