//! Keys and events of the reading screen, and what they change.

use crossterm::event::{KeyCode, KeyEvent};

use super::{
    find::{look, typed},
    menu::menu,
    message::Message,
    places::places,
    state::{Opened, ReadingPhase, State},
};
use crate::{
    policy::RecordKind,
    text::VisitorText,
    tui::{
        context::Context,
        effect::{Effect, Route},
        field,
        screen::Move,
        widget::prose::Prose,
    },
};

/// The message of a key that does not mean the same everywhere.
pub(in crate::tui) fn on_key(state: &State, key: KeyEvent) -> Option<Message> {
    if let Some(field) = state.field() {
        // Whoever looks for something leaves at once, whatever was begun.
        return if key.code == KeyCode::Esc { Some(Message::FindClosed) } else { field::on_key(field, key).map(Message::Field) };
    }
    let ReadingPhase::Open(opened) = &state.phase else { return None };
    match key.code {
        KeyCode::Enter => {
            let (_, id) = opened.dossier.band.as_ref()?.jumps.first()?;
            Some(Message::Open(Route::Record { id: id.clone(), section: None, words: VisitorText::default() }))
        }
        KeyCode::Left | KeyCode::Right => Some(Message::Article { back: key.code == KeyCode::Left }),
        _ => None,
    }
}

/// Takes a message in; the effects that it asks for.
pub(in crate::tui) fn update(state: &mut State, message: Message, context: &Context) -> Vec<Effect> {
    match message {
        Message::Opened(None) => state.phase = ReadingPhase::Missing,
        Message::Opened(Some(dossier)) => {
            let mut opened = Opened { dossier: *dossier, prose: Prose::default(), marks: Vec::new() };
            opened.lay_out(context);
            opened.marks = opened.find(state.words.reveal());
            // A guide's fields stand above its sections: who comes for the materials must see the materials.
            let sectioned = opened.dossier.card.kind != RecordKind::Guide;
            let section = state.section.filter(|_| sectioned);
            let para = section.and_then(|section| opened.dossier.composition.sections.get(section).copied());
            // What is seen whole is read from its beginning.
            let height = usize::from(places(&opened.dossier, context, context.body(), None).text.height);
            let last = opened.prose.len().saturating_sub(height);
            state.top = para.map_or(0, |para| opened.first_mark_from(para)).min(last);
            state.phase = ReadingPhase::Open(Box::new(opened));
        }
        Message::Resized => {
            if let ReadingPhase::Open(opened) = &mut state.phase {
                let para = opened.prose.para_at(state.top);
                opened.lay_out(context);
                state.top = if state.top == 0 { 0 } else { opened.prose.line_of(para) };
            }
        }
        Message::Open(route) => return vec![Effect::Go(route)],
        Message::Menu(item) => return menu(state, item),
        Message::Jump(para) => {
            if let ReadingPhase::Open(opened) = &state.phase {
                state.top = opened.prose.line_of(para);
            }
        }
        Message::Move(step) => scroll(state, step, context),
        Message::Article { back } => {
            if let ReadingPhase::Open(opened) = &state.phase {
                state.top = opened.article_beside(state.top, back).unwrap_or(state.top);
            }
        }
        Message::FindClosed => state.find = None,
        Message::Next => look(state, context, 1),
        Message::Field(message) => return typed(state, message, context),
    }
    Vec::new()
}

impl State {
    /// Whether there is text above and below what is seen.
    pub(in crate::tui) fn pages(&self, context: &Context) -> (bool, bool) {
        let ReadingPhase::Open(opened) = &self.phase else { return (false, false) };
        let height = usize::from(places(&opened.dossier, context, context.body(), self.find.as_ref()).text.height);
        (self.top > 0, self.top + height < opened.prose.len())
    }
}

fn scroll(state: &mut State, step: Move, context: &Context) {
    let ReadingPhase::Open(opened) = &state.phase else { return };
    let height = usize::from(places(&opened.dossier, context, context.body(), state.find.as_ref()).text.height);
    let last = opened.prose.len().saturating_sub(height);
    let page = height.saturating_sub(2).max(1);
    state.top = match step {
        Move::Up => state.top.saturating_sub(1),
        Move::Down => (state.top + 1).min(last),
        Move::PageUp => state.top.saturating_sub(page),
        Move::PageDown => (state.top + page).min(last),
    };
}
