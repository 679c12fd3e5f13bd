//! Another root: never by a stick, by a command that names it, and without a gap in what visitors see.

use super::*;
use crate::{
    bundle::tests::forge::staff,
    bundle::{ROOT, Trust},
    sync::{SyncError, believe_instead, believed, second},
};

/// Another office, with keys of its own and a later release than the first office has.
fn elsewhere() -> Office {
    let mut office = Office::open_for_business();
    fs::remove_dir_all(office.path()).unwrap();
    crate::bundle::Repository::create(&office.path()).unwrap();
    office.staff = staff(150);
    office.write("source.toml", "name = \"云溪县\"\nplace = \"云溪县\"\ndata_date = 2026-11-20\ntopics = [\"养老\"]\n");
    office.remove("documents/yl-jintie.md");
    office.document("yl-yunxi", "云溪县办法", "第一条 云溪。");
    root_of_yunxi(&office);
    office.release();
    office
}

fn root_of_yunxi(office: &Office) {
    let keys: Vec<crate::bundle::PublicKey> = office.staff.values().map(|holder| holder.public.clone()).collect();
    crate::bundle::draft_root(&office.repository(), "云溪县人民政府", &keys, 10, now()).unwrap();
    for keeper in ["root-a", "root-b"] {
        office.sign(ROOT, office.secret(keeper));
    }
}

fn is_of_yunxi(error: &SyncError) -> bool {
    matches!(error, SyncError::Bundle(BundleError::Refused(Objection::OtherOffice { ours, theirs, .. })) if ours == "云川县人民政府" && theirs == "云溪县人民政府")
}

#[test]
fn a_stick_of_another_office_is_told_as_such_and_changes_nothing() {
    let (office, terminal) = two_releases();
    let other = elsewhere();
    let before = terminal.titles();
    assert!(is_of_yunxi(&terminal.sync(&other.path()).unwrap_err()));
    // With roots of its own further on, which do not follow ours either.
    root_of_yunxi(&other);
    assert!(is_of_yunxi(&terminal.sync(&other.path()).unwrap_err()));
    assert_eq!(terminal.titles(), before);
    terminal.sync(&office.path()).unwrap();
    // A forger who only puts another timestamp on our stick is no other office.
    office.put("timestamp.json", &office.signed("timestamp.json"), &[other.secret("packer")]);
    assert!(matches!(terminal.sync(&office.path()), Err(SyncError::Bundle(BundleError::Refused(Objection::Threshold { .. })))));
}

#[test]
fn a_root_of_another_office_that_is_handed_over_is_not_passed_over_in_silence() {
    let (office, terminal) = two_releases();
    let other = elsewhere();
    assert!(matches!(establish(&terminal.dir(), &other.first_root()), Err(SyncError::OtherRoot { .. })));
    // The first root of our own office is no other, whatever came after it.
    office.new_root(&office.staff, &["root-a", "root-b"]);
    terminal.sync(&office.path()).unwrap();
    assert_eq!(believed(&terminal.dir()).unwrap().unwrap().version(), 2);
    establish(&terminal.dir(), &office.first_root()).unwrap();
}

#[test]
fn after_a_reset_the_old_content_stays_until_the_new_is_in() {
    let (office, terminal) = two_releases();
    let other = elsewhere();
    let before = terminal.titles();
    believe_instead(&terminal.dir(), &other.first_root(), &By::User("zhang".to_owned()), now()).unwrap();
    assert_eq!(terminal.titles(), before);
    let info = info_of(&terminal.dir(), current(&terminal.dir()).unwrap().unwrap()).unwrap();
    assert!(may_show(&terminal.dir(), &info).unwrap());
    let line = history(&terminal.dir()).unwrap().remove(0);
    assert_eq!(line.kind, EventKind::Reset);
    assert!(
        matches!(&line.facts, Happening::OtherRoot { from: Some(from), to, by: By::User(name) }
            if from.body == "云川县人民政府" && to.body == "云溪县人民政府" && name == "zhang"),
        "{line:?}"
    );
    // The old office's stick is another's now; the new one's first release is taken, though it has a lower number.
    assert!(matches!(
        terminal.sync(&office.path()),
        Err(SyncError::Bundle(BundleError::Refused(Objection::OtherOffice { theirs, .. }))) if theirs == "云川县人民政府"
    ));
    terminal.sync(&other.path()).unwrap();
    assert!(terminal.titles().contains(&"云溪县办法".to_owned()) && !terminal.titles().contains(&"高龄津贴办法".to_owned()));
}

#[test]
fn where_the_memory_is_torn_nothing_older_than_what_lies_there_comes_back() {
    let office = Office::open_for_business();
    let terminal = Terminal::of(&office);
    terminal.sync(&office.path()).unwrap();
    let old = office.aside("old");
    office.document("yl-xin", "新办法", "第一条 新。");
    office.release();
    terminal.sync(&office.path()).unwrap();
    let trust = terminal.dir().join("sync/trust.sqlite");
    for torn in ["", "nonsense"] {
        for copy in [trust.clone(), second::of(&trust)] {
            fs::write(copy, torn).unwrap();
        }
        assert!(matches!(terminal.sync(&office.path()), Err(SyncError::TornTrust { .. })));
        believe_instead(&terminal.dir(), &office.first_root(), &By::Staff, now()).unwrap();
        assert_eq!(fs::read_to_string(terminal.dir().join("sync/trust.sqlite.torn")).unwrap(), torn);
        let refused = terminal.sync(&old);
        assert!(matches!(refused, Err(SyncError::Bundle(BundleError::Refused(Objection::Rollback { .. })))), "{refused:?}");
        terminal.sync(&office.path()).unwrap();
        let info = info_of(&terminal.dir(), current(&terminal.dir()).unwrap().unwrap()).unwrap();
        assert!(may_show(&terminal.dir(), &info).unwrap());
        assert!(terminal.titles().contains(&"新办法".to_owned()));
    }
    assert!(Trust::new(b"no root").is_err());
    assert!(believe_instead(&terminal.dir(), b"no root", &By::Staff, now()).is_err());
    assert!(terminal.sync(&office.path()).is_ok());
}
