//! A document on the table, from the first question to the last review.

use std::{fs, path::Path};

use super::*;
use crate::{
    convert::{Code, Level},
    review::{Act, Office, ReviewError, Step},
};

const WANG: &str = "王芳";
const MARKED: &str = "mark = \"此件公开发布\"\n";

fn document(mark: &str, body: &str) -> String {
    format!(
        "+++\ntitle = \"关于集市的通知\"\nnumber = \"云政发〔2024〕3号\"\nkind = \"其他文件\"\nissuers = [\"云川县人民政府\"]\nissued_on = 2024-02-28\n{mark}+++\n\n{body}\n"
    )
}

/// A workplace with one document.
fn workplace(text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("content/documents")).unwrap();
    fs::create_dir_all(folder.path().join("office")).unwrap();
    fs::write(folder.path().join("content/documents/a.md"), text).unwrap();
    folder
}

fn text_of(root: &Path) -> String {
    fs::read_to_string(root.join("content/documents/a.md")).unwrap()
}

fn field(name: &str) -> Field {
    Field::named(name).unwrap()
}

fn numbered(item: &Item, words: &str) -> usize {
    1 + item.questions.iter().position(|question| question.finding.contains(words)).unwrap_or_else(|| panic!("{:?}", item.questions))
}

#[test]
fn a_document_goes_from_its_questions_through_three_people_to_the_door() {
    let folder = workplace(&document("", "联系人手机13800000001，请按装设备。"));
    let bench = Bench::open(folder.path()).unwrap();
    let item = bench.item("a").unwrap();
    assert_eq!((item.stage, item.rows.iter().filter(|row| row.is_missing()).count()), (Stage::Open, 1));
    assert!(matches!(bench.pass("a", WANG, Step::FirstReview, true), Err(ReviewError::Open { .. })));

    bench.set("a", WANG, field("公开属性"), "主动公开").unwrap();
    let item = bench.item("a").unwrap();
    let item = bench.answer("a", WANG, numbered(&item, "手机号码"), &Answer::Mask).unwrap();
    let item = bench.answer("a", WANG, numbered(&item, "按装"), &Answer::Mend).unwrap();
    assert!(item.questions.is_empty() && item.stage == Stage::Confirm, "{:?}", item.questions);
    assert!(text_of(folder.path()).contains("联系人手机138＊＊＊＊0001，请安装设备。"));
    let log = fs::read_to_string(folder.path().join("office/records/a.jsonl")).unwrap();
    assert!(!log.contains("13800000001"), "what was masked is in no log");

    assert_eq!(bench.confirm("a", WANG, &[]).unwrap().stage, Stage::Await(Step::FirstReview));
    for (who, steps) in [(WANG, [Step::FirstReview, Step::FirstProof]), ("李强", [Step::SecondReview, Step::SecondProof])] {
        for step in steps {
            bench.pass("a", who, step, true).unwrap();
        }
    }
    assert!(matches!(bench.pass("a", "王 芳", Step::ThirdReview, true), Err(ReviewError::SamePerson { .. })));
    assert!(matches!(bench.pass("a", "赵敏", Step::ThirdReview, false), Err(ReviewError::Unread)));
    for step in [Step::ThirdReview, Step::ThirdProof, Step::Secrecy, Step::Privacy] {
        bench.pass("a", "赵敏", step, true).unwrap();
    }
    assert_eq!(bench.item("a").unwrap().stage, Stage::Ready);

    // A hand in the file, and everything begins again; what was confirmed is as it was.
    fs::write(folder.path().join("content/documents/a.md"), text_of(folder.path()).replace("请安装", "请拆除")).unwrap();
    let item = bench.item("a").unwrap();
    assert_eq!((item.stage, item.open_rows()), (Stage::Await(Step::FirstReview), 0));
    let before = bench.office().kept_text(&item.passed_before().unwrap()).unwrap();
    assert!(before.contains("请安装"), "what was passed is kept, to be compared");
}

#[test]
fn what_somebody_did_last_is_taken_back_in_the_file_too_and_only_by_themselves() {
    let text = document("mark = \"此件公开发布\"\n", "手机13800000001。\n\n第二段。");
    let folder = workplace(&text);
    let bench = Bench::open(folder.path()).unwrap();
    bench.set("a", WANG, field("title"), "关于庙会的通知").unwrap();
    bench.edit("a", WANG, "第二段", "第二节").unwrap();
    bench.answer("a", WANG, 1, &Answer::Mask).unwrap();
    assert!(matches!(bench.undo("a", "李强"), Err(ReviewError::NotOwn)));
    bench.undo("a", WANG).unwrap();
    assert!(text_of(folder.path()).contains("13800000001"));
    bench.undo("a", WANG).unwrap();
    bench.undo("a", WANG).unwrap();
    assert_eq!(text_of(folder.path()), text);
    assert!(matches!(bench.undo("a", WANG), Err(ReviewError::NotOwn)));
}

