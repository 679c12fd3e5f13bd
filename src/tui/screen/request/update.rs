//! Keys and events of the pages, and what they change.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::{
    draft::Draft,
    ends,
    message::Message,
    review::{Piece, laid_out},
    state::{Page, State, number_field},
    typing::{ask, back, found, give_up, leave_or_ask, next, review, today, typed},
};
use crate::{
    advice::{Advice, unanswered},
    interview::{Paper, Step},
    outbox::ReceiptNumber,
    text::VisitorText,
    tui::{
        context::Context,
        effect::{Effect, Printing, Route},
        field,
        screen::Move,
        widget::entries::Cursor,
    },
    zone::Matter,
};

/// The pages for a matter, with the words that led to them.
pub(in crate::tui) fn opened(matter: Matter, words: VisitorText) -> (State, Vec<Effect>) {
    let page = match &matter {
        Matter::Any(_) => Page::Front,
        Matter::Opinion(_) => Page::Asking(Paper::Opinion),
        Matter::Correction(_) => Page::Asking(Paper::Mistake),
        Matter::Problem => Page::Asking(Paper::Problem),
    };
    (State::new(matter, words, page), vec![Effect::MayLeave { mark: false }])
}

/// The pages at the window (代填): somebody speaks, and staff write it down.
pub(in crate::tui) fn at_window() -> (State, Vec<Effect>) {
    let state = State::new(Matter::Any(None), VisitorText::default(), Page::Asking(Paper::Application));
    (State { at_window: true, ..state }, vec![Effect::MayLeave { mark: false }])
}

/// The message of a key; none for keys that mean the same everywhere.
pub(in crate::tui) fn on_key(state: &State, key: KeyEvent) -> Option<Message> {
    let plain = !key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
    let leaves = matches!(key.code, KeyCode::Esc | KeyCode::Backspace | KeyCode::Char('0'));
    match (&state.page, key.code) {
        (Page::Number(number), _) => field::on_key(number, key).map(Message::Field),
        (Page::Question { among_hits: false }, code) => match state.field() {
            Some(field) => typing(field, state, key),
            None => choosing(state, code),
        },
        (Page::Question { among_hits: true }, code) => match code {
            KeyCode::Enter => Some(Message::Next),
            KeyCode::Char(c) if plain && (c.is_alphabetic() || c == ' ') => Some(Message::Field(field::Message::Typed(c))),
            KeyCode::Up if state.cursor.focus == 0 => Some(Message::ToField),
            _ if leaves => Some(Message::ToField),
            _ => None,
        },
        _ if leaves => Some(Message::Back),
        _ => None,
    }
}

fn typing(field: &field::State, state: &State, key: KeyEvent) -> Option<Message> {
    // With nothing left to delete there is only the way back, on a number pad as well.
    let deletes = key.code == KeyCode::Char('-') && !field.tells_of_keys();
    if deletes && field.is_empty() {
        return Some(Message::Back);
    }
    field::on_key(field, key).map(Message::Field).or_else(|| match key.code {
        KeyCode::Down | KeyCode::PageDown | KeyCode::Tab => {
            let has_hits = state.draft.as_ref().and_then(|draft| draft.found.as_ref()).is_some_and(|found| !found.hits.is_empty());
            Some(if has_hits { Message::ToHits } else { Message::Next })
        }
        KeyCode::Up | KeyCode::PageUp => Some(Message::Back),
        _ => None,
    })
}

fn choosing(state: &State, code: KeyCode) -> Option<Message> {
    let draft = state.draft.as_ref()?;
    match code {
        KeyCode::Enter if draft.takes_several() => Some(Message::Next),
        KeyCode::Enter | KeyCode::Char(' ') => Some(Message::Chosen(state.cursor.focus)),
        KeyCode::Esc | KeyCode::Backspace | KeyCode::Char('0') => Some(Message::Back),
        KeyCode::Tab => Some(Message::Next),
        _ => None,
    }
}

impl State {
    /// The entry Enter opens, among those on which arrows can rest.
    pub(in crate::tui) fn focus(&self, context: &Context) -> Option<usize> {
        match self.page {
            Page::Front | Page::Voices => Some(self.cursor.focus),
            Page::Review => {
                let pages = laid_out(self.draft.as_ref()?, self.open, context);
                Some(self.cursor.focus.min(pages.get(self.cursor.top).map_or(0, Vec::len)))
            }
            // What is only read goes on with Enter; what was asked is answered by a number.
            Page::Left { .. } | Page::Told(_) => Some(0),
            _ => None,
        }
    }

