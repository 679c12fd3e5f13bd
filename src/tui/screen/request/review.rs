//! All answers on one page, each to be changed by its number, and the seal below them.

use ratatui::layout::Rect;

use super::{
    draft::Draft,
    message::Message,
    parts::{BUTTON, head, inner},
    state::State,
};
use crate::{
    text::{masked, wrap},
    tui::{
        canvas::Canvas,
        context::{Context, Room},
    },
};

/// The digit of the seal.
const SEAL: u8 = 9;
/// Most answers on a page: the last digit is the seal's.
const MOST: usize = 8;

/// Rows above the answers and below them.
fn frame(context: &Context) -> (u16, u16) {
    if context.room() == Room::Narrow { (1, BUTTON) } else { (4, BUTTON + 1) }
}

/// Answers that a page holds, two rows each.
pub(super) fn capacity(context: &Context) -> usize {
    let (above, below) = frame(context);
    usize::from(context.body().height.saturating_sub(above + below) / BUTTON).clamp(1, MOST)
}

/// The place of the seal among what arrows can rest on.
pub(super) fn seal_at(top: usize, rows: usize, fit: usize) -> usize {
    rows.saturating_sub(top).min(fit)
}

/// ```text
///   请看一遍，都对了再封好
///
///    1  想要的信息    城关镇2025年危房改造补助名单和标准
///    2  姓名          王某
///    …
///    9  都对，封好
/// ```
pub(super) fn view(state: &State, draft: &Draft, context: &Context, canvas: &mut Canvas<'_, Message>, area: Rect) {
    let theme = *canvas.theme;
    let whole = inner(context, area);
    let rows = draft.rows();
    let fit = capacity(context);
    let pages = rows.len().div_ceil(fit);
    let note = if pages > 1 { format!("第 {}/{pages} 页", state.cursor.top / fit + 1) } else { String::new() };
    let narrow = context.room() == Room::Narrow;
    let title = if narrow { "看一遍，按数字改" } else { "请看一遍：哪里不对按数字改，都对了再封好" };
    let body = head(context, canvas, whole, title, &note);
    let (above, below) = frame(context);
    if !narrow {
        let about = state.item().map(|item| item.title.as_str()).filter(|_| !draft.paper.is_application());
        canvas.text(body.x, body.y, body.width, about.unwrap_or(draft.form.schema.title), theme.quiet);
    }
    let list = Rect { y: area.y + above, height: area.height.saturating_sub(above + below), ..whole };
    let taken = u16::try_from(fit).unwrap_or(1).max(1);
    let pitch = (list.height / taken).clamp(BUTTON, 3);
    let seal = seal_at(state.cursor.top, rows.len(), fit);
    let focus = state.cursor.focus.min(seal);
    for (at, (index, (_, label, answer))) in (0u16..).zip(rows.iter().enumerate().skip(state.cursor.top).take(fit)) {
        let place = Rect { y: list.y + at * pitch, height: pitch, ..list }.intersection(list);
        row(canvas, place, u8::try_from(at + 1).unwrap_or(0), label, answer.as_ref().map(|words| masked(words.reveal())).as_deref());
        if focus == usize::from(at) {
            canvas.focus(Rect { height: 1, ..place });
        }
        canvas.choice(place, u8::try_from(at + 1).ok(), Message::Change(index));
    }
    let y = area.bottom().saturating_sub(BUTTON);
    let place = Rect { y, height: BUTTON, ..whole };
    let words = "都对，封好";
    let at = canvas.text(place.x + 1, y, 2, &SEAL.to_string(), theme.key) + 2;
    canvas.text(at, y, place.width, words, theme.strong);
    if focus == seal {
        canvas.focus(Rect { height: 1, ..place });
    }
    canvas.choice(place, Some(SEAL), Message::Seal);
}

/// A question and its answer, over two rows where it is long; what may be added is quiet.
fn row(canvas: &mut Canvas<'_, Message>, area: Rect, digit: u8, label: &str, answer: Option<&str>) {
    let theme = *canvas.theme;
    canvas.text(area.x + 1, area.y, 2, &digit.to_string(), theme.key);
    let style = if answer.is_some() { theme.strong } else { theme.quiet };
    canvas.text(area.x + 4, area.y, 14, label, style);
    let x = area.x + 20;
    let room = area.right().saturating_sub(x);
    let lines = wrap(answer.unwrap_or("（没有写，要补就按这个数字）"), usize::from(room.max(10)), 0);
    let shown = usize::from(area.height.min(BUTTON));
    let more = lines.len() > shown;
    for (y, (at, line)) in (area.y..area.bottom()).zip(lines.iter().take(shown).enumerate()) {
        let cut = more && at + 1 == shown;
        let text = if cut {
            format!("{}……", line.text.chars().take(line.text.chars().count().saturating_sub(3)).collect::<String>())
        } else {
            line.text.clone()
        };
        canvas.text(x, y, room, &text, if answer.is_some() { theme.text } else { theme.quiet });
    }
}
