//! Releases that go back, contradict one another or are mixed.

use std::fs;

use super::super::forge::{self, Office, verify};
use crate::bundle::{BundleError, Objection};

#[test]
fn rollback_equivocation_and_mixed_releases() {
    let office = Office::open_for_business();
    let old = office.aside("old");
    office.document("yl-xin", "新办法", "第一条 新。");
    let seen = office.release().trust;
    assert!(matches!(verify(&old, &seen), Err(BundleError::Refused(Objection::Rollback { found: 1, seen: 2, .. }))));
    // Other words under a version that was seen, every key valid.
    let truth = office.aside("truth");
    let [first, second, third] = office.desks();
    office.bend("2.targets.json", &[first, second, third], |signed| signed["gongkai"]["place"] = "别处".into());
    let number = 2;
    let mut snapshot = office.signed("2.snapshot.json");
    snapshot["meta"]["targets.json"] = office.meta_of("2.targets.json");
    office.put("2.snapshot.json", &snapshot, &[office.secret("packer")]);
    let mut timestamp = office.signed("timestamp.json");
    timestamp["meta"]["snapshot.json"] = office.meta_of(&format!("{number}.snapshot.json"));
    office.put("timestamp.json", &timestamp, &[office.secret("packer")]);
    refused!(office, seen, BundleError::Refused(Objection::Equivocation { version: 2, .. }));
    timestamp["version"] = 3.into();
    office.put("timestamp.json", &timestamp, &[office.secret("packer")]);
    refused!(office, seen, BundleError::Refused(Objection::Equivocation { version: 2, .. }));
    office.chain();
    refused!(office, seen, BundleError::Refused(Objection::Equivocation { version: 2, .. }));
    // An old snapshot or old targets under a new timestamp.
    forge::copy_folder(&truth, &office.path());
    fs::copy(old.join("v1/meta/1.snapshot.json"), office.meta("1.snapshot.json")).unwrap();
    fs::copy(old.join("v1/meta/1.targets.json"), office.meta("1.targets.json")).unwrap();
    let mut timestamp = office.signed("timestamp.json");
    timestamp["version"] = 9.into();
    timestamp["meta"]["snapshot.json"] = office.meta_of("1.snapshot.json");
    office.put("timestamp.json", &timestamp, &[office.secret("packer")]);
    refused!(office, seen, BundleError::Refused(Objection::Rollback { found: 1, seen: 2, .. }));
    let mut snapshot = office.signed("2.snapshot.json");
    snapshot["version"] = 3.into();
    snapshot["meta"]["targets.json"] = office.meta_of("1.targets.json");
    office.put("3.snapshot.json", &snapshot, &[office.secret("packer")]);
    timestamp["meta"]["snapshot.json"] = office.meta_of("3.snapshot.json");
    office.put("timestamp.json", &timestamp, &[office.secret("packer")]);
    refused!(office, seen, BundleError::Refused(Objection::Rollback { found: 1, seen: 2, .. }));
    // One release's file under another's name.
    forge::copy_folder(&truth, &office.path());
    fs::copy(office.meta("2.targets.json"), office.meta("7.targets.json")).unwrap();
    office.chain_with(|snapshot, _| snapshot["meta"]["targets.json"] = office.meta_of("7.targets.json"));
    refused!(office, seen, BundleError::Refused(Objection::Mixed { found: 2, expected: 7, .. }));
    forge::copy_folder(&truth, &office.path());
    fs::copy(old.join("v1/meta/1.snapshot.json"), office.meta("2.snapshot.json")).unwrap();
    refused!(office, seen, BundleError::Refused(Objection::Altered { .. }));
}
