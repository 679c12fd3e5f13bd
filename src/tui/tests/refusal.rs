//! What visitors leave, refused, given up, forgotten; and how its pages look.

use std::{fs, path::Path};

use crossterm::event::KeyCode;

use super::{
    Kiosk, NOW,
    request::{GRIDS, Office, filled},
};
use crate::{config::Config, text::columns, tui::app::Mode};

#[test]
fn by_phone_comes_first_and_no_word_of_a_visitor_stands_in_the_address() {
    let mut kiosk = Kiosk::new(106, 30);
    kiosk.keys("zzqqxxvv").touch("申请公开这条信息");
    assert_eq!(kiosk.codes(), ["https://www.yunchuan.example/ysqgk"]);
    kiosk.expect("www.yunchuan.example").keys("1");
    assert_eq!(kiosk.codes(), ["https://www.yunchuan.example/ysqgk"]);
    let mut config = Config::demonstration().unwrap();
    config.application.page = "https://elsewhere.example/".to_owned();
    let mut kiosk = Kiosk::with(106, 30, config, Mode::Kiosk);
    kiosk.keys("4").expect("没有核对过的网址");
    assert!(kiosk.codes().is_empty());
}

#[test]
fn without_a_key_of_the_office_nothing_is_asked_and_the_phone_and_a_slip_help() {
    for grid in GRIDS {
        let mut kiosk = Kiosk::new(grid.0, grid.1);
        kiosk.keys("zzqqxxvv").touch("申请公开这条信息").expect("用手机申请").keys("2").expect("还没有开通填表").expect("O-01");
        kiosk.expect_none("您叫什么名字").keys("3").expect("zzqqxxvv").expect("0000-5600102").keys("0").expect("还没有开通填表").keys("0");
        kiosk.expect("用手机申请").keys("3").expect("点题公开").keys("3").expect("还没有开通填表").expect_none("您希望公开什么");
    }
}

#[test]
fn every_reason_not_to_take_a_form_is_said_before_the_first_question() {
    let office = Office::new();
    office.today.set(None);
    office.standard().keys("42").expect("时间不对").expect_none("打得开");
    office.today.set(Some(NOW.date()));
    filled(&mut office.standard()).keys("9").expect("已填好，尚未提交");
    // The same terminal a moment later, and half a minute later.
    office.rest();
    let mut kiosk = office.standard();
    filled(&mut kiosk).keys("9").expect("已填好，尚未提交").keys("342").expect("请等一等").keys("0");
    office.rest();
    kiosk.keys("2").expect("填之前");
}

#[test]
fn a_refusal_at_the_end_keeps_what_was_written() {
    let office = Office::new();
    let mut kiosk = office.standard();
    filled(&mut kiosk);
    office.today.set(None);
    kiosk.keys("9").expect("时间不对").expect("您填的还在").keys("2").expect("钱某丁").expect("都对，封好");
    kiosk.keys("9").expect("时间不对");
    office.today.set(Some(NOW.date()));
    kiosk.keys("1").expect("已填好，尚未提交");
    assert_eq!(office.forms().len(), 1);
}

#[test]
fn a_form_has_its_own_patience_and_the_warning_says_what_would_be_lost() {
    let office = Office::new();
    let mut kiosk = office.standard();
    let fresh = kiosk.screen();
    kiosk.keys("4").wait(61).expect("还在吗").expect_none("重新填").key(KeyCode::Enter).keys("21");
    // A letter every two minutes is presence, and so is a touch.
    for _ in 0..4 {
        kiosk.wait(120).expect_none("还在吗").keys("a");
    }
    kiosk.wait(179).expect_none("还在吗").wait(2).expect("还在吗").expect("您填的申请要重新填");
    let before = kiosk.touch("还在吗").screen();
    kiosk.wait(185).expect("还在吗").keys("b");
    assert_eq!(kiosk.screen(), before);
    // What is read meanwhile is read on the same time.
    kiosk.key(KeyCode::F(9)).wait(100).expect_none("还在吗").key(KeyCode::Esc);
    kiosk.wait(181).expect("还在吗").wait(30);
    assert_eq!(kiosk.screen(), fresh);
}

#[test]
fn one_key_that_leads_home_asks_before_it_loses_a_form() {
    let office = Office::new();
    let mut kiosk = office.standard();
    kiosk.keys("421").keys("狮子").key(KeyCode::Home).expect("要放下您填的申请吗").keys("1").expect("狮子▏").touch("首页").keys("2");
    kiosk.expect("您想找什么").keys("421").expect_none("狮子");
    // Nor is it lost from a page that lies over it.
    let mut kiosk = office.standard();
    kiosk.keys("421").keys("狮子").key(KeyCode::F(1)).touch("回到首页").expect("要放下您填的申请吗").keys("1").expect("狮子▏");
    kiosk.key(KeyCode::F(9)).key(KeyCode::Home).expect("要放下您填的申请吗").keys("1").expect("狮子▏");
    // Backwards out of everything, with a question where something would be lost.
    let mut kiosk = office.standard();
    kiosk.keys("421").keys("狮子").key(KeyCode::Esc).expect("填之前").key(KeyCode::Esc).expect("要放下").key(KeyCode::Esc).expect("填之前");
    kiosk.keys("1").expect("狮子▏").key(KeyCode::Esc).keys("0").keys("2").expect("用手机申请");
    // The way out that is always there wipes at once.
    let fresh = Kiosk::new(106, 30).screen();
    filled(kiosk.keys("0")).touch("结束并清除").expect_none("钱某丁").wait(7);
    assert_eq!(kiosk.screen(), fresh);
}

