//! A code as large as the screen allows, with the host in words. Where no scannable code fits, the words themselves.

use ratatui::layout::Rect;

use crate::{
    takeaway::{Code, Payload, Takeaway},
    text::wrap,
};

use super::super::{
    canvas::Canvas,
    context::Context,
    effect::{Effect, Route},
    widget::qr_code,
};

/// What is to be taken away.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::tui) struct State {
    takeaway: Box<Takeaway>,
}

/// What the code screen understands.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::tui) enum Message {
    /// The same for pen and paper.
    WriteDown,
}

/// A code screen.
pub(in crate::tui) fn opened(takeaway: Box<Takeaway>) -> State {
    State { takeaway }
}

impl State {
    /// What is said of it aloud: how it is used, and the same in words.
    pub(in crate::tui) fn said(&self) -> Vec<String> {
        let takeaway = &self.takeaway;
        let hint = hint(&takeaway.payload).to_owned();
        [takeaway.title.clone(), hint].into_iter().chain(takeaway.number.clone()).chain(takeaway.contact.iter().cloned()).collect()
    }
}

/// What a message asks for.
pub(in crate::tui) fn update(state: &State, message: &Message) -> Vec<Effect> {
    match message {
        Message::WriteDown => vec![Effect::Go(Route::WriteDown(state.takeaway.clone()))],
    }
}

/// How to use what is shown.
pub(in crate::tui) fn hint(payload: &Payload) -> &'static str {
    match payload {
        Payload::Link(_) => "用手机相机或微信扫一扫",
        Payload::Slip(_) => "扫一扫，这些字就到手机上，不用上网",
    }
}

/// ```text
///        ████████████        云川县城乡居民基本养老保险实施办法
///        ██  QR  ████
///        ████████████        用手机相机或微信扫一扫
///                            打开的网站：www.yunchuan.example
///                             1  写下来（没有智能手机）
/// ```
/// Beside the code where the screen is wide, below it where it is tall; the code has the first claim on the room.
pub(in crate::tui) fn view(state: &State, context: &Context, canvas: &mut Canvas<'_, Message>, area: Rect) {
    let takeaway = &state.takeaway;
    let payload = takeaway.payload.text();
    // Large type has few columns, and the code is what somebody came for.
    let words = if area.width < 80 { 26 } else { 35 };
    const LINES: u16 = 6;
    let beside = Code::fit(payload, area.width.saturating_sub(words + 3), area.height, context.cell);
    let below = Code::fit(payload, area.width, area.height.saturating_sub(LINES), context.cell);
    let size = |code: &Option<Code>| code.as_ref().map_or(0, Code::columns);
    let (code, words) = if size(&beside) >= size(&below) {
        let width = size(&beside);
        let x = area.x + width + 2;
        (beside, Rect { x, width: area.right().saturating_sub(x + 1), ..area })
    } else {
        let height = below.as_ref().map_or(0, Code::rows);
        (below, Rect { x: area.x + 2, width: area.width.saturating_sub(4), y: area.y + height, height: area.height.saturating_sub(height) })
    };
    match code {
        Some(code) => {
            let x = if words.y == area.y { area.x + 1 } else { area.x + area.width.saturating_sub(code.columns()) / 2 };
            let y = if words.y == area.y { area.y + area.height.saturating_sub(code.rows()) / 2 } else { area.y };
            qr_code::view(canvas, Rect { x, y, width: code.columns(), height: code.rows() }, &code);
            beside_the_code(takeaway, canvas, words, words.y == area.y);
        }
        None => in_words(takeaway, canvas, Rect { x: area.x + 2, width: area.width.saturating_sub(4), ..area }),
    }
}

fn beside_the_code(takeaway: &Takeaway, canvas: &mut Canvas<'_, Message>, area: Rect, tall: bool) {
    let theme = *canvas.theme;
    let mut lines = vec![(takeaway.title.clone(), theme.strong), (hint(&takeaway.payload).to_owned(), theme.text)];
    if let Payload::Link(link) = &takeaway.payload {
        lines.push((format!("打开的网站：{}", link.host()), theme.key));
    }
    if tall {
        lines.extend(takeaway.number.iter().map(|number| (number.clone(), theme.quiet)));
    }
    let tall = tall && area.height > 14;
    let mut y = area.y + if tall { area.height.saturating_sub(12) / 2 } else { 0 };
    for (line, style) in lines {
        for part in wrap(&line, usize::from(area.width), 0) {
            if y + 1 < area.bottom() {
                canvas.text(area.x, y, area.width, &part.text, style);
                y += 1;
            }
        }
        y += u16::from(tall);
    }
    write_down_button(canvas, Rect { y: y.min(area.bottom().saturating_sub(1)), height: 2, ..area });
}

/// No code that a phone could read fits here: say the same in words, never draw mush.
fn in_words(takeaway: &Takeaway, canvas: &mut Canvas<'_, Message>, area: Rect) {
    let theme = *canvas.theme;
    let mut y = area.y;
    let mut lines = vec![(takeaway.title.clone(), theme.strong)];
    lines.extend(takeaway.number.iter().map(|number| (number.clone(), theme.text)));
    match &takeaway.payload {
        Payload::Link(link) => {
            lines.push(("在手机上打开这个网址：".to_owned(), theme.quiet));
            lines.push((link.address().to_owned(), theme.key));
        }
        Payload::Slip(_) => {}
    }
    lines.extend(takeaway.contact.iter().map(|line| (line.clone(), theme.text)));
    for (line, style) in lines {
        for part in wrap(&line, usize::from(area.width), 0) {
            if y + 2 < area.bottom() {
                canvas.text(area.x, y, area.width, &part.text, style);
                y += 1;
            }
        }
    }
    write_down_button(canvas, Rect { y: area.bottom().saturating_sub(2), height: 2, ..area });
}

fn write_down_button(canvas: &mut Canvas<'_, Message>, area: Rect) {
    let theme = *canvas.theme;
    canvas.text(area.x, area.y, 2, "1", theme.key);
    canvas.text(area.x + 3, area.y, area.width.saturating_sub(3), "写下来（没有智能手机）", theme.text);
    canvas.choice(area, Some(1), Message::WriteDown);
}
