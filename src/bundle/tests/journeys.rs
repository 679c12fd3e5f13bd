//! Releases as they should be: drafted, signed, published, followed from version to version.

use std::fs;

use super::forge::{Office, now, staff};
use crate::{
    bundle::{
        BundleError, Confirmation, Objection, Post, Review, Wish, Withheld, assemble, check_parcel, compare, create, elsewhere, sign,
        summary,
    },
    source::{Options, Severity, Source},
};

#[test]
fn a_release_says_what_it_holds_and_who_signed_it() {
    let office = Office::open_for_business();
    let verified = office.verify(&office.trust()).unwrap();
    let publication = &verified.release.publications[0];
    assert_eq!((verified.release.number, publication.version, verified.unchanged, verified.root_expired), (1, 1, false, None));
    let posts: Vec<Post> = publication.signers.iter().map(|person| person.post).collect();
    assert!(Post::DESKS.iter().all(|desk| posts.contains(desk)), "{posts:?}");
    let titles: Vec<&str> = publication.catalogue.records.iter().map(|record| record.title.as_str()).collect();
    assert_eq!(titles, ["高龄津贴办法", "老年助餐办法"]);
    let shelf = office.repository().shelf().unwrap();
    for parcel in verified.release.parcels() {
        check_parcel(&shelf, parcel).unwrap();
    }
    let again = office.verify(&verified.trust).unwrap();
    assert!(again.unchanged);
}

#[test]
fn a_new_release_brings_only_new_parts_and_tells_what_changed() {
    let office = Office::open_for_business();
    for at in 0..20 {
        office.document(&format!("yl-tongzhi-{at}"), &format!("关于第{at}号事项的通知"), "第一条 照旧办理。");
    }
    let before = office.release();
    office.document("yl-jintie", "高龄津贴办法", "第一条 年满七十九周岁的老年人按月领取高龄津贴。");
    office.write("attachments/表格.pdf", vec![7; 3 << 20]);
    let drafted = office.draft(&Office::wish("office")).unwrap();
    assert_eq!(drafted.changes.in_words(), "新增 0 · 更新 1 · 废止 0 · 下架 0");
    let after = office.release();
    let old: Vec<_> = before.release.parcels().into_iter().map(|parcel| parcel.digest).collect();
    let new: u64 = after.release.parcels().into_iter().filter(|parcel| !old.contains(&parcel.digest)).map(|parcel| parcel.length).sum();
    assert!(new < (3 << 20) + 20_000, "{new} bytes are new");
    assert!(after.release.parcels().into_iter().any(|parcel| old.contains(&parcel.digest)));
    office.verify(&before.trust).unwrap();
}

#[test]
fn a_repeal_is_told_as_one() {
    let office = Office::open_for_business();
    office.write(
        "documents/yl-jintie-2026.md",
        "+++\ntitle = \"高龄津贴办法（2026）\"\nkind = \"行政规范性文件\"\nissuers = [\"云川县民政局\"]\nissued_on = 2026-05-01\nmark = \"此件公开发布\"\nreplaces = [\"yl-jintie\"]\n+++\n\n第一条 新。\n",
    );
    assert_eq!(office.draft(&Office::wish("office")).unwrap().changes.in_words(), "新增 1 · 更新 0 · 废止 1 · 下架 0");
}

#[test]
fn nothing_vanishes_by_accident_and_what_is_withdrawn_is_in_no_part() {
    let office = Office::open_for_business();
    office.remove("documents/yl-jintie.md");
    assert!(matches!(office.draft(&Office::wish("office")), Err(BundleError::Vanished { records }) if records.len() == 1));
    let wish = Wish { withdraw: vec!["yl-jintie".parse().unwrap()], ..Office::wish("office") };
    let verified = office.release_as(&wish);
    assert_eq!(verified.release.withdrawn().map(|withdrawn| withdrawn.id.as_str()).collect::<Vec<_>>(), ["yl-jintie"]);
    for entry in walkdir::WalkDir::new(office.path().join("v1")) {
        let entry = entry.unwrap();
        if entry.path().extension().is_some_and(|ending| ending == "pack") {
            let bytes = fs::read(entry.path()).unwrap();
            assert!(!String::from_utf8_lossy(&bytes).contains("按月领取高龄津贴"), "{}", entry.path().display());
        }
    }
    // Its id is spent.
    office.document("yl-jintie", "另一办法", "第一条 另。");
    assert!(matches!(office.draft(&Office::wish("office")), Err(BundleError::StillThere { .. })));
}

#[test]
fn nobody_signs_for_titles_that_are_not_what_lies_in_the_packs() {
    let office = Office::new();
    office.draft(&Office::wish("office")).unwrap();
    let seen = summary(&office.repository(), "office").unwrap();
    assert_eq!((seen.records, seen.missing.len()), (2, 3));
    assert!(matches!(sign(&office.repository(), "office", &seen.digest, office.secret("packer")), Err(BundleError::NotEntitled { .. })));
    // A packing computer that writes other titles into the draft is found out at the first desk.
    office.edit_draft_catalogue(|catalogue| catalogue["records"][0]["title"] = "无关紧要办法".into());
    assert!(matches!(summary(&office.repository(), "office"), Err(BundleError::Refused(Objection::Altered { .. }))));
}

