//! The attack corpus: every stick that a hostile or unlucky hand can make is refused, each by its own name, and what the terminal believes does
//! not change.

use std::{fs, path::Path};

use proptest::prelude::*;
use serde_json::{Value, json};

use super::forge::{Holder, Office, now, staff, verify};
use crate::bundle::{BundleError, Post, PublicKey, check_parcel, delegate, draft_root};

/// Asserts that a bundle is refused with this name.
macro_rules! refused {
    ($office:expr, $trust:expr, $error:pat) => {
        match $office.verify(&$trust) {
            Err($error) => {}
            other => panic!("line {}: {other:?}", line!()),
        }
    };
}

/// Bends what a file says.
type Bend = fn(&mut Value);

fn damage(path: &Path, damage: impl FnOnce(&mut Vec<u8>)) {
    let mut bytes = fs::read(path).unwrap();
    damage(&mut bytes);
    fs::write(path, bytes).unwrap();
}

#[test]
fn altered_cut_and_bloated_metadata() {
    let office = Office::open_for_business();
    let trust = office.trust();
    let whole = office.aside("whole");
    let restore = || super::forge::copy_folder(&whole, &office.path());

    damage(&office.meta("timestamp.json"), |bytes| {
        let at = String::from_utf8(bytes.clone()).unwrap().rfind("\"version\":1").unwrap();
        bytes[at + 10] = b'9';
    });
    refused!(office, trust, BundleError::Threshold { valid: 0, needed: 1, .. });
    restore();
    damage(&office.meta("timestamp.json"), |bytes| bytes.truncate(bytes.len() / 2));
    refused!(office, trust, BundleError::Unreadable { .. });
    damage(&office.meta("timestamp.json"), Vec::clear);
    refused!(office, trust, BundleError::Unreadable { .. });
    damage(&office.meta("timestamp.json"), |bytes| bytes.resize(2 << 20, b' '));
    refused!(office, trust, BundleError::TooLarge { .. });
    fs::remove_file(office.meta("timestamp.json")).unwrap();
    refused!(office, trust, BundleError::Missing { .. });
    std::os::unix::fs::symlink("/etc/passwd", office.meta("timestamp.json")).unwrap();
    refused!(office, trust, BundleError::Io { .. });
    fs::remove_file(office.meta("timestamp.json")).unwrap();
    restore();
    for name in ["1.snapshot.json", "1.targets.json"] {
        damage(&office.meta(name), |bytes| bytes[40] ^= 1);
        refused!(office, trust, BundleError::Altered { .. });
        restore();
        damage(&office.meta(name), |bytes| bytes.truncate(100));
        refused!(office, trust, BundleError::Altered { .. });
        restore();
        damage(&office.meta(name), |bytes| bytes.push(b' '));
        refused!(office, trust, BundleError::Altered { .. });
        fs::remove_file(office.meta(name)).unwrap();
        refused!(office, trust, BundleError::Missing { .. });
        restore();
    }
    fs::write(office.meta("2.root.json"), vec![b'['; 100_000]).unwrap();
    refused!(office, trust, BundleError::TooLarge { .. });
    fs::write(office.meta("2.root.json"), vec![b'['; 60_000]).unwrap();
    refused!(office, trust, BundleError::Unreadable { .. });
    fs::remove_file(office.meta("2.root.json")).unwrap();
    office.verify(&trust).unwrap();
}

