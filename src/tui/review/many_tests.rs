//! Three hundred mixed files of an office, confirmed and passed by a newcomer who does what the screen says; every key is counted.

use std::{collections::BTreeMap, io::Write, path::Path};

use crossterm::event::KeyCode;
use zip::{ZipWriter, write::SimpleFileOptions};

use super::{
    state::{Target, View, targets},
    tests::Clerk,
    *,
};
use crate::{
    convert::{Workplace, entered},
    editing::Cause,
    review::{Settings, Step},
};

/// Files of all sorts.
const FILES: usize = 300;

/// What is the matter with a file, if anything is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Doubt {
    None,
    NoMark,
    Phone,
    Word,
    Repeal,
    NoDay,
}

const DOUBTS: [Doubt; 15] = [
    Doubt::None,
    Doubt::None,
    Doubt::NoMark,
    Doubt::None,
    Doubt::None,
    Doubt::Phone,
    Doubt::None,
    Doubt::None,
    Doubt::Word,
    Doubt::None,
    Doubt::None,
    Doubt::Repeal,
    Doubt::None,
    Doubt::None,
    Doubt::NoDay,
];

/// The lines of a paper.
fn lines(at: usize, doubt: Doubt) -> Vec<String> {
    let about = ["集市", "庙会", "公交", "供水", "低保", "学校", "道路", "林木", "养老", "市场"][at % 10];
    let office = ["云川县民政局", "云川县交通运输局", "云川县教育局"][at % 3];
    let short = ["云民发", "云交发", "云教发"][at % 3];
    let title = format!("关于做好第{at}批{about}管理工作的通知");
    let mut lines = vec![format!("{short}〔2024〕{}号", at + 1), title, "各乡镇人民政府，县政府有关部门：".to_owned()];
    lines.push(format!("为做好{about}管理工作，现将有关事项通知如下。"));
    for (number, words) in ["加强领导，落实责任。", "摸清底数，建立台账。", "按月检查，及时整改。"].iter().enumerate()
    {
        lines.push(format!("{}、{words}", ["一", "二", "三"][number]));
    }
    match doubt {
        Doubt::Phone => lines.push(format!("联系人手机138{:08}。", 100 + at)),
        Doubt::Word => lines.push("请各单位按装设备。".to_owned()),
        Doubt::Repeal => lines.push(format!("《关于做好第{}批{about}管理工作的通知》同时废止。", at - 10)),
        Doubt::None | Doubt::NoMark | Doubt::NoDay => {}
    }
    lines.push(office.to_owned());
    if doubt != Doubt::NoDay {
        lines.push(format!("2024年{}月{}日", 1 + at % 12, 1 + at % 28));
    }
    if doubt != Doubt::NoMark {
        lines.push("（此件公开发布）".to_owned());
    }
    lines
}

/// The same as a file of one of five kinds.
fn file(at: usize, lines: &[String]) -> (String, Vec<u8>) {
    let text = lines.join("\n");
    match at % 5 {
        0 => (format!("{at}.txt"), text.into_bytes()),
        1 => (format!("{at}.txt"), encoding_rs::GB18030.encode(&text).0.into_owned()),
        2 => {
            let body: String = lines.iter().map(|line| format!("<p>{line}</p>")).collect();
            (format!("{at}.html"), format!("<!DOCTYPE html><meta charset=utf-8><title>{}</title><div>{body}</div>", lines[1]).into_bytes())
        }
        3 => (format!("{at}.md"), lines.join("\n\n").into_bytes()),
        _ => (format!("{at}.docx"), docx(lines)),
    }
}

