//! Lists that were signed and are not what lies in the parts, and departments that reach beyond their space.

use serde_json::{Value, json};

use super::*;
use crate::{
    bundle::{
        Foreign, SecretKey,
        tests::forge::{copy_folder, document},
    },
    policy::RecordId,
};

const CIVIL: (&str, &str) = ("2.civil.json", "civil");

/// A terminal with an office and a department; both have made a release since then, which lies in the repository.
struct Hall {
    office: Office,
    terminal: Terminal,
    people: std::collections::BTreeMap<&'static str, crate::bundle::tests::forge::Holder>,
    good: PathBuf,
}

impl Hall {
    fn new() -> Self {
        let office = Office::open_for_business();
        let terminal = Terminal::of(&office);
        let people = office.with_department("civil-jiuzhu", "");
        terminal.sync(&office.path()).unwrap();
        office.document("yl-xin", "新办法", "第一条 新。");
        office.release();
        office.write_civil("documents/civil-xin.md", &document("新救助办法", "第一条 新的救助。", ""));
        office.release_civil(&people).unwrap();
        let good = office.aside("good");
        Self { office, terminal, people, good }
    }

    fn desks(&self) -> [&SecretKey; 3] {
        ["office", "deputy", "chief"].map(|desk| &self.people[desk].secret)
    }

    /// Adds a file to the department's release that its list does not name.
    fn slip_in(&self, path: &str, text: &str) {
        self.office.put_file(CIVIL, path, text, &[], &self.desks());
        self.office.chain();
    }

    fn bend(&self, bend: impl FnOnce(&mut Value)) {
        self.office.bend("2.civil.json", &self.desks(), bend);
        self.office.chain();
    }

    /// The office's new content is in, the department's old content stays, and it is said why its new one is not; then the good stick mends it.
    fn leaves_the_department_out(self, is_why: impl Fn(&Happening) -> bool) {
        let receipt = self.terminal.sync(&self.office.path()).unwrap();
        let left = &receipt.left_out;
        assert!(left.len() == 1 && left[0].title == "云川县民政局" && left[0].stays && is_why(&left[0].why), "{left:?}");
        assert_eq!(self.terminal.titles(), ["临时救助办法", "新办法", "老年助餐办法", "高龄津贴办法"]);
        let events = history(&self.terminal.dir()).unwrap();
        assert_eq!((events[0].kind, events[1].kind), (EventKind::Refused, EventKind::Imported));
        assert_eq!(events[0].code.as_ref(), Some(&left[0].code));
        // The same stick is not all there, and brings no more the next time.
        assert!(!inspect(&self.terminal.dir(), &FolderShelf::open(&self.office.path()).unwrap(), &hands()).unwrap().unchanged);
        assert_eq!(self.terminal.sync(&self.office.path()).unwrap().left_out.len(), 1);
        assert_eq!(self.terminal.titles().len(), 4);
        // What was mended, and released again, is taken whole.
        fs::remove_dir_all(self.office.path()).unwrap();
        copy_folder(&self.good, &self.office.path());
        self.office.chain();
        self.office.chain();
        let mended = self.terminal.sync(&self.office.path()).unwrap();
        assert_eq!((mended.left_out.len(), self.terminal.titles().len()), (0, 5));
        assert!(inspect(&self.terminal.dir(), &FolderShelf::open(&self.office.path()).unwrap(), &hands()).unwrap().unchanged);
    }
}

fn is_foreign(happening: &Happening, is: impl Fn(&Foreign) -> bool) -> bool {
    matches!(happening, Happening::Objection(Objection::Prefix { role, found }) if role == "civil" && is(found))
}

#[test]
fn a_file_with_a_foreign_id_that_no_list_names() {
    let hall = Hall::new();
    hall.slip_in("documents/zheng-1.md", &document("废止高龄津贴的决定", "第一条 伪造。", "repeals = [\"yl-jintie\"]\n"));
    hall.leaves_the_department_out(|why| is_foreign(why, |found| matches!(found, Foreign::Named(id) if id == "zheng-1")));
}

#[test]
fn a_file_with_an_id_of_its_own_that_no_list_names() {
    let hall = Hall::new();
    hall.slip_in("documents/civil-3.md", &document("没有列出来的办法", "第一条 没有列。", ""));
    hall.leaves_the_department_out(|why| matches!(why, Happening::Objection(Objection::Unlisted { id, .. }) if id == "civil-3"));
}