#[test]
fn endless_lists_are_not_read() {
    let office = Office::open_for_business();
    office.chain_with(|snapshot, _| snapshot["meta"]["targets.json"]["length"] = (100u64 << 20).into());
    refused!(office, office.trust(), BundleError::TooLarge { .. });
    let office = Office::open_for_business();
    office.bend("1.targets.json", &office.desks(), |signed| {
        for at in 0..100_001 {
            let digest = crate::bundle::Digest::of(format!("{at}").as_bytes());
            signed["targets"][format!("office/{digest}.blob")] = json!({ "length": 1, "hashes": { "sha256": digest }, "custom": {} });
        }
    });
    office.chain();
    refused!(office, office.trust(), BundleError::TooLarge { .. });
}

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
    refused!(office, trust, BundleError::Threshold { valid: 2, needed: 3, .. });
    put(&[first, second, second]);
    refused!(office, trust, BundleError::SignedTwice { .. });
    put(&[first, second, office.secret("packer")]);
    refused!(office, trust, BundleError::Threshold { valid: 2, .. });
    let stranger = crate::bundle::SecretKey::of_seed(200);
    put(&[first, second, &stranger]);
    refused!(office, trust, BundleError::Threshold { valid: 2, .. });
    put(&[first, second, third]);
    office.verify(&trust).unwrap();
    // The packer's own files, signed by a desk.
    let timestamp = office.signed("timestamp.json");
    office.put("timestamp.json", &timestamp, &[first]);
    refused!(office, trust, BundleError::Threshold { valid: 0, .. });
}

#[test]
fn one_person_at_two_desks() {
    let office = Office::new();
    let mut people = staff(1);
    people.insert("deputy", Holder::new(90, &people["office"].public.person.name, Post::Deputy));
    // Alone, the root itself is unfit; with a stand-in it is fit, but the same hand still counts once.
    let keys: Vec<PublicKey> = people.values().map(|holder| holder.public.clone()).collect();
    assert!(matches!(draft_root(&office.repository(), "云川县", &keys, 10, now()), Err(BundleError::UnfitRoot { .. })));
    people.insert("deputy-2", Holder::new(91, "替补", Post::Deputy));
    office.new_root(&people, &["root-a", "root-b"]);
    office.draft(&Office::wish("office")).unwrap();
    for desk in ["office", "deputy", "chief"] {
        office.sign("office", &people[desk].secret);
    }
    assert!(matches!(
        crate::bundle::assemble(&office.repository(), office.secret("packer"), now()),
        Err(BundleError::Desk { desk: Post::Chief, .. })
    ));
    office.sign("office", &people["deputy-2"].secret);
    office.assemble();
}

#[test]
fn rollback_equivocation_and_mixed_releases() {
    let office = Office::open_for_business();
    let old = office.aside("old");
    office.document("yl-xin", "新办法", "第一条 新。");
    let seen = office.release().trust;
    assert!(matches!(verify(&old, &seen), Err(BundleError::Rollback { found: 1, seen: 2, .. })));
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
    refused!(office, seen, BundleError::Equivocation { version: 2, .. });
    timestamp["version"] = 3.into();
    office.put("timestamp.json", &timestamp, &[office.secret("packer")]);
    refused!(office, seen, BundleError::Equivocation { version: 2, .. });
    office.chain();
    refused!(office, seen, BundleError::Equivocation { version: 2, .. });
    // An old snapshot or old targets under a new timestamp.
    super::forge::copy_folder(&truth, &office.path());
    fs::copy(old.join("v1/meta/1.snapshot.json"), office.meta("1.snapshot.json")).unwrap();
    fs::copy(old.join("v1/meta/1.targets.json"), office.meta("1.targets.json")).unwrap();
    let mut timestamp = office.signed("timestamp.json");
    timestamp["version"] = 9.into();
    timestamp["meta"]["snapshot.json"] = office.meta_of("1.snapshot.json");
    office.put("timestamp.json", &timestamp, &[office.secret("packer")]);
    refused!(office, seen, BundleError::Rollback { found: 1, seen: 2, .. });
    let mut snapshot = office.signed("2.snapshot.json");
    snapshot["version"] = 3.into();
    snapshot["meta"]["targets.json"] = office.meta_of("1.targets.json");
    office.put("3.snapshot.json", &snapshot, &[office.secret("packer")]);
    timestamp["meta"]["snapshot.json"] = office.meta_of("3.snapshot.json");
    office.put("timestamp.json", &timestamp, &[office.secret("packer")]);
    refused!(office, seen, BundleError::Rollback { found: 1, seen: 2, .. });
    // One release's file under another's name.
    super::forge::copy_folder(&truth, &office.path());
    fs::copy(office.meta("2.targets.json"), office.meta("7.targets.json")).unwrap();
    office.chain_with(|snapshot, _| snapshot["meta"]["targets.json"] = office.meta_of("7.targets.json"));
    refused!(office, seen, BundleError::Mixed { found: 2, expected: 7, .. });
    super::forge::copy_folder(&truth, &office.path());
    fs::copy(old.join("v1/meta/1.snapshot.json"), office.meta("2.snapshot.json")).unwrap();
    refused!(office, seen, BundleError::Altered { .. });
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
    refused!(office, seen, BundleError::Threshold { valid: 1, needed: 2, .. });
    put(&next, &[new_a, new_b]);
    refused!(office, seen, BundleError::Threshold { valid: 0, needed: 2, .. });
    put(&next, &[old_a, old_b, new_a]);
    refused!(office, seen, BundleError::Threshold { valid: 1, needed: 2, .. });
    let mut skipping = next.clone();
    skipping["version"] = 3.into();
    put(&skipping, &[old_a, old_b, new_a, new_b]);
    refused!(office, seen, BundleError::Mixed { found: 3, expected: 2, .. });
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
        assert!(matches!(office.verify(&seen), Err(BundleError::UnfitRoot { .. } | BundleError::Threshold { .. })), "{what}");
    }
    // The old signer's release under the new root, and a root that is held back.
    put(&next, &all);
    refused!(office, seen, BundleError::Threshold { valid: 0, .. });
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
    refused!(office, seen, BundleError::UnfitRoot { .. });
    let capitals = root["keys"][&keyid]["keyval"]["public"].as_str().unwrap().to_uppercase();
    root["keys"][&wrong]["keyval"]["public"] = capitals.into();
    office.put("2.root.json", &root, &both);
    refused!(office, seen, BundleError::Unreadable { .. });
}

