//! A drafter who edits what three honest people are to sign.

use serde_json::{Value, json};

use super::super::forge::{Holder, Office, now, staff};
use crate::{
    bundle::{
        BundleError, Confirmation, Consent, Edited, Misread, Objection, Post, PublicKey, Wish, Withheld, compare, delegate, examine,
        publish, sign, withdraw,
    },
    files::Digest,
};

/// A draft over a published release, with a new document.
fn drafted() -> Office {
    let office = Office::open_for_business();
    office.document("yl-xin", "新办法", "第一条 新的。");
    office.draft(&Office::wish("office")).unwrap();
    office
}

fn edited(office: &Office) -> Option<Edited> {
    match compare(&office.repository(), "office", now()) {
        Err(BundleError::Withheld(Withheld::Edited { what, .. })) => Some(what),
        _ => None,
    }
}

/// Whether a desk signs this with the yes of every day.
fn signed(office: &Office) -> Result<(), BundleError> {
    let path = office.path().join("draft/office/signed.json");
    let digest = Digest::of(&std::fs::read(path).unwrap());
    let consent = Consent { digest, confirmed: Vec::new(), now: now() };
    sign(&office.repository(), "office", consent, office.secret("office"))
}

/// Somebody's department, slipped in.
fn slip(signed: &mut Value) {
    let own = staff(80);
    let keys: serde_json::Map<String, Value> = ["office", "deputy", "chief"]
        .iter()
        .map(|desk| (own[desk].id().to_string(), serde_json::to_value(&own[desk].public.key).unwrap()))
        .collect();
    let ids: Vec<&String> = keys.keys().collect();
    signed["delegations"] =
        json!({ "keys": keys, "roles": [{ "name": "zf", "keyids": ids, "threshold": 3, "paths": ["zf/*"], "terminating": true }] });
    let people: serde_json::Map<String, Value> = ["office", "deputy", "chief"]
        .iter()
        .map(|desk| (own[desk].id().to_string(), serde_json::to_value(&own[desk].public.person).unwrap()))
        .collect();
    signed["gongkai"]["people"] = people.into();
    signed["gongkai"]["departments"] = json!({ "zf": "云川县人民政府" });
}

#[test]
fn every_field_of_a_draft_that_is_edited_by_hand_is_found_out() {
    let office = drafted();
    assert!(edited(&office).is_none() && compare(&office.repository(), "office", now()).unwrap().needed.is_empty());
    let pack = office.signed("1.targets.json")["targets"].as_object().unwrap().clone();
    let keep = office.draft_bytes("office");
    let review = json!([{ "kind": "三审", "person": "某", "post": "某", "at": "2026-11-20T00:00:00Z", "documents": 99999 }]);
    let withdrawn = json!([{ "id": "yl-zhucan", "title": "老年助餐办法", "reason": "", "since": 2, "files": [] }]);
    let other_catalogue = pack.keys().find(|name| name.ends_with(".catalogue")).unwrap().clone();
    type Edit<'e> = (&'e str, Edited, Box<dyn Fn(&mut Value) + 'e>);
    let gone = || Edited::Withdrawn { id: "yl-zhucan".to_owned() };
    let edits: Vec<Edit<'_>> = vec![
        ("a field", Edited::Fields, Box::new(|signed| signed["more"] = 1.into())),
        ("a field of ours", Edited::Fields, Box::new(|signed| signed["gongkai"]["more"] = 1.into())),
        ("an empty list", Edited::Fields, Box::new(|signed| signed["gongkai"]["withdrawn"] = json!([]))),
        ("specification", Edited::Fields, Box::new(|signed| signed["spec_version"] = "1.0.99".into())),
        ("version", Edited::Version, Box::new(|signed| signed["version"] = 7.into())),
        ("expiry", Edited::Dates, Box::new(|signed| signed["expires"] = "2035-01-01T00:00:00Z".into())),
        ("moment", Edited::Dates, Box::new(|signed| signed["gongkai"]["released_at"] = "2026-11-28T09:00:00Z".into())),
        ("publisher", Edited::Publisher, Box::new(|signed| signed["gongkai"]["publisher"] = "云溪县人民政府".into())),
        ("place", Edited::Header, Box::new(|signed| signed["gongkai"]["place"] = "云溪县".into())),
        ("day", Edited::Header, Box::new(|signed| signed["gongkai"]["data_date"] = "2026-11-21".into())),
        ("reviews", Edited::Belongings, Box::new(|signed| signed["gongkai"]["reviews"] = review.clone())),
        ("kill list", gone(), Box::new(|signed| signed["gongkai"]["withdrawn"] = withdrawn.clone())),
        (
            "a part less",
            Edited::Parts,
            Box::new(|signed| signed["targets"].as_object_mut().unwrap().retain(|name, _| name.ends_with(".catalogue"))),
        ),
        ("a part more", Edited::Parts, Box::new(|signed| signed["targets"][&other_catalogue] = pack[&other_catalogue].clone())),
        (
            "a part that is not searched",
            Edited::Parts,
            Box::new(|signed| {
                let targets = signed["targets"].as_object_mut().unwrap();
                targets.iter_mut().filter(|(name, _)| name.ends_with(".pack")).for_each(|(_, part)| part["custom"]["text"] = false.into());
            }),
        ),
    ];
    for (what, found, edit) in edits {
        office.edit_draft("office", edit);
        assert_eq!(edited(&office), Some(found), "{what}");
        assert!(signed(&office).is_err(), "{what}");
        office.put_draft_bytes("office", &keep);
    }
}

