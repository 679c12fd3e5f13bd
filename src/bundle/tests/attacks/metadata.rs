//! Metadata files altered, cut, bloated, endless, or one given for another.

use std::fs;

use serde_json::json;

use super::{
    super::forge::{self, Office},
    Bend, damage,
};
use crate::bundle::{BundleError, Objection};

#[test]
fn altered_cut_and_bloated_metadata() {
    let office = Office::open_for_business();
    let trust = office.trust();
    let whole = office.aside("whole");
    let restore = || forge::copy_folder(&whole, &office.path());

    damage(&office.meta("timestamp.json"), |bytes| {
        let at = String::from_utf8(bytes.clone()).unwrap().rfind("\"version\":1").unwrap();
        bytes[at + 10] = b'9';
    });
    refused!(office, trust, BundleError::Refused(Objection::Threshold { valid: 0, needed: 1, .. }));
    restore();
    damage(&office.meta("timestamp.json"), |bytes| bytes.truncate(bytes.len() / 2));
    refused!(office, trust, BundleError::Refused(Objection::Unreadable { .. }));
    damage(&office.meta("timestamp.json"), Vec::clear);
    refused!(office, trust, BundleError::Refused(Objection::Unreadable { .. }));
    damage(&office.meta("timestamp.json"), |bytes| bytes.resize(2 << 20, b' '));
    refused!(office, trust, BundleError::Refused(Objection::TooLarge { .. }));
    fs::remove_file(office.meta("timestamp.json")).unwrap();
    refused!(office, trust, BundleError::Refused(Objection::Missing { .. }));
    std::os::unix::fs::symlink("/etc/passwd", office.meta("timestamp.json")).unwrap();
    refused!(office, trust, BundleError::Io { .. });
    fs::remove_file(office.meta("timestamp.json")).unwrap();
    restore();
    for name in ["1.snapshot.json", "1.targets.json"] {
        damage(&office.meta(name), |bytes| bytes[40] ^= 1);
        refused!(office, trust, BundleError::Refused(Objection::Altered { .. }));
        restore();
        damage(&office.meta(name), |bytes| bytes.truncate(100));
        refused!(office, trust, BundleError::Refused(Objection::Altered { .. }));
        restore();
        damage(&office.meta(name), |bytes| bytes.push(b' '));
        refused!(office, trust, BundleError::Refused(Objection::Altered { .. }));
        fs::remove_file(office.meta(name)).unwrap();
        refused!(office, trust, BundleError::Refused(Objection::Missing { .. }));
        restore();
    }
    fs::write(office.meta("2.root.json"), vec![b'['; 100_000]).unwrap();
    refused!(office, trust, BundleError::Refused(Objection::TooLarge { .. }));
    fs::write(office.meta("2.root.json"), vec![b'['; 60_000]).unwrap();
    refused!(office, trust, BundleError::Refused(Objection::Unreadable { .. }));
    fs::remove_file(office.meta("2.root.json")).unwrap();
    office.verify(&trust).unwrap();
}

#[test]
fn endless_lists_are_not_read() {
    let office = Office::open_for_business();
    office.chain_with(|snapshot, _| snapshot["meta"]["targets.json"]["length"] = (100u64 << 20).into());
    refused!(office, office.trust(), BundleError::Refused(Objection::TooLarge { .. }));
    let office = Office::open_for_business();
    office.bend("1.targets.json", &office.desks(), |signed| {
        for at in 0..100_001 {
            let digest = crate::files::Digest::of(format!("{at}").as_bytes());
            signed["targets"][format!("office/{digest}.blob")] = json!({ "length": 1, "hashes": { "sha256": digest }, "custom": {} });
        }
    });
    office.chain();
    refused!(office, office.trust(), BundleError::Refused(Objection::TooLarge { .. }));
}

#[test]
fn settings_that_are_not_those_of_the_file_are_refused_whoever_signed_them() {
    // As a Windows editor writes it, and with a backslash.
    let told = "# a\\b\t\r\n[hall]\r\nhelp_phone = \"0000-5600999\"\r\n";
    let with_settings = || {
        let office = Office::open_for_business();
        office.write("terminal.toml", told);
        assert_eq!(office.release().release.publications[0].statement.settings_text().as_deref(), Some(told));
        office
    };
    // Others than lie in the content, none where some lie there, and what can never travel.
    for settings in [json!(["[hall]", "help_phone = \"0000-0000000\"", ""]), json!([]), json!(["[staff]", "pin_hash = \"x\"", ""])] {
        let office = with_settings();
        office.bend("2.targets.json", &office.desks(), |signed| signed["gongkai"]["settings"] = settings);
        office.chain();
        refused!(office, office.trust(), BundleError::Refused(Objection::Altered { .. }));
    }
    let office = Office::open_for_business();
    office.bend("1.targets.json", &office.desks(), |signed| signed["gongkai"]["settings"] = json!(["[hall]"]));
    office.chain();
    refused!(office, office.trust(), BundleError::Refused(Objection::Altered { .. }));
    // What can never travel is not even drafted.
    let office = Office::open_for_business();
    office.write("terminal.toml", "[sync]\nterminal = \"YC-02\"\n");
    assert!(matches!(office.draft(&Office::wish("office")), Err(BundleError::Faulty(_))));
}

#[test]
fn one_file_for_another() {
    let office = Office::open_for_business();
    let trust = office.trust();
    let packer = office.secret("packer");
    let snapshot = office.signed("1.snapshot.json");
    office.put("timestamp.json", &snapshot, &[packer]);
    refused!(office, trust, BundleError::Refused(Objection::Unreadable { .. }));
    let office = Office::open_for_business();
    let bends: [Bend; 2] = [|signed| signed["spec_version"] = "2.0.0".into(), |signed| signed["version"] = json!(-1)];
    for bend in bends {
        office.bend("timestamp.json", &[office.secret("packer")], bend);
        refused!(office, office.trust(), BundleError::Refused(Objection::Unreadable { .. }));
    }
    let office = Office::open_for_business();
    let text = fs::read_to_string(office.meta("timestamp.json")).unwrap();
    fs::write(office.meta("timestamp.json"), text.replacen("\"signed\":", "\"signed\":{},\"signed\":", 1)).unwrap();
    refused!(office, office.trust(), BundleError::Refused(Objection::Unreadable { .. }));
}
