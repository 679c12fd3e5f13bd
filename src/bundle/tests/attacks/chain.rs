//! What one key alone, a hand without any, or a wrong clock does to the chain: nothing that the office could not undo.

use serde_json::json;

use super::super::forge::{Office, staff, verify};
use crate::{
    bundle::{BundleError, Objection, Seen},
    files::Digest,
};

/// Gives the newest snapshot this number, and the timestamp the next version, with the packer's key.
fn number(office: &Office, number: u64) {
    office.chain_with(|snapshot, _| snapshot["version"] = number.into());
    let first = 2;
    let written = office.meta(&format!("{first}.snapshot.json"));
    std::fs::rename(written, office.meta(&format!("{number}.snapshot.json"))).unwrap();
    let snapshot = office.meta_of(&format!("{number}.snapshot.json"));
    office.bend("timestamp.json", &[office.secret("packer")], |timestamp| timestamp["meta"]["snapshot.json"] = snapshot);
}

#[test]
fn a_number_that_nobody_could_follow_is_refused() {
    let office = Office::open_for_business();
    let good = office.aside("good");
    let new = office.trust();
    let seen = office.verify(&new).unwrap().trust;
    for (leap, fits_seen, fits_new) in [
        (1_001, true, true),
        (1_002, false, true),
        (1_000_000, false, true),
        (1_000_001, false, false),
        (1 << 31, false, false),
        ((1 << 53) + 1, false, false),
        (i64::MAX.unsigned_abs(), false, false),
        (1 << 63, false, false),
        (u64::MAX, false, false),
    ] {
        super::super::forge::copy_folder(&good, &office.path());
        number(&office, leap);
        for (trust, fits) in [(&seen, fits_seen), (&new, fits_new)] {
            match office.verify(trust) {
                Ok(verified) => assert!(fits && verified.release.number == leap, "{leap}"),
                Err(error) => {
                    assert!(
                        !fits && matches!(error, BundleError::Refused(Objection::Leap { found, .. }) if found == leap),
                        "{leap}: {error}"
                    );
                }
            }
        }
    }
    // The timestamp and the desks' own file likewise.
    super::super::forge::copy_folder(&good, &office.path());
    office.bend("timestamp.json", &[office.secret("packer")], |timestamp| timestamp["version"] = 1_002.into());
    refused!(office, seen, BundleError::Refused(Objection::Leap { found: 1_002, most: 1_001, .. }));
    super::super::forge::copy_folder(&good, &office.path());
    let mut targets = office.signed("1.targets.json");
    targets["version"] = 5_000.into();
    office.put("5000.targets.json", &targets, &office.desks());
    office.chain_with(|snapshot, _| snapshot["meta"]["targets.json"] = office.meta_of("5000.targets.json"));
    refused!(office, seen, BundleError::Refused(Objection::Leap { found: 5_000, most: 1_001, .. }));
}

#[test]
fn a_root_of_an_absurd_version_is_none() {
    let office = Office::open_for_business();
    let both = [office.secret("root-a"), office.secret("root-b")];
    for version in [1_000_001, u64::MAX] {
        let mut root = office.signed("1.root.json");
        root["version"] = version.into();
        office.put("1.root.json", &root, &both);
        assert!(matches!(crate::bundle::Trust::new(&office.first_root()), Err(BundleError::Refused(Objection::Leap { .. }))), "{version}");
    }
}

#[test]
fn another_packer_begins_where_the_office_stands_whatever_the_last_one_signed() {
    let office = Office::open_for_business();
    let seen = office.verify(&office.trust()).unwrap().trust;
    let honest = office.aside("honest");
    number(&office, 900);
    let ruined = office.verify(&seen).unwrap().trust;
    super::super::forge::copy_folder(&honest, &office.path());
    office.document("yl-xin", "新办法", "第一条 新。");
    office.release();
    assert!(matches!(office.verify(&ruined), Err(BundleError::Refused(Objection::Rollback { .. } | Objection::Equivocation { .. }))));
    office.release_by_another_packer();
    let verified = office.verify(&ruined).unwrap();
    assert_eq!((verified.release.number, verified.trust.snapshot.map(|seen| seen.version)), (3, Some(3)));
    // What the desks signed is not forgotten with the packer.
    assert!(matches!(verify(&honest, &verified.trust), Err(BundleError::Refused(_))));
}

#[test]
fn what_stands_beside_the_signed_words_makes_no_forgery_of_the_genuine_stick() {
    let office = Office::open_for_business();
    let genuine = office.aside("genuine");
    let trust = office.trust();
    let stranger = staff(200);
    let whole = std::fs::read_to_string(office.meta("timestamp.json")).unwrap();
    let signature = json!({ "keyid": stranger["chief"].id(), "sig": "00".repeat(64) });
    let bends = [
        format!(" {whole}"),
        format!("{whole}\n\n"),
        whole.replacen('{', "{\"note\":\"x\",", 1),
        whole.replacen("\"signatures\":[", &format!("\"signatures\":[{signature},"), 1),
        whole.replacen(",\"signed\":", " ,\t\"signed\": ", 1),
    ];
    for bent in bends {
        assert_ne!(bent, whole);
        std::fs::write(office.meta("timestamp.json"), &bent).unwrap();
        let seen = office.verify(&trust).unwrap().trust;
        assert!(verify(&genuine, &seen).unwrap().unchanged, "{bent}");
    }
}

#[test]
fn what_an_earlier_program_kept_of_a_timestamp_counts_by_its_version() {
    let office = Office::open_for_business();
    let old = office.aside("old");
    office.document("yl-xin", "新办法", "第一条 新。");
    let mut kept = serde_json::to_value(office.release().trust).unwrap();
    let file = Seen { version: 2, digest: Digest::of(b"a file that somebody had added to") };
    kept["timestamp"] = serde_json::to_value(file).unwrap();
    kept.as_object_mut().unwrap().remove("moment");
    let kept: crate::bundle::Trust = serde_json::from_value(kept).unwrap();
    let after = office.verify(&kept).unwrap().trust;
    assert_eq!(after.timestamp.map(|seen| seen.version), Some(2));
    assert!(!serde_json::to_string(&after).unwrap().contains("\"timestamp\""));
    assert!(matches!(verify(&old, &kept), Err(BundleError::Refused(Objection::Rollback { found: 1, seen: 2, .. }))));
}

#[test]
fn a_release_from_the_far_future_is_left_with_the_next_one() {
    let office = Office::open_for_business();
    let seen = office.verify(&office.trust()).unwrap().trust;
    let lost = office.aside("lost");
    office.document("yl-xin", "新办法", "第一条 新。");
    let future: jiff::Timestamp = "2062-01-01T00:00:00Z".parse().unwrap();
    let wrong = office.release_as(&crate::bundle::Wish { now: future, ..Office::wish("office") }).trust;
    assert_eq!(office.verify(&seen).unwrap().trust.floor, Some(future));
    office.document("yl-geng", "更新的办法", "第一条 更新。");
    let right = office.release();
    assert_eq!((right.release.released_at, right.trust.floor), (super::super::forge::now(), Some(super::super::forge::now())));
    let after = office.verify(&wrong).unwrap();
    assert_eq!((after.trust.floor, after.release.number), (Some(super::super::forge::now()), 3));
    assert!(matches!(verify(&lost, &after.trust), Err(BundleError::Refused(Objection::Rollback { found: 1, .. }))));
}