#[test]
fn words_that_stand_twice_and_reasons_that_are_missing_are_refused_before_anything_is_written() {
    let text = document("mark = \"此件公开发布\"\n", "集市集市。\n\n住址：云川县柳桥镇柳桥村三组12号");
    let folder = workplace(&text);
    let bench = Bench::open(folder.path()).unwrap();
    assert!(matches!(bench.edit("a", WANG, "集市", "庙会"), Err(ReviewError::Words { times: 2 })));
    assert!(matches!(bench.set("a", WANG, field("issued_on"), "昨天"), Err(ReviewError::Value { .. })));
    assert!(matches!(bench.set("a", " ", field("title"), "甲"), Err(ReviewError::Nameless)));
    assert!(matches!(bench.send_back("a", WANG, Step::FirstReview, " "), Err(ReviewError::Reasonless)));
    assert!(matches!(bench.answer("a", WANG, 9, &Answer::Mask), Err(ReviewError::NoQuestion { number: 9 })));
    assert_eq!(text_of(folder.path()), text);
    assert!(!folder.path().join("office/records/a.jsonl").exists());
    let released = bench.answer("a", WANG, 1, &Answer::Release("办公地址".to_owned())).unwrap();
    assert!(released.questions.is_empty());
}

#[test]
fn the_office_s_own_list_says_who_may_do_what_and_which_reviews_there_are() {
    let folder = workplace(&document("mark = \"此件公开发布\"\n", "正文。"));
    let settings =
        "reviews = [\"一审\", \"二审\"]\n[[people]]\nname = \"王芳\"\npost = \"科员\"\nreviews = [\"一审\"]\n[[people]]\nname = \"李强\"\n";
    fs::write(folder.path().join("office/reviews.toml"), settings).unwrap();
    let bench = Bench::open(folder.path()).unwrap();
    bench.confirm("a", WANG, &[]).unwrap();
    assert!(matches!(bench.pass("a", "路人", Step::FirstReview, true), Err(ReviewError::NotListed { step: None, .. })));
    bench.pass("a", WANG, Step::FirstReview, true).unwrap();
    assert!(matches!(bench.pass("a", WANG, Step::SecondReview, true), Err(ReviewError::SamePerson { .. } | ReviewError::NotListed { .. })));
    assert_eq!(bench.pass("a", "李强", Step::SecondReview, true).unwrap().stage, Stage::Ready);
    assert_eq!((bench.settings().post(WANG), bench.settings().post("李强")), ("科员", ""));
}

#[test]
fn a_file_that_comes_again_keeps_what_was_corrected_and_asks_about_the_rest() {
    let folder = workplace(&document("", "手机13800000001。\n\n请按装设备。\n\n没有了的话。"));
    let bench = Bench::open(folder.path()).unwrap();
    bench.set("a", WANG, field("mark"), "主动公开").unwrap();
    bench.set("a", WANG, field("title"), "关于集市管理的通知").unwrap();
    bench.confirm("a", WANG, &[]).unwrap();
    let item = bench.item("a").unwrap();
    bench.answer("a", WANG, numbered(&item, "手机"), &Answer::Mask).unwrap();
    bench.edit("a", WANG, "请按装设备", "请安装设备").unwrap();
    bench.edit("a", WANG, "没有了的话", "别的话").unwrap();

    let fresh = document("", "手机13800000001。\n\n请按装设备。\n\n新的一段。").replace("2024-02-28", "2024-03-28");
    let there = text_of(folder.path());
    let office = Office::at(folder.path());
    let corrected = correct(&office, "a", there.as_bytes(), &fresh).unwrap();
    for kept in ["关于集市管理的通知", "mark = \"此件公开发布\"", "138＊＊＊＊0001", "请安装设备", "新的一段"] {
        assert!(corrected.text.contains(kept), "{kept} in {}", corrected.text);
    }
    let codes: Vec<(Code, Level)> = corrected.findings.iter().map(|finding| (finding.code, finding.level)).collect();
    assert_eq!(codes, [(Code::EditLost, Level::Warning)]);
    fs::write(folder.path().join("content/documents/a.md"), &corrected.text).unwrap();
    let item = bench.item("a").unwrap();
    let open: Vec<&str> = item.rows.iter().filter(|row| row.is_open()).map(|row| row.field.name).collect();
    assert_eq!(open, ["issued_on"], "only what changed is asked again");

    // A title that changed in the file as well is a question, and a text that somebody changed without a record is not touched.
    let renamed = fresh.replace("关于集市的通知", "关于早市的通知");
    let corrected = correct(&office, "a", there.as_bytes(), &renamed).unwrap();
    assert!(corrected.findings.iter().any(|finding| finding.code == Code::MetaConflict && finding.words.contains("关于早市的通知")));
    assert_eq!(correct(&office, "a", b"by hand", &fresh), None);
}

