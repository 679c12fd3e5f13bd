//! Names, catalogues and packs that are not what they say or lead elsewhere.

use std::fs;

use serde_json::Value;

use super::{super::forge::Office, Bend, damage};
use crate::bundle::{BundleError, Foreign, Objection, check_parcel};

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
            Err(BundleError::Refused(Objection::Name { found, .. } | Objection::Prefix { found: Foreign::Named(found), .. })) => {
                assert!(!found.contains('\u{1b}'), "{found}");
            }
            // Canonical JSON writes control characters as they are, and no reader takes them.
            Err(BundleError::Refused(Objection::Unreadable { .. })) if name.contains('\u{1b}') => {}
            other => panic!("{name:?}: {other:?}"),
        }
    }
    for path in ["../../etc/passwd", "/etc/passwd", "a\u{202e}b.md", "documents/\u{1b}[2J.md", "documents//a.md"] {
        let office = Office::open_for_business();
        let mut catalogue = office.catalogue("1.targets.json");
        catalogue["files"][0]["path"] = path.into();
        office.put_catalogue("1.targets.json", "office", &catalogue, &office.desks());
        office.chain();
        refused!(office, office.trust(), BundleError::Refused(Objection::Name { .. }));
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
        assert!(
            matches!(office.verify(&office.trust()), Err(BundleError::Refused(Objection::Missing { .. } | Objection::Unreadable { .. }))),
            "case {case}"
        );
    }
    let office = Office::open_for_business();
    damage(&office.stored("catalogue"), |bytes| bytes[10] ^= 1);
    refused!(office, office.trust(), BundleError::Refused(Objection::Altered { .. }));
    damage(&office.stored("catalogue"), |bytes| bytes.extend([b' '; 1000]));
    refused!(office, office.trust(), BundleError::Refused(Objection::Altered { .. }));
    fs::remove_file(office.stored("catalogue")).unwrap();
    refused!(office, office.trust(), BundleError::Refused(Objection::Missing { .. }));
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
        assert!(matches!(check_parcel(&shelf, pack), Err(BundleError::Refused(Objection::Altered { .. }))));
    }
    fs::remove_file(office.stored("pack")).unwrap();
    assert!(matches!(check_parcel(&shelf, pack), Err(BundleError::Io { .. })));
}