    /// Whether there are pages before and after the one that is seen.
    pub(in crate::tui) fn pages(&self, context: &Context) -> (bool, bool) {
        let pages = || self.draft.as_ref().map_or(0, |draft| laid_out(draft, self.open, context).len());
        match self.page {
            Page::Review => (self.cursor.top > 0, self.cursor.top + 1 < pages()),
            _ => (false, false),
        }
    }
}

/// Takes a message in; the effects that it asks for.
pub(in crate::tui) fn update(state: &mut State, message: Message, context: &Context) -> Vec<Effect> {
    // What was shown whole is hidden again by whatever comes next.
    let was_open = std::mem::take(&mut state.open);
    state.printing = None;
    match message {
        Message::Reveal => state.open = !was_open,
        Message::Print => return print(state, context),
        Message::Printed(printing) => state.printing = Some(printing),
        Message::Field(message) => return typed(state, message, context),
        Message::Open(route) => return vec![Effect::Go(route)],
        Message::Next => return next(state, context),
        Message::Back => return step_back(state, context),
        Message::Begin(paper) => {
            state.page = Page::Asking(paper);
            return vec![Effect::MayLeave { mark: paper == Paper::Mark }];
        }
        Message::MayLeave(may) => return heard(state, may, context),
        Message::Applies(party) => {
            let identity_here = context.config.application.identity_here;
            let draft = state.draft.get_or_insert_with(|| Draft::new(Paper::Application, identity_here));
            draft.applies(party);
            draft.form.answer("written_by_staff", &if state.at_window { "yes" } else { "" }.into());
            return begin(state);
        }
        Message::Chosen(at) => return chosen(state, at, context),
        Message::Change(at) => {
            let step = state.draft.as_ref().and_then(|draft| draft.rows().get(at).map(|(step, ..)| *step));
            return step.map_or_else(Vec::new, |step| ask(state, step));
        }
        Message::Seal => return seal(state, context),
        Message::GiveUp => {
            let home = matches!(state.page, Page::Away { home: true, .. });
            return give_up(state, home);
        }
        Message::Finish => return finished(state),
        Message::Found(hits) => found(state, *hits),
        Message::Move(step) => moved(state, step, context),
        Message::Voices => (state.page, state.cursor) = (Page::Voices, Cursor::default()),
        Message::AskAfter => state.page = Page::Number(number_field()),
        Message::Asked(asked) => state.page = Page::Told(asked),
        Message::ToHits | Message::ToField => {
            state.page = Page::Question { among_hits: matches!(message, Message::ToHits) };
            state.cursor = Cursor::default();
        }
        Message::Away => state.page = Page::Away { before: Box::new(state.page.clone()), home: true },
        Message::Slip => return slip(state),
        Message::GoOn => match std::mem::replace(&mut state.page, Page::Front) {
            Page::Away { before, .. } => state.page = *before,
            Page::Refused { late: true, .. } => review(state),
            page => state.page = page,
        },
        Message::Left(left) => return sealed(state, left),
    }
    Vec::new()
}

/// Prints what is shown, if that is anything for paper.
fn print(state: &mut State, context: &Context) -> Vec<Effect> {
    let sheet = match &state.page {
        Page::Left { paper, number } => ends::receipt_sheet(*paper, number, context),
        Page::Slip { .. } => ends::slip_sheet(state, context),
        _ => return Vec::new(),
    };
    state.printing = Some(Printing::Going);
    vec![Effect::Print(Box::new(sheet))]
}

/// It was sealed, or not.
fn sealed(state: &mut State, left: Result<ReceiptNumber, Box<Advice>>) -> Vec<Effect> {
    let paper = state.draft.as_ref().map_or(Paper::Application, |draft| draft.paper);
    match left {
        Ok(number) => {
            // Nothing of the words is needed any more.
            state.draft = None;
            state.words = VisitorText::default();
            state.page = Page::Left { paper, number };
            if state.at_window { vec![Effect::Forget] } else { Vec::new() }
        }
        Err(advice) => {
            state.page = Page::Refused { paper, advice, late: true };
            Vec::new()
        }
    }
}

/// Home; from the window back to its first page.
fn finished(state: &State) -> Vec<Effect> {
    vec![if state.at_window { Effect::Go(Route::Counter(None)) } else { Effect::Home }]
}

/// Whether a form may be begun is known now: it is begun, or it is said why not.
fn heard(state: &mut State, may: Result<(), Box<crate::advice::Advice>>, context: &Context) -> Vec<Effect> {
    state.closed = Some(may.clone().err());
    let Page::Asking(paper) = state.page else { return Vec::new() };
    match may {
        Err(advice) => {
            state.page = Page::Refused { paper, advice, late: false };
            Vec::new()
        }
        Ok(()) if paper.is_application() => {
            state.page = Page::Promise;
            Vec::new()
        }
        Ok(()) => {
            let mut draft = Draft::new(paper, context.config.application.identity_here);
            if let (Matter::Opinion(item) | Matter::Correction(item), name) =
                (&state.matter, if paper == Paper::Opinion { "consultation" } else { "record" })
            {
                draft.form.answer(name, &item.id.as_str().into());
            }
            state.draft = Some(draft);
            begin(state)
        }
    }
}

