//! What people stumbled over: an address of mail on a number pad, a key that came too early, a number nobody may read over a shoulder.

use crossterm::event::{Event, KeyCode};

use super::{
    Kiosk,
    request::{GRIDS, Office, filled},
};
use crate::config::Config;

#[test]
fn an_address_of_mail_is_written_with_a_number_pad() {
    let office = Office::new();
    for grid in GRIDS {
        office.rest();
        let mut kiosk = office.kiosk(grid, Config::demonstration().unwrap());
        kiosk.keys("421").keys("455").key(KeyCode::Enter).key(KeyCode::Enter).key(KeyCode::Enter);
        kiosk.keys("9264").key(KeyCode::Enter).key(KeyCode::Enter).expect("打哪个电话").key(KeyCode::Enter);
        kiosk
            .expect("邮箱是什么")
            .keys("1234567-8")
            .keys("+")
            .expect("1234568@qq.com")
            .keys("+")
            .expect("1234568@163.com")
            .key(KeyCode::Enter);
        kiosk.expect("答复怎么给您").keys("3").key(KeyCode::Enter).expect("1234568@163.com").keys("9").expect("已填好，尚未提交");
        let forms = office.forms();
        assert_eq!(forms.last().unwrap().get("e_mail").unwrap().reveal(), "1234568@163.com");
    }
}

#[test]
fn a_digit_pressed_while_it_is_asked_whether_a_form_may_be_begun_is_not_lost() {
    let office = Office::new();
    let mut kiosk = office.standard();
    kiosk.keys("4");
    let press = |kiosk: &mut Kiosk, digit: char| {
        kiosk.now += std::time::Duration::from_millis(300);
        let key = crossterm::event::KeyEvent::new(KeyCode::Char(digit), crossterm::event::KeyModifiers::NONE);
        kiosk.app.event(&Event::Key(key), kiosk.now)
    };
    let asked = press(&mut kiosk, '2');
    kiosk.expect("请稍等");
    assert!(press(&mut kiosk, '1').requests.is_empty());
    for reply in kiosk.desk.handle(asked.requests) {
        kiosk.hear(reply);
    }
    kiosk.expect("您想要哪一份信息");
}

#[test]
fn the_board_of_firms_leads_to_the_form_for_what_hinders_them() {
    let office = Office::new();
    let mut kiosk = office.standard();
    kiosk.key(KeyCode::Up).touch("企业专区").expect("营商环境问题你提我办");
    kiosk.expect("营商环境问题你提我办").touch("营商环境问题你提我办").expect("哪方面的难处").key(KeyCode::Esc).expect("企业专区");
}

#[test]
fn numbers_of_papers_are_opened_by_a_key_and_closed_by_the_next() {
    let office = Office::new();
    for grid in GRIDS {
        office.rest();
        let mut config = Config::demonstration().unwrap();
        config.application.identity_here = true;
        let mut kiosk = office.kiosk(grid, config);
        kiosk.keys("421").keys("柳桥村道路").key(KeyCode::Enter);
        if kiosk.shows("也许已经公开了") {
            kiosk.key(KeyCode::Enter);
        }
        kiosk.keys("钱某丁").key(KeyCode::Enter).keys("1").keys("110101199003072316").key(KeyCode::Enter);
        kiosk.keys("13800000000").key(KeyCode::Enter).keys("1").key(KeyCode::Enter).expect("封好");
        for _ in 0..3 {
            if !kiosk.shows("看整个号码") {
                kiosk.key(KeyCode::PageDown);
            }
        }
        kiosk.expect("110*************16").expect_none("110101199003072316").expect("看整个号码");
        let digit = kiosk.screen().lines().find(|line| line.contains("看整个号码")).unwrap().trim_start().chars().next().unwrap();
        kiosk.keys(&digit.to_string()).expect("110101199003072316");
        kiosk.key(KeyCode::Down).expect_none("110101199003072316");
    }
}

#[test]
fn a_mark_is_offered_in_a_line_after_a_form_and_nobody_has_to_wait_for_it() {
    let office = Office::new();
    for grid in GRIDS {
        office.rest();
        let mut kiosk = office.kiosk(grid, Config::demonstration().unwrap());
        filled(&mut kiosk).keys("9").expect("已填好，尚未提交").expect("打个分").keys("5").expect("您对这里满意吗").keys("4");
        kiosk.expect("封好").keys("9").expect("已填好，尚未提交").expect_none("打个分");
        assert_eq!(office.forms().last().unwrap().get("score").unwrap().reveal(), "4");
    }
}