#[test]
fn one_file_for_another() {
    let office = Office::open_for_business();
    let trust = office.trust();
    let packer = office.secret("packer");
    let snapshot = office.signed("1.snapshot.json");
    office.put("timestamp.json", &snapshot, &[packer]);
    refused!(office, trust, BundleError::Unreadable { .. });
    let office = Office::open_for_business();
    let bends: [Bend; 2] = [|signed| signed["spec_version"] = "2.0.0".into(), |signed| signed["version"] = json!(-1)];
    for bend in bends {
        office.bend("timestamp.json", &[office.secret("packer")], bend);
        refused!(office, office.trust(), BundleError::Unreadable { .. });
    }
    let office = Office::open_for_business();
    let text = fs::read_to_string(office.meta("timestamp.json")).unwrap();
    fs::write(office.meta("timestamp.json"), text.replacen("\"signed\":", "\"signed\":{},\"signed\":", 1)).unwrap();
    refused!(office, office.trust(), BundleError::Unreadable { .. });
}

#[test]
fn names_that_lead_elsewhere() {
    let names = ["office/../../etc/passwd", "office/CON", "office/a:b", "office/\u{1b}[31m.pack", "packs", "office/", "/office/x"];
    for name in names {
        let office = Office::open_for_business();
        office.bend("1.targets.json", &office.desks(), |signed| {
            let target = signed["targets"].as_object().unwrap().values().next().unwrap().clone();
            signed["targets"][name] = target;
        });
        office.chain();
        match office.verify(&office.trust()) {
            Err(BundleError::Name { found, .. } | BundleError::Prefix { found, .. }) => assert!(!found.contains('\u{1b}'), "{found}"),
            // Canonical JSON writes control characters as they are, and no reader takes them.
            Err(BundleError::Unreadable { .. }) if name.contains('\u{1b}') => {}
            other => panic!("{name:?}: {other:?}"),
        }
    }
    for path in ["../../etc/passwd", "/etc/passwd", "a\u{202e}b.md", "documents/\u{1b}[2J.md", "documents//a.md"] {
        let office = Office::open_for_business();
        let mut catalogue = office.catalogue("1.targets.json");
        catalogue["files"][0]["path"] = path.into();
        office.put_catalogue("1.targets.json", "office", &catalogue, &office.desks());
        office.chain();
        refused!(office, office.trust(), BundleError::Name { .. });
    }
}

