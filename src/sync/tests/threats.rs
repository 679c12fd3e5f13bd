//! The attacks on updates that the papers name, as a terminal lives through them: frozen, mixed, rolled back in one part, endless, dripping, with
//! more than was signed, by whoever has one key.

use super::*;
use crate::{
    bundle::{
        SecretKey,
        tests::forge::{copy_folder, document},
    },
    sync::kept,
};

#[test]
fn a_frozen_stick_is_told_by_its_age_and_a_clock_that_lied_locks_nobody_out() {
    let (office, terminal) = two_releases();
    let shelf = FolderShelf::open(&office.path()).unwrap();
    let at = |clock: &str| Hands { now: clock.parse().unwrap(), root_may_be_expired: true, ..hands() };
    let told = |clock: &str| inspect(&terminal.dir(), &shelf, &at(clock)).unwrap();
    let years = [
        ("1970-01-01T00:00:00Z", vec![Concern::ClockBehind]),
        ("2026-12-01T00:00:00Z", vec![]),
        ("2027-01-10T08:00:00Z", vec![Concern::Old { days: 42, strongly: false }]),
        ("2027-06-01T08:00:00Z", vec![Concern::Old { days: 184, strongly: true }]),
    ];
    for (clock, concerns) in &years {
        let offer = told(clock);
        assert!(offer.unchanged);
        assert_eq!(offer.concerns, *concerns, "{clock}");
    }
    // A clock of the far future is heard once, while something is taken in, and never again.
    office.document("yl-san", "第三件", "第一条 三。");
    office.release();
    let far = at("2099-01-01T00:00:00Z");
    let offer = inspect(&terminal.dir(), &shelf, &far).unwrap();
    assert!(matches!(offer.concerns[..], [Concern::Old { strongly: true, .. }, Concern::RootExpired { .. }]), "{:?}", offer.concerns);
    import(&terminal.dir(), &offer, &shelf, &far, &mut Unwatched).unwrap();
    assert_eq!(told("2026-12-01T00:00:00Z").concerns, []);
    office.document("yl-si", "第四件", "第一条 四。");
    office.release();
    terminal.sync(&office.path()).unwrap();
    assert_eq!(terminal.titles().len(), 5);
}

#[test]
fn files_of_two_genuine_releases_make_no_third() {
    let (office, terminal) = two_releases();
    office.document("yl-san", "第三件", "第一条 三。");
    office.release();
    let new = office.aside("new");
    let pairs = [("timestamp.json", None), ("3.snapshot.json", Some("2.snapshot.json")), ("3.targets.json", Some("2.targets.json"))];
    let old_timestamp = {
        // The terminal's own second release.
        let (other, _) = two_releases();
        fs::read(other.meta("timestamp.json")).unwrap()
    };
    let before = terminal.titles();
    for chosen in 1..8_usize {
        fs::remove_dir_all(office.path()).unwrap();
        copy_folder(&new, &office.path());
        for (_, (name, older)) in pairs.iter().enumerate().filter(|(at, _)| chosen & (1 << at) != 0) {
            let bytes = older.map_or_else(|| old_timestamp.clone(), |older| fs::read(office.meta(older)).unwrap());
            fs::write(office.meta(name), bytes).unwrap();
        }
        let looked = inspect(&terminal.dir(), &FolderShelf::open(&office.path()).unwrap(), &hands());
        // With the older timestamp it is the older release, of which something is gone; else one of the files is not the one that was named.
        let refusal = match looked {
            Err(SyncError::Bundle(BundleError::Refused(refusal))) => refusal,
            other => panic!("{chosen}: {other:?}"),
        };
        match refusal {
            Objection::Missing { .. } => assert_eq!(chosen & 1, 1),
            refusal => assert!(matches!(refusal, Objection::Altered { .. }) && chosen & 1 == 0, "{chosen}: {refusal:?}"),
        }
        assert_eq!(terminal.titles(), before);
    }
    terminal.sync(&new).unwrap();
}

#[test]
fn a_packer_who_sets_one_department_back_shows_nothing_older() {
    let office = Office::open_for_business();
    let terminal = Terminal::of(&office);
    let people = office.with_department("civil-jiuzhu", "");
    office.write_civil("documents/civil-xin.md", &document("新救助办法", "第一条 新的救助。", ""));
    office.release_civil(&people).unwrap();
    terminal.sync(&office.path()).unwrap();
    office.document("yl-xin", "新办法", "第一条 新。");
    office.release();
    office.chain_with(|snapshot, _| snapshot["meta"]["civil.json"] = office.meta_of("1.civil.json"));
    let receipt = terminal.sync(&office.path()).unwrap();
    assert!(matches!(&receipt.left_out[..], [left] if left.stays && left.code == "B-11"), "{:?}", receipt.left_out);
    assert_eq!(terminal.titles(), ["临时救助办法", "新办法", "新救助办法", "老年助餐办法", "高龄津贴办法"]);
    // The office's own part alone likewise, with all that the packer can sign.
    office.chain_with(|snapshot, _| snapshot["meta"]["targets.json"] = office.meta_of("1.targets.json"));
    let refused = terminal.sync(&office.path());
    assert!(matches!(refused, Err(SyncError::Bundle(BundleError::Refused(Objection::Rollback { .. })))), "{refused:?}");
    assert_eq!(terminal.titles().len(), 5);
}

/// A stick whose parts are read through something else.
struct Through(FolderShelf, fn(Box<dyn Read + Send>) -> Box<dyn Read + Send>);

impl Shelf for Through {
    fn read(&self, name: &str, limit: u64) -> Result<Option<Vec<u8>>, BundleError> {
        self.0.read(name, limit)
    }

