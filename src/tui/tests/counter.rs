//! The window: an application is taken in person, and what follows from it.

use std::path::Path;

use crossterm::event::KeyCode;
use jiff::civil::{Date, date};

use crate::{
    bundle::{SecretKey, sign_notice, tests::receipts_root},
    config::Config,
    outbox::{OFFICE_KEY, OfficeKeyWord, OfficeSecret, Outbox},
    request::{CITIZEN, Form, PLEASE_PUBLISH},
    text::VisitorText,
    tui::{app::Mode, window::Window},
};

use super::{Kiosk, exchange::PIN, hashed};

/// The day of the sample's kiosk.
fn today(_: &Path) -> Option<Date> {
    Some(date(2026, 11, 22))
}

fn form(schema: &'static crate::request::Schema) -> Form {
    let mut form = Form::new(schema);
    let answers = [("name", "王某"), ("paper", "at_desk"), ("phone", "13800000000"), ("wanted_name", "某方案"), ("media", "paper")];
    for (name, words) in answers.into_iter().chain([("ways", "collect"), ("words", "公交时刻表")]) {
        form.answer(name, &VisitorText::from(words));
    }
    form
}

/// Staff behind their door, at a terminal where two applications and a wish were left.
fn staffed(library: &Path, columns: u16, rows: u16) -> Kiosk {
    let signer = SecretKey::of_seed(9);
    let word = OfficeKeyWord::of(&OfficeSecret::generate().unwrap().public().unwrap(), "云川县政务公开办");
    let word = sign_notice(OFFICE_KEY, 1, &word, &signer, "2026-11-22T02:00:00Z".parse().unwrap()).unwrap();
    let mut outbox = Outbox::open(&Outbox::place(library), "YC-01").unwrap();
    outbox.take_key(&word, &receipts_root(&signer)).unwrap();
    if outbox.waiting().unwrap() == 0 {
        for schema in [&CITIZEN, &CITIZEN, &PLEASE_PUBLISH] {
            outbox.leave(&form(schema), Some(date(2026, 11, 20))).unwrap();
        }
    }
    let mut config = Config::demonstration().unwrap();
    config.staff.pin_hash = hashed(PIN);
    config.library.path = library.to_owned();
    config.sync.root = library.join("root.json");
    config.sync.terminal = "YC-01".to_owned();
    let mut kiosk = Kiosk::with(columns, rows, config, Mode::Kiosk);
    kiosk.with_window(Window::on(library, "YC-01", today));
    kiosk.key(KeyCode::F(12)).keys(PIN).key(KeyCode::Enter).expect("申请受理窗口").keys("7");
    kiosk
}

#[test]
fn an_application_that_is_handed_in_gets_its_day_once_and_only_when_staff_say_so_twice() {
    let folder = tempfile::tempdir().unwrap();
    let mut kiosk = staffed(folder.path(), 106, 30);
    kiosk.expect("等着用 U 盘送走 3 件").keys("1").expect("还没有当面收到").expect_none("点题公开").keys("2").expect("尚未提交");
    // Enter does nothing; one digit asks, and only the second answers.
    kiosk.key(KeyCode::Enter).keys("1").expect("今天当面收到？").key(KeyCode::Enter).expect("今天当面收到？").keys("0").expect("尚未提交");
    kiosk.keys("1").keys("1").expect("2026-11-22 当面收到").expect("答复，最迟 2026-12-18").expect_none("今天当面收到");
    kiosk
        .keys("0")
        .expect("最迟答复 2026-12-18")
        .keys("0")
        .keys("2")
        .expect("以后：YC-01-261120-0001")
        .keys("0")
        .keys("3")
        .expect("今天当面收到 1 件");
    // Nothing of what was written stands on any page of it.
    kiosk.expect_none("王某").expect_none("某方案");
    let outbox = Outbox::open(&Outbox::place(folder.path()), "YC-01").unwrap();
    let days: Vec<Option<Date>> = outbox.left().unwrap().into_iter().map(|left| left.received).collect();
    assert_eq!(days, [None, None, Some(date(2026, 11, 22))]);
}

#[test]
fn a_refusal_leads_to_a_review_first_and_a_disclosure_to_either_door() {
    let folder = tempfile::tempdir().unwrap();
    let mut kiosk = staffed(folder.path(), 106, 30);
    kiosk.keys("4").expect("条例第 16 条").keys("5").expect("应当先申请行政复议").expect_none("最迟起诉").keys("0");
    kiosk.keys("1").expect("也可以").expect("依据");
}

#[test]
fn the_window_is_behind_the_door() {
    let folder = tempfile::tempdir().unwrap();
    let mut kiosk = staffed(folder.path(), 106, 30);
    kiosk.keys("1").key(KeyCode::F(10)).expect_none("当面收到").key(KeyCode::F(12)).expect("请输入密码");
}

#[test]
fn the_pages_of_the_window_look_as_reviewed() {
    for (columns, rows) in [(106, 30), (53, 15), (60, 53)] {
        let folder = tempfile::tempdir().unwrap();
        let mut kiosk = staffed(folder.path(), columns, rows);
        insta::assert_snapshot!(format!("counter_first_{columns}x{rows}"), kiosk.screen());
        kiosk.keys("1");
        insta::assert_snapshot!(format!("counter_applications_{columns}x{rows}"), kiosk.screen());
        kiosk.keys("1").keys("1");
        insta::assert_snapshot!(format!("counter_asked_{columns}x{rows}"), kiosk.screen());
        kiosk.keys("1");
        insta::assert_snapshot!(format!("counter_received_{columns}x{rows}"), kiosk.screen());
        kiosk.keys("0").keys("0").keys("3");
        insta::assert_snapshot!(format!("counter_handover_{columns}x{rows}"), kiosk.screen());
        kiosk.keys("0").keys("4").keys("5");
        insta::assert_snapshot!(format!("counter_reply_{columns}x{rows}"), kiosk.screen());
    }
}
