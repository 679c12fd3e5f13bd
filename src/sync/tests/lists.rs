//! The office's list of withdrawals, as terminals heed it: it only ever hides.

use super::*;
use crate::{
    audit::Who,
    bundle::{Repository, published_list, sign_list, withdraw},
    library::hidden,
    policy::RecordId,
    sync::{ListTaken, ShownAgain, show_again, take_list},
};

fn id(text: &str) -> RecordId {
    text.parse().unwrap()
}

fn taken(terminal: &Terminal, place: &Path) -> Result<Option<ListTaken>, SyncError> {
    take_list(&terminal.dir(), &FolderShelf::open(place).unwrap(), now())
}

fn shows(terminal: &Terminal, record: &str) -> bool {
    let library = Library::open(&terminal.dir()).unwrap();
    library.card(&id(record)).is_some() && !library.withholds(&id(record))
}

fn list(office: &Office, key: &str, ids: &[&str]) -> u64 {
    let ids: Vec<RecordId> = ids.iter().copied().map(id).collect();
    withdraw(&office.repository(), &ids, "含有个人信息", office.secret(key), now()).unwrap().version
}

fn business() -> (Office, Terminal) {
    let office = Office::open_for_business();
    let terminal = Terminal::of(&office);
    terminal.sync(&office.path()).unwrap();
    (office, terminal)
}

#[test]
fn one_person_of_a_desk_has_a_record_hidden_at_once_and_only_a_release_shows_it_again() {
    let (office, terminal) = business();
    assert_eq!(taken(&terminal, &office.path()).unwrap(), None);
    list(&office, "deputy", &["yl-jintie"]);
    let heeded = taken(&terminal, &office.path()).unwrap().unwrap();
    assert_eq!((heeded.version, heeded.hidden.len(), heeded.people.len()), (1, 1, 1));
    assert!(!shows(&terminal, "yl-jintie") && shows(&terminal, "yl-zhucan"));
    let told = history(&terminal.dir()).unwrap();
    assert!(matches!(&told[0].facts, Happening::Hidden { title, reason, .. } if title == "高龄津贴办法" && reason == "含有个人信息"));
    // Again it says nothing new, and staff do not overrule it.
    assert_eq!(taken(&terminal, &office.path()).unwrap().unwrap().hidden, []);
    assert_eq!(show_again(&terminal.dir(), &id("yl-jintie"), &Who::Staff, now()).unwrap(), ShownAgain::ByOffice { list: 1 });
    // The list itself cannot show anything again: a later one that leaves it out does not.
    list(&office, "office", &["yl-zhucan"]);
    assert!(!shows(&terminal, "yl-jintie"));
    // A release that was made after the list and holds it does.
    office.document("yl-xin", "新办法", "第一条 新。");
    office.release();
    terminal.sync(&office.path()).unwrap();
    assert!(shows(&terminal, "yl-jintie"));
    assert_eq!(taken(&terminal, &office.path()).unwrap().unwrap().hidden, []);
    assert!(shows(&terminal, "yl-jintie") && shows(&terminal, "yl-zhucan"));
}

#[test]
fn an_older_list_changes_nothing_and_a_release_that_withdraws_confirms() {
    let (office, terminal) = business();
    list(&office, "office", &["yl-jintie"]);
    let old = office.aside("old");
    list(&office, "office", &["yl-zhucan"]);
    assert_eq!(taken(&terminal, &office.path()).unwrap().unwrap().version, 2);
    // The second list names what the first one named.
    assert!(!shows(&terminal, "yl-jintie") && !shows(&terminal, "yl-zhucan"));
    assert_eq!(taken(&terminal, &old).unwrap().unwrap().hidden, []);
    assert!(!shows(&terminal, "yl-zhucan"));
    office.withdraw("yl-jintie");
    terminal.sync(&office.path()).unwrap();
    assert!(hidden(&terminal.dir()).records.iter().all(|hidden| hidden.id != id("yl-jintie")));
    assert!(shows(&terminal, "yl-zhucan") && !terminal.keeps("年满八十周岁"));
}

