//! Counts hold: what is announced above a list can be paged to, to the last of it.

use std::{collections::BTreeSet, sync::Arc};

use crossterm::event::KeyCode;

use super::{Kiosk, Mode};
use crate::{config::Config, library::tests::holding};

/// More than are asked for at once, by far.
const MANY: usize = 150;

fn large(grid: (u16, u16)) -> Kiosk {
    let files: Vec<(String, String)> = (0..MANY)
        .map(|number| {
            let text = format!(
                "+++\ntitle = \"养老服务第{number:03}号办法\"\nkind = \"行政规范性文件\"\nissuers = [\"云川县民政局\"]\nissued_on = 2025-03-01\nmark = \"此件公开发布\"\n+++\n第一条 为了照顾老人，制定本办法。\n"
            );
            (format!("documents/yl-{number:03}.md"), text)
        })
        .collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    Kiosk::of(Arc::new(holding(&files)), grid, Config::demonstration().unwrap(), Mode::Kiosk)
}

/// The serials of the papers on the screen.
fn serials(kiosk: &Kiosk) -> Vec<usize> {
    let screen = kiosk.screen();
    let after = screen.split("养老服务第").skip(1);
    after.filter_map(|rest| rest.split('号').next()?.parse().ok()).collect()
}

#[test]
fn every_hit_that_is_announced_can_be_paged_to() {
    for grid in [(106, 30), (53, 15), (60, 53)] {
        let mut kiosk = large(grid);
        kiosk.keys("养老服务").key(KeyCode::Enter).expect("共 150 件");
        let mut seen: BTreeSet<usize> = serials(&kiosk).into_iter().collect();
        let mut pages = 1;
        loop {
            let before = kiosk.screen();
            kiosk.key(KeyCode::PageDown);
            if kiosk.screen() == before {
                break;
            }
            pages += 1;
            seen.extend(serials(&kiosk));
        }
        kiosk.expect(&format!("第 {pages}/{pages} 页"));
        assert_eq!(seen.len(), MANY, "{grid:?}");
        // And back to the first, where nothing has changed.
        for _ in 0..pages {
            kiosk.key(KeyCode::PageUp);
        }
        kiosk.expect(&format!("第 1/{pages} 页"));
    }
}

#[test]
fn a_leaflet_says_where_its_text_goes_on_and_names_no_page_that_is_not_there() {
    for grid in [(106, 30), (80, 24), (53, 15)] {
        let mut kiosk = Kiosk::new(grid.0, grid.1);
        kiosk.keys("8").touch("公开指南").expect("公开什么").expect("往下还有　按 +").expect("下页").expect_none("上页");
        // The sign is a button as well.
        kiosk.touch("往下还有").expect("上页");
        for _ in 0..9 {
            kiosk.key(KeyCode::PageDown);
        }
        kiosk.expect("监督电话").expect("上面还有　按 −").expect_none("往下还有").expect_none("下页");
        kiosk.touch("上面还有").expect("往下还有");
    }
}
