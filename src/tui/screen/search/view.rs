//! The search screen drawn.

use std::sync::Arc;

use ratatui::layout::Rect;

use super::{
    filters::filters,
    hits::{hits, nothing},
    message::Message,
    places::{END, Places, board_size, capacity, places},
    state::{Mode, State},
    ways,
};
use crate::{
    library::Card,
    text::{VisitorText, columns, masked},
    tui::{
        canvas::Canvas,
        context::{Context, Room},
        effect::Route,
        field::{self, Press},
        widget::{
            drawn,
            entries::{self, Row, plain},
        },
    },
};

/// ```text
///    搜索  养老▏                                                ‹键盘›  ‹清空›
///    ──────────────────────────────────────────────────────────────────
///    共 23 件（已经作废的 4 件没有算）              7 都不是？  9 筛选和排序
///     1  云川县城乡居民基本养老保险实施办法                       政策文件
///        ✓ 现行有效  云政发〔2023〕8号 · 县人社局 · 2023-05-10
///        第十二条 ……年满六十周岁、累计缴费满十五年的参保人，按月领取养老保险待遇……
/// ```
pub(in crate::tui) fn view(state: &State, questions: &[Arc<Card>], context: &Context, canvas: &mut Canvas<'_, Message>, area: Rect) {
    let places = places(state, context, area);
    field_line(state, context, canvas, &places, board_size(places.field, area));
    if let Some(row) = places.candidates.filter(|_| !state.composes()) {
        completions(state, canvas, row);
    }
    match state.mode {
        Mode::Neither => {
            canvas.text(places.count.x, places.count.y, places.count.width, "都不是？还可以这样：", canvas.theme.strong);
            let shown = state.cursor.shown(ways::instead(state).len(), capacity(state, context));
            let rows = ways::instead(state).into_iter().skip(shown.start);
            entries::view(canvas, places.list, 2, Some(state.cursor), rows);
        }
        Mode::Filters => filters(state, context, canvas, places.list),
        Mode::Values(facet) => {
            let values = state.values(facet);
            let shown = state.cursor.shown(values.len(), capacity(state, context));
            let rows = values.into_iter().skip(shown.start).map(|(name, count, filter)| {
                (Row { title: plain(name), below: vec![plain(count)], ..Row::default() }, Some(Message::Filtered(filter)))
            });
            entries::view(canvas, places.list, 2, Some(state.cursor), rows);
        }
        Mode::Field | Mode::Hits => match &state.found {
            None => advice(questions, canvas, places.list),
            Some(found) if found.hits.is_empty() => nothing(state, found, context, canvas, &places),
            Some(found) => hits(state, found, context, canvas, &places),
        },
    }
}

/// Columns of the narrowest button.
const BUTTON: u16 = 8;

/// How what was typed may go on, as many as fit: for fingers, and the first for the Tab key.
fn completions(state: &State, canvas: &mut Canvas<'_, Message>, area: Rect) {
    let theme = *canvas.theme;
    let mut x = area.x;
    for text in state.completions() {
        let shown = masked(text.reveal());
        let width = u16::try_from(columns(&shown) + 2).unwrap_or(u16::MAX).max(BUTTON);
        if x + width > area.right() {
            break;
        }
        let place = Rect { x, width, ..area };
        canvas.text(x + 1, area.y, width - 1, &shown, theme.key);
        canvas.touch(place, Message::Field(field::Message::Replaced(text.clone())));
        x += width;
    }
}

