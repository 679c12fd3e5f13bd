//! The parts of the search screen and how they are drawn.

use ratatui::layout::Rect;

use super::{
    Message, Mode, State, answer,
    filters::filters,
    hits::{hits, nothing},
};
use crate::{
    text::columns,
    tui::{
        canvas::Canvas,
        context::{Context, Room},
        field::{self, Press},
        widget::entries::{self, Row, plain},
    },
};

/// The parts of the screen, from above.
pub(super) struct Places {
    pub(super) field: Rect,
    /// Where candidates stand while something is being composed, completions otherwise.
    candidates: Option<Rect>,
    pub(super) count: Rect,
    pub(super) list: Rect,
    board: Option<Rect>,
}

/// Columns of the field that what is typed keeps beside the candidates.
const TYPED: u16 = 30;

pub(super) fn places(state: &State, context: &Context, area: Rect) -> Places {
    let margin = context.margin();
    let inner = Rect { x: area.x + margin, width: area.width.saturating_sub(2 * margin), ..area };
    let narrow = context.room() == Room::Narrow;
    // What may be typed next; on a low screen the keys need the place.
    let completing = !(state.completions().is_empty() || narrow && state.takes_pad());
    let composing = state.composes();
    let field = Rect { height: if narrow { 1 } else { 2 }, ..inner };
    // Beside what is typed where there is room, otherwise in rows of their own.
    let beside = context.room() == Room::Wide;
    let candidates = (composing || completing).then_some(if beside {
        let buttons = if composing { 0 } else { BUTTONS };
        Rect { x: field.x + TYPED, width: field.width.saturating_sub(TYPED + buttons), ..field }
    } else {
        Rect { y: field.bottom(), height: 2, ..inner }
    });
    let below = if candidates.is_some() && !beside { field.bottom() + 2 } else { field.bottom() };
    let size = board_size(inner, area);
    let board_height = state.field().map_or(0, |field| field::board_height(field, size));
    let count_height = u16::from(!(narrow && (state.takes_pad() || candidates.is_some())));
    let count = Rect { y: below, height: count_height, ..inner };
    let list = Rect { y: count.bottom(), height: area.bottom().saturating_sub(count.bottom() + board_height), ..inner };
    let board = (board_height > 0).then_some(Rect { y: list.bottom(), height: board_height, ..inner });
    Places { field, candidates, count, list, board }
}

fn board_size(inner: Rect, area: Rect) -> field::Size {
    field::Size { width: inner.width, height: area.height }
}

/// Columns that candidates have.
pub(super) fn candidates_room(context: &Context) -> u16 {
    let inner = context.grid.width.saturating_sub(2 * context.margin());
    if context.room() == Room::Wide { inner.saturating_sub(TYPED) } else { inner }
}

/// Lines of a hit: title, number and body, the passage.
pub(super) fn lines(state: &State, context: &Context) -> u16 {
    match state.mode {
        Mode::Field | Mode::Hits if context.room() != Room::Narrow => 3,
        _ => 2,
    }
}

/// Entries that the page in sight holds.
pub(super) fn capacity(state: &State, context: &Context) -> usize {
    capacity_at(state, context, state.cursor.top)
}

/// Entries that a page holds which begins with this one: the last digits are kept for the filters and for what was meant, and an answer is taller
/// than other hits.
pub(super) fn capacity_at(state: &State, context: &Context, begins: usize) -> usize {
    let list = places(state, context, context.body()).list;
    let lines = lines(state, context);
    let (pitch, capacity) = entries::capacity(list.height, lines);
    let extra = match (state.mode, &state.found) {
        (Mode::Field | Mode::Hits, Some(found)) if begins == 0 => answer::extra(found, context, list, lines),
        _ => 0,
    };
    let fits = usize::from(list.height.saturating_sub(extra) / pitch).max(1);
    let digits = match (state.mode, &state.found) {
        (Mode::Hits, Some(found)) if found.meant.is_some() => 7,
        (Mode::Hits, _) => 8,
        _ => 9,
    };
    capacity.min(fits).min(digits)
}

/// ```text
///    搜索  养老▏                                                ‹键盘›  ‹清空›
///    ──────────────────────────────────────────────────────────────────
///    共 23 件，现行有效 19 件                                 9 筛选和排序
///     1  ✓ 云川县城乡居民基本养老保险实施办法
///          云政发〔2023〕8号 · 县人社局 · 2023-05-10
///          第十二条 ……年满六十周岁、累计缴费满十五年的参保人，按月领取养老保险待遇……
/// ```
pub(in crate::tui) fn view(state: &State, context: &Context, canvas: &mut Canvas<'_, Message>, area: Rect) {
    let places = places(state, context, area);
    field_line(state, context, canvas, &places, board_size(places.field, area));
    if let Some(row) = places.candidates.filter(|_| !state.composes()) {
        completions(state, canvas, row);
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

/// Columns of the narrowest button, and of both buttons of the field.
const BUTTON: u16 = 8;
const BUTTONS: u16 = 22;

/// How what was typed may go on, as many as fit: for fingers, and the first for the Tab key.
fn completions(state: &State, canvas: &mut Canvas<'_, Message>, area: Rect) {
    let theme = *canvas.theme;
    let mut x = area.x;
    for text in state.completions() {
        let width = u16::try_from(columns(text.reveal()) + 2).unwrap_or(u16::MAX).max(BUTTON);
        if x + width > area.right() {
            break;
        }
        let place = Rect { x, width, ..area };
        canvas.text(x + 1, area.y, width - 1, text.reveal(), theme.key);
        canvas.touch(place, Message::Field(field::Message::Replaced(text.clone())));
        x += width;
    }
}

fn field_line(state: &State, context: &Context, canvas: &mut Canvas<'_, Message>, places: &Places, size: field::Size) {
    let theme = *canvas.theme;
    let area = places.field;
    // Candidates beside the field stand where its buttons are otherwise.
    let beside = places.candidates.filter(|candidates| candidates.y == area.y);
    let taken = beside.filter(|_| state.composes());
    let mut right = taken.map_or(area.right(), |candidates| candidates.x);
    let reach = Rect { width: right.saturating_sub(area.x), height: 2, ..area };
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
            canvas.touch(Rect { height: 2, ..place }, Message::Field(message));
        }
    }
    let label = canvas.text(area.x, area.y, 6, "搜索", theme.quiet);
    let right = beside.map_or(right, |candidates| candidates.x);
    let line = Rect { x: label + 2, width: right.saturating_sub(label + 2), ..area };
    let parts = field::Places { line, candidates: places.candidates.filter(|_| state.composes()), board: places.board, size };
    canvas.nested(Message::Field, |canvas| {
        field::view(&state.field, state.mode == Mode::Field, canvas, &parts);
    });
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
        ("打拼音      yanglao（养老）   上面列出汉字，按数字选", theme.text),
        ("打文号      云政发〔2023〕8号   2023 8", theme.text),
    ];
    for (y, (line, style)) in (area.y + u16::from(area.height > 8)..area.bottom()).zip(lines) {
        canvas.text(area.x + 1, y, area.width.saturating_sub(2), line, style);
    }
}
