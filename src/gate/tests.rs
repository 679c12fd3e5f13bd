//! A workplace at the gate.

use std::{fs, path::Path};

use jiff::{Timestamp, civil::date};

use super::*;
use crate::review::{Act, Step};

const HEADER: &str = "name = \"云川县人民政府\"\nplace = \"云川县\"\ndata_date = 2024-06-01\n";

fn document(title: &str, number: &str, issued: &str, body: &str) -> String {
    format!(
        "+++\ntitle = \"{title}\"\nnumber = \"{number}\"\nkind = \"其他文件\"\nissuers = [\"云川县人民政府\"]\nissued_on = {issued}\nmark = \"此件公开发布\"\n+++\n\n{body}\n"
    )
}

fn workplace(documents: &[(&str, String)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let content = folder.path().join("content");
    fs::create_dir_all(content.join("documents")).unwrap();
    fs::write(content.join("source.toml"), HEADER).unwrap();
    for (id, text) in documents {
        fs::write(content.join("documents").join(format!("{id}.md")), text).unwrap();
    }
    folder
}

fn reasons(root: &Path) -> Vec<(Reason, bool)> {
    let allowed = AllowList::new(["www.yunchuan.gov.cn"]);
    let report = check(root, Options::default(), Some(&allowed), date(2024, 6, 1)).unwrap();
    report.objections.iter().map(|objection| (objection.reason, objection.stops)).collect()
}

#[test]
fn open_personal_data_and_a_mark_of_secrecy_stop_it() {
    let text = document("关于集市的通知", "云政发〔2024〕3号", "2024-02-28", "联系电话：13800000001\n\n机密★10年");
    let found = reasons(workplace(&[("a", text)]).path());
    assert!(found.contains(&(Reason::PersonalData, true)) && found.contains(&(Reason::SecretMark, true)), "{found:?}");
}

#[test]
fn a_number_used_twice_and_a_day_to_come_are_told() {
    let one = document("关于集市的通知", "云政发〔2024〕3号", "2024-02-28", "正文。");
    let other = document("关于庙会的通知", "云政发[2024]3号", "2025-02-28", "正文。");
    let found = reasons(workplace(&[("a", one), ("b", other)]).path());
    assert!(found.contains(&(Reason::NumberTwice, true)) && found.contains(&(Reason::Days, true)), "{found:?}");
}

#[test]
fn without_its_reviews_nothing_passes_where_an_office_keeps_records() {
    let folder = workplace(&[("a", document("关于集市的通知", "云政发〔2024〕3号", "2024-02-28", "正文。"))]);
    assert!(!reasons(folder.path()).iter().any(|(reason, _)| *reason == Reason::ReviewMissing));
    let office = Office::at(folder.path());
    let now = Timestamp::from_second(1_717_200_000).unwrap();
    office.record("a", "王芳", Act::Pass { step: Step::Secrecy, read_to_end: true }, now).unwrap();
    assert!(reasons(folder.path()).contains(&(Reason::ReviewMissing, true)));
    fs::write(folder.path().join("office/reviews.toml"), "reviews = [\"保密审查\"]\n").unwrap();
    assert!(!reasons(folder.path()).iter().any(|(reason, _)| *reason == Reason::ReviewMissing));
}

#[test]
fn what_a_reviewer_released_stands_no_more_in_the_way() {
    let folder = workplace(&[("a", document("关于集市的通知", "云政发〔2024〕3号", "2024-02-28", "联系电话：13800000001"))]);
    let allowed = AllowList::default();
    let report = check(folder.path(), Options::default(), Some(&allowed), date(2024, 6, 1)).unwrap();
    let finding = report.objections.iter().find(|objection| objection.reason == Reason::PersonalData).unwrap().what.clone();
    let now = Timestamp::from_second(1_717_200_000).unwrap();
    let act = Act::Release { finding, reason: "对外公布的值班手机".to_owned() };
    Office::at(folder.path()).record("a", "王芳", act, now).unwrap();
    assert!(!reasons(folder.path()).iter().any(|(reason, _)| *reason == Reason::PersonalData));
}

#[test]
fn a_reminder_that_somebody_answered_reminds_nobody_and_without_records_nothing_passes() {
    let text =
        document("关于集市的通知", "云政发〔2024〕3号", "2024-02-28", "正文。").replace("mark =", "published_on = 2024-02-01\nmark =");
    let folder = workplace(&[("a", text)]);
    let waits = || check(folder.path(), Options::default(), None, date(2024, 6, 1)).unwrap();
    let reminder = waits().objections.iter().find(|objection| objection.reason == Reason::Days).unwrap().clone();
    assert!(!reminder.stops);
    fs::create_dir_all(folder.path().join("office")).unwrap();
    assert!(waits().objections.iter().any(|objection| objection.reason == Reason::ReviewMissing && objection.stops));
    let answered = Act::Release { finding: reminder.what.clone(), reason: "先发布后成文，核对过".to_owned() };
    Office::at(folder.path()).record("a", "王芳", answered, Timestamp::from_second(1_717_200_000).unwrap()).unwrap();
    assert!(!waits().objections.contains(&reminder));
}
