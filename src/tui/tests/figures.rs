//! Pictures that an office published, looked at on the terminal.

use crossterm::event::KeyCode;

use super::Kiosk;
use crate::tui::effect::Reply;

const TITLE: &str = "关于修改《云川县高龄津贴发放办法》的政策解读";

/// A kiosk on which what is said of the allowance is open.
fn reading(columns: u16, rows: u16) -> Kiosk {
    let mut kiosk = Kiosk::new(columns, rows);
    kiosk.with_pictures(18, 36);
    kiosk.keys(TITLE).key(KeyCode::Enter).keys("1").expect("看图");
    kiosk
}

#[test]
fn an_infographic_is_looked_at_page_by_page_to_its_end_and_taken_along() {
    for (columns, rows) in [(106, 30), (53, 15), (60, 53), (160, 45), (80, 24)] {
        let mut kiosk = reading(columns, rows);
        kiosk.touch("看图").expect("一图读懂").expect("第 1 屏，共 ").expect("往下还有").expect("下页").expect_none("上页");
        let mut pages = 1;
        while kiosk.shows("往下还有") && pages < 20 {
            kiosk.keys("+");
            pages += 1;
            kiosk.expect(&format!("第 {pages} 屏，共 "));
        }
        kiosk.expect(&format!("共 {pages} 屏")).expect("上页").expect_none("下页");
        assert!((2..12).contains(&pages), "{columns}x{rows}: {pages}");
        // Further than the end nothing is.
        kiosk.keys("+").expect(&format!("第 {pages} 屏")).key(KeyCode::Up).expect(&format!("第 {} 屏", pages - 1));
        kiosk.touch_anywhere().expect(&format!("第 {pages} 屏"));
        kiosk.keys("1").expect("写下来").keys("0").expect("一图读懂").keys("0").expect("看图");
    }
}

#[test]
fn another_grid_keeps_the_place_within_the_picture() {
    let mut kiosk = reading(53, 15);
    kiosk.touch("看图").keys("+++++++").expect("第 8 屏");
    kiosk.resize(106, 30).with_pictures(18, 36);
    let screen = kiosk.screen();
    assert!(screen.contains("上页") && !screen.contains("下页"), "the last page is shown, and not one beyond it:\n{screen}");
}

#[test]
fn where_no_picture_can_be_shown_it_is_taken_along() {
    let mut kiosk = Kiosk::new(106, 30);
    kiosk.keys(TITLE).key(KeyCode::Enter).keys("1").touch("看图").expect("写下来").expect("一图读懂").expect_none("正在");
    assert_eq!(kiosk.codes().len(), 1);
}

#[test]
fn a_picture_of_what_is_hidden_now_gives_way() {
    let mut kiosk = reading(106, 30);
    kiosk.touch("看图").expect("共 ");
    let ids = vec!["i-yl-jintie-2025".parse().unwrap()];
    kiosk.hear(Reply::Withheld { ids, pages: Box::default(), words: Vec::new() }).expect_none("屏，共").expect_none("扫码带走这张图");
}
