//! Looking for words in the page, by letters or by initials.

use ratatui::layout::Rect;

use super::{Find, Message, Phase, State, relay, view::places};
use crate::tui::{
    canvas::Canvas,
    context::Context,
    widget::letter_pad::{self, Pad, Press},
};

pub(super) fn pressed(state: &mut State, press: Press, context: &Context) {
    let Some(find) = &mut state.find else { return };
    match press {
        Press::Digit(0) if find.pad == Pad::Closed && find.typed.is_empty() => {
            state.find = None;
            relay(state, context);
        }
        Press::Digit(0) if find.pad == Pad::Closed => type_letter(state, None, context),
        Press::Digit(digit) => {
            let (pad, letter) = find.pad.press(digit);
            find.pad = pad;
            if letter.is_some() {
                type_letter(state, letter, context);
            }
        }
        Press::Letter(letter) => type_letter(state, Some(letter), context),
        Press::Delete => type_letter(state, None, context),
        Press::Done => look(state, context, 1),
    }
}

/// Adds a letter to what is looked for, or takes the last away, and shows the first place.
pub(super) fn type_letter(state: &mut State, letter: Option<char>, context: &Context) {
    let Some(find) = &mut state.find else { return };
    match letter {
        Some(letter) if find.typed.count() < 20 => find.typed.push(letter),
        Some(_) => {}
        None => {
            find.typed.pop();
        }
    }
    find.at = 0;
    let words = find.typed.clone();
    if let Phase::Open(opened) = &mut state.phase {
        opened.marks = opened.find(words.reveal());
    }
    look(state, context, 0);
}

/// Shows the place `step` further.
pub(super) fn look(state: &mut State, context: &Context, step: usize) {
    let (Some(find), Phase::Open(opened)) = (&mut state.find, &state.phase) else { return };
    let count = opened.marks.len();
    find.at = (find.at + step).checked_rem(count).unwrap_or(0);
    if let Some(spot) = opened.marks.get(find.at) {
        let height = usize::from(places(&opened.dossier, context, context.body(), true).text.height);
        let line = opened.prose.line_of_spot(spot);
        if line < state.top || line >= state.top + height {
            state.top = line.saturating_sub(height / 3);
        }
    }
}

pub(super) fn finder(find: &Find, count: usize, canvas: &mut Canvas<'_, Message>, area: Rect) {
    let theme = *canvas.theme;
    let typed = find.typed.reveal();
    let line = match (typed.is_empty(), count) {
        (true, _) => "找字：打字，或打首字母（jfbz 找缴费标准）".to_owned(),
        (false, 0) => format!("找字：{typed}▏ 这一篇里没有"),
        (false, _) => format!("找字：{typed}▏ 第 {}/{count} 处，回车看下一处", find.at + 1),
    };
    canvas.text(area.x, area.y, area.width.saturating_sub(10), &line, theme.strong);
    let close = canvas.right(area, area.y, "‹关闭›", theme.key);
    canvas.touch(Rect { x: close, y: area.y, width: area.right().saturating_sub(close), height: 1 }, Message::FindClosed);
    letter_pad::view(canvas, Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area }, find.pad, Message::Pressed);
}