#[test]
fn nobody_signs_for_a_department_that_was_not_announced() {
    let office = drafted();
    office.edit_draft("office", slip);
    let told = compare(&office.repository(), "office", now());
    let Err(BundleError::Withheld(Withheld::Unannounced { departments, .. })) = told else { panic!("{told:?}") };
    let zf = staff(80);
    assert!(
        departments.iter().any(|row| row.contains("云川县人民政府") && row.contains(&zf["chief"].id().fingerprint())),
        "{departments:?}"
    );
    assert!(signed(&office).is_err());
    // A name in front of people without keys, and keys without a name.
    for part in ["departments", "people"] {
        office.draft(&Office::wish("office")).unwrap();
        office.edit_draft("office", |signed| {
            let mut whole = signed.clone();
            slip(&mut whole);
            signed["gongkai"][part] = whole["gongkai"][part].clone();
        });
        assert!(signed(&office).is_err(), "{part}");
    }
}

#[test]
fn a_department_is_signed_for_by_its_name_and_so_is_whoever_changes_in_it() {
    let office = drafted();
    let desks = |seed| ["office", "deputy", "chief"].map(|desk| staff(seed)[desk].public.clone()).to_vec();
    delegate(&office.repository(), "civil", "云川县民政局", &desks(50)).unwrap();
    office.draft(&Office::wish("office")).unwrap();
    let named = [Confirmation::Department("civil".to_owned())];
    assert!(matches!(signed(&office), Err(BundleError::Withheld(Withheld::Unconfirmed { needed })) if needed == named));
    let seen = compare(&office.repository(), "office", now()).unwrap();
    assert_eq!((seen.departments.len(), seen.departments[0].people[1].len()), (1, 3));
    let consent = Consent { digest: seen.digest, confirmed: named.to_vec(), now: now() };
    sign(&office.repository(), "office", consent, office.secret("office")).unwrap();
    for desk in ["deputy", "chief"] {
        office.sign("office", office.secret(desk));
    }
    office.assemble();
    // As it is, it is of every day; with another chief it is not.
    office.draft(&Office::wish("office")).unwrap();
    assert_eq!(compare(&office.repository(), "office", now()).unwrap().needed, []);
    let mut changed: Vec<PublicKey> = desks(50);
    changed[2] = Holder::new(77, "新局长", Post::Chief).public;
    delegate(&office.repository(), "civil", "云川县民政局", &changed).unwrap();
    office.draft(&Office::wish("office")).unwrap();
    assert_eq!(compare(&office.repository(), "office", now()).unwrap().needed, named);
}

#[test]
fn nothing_vanishes_without_being_withdrawn_and_no_kill_list_shrinks() {
    let office = drafted();
    office.edit_draft_catalogue(|catalogue| {
        let records = catalogue["records"].as_array_mut().unwrap();
        records.retain(|record| record["id"] != "yl-jintie");
    });
    let told = compare(&office.repository(), "office", now());
    assert!(matches!(&told, Err(BundleError::Withheld(Withheld::Vanished { records })) if records[0].contains("yl-jintie")), "{told:?}");
    office.draft(&Office::wish("office")).unwrap();
    for desk in ["office", "deputy", "chief"] {
        office.sign("office", office.secret(desk));
    }
    office.assemble();
    office.withdraw("yl-jintie");
    office.draft(&Office::wish("office")).unwrap();
    let keep = office.draft_bytes("office");
    office.edit_draft("office", |signed| drop(signed["gongkai"].as_object_mut().unwrap().remove("withdrawn")));
    assert_eq!(edited(&office), Some(Edited::Withdrawn { id: "yl-jintie".to_owned() }));
    office.put_draft_bytes("office", &keep);
    office.edit_draft("office", |signed| signed["gongkai"]["withdrawn"][0]["reason"] = "另一个原因".into());
    assert_eq!(edited(&office), Some(Edited::Withdrawn { id: "yl-jintie".to_owned() }));
}