#[test]
fn records_that_are_listed_otherwise_than_they_are() {
    let bends: [fn(&mut Value); 6] = [
        |record| record["title"] = "别的办法".into(),
        |record| record["content"] = "ab".repeat(32).into(),
        |record| record["kind"] = "notice".into(),
        |record| record["number"] = "云民〔2026〕1号".into(),
        |record| record["ended"] = true.into(),
        |record| record["file"] = 0.into(),
    ];
    for bend in bends {
        let hall = Hall::new();
        let mut catalogue = hall.office.catalogue("2.civil.json");
        let new = catalogue["records"].as_array().unwrap().iter().position(|record| record["id"] == "civil-xin").unwrap();
        bend(&mut catalogue["records"][new]);
        hall.office.put_catalogue("2.civil.json", "civil", &catalogue, &hall.desks());
        hall.office.chain();
        hall.leaves_the_department_out(|why| matches!(why, Happening::Objection(Objection::Unlisted { id, .. }) if id == "civil-xin"));
    }
    let hall = Hall::new();
    let mut catalogue = hall.office.catalogue("2.civil.json");
    catalogue["records"].as_array_mut().unwrap().push(json!({
        "id": "civil-4", "title": "没有的办法", "kind": "document", "file": 0, "content": "ab".repeat(32), "ended": false,
    }));
    hall.office.put_catalogue("2.civil.json", "civil", &catalogue, &hall.desks());
    hall.office.chain();
    hall.leaves_the_department_out(|why| matches!(why, Happening::Objection(Objection::Unlisted { id, .. }) if id == "civil-4"));
}

#[test]
fn whoever_speaks_in_somebody_elses_name() {
    let documents = [
        ("云川县人民政府", "关于救助的决定"),
        ("云川县 人民政府办公室", "关于救助的决定"),
        ("临州市云川县人民政府", "关于救助的决定"),
        ("云川人民政府（章）", "关于救助的决定"),
        ("云川县人民政府办公室（政务公开办）", "关于救助的决定"),
        ("我县政府", "关于救助的决定"),
        ("本县人民政府", "关于救助的决定"),
        ("云川县民政局", "云川县人民政府关于救助的决定"),
        ("云川县民政局", "临州市云川县人民政府关于救助的决定"),
        ("云川县民政局", "云川县人民政府、云川县民政局关于救助的决定"),
        ("云川县民政局", "云川县人民政府办公室印发关于救助的意见"),
        ("云川县民政局", "云川县人民政府公告"),
        ("中共云川县委员会", "关于救助的决定"),
    ];
    for (issuer, title) in documents {
        let hall = Hall::new();
        let text = document(title, "第一条 伪造。", "").replace("[\"云川县民政局\"]", &format!("[\"{issuer}\"]"));
        hall.slip_in("documents/civil-3.md", &text);
        hall.leaves_the_department_out(|why| is_foreign(why, |found| matches!(found, Foreign::InNameOf(_))));
    }
    let guide =
        "+++\ntitle = \"中共云川县委关于救助的办法\"\nbody = \"云川县民政局\"\ntopics = [\"养老\"]\n+++\n\n## 怎么办\n\n到窗口办。\n";
    let hall = Hall::new();
    hall.slip_in("guides/civil-3.md", guide);
    hall.leaves_the_department_out(|why| is_foreign(why, |found| matches!(found, Foreign::InNameOf(_))));
    let hall = Hall::new();
    hall.slip_in("directory.csv", "编号,名称,简称,机关代字,职责,地址,窗口,电话,监督电话,办公时间,网址\ncivil-zf,云川县人民政府,县政府,云政发,全县工作,城关镇,一楼,0000-5600999,0000-5600999,工作日,https://www.yunchuan.example/\n");
    hall.leaves_the_department_out(|why| is_foreign(why, |found| matches!(found, Foreign::InNameOf(_))));
    let hall = Hall::new();
    let urgent = "+++\ntitle = \"紧急停水\"\nbody = \"云川县民政局\"\npublished_on = 2026-11-20\nexpires_on = 2026-12-20\nurgent = true\n+++\n\n停水。\n";
    hall.slip_in("notices/civil-jinji.md", urgent);
    hall.leaves_the_department_out(|why| is_foreign(why, |found| matches!(found, Foreign::Urgent(_))));
}

