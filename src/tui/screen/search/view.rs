//! The parts of the search screen and how they are drawn.

use ratatui::layout::Rect;

use super::{
    Message, Mode, State,
    filters::filters,
    hits::{hits, nothing},
};
use crate::{
    text::columns,
    tui::{
        canvas::Canvas,
        context::{Context, Room},
        widget::{
            entries::{self, Row, plain},
            letter_pad,
        },
    },
};

/// The parts of the screen, from above.
pub(super) struct Places {
    pub(super) field: Rect,
    pub(super) count: Rect,
    pub(super) list: Rect,
    pub(super) pad: Option<Rect>,
}

pub(super) fn places(state: &State, context: &Context, area: Rect) -> Places {
    let margin = context.margin();
    let inner = Rect { x: area.x + margin, width: area.width.saturating_sub(2 * margin), ..area };
    let narrow = context.room() == Room::Narrow;
    let field = Rect { height: if narrow { 1 } else { 2 }, ..inner };
    let pad_height = if state.takes_pad() { letter_pad::height(inner.width) } else { 0 };
    let count_height = u16::from(!(narrow && state.takes_pad()));
    let count = Rect { y: field.bottom(), height: count_height, ..inner };
    let list = Rect { y: count.bottom(), height: area.bottom().saturating_sub(count.bottom() + pad_height), ..inner };
    let pad = (pad_height > 0).then_some(Rect { y: list.bottom(), height: pad_height, ..inner });
    Places { field, count, list, pad }
}

/// Lines of a hit: title, number and body, the passage.
pub(super) fn lines(state: &State, context: &Context) -> u16 {
    match state.mode {
        Mode::Field | Mode::Hits if context.room() != Room::Narrow => 3,
        _ => 2,
    }
}

/// Hits a page holds: the ninth digit is kept for the filters.
pub(super) fn capacity(state: &State, context: &Context) -> usize {
    let list = places(state, context, context.body()).list;
    entries::capacity(list.height, lines(state, context)).1.min(if state.mode == Mode::Hits { 8 } else { 9 })
}

/// ```text
///    搜索  养老▏                                              ‹字母键›  ‹清空›
///    ──────────────────────────────────────────────────────────────────
///    共 23 件，现行有效 19 件                                 9 筛选和排序
///     1  ✓ 云川县城乡居民基本养老保险实施办法
///          云政发〔2023〕8号 · 县人社局 · 2023-05-10
///          第十二条 ……年满六十周岁、累计缴费满十五年的参保人，按月领取养老保险待遇……
/// ```
pub(in crate::tui) fn view(state: &State, context: &Context, canvas: &mut Canvas<'_, Message>, area: Rect) {
    let places = places(state, context, area);
    field(state, canvas, places.field);
    if let Some(pad) = places.pad {
        letter_pad::view(canvas, pad, state.pad.unwrap_or_default(), Message::Pressed);
    }
    match state.mode {
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
            None => advice(canvas, places.list),
            Some(found) if found.hits.is_empty() => nothing(state, found, canvas, places.count, places.list),
            Some(found) => hits(state, found, context, canvas, &places),
        },
    }
}

pub(super) fn field(state: &State, canvas: &mut Canvas<'_, Message>, area: Rect) {
    let theme = *canvas.theme;
    let buttons = [("清空", Message::Cleared), (if state.pad.is_some() { "收起字母键" } else { "字母键" }, Message::PadToggled)];
    let mut right = area.right();
    for (label, message) in buttons {
        let width = u16::try_from(columns(label)).unwrap_or(0) + 2;
        right = right.saturating_sub(width + 1);
        canvas.text(right, area.y, width, &format!("‹{label}›"), theme.key);
        canvas.touch(Rect { x: right, width, ..area }, message);
    }
    let label = canvas.text(area.x, area.y, 6, "搜索", theme.quiet);
    let room = right.saturating_sub(label + 4);
    // The end of a long text is what is being typed: show that.
    let mut shown = state.typed.as_str();
    while columns(shown) > usize::from(room) {
        let mut chars = shown.chars();
        chars.next();
        shown = chars.as_str();
    }
    let at = canvas.text(label + 2, area.y, room, shown, theme.strong);
    if state.mode == Mode::Field {
        canvas.text(at, area.y, 1, "▏", theme.key);
    }
    canvas.touch(Rect { width: right.saturating_sub(area.x), ..area }, Message::ToField);
    if area.height > 1 {
        canvas.rule(area, area.y + 1);
    }
}

/// Before anything is typed: what can be typed.
pub(super) fn advice(canvas: &mut Canvas<'_, Message>, area: Rect) {
    let theme = *canvas.theme;
    let lines = [
        ("可以这样找：", theme.strong),
        ("说事情      退休金怎么领   新生儿落户", theme.text),
        ("打首字母    tx（退休）   gjj（公积金）", theme.text),
        ("打拼音      yanglao（养老）", theme.text),
        ("打文号      云政发〔2023〕8号   2023 8", theme.text),
    ];
    for (y, (line, style)) in (area.y + u16::from(area.height > 8)..area.bottom()).zip(lines) {
        canvas.text(area.x + 1, y, area.width.saturating_sub(2), line, style);
    }
}
