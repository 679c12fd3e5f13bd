//! Walks of somebody who sees no screen.

use std::{cell::RefCell, sync::Arc};

use jiff::civil::date;

use super::*;
use crate::{config::Config, library::Library, outbox::ReceiptNumber, policy::Today, request::Form, search::Engine};

/// What is said when these lines are typed.
fn heard(typed: &[&str]) -> String {
    heard_by(typed, &NOBODY)
}

/// The same, where somebody takes forms.
fn heard_by(typed: &[&str], clerk: &Clerk<'_>) -> String {
    let library = Arc::new(Library::embedded("2026-11-22T02:24:00Z".parse().unwrap()).unwrap());
    let engine = Engine::new(Arc::clone(&library)).unwrap();
    let config = Config::demonstration().unwrap();
    let today = Today::new(date(2026, 11, 22), library.info().made_on());
    let mut out = Vec::new();
    let lines: String = typed.iter().map(|line| format!("{line}\n")).collect();
    talk(&Zone { engine: &engine, library: &library, config: &config, today, clerk, aloud: false }, lines.as_bytes(), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn a_question_is_answered_in_the_first_lines() {
    let heard = heard(&["退休金怎么领"]);
    let answer = heard.split("搜索：退休金怎么领").nth(1).unwrap();
    assert!(answer.lines().take(5).any(|line| line.starts_with("回答：")), "{answer}");
    assert!(answer.contains("\n1，"), "{answer}");
}

#[test]
fn below_an_answer_of_several_lines_stands_what_it_was_taken_from() {
    let heard = heard(&["图书馆几点开门", "1"]);
    let first = heard.split("搜索：图书馆几点开门").nth(1).unwrap();
    let page = first.split("请打数字").next().unwrap();
    assert!(page.contains("开放时间") && page.contains("\n1，云川县图书馆"), "{page}");
    assert!(first.contains("\n云川县图书馆\n"), "{first}");
}

#[test]
fn digits_lead_to_a_record_and_its_address_and_zero_leads_back() {
    let heard = heard(&["云政发2023-8", "1", "+", "+", "0"]);
    assert!(heard.contains("有效性：现行有效"), "{heard}");
    assert!(heard.contains("第 2 页，共"), "{heard}");
    let after = heard.rsplit("搜索：云政发2023-8").next().unwrap();
    assert!(after.contains("找到"), "zero does not lead back to the hits: {after}");
}

#[test]
fn an_address_is_said_in_words() {
    let heard = heard(&["云政发2023-8", "1", "1"]);
    assert!(heard.contains("1，网址、地址和电话"), "{heard}");
    assert!(heard.contains("网址：https://"), "{heard}");
}

#[test]
fn what_the_library_is_not_about_is_said_first() {
    let heard = heard(&["高考报名"]);
    let answer = heard.split("搜索：高考报名").nth(1).unwrap();
    let lines: Vec<&str> = answer.lines().filter(|line| !line.is_empty() && !line.starts_with('第')).collect();
    assert!(lines[0].contains("没有专门讲"), "{answer}");
}

#[test]
fn nothing_that_is_only_for_the_eye_is_said() {
    let heard = heard(&["1", "1", "0", "0", "2", "1", "退休金", "1", "+", "+", "qqqqqqq", ".", "/"]);
    for sign in ["✓", "□", "│", "─", "█", "▀", "\u{1b}"] {
        assert!(!heard.contains(sign), "{sign} is said: {heard}");
    }
    assert!(!heard.lines().any(|line| line.chars().count() > 700), "a line nobody remembers");
}

#[test]
fn keys_that_lead_nowhere_say_so_and_ask_again() {
    let heard = heard(&["-", "0", "", "养老金领取", "9999", "/"]);
    for word in ["已经到头了", "已经在首页了", "结束了，打过的字都清除了"] {
        assert!(heard.contains(word), "{word}: {heard}");
    }
    let after = heard.split("结束了").nth(1).unwrap();
    assert!(!after.contains("养老金领取"), "{after}");
}

#[test]
fn no_line_can_command_the_terminal() {
    let heard = heard(&["\u{1b}[2J养老\u{202e}金", &"长".repeat(5000)]);
    assert!(!heard.contains(['\u{1b}', '\u{202e}']), "{heard}");
}

/// Lines that lead to a form, and a clerk who keeps what is sealed.
fn filled(typed: &[&str]) -> (String, Vec<Form>) {
    let kept = RefCell::new(Vec::new());
    let number: ReceiptNumber = ('A'..='Z').find_map(|sign| format!("YC-01-261122-0001-{sign}").parse().ok()).unwrap();
    let leave = |form: &Form| {
        kept.borrow_mut().push(form.clone());
        Ok(number.clone())
    };
    let heard = heard_by(typed, &Clerk { may_leave: &|| Ok(()), leave: &leave, progress: &|typed| format!("问的是{typed}") });
    (heard, kept.into_inner())
}

/// The digit before a way on the page that is heard last.
fn digit(typed: &[&str], way: &str) -> String {
    let heard = heard(typed);
    let line = heard.lines().rev().find(|line| line.contains(way)).unwrap_or_else(|| panic!("{way} is not heard: {heard}"));
    line.split('，').next().unwrap().to_owned()
}

#[test]
fn an_application_is_made_without_the_screen() {
    let apply = digit(&[], "依申请公开");
    let (heard, forms) = filled(&[
        &apply,
        "1",
        "1",
        "柳桥村道路硬化验收材料",
        "钱某丁",
        "138 0000 000",
        "13800000000",
        "1 3",
        "qian@example.com",
        "2",
        "钱某",
        "9",
        "99",
        "/",
        "/",
    ]);
    assert!(heard.contains("第 1 题，共 4 题。您想要哪一份信息"), "{heard}");
    assert!(heard.contains("1，想要的信息：柳桥村道路硬化验收材料") && heard.contains("2，姓名：钱某丁"), "{heard}");
    // What cannot be a phone is asked again, and an answer changed by its number.
    assert!(heard.matches("打哪个电话能找到您").count() == 2 && heard.contains("2，姓名：钱某"), "{heard}");
    assert_eq!(forms.len(), 1, "{heard}");
    assert_eq!(forms[0].faults(date(2026, 11, 22)), []);
    assert_eq!(forms[0].get("ways").unwrap().reveal(), "collect e_mail");
    assert!(heard.contains("回执号，一个一个念：Y，C，横，0，1，横，2，6") && heard.contains("已填好，尚未提交"), "{heard}");
}

#[test]
fn an_opinion_is_left_without_the_screen_and_giving_up_keeps_nothing() {
    let opinion = digit(&["5", "1"], "提意见，不用留名字");
    let (heard, forms) = filled(&["5", "1", &opinion, "首班车再早半个钟头", "3"]);
    assert_eq!(forms.len(), 1, "{heard}");
    assert!(forms[0].get("consultation").is_some() && forms[0].get("words").unwrap().reveal() == "首班车再早半个钟头");
    let (heard, forms) = filled(&["5", "1", &opinion, "首班车", "/", "/"]);
    assert!(forms.is_empty() && heard.contains("写的都清除了"), "{heard}");
}

#[test]
fn where_nothing_is_taken_that_is_said_before_the_first_question() {
    let apply = digit(&[], "依申请公开");
    let heard = heard(&[&apply, "1"]);
    assert!(heard.contains("还没有开通填表") && !heard.contains("您想要哪一份信息"), "{heard}");
}

#[test]
fn a_number_is_asked_after_without_the_screen() {
    let apply = digit(&[], "依申请公开");
    let (heard, forms) = filled(&[&apply, "5", "2611220001"]);
    assert!(heard.contains("5，查询进度") && heard.contains("回执号是多少") && heard.contains("问的是2611220001"), "{heard}");
    assert!(forms.is_empty());
    let (heard, _) = filled(&[&apply, "5", "0", "退休金"]);
    assert!(heard.contains("什么都没有留下") && heard.contains("搜索：退休金"), "{heard}");
}
