//! Pages read aloud, and a screen that nobody sees.

use crossterm::event::KeyCode;

use super::{Kiosk, Speech, Voiced, request::Office};
use crate::config::Config;

/// A kiosk with a voice, on a grid.
fn with_voice((columns, rows): (u16, u16)) -> Kiosk {
    let mut kiosk = Kiosk::new(columns, rows);
    kiosk.voiced(Voiced::Ready);
    kiosk
}

/// What was read last, after everything that is to happen has happened.
fn said(kiosk: &mut Kiosk) -> String {
    kiosk.wait(0);
    match kiosk.heard.iter().rev().find_map(|speech| if let Speech::Say(_, words) = speech { Some(words) } else { None }) {
        Some(words) => words.to_string(),
        None => String::new(),
    }
}

fn is_silent(kiosk: &mut Kiosk) -> bool {
    kiosk.wait(0);
    !matches!(kiosk.heard.last(), Some(Speech::Say(..)))
}

#[test]
fn without_a_voice_nothing_speaks_of_one() {
    for grid in [(106, 30), (53, 15), (60, 53)] {
        let mut kiosk = Kiosk::new(grid.0, grid.1);
        kiosk.key(KeyCode::Enter).keys("*").expect("把屏幕变黑").expect_none("念").keys("6").expect("需要帮忙吗").key(KeyCode::F(8));
        assert!(kiosk.wait(1).heard.is_empty());
    }
}

#[test]
fn the_page_below_is_read_with_the_digits_that_open_its_entries() {
    for grid in [(106, 30), (53, 15), (60, 53)] {
        let mut kiosk = with_voice(grid);
        kiosk.key(KeyCode::Enter).keys("*").expect("念给我听").keys("6").expect_none("需要帮忙吗");
        let home = said(&mut kiosk);
        assert!(home.contains("按任意键就停") && home.contains("二，办事指南"), "{home}");
        let times = kiosk.heard.len();
        kiosk.wait(5).wait(5);
        assert_eq!(kiosk.heard.len(), times, "nothing is read twice");
        // A key ends it, and does what it always does; the next page is read.
        kiosk.keys("2");
        assert!(kiosk.heard.contains(&Speech::Stop));
        let list = said(&mut kiosk);
        assert!(!list.contains("按任意键就停") && list.contains("一，"), "{list}");
        // Help names the way out of it; enough is enough.
        kiosk.keys("*");
        assert!(said(&mut kiosk).contains("六，不念了"), "{}", said(&mut kiosk));
        kiosk.keys("6").keys("0");
        assert!(is_silent(&mut kiosk));
        // One key on a whole keyboard.
        kiosk.key(KeyCode::F(8));
        assert!(said(&mut kiosk).contains("二，办事指南"));
    }
}

#[test]
fn an_answer_is_read_and_the_words_that_were_looked_for_are_not() {
    for grid in [(106, 30), (53, 15)] {
        let mut kiosk = with_voice(grid);
        kiosk.key(KeyCode::F(8)).keys("狮子老虎退休金怎么领").key(KeyCode::Enter);
        let hits = said(&mut kiosk);
        assert!(hits.contains("找到") && hits.contains("一，"), "{hits}");
        assert!(kiosk.heard.iter().all(|speech| !format!("{speech:?}").contains("狮子")), "{:?}", kiosk.heard);
        let mut kiosk = with_voice(grid);
        kiosk.key(KeyCode::F(8)).keys("txjzml1").key(KeyCode::Enter);
        let hits = said(&mut kiosk);
        assert!(hits.contains("回答："), "{hits}");
        // What is said to stand under a digit is opened by it.
        let first = hits.lines().find_map(|line| line.strip_prefix("一，")).unwrap().chars().take(4).collect::<String>();
        kiosk.keys("1");
        assert!(said(&mut kiosk).starts_with(&first), "{first}: {}", said(&mut kiosk));
    }
}

