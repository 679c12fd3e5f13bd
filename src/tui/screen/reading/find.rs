//! Looking for words in the page: as they are written, or letters as the initials of what is written.

use ratatui::layout::Rect;

use super::{
    message::Message,
    places::places,
    state::{CANDIDATES, Find, ReadingPhase, State},
};
use crate::{
    text::columns,
    tui::{
        canvas::Canvas,
        context::Context,
        effect::Effect,
        field::{self, Change},
    },
};

/// Keys from which on what is being composed is looked for: one alone may mean anything.
const TELLING: usize = 2;
/// Columns of a button.
const BUTTON: u16 = 10;

/// Hands a message to the field, and looks for what stands there then.
pub(super) fn typed(state: &mut State, message: field::Message, context: &Context) -> Vec<Effect> {
    let Some(find) = &mut state.find else { return Vec::new() };
    // Letters that are found as they are stay as they are.
    let message = if find.by_initials && message == field::Message::Entered { field::Message::Kept } else { message };
    match field::update(&mut find.field, message, candidates_room(context)) {
        Change::None | Change::Closed => Vec::new(),
        Change::Words | Change::LastWords => {
            let wanted = find.field.wanted();
            search(state, context);
            wanted.map(Effect::Compose).into_iter().collect()
        }
        Change::Meaning => {
            search(state, context);
            Vec::new()
        }
        Change::Done => {
            look(state, context, 1);
            Vec::new()
        }
        Change::Leave => {
            state.find = None;
            Vec::new()
        }
    }
}

fn candidates_room(context: &Context) -> u16 {
    context.grid.width.saturating_sub(2 * context.margin())
}

/// Marks what stands in the field, and shows the first place. What is being composed is taken as it is, or for its first candidate.
fn search(state: &mut State, context: &Context) {
    let (Some(find), ReadingPhase::Open(opened)) = (&mut state.find, &mut state.phase) else { return };
    let field = &find.field;
    let half = field.keys() >= TELLING;
    let written = if half { field.text() } else { field.written().clone() };
    let mut words = written;
    let mut marks = opened.find(words.reveal());
    find.by_initials = half && !field.composes_digits() && !marks.is_empty();
    if half && marks.is_empty() {
        words = field.guess();
        marks = opened.find(words.reveal());
    }
    if find.words != words {
        find.words = words;
        find.at = 0;
    }
    opened.marks = marks;
    look(state, context, 0);
}

/// Shows the place `step` further.
pub(super) fn look(state: &mut State, context: &Context, step: usize) {
    let (Some(find), ReadingPhase::Open(opened)) = (&mut state.find, &state.phase) else { return };
    let count = opened.marks.len();
    find.at = (find.at + step).checked_rem(count).unwrap_or(0);
    if let Some(spot) = opened.marks.get(find.at) {
        let height = usize::from(places(&opened.dossier, context, context.body(), Some(find)).text.height);
        let line = opened.prose.line_of_spot(spot);
        if line < state.top || line >= state.top + height {
            state.top = line.saturating_sub(height / 3);
        }
    }
}

/// ```text
///  找字：缴费▏ 第 1/12 处，回车看下一处                        ‹下一处›    ‹关闭›
///  1 标准  2 补缴 …
/// ```
pub(super) fn finder(find: &Find, count: usize, canvas: &mut Canvas<'_, Message>, area: Rect, size: field::Size) {
    let theme = *canvas.theme;
    let field = &find.field;
    let line = Rect { height: 1, ..area };
    // The row above belongs to it as well: fingers are not that fine.
    let reach = |x: u16, width: u16| Rect { x, y: line.y.saturating_sub(1), width, height: 2 };
    canvas.touch(reach(line.x, line.width), Message::Field(field::Message::Touched));
    let mut right = line.right();
    let buttons = [("‹关闭›", Message::FindClosed), ("‹下一处›", Message::Next)];
    for (label, message) in buttons.into_iter().take(if count > 1 { 2 } else { 1 }) {
        right = right.saturating_sub(BUTTON);
        canvas.right(Rect { x: right, width: BUTTON, ..line }, line.y, label, theme.key);
        canvas.touch(reach(right, BUTTON), message);
    }
    let label = canvas.text(line.x, line.y, line.width, "找字：", theme.strong);
    let room = right.saturating_sub(label);
    let said = said(find, count, usize::from(room));
    let saying = u16::try_from(columns(&said)).unwrap_or(0) + 1;
    // What is typed is seen before what is said of it.
    let width = room.saturating_sub(saying).max(room.min(2 * BUTTON));
    let below = line.bottom();
    let candidates = field.composes().then_some(Rect { y: below, height: CANDIDATES, ..area });
    let keys = candidates.map_or(below, Rect::bottom);
    let board = field.takes_pad().then_some(Rect { y: keys, height: area.bottom().saturating_sub(keys), ..area });
    let parts = field::Places { line: Rect { x: label, width, ..line }, candidates, board, size };
    let mut after = label;
    canvas.nested(Message::Field, |canvas| after = field::view(field, true, canvas, &parts));
    canvas.text(after + 1, line.y, right.saturating_sub(after + 2), &said, theme.quiet);
}

/// The line beside what is typed: what can be typed, or where one is; short where there is no room for all of it.
fn said(find: &Find, count: usize, room: usize) -> String {
    let field = &find.field;
    let (short, more) = match (find.words.is_empty(), count) {
        (true, _) if field.is_empty() => ("打字，或打首字母".to_owned(), "（jfbz 找缴费标准）"),
        (true, _) => (String::new(), ""),
        (false, 0) => ("这一篇里没有".to_owned(), ""),
        (false, _) if field.composes() || count == 1 => (format!("第 {}/{count} 处", find.at + 1), ""),
        (false, _) => (format!("第 {}/{count} 处", find.at + 1), "，回车看下一处"),
    };
    let beside = columns(&field.shown()) + columns(&short) + columns(more) + 3;
    if beside <= room { short + more } else { short }
}