/// The first question, with the words that led here as a first answer to it.
fn begin(state: &mut State) -> Vec<Effect> {
    let Some(first) = state.draft.as_ref().and_then(|draft| draft.steps().first().copied()) else { return Vec::new() };
    let words = if state.words.is_empty() { state.item().map(|item| item.title.as_str().into()) } else { Some(state.words.clone()) };
    let Some(draft) = &mut state.draft else { return Vec::new() };
    if let (Step::Question(name @ "wanted_features"), Some(words)) = (first, words)
        && draft.form.get(name).is_none()
    {
        draft.form.answer(name, &words);
    }
    ask(state, first)
}

fn chosen(state: &mut State, at: usize, context: &Context) -> Vec<Effect> {
    state.cursor.focus = at;
    let Some(draft) = &mut state.draft else { return Vec::new() };
    draft.choose(at);
    if draft.takes_several() { Vec::new() } else { next(state, context) }
}

/// The words as a slip; where there are none yet, they are asked for.
fn slip(state: &mut State) -> Vec<Effect> {
    let written = state.draft.is_some() || !state.words.is_empty() || state.item().is_some();
    if written {
        state.page = Page::Slip { before: Box::new(state.page.clone()) };
        return Vec::new();
    }
    let mut draft = Draft::new(Paper::Application, false);
    draft.only_slip = true;
    state.draft = Some(draft);
    begin(state)
}

/// Hands it over to be sealed; where something is missing, that question.
fn seal(state: &mut State, context: &Context) -> Vec<Effect> {
    let Some(draft) = &state.draft else { return Vec::new() };
    if let Some((step, fault)) = draft.unfinished(today(context)) {
        let effects = ask(state, step);
        if let Some(draft) = &mut state.draft {
            draft.fault = Some(unanswered(&fault));
        }
        return effects;
    }
    let form = draft.form.clone();
    state.page = Page::Sealing;
    vec![Effect::Leave(Box::new(form))]
}

fn step_back(state: &mut State, context: &Context) -> Vec<Effect> {
    match &state.page {
        Page::Front => return vec![Effect::Back],
        Page::Question { .. } => return back(state, context),
        Page::Promise => return leave_or_ask(state),
        // From all answers to the last question that was asked.
        Page::Review => {
            let last = state.draft.as_mut().and_then(|draft| {
                draft.is_reviewed = false;
                draft.steps().last().copied()
            });
            return last.map_or_else(Vec::new, |step| ask(state, step));
        }
        Page::Refused { late: true, .. } => review(state),
        Page::Asking(_) | Page::Refused { .. } => return give_up(state, false),
        Page::Away { before, .. } | Page::Slip { before } => state.page = (**before).clone(),
        Page::Left { .. } => return finished(state),
        Page::Sealing => {}
        Page::Voices | Page::Number(_) | Page::Told(_) => (state.page, state.cursor) = (Page::Front, Cursor::default()),
    }
    Vec::new()
}

fn moved(state: &mut State, step: Move, context: &Context) {
    let last = match (&state.page, &state.draft) {
        (Page::Front, _) => super::doors::FRONT - 1,
        (Page::Voices, _) => super::doors::VOICES - 1,
        (Page::Review, Some(draft)) => return moved_among_answers(&mut state.cursor, &laid_out(draft, false, context), step),
        (Page::Question { among_hits: false }, Some(draft)) => draft.choices().len().saturating_sub(1),
        _ => return,
    };
    let focus = &mut state.cursor.focus;
    *focus = match step {
        Move::Up => focus.saturating_sub(1),
        Move::Down => (*focus + 1).min(last),
        Move::PageUp => 0,
        Move::PageDown => last,
    };
}

/// Below the answers of a page stands the seal, on which the arrows rest first.
fn moved_among_answers(cursor: &mut Cursor, pages: &[Vec<Piece>], step: Move) {
    let seal = pages.get(cursor.top).map_or(0, Vec::len);
    let at = cursor.focus.min(seal);
    match step {
        Move::Up => cursor.focus = at.saturating_sub(1),
        Move::Down => cursor.focus = (at + 1).min(seal),
        Move::PageUp => *cursor = Cursor { top: cursor.top.saturating_sub(1), focus: usize::MAX },
        Move::PageDown if cursor.top + 1 < pages.len() => *cursor = Cursor { top: cursor.top + 1, focus: usize::MAX },
        Move::PageDown => {}
    }
}