#[test]
fn a_draft_without_all_desks_is_not_published() {
    let office = Office::new();
    office.draft(&Office::wish("office")).unwrap();
    office.sign("office", office.secret("office"));
    office.sign("office", office.secret("chief"));
    assert!(matches!(
        assemble(&office.repository(), office.secret("packer"), now()),
        Err(BundleError::Unsigned { missing, .. }) if missing.iter().map(|person| person.post).collect::<Vec<_>>() == [Post::Deputy]
    ));
    assert!(!office.meta("timestamp.json").exists());
    // A new draft voids what was signed before it, which somebody must say.
    let wish = Office::wish("office");
    let held = office.draft(&wish);
    assert!(matches!(held, Err(BundleError::Withheld(Withheld::Unconfirmed { needed })) if needed == [Confirmation::Signatures(2)]));
    assert_eq!(summary(&office.repository(), "office").unwrap().signed.len(), 2);
    office.draft(&Wish { confirmed: vec![Confirmation::Signatures(2)], ..wish }).unwrap();
    assert_eq!(summary(&office.repository(), "office").unwrap().signed, []);
}

#[test]
fn keys_are_replaced_by_a_new_root_and_the_old_ones_no_longer_count() {
    let office = Office::open_for_business();
    let seen = office.verify(&office.trust()).unwrap().trust;
    let mut people = staff(1);
    people.insert("chief", super::forge::Holder::new(99, "新任", Post::Chief));
    office.new_root(&people, &["root-a", "root-b"]);
    office.draft(&Office::wish("office")).unwrap();
    let retired = summary(&office.repository(), "office").unwrap();
    assert!(matches!(sign(&office.repository(), "office", &retired.digest, office.secret("chief")), Err(BundleError::NotEntitled { .. })));
    for key in [office.secret("office"), office.secret("deputy"), &people["chief"].secret] {
        office.sign("office", key);
    }
    // What is published was signed by the old chief: it is read for its content, but no terminal with the new root takes it any more.
    office.assemble();
    let verified = office.verify(&seen).unwrap();
    assert_eq!(verified.release.number, 2);
    assert_eq!(verified.trust.root().unwrap().head.version, 2);
}

#[test]
fn after_keys_were_replaced_the_office_hears_of_an_altered_release_what_a_terminal_hears() {
    let office = Office::open_for_business();
    let mut people = staff(1);
    people.insert("packer", super::forge::Holder::new(98, "新任", Post::Packer));
    office.new_root(&people, &["root-a", "root-b"]);
    office.draft(&Office::wish("office")).unwrap();
    for desk in ["office", "deputy", "chief"] {
        office.sign("office", office.secret(desk));
    }
    assemble(&office.repository(), &people["packer"].secret, now()).unwrap();
    let catalogue = office.stored("catalogue");
    let mut bytes = fs::read(&catalogue).unwrap();
    bytes[10] ^= 1;
    fs::write(&catalogue, bytes).unwrap();
    assert!(matches!(office.verify(&office.trust()), Err(BundleError::Refused(Objection::Altered { .. }))));
    let drafted = office.draft(&Office::wish("office"));
    assert!(matches!(drafted, Err(BundleError::Refused(Objection::Altered { .. }))), "{drafted:?}");
}

#[test]
fn a_department_publishes_its_own_without_the_office() {
    let office = Office::open_for_business();
    let seen = office.verify(&office.trust()).unwrap().trust;
    office.with_department("civil-jiuzhu", "");
    let verified = office.verify(&seen).unwrap();
    let roles: Vec<&str> = verified.release.publications.iter().map(|publication| publication.role.as_str()).collect();
    assert_eq!(roles, ["office", "civil"]);
    assert_eq!(verified.release.publications[1].statement.publisher, "云川县民政局");
}

#[test]
fn a_clock_decides_nothing_but_what_is_said_of_the_root() {
    let office = Office::open_for_business();
    let shelf = office.repository().shelf().unwrap();
    for (clock, expired) in [("1970-01-01T00:00:00Z", false), ("2030-01-01T00:00:00Z", false), ("2099-01-01T00:00:00Z", true)] {
        let verified = crate::bundle::UnverifiedBundle::new(&shelf).verify(&office.trust(), clock.parse().unwrap()).unwrap();
        assert_eq!((verified.root_expired.is_some(), verified.trust.floor), (expired, Some(verified.release.released_at)), "{clock}");
    }
}

