//! What a terminal makes of a stick on which somebody replaced one metadata file or catalogue: without a key, or signed by those whose business
//! it is. Without a key nothing but the genuine release is ever taken; with keys everything taken keeps to the rules that no signature bends.

#![no_main]

use std::{
    collections::BTreeSet,
    path::{Component, Path},
    sync::LazyLock,
};

use gongkai::{
    advice::Advise,
    bundle::{ParcelKind, Post, VerifiedBundle, parse_stored_name},
};
use gongkai_fuzz::{Office, assert_harmless, seeds};
use libfuzzer_sys::fuzz_target;

static OFFICE: LazyLock<Office> = LazyLock::new(Office::new);
static GENUINE: LazyLock<String> = LazyLock::new(|| format!("{:?}", OFFICE.genuine.release));

fuzz_target!(init: seeds("stick", OFFICE.seeds()), |input: &[u8]| {
    let Some((which, bytes)) = input.split_first() else { return };
    let (stick, keyless) = OFFICE.bent(*which, bytes);
    match OFFICE.verify(&stick, &OFFICE.trust) {
        // Words of a stick that nobody vouches for stand on a screen.
        Err(error) => assert_harmless(&error.advice().to_string()),
        Ok(taken) if keyless => {
            assert_eq!(format!("{:?}", taken.release), *GENUINE);
            assert_eq!(taken.trust.root, OFFICE.trust.root);
        }
        Ok(taken) => {
            keeps_to_the_rules(&taken);
            let again = OFFICE.verify(&stick, &taken.trust).expect("what was taken is taken again");
            assert!(again.unchanged && again.trust == taken.trust && again.release.digest == taken.release.digest);
        }
    }
});

fn keeps_to_the_rules(taken: &VerifiedBundle) {
    let before = &OFFICE.trust;
    for (old, new) in [(before.timestamp, taken.trust.timestamp), (before.snapshot, taken.trust.snapshot)] {
        let (old, new) = (old.unwrap(), new.unwrap());
        assert!(new.version > old.version || new == old || old == before.timestamp.unwrap() && taken.trust.root != before.root);
    }
    for (role, old) in &before.targets {
        let new = taken.trust.targets[role];
        assert!(new.version > old.version || new == *old);
    }
    for name in taken.release.metadata() {
        let own = name.strip_prefix("meta/").and_then(|name| name.strip_suffix(".json")).unwrap();
        assert!(own.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-.".contains(&byte)), "{name}");
        assert!(!own.contains(".."), "{name}");
    }
    let mut ids = BTreeSet::new();
    for publication in &taken.release.publications {
        let desks: BTreeSet<&str> = publication.signers.iter().map(|person| person.post.as_str()).collect();
        let names: BTreeSet<&str> = publication.signers.iter().map(|person| person.name.as_str()).collect();
        assert!(Post::DESKS.iter().all(|desk| desks.contains(desk.as_str())) && names.len() >= 3, "{:?}", publication.signers);
        for parcel in &publication.parcels {
            let pieces = parcel.pieces();
            assert_eq!(pieces.iter().map(|piece| piece.1).sum::<u64>(), parcel.length);
            for (name, length) in pieces {
                assert_eq!(parse_stored_name(&name), Some((parcel.kind, parcel.digest)));
                // FAT32 ends at 4 GiB.
                assert!(length <= 1 << 30);
            }
        }
        let catalogue = &publication.catalogue;
        let mut paths = BTreeSet::new();
        for file in &catalogue.files {
            assert!(paths.insert(&file.path) && Path::new(&file.path).components().all(|step| matches!(step, Component::Normal(_))));
            assert_harmless(&file.path);
            let (kind, digest, end) = match file.pack {
                Some(place) => (ParcelKind::Pack, place.pack, place.offset + file.length),
                None => (ParcelKind::Blob, file.sha256, file.length),
            };
            assert!(publication.parcels.iter().any(|part| part.kind == kind && part.digest == digest && end <= part.length));
        }
        for record in &catalogue.records {
            assert!(record.file < catalogue.files.len() && ids.insert(&record.id), "{}", record.id);
            assert!(publication.role == "office" || record.id.as_str().starts_with(&format!("{}-", publication.role)));
        }
    }
}
