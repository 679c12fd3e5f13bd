//! Pictures between the cells, as the terminal gets them.

use std::{
    cell::RefCell,
    io::{self, Write},
    rc::Rc,
    sync::mpsc,
    time::{Duration, Instant},
};

use crossterm::event::KeyCode;
use ratatui::{Terminal, TerminalOptions, Viewport, backend::CrosstermBackend, buffer::Buffer, layout::Rect};

use super::Kiosk;
use crate::{
    takeaway::{CellSize, Code},
    tui::{
        canvas::Canvas,
        picture::{self, Chip, Drawn, Layer, Order, Painted, Picture, Shades, What},
        theme::{Depth, Look, Theme},
        widget::{drawn, qr_code},
    },
};

const CELL: CellSize = CellSize { width: 12, height: 24, known: true, pictures: true };

#[derive(Clone, Default)]
struct Sent(Rc<RefCell<Vec<u8>>>);

impl Write for Sent {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Sent {
    /// Pictures that were sent since this was asked last.
    fn pictures(&self) -> usize {
        let bytes = std::mem::take(&mut *self.0.borrow_mut());
        String::from_utf8(bytes).unwrap().matches("\u{1b}P7;2q").count()
    }
}

/// A terminal of so many cells that shows pictures, and somebody who paints for it.
struct Shown {
    sent: Sent,
    terminal: Terminal<CrosstermBackend<Sent>>,
    layer: Layer,
    now: Instant,
    orders: mpsc::Sender<Vec<Order>>,
    painted: mpsc::Receiver<Painted>,
}

impl Shown {
    fn new(columns: u16, rows: u16) -> Self {
        let sent = Sent::default();
        let options = TerminalOptions { viewport: Viewport::Fixed(Rect::new(0, 0, columns, rows)) };
        let terminal = Terminal::with_options(CrosstermBackend::new(sent.clone()), options).unwrap();
        let (done, painted) = mpsc::channel();
        let orders = picture::start(move |batch| done.send(batch).is_ok());
        Self { sent, terminal, layer: Layer::default(), now: Instant::now(), orders, painted }
    }

    /// Another size, as a terminal takes it.
    fn resize(&mut self, columns: u16, rows: u16) {
        self.terminal.resize(Rect::new(0, 0, columns, rows)).unwrap();
    }

    /// One frame; how many pictures were sent, and how many are to be painted.
    fn frame(&mut self, view: impl FnOnce(&mut Buffer) -> Drawn) -> (usize, Vec<Order>) {
        let orders = self.layer.draw(&mut self.terminal, CELL, self.now, view).unwrap();
        (self.sent.pictures(), orders)
    }

    /// Paints.
    fn paint(&mut self, orders: Vec<Order>) {
        self.orders.send(orders).unwrap();
        self.layer.painted(self.painted.recv().unwrap());
    }

