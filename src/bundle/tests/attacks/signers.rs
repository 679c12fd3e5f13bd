//! Too few signatures, one hand twice, the wrong people, roots that nobody followed.

use std::fs;

use serde_json::{Value, json};

use super::{
    super::forge::{Holder, Office, now, staff},
    Bend,
};
use crate::bundle::{BundleError, Objection, Post, PublicKey, draft_root};

#[test]
fn too_few_twice_and_the_wrong_people() {
    let office = Office::open_for_business();
    let trust = office.trust();
    let [first, second, third] = office.desks();
    let signed = office.signed("1.targets.json");
    let put = |keys: &[&crate::bundle::SecretKey]| {
        office.put("1.targets.json", &signed, keys);
        office.chain();
    };
    put(&[first, second]);
    refused!(office, trust, BundleError::Refused(Objection::Threshold { valid: 2, needed: 3, .. }));
    put(&[first, second, second]);
    refused!(office, trust, BundleError::Refused(Objection::SignedTwice { .. }));
    put(&[first, second, office.secret("packer")]);
    refused!(office, trust, BundleError::Refused(Objection::Threshold { valid: 2, .. }));
    let stranger = crate::bundle::SecretKey::of_seed(200);
    put(&[first, second, &stranger]);
    refused!(office, trust, BundleError::Refused(Objection::Threshold { valid: 2, .. }));
    put(&[first, second, third]);
    office.verify(&trust).unwrap();
    // The packer's own files, signed by a desk.
    let timestamp = office.signed("timestamp.json");
    office.put("timestamp.json", &timestamp, &[first]);
    refused!(office, trust, BundleError::Refused(Objection::Threshold { valid: 0, .. }));
}

#[test]
fn one_person_at_two_desks() {
    let office = Office::new();
    let mut people = staff(1);
    people.insert("deputy", Holder::new(90, &people["office"].public.person.name, Post::Deputy));
    // Alone, the root itself is unfit; with a stand-in it is fit, but the same hand still counts once.
    let keys: Vec<PublicKey> = people.values().map(|holder| holder.public.clone()).collect();
    assert!(matches!(draft_root(&office.repository(), "云川县", &keys, 10, now()), Err(BundleError::Refused(Objection::UnfitRoot { .. }))));
    people.insert("deputy-2", Holder::new(91, "替补", Post::Deputy));
    office.new_root(&people, &["root-a", "root-b"]);
    office.draft(&Office::wish("office")).unwrap();
    for desk in ["office", "deputy", "chief"] {
        office.sign("office", &people[desk].secret);
    }
    assert!(matches!(
        crate::bundle::assemble(&office.repository(), office.secret("packer"), now()),
        Err(BundleError::Unsigned { missing, .. }) if missing.len() == 1 && missing[0].post == Post::Deputy
    ));
    office.sign("office", &people["deputy-2"].secret);
    office.assemble();
}

#[test]
fn roots_that_nobody_followed() {
    let office = Office::open_for_business();
    let seen = office.verify(&office.trust()).unwrap().trust;
    let people = staff(100);
    let [old_a, old_b] = ["root-a", "root-b"].map(|key| office.secret(key));
    let [new_a, new_b] = ["root-a", "root-b"].map(|key| &people[key].secret);
    let keys: Vec<PublicKey> = people.values().map(|holder| holder.public.clone()).collect();
    let root = draft_root(&office.repository(), "云川县", &keys, 10, now()).unwrap();
    let next = serde_json::to_value(&root).unwrap();
    let put = |signed: &Value, keys: &[&crate::bundle::SecretKey]| office.put("2.root.json", signed, keys);
    put(&next, &[old_a, new_a, new_b]);
    refused!(office, seen, BundleError::Refused(Objection::Threshold { valid: 1, needed: 2, .. }));
    put(&next, &[new_a, new_b]);
    refused!(office, seen, BundleError::Refused(Objection::Threshold { valid: 0, needed: 2, .. }));
    put(&next, &[old_a, old_b, new_a]);
    refused!(office, seen, BundleError::Refused(Objection::Threshold { valid: 1, needed: 2, .. }));
    let mut skipping = next.clone();
    skipping["version"] = 3.into();
    put(&skipping, &[old_a, old_b, new_a, new_b]);
    refused!(office, seen, BundleError::Refused(Objection::Mixed { found: 3, expected: 2, .. }));
    let all = [old_a, old_b, new_a, new_b];
    let unfit: [(&str, Bend); 7] = [
        ("one root key is enough", |root| root["roles"]["root"]["threshold"] = 1.into()),
        ("two desks are enough", |root| root["roles"]["targets"]["threshold"] = 2.into()),
        ("more than there are", |root| root["roles"]["timestamp"]["threshold"] = 5.into()),
        ("a key named twice", |root| {
            let keyid = root["roles"]["root"]["keyids"][0].clone();
            root["roles"]["root"]["keyids"] = json!([keyid, keyid]);
        }),
        ("files without versions", |root| root["consistent_snapshot"] = false.into()),
        ("nobody behind a key", |root| root["gongkai"]["people"] = json!({})),
        ("no receipts", |root| root["gongkai"]["receipts"]["keyids"] = json!([])),
    ];
    for (what, bend) in unfit {
        let mut bent = next.clone();
        bend(&mut bent);
        put(&bent, &all);
        assert!(
            matches!(office.verify(&seen), Err(BundleError::Refused(Objection::UnfitRoot { .. } | Objection::Threshold { .. }))),
            "{what}"
        );
    }
    // The old signer's release under the new root, and a root that is held back.
    put(&next, &all);
    refused!(office, seen, BundleError::Refused(Objection::Threshold { valid: 0, .. }));
    fs::remove_file(office.meta("2.root.json")).unwrap();
    office.verify(&seen).unwrap();
}

#[test]
fn one_key_under_two_names() {
    let office = Office::open_for_business();
    let seen = office.trust();
    let mut root = office.signed("1.root.json");
    root["version"] = 2.into();
    let keyid = office.staff["chief"].id().to_string();
    let wrong = "ab".repeat(32);
    let key = root["keys"][&keyid].clone();
    root["keys"][&wrong] = key;
    let both = [office.secret("root-a"), office.secret("root-b")];
    office.put("2.root.json", &root, &both);
    refused!(office, seen, BundleError::Refused(Objection::UnfitRoot { .. }));
    let capitals = root["keys"][&keyid]["keyval"]["public"].as_str().unwrap().to_uppercase();
    root["keys"][&wrong]["keyval"]["public"] = capitals.into();
    office.put("2.root.json", &root, &both);
    refused!(office, seen, BundleError::Refused(Objection::Unreadable { .. }));
}
