//! The staff's door: it opens to the right PIN and to nothing else, and closes behind whoever goes through.

use crossterm::event::KeyCode;
use proptest::{collection::vec, prelude::*, sample::select};

use super::{
    Kiosk,
    exchange::{PIN, behind_the_door},
};
use crate::audit::{Deed, Leaving};

/// Everything that somebody can press, but for the digits of the PIN.
const KEYS: &[KeyCode] = &[
    KeyCode::Esc,
    KeyCode::Char('0'),
    KeyCode::Backspace,
    KeyCode::Char('.'),
    KeyCode::Home,
    KeyCode::F(1),
    KeyCode::F(2),
    KeyCode::F(9),
    KeyCode::F(10),
    KeyCode::F(12),
    KeyCode::Char('*'),
    KeyCode::Char('/'),
    KeyCode::Char('+'),
    KeyCode::Char('-'),
    KeyCode::Enter,
    KeyCode::Up,
    KeyCode::Down,
    KeyCode::Left,
    KeyCode::Right,
    KeyCode::Tab,
    KeyCode::Delete,
    KeyCode::Char('1'),
    KeyCode::Char('2'),
    KeyCode::Char('3'),
    KeyCode::Char('4'),
    KeyCode::Char('6'),
    KeyCode::Char('8'),
    KeyCode::Char('y'),
    KeyCode::Char('l'),
];

/// The pages behind the door, by the keys that lead to each from the menu.
const PAGES: [&str; 4] = ["", "1", "2", "3"];

/// Goes to one of them, from wherever somebody is.
fn go_in(kiosk: &mut Kiosk, page: &str) {
    kiosk.key(KeyCode::F(10)).key(KeyCode::F(12)).keys(PIN).key(KeyCode::Enter).keys(page);
    assert!(kiosk.is_behind_the_door());
}

#[test]
fn whoever_leaves_the_staffs_pages_leaves_nothing_on_the_way_back() {
    let mut kiosk = behind_the_door(106, 30);
    for page in PAGES {
        go_in(&mut kiosk, page);
        // They lead nowhere from here; 首页 leads out.
        let shown = kiosk.screen();
        kiosk.key(KeyCode::F(9)).key(KeyCode::F(1)).key(KeyCode::F(2)).expect_none("F9").expect_none("F2");
        assert_eq!(kiosk.screen(), shown);
        kiosk.key(KeyCode::Home).key(KeyCode::F(9)).keys("1").wait(20);
        for _ in 0..9 {
            kiosk.key(KeyCode::Esc).expect_none("退出程序");
            assert!(!kiosk.is_behind_the_door());
        }
    }
}

