//! A visitor leaves no trace and cannot leave the program.

use argon2::PasswordHasher;
use crossterm::event::KeyCode;

use crate::{
    config::Config,
    search::Query,
    text::VisitorText,
    tui::{
        app::Mode,
        effect::{Effect, Reply, Request, Route, Ticket},
        field,
        screen::{reading, search, staff},
    },
};

use super::Kiosk;

#[test]
fn what_is_written_for_programmers_holds_no_word_of_a_visitor() {
    let words = || VisitorText::from("离婚");
    let query = || Query { text: words(), ..Query::default() };
    let written = [
        format!("{:?}", query()),
        format!("{:?}", Route::Search { typed: words(), pad: true }),
        format!("{:?}", Route::Record { id: "q-1".parse().unwrap(), section: None, words: words() }),
        format!("{:?}", Route::apply(words())),
        format!("{:?}", Effect::Go(Route::Leaflet { id: "apply".parse().unwrap(), words: words() })),
        format!("{:?}", [Effect::Search(query()), Effect::CheckPin(words())]),
        format!("{:?}", [Request::Search(Ticket(1), query()), Request::CheckPin(Ticket(2), words(), Vec::new())]),
        format!("{:?}", search::Message::Tried(words())),
        format!("{:?}", search::Message::Field(field::Message::Replaced(words()))),
        format!("{:?}", reading::Message::Field(field::Message::Pasted(words()))),
        format!("{:?}", staff::Message::Field(field::Message::Typed('婚'))),
    ];
    for written in written {
        assert!(written.contains("(…)") && !written.contains('婚'), "{written}");
    }
}

#[test]
fn a_session_is_written_for_programmers_without_its_words() {
    let mut kiosk = Kiosk::new(106, 30);
    let without_words = |kiosk: &mut Kiosk| {
        let written = kiosk.app.written();
        for word in ["离婚", "狮子", "lihun", "shizi"] {
            assert!(!written.contains(word), "{word}: {written}");
        }
    };
    kiosk.keys("lihun").expect("1 离婚");
    without_words(&mut kiosk);
    kiosk.keys("1").expect("离婚▏").touch("清空").keys("狮子老虎").expect("没有找到");
    without_words(&mut kiosk);
    kiosk.touch("申请公开这条信息").expect("狮子老虎");
    without_words(&mut kiosk);
    // Keys that wait for candidates are words as well.
    kiosk.compose_late().keys("shizi").key(KeyCode::Enter).keys("离婚");
    without_words(&mut kiosk);
    let mut kiosk = Kiosk::new(106, 30);
    kiosk.open_record("sb-yanglao-2023").keys("7").keys("lihun1").expect("找字：离婚▏");
    without_words(&mut kiosk);
}

#[test]
fn a_library_that_is_lost_takes_the_way_back_with_it() {
    let mut kiosk = Kiosk::new(106, 30);
    kiosk.keys("离婚").key(KeyCode::Enter).keys("1").hear(Reply::Unavailable).expect("正在维护");
    kiosk.key(KeyCode::Esc).expect("正在维护").key(KeyCode::Esc).expect_none("离婚").expect("正在维护");
    // Staff are called to a visitor, and the library is lost while they are there.
    let mut kiosk = with_pin("135790");
    kiosk.keys("离婚").key(KeyCode::F(12)).keys("135790").key(KeyCode::Enter).expect("退出程序").hear(Reply::Unavailable);
    kiosk.expect("退出程序").key(KeyCode::Esc).expect_none("离婚").expect("正在维护");
}

#[test]
fn a_visitor_who_walks_away_is_forgotten() {
    let mut kiosk = Kiosk::new(106, 30);
    let fresh = kiosk.screen();
    kiosk.keys("乙肝").expect("乙肝").wait(61).expect("还在吗").wait(15).expect("还在吗").wait(16);
    assert_eq!(kiosk.screen(), fresh);
    kiosk.keys("yigan").expect("乙肝").wait(61).wait(31);
    assert_eq!(kiosk.screen(), fresh);
    kiosk.key(KeyCode::Enter).key(KeyCode::Enter).expect_none("乙肝").key(KeyCode::Esc).key(KeyCode::Esc).expect_none("乙肝");
}

