//! Journeys of a document through its reviews.

use std::path::Path;

use jiff::Timestamp;
use proptest::prelude::*;

use super::*;
use crate::{
    bundle::{Person as Holder, Post, PublicKey, SecretKey, Signer as _},
    files::Digest,
};

fn text(words: &str) -> Digest {
    Digest::of(words.as_bytes())
}

fn pass(step: Step) -> Act {
    Act::Pass { step, read_to_end: true }
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_700_000_000 + second).unwrap()
}

/// A log in which each of three people did a level.
fn reviewed(digest: Digest) -> Log {
    let mut log = Log::default();
    log.push(at(0), "王芳", Act::Import { source: "通知.docx".to_owned() }, digest).unwrap();
    for (second, (who, step)) in [
        ("王芳", Step::FirstReview),
        ("王芳", Step::FirstProof),
        ("李强", Step::SecondReview),
        ("李强", Step::SecondProof),
        ("赵敏", Step::ThirdReview),
        ("赵敏", Step::ThirdProof),
    ]
    .into_iter()
    .enumerate()
    {
        log.push(at(i64::try_from(second).unwrap() + 1), who, pass(step), digest).unwrap();
    }
    log
}

#[test]
fn three_people_pass_three_levels_and_an_edit_by_hand_voids_them() {
    let digest = text("正文");
    let log = reviewed(digest);
    let state = State::of(&log, &digest);
    assert_eq!(state.missing(&Step::ALL), [Step::Secrecy, Step::Privacy]);
    let edited = State::of(&log, &text("正文改了一个字"));
    assert!(edited.passed.is_empty());
    assert_eq!(edited.stale.len(), 6);
}

#[test]
fn one_person_does_not_pass_two_levels_nor_one_before_its_turn() {
    let digest = text("正文");
    let mut log = Log::default();
    log.push(at(1), "王芳", pass(Step::FirstReview), digest).unwrap();
    let state = State::of(&log, &digest);
    assert!(state.may(Step::FirstProof, "王芳").is_ok());
    assert!(matches!(state.may(Step::SecondReview, "李强"), Err(ReviewError::TooEarly { missing: Step::FirstProof })));
    log.push(at(2), "王芳", pass(Step::FirstProof), digest).unwrap();
    let state = State::of(&log, &digest);
    assert!(matches!(state.may(Step::SecondReview, " 王芳 "), Err(ReviewError::SamePerson { other: Step::FirstReview, .. })));
    // What came in from another PC all the same does not count.
    log.push(at(3), "王芳", pass(Step::SecondReview), digest).unwrap();
    assert!(!State::of(&log, &digest).holds(Step::SecondReview));
}

#[test]
fn what_was_sent_back_begins_anew_and_an_undo_is_one_s_own() {
    let digest = text("正文");
    let mut log = reviewed(digest);
    let back = log.push(at(20), "赵敏", Act::Return { step: Step::ThirdReview, reason: "题名不对".to_owned() }, digest).unwrap();
    assert_eq!(State::of(&log, &digest).returned, Some((Step::ThirdReview, "题名不对".to_owned())));
    let mut foreign = log.clone();
    foreign.push(at(21), "李强", Act::Undo { of: back }, digest).unwrap();
    assert!(State::of(&foreign, &digest).passed.is_empty());
    log.push(at(21), "赵敏", Act::Undo { of: back }, digest).unwrap();
    assert!(State::of(&log, &digest).holds(Step::ThirdProof));
}

#[test]
fn logs_of_two_pcs_are_one_whichever_is_merged_into_which() {
    let digest = text("正文");
    let mut common = Log::default();
    common.push(at(0), "王芳", Act::Import { source: "a.docx".to_owned() }, digest).unwrap();
    let (mut left, mut right) = (common.clone(), common);
    left.push(at(5), "王芳", pass(Step::FirstReview), digest).unwrap();
    right.push(at(3), "孙丽", pass(Step::Secrecy), digest).unwrap();
    let (mut one, mut other) = (left.clone(), right.clone());
    assert_eq!((one.merge(&right), other.merge(&left)), (1, 1));
    assert_eq!(one.text(), other.text());
    assert_eq!(one.merge(&right), 0);
    one.push(at(9), "王芳", pass(Step::FirstProof), digest).unwrap();
    let (read, damage) = Log::read(&one.text());
    assert!(damage.is_empty());
    assert_eq!(read.events().next_back().unwrap().1.prev.len(), 2, "the next line stands on both ends");
    assert!(State::of(&read, &digest).holds(Step::Secrecy));
}