    fn open(&self, name: &str, from: u64) -> Result<Box<dyn Read + Send>, BundleError> {
        Ok((self.1)(self.0.open(name, from)?))
    }

    fn place(&self) -> String {
        self.0.place()
    }
}

/// A byte at a time.
struct Drips(Box<dyn Read + Send>);

impl Read for Drips {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        (&mut self.0).take(1).read(into)
    }
}

fn bytes_below(folder: &Path) -> u64 {
    let files = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok).filter(|entry| entry.file_type().is_file());
    files.map(|entry| entry.metadata().unwrap().len()).sum()
}

#[test]
fn endless_and_dripping_parts_are_read_as_far_as_they_were_signed() {
    let office = Office::new();
    office.write("attachments/图.png", noise(100_000));
    let release = office.release();
    let signed: u64 = release.release.parcels().iter().map(|parcel| parcel.length).sum();
    let shelf = || FolderShelf::open(&office.path()).unwrap();
    let terminal = Terminal::of(&office);
    let endless = terminal.sync_from(&Through(shelf(), |_| Box::new(io::repeat(0))));
    assert!(matches!(endless, Err(SyncError::Bundle(BundleError::Refused(Objection::Altered { .. })))), "{endless:?}");
    let kept = Folders::of(&terminal.dir());
    assert!(bytes_below(&kept.store()) + bytes_below(&kept.incoming()) <= signed);
    assert_eq!(current(&terminal.dir()).unwrap(), None);
    terminal.sync_from(&Through(shelf(), |genuine| Box::new(genuine.chain(io::repeat(0))))).unwrap();
    assert_eq!((terminal.titles().len(), bytes_below(&kept.store())), (2, signed));
    let terminal = Terminal::of(&office);
    terminal.sync_from(&Through(shelf(), |genuine| Box::new(Drips(genuine)))).unwrap();
    assert_eq!(terminal.titles().len(), 2);
}

#[test]
fn what_lies_on_a_stick_beside_what_was_signed_is_not_brought_in() {
    let office = Office::open_for_business();
    let release = office.verify(&office.trust()).unwrap().release;
    let stray = [
        "meta/evil.json".to_owned(),
        "meta/9.targets.json".to_owned(),
        "meta/2.root.json.tmp".to_owned(),
        format!("packs/ab/{}.pack", "ab".repeat(32)),
        format!("blobs/cd/{}.000", "cd".repeat(32)),
        "packs/ab/autorun.inf".to_owned(),
    ];
    for name in &stray {
        let path = office.path().join("v1").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "不该进来的东西").unwrap();
    }
    let terminal = Terminal::of(&office);
    terminal.sync(&office.path()).unwrap();
    assert!(!terminal.keeps("不该进来的东西"));
    let store = Folders::of(&terminal.dir()).store();
    let files = walkdir::WalkDir::new(&store).into_iter().map(Result::unwrap).filter(|entry| entry.file_type().is_file());
    let mut found: Vec<String> = files.map(|entry| entry.path().strip_prefix(&store).unwrap().to_string_lossy().into_owned()).collect();
    let mut named = kept::names(&release);
    found.sort();
    named.sort();
    assert_eq!(found, named);
}

/// Targets, a snapshot and a timestamp of the next versions, all signed by this key alone; `bend` bends the targets.
fn next_by(office: &Office, key: &SecretKey, bend: Option<&str>) {
    let mut targets = office.signed("2.targets.json");
    if let Some(place) = bend {
        targets["version"] = 3.into();
        targets["gongkai"]["place"] = place.into();
        office.put("3.targets.json", &targets, &[key]);
    }
    let mut snapshot = office.signed("2.snapshot.json");
    snapshot["version"] = 3.into();
    if bend.is_some() {
        snapshot["meta"]["targets.json"] = office.meta_of("3.targets.json");
    }
    office.put("3.snapshot.json", &snapshot, &[key]);
    let mut timestamp = office.signed("timestamp.json");
    timestamp["version"] = 3.into();
    timestamp["meta"]["snapshot.json"] = office.meta_of("3.snapshot.json");
    office.put("timestamp.json", &timestamp, &[key]);
}

#[test]
fn whoever_has_one_key_alone_shows_visitors_nothing_else() {
    let (office, _) = two_releases();
    let good = office.aside("good");
    for name in ["root-a", "office", "deputy", "chief", "packer", "receipts"] {
        let terminal = Terminal::of(&office);
        terminal.sync(&good).unwrap();
        let key = office.secret(name);
        let with = |forge: &dyn Fn()| {
            fs::remove_dir_all(office.path()).unwrap();
            copy_folder(&good, &office.path());
            forge();
            terminal.sync(&office.path())
        };
        let refused = |taken: Result<Receipt, SyncError>| {
            assert!(matches!(taken, Err(SyncError::Bundle(BundleError::Refused(Objection::Threshold { .. })))), "{name}: {taken:?}");
        };
        refused(with(&|| next_by(&office, key, Some("别处"))));
        refused(with(&|| {
            let mut root = office.signed("1.root.json");
            root["version"] = 2.into();
            root["gongkai"]["body"] = "别处".into();
            office.put("2.root.json", &root, &[key]);
        }));
        // The packer may say again what the desks signed.
        let again = with(&|| next_by(&office, key, None));
        if name == "packer" {
            assert!(again.unwrap().left_out.is_empty());
        } else {
            refused(again);
        }
        assert_eq!(terminal.titles(), ["新办法", "老年助餐办法", "高龄津贴办法"]);
    }
}