#[test]
fn a_record_is_read_as_people_say_it_from_where_one_is() {
    for grid in [(106, 30), (53, 15)] {
        let mut kiosk = with_voice(grid);
        kiosk.key(KeyCode::Enter).open_record("sb-yanglao-2023").key(KeyCode::F(8));
        let whole = said(&mut kiosk);
        assert!(
            whole.contains("云川县城乡居民基本养老保险实施办法") && whole.contains("有效性：") && whole.contains("二零二三年"),
            "{whole}"
        );
        assert!(!whole.contains("http") && !whole.contains('〔'), "{whole}");
        assert!(whole.contains("九，扫码"), "{whole}");
        kiosk.key(KeyCode::PageDown);
        let further = said(&mut kiosk);
        assert!(further.chars().count() < whole.chars().count() && !further.contains("有效性："), "{further}");
    }
}

#[test]
fn the_questions_of_a_form_are_read_and_its_answers_never() {
    for grid in [(106, 30), (53, 15)] {
        let office = Office::new();
        let mut kiosk = office.kiosk(grid, Config::demonstration().unwrap());
        kiosk.voiced(Voiced::Ready).key(KeyCode::F(8)).keys("4");
        assert!(said(&mut kiosk).contains("二，在这里填申请"), "{}", said(&mut kiosk));
        kiosk.keys("3").keys("3");
        assert!(said(&mut kiosk).contains("您希望公开什么"), "{}", said(&mut kiosk));
        kiosk.keys("狮子老虎").key(KeyCode::Enter);
        assert!(said(&mut kiosk).contains("都答完了"), "{}", said(&mut kiosk));
        assert!(kiosk.heard.iter().all(|speech| !format!("{speech:?}").contains("狮子")), "{:?}", kiosk.heard);
    }
}

#[test]
fn who_goes_takes_the_voice_and_the_dark_along() {
    let mut kiosk = with_voice((106, 30));
    kiosk.key(KeyCode::F(8)).keys("2");
    assert!(!is_silent(&mut kiosk));
    kiosk.keys("/");
    assert!(is_silent(&mut kiosk) && kiosk.heard.last() == Some(&Speech::Stop));
    kiosk.keys("12");
    assert!(is_silent(&mut kiosk), "the next visitor asked for nothing");
    // Staff behind their door are not read to.
    kiosk.key(KeyCode::F(8)).key(KeyCode::F(12));
    assert!(kiosk.wait(0).heard.last() == Some(&Speech::Stop));
    // A screen that somebody left dark is lit for the next one.
    let mut kiosk = with_voice((106, 30));
    kiosk.keys("2*5").expect_none("帮助").wait(61).expect("还在吗").wait(31).expect("触摸屏幕");
}

#[test]
fn a_dark_screen_shows_nothing_until_the_next_key_and_everything_goes_on() {
    for grid in [(106, 30), (53, 15), (60, 53)] {
        let mut kiosk = with_voice(grid);
        kiosk.key(KeyCode::Enter).key(KeyCode::F(8)).keys("2");
        let (lit, rests) = (kiosk.screen(), kiosk.line_at_cursor());
        kiosk.keys("*5");
        assert!(kiosk.screen().trim().is_empty(), "{}", kiosk.screen());
        // A braille line follows the cursor as before, and what is read is read.
        assert!(rests.is_some() && kiosk.line_at_cursor().is_some());
        assert!(said(&mut kiosk).contains("一，"));
        let times = kiosk.heard.len();
        kiosk.keys("1");
        assert_eq!(kiosk.screen(), lit);
        assert_eq!(kiosk.wait(0).heard.len(), times, "the key that brings it back ends no reading");
        kiosk.keys("*5").touch_anywhere();
        assert_eq!(kiosk.screen(), lit);
    }
}

#[test]
fn whoever_listens_is_not_taken_to_have_left() {
    let mut kiosk = with_voice((106, 30));
    kiosk.key(KeyCode::Enter).open_record("sb-yanglao-2023").key(KeyCode::F(8));
    kiosk.wait(0).wait(200).expect_none("还在吗");
    let Some(Speech::Say(number, _)) = kiosk.heard.last() else { panic!("{:?}", kiosk.heard) };
    let number = *number;
    kiosk.voiced(Voiced::Silent(number)).wait(30).expect_none("还在吗").wait(90).expect("还在吗");
    assert!(said(&mut kiosk).contains("还在吗？按任意键继续"));
    kiosk.wait(40).expect("触摸屏幕");
    assert_eq!(kiosk.heard.last(), Some(&Speech::Stop));
}
