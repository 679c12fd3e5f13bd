//! Doors on the first screens: drawn where something is behind them, and under the digit they always have.

use std::sync::Arc;

use crossterm::event::KeyCode;

use super::{Kiosk, Mode};
use crate::{config::Config, library::tests::holding};

const GRIDS: [(u16, u16); 3] = [(106, 30), (53, 15), (60, 53)];

/// A kiosk of a county that has brought nothing but two documents.
fn plain(grid: (u16, u16)) -> Kiosk {
    let document = |title: &str| {
        format!(
            "+++\ntitle = \"{title}\"\nkind = \"行政规范性文件\"\nissuers = [\"云川县民政局\"]\nissued_on = 2025-03-01\nmark = \"此件公开发布\"\n+++\n第一条 为了照顾老人，制定本办法。\n"
        )
    };
    let (first, second) = (document("老年人助餐补贴办法"), document("养老服务机构管理办法"));
    let library = holding(&[("documents/zhucan.md", &first), ("documents/jigou.md", &second)]);
    Kiosk::of(Arc::new(library), grid, Config::demonstration().unwrap(), Mode::Kiosk)
}

#[test]
fn nobody_is_sent_to_an_empty_page_from_the_first_screens() {
    for grid in GRIDS {
        let mut kiosk = plain(grid);
        kiosk.expect("查政策").expect("申请公开").expect_none("办事指南");
        insta::assert_snapshot!(format!("plain_attract_{}x{}", grid.0, grid.1), kiosk.screen());
        kiosk.key(KeyCode::Enter);
        insta::assert_snapshot!(format!("plain_home_{}x{}", grid.0, grid.1), kiosk.screen());
        for name in ["办事指南", "解读问答", "意见征集", "便民地图", "企业专区", "人生大事", "大家常问"] {
            kiosk.expect_none(name);
        }
        // Whatever can be opened from here holds something, and so does what can be opened from there.
        for digit in ["1", "4", "8"] {
            kiosk.keys(".").keys(digit).expect_none("这里现在没有内容");
            let page = kiosk.screen();
            for choice in 1..=9 {
                let choice = choice.to_string();
                kiosk.keys(&choice).expect_none("这里现在没有内容").keys(".").keys(digit);
                assert_eq!(kiosk.screen(), page, "{grid:?} {digit} {choice}");
            }
        }
    }
}

#[test]
fn a_digit_opens_the_same_door_in_every_library_and_none_where_there_is_none() {
    let mut kiosk = plain((106, 30));
    kiosk.key(KeyCode::Enter);
    let home = kiosk.screen();
    for digit in ["2", "3", "5", "6", "7", "9", "0"] {
        kiosk.keys(digit);
        assert_eq!(kiosk.screen(), home, "{digit}");
    }
    kiosk.keys("4").expect("到窗口申请").keys("5").expect("谁受理").keys(".8").expect("依申请公开");
}

#[test]
fn where_nothing_is_found_themes_are_offered_only_where_there_are_any() {
    let mut kiosk = plain((106, 30));
    kiosk.keys("zzqqxxvv").expect("叫工作人员").expect_none("按主题找");
}