/// Whether any file below a folder holds these bytes.
fn holds(folder: &Path, words: &[u8]) -> bool {
    fs::read_dir(folder).unwrap().flatten().any(|entry| {
        let path = entry.path();
        if path.is_dir() { holds(&path, words) } else { fs::read(&path).unwrap().windows(words.len()).any(|window| window == words) }
    })
}

#[test]
fn the_words_are_on_no_disk_in_no_log_and_not_in_what_is_written_for_programmers() {
    let office = Office::new();
    let mut kiosk = office.standard();
    let planted = ["钱某丁", "13800000000", "道路硬化", "qianmouding"];
    let unseen = |kiosk: &Kiosk| {
        let written = kiosk.app.written();
        assert!(planted.iter().all(|word| !written.contains(word)), "{written}");
    };
    kiosk.keys("421").keys("柳桥村道路硬化验收材料").key(KeyCode::Enter);
    unseen(&kiosk);
    let mut kiosk = office.standard();
    filled(&mut kiosk);
    unseen(&kiosk);
    kiosk.keys("9").expect("尚未提交");
    unseen(&kiosk);
    for word in planted {
        let utf16: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(!holds(office.folder.path(), word.as_bytes()) && !holds(office.folder.path(), &utf16), "{word}");
    }
    assert!(planted.iter().all(|word| !format!("{:?}", kiosk.deeds).contains(word)));
}

#[test]
fn the_forms_look_as_reviewed() {
    let office = Office::new();
    for grid in GRIDS {
        office.rest();
        let mut kiosk = office.kiosk(grid, Config::demonstration().unwrap());
        let look = |kiosk: &Kiosk, name: &str| {
            let screen = kiosk.screen();
            assert!(screen.lines().all(|line| columns(line) <= usize::from(grid.0)), "{name}:\n{screen}");
            insta::assert_snapshot!(format!("form_{name}_{}x{}", grid.0, grid.1), screen);
        };
        kiosk.keys("4");
        look(&kiosk, "doors");
        kiosk.keys("2");
        look(&kiosk, "promise");
        kiosk.keys("1");
        look(&kiosk, "wanted_begun");
        kiosk.keys("yanglao");
        look(&kiosk, "wanted_composing");
        kiosk.keys("1").keys("保险办法");
        look(&kiosk, "wanted");
        kiosk.key(KeyCode::Enter);
        look(&kiosk, "wanted_public");
        kiosk.key(KeyCode::Enter).keys("王某").key(KeyCode::Enter);
        look(&kiosk, "phone_begun");
        kiosk.keys("1380").key(KeyCode::Enter);
        look(&kiosk, "phone_wrong");
        kiosk.keys("0000000").key(KeyCode::Enter);
        kiosk.keys("1");
        look(&kiosk, "delivery");
        kiosk.key(KeyCode::Enter);
        look(&kiosk, "review");
        kiosk.key(KeyCode::Home);
        look(&kiosk, "away");
        kiosk.keys("1").keys("9");
        look(&kiosk, "left");
        kiosk.keys("3").keys("43");
        look(&kiosk, "voices");
        kiosk.keys("0").keys("4");
        look(&kiosk, "number");
        let mut kiosk = Kiosk::new(grid.0, grid.1);
        kiosk.keys("42");
        look(&kiosk, "refused");
        kiosk.keys("3");
        look(&kiosk, "slip");
        let mut kiosk = office.kiosk(grid, Config::demonstration().unwrap());
        office.rest();
        kiosk.keys("421").keys("请问低保怎么申请").key(KeyCode::Enter).wait(185);
        look(&kiosk, "warned");
    }
}

#[test]
fn what_is_pressed_on_a_form_is_large_enough_for_a_finger() {
    let office = Office::new();
    for grid in GRIDS {
        for keys in ["4", "42", "421", "421yanglao", "43", "44", "434"] {
            let mut kiosk = office.kiosk(grid, Config::demonstration().unwrap());
            kiosk.keys(keys);
            let small: Vec<_> = kiosk.targets().into_iter().filter(|area| area.width < 8 || area.height < 2).collect();
            assert!(small.is_empty(), "{keys:?} at {grid:?}: {small:?}\n{}", kiosk.screen());
        }
    }
}
