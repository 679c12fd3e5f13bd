//! What is typed into the field of a question, what is looked for by it, and how one question leads to the next.

use jiff::civil::Date;

use super::{
    draft::Draft,
    question::candidates_room,
    state::{Page, State},
};
use crate::{
    interview::{Paper, Step, is_searched},
    search::{Found, Query},
    text::VisitorText,
    tui::{
        context::Context,
        effect::{Effect, Route},
        field::{self, Change},
        widget::entries::Cursor,
    },
};

/// Hits beside a description: more would be a search of its own.
pub(super) const HITS: usize = 5;

/// Hands a message to the field, and does what follows of it.
pub(super) fn typed(state: &mut State, message: field::Message, context: &Context) -> Vec<Effect> {
    let room = candidates_room(state.draft.as_ref(), context);
    if let Page::Number(number) = &mut state.page {
        return match field::update(number, message, room) {
            Change::Done | Change::LastWords if !number.is_empty() => vec![Effect::AskAfter(number.written().clone())],
            Change::Leave => {
                state.page = Page::Front;
                Vec::new()
            }
            _ => Vec::new(),
        };
    }
    // Among what is public already a letter goes on with the description.
    if let Page::Question { among_hits } = &mut state.page {
        *among_hits = false;
    }
    let Some(draft) = &mut state.draft else { return Vec::new() };
    let Some(field) = &mut draft.field else { return Vec::new() };
    match field::update(field, message, room) {
        // Whoever takes a word with Enter goes on writing: an answer is seldom one word.
        Change::Words | Change::LastWords => changed(draft),
        Change::Done => next(state, context),
        Change::Leave => back(state, context),
        Change::None | Change::Meaning | Change::Closed => Vec::new(),
    }
}

fn changed(draft: &mut Draft) -> Vec<Effect> {
    draft.fault = None;
    let wanted = draft.field.as_ref().and_then(field::State::wanted).map(Effect::Compose);
    wanted.into_iter().chain(looked_for(draft)).collect()
}

/// Whether what is described is public already.
fn looked_for(draft: &mut Draft) -> Option<Effect> {
    let field = draft.field.as_ref()?;
    if !is_searched(draft.paper, draft.step) {
        return None;
    }
    // What is half composed may mean anything, and hits for it would be another matter's.
    if field.composes() {
        return None;
    }
    let text = field.text();
    if text.is_blank() {
        draft.found = None;
        return None;
    }
    Some(Effect::Search(Query { text, limit: HITS, ..Query::default() }))
}

/// Hits have come; such as are not about what was described are none.
pub(super) fn found(state: &mut State, found: Found) {
    if let Some(draft) = state.draft.as_mut().filter(|draft| is_searched(draft.paper, draft.step)) {
        draft.found = found.absent.is_none().then_some(found);
        state.cursor.focus = 0;
    }
}

/// Shows a question, and asks again for what is looked for by its answer.
pub(super) fn ask(state: &mut State, step: Step) -> Vec<Effect> {
    state.page = Page::Question { among_hits: false };
    state.cursor = Cursor::default();
    let Some(draft) = &mut state.draft else { return Vec::new() };
    draft.ask(step);
    state.cursor.focus = draft.choices().iter().enumerate().position(|(at, (name, _))| draft.has_chosen(at, name)).unwrap_or(0);
    looked_for(draft).into_iter().collect()
}

/// The next question, if the answer will do; where what was described may be public already, that first.
pub(super) fn next(state: &mut State, context: &Context) -> Vec<Effect> {
    let today = today(context);
    let Page::Question { among_hits } = state.page else { return Vec::new() };
    let Some(draft) = &mut state.draft else { return Vec::new() };
    if !draft.take(today) {
        state.page = Page::Question { among_hits: false };
        return Vec::new();
    }
    let has_hits = draft.found.as_ref().is_some_and(|found| !found.hits.is_empty());
    if !among_hits && (has_hits || draft.door().is_some()) {
        state.page = Page::Question { among_hits: true };
        state.cursor = Cursor::default();
        return Vec::new();
    }
    if draft.only_slip {
        state.page = Page::Slip { before: Box::new(Page::Question { among_hits: false }) };
        return Vec::new();
    }
    match draft.next() {
        Some(step) => ask(state, step),
        None => {
            review(state);
            Vec::new()
        }
    }
}

/// The page on which all answers stand.
pub(super) fn review(state: &mut State) {
    if let Some(draft) = &mut state.draft {
        draft.is_reviewed = true;
        draft.fault = None;
        draft.pad = draft.field.as_ref().filter(|field| field.tells_of_keys()).map_or(draft.pad, field::State::takes_pad);
        draft.field = None;
    }
    state.page = Page::Review;
    state.cursor = Cursor { top: 0, focus: usize::MAX };
}

/// The question before this one; what was typed is kept, right or wrong.
pub(super) fn back(state: &mut State, context: &Context) -> Vec<Effect> {
    let Page::Question { among_hits } = state.page else { return Vec::new() };
    if among_hits {
        state.page = Page::Question { among_hits: false };
        return Vec::new();
    }
    let Some(draft) = &mut state.draft else { return Vec::new() };
    let was_passed = draft.bearings.passed.clone();
    draft.take(today(context));
    draft.bearings.passed = was_passed;
    draft.fault = None;
    if draft.is_reviewed {
        review(state);
        return Vec::new();
    }
    match draft.previous() {
        Some(step) => ask(state, step),
        None if draft.paper.is_application() && !draft.only_slip => {
            state.page = Page::Promise;
            Vec::new()
        }
        None => leave_or_ask(state),
    }
}

/// Back from the first page of a form: at once where nothing was written, and only after a question where something was.
pub(super) fn leave_or_ask(state: &mut State) -> Vec<Effect> {
    if state.draft.as_ref().is_some_and(Draft::has_answers) {
        state.page = Page::Away { before: Box::new(state.page.clone()), home: false };
        return Vec::new();
    }
    give_up(state, false)
}

/// Forgets what was begun.
pub(super) fn give_up(state: &mut State, home: bool) -> Vec<Effect> {
    use crate::zone::Matter;
    let paper = state.draft.take().map(|draft| draft.paper);
    state.words = VisitorText::default();
    state.cursor = Cursor::default();
    if state.at_window {
        return vec![Effect::Forget, if home { Effect::Home } else { Effect::Go(Route::Counter(None)) }];
    }
    if home {
        return vec![Effect::Home];
    }
    match state.matter {
        Matter::Any(_) => {
            let is_application = paper.is_none_or(Paper::is_application);
            state.page = if is_application { Page::Front } else { Page::Voices };
            vec![Effect::MayLeave { mark: false }]
        }
        Matter::Opinion(_) | Matter::Correction(_) | Matter::Problem => vec![Effect::Back],
    }
}

/// The day by which identity numbers are checked.
pub(super) fn today(context: &Context) -> Date {
    context.today.map_or(Date::MAX, |today| today.date)
}