fn field_line(state: &State, context: &Context, canvas: &mut Canvas<'_, Message>, places: &Places, size: field::Size) {
    let theme = *canvas.theme;
    let framed = places.field.height > 2;
    let is_typed = state.mode == Mode::Field;
    let area = if framed { drawn::frame(canvas, places.field, (SIGN, END), (is_typed, true)) } else { places.field };
    // Candidates beside the field stand where its buttons are otherwise.
    let beside = places.candidates.filter(|candidates| candidates.y == area.y);
    let taken = beside.filter(|_| state.composes());
    let mut right = taken.map_or(area.right(), |candidates| candidates.x);
    let reach =
        Rect { x: places.field.x, y: places.field.y, width: right.saturating_sub(places.field.x), height: places.field.height.max(2) };
    canvas.touch(reach, Message::Field(field::Message::Touched));
    // On a low screen the hits' own button needs the place.
    let crowded = context.room() == Room::Narrow && state.mode != Mode::Field;
    if taken.is_none() && !crowded {
        let board = if state.takes_pad() { "收起键盘" } else { "键盘" };
        let clear = field::Message::Pressed(Press::Clear);
        for (label, message) in [("清空", clear), (board, field::Message::BoardToggled)] {
            let width = (u16::try_from(columns(label)).unwrap_or(0) + 2).max(BUTTON);
            right = right.saturating_sub(width + 1);
            let place = Rect { x: right, width, ..area };
            canvas.centered(place, area.y, &format!("‹{label}›"), theme.key);
            canvas.touch(Rect { y: places.field.y, height: places.field.height.max(2), ..place }, Message::Field(message));
        }
    }
    let begins = if framed { area.x } else { canvas.text(area.x, area.y, 6, "搜索", theme.quiet) + 2 };
    let right = beside.map_or(right, |candidates| candidates.x);
    let line = Rect { x: begins, width: right.saturating_sub(begins), ..area };
    let parts = field::Places { line, candidates: places.candidates.filter(|_| state.composes()), board: places.board, size };
    canvas.nested(Message::Field, |canvas| {
        field::view(&state.field, state.mode == Mode::Field, canvas, &parts);
    });
    if framed {
        canvas.carded(area);
    } else if area.height > 1 {
        canvas.rule(area, area.y + 1);
    }
}

/// Columns of the left end of a frame: the sign that stands for the word in it.
const SIGN: u16 = 5;

/// What can be said, to be touched as well.
const SAID: [&str; 2] = ["退休金怎么领", "新生儿落户"];

/// Before anything is typed: what can be typed, and what people often ask.
fn advice(questions: &[Arc<Card>], canvas: &mut Canvas<'_, Message>, area: Rect) {
    let theme = *canvas.theme;
    let line = Rect { x: area.x + 1, width: area.width.saturating_sub(2), height: 1, ..area };
    let roomy = area.height > 12;
    let mut y = area.y + u16::from(area.height > 8);
    let mut x = canvas.text(line.x, y, line.width, "说事情      ", theme.quiet);
    for said in SAID {
        let end = canvas.text(x, y, line.right().saturating_sub(x), said, theme.key);
        canvas.touch(Rect { x: x.saturating_sub(1), y, width: end + 2 - x, height: 1 + u16::from(roomy) }, tried(said));
        x = end + 3;
    }
    let others = [
        "打首字母    tx（退休）   gjj（公积金）",
        "打拼音      yanglao（养老）   上面列出汉字，按数字选",
        "打文号      云政发〔2023〕8号   2023 8",
    ];
    for words in others {
        y += 1 + u16::from(roomy);
        canvas.text(line.x, y, line.width, words, theme.quiet);
    }
    y += 2 + u16::from(roomy);
    if questions.is_empty() || y + 2 > area.bottom() {
        return;
    }
    canvas.text(line.x, y, line.width, "大家常问", theme.strong);
    let pitch = 1 + u16::from(roomy);
    for question in questions {
        y += pitch;
        if y + pitch > area.bottom() {
            break;
        }
        canvas.text(line.x, y, line.width, &question.title, theme.key);
        canvas.touch(Rect { y, height: pitch, ..line }, Message::Open(Route::to(question, None, VisitorText::default())));
    }
}

/// These words instead of what stands in the field.
fn tried(words: &str) -> Message {
    Message::Field(field::Message::Replaced(words.into()))
}