#[test]
fn a_line_that_was_changed_or_taken_out_is_missed() {
    let log = reviewed(text("正文"));
    let lines: Vec<String> = log.text().lines().map(str::to_owned).collect();
    for at in 0..lines.len() - 1 {
        let without: String = lines.iter().enumerate().filter(|(place, _)| *place != at).map(|(_, line)| format!("{line}\n")).collect();
        assert!(!Log::read(&without).1.is_empty(), "line {at} taken out");
        let changed: String = lines
            .iter()
            .enumerate()
            .map(|(place, line)| {
                if place == at {
                    line.replace("王芳", "某某").replace("李强", "某某").replace("赵敏", "某某") + "\n"
                } else {
                    format!("{line}\n")
                }
            })
            .collect();
        assert!(!Log::read(&changed).1.is_empty(), "line {at} changed");
    }
}

#[test]
fn corrections_are_made_again_and_what_cannot_be_is_told() {
    let digest = text("正文");
    let mut log = Log::default();
    log.push(at(1), "王芳", Act::Set { field: "title".to_owned(), was: "通知".to_owned(), value: "关于集市的通知".to_owned() }, digest)
        .unwrap();
    log.push(at(2), "王芳", Act::Edit { old: "按装设备".to_owned(), new: "安装设备".to_owned() }, digest).unwrap();
    log.push(at(3), "王芳", Act::Edit { old: "没有了的话".to_owned(), new: "话".to_owned() }, digest).unwrap();
    let replayed = replay(&log, "请按装设备。");
    assert_eq!(replayed.body, "请安装设备。");
    assert_eq!(replayed.fields.get("title").map(String::as_str), Some("关于集市的通知"));
    assert_eq!(replayed.lost.iter().map(|lost| lost.n).collect::<Vec<_>>(), [3]);
    assert!(replay(&log, "请安装设备。没有了的话。").lost.is_empty());
}

#[test]
fn an_office_writes_what_may_be_done_and_refuses_the_rest() {
    let folder = tempfile::tempdir().unwrap();
    let documents = folder.path().join("content/documents");
    std::fs::create_dir_all(&documents).unwrap();
    std::fs::write(documents.join("a.md"), "+++\n+++\n正文").unwrap();
    let office = Office::at(folder.path());
    std::fs::create_dir_all(folder.path().join("content/guides/民政")).unwrap();
    std::fs::write(folder.path().join("content/guides/民政/g.md"), "+++\n+++\n").unwrap();
    std::fs::write(folder.path().join("content/readme.md"), "").unwrap();
    assert_eq!(office.ids().unwrap(), ["a", "g"]);
    assert_eq!(office.open("g").unwrap().file, Path::new("guides/民政/g.md"));
    assert!(!office.is_kept());
    office.record("a", "王芳", pass(Step::FirstReview), at(1)).unwrap();
    assert!(office.is_kept());
    assert!(matches!(
        office.record("a", "王芳", Act::Pass { step: Step::FirstProof, read_to_end: false }, at(2)),
        Err(ReviewError::Unread)
    ));
    assert!(matches!(office.record("a", " ", pass(Step::FirstProof), at(2)), Err(ReviewError::Nameless)));
    assert!(matches!(office.open("../a"), Err(ReviewError::NoDocument { .. })));
    std::fs::write(documents.join("a.md"), "+++\n+++\n改过").unwrap();
    assert!(office.open("a").unwrap().state.passed.is_empty());
    std::fs::write(folder.path().join("office/records/a.jsonl"), "nonsense\n").unwrap();
    assert!(matches!(office.open("a"), Err(ReviewError::Damaged { line: 1, .. })));
}

