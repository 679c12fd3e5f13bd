//! What whoever goes is asked, once and for some seconds: how it was.
//!
//! It stands where the doors stand otherwise, and fills the page: a digit means one thing at a time.

use ratatui::layout::Rect;

use super::super::{
    canvas::Canvas,
    context::Context,
    picture::{Face, Icon, Picture, Tile},
    theme::Tone,
    widget::drawn,
};

/// What is said to whoever comes.
pub(super) const BEGIN: &str = "触摸屏幕，或按任意键开始";

/// The marks, from 1 on, in the words of the form that asks the same.
const MARKS: [&str; 5] = ["很不满意", "不满意", "一般", "满意", "很满意"];

/// Rows above the question, of the question, between it and the marks, and of one mark.
struct Rows {
    top: u16,
    question: u16,
    gap: u16,
    mark: u16,
}

impl Rows {
    /// A mark is as high as a finger needs, and with the question in the upper part of what there is: eyes come from there.
    fn of(height: u16, stacked: bool) -> Self {
        if stacked {
            return Self { top: height / 12, question: 5, gap: 1, mark: (height.saturating_sub(height / 12 + 5 + 5) / 5).min(6) };
        }
        let (question, mark) = if height > 20 { (6, 8) } else { (2, 5) };
        let gap = height / 16;
        Self { top: height.saturating_sub(question + mark + 2 * gap + 2) / 3, question, gap, mark }
    }
}

/// Five marks, each to be touched or pressed.
///
/// ```text
///        刚才用得满意吗？
///   ┌ 1 ────┐┌ 2 ────┐┌ 3 ────┐┌ 4 ────┐┌ 5 ────┐
///   │很不满意││不满意 ││一般   ││满意   ││很满意 │
///   └───────┘└───────┘└───────┘└───────┘└───────┘
///    不用留名字，不打分也行
///    触摸屏幕，或按任意键开始
/// ```
pub(super) fn asked<M>(mark: impl Fn(u8) -> M, context: &Context, canvas: &mut Canvas<'_, M>, area: Rect) {
    let theme = *canvas.theme;
    let stacked = area.height >= 36 && area.width < 90;
    let rows = Rows::of(area.height, stacked);
    let inner = Rect { x: area.x + context.margin(), width: area.width.saturating_sub(2 * context.margin()), ..area };
    let question = Rect { y: inner.y + rows.top, height: rows.question, ..inner }.intersection(area);
    drawn::view(canvas, question, Picture::Question(vec!["刚才用得满意吗？"]));
    let (top, mut below) = (question.bottom() + rows.gap, question.bottom() + rows.gap);
    for ((at, words), number) in (0_u16..).zip(MARKS).zip(1_u8..) {
        let place = if stacked {
            Rect { y: top + at * rows.mark, height: rows.mark, ..inner }
        } else {
            let edge = |at: u16| (inner.width + 1) * at / 5;
            Rect { x: inner.x + edge(at), y: top, width: (edge(at + 1) - edge(at)).saturating_sub(1), height: rows.mark }
        };
        let place = place.intersection(area);
        let (digit, icon) = (Some(number), Icon::Mood(number));
        let tile = Tile { digit, icon, tone: Tone::Blue, face: Face::Deep, title: words.to_owned(), about: String::new(), focused: false };
        drawn::view(canvas, place, Picture::Tile(tile));
        canvas.touch(place, mark(number));
        below = place.bottom();
    }
    canvas.text(inner.x, below + rows.gap, inner.width, "不用留名字，不打分也行", theme.quiet);
    canvas.text(inner.x, below + rows.gap + 1, inner.width, BEGIN, theme.quiet);
}

/// A word to whoever gave one.
pub(super) fn thanked<M>(context: &Context, canvas: &mut Canvas<'_, M>, area: Rect) {
    let theme = *canvas.theme;
    let inner = Rect { x: area.x + context.margin(), width: area.width.saturating_sub(2 * context.margin()), ..area };
    let height = if area.height > 20 { 6 } else { 2 };
    let place = Rect { y: inner.y + area.height.saturating_sub(height + 2) / 3, height, ..inner };
    drawn::view(canvas, place, Picture::Question(vec!["谢谢您！"]));
    canvas.text(inner.x, place.bottom() + 1, inner.width, BEGIN, theme.quiet);
}
