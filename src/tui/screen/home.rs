//! Home: the zone's standard functions, a digit each; the field above, what people often ask below, and what is urgent.

use ratatui::layout::Rect;

use crate::{
    text::{VisitorText, columns},
    zone::{ListEntry, Pages},
};

use super::{
    super::{
        canvas::Canvas,
        context::Context,
        effect::{Effect, Route},
        picture::{Chip, Face, Field, Notice, Picture, Tile},
        widget::drawn::{self, sign},
    },
    Move,
};

/// Where the arrows rest.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::tui) struct State {
    focus: Option<usize>,
}

/// Home with the arrows on one of its entries.
pub(in crate::tui) fn resting(at: usize) -> State {
    State { focus: Some(at) }
}

/// What home understands.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::tui) enum Message {
    /// Go somewhere.
    Open(Route),
    /// An arrow.
    Move(Move),
    /// An arrow across: the entry that it leads to.
    Rest(usize),
}

/// The index the focus has when it first moves down.
const FIRST: usize = 0;

/// What a message changes and asks for.
pub(in crate::tui) fn update(state: &mut State, message: Message, choices: usize) -> Vec<Effect> {
    match message {
        Message::Open(route) => return vec![Effect::Go(route)],
        Message::Rest(at) => state.focus = Some(at),
        Message::Move(step) => {
            let last = choices.saturating_sub(1);
            state.focus = Some(match (step, state.focus) {
                (Move::Down | Move::PageDown, None) => FIRST,
                (Move::Up | Move::PageUp, None) => last,
                (Move::Down, Some(at)) => (at + 1).min(last),
                (Move::Up, Some(at)) => at.saturating_sub(1),
                (Move::PageDown, Some(_)) => last,
                (Move::PageUp, Some(_)) => 0,
            });
        }
    }
    Vec::new()
}

/// The entry Enter opens; the search field while nothing else has been chosen.
pub(in crate::tui) fn focus(state: &State) -> Option<usize> {
    state.focus
}

/// What is said of it aloud.
pub(in crate::tui) fn said(pages: &Pages, context: &Context) -> Vec<String> {
    let urgent = pages.notices.iter().filter(|card| card.is_urgent()).map(|card| format!("紧急：{}。", card.title));
    let doors = pages.home.iter().map(|(digit, door)| format!("{digit}，{}，{}。", door.title, door.about));
    std::iter::once(format!("{}，首页。", context.config.hall.zone)).chain(urgent).chain(doors).collect()
}

/// The parts of the page.
struct Places {
    field: Rect,
    doors: Rect,
    across: u16,
    /// Rows of a door.
    pitch: u16,
    questions: Rect,
    urgent: Rect,
}

/// Rows that something takes which a finger is to hit.
const FINGER: u16 = 2;

fn places(pages: &Pages, urgent: bool, context: &Context, area: Rect) -> Places {
    let margin = context.margin();
    let inner = Rect { x: area.x + margin, width: area.width.saturating_sub(2 * margin), ..area };
    let across = if area.width < 76 && area.height > 30 { 1 } else { 2 };
    let down = u16::try_from(pages.home.len()).unwrap_or(u16::MAX).max(1).div_ceil(across);
    // Doors first, then the field, then what may be urgent, then what others ask.
    let low = area.height < down * 2 + 6;
    let mut left = area.height.saturating_sub(down * 2 + if low { 1 } else { FINGER });
    let mut take = |rows: u16| {
        let taken = if left >= rows { rows } else { 0 };
        left -= taken;
        taken
    };
    let urgent = if urgent { take(FINGER) } else { 0 };
    let mut pitch = 2 + u16::from(take(down) > 0);
    let questions = if pages.questions.is_empty() || low { 0 } else { take(FINGER) };
    while pitch < 6 && take(down) > 0 {
        pitch += 1;
    }
    let more = if questions > 0 && area.height > 34 { take(FINGER) } else { 0 };
    let field = if low { 1 } else { FINGER + take(1) + if area.height > 34 { take(1) } else { 0 } };
    let field = Rect { height: field, ..inner };
    let doors = Rect { y: field.bottom(), height: pitch * down, ..inner };
    let questions = Rect { y: doors.bottom(), height: questions + more, ..inner };
    let urgent = Rect { y: questions.bottom(), height: urgent, ..inner }.intersection(area);
    Places { field, doors, across, pitch, questions, urgent }
}

