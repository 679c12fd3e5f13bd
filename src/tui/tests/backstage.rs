//! An import that runs while visitors have the screen: they find what they found, and staff come back to it through their door alone.

use crossterm::event::KeyCode;

use super::{
    super::effect::{Errand, News, Reply, StickLeft},
    Kiosk,
    exchange::{IMPORT, PIN, behind_the_door, offer, progress, receipt},
};
use crate::{
    advice::Advise,
    sync::{Stage, SyncError},
};

/// A kiosk on whose screen an import runs.
fn importing(columns: u16, rows: u16) -> Kiosk {
    let mut kiosk = behind_the_door(columns, rows);
    kiosk.hear(Reply::Stick(true));
    kiosk.keys("1").hear(Reply::News(News::Offered(offer(Vec::new()))));
    kiosk.keys("1").hear(progress(Stage::Copying, 0.4)).expect("正在复制");
    kiosk
}

fn done() -> Reply {
    Reply::News(News::Done { receipt: receipt(), stick: Some(StickLeft { receipt: true, released: true }) })
}

fn pulled() -> Reply {
    let gone = SyncError::StickGone { source: std::io::Error::from_raw_os_error(19) };
    Reply::News(News::Failed(IMPORT, gone.advice()))
}

fn through_the_door(kiosk: &mut Kiosk) -> &mut Kiosk {
    kiosk.key(KeyCode::F(12)).keys(PIN).key(KeyCode::Enter)
}

#[test]
fn leaving_an_import_asks_and_goes_on_unless_it_is_told_to_stop() {
    let mut kiosk = importing(106, 30);
    for goes_on in [KeyCode::Esc, KeyCode::Enter, KeyCode::Char('1'), KeyCode::Char('0')] {
        kiosk.key(KeyCode::Esc).expect("要停下来吗").key(goes_on).expect("正在复制").expect_none("要停下来吗");
    }
    // It goes on while they think about it.
    kiosk.key(KeyCode::Char('0')).hear(progress(Stage::Indexing, 0.7)).expect("要停下来吗").expect("70%");
    assert_eq!(kiosk.errands.last(), Some(&IMPORT));
    kiosk.touch("停下，不导入").expect("正在停下来");
    assert_eq!(kiosk.errands.last(), Some(&Errand::Cancel));
    kiosk
        .hear(Reply::News(News::Cancelled(SyncError::Cancelled.advice())))
        .expect("已取消")
        .expect("原来的内容照常使用")
        .expect_none("没有做成");
    // From then on nobody keeps staff's door open for a visitor, and there is nothing to tell.
    kiosk.wait(200).wait(1).expect_none("已取消").expect("查政策").expect("插入了 U 盘");
}

#[test]
fn from_the_switch_on_nothing_is_promised_to_stop() {
    for asked in [false, true] {
        let mut kiosk = importing(106, 30);
        if asked {
            kiosk.key(KeyCode::Esc);
        }
        kiosk.hear(progress(Stage::Switching, 1.0)).expect("正在换上新内容").expect_none("停下").key(KeyCode::Char('2'));
        assert_eq!(kiosk.errands.last(), Some(&IMPORT));
        kiosk.key(KeyCode::Esc).expect_none("要停下来吗").hear(done()).expect("U 盘可以拔了");
    }
}

#[test]
fn visitors_search_what_they_had_while_content_is_taken_in() {
    for (columns, rows) in [(106, 30), (53, 15), (60, 53)] {
        let mut kiosk = importing(columns, rows);
        kiosk.touch("让群众先用").expect("正在更新内容，照常可以查").expect_none("插入了 U 盘");
        insta::assert_snapshot!(format!("backstage_attract_{columns}x{rows}"), kiosk.screen());
        kiosk.keys("1").expect_none("正在更新内容").hear(progress(Stage::Indexing, 0.8)).expect_none("80%");
        // What was being imported is no business of theirs, and no way back leads there.
        for _ in 0..4 {
            kiosk.key(KeyCode::Esc).expect_none("导入").expect_none("工作人员请输入密码");
        }
        assert_eq!(kiosk.errands.iter().filter(|errand| matches!(errand, Errand::Cancel)).count(), 0);
        through_the_door(&mut kiosk).expect("80%").expect("让群众先用");
    }
}

