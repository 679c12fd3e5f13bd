//! Departments that publish what is not theirs, or are none.

use serde_json::json;

use super::{
    super::forge::{self, Office, now},
    Bend,
};
use crate::{
    bundle::{BundleError, Confirmation, Consent, Foreign, Objection, PublicKey, Unfit, compare, create, delegate, sign, undelegate},
    source::{Options, Source},
};

/// Asserts that the office's part is good and the department is left out, with this name.
macro_rules! left_out {
    ($office:expr, $trust:expr, $why:pat) => {
        let verified = $office.verify(&$trust).unwrap();
        let roles: Vec<&str> = verified.release.publications.iter().map(|publication| publication.role.as_str()).collect();
        assert_eq!(roles, ["office"]);
        assert!(!verified.trust.targets.contains_key("civil"));
        assert_eq!(verified.release.left_out.len(), 1);
        assert!(matches!(verified.release.left_out[0].why, $why), "line {}: {:?}", line!(), verified.release.left_out);
    };
}

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
    left_out!(office, trust, Objection::Prefix { .. });
    again();
    for id in ["yl-jintie", "civilx-1", "civil", "other-jiuzhu"] {
        let mut catalogue = office.catalogue("1.civil.json");
        catalogue["records"][0]["id"] = id.into();
        office.put_catalogue("1.civil.json", "civil", &catalogue, &desks);
        office.chain();
        left_out!(office, trust, Objection::Prefix { .. });
        again();
    }
    office.bend("1.civil.json", &desks, |signed| signed["delegations"] = json!({ "keys": {}, "roles": [] }));
    office.chain();
    left_out!(office, trust, Objection::Prefix { .. });
    again();
    let signed = office.signed("1.civil.json");
    office.put("1.civil.json", &signed, &desks[..2]);
    office.chain();
    left_out!(office, trust, Objection::Threshold { valid: 2, needed: 3, .. });
    office.put("1.civil.json", &signed, &office.desks());
    office.chain();
    left_out!(office, trust, Objection::Threshold { valid: 0, .. });
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
fn a_department_that_says_it_is_somebody_else_or_of_another_time() {
    let office = Office::open_for_business();
    let people = office.with_department("civil-jiuzhu", "");
    let desks = ["office", "deputy", "chief"].map(|desk| &people[desk].secret);
    let good = office.aside("good");
    let trust = office.trust();
    let again = || forge::copy_folder(&good, &office.path());
    for name in ["云川县人民政府", "云川县", "云 川 县 人民政府\u{200b}办公室", "县人民政府", ""] {
        office.bend("1.civil.json", &desks, |signed| signed["gongkai"]["publisher"] = name.into());
        office.chain();
        left_out!(office, trust, Objection::Prefix { found: Foreign::InNameOf(_), .. });
        again();
    }
    for (field, value) in [("released_at", "9999-12-30T00:00:00Z"), ("released_at", "2062-01-01T00:00:00Z"), ("data_date", "9999-12-31")] {
        office.bend("1.civil.json", &desks, |signed| signed["gongkai"][field] = value.into());
        office.chain();
        left_out!(office, trust, Objection::Prefix { found: Foreign::Future(_), .. });
        again();
    }
    // A year ahead of the office is honest, moves no clock, and the name is what the office says.
    office.bend("1.civil.json", &desks, |signed| {
        signed["gongkai"]["released_at"] = "2027-06-01T00:00:00Z".into();
        signed["gongkai"]["publisher"] = "民政".into();
    });
    office.chain();
    let verified = office.verify(&trust).unwrap();
    let office_made = verified.release.publications[0].statement.released_at;
    assert_eq!((verified.release.released_at, verified.trust.floor), (office_made, Some(office_made)));
    assert!(office_made < "2026-11-29T00:00:00Z".parse().unwrap());
    assert_eq!(verified.release.publications[1].statement.publisher, "云川县民政局");
}