/// ```text
///    您想找什么？ ▏                    打字就搜，拼音、首字母、文号都行      打字
///     1  查政策      主题、部门、年份、公报    6  便民地图    学校、医院、办事点
///     2  办事指南    材料、流程、窗口、时限    7  企业专区    减税降费、你提我办
///     …
///     退休金怎么领   在外地看病怎么备案   …
///     紧急  寒潮蓝色预警：30 日起降温 10 度
/// ```
pub(in crate::tui) fn view(state: &State, pages: &Pages, context: &Context, canvas: &mut Canvas<'_, Message>, area: Rect) {
    let urgent = pages.notices.iter().find(|card| card.is_urgent());
    let places = places(pages, urgent.is_some(), context, area);
    let hint = "打字就搜，拼音、首字母、文号都行";
    drawn::view(canvas, places.field, Picture::Field(Field { words: "您想找什么？", hint, button: "打字" }));
    canvas.touch(places.field, Message::Open(Route::Search { typed: VisitorText::default(), pad: true }));
    doors(state, &pages.home, canvas, &places);
    let questions = questions(state, pages, canvas, places.questions);
    if let Some(card) = urgent.filter(|_| !places.urgent.is_empty()) {
        let focused = state.focus == Some(pages.home.len() + questions);
        let notice = Notice { label: "紧急", title: card.title.clone(), about: String::new(), urgent: true, place: (0, 1), focused };
        drawn::view(canvas, places.urgent, Picture::Notice(notice));
        canvas.choice(places.urgent, None, Message::Open(Route::to(card, None, VisitorText::default())));
    }
}

fn doors(state: &State, doors: &[(u8, ListEntry)], canvas: &mut Canvas<'_, Message>, places: &Places) {
    let Places { doors: area, across, pitch, .. } = *places;
    let down = (area.height / pitch).max(1);
    let edge = |column: u16| area.width * column / across;
    for (at, (digit, door)) in (0u16..).zip(doors) {
        let (column, row) = (at / down, at % down);
        let width = edge(column + 1) - edge(column);
        let place = Rect::new(area.x + edge(column), area.y + row * pitch, width, pitch).intersection(area);
        let (icon, tone) = sign(door.way.as_ref());
        let (title, about) = (door.title.clone(), door.about.clone());
        let focused = state.focus == Some(usize::from(at));
        drawn::view(canvas, place, Picture::Tile(Tile { digit: Some(*digit), icon, tone, face: Face::Card, title, about, focused }));
        if let Some(way) = &door.way {
            canvas.choice(place, Some(*digit), Message::Open(way.clone().into()));
        }
    }
}

/// What people often ask, as much as fits; how many that is.
fn questions(state: &State, pages: &Pages, canvas: &mut Canvas<'_, Message>, area: Rect) -> usize {
    let mut shown = 0;
    if area.is_empty() {
        return shown;
    }
    let (mut x, mut y) = (area.x, area.y);
    for card in &pages.questions {
        let width = u16::try_from(columns(&card.title)).unwrap_or(area.width).saturating_add(5);
        if x.saturating_add(width) > area.right() && x > area.x {
            (x, y) = (area.x, y + FINGER);
        }
        if y + FINGER > area.bottom() {
            break;
        }
        // What is too wide for a line has no place here.
        if x.saturating_add(width) > area.right() {
            continue;
        }
        let place = Rect::new(x, y, width, FINGER);
        let focused = state.focus == Some(pages.home.len() + shown);
        drawn::view(canvas, place, Picture::Chip(Chip { words: card.title.clone(), focused }));
        canvas.choice(place, None, Message::Open(Route::to(card, None, VisitorText::default())));
        x += width + 1;
        shown += 1;
    }
    shown
}
