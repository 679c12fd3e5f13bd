//! Reading one record: its head, its validity, its text, and everything that belongs to it. On wide screens the code stands beside the text, so
//! that taking it away needs no key at all.

use crossterm::event::{KeyCode, KeyEvent};

use super::Move;
use crate::{
    policy::RecordId,
    text::VisitorText,
    tui::{
        context::Context,
        effect::{Effect, Route},
        field,
        widget::prose::Prose,
    },
    zone::{Dossier, Spot},
};

mod find;
mod head;
mod menu;
mod text;
mod view;

use find::{Find, look, typed};
use menu::menu;
use view::places;

pub(in crate::tui) use view::view;

/// A record being read.
#[derive(Debug, Clone)]
pub(in crate::tui) struct State {
    section: Option<usize>,
    words: VisitorText,
    phase: Phase,
    top: usize,
    find: Option<Find>,
}

#[derive(Debug, Clone)]
enum Phase {
    Opening,
    Missing,
    Open(Box<Opened>),
}

#[derive(Debug, Clone)]
struct Opened {
    dossier: Dossier,
    prose: Prose,
    /// What led here, or what was looked for in the page.
    marks: Vec<Spot>,
}

/// What reading understands.
#[derive(Debug, Clone)]
pub(in crate::tui) enum Message {
    /// The record has come.
    Opened(Option<Box<Dossier>>),
    /// The grid has changed.
    Resized,
    /// Go somewhere.
    Open(Route),
    /// One of the menu's entries.
    Menu(Item),
    /// To a paragraph.
    Jump(usize),
    /// Something typed into the field of the finder.
    Field(field::Message),
    /// The next place found.
    Next,
    /// The finder closed.
    FindClosed,
    /// An arrow or a page key.
    Move(Move),
}

/// The menu, the same digits on every record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::tui) enum Item {
    /// 目录
    Outline,
    /// 解读
    Interpretations,
    /// 问答
    Questions,
    /// 去哪办
    Guides,
    /// 附件
    Attachments,
    /// 相关
    Related,
    /// 找字
    Find,
    /// 写下来
    WriteDown,
    /// 二维码
    Code,
}

/// A record that has still to be fetched, and the question for it.
pub(in crate::tui) fn opened(id: RecordId, section: Option<usize>, words: VisitorText) -> (State, Effect) {
    (State { section, words, phase: Phase::Opening, top: 0, find: None }, Effect::Open(id))
}

impl State {
    /// The field of the finder.
    pub(in crate::tui) fn field(&self) -> Option<&field::State> {
        self.find.as_ref().map(|find| &find.field)
    }

    /// The same, to keep keys in it that came too early.
    pub(in crate::tui) fn field_mut(&mut self) -> Option<&mut field::State> {
        self.find.as_mut().map(|find| &mut find.field)
    }
}

/// What a key means that does not mean the same everywhere.
pub(in crate::tui) fn on_key(state: &State, key: KeyEvent) -> Option<Message> {
    if let Some(field) = state.field() {
        // Whoever looks for something leaves at once, whatever was begun.
        return if key.code == KeyCode::Esc { Some(Message::FindClosed) } else { field::on_key(field, key).map(Message::Field) };
    }
    let Phase::Open(opened) = &state.phase else { return None };
    match key.code {
        KeyCode::Enter => {
            let (_, id) = opened.dossier.band.as_ref()?.jumps.first()?;
            Some(Message::Open(Route::Record { id: id.clone(), section: None, words: VisitorText::default() }))
        }
        _ => None,
    }
}

/// What a message changes and asks for.
pub(in crate::tui) fn update(state: &mut State, message: Message, context: &Context) -> Vec<Effect> {
    match message {
        Message::Opened(None) => state.phase = Phase::Missing,
        Message::Opened(Some(dossier)) => {
            let mut opened = Opened { dossier: *dossier, prose: Prose::default(), marks: Vec::new() };
            opened.lay_out(context);
            opened.marks = opened.find(state.words.reveal());
            // A guide's fields stand above its sections: who comes for the materials must see the materials.
            let sectioned = opened.dossier.card.kind != crate::policy::RecordKind::Guide;
            let section = state.section.filter(|_| sectioned);
            let para = section.and_then(|section| opened.dossier.composition.sections.get(section).copied());
            state.top = para.map_or(0, |para| opened.first_mark_from(para));
            state.phase = Phase::Open(Box::new(opened));
        }
        Message::Resized => {
            if let Phase::Open(opened) = &mut state.phase {
                let para = opened.prose.para_at(state.top);
                opened.lay_out(context);
                state.top = if state.top == 0 { 0 } else { opened.prose.line_of(para) };
            }
        }
        Message::Open(route) => return vec![Effect::Go(route)],
        Message::Menu(item) => return menu(state, item),
        Message::Jump(para) => {
            if let Phase::Open(opened) = &state.phase {
                state.top = opened.prose.line_of(para);
            }
        }
        Message::Move(step) => scroll(state, step, context),
        Message::FindClosed => state.find = None,
        Message::Next => look(state, context, 1),
        Message::Field(message) => return typed(state, message, context),
    }
    Vec::new()
}

fn scroll(state: &mut State, step: Move, context: &Context) {
    let Phase::Open(opened) = &state.phase else { return };
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
