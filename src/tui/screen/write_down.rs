//! 写下来: what a visitor without a smartphone copies or shows to the staff. Few words, far apart.

use ratatui::layout::Rect;

use crate::{takeaway::Takeaway, text::wrap};

use super::super::{canvas::Canvas, context::Context};

/// What is to be written down.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::tui) struct State {
    takeaway: Box<Takeaway>,
}

/// A page to copy from.
pub(in crate::tui) fn opened(takeaway: Box<Takeaway>) -> State {
    State { takeaway }
}

/// ```text
///    ┌──────────────────────────────────────────────┐
///      云川县城乡居民基本养老保险实施办法
///      云政发〔2023〕8号
///      2楼C区201—208窗口
///      电话 0000-5600208
///      要带：居民身份证、社会保障卡
///    └──────────────────────────────────────────────┘
///              把这张给工作人员看，或者抄下来
/// ```
pub(in crate::tui) fn view<M>(state: &State, context: &Context, canvas: &mut Canvas<'_, M>, area: Rect) {
    let theme = *canvas.theme;
    let takeaway = &state.takeaway;
    let width = area.width.saturating_sub(2 * context.margin()).min(80);
    let x = area.x + (area.width - width) / 2;
    let mut lines: Vec<(String, bool)> = Vec::new();
    let mut add = |text: &str, strong: bool| {
        lines.extend(wrap(text, usize::from(width.saturating_sub(6)), 0).into_iter().map(|line| (line.text, strong)));
        if context.grid.height >= 22 {
            lines.push((String::new(), false));
        }
    };
    add(&takeaway.title, true);
    if let Some(number) = &takeaway.number {
        add(number, true);
    }
    for line in takeaway.contact.iter().chain(&takeaway.bring) {
        add(line, false);
    }
    let height = u16::try_from(lines.len()).unwrap_or(area.height).min(area.height.saturating_sub(4)) + 2;
    let frame = Rect { x, y: area.y + area.height.saturating_sub(height + 2) / 2, width, height };
    canvas.rule(Rect { height: 1, ..frame }, frame.y);
    for (y, (line, strong)) in (frame.y + 1..frame.bottom().saturating_sub(1)).zip(lines) {
        canvas.text(frame.x + 3, y, width.saturating_sub(4), &line, if strong { theme.strong } else { theme.text });
    }
    canvas.rule(Rect { height: 1, ..frame }, frame.bottom().saturating_sub(1));
    canvas.centered(area, frame.bottom() + u16::from(area.height > 12), "抄下来，或者把这一页给工作人员看", theme.key);
}