#[test]
fn records_that_are_not_what_lies_in_the_parts_are_found_out_by_the_packer_too() {
    let office = drafted();
    office.edit_draft_catalogue(|catalogue| catalogue["records"][0]["title"] = "无关紧要办法".into());
    let seen = examine(&office.repository(), "office", now(), false);
    assert!(matches!(seen, Err(BundleError::Refused(Objection::Altered { .. }))), "{seen:?}");
    // Desks that did not look sign it all the same; nobody publishes it.
    for desk in ["office", "deputy", "chief"] {
        office.sign_unseen("office", office.secret(desk));
    }
    let published = publish(&office.repository(), office.secret("packer"), now(), &[]);
    assert!(matches!(published, Err(BundleError::Refused(Objection::Altered { .. }))), "{published:?}");
    assert_eq!(office.verify(&office.trust()).unwrap().release.number, 1);
}

#[test]
fn a_share_of_the_content_goes_only_by_its_number() {
    let office = Office::new();
    for at in 0..30 {
        office.document(&format!("yl-{at}"), &format!("第{at}号通知"), "第一条 照旧。");
    }
    office.release();
    // One alone was meant.
    office.remove("documents/yl-0.md");
    let wish = |confirmed: &[Confirmation]| Wish { withdraw_missing: true, confirmed: confirmed.to_vec(), ..Office::wish("office") };
    office.draft(&wish(&[])).unwrap();
    assert_eq!(compare(&office.repository(), "office", now()).unwrap().needed, []);
    for at in 1..5 {
        office.remove(&format!("documents/yl-{at}.md"));
    }
    let five = [Confirmation::Withdrawn(5)];
    let held = office.draft(&wish(&[]));
    assert!(matches!(&held, Err(BundleError::Withheld(Withheld::Unconfirmed { needed })) if needed[..] == five), "{held:?}");
    assert!(office.draft(&wish(&[Confirmation::Withdrawn(4)])).is_err());
    office.draft(&wish(&five)).unwrap();
    assert!(matches!(signed(&office), Err(BundleError::Withheld(Withheld::Unconfirmed { needed })) if needed == five));
}

#[test]
fn what_the_list_of_withdrawals_hides_is_shown_again_only_by_its_name() {
    let office = Office::open_for_business();
    withdraw(&office.repository(), &["yl-jintie".parse().unwrap()], "含有个人信息", office.secret("office"), now()).unwrap();
    office.document("yl-xin", "新办法", "第一条 新。");
    office.draft(&Office::wish("office")).unwrap();
    let named = [Confirmation::Shown("yl-jintie".to_owned())];
    assert!(matches!(signed(&office), Err(BundleError::Withheld(Withheld::Unconfirmed { needed })) if needed == named));
    // A draft without it asks for nothing.
    office.remove("documents/yl-jintie.md");
    office.draft(&Wish { withdraw_missing: true, ..Office::wish("office") }).unwrap();
    assert_eq!(compare(&office.repository(), "office", now()).unwrap().needed, []);
}

#[test]
fn what_somebody_withdrew_who_has_left_since_stays_withdrawn() {
    let office = Office::open_for_business();
    let first = withdraw(&office.repository(), &["yl-jintie".parse().unwrap()], "含有个人信息", office.secret("office"), now()).unwrap();
    let mut people = staff(1);
    people.insert("office", Holder::new(97, "接任", Post::Office));
    office.new_root(&people, &["root-a", "root-b"]);
    // A draft that shows it again says so, though nobody of today's root signed the list.
    office.document("yl-xin", "新办法", "第一条 新。");
    office.draft(&Office::wish("office")).unwrap();
    let named = [Confirmation::Shown("yl-jintie".to_owned())];
    assert_eq!(compare(&office.repository(), "office", now()).unwrap().needed, named);
    // The next list has it too, under a number that terminals have not seen.
    let next = withdraw(&office.repository(), &["yl-zhucan".parse().unwrap()], "数字有误", &people["office"].secret, now()).unwrap();
    assert_eq!(next.records.iter().map(|listed| listed.id.as_str()).collect::<Vec<_>>(), ["yl-jintie", "yl-zhucan"]);
    assert!(next.version > first.version);
}

#[test]
fn a_draft_of_a_stranger_is_not_published_with_the_office() {
    let office = drafted();
    for desk in ["office", "deputy", "chief"] {
        office.sign("office", office.secret(desk));
    }
    let draft = office.path().join("draft");
    super::super::forge::copy_folder(&draft.join("office"), &draft.join("zf"));
    let published = publish(&office.repository(), office.secret("packer"), now(), &[]);
    let named = [Confirmation::Draft("zf".to_owned())];
    assert!(matches!(&published, Err(BundleError::Withheld(Withheld::Unconfirmed { needed })) if needed[..] == named), "{published:?}");
    assert!(publish(&office.repository(), office.secret("packer"), now(), &named).is_err());
    assert_eq!(office.verify(&office.trust()).unwrap().release.number, 1);
}