#[test]
fn a_department_that_the_office_itself_called_a_government_is_left_out() {
    let office = Office::open_for_business();
    let people = forge::staff(50);
    let desks: Vec<PublicKey> = ["office", "deputy", "chief"].map(|desk| people[desk].public.clone()).to_vec();
    let trust = office.trust();
    office.with_department("civil-jiuzhu", "");
    delegate(&office.repository(), "civil", "云川县 人民政府", &desks).unwrap();
    office.release();
    left_out!(office, trust, Objection::Prefix { found: Foreign::InNameOf(_), .. });
}

#[test]
fn new_keys_of_a_department_do_not_stop_the_office_and_one_that_is_named_no_more_is_forgotten() {
    let office = Office::open_for_business();
    office.with_department("civil-jiuzhu", "");
    let seen = office.verify(&office.trust()).unwrap().trust;
    let others = forge::staff(150);
    let desks: Vec<PublicKey> = ["office", "deputy", "chief"].map(|desk| others[desk].public.clone()).to_vec();
    delegate(&office.repository(), "civil", "云川县民政局", &desks).unwrap();
    office.document("yl-xin", "新办法", "第一条 新。");
    office.release();
    let verified = office.verify(&seen).unwrap();
    assert!(matches!(verified.release.left_out[0].why, Objection::Threshold { valid: 0, .. }), "{:?}", verified.release.left_out);
    assert_eq!((verified.release.number, verified.trust.targets["civil"]), (4, seen.targets["civil"]));
    // Its new people go on where it stood.
    let renewed = office.release_civil(&others).unwrap();
    assert_eq!((renewed.release.publications[1].version, renewed.release.left_out.len()), (2, 0));
    office.verify(&verified.trust).unwrap();
    office.bend("3.targets.json", &office.desks(), |signed| drop(signed.as_object_mut().unwrap().remove("delegations")));
    office.chain_with(|snapshot, _| drop(snapshot["meta"].as_object_mut().unwrap().remove("civil.json")));
    assert!(!office.verify(&seen).unwrap().trust.targets.contains_key("civil"));
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

#[test]
fn a_department_that_is_dropped_goes_with_all_that_it_published_and_may_come_back() {
    let office = Office::open_for_business();
    let people = office.with_department("civil-jiuzhu", "");
    let seen = office.verify(&office.trust()).unwrap().trust;
    let unknown = undelegate(&office.repository(), "water");
    assert!(matches!(unknown, Err(BundleError::NoDepartment { known, .. }) if known == ["civil（云川县民政局）"]));
    // A draft of it that waits would stand in the way of everybody.
    office.write_civil("documents/civil-er.md", &forge::document("二号办法", "第一条 二。", ""));
    let source = Source::open(&[office.folder.path().join("civil")], Options::default()).unwrap();
    create(&office.repository(), &source, &Office::wish("civil")).unwrap();
    office.sign("civil", &people["office"].secret);
    let dropped = undelegate(&office.repository(), "civil").unwrap();
    assert_eq!((dropped.title.as_str(), dropped.void.map(|void| void.len())), ("云川县民政局", Some(1)));
    let drafted = create(&office.repository(), &source, &Office::wish("civil"));
    assert!(matches!(drafted, Err(BundleError::Refused(Objection::UnfitDepartment { why: Unfit::Unknown, .. }))), "{drafted:?}");
    // Every desk sees what goes, and says so by name; adding one covers nothing.
    office.draft(&Office::wish("office")).unwrap();
    let told = compare(&office.repository(), "office", now()).unwrap();
    assert_eq!(told.needed, [Confirmation::Dropped("civil".to_owned())]);
    assert_eq!(told.departments[0].gone.iter().map(|gone| gone.id.as_str()).collect::<Vec<_>>(), ["civil-jiuzhu"]);
    let consent = |confirmed| Consent { digest: told.digest, confirmed, now: now() };
    for said in [Vec::new(), vec![Confirmation::Department("civil".to_owned())]] {
        let held = sign(&office.repository(), "office", consent(said), office.secret("office"));
        assert!(matches!(held, Err(BundleError::Withheld(_))), "{held:?}");
    }
    for desk in ["office", "deputy", "chief"] {
        office.sign("office", office.secret(desk));
    }
    let released = office.assemble();
    assert_eq!(released.release.publications.len(), 1);
    let verified = office.verify(&seen).unwrap();
    assert_eq!((verified.release.publications.len(), verified.release.left_out.len()), (1, 0));
    for entry in walkdir::WalkDir::new(office.path().join("v1/packs")) {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap_or_default();
        assert!(!String::from_utf8_lossy(&bytes).contains("遇到急难的家庭"));
    }
    // Terminals that missed it all have seen its first version: the next one follows.
    let desks: Vec<PublicKey> = ["office", "deputy", "chief"].map(|desk| people[desk].public.clone()).to_vec();
    delegate(&office.repository(), "civil", "云川县民政局", &desks).unwrap();
    office.release();
    let renewed = office.release_civil(&people).unwrap();
    assert_eq!((renewed.release.publications[1].version, office.verify(&seen).unwrap().release.left_out.len()), (2, 0));
}

#[test]
fn nobody_has_a_name_that_hides_the_rest() {
    let office = Office::open_for_business();
    let people = office.with_department("civil-jiuzhu", "");
    let desks = ["office", "deputy", "chief"].map(|desk| &people[desk].secret);
    office.bend("1.civil.json", &desks, |signed| signed["gongkai"]["publisher"] = "民".repeat(100_000).into());
    office.chain();
    left_out!(office, office.trust(), Objection::LongName { most: 60, .. });
    let long = "云".repeat(61);
    let public = |name: &str| {
        let holder = forge::Holder::new(90, name, crate::bundle::Post::Chief);
        [people["office"].public.clone(), people["deputy"].public.clone(), holder.public]
    };
    for (title, person) in [(long.as_str(), "某"), ("云川县民政局", long.as_str())] {
        let told = delegate(&office.repository(), "civil", title, &public(person));
        assert!(matches!(told, Err(BundleError::Refused(Objection::UnfitDepartment { why: Unfit::LongName { .. }, .. }))), "{told:?}");
    }
    let keys: Vec<PublicKey> = office.staff.values().map(|holder| holder.public.clone()).collect();
    let told = crate::bundle::draft_root(&office.repository(), &long, &keys, 10, now());
    assert!(matches!(told, Err(BundleError::Refused(Objection::UnfitRoot { why: Unfit::LongName { .. }, .. }))), "{told:?}");
}

#[test]
fn a_department_speaks_in_its_own_name_alone_whatever_it_writes() {
    let office = Office::open_for_business();
    office.with_department("civil-jiuzhu", "");
    let drafted = |path: &str, text: &str| {
        office.write_civil(path, text);
        let source = Source::open(&[office.folder.path().join("civil")], Options::default()).unwrap();
        let drafted = create(&office.repository(), &source, &Office::wish("civil")).map(drop);
        std::fs::remove_file(office.folder.path().join("civil").join(path)).unwrap();
        drafted
    };
    let refused = |told: &Result<(), BundleError>| matches!(told, Err(BundleError::Refused(Objection::Prefix { found: Foreign::InNameOf(name), .. })) if name.chars().count() <= 60);
    let paper = |issuer: &str, title: &str, header: &str| {
        forge::document(title, "第一条 伪造。", header).replace("[\"云川县民政局\"]", &format!("[\"{issuer}\"]"))
    };
    for (issuer, title) in [
        ("国务院", "关于救助的决定"),
        ("临州市人民政府", "关于救助的决定"),
        ("省民政厅", "关于救助的决定"),
        ("云溪县民政局", "关于救助的决定"),
        ("云川县民政局\", \"中共云川县委办公室", "关于救助的决定"),
        ("云川县民政局（代云川县人民政府）", "关于救助的决定"),
        ("云川县民政局", "2026年中共云川县委关于救助的意见"),
        ("云川县民政局", "云川县民政局、云川县纪委监委关于救助的意见"),
        ("云川县民政局", "国务院办公厅关于救助的意见"),
        ("云川县民政局", "云溪县人民政府救助工作意见"),
        ("云川县民政局", "云溪县人民政府救助工作方案"),
        ("云川县民政局", "省委、省政府关于救助的决定"),
    ] {
        let told = drafted("documents/civil-3.md", &paper(issuer, title, ""));
        assert!(refused(&told), "{issuer} {title}: {told:?}");
    }
    for number in ["云政发〔2026〕8号", "云政办发〔2026〕8号", "国发〔2026〕8号", "云委办发〔2026〕8号", "国务院令第8号"]
    {
        let told = drafted("documents/civil-3.md", &paper("云川县民政局", "救助办法", &format!("number = \"{number}\"")));
        assert!(refused(&told), "{number}: {told:?}");
    }
    let guide = |title: &str, body: &str| {
        format!("+++\ntitle = \"{title}\"\nbody = \"{body}\"\ntopics = [\"养老\"]\n+++\n\n## 怎么办\n\n到窗口办。\n")
    };
    for (title, body) in [("云川县人民政府关于救助的办法", "云川县民政局"), ("救助申请", "云溪县民政局"), ("救助申请", "云川县人民法院")]
    {
        let told = drafted("guides/civil-3.md", &guide(title, body));
        assert!(refused(&told), "{title} {body}: {told:?}");
    }
    // And what is its own goes on.
    for number in ["云民政发〔2026〕8号", "云财政发〔2026〕8号", "云民发〔2026〕8号"] {
        let told = drafted("documents/civil-3.md", &paper("云川县民政局", "城市居民救助办法", &format!("number = \"{number}\"")));
        assert!(told.is_ok(), "{number}: {told:?}");
    }
    for (title, body) in [("救助申请", "城关镇人民政府"), ("云川县殡仪馆预约", "云川县民政局婚姻登记处"), ("国家助学贷款", "云川县教育局")]
    {
        let told = drafted("guides/civil-3.md", &guide(title, body));
        assert!(told.is_ok(), "{title} {body}: {told:?}");
    }
}

#[test]
fn whoever_names_a_department_hears_at_once_that_it_would_be_taken_for_another() {
    let office = Office::open_for_business();
    office.with_department("civil-jiuzhu", "");
    let others = forge::staff(150);
    let desks: Vec<PublicKey> = ["office", "deputy", "chief"].map(|desk| others[desk].public.clone()).to_vec();
    let named = |name: &str, title: &str| match delegate(&office.repository(), name, title, &desks) {
        Err(BundleError::Refused(Objection::UnfitDepartment { why, .. })) => Some(why),
        named => named.map(|()| None).unwrap(),
    };
    let civil = || "civil".to_owned();
    for name in ["civil-a", "civil-"] {
        assert_eq!(named(name, "救助站"), Some(Unfit::Overlap { other: civil() }), "{name}");
    }
    for title in ["云川县民政局", "云川县 民政局", "雲川縣民政局", "云川县民政\u{200b}局"] {
        assert_eq!(named("water", title), Some(Unfit::SameTitle { other: civil() }), "{title}");
    }
    assert_eq!(named("civilian", "救助站"), None);
    // By whoever writes the list by hand, and signs what came of it: the first desk.
    let list = office.path().join("departments.json");
    std::fs::write(&list, std::fs::read_to_string(&list).unwrap().replace("救助站", "云川县民政局")).unwrap();
    office.draft(&Office::wish("office")).unwrap();
    let held = compare(&office.repository(), "office", now());
    assert!(matches!(held, Err(BundleError::Refused(Objection::UnfitDepartment { why: Unfit::SameTitle { .. }, .. }))), "{held:?}");
}
