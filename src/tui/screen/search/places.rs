//! The places of the parts of the search screen, and how many hits fit.

use ratatui::layout::Rect;

use super::{
    answer,
    state::{Mode, State},
    ways,
};
use crate::tui::{
    context::{Context, Room},
    field,
    widget::entries,
};

/// The parts of the screen, from above.
pub(super) struct Places {
    pub(super) field: Rect,
    /// The place of candidates while something is being composed, completions otherwise.
    pub(super) candidates: Option<Rect>,
    pub(super) count: Rect,
    pub(super) list: Rect,
    /// Beside the list, where there is room: what the hit says on which the arrows rest.
    pub(super) beside: Option<Rect>,
    pub(super) board: Option<Rect>,
}

/// Columns of the field that what is typed keeps beside the candidates.
const TYPED: u16 = 30;
/// Columns from which on a hit is shown beside the list.
const ABREAST: u16 = 100;
/// Rows of a page on which the field has a frame, and the columns of its right end.
const FRAMED: u16 = 24;
pub(super) const END: u16 = 3;
/// Columns of both buttons of the field.
const BUTTONS: u16 = 22;

pub(super) fn places(state: &State, context: &Context, area: Rect) -> Places {
    let margin = context.margin();
    let inner = Rect { x: area.x + margin, width: area.width.saturating_sub(2 * margin), ..area };
    let narrow = context.room() == Room::Narrow;
    // Completions; on a low screen the keys need the place.
    let completing = !(state.completions().is_empty() || narrow && state.takes_pad());
    let composing = state.composes();
    // Framed where no keys on the screen need the rows.
    let framed = !narrow && !state.takes_pad() && inner.height >= FRAMED;
    let field = Rect {
        height: if framed {
            3
        } else if narrow {
            1
        } else {
            2
        },
        ..inner
    };
    // Beside what is typed where there is room, otherwise in rows of their own.
    let beside = context.room() == Room::Wide;
    let candidates = (composing || completing).then_some(if beside {
        let buttons = if composing { 0 } else { BUTTONS };
        let (y, end) = if framed { (field.y + 1, END) } else { (field.y, 0) };
        Rect { x: field.x + TYPED, y, width: field.width.saturating_sub(TYPED + buttons + end), height: 2 }
    } else {
        Rect { y: field.bottom(), height: 2, ..inner }
    });
    let below = if candidates.is_some() && !beside { field.bottom() + 2 } else { field.bottom() };
    let size = board_size(inner, area);
    let board_height = state.field().map_or(0, |field| field::board_height(field, size));
    let told = state.found.as_ref().map_or(0, |found| ways::nothing_about(found, inner.width).len());
    let count_height = match u16::try_from(told).unwrap_or(0) {
        0 => u16::from(!(narrow && (state.takes_pad() || candidates.is_some()))),
        told => told,
    };
    let count = Rect { y: below, height: count_height, ..inner };
    // Air between what is said of the hits and the first of them.
    let top = count.bottom() + u16::from(!narrow && count.height > 0 && board_height == 0);
    let list = Rect { y: top, height: area.bottom().saturating_sub(top + board_height), ..inner };
    let board = (board_height > 0).then_some(Rect { y: list.bottom(), height: board_height, ..inner });
    let hits = matches!(state.mode, Mode::Field | Mode::Hits)
        && state.found.as_ref().is_some_and(|found| !found.hits.is_empty() && found.absent.is_none());
    let (list, beside) = if hits && inner.width >= ABREAST { halved(list) } else { (list, None) };
    Places { field, candidates, count, list, beside, board }
}

/// The list, and the place beside it.
fn halved(list: Rect) -> (Rect, Option<Rect>) {
    let width = list.width * 13 / 25;
    (Rect { width, ..list }, Some(Rect { x: list.x + width + 2, width: list.width.saturating_sub(width + 2), ..list }))
}

/// The room that keys on the screen may take.
pub(super) fn board_size(inner: Rect, area: Rect) -> field::Size {
    field::Size { width: inner.width, height: area.height }
}

/// Columns that candidates have.
pub(super) fn candidates_room(context: &Context) -> u16 {
    let inner = context.grid.width.saturating_sub(2 * context.margin());
    if context.room() == Room::Wide { inner.saturating_sub(TYPED) } else { inner }
}

/// Hits that a digit chooses; three digits are kept.
const DIGITS: u16 = 6;

/// Lines of a hit: title, number and body, the passage.
pub(super) fn lines(state: &State, context: &Context) -> u16 {
    match state.mode {
        // Where a page is tall its hits say more, since no digit chooses a seventh.
        Mode::Field | Mode::Hits if context.room() != Room::Narrow => (context.body().height / DIGITS).saturating_sub(2).clamp(3, 6),
        _ => 2,
    }
}

/// Entries that the page in sight holds.
pub(super) fn capacity(state: &State, context: &Context) -> usize {
    capacity_at(state, context, state.cursor.top)
}

/// Entries that a page holds which begins with this one: the last digits are kept, and an answer is taller than other hits.
pub(super) fn capacity_at(state: &State, context: &Context, begins: usize) -> usize {
    let Places { list, beside, .. } = places(state, context, context.body());
    let lines = lines(state, context);
    let (pitch, capacity) = entries::capacity(list.height, lines);
    let extra = match (state.mode, &state.found) {
        (Mode::Field | Mode::Hits, Some(found)) if begins == 0 && beside.is_none() => answer::extra(found, context, list, lines),
        _ => 0,
    };
    let fits = usize::from(list.height.saturating_sub(extra) / pitch).max(1);
    let digits = match (state.mode, &state.found) {
        // Three are kept: for the filters, for what may have been meant, for none of these.
        (Mode::Hits, _) => usize::from(DIGITS),
        _ => 9,
    };
    capacity.min(fits).min(digits)
}