#[test]
fn no_key_that_leads_out_and_none_after_it_leads_in_again() {
    let mut kiosk = behind_the_door(106, 30);
    for page in PAGES {
        for out in KEYS {
            for back in [KeyCode::Esc, KeyCode::Char('3'), KeyCode::F(12)] {
                go_in(&mut kiosk, page);
                kiosk.key(*out);
                if kiosk.is_behind_the_door() {
                    continue;
                }
                kiosk.key(back).key(KeyCode::Enter).key(KeyCode::Esc).key(KeyCode::Esc);
                assert!(!kiosk.is_behind_the_door(), "{page}: {out:?}, {back:?}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn nothing_but_the_right_pin_shows_what_is_behind_the_door(
        page in select(&PAGES[..]),
        steps in vec(prop_oneof![9 => select(KEYS).prop_map(Ok), 1 => select(&[1u64, 59, 61, 95][..]).prop_map(Err)], 1..40),
    ) {
        let mut kiosk = behind_the_door(106, 30);
        kiosk.keys(page);
        let dark = kiosk.buffer()[(0, 3)].bg;
        let mut was_behind = true;
        for step in steps {
            match step {
                Ok(key) => kiosk.key(key),
                Err(seconds) => kiosk.wait(seconds),
            };
            let is_behind = kiosk.is_behind_the_door();
            prop_assert!(was_behind || !is_behind, "{step:?}\n{}", kiosk.screen());
            prop_assert!(is_behind || !kiosk.shows("退出程序"), "{step:?}\n{}", kiosk.screen());
            // What is behind the door is never seen in the colours of the visitors' screens.
            prop_assert_eq!(is_behind, kiosk.buffer()[(0, 3)].bg == dark);
            was_behind = is_behind;
        }
    }
}

#[test]
fn the_door_locks_itself_where_nobody_touches_anything() {
    let mut config = crate::config::Config::demonstration().unwrap();
    config.idle.warn_after = 900;
    let mut kiosk = Kiosk::with(106, 30, config, super::Mode::Kiosk);
    kiosk.key(KeyCode::Enter).wait(899).expect("您想找什么");
    let mut kiosk = behind_the_door(106, 30);
    kiosk.keys("2").wait(61).expect("还在吗").wait(60);
    assert!(!kiosk.is_behind_the_door());
    assert_eq!(kiosk.deeds.last(), Some(&Deed::DoorLeft { how: Leaving::Idle }));
    kiosk.key(KeyCode::F(12)).expect("请输入密码").expect_none("退出程序");
}

#[test]
fn every_pin_is_written_down_and_every_way_out() {
    let mut kiosk = behind_the_door(106, 30);
    kiosk.keys("2").key(KeyCode::Esc).key(KeyCode::Esc);
    kiosk.key(KeyCode::F(12)).keys("111111").key(KeyCode::Enter).keys("222222").key(KeyCode::Enter);
    kiosk.keys(PIN).key(KeyCode::Enter).keys("4");
    assert!(kiosk.quit);
    let deeds = [
        Deed::DoorOpened { failures: 0 },
        Deed::DoorLeft { how: Leaving::Closed },
        Deed::PinWrong { failures: 1 },
        Deed::PinWrong { failures: 2 },
        Deed::DoorOpened { failures: 2 },
        Deed::DoorLeft { how: Leaving::Quit },
        Deed::Quit,
    ];
    assert_eq!(kiosk.deeds, deeds);
    assert!(!format!("{:?}", kiosk.deeds).contains("222222"));
}

#[test]
fn wrong_pins_make_wait_and_so_does_a_restart() {
    let mut kiosk = behind_the_door(106, 30);
    kiosk.key(KeyCode::Esc).key(KeyCode::F(12));
    for _ in 0..2 {
        kiosk.keys("111111").key(KeyCode::Enter).expect("密码不对，请再试一次");
    }
    kiosk.keys("111111").key(KeyCode::Enter).expect("请输入密码").expect("密码不对，请等 5 秒再试");
    kiosk.keys(PIN).key(KeyCode::Enter).expect_none("退出程序");
    // Another door is the same door.
    kiosk.key(KeyCode::F(10)).key(KeyCode::F(12)).expect("前面连着输错，请等").keys(PIN).key(KeyCode::Enter).expect_none("退出程序");
    let tried = |kiosk: &Kiosk| kiosk.deeds.iter().filter(|deed| matches!(deed, Deed::PinWrong { .. })).count();
    assert_eq!(tried(&kiosk), 3);
    // The plug is pulled.
    let mut door = behind_the_door(106, 30);
    door.key(KeyCode::Esc);
    let mut kiosk = door.restarted_after(4);
    kiosk.key(KeyCode::F(10)).wait(60).key(KeyCode::F(12)).expect("请输入密码").expect("前面连着输错，请等 10 秒再试");
    kiosk.keys(PIN).key(KeyCode::Enter).expect_none("退出程序").wait(11);
    kiosk.expect_none("请等").key(KeyCode::Enter).expect("退出程序");
    let mut door = behind_the_door(106, 30);
    door.key(KeyCode::Esc);
    door.restarted_after(40).key(KeyCode::F(12)).expect("请等 15 分钟再试");
}

#[test]
fn without_a_pin_in_the_settings_nobody_is_counted() {
    let mut kiosk = Kiosk::with(106, 30, crate::config::Config::demonstration().unwrap(), super::Mode::Kiosk);
    for _ in 0..9 {
        kiosk.key(KeyCode::F(12)).keys("111111").key(KeyCode::Enter).expect("没有设置密码").key(KeyCode::Esc);
    }
    assert_eq!(kiosk.deeds, []);
}