#[test]
fn any_key_stays_and_does_nothing_else() {
    let mut kiosk = Kiosk::new(106, 30);
    kiosk.keys("9");
    let before = kiosk.screen();
    kiosk.wait(65).expect("还在吗").keys("1");
    assert_eq!(kiosk.screen(), before);
    kiosk.wait(65).touch("人生大事");
    assert_eq!(kiosk.screen(), before);
}

#[test]
fn one_key_ends_and_wipes() {
    let mut kiosk = Kiosk::new(106, 30);
    let fresh = kiosk.screen();
    kiosk.keys("离婚").key(KeyCode::F(10)).wait(7);
    assert_eq!(kiosk.screen(), fresh);
    kiosk.keys("离婚").touch("结束并清除").wait(7);
    assert_eq!(kiosk.screen(), fresh);
}

#[test]
fn no_key_leaves_the_kiosk() {
    let mut kiosk = Kiosk::new(106, 30);
    kiosk.keys("养老").key(KeyCode::Enter).keys("1");
    for c in "cdzqwxh\\4".chars() {
        kiosk.ctrl(c);
    }
    for code in [KeyCode::Esc, KeyCode::F(4), KeyCode::Delete, KeyCode::Insert, KeyCode::Tab, KeyCode::End, KeyCode::F(11)] {
        kiosk.key(code).key(code);
    }
    assert!(!kiosk.quit);
}

#[test]
fn a_demonstration_says_how_to_leave_and_leaves() {
    let mut kiosk = Kiosk::with(106, 30, Config::demonstration().unwrap(), Mode::Demonstration);
    kiosk.expect("Ctrl-Q").ctrl('q');
    assert!(kiosk.quit);
}

pub(super) fn with_pin(pin: &str) -> Kiosk {
    let mut config = Config::demonstration().unwrap();
    config.staff.pin_hash = argon2::Argon2::default().hash_password(pin.as_bytes()).unwrap().to_string();
    Kiosk::with(106, 30, config, Mode::Kiosk)
}

#[test]
fn staff_leave_by_gesture_and_pin() {
    let mut kiosk = with_pin("135790");
    kiosk.key(KeyCode::Enter);
    for _ in 0..5 {
        kiosk.touch("云川县政务公开专区");
    }
    kiosk.expect("工作人员请输入密码").keys("135790").expect_none("135790").key(KeyCode::Enter).expect("退出程序").keys("1");
    assert!(kiosk.quit);
}

#[test]
fn wrong_pins_wait_longer_and_longer() {
    let mut kiosk = with_pin("135790");
    kiosk.key(KeyCode::F(12));
    for _ in 0..3 {
        kiosk.keys("111111").key(KeyCode::Enter).expect("密码不对");
    }
    kiosk.expect("秒再试").keys("135790").key(KeyCode::Enter);
    assert!(!kiosk.shows("退出程序"), "{}", kiosk.screen());
    kiosk.wait(5).key(KeyCode::Enter).expect("退出程序");
}

#[test]
fn what_is_hidden_while_somebody_reads_it_is_read_no_longer() {
    let withheld = || Reply::Withheld { ids: vec!["sb-yanglao-2023".parse().unwrap()], pages: Box::default(), words: Vec::new() };
    let mut kiosk = Kiosk::new(106, 30);
    kiosk.open_record("sb-yanglao-2023").expect("下一条").hear(withheld());
    kiosk.expect("暂不显示").expect_none("下一条");
    // Nor by its code, by a page that leads there, or by a search that found it.
    let mut kiosk = Kiosk::new(106, 30);
    kiosk.open_record("sb-yanglao-2023").keys("9").hear(withheld()).expect("暂不显示");
    let mut kiosk = Kiosk::new(106, 30);
    kiosk.open_record("sb-yanglao-2018").expect("看现在的文本").hear(withheld()).expect_none("看现在的文本");
    let mut kiosk = Kiosk::new(106, 30);
    kiosk.keys("养老保险实施办法").expect("云政发〔2023〕").hear(withheld()).expect_none("云政发〔2023〕");
}