    /// Frames until there is nothing left to paint; how many pictures were sent.
    fn settled(&mut self, mut view: impl FnMut(&mut Buffer) -> Drawn) -> usize {
        let mut all = 0;
        loop {
            let (sent, orders) = self.frame(&mut view);
            all += sent;
            if orders.is_empty() {
                return all;
            }
            self.paint(orders);
        }
    }
}

/// Whether this machine has letters to paint with.
fn has_letters() -> bool {
    std::path::Path::new("/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc").exists()
}

/// A frame with a code, and words over it.
fn code(buffer: &mut Buffer, payload: &str, over: &str) -> Drawn {
    let theme = Theme::new(Look::Paper, Depth::True);
    let mut canvas: Canvas<'_, ()> = Canvas::new(buffer, &theme);
    canvas.fill(Rect::new(0, 0, 60, 30), theme.text);
    let code = Code::fit(payload, 40, 20, CELL).unwrap();
    qr_code::view(&mut canvas, Rect { x: 2, y: 2, width: code.columns(), height: code.rows() }, &code);
    canvas.text(4, 4, 20, over, theme.text);
    Drawn { pictures: canvas.pictures, ..Drawn::default() }
}

/// A frame with three words to tap, one of them focused, and words over them.
fn chips(buffer: &mut Buffer, focus: usize, over: &str) -> Drawn {
    tapped(buffer, focus, "退休金怎么领", over)
}

fn tapped(buffer: &mut Buffer, focus: usize, words: &str, over: &str) -> Drawn {
    let theme = Theme::new(Look::Paper, Depth::True);
    let mut canvas: Canvas<'_, ()> = Canvas::new(buffer, &theme);
    canvas.fill(Rect::new(0, 0, 60, 30), theme.text);
    for (at, y) in (0..3).zip([2, 6, 10]) {
        let chip = Chip { words: words.to_owned(), focused: at == focus };
        drawn::view(&mut canvas, Rect::new(2, y, 30, 2), Picture::Chip(chip));
    }
    canvas.text(4, 6, 20, over, theme.text);
    Drawn { pictures: canvas.pictures, shades: Shades::of(&theme), ..Drawn::default() }
}

#[test]
fn a_picture_is_sent_when_it_is_new_or_changed_or_was_written_over() {
    let mut shown = Shown::new(60, 30);
    let mut pictures = |payload: &str, over: &str| shown.frame(|buffer| code(buffer, payload, over)).0;
    assert_eq!(pictures("https://www.yunchuan.example/1", ""), 1);
    assert_eq!(pictures("https://www.yunchuan.example/1", ""), 0);
    assert_eq!(pictures("https://www.yunchuan.example/2", ""), 1);
    // What lies over it is seen, and it is whole again when that is gone.
    assert_eq!(pictures("https://www.yunchuan.example/2", "还要接着看吗"), 0);
    assert_eq!(pictures("https://www.yunchuan.example/2", ""), 1);
    assert_eq!(pictures("https://www.yunchuan.example/2", ""), 0);
}

#[test]
fn cells_come_first_and_only_what_changes_is_sent_after_them() {
    if !has_letters() {
        return;
    }
    let mut shown = Shown::new(60, 30);
    let (sent, orders) = shown.frame(|buffer| chips(buffer, 0, ""));
    // Two of the three are the same.
    assert_eq!((sent, orders.len()), (0, 2));
    // While it is painted nobody asks again.
    assert!(shown.frame(|buffer| chips(buffer, 0, "")).1.is_empty());
    shown.paint(orders);
    assert_eq!(shown.settled(|buffer| chips(buffer, 0, "")), 3);
    assert_eq!(shown.settled(|buffer| chips(buffer, 0, "")), 0);
    // The focus goes on: two are others than before.
    assert_eq!(shown.settled(|buffer| chips(buffer, 1, "")), 2);
    // Words over one: its cells are seen, the others stay, and it comes back alone.
    assert_eq!(shown.settled(|buffer| chips(buffer, 1, "还在吗")), 0);
    assert_eq!(shown.settled(|buffer| chips(buffer, 1, "")), 1);
    // Another size: all that is there is sent again, painted or not.
    shown.resize(60, 29);
    assert_eq!(shown.settled(|buffer| chips(buffer, 1, "")), 3);
    assert!(shown.layer.held() > 0);
    shown.layer.forget();
    assert_eq!(shown.layer.held(), 0);
}

#[test]
fn what_stood_there_stays_for_a_moment_while_what_follows_is_painted() {
    if !has_letters() {
        return;
    }
    let mut shown = Shown::new(60, 30);
    shown.settled(|buffer| chips(buffer, 0, ""));
    let mut written = |after: Duration| {
        let now = shown.now + after;
        let orders = shown.layer.draw(&mut shown.terminal, CELL, now, |buffer| tapped(buffer, 0, "低保怎么申请", "")).unwrap();
        let bytes = std::mem::take(&mut *shown.sent.0.borrow_mut());
        (orders.len(), String::from_utf8(bytes).unwrap())
    };
    let (orders, seen) = written(Duration::ZERO);
    assert!(orders == 2 && !seen.contains('低'), "{seen:?}");
    // The painter is slow: what there is to read is shown.
    let (orders, seen) = written(Duration::from_secs(1));
    assert!(orders == 0 && seen.contains('低'), "{seen:?}");
}

#[test]
fn home_is_painted_before_anybody_opens_it() {
    if !has_letters() {
        return;
    }
    let mut kiosk = Kiosk::new(106, 30);
    kiosk.with_pictures(12, 24);
    let mut shown = Shown::new(106, 30);
    shown.settled(|buffer| kiosk.app.view(buffer));
    let look = |shown: &mut Shown, kiosk: &Kiosk| {
        let (ahead, drawn) = shown.layer.may_look_ahead().and_then(|after| kiosk.app.ahead(after)).unwrap();
        let orders = shown.layer.look_ahead(ahead, drawn);
        shown.paint(orders);
        assert!(shown.layer.may_look_ahead().and_then(|after| kiosk.app.ahead(after)).is_none());
    };
    look(&mut shown, &kiosk);
    kiosk.key(KeyCode::Enter);
    let (sent, orders) = shown.frame(|buffer| kiosk.app.view(buffer));
    assert!(sent > 10 && orders.is_empty(), "{sent}");
    // Then what the arrows will find there.
    look(&mut shown, &kiosk);
    kiosk.key(KeyCode::Down).key(KeyCode::Right);
    let (sent, orders) = shown.frame(|buffer| kiosk.app.view(buffer));
    assert!(sent == 1 && orders.is_empty(), "{sent}");
}

#[test]
fn places_are_listed_and_drawn_by_the_same_numbers_the_nearest_first() {
    for (columns, rows, has_map) in [(106, 30, true), (60, 53, true), (160, 45, true), (80, 24, false), (53, 15, false)] {
        let mut kiosk = Kiosk::new(columns, rows);
        kiosk.keys("6").touch("养老服务").expect("往西约1.0公里");
        let screen = kiosk.screen();
        let line = |words: &str| screen.lines().position(|line| line.contains(words));
        assert!(line("往西约1.0公里") < line("往西约1.2公里"), "{screen}");
        assert_eq!(kiosk.shows("您在这里"), has_map, "{screen}");
        let app = &kiosk.app;
        let drawn = app.view(&mut Buffer::empty(Rect::new(0, 0, columns, rows)));
        let maps: Vec<_> = drawn
            .pictures
            .iter()
            .filter_map(|placed| match &placed.what {
                What::Picture(picture) => match &**picture {
                    Picture::Map(map) => Some(map.clone()),
                    _ => None,
                },
                What::Code(_) => None,
            })
            .collect();
        assert_eq!(maps.len(), usize::from(has_map));
        for map in maps {
            // The first three lie to the west; the arrows point at the first.
            assert!(map.here && map.focus == Some(1) && map.marks.iter().take(3).map(|mark| mark.number).eq(1..=3));
            assert!(map.marks.iter().take(3).all(|mark| mark.east < 0), "{map:?}");
        }
        // Its page says the same as the list, and no coordinates.
        kiosk.keys("1").expect("在哪里").expect_none("坐标");
    }
    let mut kiosk = Kiosk::new(106, 30);
    kiosk.keys("6").touch("养老服务").keys("1").expect("往西约1.0公里");
    // What nobody can draw is found by its address.
    let mut kiosk = Kiosk::new(106, 30);
    kiosk.keys("6").touch("公共厕所").expect("按地址找").expect("城关镇滨河路120号");
}

#[test]
fn with_pictures_a_code_stands_beside_large_text_and_the_scale_stays() {
    let mut kiosk = Kiosk::new(53, 15);
    kiosk.key(KeyCode::Enter).keys("22592");
    kiosk.expect_none("扫一扫");
    kiosk.with_pictures(36, 72).expect("扫一扫");
}

/// Many sizes and many keys: pictures lie apart and whole on the screen, their cells say what they say, and nothing grows.
#[test]
fn resizes_and_keys_at_random_leave_no_picture_behind() {
    let mut kiosk = Kiosk::new(106, 30);
    let mut shown = Shown::new(106, 30);
    let mut seed = 7u64;
    let mut random = |below: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    for round in 0..2000 {
        if round % 10 == 0 {
            let (columns, rows) = (u16::try_from(53 + random(120)).unwrap(), u16::try_from(15 + random(45)).unwrap());
            kiosk.resize(columns, rows).with_pictures(12, 24);
            shown.resize(columns, rows);
        }
        match random(14) {
            0 => kiosk.key(KeyCode::F(10)),
            1 => kiosk.key(KeyCode::Esc),
            2 => kiosk.key(KeyCode::Down),
            3 => kiosk.key(KeyCode::Right),
            4 => kiosk.key(KeyCode::Left),
            5 => kiosk.key(KeyCode::Enter),
            6 => kiosk.key(KeyCode::Char('.')),
            7 => kiosk.key(KeyCode::F(2)),
            digit => kiosk.keys(&(digit - 7).to_string()),
        };
        let app = &kiosk.app;
        let area = Rect::new(0, 0, app.grid().width, app.grid().height);
        let drawn = app.view(&mut Buffer::empty(area));
        for (at, placed) in drawn.pictures.iter().enumerate() {
            assert_eq!(placed.area.intersection(area), placed.area, "{:?}\n{}", placed.what, kiosk.screen());
            for other in drawn.pictures.iter().skip(at + 1) {
                assert!(!placed.area.intersects(other.area), "{:?} {:?}\n{}", placed.what, other.what, kiosk.screen());
            }
        }
        drop(shown.layer.draw(&mut shown.terminal, CELL, shown.now, |buffer| app.view(buffer)).unwrap());
        assert!(shown.sent.pictures() <= 3);
    }
}
