//! Any byte, flipped or made up.

use std::fs;

use proptest::prelude::*;
use serde_json::json;

use super::{super::forge::Office, damage};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Any byte of the metadata is bent: refused, or (in blanks and in signatures that are not needed) the very same release.
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

    /// Any bytes lie where metadata, packs and catalogues are expected: an error, never a panic.
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
