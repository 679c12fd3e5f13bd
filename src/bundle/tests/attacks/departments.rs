//! Departments that publish what is not theirs, or are none.

use serde_json::json;

use super::{
    super::forge::{self, Office, now},
    Bend,
};
use crate::bundle::{BundleError, Objection, PublicKey, delegate};

#[test]
fn a_department_that_publishes_what_is_not_its_own() {
    let office = Office::open_for_business();
    let people = office.with_department("civil-jiuzhu", "");
    let desks = ["office", "deputy", "chief"].map(|desk| &people[desk].secret);
    let good = office.aside("good");
    let trust = office.trust();
    let seen = office.verify(&trust).unwrap().trust;
    let again = || forge::copy_folder(&good, &office.path());

    office.bend("1.civil.json", &desks, |signed| {
        let target = signed["targets"].as_object().unwrap().iter().next().map(|(name, target)| (name.clone(), target.clone())).unwrap();
        signed["targets"][target.0.replace("civil/", "office/")] = target.1;
    });
    office.chain();
    refused!(office, trust, BundleError::Refused(Objection::Prefix { .. }));
    again();
    for id in ["yl-jintie", "civilx-1", "civil", "other-jiuzhu"] {
        let mut catalogue = office.catalogue("1.civil.json");
        catalogue["records"][0]["id"] = id.into();
        office.put_catalogue("1.civil.json", "civil", &catalogue, &desks);
        office.chain();
        refused!(office, trust, BundleError::Refused(Objection::Prefix { .. }));
        again();
    }
    office.bend("1.civil.json", &desks, |signed| signed["delegations"] = json!({ "keys": {}, "roles": [] }));
    office.chain();
    refused!(office, trust, BundleError::Refused(Objection::Prefix { .. }));
    again();
    let signed = office.signed("1.civil.json");
    office.put("1.civil.json", &signed, &desks[..2]);
    office.chain();
    refused!(office, trust, BundleError::Refused(Objection::Threshold { valid: 2, needed: 3, .. }));
    office.put("1.civil.json", &signed, &office.desks());
    office.chain();
    refused!(office, trust, BundleError::Refused(Objection::Threshold { valid: 0, .. }));
    again();
    // It vanishes from the snapshot, or somebody appears in it.
    office.chain_with(|snapshot, _| drop(snapshot["meta"].as_object_mut().unwrap().remove("civil.json")));
    refused!(office, seen, BundleError::Refused(Objection::Missing { .. }));
    again();
    office.chain_with(|snapshot, _| snapshot["meta"]["water.json"] = snapshot["meta"]["civil.json"].clone());
    refused!(office, trust, BundleError::Refused(Objection::Prefix { .. }));
    again();
    // The packer alone can write this name; it is told without commanding the terminal.
    office.chain_with(|snapshot, _| snapshot["meta"]["\u{9b}2J\u{202e}"] = snapshot["meta"]["civil.json"].clone());
    match office.verify(&trust) {
        Err(BundleError::Refused(Objection::Prefix { role, .. })) => assert_eq!(role, "\"\\u{9b}2J\\u{202e}\""),
        other => panic!("{other:?}"),
    }
}

#[test]
fn departments_without_three_persons_and_a_space_of_their_own() {
    let bends: [(&str, Bend); 7] = [
        ("everything", |role| role["paths"] = json!(["*"])),
        ("two spaces", |role| role["paths"] = json!(["civil/*", "office/*"])),
        ("two are enough", |role| role["threshold"] = 2.into()),
        ("one key three times", |role| role["keyids"] = json!([role["keyids"][0], role["keyids"][0], role["keyids"][0]])),
        ("the office's name", |role| role["name"] = "office".into()),
        ("a name that is a path", |role| role["name"] = "../x".into()),
        ("nobody's key", |role| role["keyids"][0] = "ab".repeat(32).into()),
    ];
    for (what, bend) in bends {
        let office = Office::open_for_business();
        office.with_department("civil-jiuzhu", "");
        office.bend("2.targets.json", &office.desks(), |signed| bend(&mut signed["delegations"]["roles"][0]));
        office.chain();
        assert!(matches!(office.verify(&office.trust()), Err(BundleError::Refused(Objection::UnfitDepartment { .. }))), "{what}");
    }
    let office = Office::open_for_business();
    let two: Vec<PublicKey> = ["office", "deputy"].map(|desk| office.staff[desk].public.clone()).to_vec();
    assert!(matches!(
        delegate(&office.repository(), "civil", "民政局", &two),
        Err(BundleError::Refused(Objection::UnfitDepartment { .. }))
    ));
    let own: Vec<PublicKey> = ["office", "deputy", "chief"].map(|desk| office.staff[desk].public.clone()).to_vec();
    delegate(&office.repository(), "civil", "民政局", &own).unwrap();
    office.draft(&Office::wish("office")).unwrap();
    // The first desk finds it out.
    let held = crate::bundle::compare(&office.repository(), "office", now());
    assert!(matches!(held, Err(BundleError::Refused(Objection::UnfitDepartment { .. }))), "{held:?}");
}