#[test]
fn the_digits_on_the_desk_are_those_on_the_stick() {
    let office = Office::new();
    office.draft(&Office::wish("office")).unwrap();
    let before_anybody_signed = summary(&office.repository(), "office").unwrap().digest;
    for desk in ["office", "deputy", "chief"] {
        office.sign("office", office.secret(desk));
    }
    assert_eq!(office.assemble().release.check_digits(), before_anybody_signed.short());
    let verified = {
        office.with_department("civil-jiuzhu", "");
        office.verify(&office.trust()).unwrap()
    };
    let [ours, civil] = &verified.release.publications[..] else { panic!("{verified:?}") };
    assert_eq!(verified.release.check_digits(), format!("{}、云川县民政局 {}", ours.signed.short(), civil.signed.short()));
}

#[test]
fn whoever_names_what_is_not_there_any_more_hears_what_became_of_it_once() {
    let office = Office::open_for_business();
    let people = office.with_department("civil-jiuzhu", "");
    let told = |role: &str, wish: &Wish| {
        let folder = if role == "office" { office.source() } else { office.folder.path().join("civil") };
        let source = Source::open(&[folder], Options::default()).unwrap().knowing(elsewhere(&office.repository(), wish).unwrap());
        match create(&office.repository(), &source, wish) {
            Err(BundleError::Faulty(faults)) => {
                faults.iter().filter(|fault| fault.severity == Severity::Error).map(ToString::to_string).collect()
            }
            Err(error) => vec![format!("{error:?}")],
            Ok(_) => Vec::new(),
        }
    };
    for at in 0..6 {
        let text = super::forge::document(&format!("第{at}号通知"), "第一条 照旧。", "based_on = [\"yl-jintie\"]");
        office.write(&format!("documents/yl-{at}.md"), text);
    }
    office.remove("documents/yl-jintie.md");
    let withdraw = Wish { withdraw: vec!["yl-jintie".parse().unwrap()], ..Office::wish("office") };
    let faults = told("office", &withdraw);
    assert!(
        matches!(&faults[..], [one] if one.contains("yl-jintie 已经下架，或者这次要下架，共 6 处") && one.contains("yl-5.md") && one.contains("删去")),
        "{faults:?}"
    );
    let faults = told("office", &Office::wish("office"));
    assert!(matches!(&faults[..], [one] if one.contains("上一版里有") && one.contains("放回来")), "{faults:?}");
    // A department cannot add a record of the office's, whatever it is told to.
    office.write_civil("documents/civil-er.md", &super::forge::document("二号办法", "第一条 二。", "based_on = [\"yl-zhucan\"]"));
    let faults = told("civil", &Office::wish("civil"));
    assert!(matches!(&faults[..], [one] if one.contains("yl-zhucan 是办公室发布的") && one.contains("写它的名称")), "{faults:?}");
    drop(people);
}

#[test]
fn who_reviewed_a_release_is_signed_with_it_and_reminders_nobody_answered_are_taken_on_by_their_number() {
    let office = Office::new();
    office.document("yl-zhucan", "老年助餐办法", "第一条 年满七十周岁的老年人可以申领助餐卡。");
    let review = |kind: &str, person: &str| Review {
        kind: kind.to_owned(),
        person: person.to_owned(),
        post: "科员".to_owned(),
        at: now(),
        documents: 1,
        signed: person == "赵某",
    };
    let reviews = vec![review("一审", "王某"), review("三审", "赵某")];
    let wish = Wish { reviews: reviews.clone(), reminders: 2, ..Office::wish("office") };
    let refused = office.draft(&wish);
    assert!(matches!(&refused, Err(BundleError::Withheld(Withheld::Unconfirmed { needed })) if needed == &[Confirmation::Reminders(2)]));
    office.draft(&Wish { confirmed: vec![Confirmation::Reminders(2)], ..wish.clone() }).unwrap();
    let statement = compare(&office.repository(), "office", now()).unwrap().statement;
    assert_eq!((statement.reviews, statement.reminders), (reviews, 2));
    // What no review is called is none.
    let named = vec![review("四审", "王某")];
    office.draft(&Wish { reviews: named, reminders: 0, ..wish }).unwrap();
    assert!(compare(&office.repository(), "office", now()).is_err());
}

#[test]
fn bytes_that_are_a_text_and_an_attachment_travel_with_the_texts() {
    let office = Office::open_for_business();
    let text = super::forge::document("城乡低保办法", "第一条 按月发放。", "");
    office.write("attachments/低保.doc", &text);
    let travels_as_text = |release: &crate::bundle::VerifiedBundle| {
        let publication = &release.release.publications[0];
        let file = publication.catalogue.files.iter().find(|file| file.path == "attachments/低保.doc").unwrap();
        publication.parcels.iter().find(|parcel| parcel.digest == file.parcel()).unwrap().text
    };
    assert!(!travels_as_text(&office.release()));
    // The part that lies there is used again, and for more.
    office.write("documents/db.md", &text);
    assert!(travels_as_text(&office.release()));
    // Both at once, the attachment first.
    let office = Office::new();
    office.write("attachments/低保.doc", &text);
    office.write("documents/db.md", &text);
    assert!(travels_as_text(&office.release()));
}
