//! Another root at the staff's door: only where the settings name one, and never without both fingerprints on the screen.

use crossterm::event::KeyCode;

use super::{
    super::effect::{Errand, News, Reply},
    Kiosk,
    exchange::behind_the_door,
};
use crate::{
    files::Digest,
    sync::{RootMark, RootTrouble},
};

const OLD: &str = "a1b2 c3d4 e5f6 0718";
const NEW: &str = "1a2b 3c4d 5e6f 7081";

fn roots() -> Reply {
    let mark = |body: &str, fingerprint: &str| RootMark { body: body.to_owned(), fingerprint: fingerprint.to_owned() };
    Reply::News(News::Roots(Some(mark("云川县人民政府", OLD)), mark("云溪县人民政府", NEW), Digest::of(b"root")))
}

fn asked(columns: u16, rows: u16) -> Kiosk {
    let mut kiosk = behind_the_door(columns, rows);
    kiosk.hear(Reply::News(News::Root(Some(RootTrouble::Other)))).expect("另一个信任根").expect("检查机器").expect("使用情况");
    kiosk.touch("换信任根（管理员）").hear(roots());
    kiosk
}

#[test]
fn another_root_is_believed_only_after_both_fingerprints_were_shown_and_confirmed() {
    for (columns, rows) in [(106, 30), (53, 15), (60, 53)] {
        let mut kiosk = asked(columns, rows);
        kiosk.expect("云川县人民政府").expect(OLD).expect("云溪县人民政府").expect(NEW).expect("新的。");
        assert_eq!(kiosk.errands.last(), Some(&Errand::AskRoot));
        kiosk.keys("1").expect("正在换");
        assert_eq!(kiosk.errands.last(), Some(&Errand::NewRoot(Digest::of(b"root"))));
        let now = RootMark { body: "云溪县人民政府".to_owned(), fingerprint: NEW.to_owned() };
        kiosk.hear(Reply::News(News::Root(None))).hear(Reply::News(News::RootChanged(now))).expect("换好了").expect("1a2b 3c4d");
        kiosk.keys("0").expect_none("换信任根");
    }
    let mut kiosk = asked(106, 30);
    kiosk.keys("0").expect("工作人员");
    assert_eq!(kiosk.errands.last(), Some(&Errand::AskRoot));
}

#[test]
fn nothing_is_offered_where_the_settings_name_no_other_root() {
    for trouble in [None, Some(RootTrouble::Unread), Some(RootTrouble::NoRoot)] {
        let mut kiosk = behind_the_door(106, 30);
        kiosk.hear(Reply::News(News::Root(trouble))).expect_none("换信任根（管理员）");
        if trouble.is_some() {
            kiosk.expect("配置里的信任根");
        }
    }
    // A visitor is told nothing of it.
    let mut kiosk = behind_the_door(106, 30);
    kiosk.hear(Reply::News(News::Root(Some(RootTrouble::Other)))).key(KeyCode::F(10)).expect_none("信任根");
}
