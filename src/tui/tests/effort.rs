//! How much it takes to leave something: screens, presses, and seconds of somebody who is slow. What a stop-watch would say is reckoned from presses
//! and pages, by figures that stand here: nothing depends on how fast the machine of the test is.

use std::time::{Duration, Instant};

use crossterm::event::KeyCode;

use super::{
    Kiosk,
    request::{GRIDS, Office},
};
use crate::config::Config;

/// Seconds for a page that is new: it is read.
const A_PAGE: f64 = 5.0;
/// Presses of a keyboard for a Han: letters of its sound, and a digit.
const A_HAN: usize = 4;

/// Somebody, and what it took.
struct Visitor {
    kiosk: Kiosk,
    began: Instant,
    /// Pages that were shown, each once in a row.
    pages: Vec<String>,
    /// Presses that stand for a Han, beyond the one that is seen.
    spelled: usize,
}

impl Visitor {
    fn before(kiosk: Kiosk) -> Self {
        Self { began: kiosk.now, kiosk, pages: Vec::new(), spelled: 0 }
    }

    /// Which page is shown: the screen, and of a form its page and question.
    fn page(&self) -> String {
        let all = self.kiosk.app.written();
        let after = |word: &str| {
            let rest = all.split_once(word).map_or("", |(_, rest)| rest);
            rest.chars().take_while(char::is_ascii_alphanumeric).collect::<String>()
        };
        let screen = after("screen: ");
        if screen == "Request" { format!("{screen} {} {}", after("page: "), after("step: ")) } else { screen }
    }

    fn look(&mut self) -> &mut Self {
        let page = self.page();
        if self.pages.last() != Some(&page) {
            self.pages.push(page);
        }
        self
    }

    /// Types; a Han is spelled.
    fn types(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            self.kiosk.key(KeyCode::Char(c));
            self.spelled += if crate::text::is_han(c) { A_HAN - 1 } else { 0 };
            self.look();
        }
        self
    }

    fn enter(&mut self) -> &mut Self {
        self.kiosk.key(KeyCode::Enter);
        self.look()
    }

    /// Enter, and once more where what is public already stands between.
    fn on(&mut self) -> &mut Self {
        self.enter();
        if self.kiosk.shows("按数字看") { self.enter() } else { self }
    }

    fn touches(&mut self, words: &str) -> &mut Self {
        self.kiosk.touch(words);
        self.look()
    }

    /// Pages of the form, presses in all, seconds where each press takes so many.
    fn took(&self, a_press: f64) -> (usize, usize, f64) {
        let pages =
            self.pages.iter().filter(|page| page.starts_with("Request") && !page.contains("Asking") && !page.contains("Sealing")).count();
        let presses =
            usize::try_from((self.kiosk.now - self.began).as_millis() / Duration::from_millis(300).as_millis()).unwrap() + self.spelled;
        let seconds = self.pages.len() as f64 * A_PAGE + presses as f64 * a_press;
        (pages, presses, seconds)
    }
}

#[test]
fn a_citizen_applies_in_eight_screens_and_two_minutes_by_keyboard() {
    let office = Office::new();
    let mut visitor = Visitor::before(office.standard());
    visitor
        .types("421")
        .types("柳桥村道路硬化验收材料")
        .on()
        .types("钱某丁")
        .enter()
        .types("13800000000")
        .enter()
        .types("1")
        .enter()
        .enter();
    visitor.kiosk.expect("已填好，尚未提交");
    let (pages, presses, seconds) = visitor.took(0.7);
    assert!(pages <= 8, "{:?}", visitor.pages);
    assert!(presses <= 90 && seconds <= 120.0, "{presses} presses, {seconds} seconds: {:?}", visitor.pages);
}

#[test]
fn by_number_pad_or_finger_it_is_the_same_screens_and_five_minutes() {
    let office = Office::new();
    for grid in GRIDS {
        office.rest();
        let mut visitor = Visitor::before(office.kiosk(grid, Config::demonstration().unwrap()));
        // 公积金, 王 and a phone as they lie on a telephone.
        visitor
            .types("421")
            .types("455")
            .enter()
            .on()
            .types("9264")
            .enter()
            .enter()
            .types("13800000000")
            .enter()
            .types("1")
            .enter()
            .types("9");
        visitor.kiosk.expect("已填好，尚未提交");
        let (pages, presses, seconds) = visitor.took(2.0);
        assert!(pages <= 8 && presses <= 60 && seconds <= 300.0, "{grid:?}: {presses} presses, {seconds} seconds, {:?}", visitor.pages);
        office.rest();
        let mut visitor = Visitor::before(office.kiosk(grid, Config::demonstration().unwrap()));
        visitor
            .touches("触摸屏幕")
            .touches("依申请公开")
            .touches("在这里填申请")
            .touches("我自己申请")
            .touches("4 GHI")
            .touches("5 JKL")
            .touches("5 JKL");
        visitor.touches("公积金  公交").touches("下一题").touches(if grid.0 > 100 { "下一题" } else { "都不是" });
        visitor.touches("9 WXYZ").touches("2 ABC").touches("6 MNO").touches("4 GHI").touches("王").touches("下一题");
        for digit in "13800000000".chars() {
            visitor.kiosk.press_key(digit);
            visitor.look();
        }
        visitor.touches("下一题").touches("纸面，自己来取").touches("写好了").touches("都对，封好");
        visitor.kiosk.expect("已填好，尚未提交");
        let (pages, presses, seconds) = visitor.took(2.0);
        assert!(pages <= 8 && presses <= 60 && seconds <= 300.0, "{grid:?}: {presses} touches, {seconds} seconds, {:?}", visitor.pages);
    }
}

#[test]
fn an_opinion_is_three_screens_and_a_minute_and_a_half() {
    let office = Office::new();
    for grid in GRIDS {
        office.rest();
        let mut kiosk = office.kiosk(grid, Config::demonstration().unwrap());
        kiosk.open_record("con-gongjiao-2026");
        let mut visitor = Visitor::before(kiosk);
        visitor.types("4").types("首班车再早半个钟头就好了").enter().types("9");
        visitor.kiosk.expect("尚未提交");
        let (pages, presses, seconds) = visitor.took(0.7);
        assert!(pages <= 3 && presses <= 52 && seconds <= 90.0, "{grid:?}: {presses} presses, {seconds} seconds, {:?}", visitor.pages);
    }
}