#[test]
fn bodies_that_bear_the_governments_name_and_papers_passed_on_are_the_departments_own() {
    let papers = [
        ("云川县人民政府国有资产监督管理局", "国有企业管理办法"),
        ("云川县政府采购中心", "关于采购目录的通知"),
        ("云川县人民政府防汛抗旱指挥部", "防汛值班办法"),
        ("云川县民政局", "云川县人民政府国有资产监督管理局关于企业改制的办法"),
        ("云川县民政局", "转发云川县人民政府关于救助工作意见的通知"),
        ("云川县民政局\", \"云川县财政局", "云川县民政局 云川县财政局关于救助资金的通知"),
        ("云川县民政局婚姻登记处", "城市居民最低生活保障办法"),
        ("云川县民政局", "国家助学贷款和市县两级救助办法"),
    ];
    let hall = Hall::new();
    for (number, (issuer, title)) in papers.iter().enumerate() {
        let text = document(title, "第一条 照办。", "").replace("[\"云川县民政局\"]", &format!("[\"{issuer}\"]"));
        hall.office.write_civil(&format!("documents/civil-{number}.md"), &text);
    }
    hall.office.release_civil(&hall.people).unwrap();
    let receipt = hall.terminal.sync(&hall.office.path()).unwrap();
    assert_eq!((receipt.left_out.len(), hall.terminal.titles().len()), (0, 5 + papers.len()));
}

#[test]
fn a_source_that_cannot_be_read_stops_nobody_else() {
    let hall = Hall::new();
    hall.slip_in("documents/civil-3.md", "+++\ntitle = \n+++\n");
    hall.leaves_the_department_out(|why| matches!(why, Happening::Faulty { .. }));
}

#[test]
fn parts_that_are_not_there_or_are_pointed_at_wrongly() {
    let hall = Hall::new();
    hall.slip_in("documents/civil-3.md", &document("没有的办法", "第一条 没有。", ""));
    let packs = hall.office.signed("2.civil.json")["targets"].as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let last =
        hall.office.catalogue("2.civil.json")["files"].as_array().unwrap().last().unwrap()["pack"]["pack"].as_str().unwrap().to_owned();
    assert!(packs.iter().any(|name| name.contains(&last)));
    let pack = crate::bundle::stored_name(crate::bundle::ParcelKind::Pack, &last.parse().unwrap());
    fs::remove_file(hall.office.path().join("v1").join(pack)).unwrap();
    hall.leaves_the_department_out(|why| matches!(why, Happening::Objection(Objection::Missing { .. })));
    // A stretch of the office's own pack.
    let hall = Hall::new();
    let office = hall.office.catalogue("3.targets.json");
    let file = office["files"].as_array().unwrap().iter().find(|file| file["pack"].is_object()).unwrap().clone();
    let pack = file["pack"]["pack"].as_str().unwrap().to_owned();
    let target = hall.office.signed("3.targets.json")["targets"][format!("office/{pack}.pack")].clone();
    let mut catalogue = hall.office.catalogue("2.civil.json");
    let mut stolen = file;
    stolen["path"] = "documents/civil-stolen.md".into();
    stolen["pack"]["offset"] = 9.into();
    catalogue["files"].as_array_mut().unwrap().push(stolen);
    hall.office.bend("2.civil.json", &hall.desks(), |signed| signed["targets"][format!("civil/{pack}.pack")] = target);
    hall.office.put_catalogue("2.civil.json", "civil", &catalogue, &hall.desks());
    hall.office.chain();
    hall.leaves_the_department_out(|why| matches!(why, Happening::Objection(Objection::Altered { .. })));
}

#[test]
fn a_kill_list_reaches_no_further_than_the_departments_own_parts() {
    let hall = Hall::new();
    let offices = hall.office.catalogue("3.targets.json");
    let files: Vec<Value> = offices["files"].as_array().unwrap().iter().map(|file| file["sha256"].clone()).collect();
    hall.bend(|signed| {
        let withdrawn = json!([{ "id": "civil-alt", "title": "旧", "reason": "", "since": 1, "files": files }]);
        signed["gongkai"]["withdrawn"] = withdrawn;
    });
    let receipt = hall.terminal.sync(&hall.office.path()).unwrap();
    assert_eq!((receipt.left_out.len(), hall.terminal.titles().len()), (0, 5));
    let hall = Hall::new();
    hall.bend(|signed| signed["gongkai"]["withdrawn"] = json!([{ "id": "yl-jintie", "title": "", "reason": "", "since": 1, "files": [] }]));
    hall.leaves_the_department_out(|why| is_foreign(why, |found| matches!(found, Foreign::Named(id) if id == "yl-jintie")));
}