#[test]
fn staff_who_go_away_leave_the_screen_to_visitors() {
    let mut kiosk = importing(106, 30);
    kiosk.wait(59).expect("正在复制").key(KeyCode::Esc).expect("要停下来吗");
    kiosk.wait(61).expect("正在更新内容，照常可以查").expect("查政策");
    // Who gave no answer wants what was begun.
    through_the_door(&mut kiosk).expect("正在复制").expect_none("要停下来吗");
    for key in [KeyCode::F(10), KeyCode::Home, KeyCode::F(9)] {
        kiosk.key(key).expect_none("正在复制");
        assert_eq!(kiosk.errands.iter().filter(|errand| matches!(errand, Errand::Cancel)).count(), 0);
        kiosk.key(KeyCode::F(10)).expect("正在更新内容");
        through_the_door(&mut kiosk).expect("正在复制");
    }
    // Larger text, and back to it: the page is still there.
    kiosk.keys("*").expect("正在复制");
}

#[test]
fn whoever_comes_later_sees_what_became_of_it_until_the_stick_is_pulled() {
    let mut kiosk = importing(106, 30);
    kiosk.keys("1").keys("1");
    kiosk.hear(done());
    assert_eq!(kiosk.reopened, 0, "somebody is searching");
    kiosk.key(KeyCode::F(10)).expect("导入好了，可以拔 U 盘").wait(1);
    assert_eq!(kiosk.reopened, 1);
    through_the_door(&mut kiosk).expect("导入好了：第 7 版，U 盘可以拔了").keys("0").expect("导入内容（U 盘）");
    kiosk.key(KeyCode::F(10)).expect("导入好了，可以拔 U 盘");
    kiosk.hear(Reply::Stick(false)).expect_none("导入好了").hear(Reply::Stick(true)).expect("插入了 U 盘");
    through_the_door(&mut kiosk).expect("导入内容（U 盘）");
}

#[test]
fn whoever_comes_later_sees_a_failure_until_staff_have_seen_it() {
    let mut kiosk = importing(106, 30);
    kiosk.keys("1").hear(Reply::Stick(false)).hear(pulled());
    kiosk.expect("导入没有成功（代码 Y-03）").wait(5000).expect("导入没有成功（代码 Y-03）");
    through_the_door(&mut kiosk).expect("U 盘拔掉了").expect("代码 Y-03").keys("0").expect("导入内容（U 盘）");
    kiosk.key(KeyCode::F(10)).expect_none("导入没有成功");
    // The same where it failed before the eyes of somebody who had gone.
    let mut kiosk = importing(106, 30);
    kiosk.hear(pulled()).expect("U 盘拔掉了").wait(200).wait(1).expect("导入没有成功（代码 Y-03）");
    through_the_door(&mut kiosk).expect("U 盘拔掉了");
}

#[test]
fn one_import_at_a_time_and_whoever_wants_another_sees_the_one_that_runs() {
    let mut kiosk = importing(106, 30);
    kiosk.keys("1");
    for _ in 0..2 {
        through_the_door(&mut kiosk).expect("正在复制").keys("1").expect("正在更新内容");
    }
    assert_eq!(kiosk.errands.iter().filter(|errand| **errand == Errand::Look).count(), 1);
}

#[test]
fn without_a_library_the_page_says_that_one_is_coming() {
    let mut kiosk = importing(106, 30);
    kiosk.hear(Reply::Unavailable).expect("正在复制").keys("1").expect("正在维护").expect("正在导入内容，请稍等");
    kiosk.hear(done()).expect("导入好了，可以拔 U 盘");
}

#[test]
fn content_that_came_in_meanwhile_has_proven_nothing_yet() {
    let proven = |kiosk: &Kiosk| kiosk.errands.iter().filter(|errand| **errand == Errand::Proven).count();
    let mut kiosk = importing(106, 30);
    kiosk.keys("1").wait(100).wait(100);
    assert_eq!(proven(&kiosk), 0);
    kiosk.keys("1").hear(done()).wait(100);
    assert_eq!(proven(&kiosk), 0, "what is shown is not what came in");
    kiosk.key(KeyCode::F(10)).wait(1).wait(30);
    assert_eq!((kiosk.reopened, proven(&kiosk)), (1, 0));
    kiosk.wait(61).wait(1);
    assert_eq!(proven(&kiosk), 1);
}
