//! Pictures between the cells, as the terminal gets them.

use std::{
    cell::RefCell,
    io::{self, Write},
    rc::Rc,
};

use crossterm::event::KeyCode;
use ratatui::{Terminal, TerminalOptions, Viewport, backend::CrosstermBackend, buffer::Buffer, layout::Rect};

use super::Kiosk;
use crate::{
    takeaway::{CellSize, Code},
    tui::{
        canvas::Canvas,
        picture::{Drawn, Layer},
        theme::{Depth, Look, Theme},
        widget::qr_code,
    },
};

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

/// A frame with a code, and words over it.
fn frame(buffer: &mut Buffer, payload: &str, over: &str) -> Drawn {
    let theme = Theme::new(Look::Paper, Depth::True);
    let mut canvas: Canvas<'_, ()> = Canvas::new(buffer, &theme);
    canvas.fill(Rect::new(0, 0, 60, 30), theme.text);
    let cell = CellSize { width: 12, height: 24, known: true, pictures: true };
    let code = Code::fit(payload, 40, 20, cell).unwrap();
    qr_code::view(&mut canvas, Rect { x: 2, y: 2, width: code.columns(), height: code.rows() }, &code);
    canvas.text(4, 4, 20, over, theme.text);
    (None, canvas.pictures)
}

#[test]
fn a_picture_is_sent_when_it_is_new_or_changed_or_was_written_over() {
    let sent = Sent::default();
    let options = TerminalOptions { viewport: Viewport::Fixed(Rect::new(0, 0, 60, 30)) };
    let mut terminal = Terminal::with_options(CrosstermBackend::new(sent.clone()), options).unwrap();
    let mut layer = Layer::default();
    let mut pictures = |payload: &str, over: &str| {
        sent.0.borrow_mut().clear();
        layer.draw(&mut terminal, |buffer| frame(buffer, payload, over)).unwrap();
        String::from_utf8(sent.0.borrow().clone()).unwrap().matches("\u{1b}P7;2q").count()
    };
    assert_eq!(pictures("https://www.yunchuan.example/1", ""), 1);
    assert_eq!(pictures("https://www.yunchuan.example/1", ""), 0);
    assert_eq!(pictures("https://www.yunchuan.example/2", ""), 1);
    // What lies over it is seen, and it is whole again when that is gone.
    assert_eq!(pictures("https://www.yunchuan.example/2", "还要接着看吗"), 0);
    assert_eq!(pictures("https://www.yunchuan.example/2", ""), 1);
    assert_eq!(pictures("https://www.yunchuan.example/2", ""), 0);
}

#[test]
fn with_pictures_a_code_stands_beside_large_text_and_the_scale_stays() {
    let mut kiosk = Kiosk::new(53, 15);
    kiosk.key(KeyCode::Enter).keys("22592");
    kiosk.expect_none("扫一扫");
    kiosk.with_pictures(36, 72).expect("扫一扫");
}