#[test]
fn a_clock_that_lies_at_one_desk_is_found_out_at_the_next() {
    let office = Office::open_for_business();
    let future = "2062-01-01T00:00:00Z".parse().unwrap();
    office.draft(&Wish { now: future, ..Office::wish("office") }).unwrap();
    for held in [
        compare(&office.repository(), "office", now()).map(drop),
        signed(&office),
        publish(&office.repository(), office.secret("packer"), now(), &[]).map(drop),
    ] {
        assert!(matches!(held, Err(BundleError::Withheld(Withheld::FromTheFuture { .. }) | BundleError::Unsigned { .. })), "{held:?}");
    }
    let past = Wish { now: "1970-01-02T00:00:00Z".parse().unwrap(), ..Office::wish("office") };
    assert!(matches!(office.draft(&past), Err(BundleError::Withheld(Withheld::DataFromTheFuture { .. } | Withheld::FromThePast { .. }))));
    office.write("source.toml", "name = \"云川县\"\nplace = \"云川县\"\ndata_date = 2036-11-20\ntopics = [\"养老\"]\n");
    assert!(matches!(office.draft(&Office::wish("office")), Err(BundleError::Withheld(Withheld::DataFromTheFuture { .. }))));
}

#[test]
fn an_old_text_that_was_made_to_fit_is_not_shown_as_the_old_one() {
    let office = Office::open_for_business();
    let pack = office.stored("pack");
    office.document("yl-jintie", "高龄津贴办法", "第一条 年满九十周岁的老年人按月领取高龄津贴。");
    office.draft(&Office::wish("office")).unwrap();
    let seen = examine(&office.repository(), "office", now(), false).unwrap();
    let [text] = &seen.texts[..] else { panic!("{:?}", seen.texts) };
    assert!(!seen.lost && !text.is_new);
    assert!(text.before.as_ref().unwrap().text.plain().contains("八十") && text.now.as_ref().unwrap().text.plain().contains("九十"));
    let bytes = std::fs::read(&pack).unwrap();
    let at = bytes.windows(6).position(|window| window == "八十".as_bytes()).unwrap();
    let mut bent = bytes.clone();
    bent[at..at + 6].copy_from_slice("九十".as_bytes());
    std::fs::write(&pack, bent).unwrap();
    // The pack may serve the new release too; then the draft itself is refused.
    if let Ok(seen) = examine(&office.repository(), "office", now(), false) {
        assert!(seen.lost && seen.texts[0].before.is_none(), "{seen:?}");
    }
}

#[test]
fn nothing_of_a_draft_is_read_or_written_through_a_link() {
    use std::os::unix::fs::symlink;
    let places = [
        "draft/office/signed.json",
        "draft/office/signatures",
        "draft/office",
        "draft",
        "departments.json",
        "draft/office/signatures/a.json",
    ];
    for place in places {
        let office = drafted();
        let (inside, outside) = (office.path().join(place), office.folder.path().join("outside"));
        if inside.exists() {
            std::fs::rename(&inside, &outside).unwrap();
        } else {
            std::fs::write(&outside, b"{}").unwrap();
        }
        symlink(&outside, &inside).unwrap();
        let link = |told: &Result<(), BundleError>| matches!(told, Err(BundleError::OwnFile { why: Misread::NoFile, .. }));
        for told in [
            compare(&office.repository(), "office", now()).map(drop),
            signed(&office),
            publish(&office.repository(), office.secret("packer"), now(), &[]).map(drop),
        ] {
            assert!(link(&told), "{place}: {told:?}");
        }
        // Drafted anew, what is the draft's own is in its place again, and nothing outside has changed.
        let kept = std::fs::read_dir(&outside).map(Iterator::count).ok();
        let drafted = office.draft(&Office::wish("office")).map(drop);
        assert_eq!(link(&drafted), ["draft", "departments.json"].contains(&place), "{place}: {drafted:?}");
        if drafted.is_ok() {
            office.sign("office", office.secret("office"));
        }
        assert_eq!(std::fs::read_dir(&outside).map(Iterator::count).ok(), kept, "{place}");
    }
    // A pipe keeps nobody waiting, and a copy that lost the empty folder of signatures is whole.
    let office = drafted();
    std::fs::remove_dir(office.path().join("draft/office/signatures")).unwrap();
    office.sign("office", office.secret("office"));
    assert_eq!(compare(&office.repository(), "office", now()).unwrap().signed.len(), 1);
    let signature = office.path().join("draft/office/signatures/b.json");
    rustix::fs::mknodat(rustix::fs::CWD, &signature, rustix::fs::FileType::Fifo, rustix::fs::Mode::RWXU, 0).unwrap();
    assert!(matches!(compare(&office.repository(), "office", now()), Err(BundleError::OwnFile { why: Misread::NoFile, .. })));
}