fn docx(lines: &[String]) -> Vec<u8> {
    let body: String = lines.iter().map(|line| format!("<w:p><w:r><w:t>{line}</w:t></w:r></w:p>")).collect();
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in [
        ("[Content_Types].xml", r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#.to_owned()),
        ("_rels/.rels", r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#.to_owned()),
        ("word/document.xml", format!(r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>"#)),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Three hundred files converted into a workplace; each document with what is the matter with it.
fn office(root: &Path) -> BTreeMap<String, Doubt> {
    std::fs::create_dir_all(root.join("content/documents")).unwrap();
    std::fs::create_dir_all(root.join("office")).unwrap();
    let mut place = Workplace::open(root).unwrap();
    let mut doubts = BTreeMap::new();
    for at in 0..FILES {
        let doubt = DOUBTS[at % DOUBTS.len()];
        let (name, bytes) = file(at, &lines(at, doubt));
        let id = entered(&mut place, &format!("来文/{name}"), &bytes).unwrap_or_else(|| panic!("{name} gives no document"));
        doubts.insert(id, doubt);
    }
    doubts
}

/// One key, or few, as the screen asks for them; nothing where nothing is left to be confirmed.
fn next(clerk: &mut Clerk<'_>) -> Option<String> {
    let state = &clerk.desk.state;
    let View::Paper(place) = state.view.clone() else { return None };
    let item = state.item(&place.id)?.clone();
    let missing = item.rows.iter().find(|row| row.is_missing()).map(|row| row.field.name);
    match (missing, item.questions.first().map(|question| &question.cause)) {
        // Enter leads to what is missing, where the cursor does not stand there already.
        (Some(name), _) if !matches!(targets(&item).get(place.at), Some(Target::Field(row)) if row.field.name == name) => {
            clerk.key(KeyCode::Enter)
        }
        (Some("mark"), _) => clerk.key(KeyCode::F(2)).types("1").key(KeyCode::Enter),
        (Some("issued_on"), _) => clerk.key(KeyCode::F(2)).types("2024-5-6").key(KeyCode::Enter),
        // Whose paper it is says the line in which its day would stand.
        (Some("issuers"), _) => clerk.key(KeyCode::F(2)).types("云川县教育局").key(KeyCode::Enter),
        (Some(other), _) => panic!("{other} of {} is missing:\n{}", item.id, clerk.screen()),
        (None, Some(Cause::Alarm(_) | Cause::Word(_) | Cause::Tie(_))) => clerk.key(KeyCode::F(6)).types("1"),
        (None, Some(Cause::Told(finding))) => panic!("{finding:?} of {}", item.id),
        (None, None) => clerk.key(KeyCode::Enter),
    };
    Some(place.id)
}

/// The first stage in which something is still to be confirmed.
fn waiting(clerk: &Clerk<'_>) -> Option<Stage> {
    let is_there = |stage: &Stage| clerk.desk.state.items.iter().any(|item| item.stage == *stage);
    [Stage::Open, Stage::Confirm].into_iter().find(is_there)
}

#[test]
fn three_hundred_mixed_files_take_one_key_each_and_few_more_where_there_is_a_doubt() {
    let folder = tempfile::tempdir().unwrap();
    let doubts = office(folder.path());
    assert_eq!(doubts.len(), FILES, "one document a file");
    let bench = Bench::open(folder.path()).unwrap();
    let mut clerk = Clerk::at(&bench, folder.path(), "王芳", (106, 30));
    clerk.key(KeyCode::Enter);
    let mut spent: BTreeMap<String, usize> = BTreeMap::new();
    loop {
        let before = clerk.keys;
        match next(&mut clerk) {
            Some(id) => *spent.entry(id).or_default() += clerk.keys - before,
            // Nothing more of this stage: on to the next that waits, as its tab says.
            None if waiting(&clerk).is_some() => {
                if !matches!(clerk.desk.state.view, View::List) {
                    clerk.key(KeyCode::Esc);
                }
                while clerk.desk.state.tab != waiting(&clerk) {
                    clerk.key(KeyCode::Right);
                }
                clerk.key(KeyCode::Home).key(KeyCode::Enter);
            }
            None => break,
        }
        assert!(clerk.keys < 10 * FILES, "no end:\n{}", clerk.screen());
    }
    for (id, doubt) in &doubts {
        let keys = spent.get(id).copied().unwrap_or(0);
        let most = match doubt {
            Doubt::None => 1,
            Doubt::NoMark => 4,
            // The answer, its key, and that all is well.
            Doubt::Phone | Doubt::Word | Doubt::Repeal => 3,
            // Its issuer is found by the day below it: both are typed.
            Doubt::NoDay => 20,
        };
        assert!((1..=most).contains(&keys), "{id}, {doubt:?}: {keys} keys");
    }
    // Ten out of fifteen without a doubt; all of them together.
    assert!(clerk.keys <= 200 + 20 * (4 + 3 + 3 + 3 + 20) + 12, "{} keys", clerk.keys);
    a_level_takes_a_key_a_document(&bench, folder.path(), &mut clerk);
}

/// 一审 and 一校 of a short paper are one key; a longer one takes another for every page.
fn a_level_takes_a_key_a_document(bench: &Bench, root: &Path, clerk: &mut Clerk<'_>) {
    assert_eq!(bench.settings(), &Settings::default());
    let mut wang = Clerk::at(bench, root, "王芳", (106, 30));
    wang.key(KeyCode::Enter);
    for _ in 0..60 {
        assert!(matches!(&wang.desk.state.view, View::Level { step: Step::FirstReview, read: true, .. }), "{}", wang.screen());
        wang.key(KeyCode::F(8));
    }
    let passed = bench.items().unwrap().0.iter().filter(|item| item.reviewed.state.holds(Step::FirstProof)).count();
    assert_eq!((passed, wang.keys), (60, 1 + 60));
    clerk.key(KeyCode::F(10));
}
