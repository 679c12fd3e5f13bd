//! What the first hit answers by itself, as lines in the list of hits.

use ratatui::layout::Rect;

use crate::{
    search::Found,
    text::{columns, fit, wrap},
    tui::{
        context::{Context, Room},
        widget::entries::Row,
    },
};

/// Lines of an answer in words; who wants more opens it.
const LINES: usize = 3;
/// Rows of a list that has room for more, and the lines then.
const TALL: u16 = 40;
const MORE_LINES: usize = 6;
/// Lines of what is asked of a record, where there is room for all of it.
const WHOLE_LINES: usize = 10;
/// Lines of what is asked of a guide: six things, where no two fit in one line.
const GUIDE_LINES: usize = 6;
/// Between two things that do.
const BETWEEN: &str = "　";

/// The answer for this list; empty where there is none.
pub(super) fn lines(found: &Found, list: Rect) -> Vec<String> {
    let room = usize::from(list.width.saturating_sub(5));
    let most = if list.height >= TALL { MORE_LINES } else { LINES };
    if let [words] = found.answer.as_slice() {
        let lines = wrap(words, room, 0);
        let goes_on = lines.len() > most;
        let mut lines: Vec<String> = lines.into_iter().take(most).map(|line| line.text).collect();
        if let Some(last) = lines.last_mut().filter(|_| goes_on) {
            *last = fit(&format!("{last}……"), room).into_owned();
        }
        return lines;
    }
    let mut lines: Vec<String> = Vec::new();
    for said in &found.answer {
        // Where there is room for that, each begins on a line of its own and is read to its end.
        if list.height >= TALL {
            lines.extend(wrap(said, room, 0).into_iter().map(|line| line.text));
            continue;
        }
        match lines.last_mut().filter(|line| columns(line) + columns(BETWEEN) + columns(said) <= room) {
            Some(line) => line.extend([BETWEEN, said]),
            None => lines.push(fit(said, room).into_owned()),
        }
    }
    lines.truncate(if list.height >= TALL { WHOLE_LINES } else { most.max(GUIDE_LINES) });
    lines
}

/// Lines that the answer makes the first hit taller than the others, whose height is `lines`.
pub(super) fn extra(found: &Found, context: &Context, list: Rect, lines: u16) -> u16 {
    let below = if context.room() == Room::Narrow { Vec::new() } else { vec![Vec::new()] };
    Row { below, said: self::lines(found, list), ..Row::default() }.extra(lines)
}
