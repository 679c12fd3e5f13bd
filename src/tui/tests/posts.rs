//! Several people with PINs of their own: each gets as far as their post, and the journal says who it was.

use std::sync::Arc;

use crossterm::event::KeyCode;

use super::{Kiosk, exchange::PIN, hashed};
use crate::{
    advice,
    audit::{Deed, Who},
    config::{Badge, Config, Role, StaffMember},
    library::{HiddenBy, Library},
    tui::app::Mode,
};

const GUIDE: &str = "918273";
const REVIEWER: &str = "645546";

fn config() -> Config {
    let mut config = Config::demonstration().unwrap();
    let member =
        |role: Role, name: &str, pin: &str| StaffMember { role: role.name().to_owned(), name: name.to_owned(), pin_hash: hashed(pin) };
    config.staff.pin_hash = hashed(PIN);
    config.staff.people = vec![member(Role::Guide, "赵某", GUIDE), member(Role::Reviewer, "", REVIEWER)];
    config.library.path = "/nowhere".into();
    config.sync.root = "/nowhere/root.json".into();
    config
}

/// Behind the door, by this PIN.
fn behind(pin: &str, (columns, rows): (u16, u16)) -> Kiosk {
    let mut kiosk = Kiosk::with(columns, rows, config(), Mode::Kiosk);
    kiosk.key(KeyCode::F(12)).keys(pin).key(KeyCode::Enter);
    assert!(kiosk.is_behind_the_door());
    kiosk
}

#[test]
fn each_gets_as_far_as_their_post_and_is_written_down() {
    let guide = Who::Post(Badge { role: Role::Guide, name: "赵某".to_owned() });
    let mut kiosk = behind(GUIDE, (106, 30));
    kiosk.expect("引导员 赵某").expect("申请受理窗口").expect("历史记录");
    for other in ["导入内容", "退回上一版", "临时隐藏", "退出程序"] {
        kiosk.expect_none(other);
    }
    kiosk.key(KeyCode::F(10));
    assert!(!kiosk.quit && kiosk.doers.contains(&guide) && !kiosk.doers.contains(&Who::Staff), "{:?}", kiosk.doers);
    let mut kiosk = behind(REVIEWER, (106, 30));
    kiosk.expect("审核员").expect("导入内容").expect("临时隐藏").expect_none("退出程序").expect_none("退回上一版");
    let mut kiosk = behind(PIN, (106, 30));
    kiosk.expect("管理员").expect("退出程序").expect("退回上一版").keys("4");
    assert!(kiosk.quit);
}

#[test]
fn wrong_pins_count_over_all_and_who_comes_next_is_somebody_else() {
    let mut kiosk = Kiosk::with(106, 30, config(), Mode::Kiosk);
    kiosk.key(KeyCode::F(12));
    for wrong in ["918274", "645547", "000001"] {
        kiosk.keys(wrong).key(KeyCode::Enter);
    }
    kiosk.expect("请等 5 秒再试").wait(6).keys(REVIEWER).key(KeyCode::Enter).expect("审核员").key(KeyCode::F(10));
    assert!(kiosk.deeds.contains(&Deed::PinWrong { failures: 3 }));
    kiosk.key(KeyCode::F(12)).keys(GUIDE).key(KeyCode::Enter).expect("引导员 赵某").expect_none("临时隐藏");
}

#[test]
fn a_reviewer_hides_a_record_and_the_office_reads_who_it_was() {
    let library = Arc::new(Library::embedded(jiff::Timestamp::UNIX_EPOCH).unwrap());
    let mut kiosk = Kiosk::of(library, (106, 30), config(), Mode::Kiosk);
    kiosk.key(KeyCode::F(12)).keys(REVIEWER).key(KeyCode::Enter).keys("4").expect("找到要隐藏的");
    kiosk.keys("公积金提取").key(KeyCode::Down).keys("11").expect("隐藏好了：《");
    let by = HiddenBy::Post(Badge { role: Role::Reviewer, name: "钱某".to_owned() });
    let written = serde_json::to_string(&by).unwrap();
    assert_eq!(advice::who_hid(&serde_json::from_str(&written).unwrap()), "审核员 钱某（密码）");
}

#[test]
fn the_menus_look_as_reviewed() {
    for grid in [(106, 30), (53, 15), (60, 53)] {
        for (name, pin) in [("guide", GUIDE), ("reviewer", REVIEWER)] {
            let kiosk = behind(pin, grid);
            insta::assert_snapshot!(format!("posts_{name}_{}x{}", grid.0, grid.1), kiosk.screen());
        }
    }
}