#[test]
fn what_another_pc_did_comes_in_by_stick_and_what_both_did_is_told() {
    let text = document("mark = \"此件公开发布\"\n", "正文。");
    let (here, there) = (workplace(&text), workplace(&text));
    let (ours, theirs) = (Bench::open(here.path()).unwrap(), Bench::open(there.path()).unwrap());
    theirs.set("a", "李强", field("title"), "关于庙会的通知").unwrap();
    theirs.confirm("a", "李强", &[]).unwrap();
    theirs.pass("a", "李强", Step::FirstReview, true).unwrap();
    assert_eq!(ours.merge(there.path()).unwrap(), (3, Vec::new()));
    let item = ours.item("a").unwrap();
    assert_eq!((item.title().as_str(), item.stage), ("关于庙会的通知", Stage::Await(Step::FirstProof)));
    assert_eq!(ours.merge(there.path()).unwrap(), (0, Vec::new()));
    ours.edit("a", WANG, "正文", "全文").unwrap();
    theirs.edit("a", "李强", "正文", "文章").unwrap();
    let (new, apart) = ours.merge(there.path()).unwrap();
    assert_eq!((new, apart), (1, vec!["a".to_owned()]));
    assert!(text_of(here.path()).contains("全文"), "ours stays until a person decides");
}

#[test]
fn leaders_and_words_of_the_office_s_own_lists_are_asked() {
    let folder = workplace(&document("mark = \"此件公开发布\"\n", "副县长王芳到会。实施乡村振兴战备。"));
    fs::write(folder.path().join("office/leaders.tsv"), "王芳\t县长\n李强\t副县长\n").unwrap();
    fs::write(folder.path().join("office/words.tsv"), "振兴战备\t振兴战略\terror\n").unwrap();
    let bench = Bench::open(folder.path()).unwrap();
    let item = bench.item("a").unwrap();
    let asked: Vec<(&str, Level)> = item.questions.iter().map(|question| (question.finding.as_str(), question.level)).collect();
    assert_eq!(asked, [("“振兴战备”可能写错了", Level::Error), ("“副县长王芳”可能写错了", Level::Warning)]);
    let item = bench.answer("a", WANG, 1, &Answer::Mend).unwrap();
    assert_eq!(item.questions.len(), 1);
    assert!(item.text.contains("振兴战略") && matches!(item.reviewed.log.last_own(WANG).unwrap().1.act, Act::Edit { .. }));
}

#[test]
fn a_new_workplace_has_settings_that_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("云川县");
    let founding = crate::convert::Founding {
        name: "云川县政务公开专区".to_owned(),
        place: "云川县".to_owned(),
        body: "云川县人民政府".to_owned(),
        today: jiff::civil::date(2026, 11, 20),
    };
    founding.found(&root).unwrap();
    let bench = Bench::open(&root).unwrap();
    assert_eq!((bench.settings().reviews.as_slice(), bench.settings().people.len()), (Step::ALL.as_slice(), 0));
    assert!(Lists::of(&root).find("正、误").is_empty());
}

