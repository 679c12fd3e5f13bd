//! Home: the zone's standard functions, a digit each; the search field above, what people often ask below.

use std::sync::Arc;

use ratatui::layout::Rect;

use crate::{
    library::Card,
    text::{VisitorText, columns},
    zone::{ListEntry, Pages},
};

use super::{
    super::{
        canvas::Canvas,
        context::{Context, Room},
        effect::{Effect, Route},
    },
    Move,
};

/// Where the arrows rest.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::tui) struct State {
    focus: Option<usize>,
}

/// What home understands.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::tui) enum Message {
    /// Go somewhere.
    Open(Route),
    /// An arrow.
    Move(Move),
}

/// The index the focus has when it first moves down.
const FIRST: usize = 0;

/// What a message changes and asks for.
pub(in crate::tui) fn update(state: &mut State, message: Message, choices: usize) -> Vec<Effect> {
    match message {
        Message::Open(route) => vec![Effect::Go(route)],
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
            Vec::new()
        }
    }
}

/// The entry Enter opens; the search field while nothing else has been chosen.
pub(in crate::tui) fn focus(state: &State) -> Option<usize> {
    state.focus
}

/// ```text
///    您想找什么？ ▏                                    拼音、首字母、文号都能搜
///    ────────────────────────────────────────────────────────────────
///     1  查政策        主题、部门、年份、公报      6  便民地图      学校、医院、办事点
///     2  办事指南      材料、流程、窗口、时限      7  企业专区      减税降费、你提我办
///     …
///    退休金怎么领？   在外地看病怎么备案？   …
/// ```
pub(in crate::tui) fn view(state: &State, pages: &Pages, context: &Context, canvas: &mut Canvas<'_, Message>, area: Rect) {
    let theme = *canvas.theme;
    let margin = context.margin();
    let inner = Rect { x: area.x + margin, width: area.width.saturating_sub(2 * margin), ..area };
    let narrow = context.room() == Room::Narrow;
    let search = Rect { height: if narrow { 1 } else { 3 }, ..inner };
    let search_row = search.y + u16::from(!narrow);
    let at = canvas.text(inner.x, search_row, 20, "您想找什么？", theme.strong);
    let at = canvas.text(at, search_row, 1, "▏", theme.key);
    let hint = if inner.width >= 76 {
        "直接打字就搜；没有键盘按回车或点这里，用拼音、首字母、文号都行"
    } else {
        "打字就搜，没键盘按回车"
    };
    if usize::from(inner.right().saturating_sub(at)) > columns(hint) + 1 {
        canvas.right(inner, search_row, hint, theme.quiet);
    }
    canvas.touch(search, Message::Open(Route::Search { typed: VisitorText::default(), pad: true }));
    let rule = search.bottom();
    if !narrow {
        canvas.rule(inner, rule);
    }
    let top = rule + u16::from(!narrow);
    let frequent_rows = if narrow || pages.questions.is_empty() { 0 } else { 4 };
    let grid = Rect { y: top, height: area.bottom().saturating_sub(top + frequent_rows), ..inner };
    functions(state, &pages.home, canvas, grid, narrow);
    if frequent_rows > 0 {
        frequent(state, (pages.home.len()..).zip(&pages.questions), canvas, Rect { y: grid.bottom(), height: frequent_rows, ..inner });
    }
}

fn functions(state: &State, doors: &[(u8, ListEntry)], canvas: &mut Canvas<'_, Message>, area: Rect, narrow: bool) {
    let theme = *canvas.theme;
    let one_column = area.width < 76 && !narrow;
    let count = u16::try_from(doors.len()).unwrap_or(u16::MAX).max(1);
    let across = if one_column { 1 } else { 2 };
    let down = count.div_ceil(across);
    let width = area.width / across;
    let pitch = (area.height / down).clamp(2, 5);
    // What each is for is said of all or of none.
    let room_for_all = doors.iter().all(|(_, door)| columns(&door.about) + 18 <= usize::from(width));
    for (at, (digit, door)) in (0u16..).zip(doors) {
        let place = Rect::new(area.x + at / down * width, area.y + at % down * pitch, width, pitch).intersection(area);
        let y = place.y + (pitch - 1) / 2;
        canvas.text(place.x + 1, y, 2, &digit.to_string(), theme.key);
        canvas.text(place.x + 4, y, 12, &door.title, theme.strong);
        let about_x = place.x + 17;
        if !narrow && room_for_all {
            canvas.text(about_x, y, place.right().saturating_sub(about_x), &door.about, theme.quiet);
        }
        if state.focus == Some(usize::from(at)) {
            canvas.focus(Rect { y, height: 1, width: place.width.saturating_sub(1), ..place });
        }
        if let Some(way) = &door.way {
            canvas.choice(place, Some(*digit), Message::Open(way.clone().into()));
        }
    }
}

/// What people often ask, as much as fits.
fn frequent<'c>(state: &State, questions: impl Iterator<Item = (usize, &'c Arc<Card>)>, canvas: &mut Canvas<'_, Message>, area: Rect) {
    let theme = *canvas.theme;
    canvas.rule(area, area.y);
    let (mut x, mut y) = (area.x + 1, area.y + 1);
    for (index, card) in questions {
        let width = u16::try_from(columns(&card.title)).unwrap_or(area.width);
        if x + width > area.right() {
            x = area.x + 1;
            y += 2;
        }
        if y + 1 > area.bottom() || x + width > area.right() {
            break;
        }
        canvas.text(x, y, width, &card.title, theme.text.add_modifier(ratatui::style::Modifier::UNDERLINED));
        let place = Rect::new(x, y, width, 1);
        if state.focus == Some(index) {
            canvas.focus(place);
        }
        canvas.choice(Rect { height: 2, ..place }, None, Message::Open(Route::to(card, None, VisitorText::default())));
        x += width + 3;
    }
}
