//! Staff hide a record at once, and what visitors then find.

use std::sync::Arc;

use crossterm::event::{Event, KeyCode};

use crate::{config::Config, library::Library, tui::app::Mode};

use super::{Kiosk, exchange::PIN, hashed};

/// A kiosk of a library of its own, with staff behind their door.
fn staffed(columns: u16, rows: u16) -> Kiosk {
    let mut config = Config::demonstration().unwrap();
    config.staff.pin_hash = hashed(PIN);
    let library = Arc::new(Library::embedded(jiff::Timestamp::UNIX_EPOCH).unwrap());
    let mut kiosk = Kiosk::of(library, (columns, rows), config, Mode::Kiosk);
    kiosk.key(KeyCode::F(12)).keys(PIN).key(KeyCode::Enter).expect("临时隐藏一条").keys("3");
    kiosk
}

#[test]
fn a_record_is_found_shown_agreed_to_and_gone_in_the_same_moment() {
    let mut kiosk = staffed(106, 30);
    kiosk.expect("找到要隐藏的").keys("公积金提取").expect("找到").key(KeyCode::Down).keys("1").expect("要隐藏《");
    // Enter alone does not do it.
    kiosk.key(KeyCode::Enter).expect("要隐藏《").keys("0").expect("找到").keys("1").keys("1").expect("隐藏好了：《");
    let title: String = kiosk.screen().split('《').nth(1).unwrap().split('》').next().unwrap().to_owned();
    kiosk.keys("0").expect("已隐藏 1 条").expect(&title);
    // A visitor finds it by none of its words.
    kiosk.key(KeyCode::F(10)).key(KeyCode::Enter).keys(&title).key(KeyCode::Enter).expect_none(&format!("1 {title}"));
    // And staff show it again.
    kiosk.key(KeyCode::F(10)).key(KeyCode::F(12)).keys(PIN).key(KeyCode::Enter).keys("3").expect("已隐藏 1 条");
    kiosk.key(KeyCode::Down).keys("1").expect("要重新显示《").keys("1").expect("重新显示了：《").keys("0").expect("找到要隐藏的");
}

#[test]
fn an_id_is_a_name_too_and_the_page_is_behind_the_door() {
    let mut kiosk = staffed(106, 30);
    kiosk.key(KeyCode::Esc).expect("临时隐藏一条").keys("3");
    kiosk.event(&Event::Paste("sb-yanglao-2018".to_owned()));
    kiosk.expect("找到").key(KeyCode::Down).keys("1").expect("sb-yanglao-2018").keys("0");
    kiosk.key(KeyCode::F(10)).expect_none("临时隐藏").key(KeyCode::Esc).expect_none("临时隐藏").key(KeyCode::F(12)).expect("请输入密码");
}

#[test]
fn digits_of_the_nine_grid_find_a_record_and_are_asked_about_once() {
    let mut kiosk = staffed(106, 30);
    // 公积金, as it lies on a telephone.
    kiosk.key(KeyCode::Enter).expect("九宫格").keys("466454546").expect("公积金").expect("找到");
}

#[test]
fn the_pages_of_hiding_look_as_reviewed() {
    for (columns, rows) in [(106, 30), (53, 15), (60, 53)] {
        let mut kiosk = staffed(columns, rows);
        insta::assert_snapshot!(format!("hide_begun_{columns}x{rows}"), kiosk.screen());
        kiosk.keys("公积金");
        insta::assert_snapshot!(format!("hide_found_{columns}x{rows}"), kiosk.screen());
        kiosk.key(KeyCode::Down).keys("1");
        insta::assert_snapshot!(format!("hide_asked_{columns}x{rows}"), kiosk.screen());
        kiosk.keys("1");
        insta::assert_snapshot!(format!("hide_done_{columns}x{rows}"), kiosk.screen());
    }
}