#[test]
fn an_older_list_shortens_nothing_that_a_newer_one_or_the_hall_hid() {
    let (office, terminal) = business();
    list(&office, "office", &["yl-jintie"]);
    let old = office.aside("old");
    // A release answers it, and a newer list hides the record again.
    office.document("yl-xin", "新办法", "第一条 新。");
    office.release();
    terminal.sync(&office.path()).unwrap();
    taken(&terminal, &office.path()).unwrap();
    assert!(shows(&terminal, "yl-jintie"));
    list(&office, "office", &["yl-jintie"]);
    taken(&terminal, &office.path()).unwrap();
    assert!(!shows(&terminal, "yl-jintie"));
    taken(&terminal, &old).unwrap();
    assert!(!shows(&terminal, "yl-jintie"));
}

#[test]
fn many_records_need_a_second_person_and_no_other_post_counts() {
    let (office, terminal) = business();
    for number in 0..5 {
        office.document(&format!("yl-{number}"), &format!("第{number}号办法"), "第一条 又。");
    }
    office.release();
    terminal.sync(&office.path()).unwrap();
    list(&office, "office", &["yl-0", "yl-1", "yl-2", "yl-3"]);
    let few = taken(&terminal, &office.path()).unwrap_err();
    assert!(matches!(few, SyncError::Bundle(BundleError::Refused(Objection::Threshold { valid: 1, needed: 2, .. }))), "{few:?}");
    assert!(shows(&terminal, "yl-0") && few.is_refusal());
    // A list that is refused is no word on the release beside it.
    inspect(&terminal.dir(), &FolderShelf::open(&office.path()).unwrap(), &hands()).unwrap();
    let seen = published_list(&office.repository()).unwrap().unwrap().digest;
    sign_list(&office.repository(), &seen, office.secret("chief")).unwrap();
    assert_eq!(taken(&terminal, &office.path()).unwrap().unwrap().hidden.len(), 4);
    let by = |key: &str| withdraw(&Repository::open(&office.path()).unwrap(), &[id("yl-4")], "", office.secret(key), now());
    for key in ["packer", "root-a", "receipts"] {
        assert!(matches!(by(key), Err(BundleError::NotEntitled { .. })), "{key}");
    }
}

#[test]
fn what_somebody_bent_is_refused_and_hides_nothing() {
    let (office, terminal) = business();
    list(&office, "office", &["yl-jintie"]);
    let path = office.meta("withdrawals.json");
    let good = fs::read(&path).unwrap();
    for at in (0..good.len()).step_by(7) {
        let mut bytes = good.clone();
        bytes[at] ^= 1;
        fs::write(&path, bytes).unwrap();
        let heeded = taken(&terminal, &office.path());
        assert!(heeded.is_err() && shows(&terminal, "yl-jintie"), "{at}: {heeded:?}");
    }
    let signed = office.signed("withdrawals.json");
    let bend = |bend: &dyn Fn(&mut serde_json::Value), key: &str| {
        let mut signed = signed.clone();
        bend(&mut signed);
        office.put("withdrawals.json", &signed, &[office.secret(key)]);
        taken(&terminal, &office.path())
    };
    // Somebody else's key, a number that nobody could follow, another file's name, and more than anybody reads.
    assert!(bend(&|_| {}, "packer").is_err());
    assert!(matches!(
        bend(&|signed| signed["version"] = u64::MAX.into(), "office"),
        Err(SyncError::Bundle(BundleError::Refused(Objection::Leap { .. })))
    ));
    assert!(bend(&|signed| signed["_type"] = "targets".into(), "office").is_err());
    let many = |signed: &mut serde_json::Value| {
        let one = signed["gongkai"]["records"][0].clone();
        signed["gongkai"]["records"] = vec![one; 201].into();
    };
    assert!(bend(&many, "office").is_err() && shows(&terminal, "yl-jintie"));
    // One that was made in a far future hides no longer than until the next releases.
    bend(&|signed| signed["gongkai"]["made_at"] = "2999-01-01T00:00:00Z".into(), "office").unwrap();
    assert!(hidden(&terminal.dir()).records[0].since < now() + jiff::SignedDuration::from_hours(25));
}