#[test]
fn catalogues_that_point_nowhere() {
    let bends: [Bend; 5] = [
        |catalogue| catalogue["files"][0]["pack"]["pack"] = "ab".repeat(32).into(),
        |catalogue| catalogue["files"][0]["pack"]["offset"] = u64::MAX.into(),
        |catalogue| catalogue["files"][0]["length"] = (1u64 << 40).into(),
        |catalogue| catalogue["files"][0]["pack"] = Value::Null,
        |catalogue| catalogue["records"][0]["file"] = 1000.into(),
    ];
    for (case, bend) in bends.into_iter().enumerate() {
        let office = Office::open_for_business();
        let mut catalogue = office.catalogue("1.targets.json");
        bend(&mut catalogue);
        office.put_catalogue("1.targets.json", "office", &catalogue, &office.desks());
        office.chain();
        assert!(matches!(office.verify(&office.trust()), Err(BundleError::Missing { .. } | BundleError::Unreadable { .. })), "case {case}");
    }
    let office = Office::open_for_business();
    damage(&office.stored("catalogue"), |bytes| bytes[10] ^= 1);
    refused!(office, office.trust(), BundleError::Altered { .. });
    damage(&office.stored("catalogue"), |bytes| bytes.extend([b' '; 1000]));
    refused!(office, office.trust(), BundleError::Altered { .. });
    fs::remove_file(office.stored("catalogue")).unwrap();
    refused!(office, office.trust(), BundleError::Missing { .. });
}

#[test]
fn parts_that_are_not_what_their_name_says() {
    let office = Office::open_for_business();
    let verified = office.verify(&office.trust()).unwrap();
    let shelf = office.repository().shelf().unwrap();
    let pack = verified.release.parcels().into_iter().find(|parcel| parcel.text).unwrap();
    let whole = fs::read(office.stored("pack")).unwrap();
    let mut longer = whole.clone();
    longer.resize(longer.len() + (1 << 20), 0);
    let mut bent = whole.clone();
    bent[50] ^= 1;
    for bytes in [&longer[..], &bent, &whole[..whole.len() - 1], b""] {
        fs::write(office.stored("pack"), bytes).unwrap();
        assert!(matches!(check_parcel(&shelf, pack), Err(BundleError::Altered { .. })));
    }
    fs::remove_file(office.stored("pack")).unwrap();
    assert!(matches!(check_parcel(&shelf, pack), Err(BundleError::Io { .. })));
}

