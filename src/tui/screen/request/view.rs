//! The page that is shown, drawn.

use ratatui::layout::Rect;

use super::{
    doors, ends,
    message::Message,
    question, review,
    state::{Page, State},
};
use crate::tui::{canvas::Canvas, context::Context};

/// Draws the page; each says in its own place how it looks.
pub(in crate::tui) fn view(state: &State, context: &Context, canvas: &mut Canvas<'_, Message>, area: Rect) {
    match (&state.page, &state.draft) {
        (Page::Front, _) => doors::front(state, context, canvas, area),
        (Page::Voices, _) => doors::voices(state, context, canvas, area),
        (Page::Asking(_), _) => ends::moment("请稍等……", context, canvas, area),
        (Page::Refused { paper, advice, late }, _) => doors::refused(state, (*paper, advice, *late), context, canvas, area),
        (Page::Promise, _) => doors::promise(state, context, canvas, area),
        (Page::Question { among_hits }, Some(draft)) => question::view(state, draft, *among_hits, context, canvas, area),
        (Page::Review, Some(draft)) => review::view(state, draft, context, canvas, area),
        (Page::Sealing, _) => ends::moment("正在封好……", context, canvas, area),
        (Page::Away { .. }, Some(_)) => ends::away(state.begun().unwrap_or_default(), context, canvas, area),
        (Page::Left { number, .. }, _) if state.at_window => ends::left_at_window(state, number, context, canvas, area),
        (Page::Left { paper, number }, _) => ends::left(state, (*paper, number), context, canvas, area),
        (Page::Slip { .. }, _) => ends::slip(state, context, canvas, area),
        (Page::Number(field), _) => ends::number(field, context, canvas, area),
        (Page::Told(asked), _) => ends::told(asked, context, canvas, area),
        // There is no form behind a page that needs one.
        (Page::Question { .. } | Page::Review | Page::Away { .. }, None) => {}
    }
}