#[test]
fn what_a_department_calls_its_papers_bends_no_word_of_the_offices() {
    let office = Office::open_for_business();
    let terminal = Terminal::of(&office);
    office.write(
        "documents/yl-gai.md",
        document("新津贴办法", "第一条 改。", "replaces = [\"《高龄津贴办法》\"]\nbased_on = [\"《救助办法》\"]\n"),
    );
    let people = office.with_department("civil-jiuzhu", "repeals = [\"老年助餐办法\"]\nbased_on = [\"《救助办法》\"]\n");
    let office_pdf = vec![1_u8; 10];
    office.write("attachments/表.pdf", &office_pdf);
    office.release();
    for (id, title) in [("civil-jintie", "高龄津贴办法"), ("civil-jiu", "救助办法")] {
        office.write_civil(&format!("documents/{id}.md"), &document(title, "第一条 同名。", ""));
    }
    office.write_civil("attachments/表.pdf", "other");
    let words = "+++\ntitle = \"日常说法\"\nkind = \"日常说法\"\nissuers = [\"云川县民政局\"]\n+++\n\n| 怎么说 | 怎么写 |\n|---|---|\n| 津贴 | 救助 |\n";
    office.write_civil("lists/civil-shuofa.md", words);
    office.release_civil(&people).unwrap();
    let receipt = terminal.sync(&office.path()).unwrap();
    assert_eq!(receipt.left_out, []);
    let library = Library::open(&terminal.dir()).unwrap();
    let id = |id: &str| id.parse::<RecordId>().unwrap();
    let today = "2026-11-28".parse().unwrap();
    let ended = |name: &str| library.card(&id(name)).unwrap().standing(today).validity.is_ended();
    assert!(ended("yl-jintie"), "the office replaced it by its title, whoever else uses that");
    assert!(!ended("yl-zhucan"), "a department repealed what is not its own");
    assert!(!ended("civil-jintie") && library.card(&id("civil-shuofa")).is_none());
    // The office's words lead to nothing that a department named so; the department's own do, unless the office uses them.
    assert_eq!(library.info().name, "云川县");
}

#[test]
fn an_office_whose_list_is_not_what_it_published_is_refused_whole() {
    let (office, terminal) = two_releases();
    let before = terminal.titles();
    let text = document("没有列出来的办法", "第一条 没有列。", "");
    office.document("yl-hou", "后来的办法", "第一条 后来。");
    office.release();
    let good = office.aside("good");
    office.put_file(("3.targets.json", "office"), "documents/yl-mi.md", &text, &[], &office.desks());
    office.chain();
    let refused = terminal.sync(&office.path());
    assert!(
        matches!(&refused, Err(SyncError::Bundle(BundleError::Refused(Objection::Unlisted { id, .. }))) if id == "yl-mi"),
        "{refused:?}"
    );
    assert!(refused.is_err_and(|error| error.is_refusal()));
    assert_eq!((terminal.titles(), current(&terminal.dir()).unwrap()), (before, Some(2)));
    terminal.sync(&good).unwrap();
    assert_eq!(terminal.titles().len(), 4);
}

#[test]
fn a_list_that_another_version_of_the_program_made_refuses_no_honest_release() {
    let hall = Hall::new();
    let mut catalogue = hall.office.catalogue("2.civil.json");
    catalogue["reading"] = 99.into();
    for record in catalogue["records"].as_array_mut().unwrap() {
        record["content"] = "ab".repeat(32).into();
    }
    hall.office.put_catalogue("2.civil.json", "civil", &catalogue, &hall.desks());
    hall.office.chain();
    let offer = inspect(&hall.terminal.dir(), &FolderShelf::open(&hall.office.path()).unwrap(), &hands()).unwrap();
    assert!(offer.concerns.contains(&Concern::OtherReading), "{:?}", offer.concerns);
    assert_eq!(hall.terminal.sync(&hall.office.path()).unwrap().left_out.len(), 0);
    assert_eq!(hall.terminal.titles().len(), 5);
    // What two versions read alike is compared all the same.
    let hall = Hall::new();
    catalogue["records"][0]["title"] = "别的办法".into();
    hall.office.put_catalogue("2.civil.json", "civil", &catalogue, &hall.desks());
    hall.office.chain();
    hall.leaves_the_department_out(|why| matches!(why, Happening::Objection(Objection::Unlisted { .. })));
}