#[test]
fn a_department_that_publishes_what_is_not_its_own() {
    let office = Office::open_for_business();
    let people = office.with_department("civil-jiuzhu", "");
    let desks = ["office", "deputy", "chief"].map(|desk| &people[desk].secret);
    let good = office.aside("good");
    let trust = office.trust();
    let seen = office.verify(&trust).unwrap().trust;
    let again = || super::forge::copy_folder(&good, &office.path());

    office.bend("1.civil.json", &desks, |signed| {
        let target = signed["targets"].as_object().unwrap().iter().next().map(|(name, target)| (name.clone(), target.clone())).unwrap();
        signed["targets"][target.0.replace("civil/", "office/")] = target.1;
    });
    office.chain();
    refused!(office, trust, BundleError::Prefix { .. });
    again();
    for id in ["yl-jintie", "civilx-1", "civil", "other-jiuzhu"] {
        let mut catalogue = office.catalogue("1.civil.json");
        catalogue["records"][0]["id"] = id.into();
        office.put_catalogue("1.civil.json", "civil", &catalogue, &desks);
        office.chain();
        refused!(office, trust, BundleError::Prefix { .. });
        again();
    }
    office.bend("1.civil.json", &desks, |signed| signed["delegations"] = json!({ "keys": {}, "roles": [] }));
    office.chain();
    refused!(office, trust, BundleError::Prefix { .. });
    again();
    let signed = office.signed("1.civil.json");
    office.put("1.civil.json", &signed, &desks[..2]);
    office.chain();
    refused!(office, trust, BundleError::Threshold { valid: 2, needed: 3, .. });
    office.put("1.civil.json", &signed, &office.desks());
    office.chain();
    refused!(office, trust, BundleError::Threshold { valid: 0, .. });
    again();
    // It vanishes from the snapshot, or somebody appears in it.
    office.chain_with(|snapshot, _| drop(snapshot["meta"].as_object_mut().unwrap().remove("civil.json")));
    refused!(office, seen, BundleError::Missing { .. });
    again();
    office.chain_with(|snapshot, _| snapshot["meta"]["water.json"] = snapshot["meta"]["civil.json"].clone());
    refused!(office, trust, BundleError::Prefix { .. });
    again();
    // The packer alone can write this name; it is told without commanding the terminal.
    office.chain_with(|snapshot, _| snapshot["meta"]["\u{9b}2J\u{202e}"] = snapshot["meta"]["civil.json"].clone());
    match office.verify(&trust) {
        Err(BundleError::Prefix { role, .. }) => assert_eq!(role, "\"\\u{9b}2J\\u{202e}\""),
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
        assert!(matches!(office.verify(&office.trust()), Err(BundleError::UnfitDepartment { .. })), "{what}");
    }
    let office = Office::open_for_business();
    let two: Vec<PublicKey> = ["office", "deputy"].map(|desk| office.staff[desk].public.clone()).to_vec();
    assert!(matches!(delegate(&office.repository(), "civil", "民政局", &two), Err(BundleError::Desk { .. })));
    let own: Vec<PublicKey> = ["office", "deputy", "chief"].map(|desk| office.staff[desk].public.clone()).to_vec();
    delegate(&office.repository(), "civil", "民政局", &own).unwrap();
    office.draft(&Office::wish("office")).unwrap();
    for desk in ["office", "deputy", "chief"] {
        office.sign("office", office.secret(desk));
    }
    assert!(crate::bundle::assemble(&office.repository(), office.secret("packer"), now()).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Whatever byte of the metadata is bent: refused, or (in blanks and in signatures that are not needed) the very same release.
    #[test]
    fn any_flipped_byte_is_refused(at in any::<prop::sample::Index>(), file in 0usize..4, bit in 0u32..8) {
        thread_local!(static OFFICE: Office = Office::open_for_business());
        OFFICE.with(|office| {
            let name = ["1.root.json", "timestamp.json", "1.snapshot.json", "1.targets.json"][file];
            let path = office.meta(name);
            let whole = fs::read(&path).unwrap();
            let trust = office.trust();
            let good = office.verify(&trust).unwrap();
            damage(&path, |bytes| {
                let at = at.index(bytes.len());
                bytes[at] ^= 1 << bit;
            });
            let bent = if name == "1.root.json" {
                crate::bundle::Trust::new(&fs::read(&path).unwrap()).map(|trust| trust.root().unwrap() == office_root(office))
            } else {
                office.verify(&trust).map(|bent| bent.release.digest == good.release.digest)
            };
            fs::write(&path, &whole).unwrap();
            assert!(!matches!(bent, Ok(false)));
        });
    }
}

fn office_root(office: &Office) -> crate::bundle::Root {
    office.repository().root().unwrap().unwrap().0
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    /// Whatever bytes lie where metadata, packs and catalogues are expected: an error, never a panic.
    #[test]
    fn any_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..2000), as_json in any::<bool>()) {
        thread_local!(static OFFICE: Office = Office::open_for_business());
        let bytes = if as_json {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            serde_json::to_vec(&json!({ "signatures": [{ "keyid": text, "sig": text }], "signed": { "_type": text, "version": bytes.len() } })).unwrap()
        } else {
            bytes
        };
        let mut pack = b"GKPACK1\n".to_vec();
        pack.extend_from_slice(&bytes);
        assert!(bytes.is_empty() || crate::bundle::read_pack(&pack[..]).is_err());
        assert!(crate::bundle::Trust::new(&bytes).is_err());
        assert!(crate::bundle::Catalogue::parse("catalogue", &bytes).is_err());
        OFFICE.with(|office| {
            let sound = fs::read(office.meta("timestamp.json")).unwrap();
            fs::write(office.meta("timestamp.json"), &bytes).unwrap();
            let refused = office.verify(&office.trust());
            fs::write(office.meta("timestamp.json"), &sound).unwrap();
            assert!(refused.is_err());
        });
    }
}