/// A workplace with papers, each of a name and a text.
fn shelf(papers: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = workplace("");
    fs::remove_file(folder.path().join("content/documents/a.md")).unwrap();
    for (name, text) in papers {
        let path = folder.path().join("content").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn of(title: &str, number: &str, body: &str) -> String {
    format!(
        "+++\ntitle = \"{title}\"\nnumber = \"{number}\"\nkind = \"其他文件\"\nissuers = [\"云川县人民政府\"]\nissued_on = 2024-02-28\nmark = \"此件公开发布\"\n+++\n\n{body}\n"
    )
}

fn suggested(item: &Item) -> Vec<(&'static str, String)> {
    let tie = |question: &Question| match &question.cause {
        Cause::Tie(tie) => Some((tie.field, tie.held.id.clone())),
        _ => None,
    };
    item.questions.iter().filter_map(tie).collect()
}

#[test]
fn what_a_text_says_of_other_papers_is_suggested_and_made_by_a_person_one_by_one() {
    let folder = shelf(&[
        ("documents/old.md", &of("云川县集市暂行办法", "云政发〔2018〕14号", "第一条 旧的办法。")),
        ("documents/law.md", &of("云川县城乡管理条例", "云政发〔2015〕1号", "第一条 条例。")),
        ("documents/other.md", &of("云川县摊位收费标准", "云发改〔2019〕3号", "第一条 收费。")),
        (
            "documents/new.md",
            &of(
                "云川县集市管理办法",
                "云政发〔2024〕3号",
                "第一条 根据《云川县城乡管理条例》，制定本办法。\n\n第二条 按照《云川县集市暂行规则》要求，摊位费参照《云川县摊位收费标准》收取，违反《云川县城乡管理条例》的，依法处理。\n\n第三条 根据云政发〔2018〕14号文件精神办理。本办法自2024年4月1日起施行。《云川县集市暂行办法》（云政发〔2018〕14号）同时废止。",
            ),
        ),
        (
            "interpretations/jd.md",
            "+++\ntitle = \"《云川县集市管理办法》解读\"\nform = \"文字\"\nmark = \"此件公开发布\"\n+++\n\n根据《云川县城乡管理条例》，县政府印发了《云川县集市管理办法》。\n",
        ),
    ]);
    let bench = Bench::open(folder.path()).unwrap();
    let item = bench.item("new").unwrap();
    assert_eq!(suggested(&item), [("based_on", "law".to_owned()), ("repeals", "old".to_owned())]);

    let item = bench.answer("new", WANG, numbered(&item, "废止"), &Answer::Tie).unwrap();
    assert!(item.text.contains("repeals = [\"old\"]") && item.ties == [("废止的文件", "old".to_owned())], "{}", item.text);
    assert_eq!(suggested(&item).len(), 1, "what was made is not asked again");
    let item = bench.answer("new", WANG, numbered(&item, "依据"), &Answer::Apart).unwrap();
    assert!(suggested(&item).is_empty() && !item.text.contains("based_on"));
    let item = bench.undo("new", WANG).unwrap();
    assert_eq!(suggested(&item).len(), 1);

    let item = bench.item("jd").unwrap();
    assert_eq!((item.stage, suggested(&item)), (Stage::Open, vec![("interprets", "new".to_owned())]));
    let item = bench.answer("jd", WANG, 1, &Answer::Tie).unwrap();
    assert_eq!(item.field("interprets"), Some("new"));
    assert!(item.rows.iter().all(|row| row.field.name != "interprets" || row.confirmed.as_deref() == Some(WANG)));
}

#[test]
fn a_paper_that_is_only_published_is_named_by_its_number_and_nothing_is_suggested_of_many() {
    let folder = shelf(&[(
        "documents/new.md",
        &of("云川县集市管理办法", "云政发〔2024〕3号", "根据《云川县城乡管理条例》和《关于放假的通知》，制定本办法。"),
    )]);
    let held = |id: &str, title: &str, number: Option<&str>| Held {
        id: id.to_owned(),
        title: title.to_owned(),
        number: number.map(str::to_owned),
        here: false,
    };
    let mut published = vec![held("tl", "云川县城乡管理条例", Some("云川县人民政府令第5号"))];
    published.extend((0..9).map(|year| held(&format!("fj{year}"), "关于放假的通知", None)));
    let bench = Bench::open(folder.path()).unwrap().beside(published);
    let item = bench.item("new").unwrap();
    assert_eq!(suggested(&item), [("based_on", "tl".to_owned())]);
    let item = bench.answer("new", WANG, 1, &Answer::Tie).unwrap();
    assert!(item.text.contains("based_on = [\"云川县人民政府令第5号\"]"), "{}", item.text);
}

/// A scan with what a machine guessed of it.
fn scan() -> tempfile::TempDir {
    let header = "title = \"关于集市的通知\"\nnumber = \"云政发〔2024〕3号\"\nkind = \"其他文件\"\nissuers = [\"云川县人民政府\"]\nissued_on = 2024-02-28\nmark = \"此件公开发布\"";
    let folder = workplace(&format!("+++\n{header}\n+++\n\n本件为扫描件，内容见附件。\n"));
    let field = |name: &str, value: &str| format!("[fields.{name}]\nvalue = \"{value}\"\norigin = \"ocr\"\ncertain = false\n");
    let record = format!(
        "source = \"a.pdf\"\nsha256 = \"{}\"\nkind = \"pdf\"\nprogram = \"0\"\n{}{}{}{}[[findings]]\ncode = \"OCR_LAYER\"\nlevel = \"error\"\nwords = \"3 行没有把握\"\n",
        crate::files::Digest::of(b""),
        field("title", "关于集市的通知"),
        field("number", "云政发〔2024〕3号"),
        field("issuers", "云川县人民政府"),
        field("issued_on", "2024-02-28"),
    );
    for (at, text) in [
        ("office/documents/a.toml", record),
        ("office/draft/a.md", format!("+++\n{header}\n+++\n\n第一条 按装设备。\n\n联系人手机13800000001。\n")),
    ] {
        fs::create_dir_all(folder.path().join(at).parent().unwrap()).unwrap();
        fs::write(folder.path().join(at), text).unwrap();
    }
    folder
}

#[test]
fn what_a_machine_guessed_becomes_a_text_that_is_asked_about_like_any_other() {
    let folder = scan();
    let bench = Bench::open(folder.path()).unwrap();
    let item = bench.item("a").unwrap();
    assert!(item.is_scan() && item.questions.is_empty(), "{:?}", item.questions);
    assert!(item.draft.as_ref().unwrap().contains("138＊＊＊＊0001"), "a draft is looked at masked");
    let before = text_of(folder.path());
    let item = bench.adopt("a", WANG).unwrap();
    assert!(!item.is_scan() && item.draft.is_none());
    let text = text_of(folder.path());
    assert!(text.contains("以原件为准") && text.contains("第一条 按装设备。") && !text.contains("内容见附件"), "{text}");
    // Somebody must have compared it, its faults are faults, and what was guessed of its fields is confirmed one by one.
    for words in ["OCR_LAYER", "手机号码", "按装"] {
        numbered(&item, words);
    }
    let item = bench.confirm("a", WANG, &[]).unwrap();
    assert_eq!(item.rows.iter().filter(|row| row.is_open()).count(), 4, "{:?}", item.rows);
    let number = numbered(&item, "按装");
    bench.answer("a", WANG, number, &Answer::Mend).unwrap();
    // A new scan of the same paper: the new draft is the text, with what was corrected.
    let there = fs::read(folder.path().join("content/documents/a.md")).unwrap();
    let corrected = correct(bench.office(), "a", &there, &before).unwrap();
    assert!(corrected.text.contains("第一条 安装设备。") && corrected.findings.is_empty(), "{corrected:?}");
    for _ in 0..3 {
        bench.undo("a", WANG).unwrap();
    }
    assert_eq!(text_of(folder.path()), before);
    assert!(bench.item("a").unwrap().is_scan());
    assert!(matches!(bench.undo("a", WANG), Err(ReviewError::NotOwn)));
}

#[test]
fn a_mark_in_the_head_of_a_file_that_the_text_has_lost_is_asked_about() {
    let folder = workplace(&document(MARKED, "正文。"));
    let record = format!(
        "source = \"a.txt\"\nsha256 = \"{}\"\nkind = \"text\"\nprogram = \"0\"\n[[findings]]\ncode = \"SECRET_MARK\"\nlevel = \"error\"\nwords = \"密级或内部标志：机密★10年\"\n[findings.place]\nblock = 0\n",
        crate::files::Digest::of(b"")
    );
    fs::create_dir_all(folder.path().join("office/documents")).unwrap();
    fs::write(folder.path().join("office/documents/a.toml"), record).unwrap();
    let bench = Bench::open(folder.path()).unwrap();
    let item = bench.item("a").unwrap();
    assert_eq!((item.stage, item.questions.len()), (Stage::Open, 1));
    let item = bench.answer("a", WANG, 1, &Answer::Release("已解密，见第3号批件".to_owned())).unwrap();
    assert!(item.questions.is_empty(), "{:?}", item.questions);
    // Where it stands in the text it is asked about there, and once.
    fs::write(folder.path().join("content/documents/a.md"), document(MARKED, "机密★10年\n\n正文。")).unwrap();
    let item = bench.item("a").unwrap();
    assert_eq!(item.questions.len(), 1, "{:?}", item.questions);
    assert!(bench.answer("a", WANG, 1, &Answer::Cut).unwrap().questions.is_empty());
}

#[test]
fn where_nothing_was_guessed_nothing_can_be_taken_over() {
    let folder = workplace(&document("", "正文。"));
    let bench = Bench::open(folder.path()).unwrap();
    assert!(matches!(bench.adopt("a", WANG), Err(ReviewError::NoDraft { .. })));
}
