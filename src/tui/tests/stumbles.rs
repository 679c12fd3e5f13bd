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
        kiosk.expect("封好").keys("9").expect("谢谢您").expect_none("回执号").expect_none("打个分");
        assert_eq!(office.forms().last().unwrap().get("score").unwrap().reveal(), "4");
    }
}

#[test]
fn help_is_one_key_away_on_a_number_pad_and_one_touch_away_for_a_finger() {
    for (columns, rows) in GRIDS {
        for keys in ["", "2", "22", "225", "2258"] {
            let mut kiosk = Kiosk::new(columns, rows);
            kiosk.key(KeyCode::Enter).key(KeyCode::Esc).keys(keys);
            let before = kiosk.screen();
            kiosk.keys("*").expect("需要帮忙吗").keys("1").expect("服务台").keys("0").expect("需要帮忙吗").keys("0");
            assert_eq!(kiosk.screen(), before, "{keys} at {columns}x{rows}");
            kiosk.touch("帮助").expect("需要帮忙吗").keys("2").expect("怎么用").keys("0").touch("回到首页").expect("您想找什么");
        }
        // Pressed twice, it does what people press it for most.
        let mut kiosk = Kiosk::new(columns, rows);
        kiosk.key(KeyCode::Enter).keys("**").expect("恢复原来的样子").keys("*").expect_none("恢复原来的样子");
    }
}

#[test]
fn who_finds_nothing_among_the_hits_is_led_on_by_a_digit_or_a_finger() {
    for (columns, rows) in GRIDS {
        let mut kiosk = Kiosk::new(columns, rows);
        kiosk
            .keys("yanglao1")
            .key(KeyCode::Enter)
            .expect("都不是")
            .keys("7")
            .expect("还可以这样")
            .expect("叫工作人员")
            .expect("申请公开这条信息");
        kiosk.key(KeyCode::Esc).expect_none("还可以这样").touch("都不是").expect("还可以这样").touch("换几个字再找").expect("养老▏");
    }
}

#[test]
fn a_long_paper_says_what_is_above_and_below_and_is_read_article_by_article() {
    let mut kiosk = Kiosk::new(106, 30);
    kiosk.open_record("sb-yanglao-2023").expect("往下还有").expect_none("上面还有").expect("下一条");
    kiosk.key(KeyCode::Right).key(KeyCode::Right).expect("上面还有").expect("第二条，共");
    kiosk.touch("下一条").expect("第三条，共").touch("上一条").expect("第二条，共").key(KeyCode::Left).expect("第一条，共");
    for _ in 0..20 {
        kiosk.keys("+");
    }
    kiosk.expect("看完了").expect_none("往下还有");
}

#[test]
fn zero_comes_to_rest_at_home_and_opens_its_door_after_a_while() {
    let mut kiosk = Kiosk::new(106, 30);
    kiosk.key(KeyCode::Enter).keys("2251").keys("000000000").expect("您想找什么").wait(2).keys("0").expect_none("您想找什么");
}

#[test]
fn what_was_written_down_leads_back_by_its_short_number() {
    let mut kiosk = Kiosk::new(106, 30);
    kiosk.key(KeyCode::Enter).keys("高龄津贴申领").key(KeyCode::Enter).keys("1").touch("写下来").expect("按“打字”，再输 ");
    let screen = kiosk.screen();
    let (_, after) = screen.split_once("按“打字”，再输 ").unwrap();
    let number: String = after.chars().filter(char::is_ascii_digit).take(6).collect();
    for (columns, rows) in [(106, 30), (53, 15), (60, 53)] {
        let mut kiosk = Kiosk::new(columns, rows);
        // Digits are letters on a number pad, but for the first.
        kiosk.key(KeyCode::Enter).touch("打字").keys(&number).key(KeyCode::Enter).expect("共 1 件").expect("高龄津贴申领");
    }
}