/// A workplace with two documents of one text, and the public key of 王芳.
fn with_a_key() -> (tempfile::TempDir, std::sync::Arc<SecretKey>) {
    let folder = tempfile::tempdir().unwrap();
    let hers = std::sync::Arc::new(SecretKey::of_seed(1));
    for (at, text) in [("content/documents/a.md", "+++\n+++\n正文"), ("content/documents/b.md", "+++\n+++\n正文")] {
        std::fs::create_dir_all(folder.path().join(at).parent().unwrap()).unwrap();
        std::fs::write(folder.path().join(at), text).unwrap();
    }
    let public = PublicKey { person: Holder { name: "王芳".to_owned(), post: Post::Office }, key: hers.key() };
    std::fs::create_dir_all(folder.path().join("office/keys")).unwrap();
    std::fs::write(folder.path().join("office/keys/wang.pub"), public.to_bytes()).unwrap();
    (folder, hers)
}

#[test]
fn in_the_name_of_somebody_with_a_key_nothing_counts_but_what_that_key_signed() {
    let (folder, hers) = with_a_key();
    let office = Office::at(folder.path());
    let refused = |office: &Office, who: &str| office.record("a", who, pass(Step::FirstReview), at(1)).map(drop);
    assert!(matches!(refused(&office, "王芳"), Err(ReviewError::Unsigned { has: true, .. })));
    let other = office.clone().signing(std::sync::Arc::new(SecretKey::of_seed(2)));
    assert!(matches!(refused(&other, "王芳"), Err(ReviewError::Unsigned { has: true, .. })));
    let signing = office.clone().signing(std::sync::Arc::clone(&hers));
    // Nobody else's name is signed with it.
    assert!(matches!(refused(&signing, "李强"), Err(ReviewError::Unsigned { has: false, .. })));
    assert!(signing.record("a", "王芳", pass(Step::FirstReview), at(2)).unwrap().holds(Step::FirstReview));
    // What somebody writes into a log on a stick in her name.
    let mut forged = office.log("a").unwrap();
    forged.push(at(3), "王芳", pass(Step::FirstProof), office.open("a").unwrap().text).unwrap();
    forged.push(at(4), "李强", pass(Step::Secrecy), office.open("a").unwrap().text).unwrap();
    std::fs::write(folder.path().join("office/records/a.jsonl"), forged.text()).unwrap();
    let opened = office.open("a").unwrap();
    assert!(opened.state.holds(Step::FirstReview) && !opened.state.holds(Step::FirstProof));
    assert_eq!(opened.unsigned.len(), 1);
    // 李强 has no key: his name alone counts, unless the office says otherwise.
    assert!(opened.state.holds(Step::Secrecy));
    std::fs::write(folder.path().join("office/reviews.toml"), "signed = true\n").unwrap();
    let opened = office.open("a").unwrap();
    assert!(opened.state.holds(Step::FirstReview) && !opened.state.holds(Step::Secrecy));
    assert_eq!(opened.unsigned.len(), 2);
    assert!(office.made().unwrap().iter().all(|made| made.signed));
}

#[test]
fn a_signed_line_is_of_its_document_and_of_every_letter_in_it() {
    let (folder, hers) = with_a_key();
    let office = Office::at(folder.path()).signing(hers);
    office.record("a", "王芳", pass(Step::Secrecy), at(2)).unwrap();
    let records = folder.path().join("office/records");
    let line = std::fs::read_to_string(records.join("a.jsonl")).unwrap();
    std::fs::write(records.join("b.jsonl"), &line).unwrap();
    assert!(!office.open("b").unwrap().state.holds(Step::Secrecy), "the same text in another document");
    for (from, to) in [("保密审查", "隐私审查"), ("\"n\":1", "\"n\":2"), ("true", "true ")] {
        std::fs::write(records.join("a.jsonl"), line.replacen(from, to, 1)).unwrap();
        let opened = office.open("a").unwrap();
        assert!(opened.state.passed.is_empty() && opened.unsigned.len() == 1, "{from}");
    }
    std::fs::write(records.join("a.jsonl"), &line).unwrap();
    assert!(office.open("a").unwrap().state.holds(Step::Secrecy));
}

proptest! {
    #[test]
    fn no_text_breaks_the_reader(lines in "[\\{\\}\"a-z0-9:,\\n]{0,200}") {
        drop(Log::read(&lines));
    }
}
