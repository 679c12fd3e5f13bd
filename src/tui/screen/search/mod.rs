//! Search: one screen for the field, what is being composed in it, the keys on the screen, the hits and the filters. Results follow every
//! letter; rows appear when they are ready and nothing blinks meanwhile.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::Move;
use crate::{
    compose,
    search::{Care, Filter, Found, Query, Sort},
    text::VisitorText,
    tui::{
        context::Context,
        effect::Effect,
        widget::{
            entries::Cursor,
            keyboard::{Board, Press},
            pinyin_picker::{Picker, Step},
        },
    },
};

mod answer;
mod composing;
mod counting;
mod filters;
mod hits;
mod message;
mod view;

use counting::Counted;
use filters::{FACETS, Facet};
use view::{candidates_room, capacity};

pub(in crate::tui) use message::Message;
pub(in crate::tui) use view::view;

/// Hits asked for; more than anybody pages through.
const LIMIT: usize = 64;
/// Longest text that is searched for; longer ones are somebody leaning on the keyboard.
const LONGEST: usize = 100;

/// Words typed, what they found, and where the visitor is in it.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::tui) struct State {
    typed: VisitorText,
    /// What follows it and is still letters or digits.
    picker: Picker,
    mode: Mode,
    /// The keys that are shown whenever the field has the focus.
    board: Option<Board>,
    filter: Filter,
    sort: Sort,
    ended: bool,
    found: Option<Found>,
    /// What was found answers words that stand there no more.
    is_old: bool,
    cursor: Cursor,
    counted: Counted,
}

/// What the keys act on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Field,
    Hits,
    Filters,
    Values(Facet),
}

/// A search that begins with what has been typed so far.
pub(in crate::tui) fn opened(typed: &VisitorText, pad: bool) -> (State, Vec<Effect>) {
    let mut state = State {
        typed: VisitorText::default(),
        picker: Picker::default(),
        mode: Mode::Field,
        board: pad.then(Board::default),
        filter: Filter::default(),
        sort: Sort::default(),
        ended: false,
        found: None,
        is_old: false,
        cursor: Cursor::default(),
        counted: Counted::default(),
    };
    let mut chars = typed.reveal().chars();
    let effects = match (chars.next(), chars.next()) {
        (None, _) => Vec::new(),
        (Some(c), None) => state.typed(c),
        _ => {
            state.write(typed.reveal());
            state.changed()
        }
    };
    (state, effects)
}

impl State {
    fn write(&mut self, text: &str) {
        let room = LONGEST.saturating_sub(self.typed.count());
        text.chars().filter(|c| !c.is_control()).take(room).for_each(|c| self.typed.push(c));
    }

    fn has_room(&self) -> bool {
        self.typed.count() + self.picker.keys().len() < LONGEST
    }

    /// What is searched for: what is written, and what is being composed.
    fn text(&self) -> VisitorText {
        let mut text = self.typed.clone();
        text.push_str(self.picker.meaning());
        text
    }

    fn clear(&mut self) {
        self.typed.clear();
        self.picker.clear();
    }

    fn ask(&mut self) -> Effect {
        self.is_old = true;
        Effect::Search(Query {
            // What is half composed changes with the next key.
            care: if self.picker.keys().is_empty() { Care::Careful } else { Care::Quick },
            text: self.text(),
            filter: self.filter.clone(),
            sort: self.sort,
            ended: self.ended,
            limit: LIMIT,
        })
    }

    /// Asks again after the words changed; an empty field has no hits.
    fn changed(&mut self) -> Vec<Effect> {
        self.cursor = Cursor::default();
        self.mode = Mode::Field;
        let mut effects: Vec<Effect> = self.picker.wanted().map(Effect::Compose).into_iter().collect();
        if !self.text().is_blank() {
            effects.push(self.ask());
        } else if self.picker.is_empty() {
            self.found = None;
        }
        effects
    }

    /// Asks again after a filter changed.
    fn narrowed(&mut self) -> Vec<Effect> {
        self.cursor = Cursor::default();
        self.mode = Mode::Hits;
        vec![self.ask()]
    }

    /// Whether digits and letters are text.
    pub(in crate::tui) fn takes_text(&self) -> bool {
        self.mode == Mode::Field
    }

    /// Whether `.`, `*`, `/` and digits keep their meaning although the field has the focus: nobody types with a keyboard then.
    pub(in crate::tui) fn takes_pad(&self) -> bool {
        self.mode == Mode::Field && self.board.is_some()
    }

    /// Whether the keys are acted on by what is being composed.
    pub(in crate::tui) fn composes(&self) -> bool {
        self.mode == Mode::Field && !self.picker.is_empty()
    }

    /// How what is typed may go on, where nothing is being composed.
    fn completions(&self) -> &[VisitorText] {
        match &self.found {
            Some(found) if self.mode == Mode::Field && self.picker.is_empty() && !self.typed.is_empty() => &found.completions,
            _ => &[],
        }
    }

    /// Whether candidates are on their way.
    pub(in crate::tui) fn is_waiting(&self) -> bool {
        self.picker.is_waiting()
    }

    /// Whether the message chooses among candidates that are not here yet: what stands on the screen was offered for other keys.
    pub(in crate::tui) fn is_early(&self, message: &Message) -> bool {
        let chooses = match message {
            Message::Numbered(_) | Message::Taken | Message::TakenForHits | Message::Stepped(_) => true,
            // What is no letter takes what is offered first.
            Message::Typed(c) => !c.is_ascii_alphabetic() && *c != '\'',
            _ => false,
        };
        chooses && self.is_waiting()
    }

    /// Whether the next key back deletes rather than leaves.
    pub(in crate::tui) fn deletes(&self) -> bool {
        self.mode == Mode::Field && !(self.typed.is_empty() && self.picker.is_empty())
    }

    /// The entry Enter opens.
    pub(in crate::tui) fn focus(&self) -> Option<usize> {
        (self.mode != Mode::Field).then_some(self.cursor.focus)
    }

    fn entries(&self) -> usize {
        match self.mode {
            Mode::Field | Mode::Hits => self.found.as_ref().map_or(0, |found| found.hits.len()),
            Mode::Filters => FACETS.len() + 2,
            Mode::Values(facet) => self.values(facet).len(),
        }
    }
}

/// What a key means while the field has the focus; none for keys that mean the same everywhere.
pub(in crate::tui) fn on_key(state: &State, key: KeyEvent) -> Option<Message> {
    let plain = !key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
    match (state.mode, key.code) {
        (_, KeyCode::F(3)) if state.found.is_some() => Some(Message::ToFilters),
        (Mode::Field, _) => composing::on_key(state, key, plain),
        (Mode::Hits, KeyCode::Char(c)) if plain && (c.is_alphabetic() || c == ' ') => Some(Message::Typed(c)),
        // Without the pad the field would take the next 0 as text: on a number pad there is only the way back.
        (Mode::Hits, KeyCode::Char('0')) if state.board.is_none() => Some(Message::Leave),
        (Mode::Hits, KeyCode::Char('0') | KeyCode::Esc | KeyCode::Backspace) => Some(Message::ToField),
        (Mode::Hits, KeyCode::Up) if state.cursor == Cursor::default() => Some(Message::ToField),
        (Mode::Filters, KeyCode::Char('0') | KeyCode::Esc | KeyCode::Backspace) => Some(Message::ToHits),
        (Mode::Values(_), KeyCode::Char('0') | KeyCode::Esc | KeyCode::Backspace) => Some(Message::ToFilters),
        _ => None,
    }
}

/// What a message changes and asks for.
pub(in crate::tui) fn update(state: &mut State, message: Message, context: &Context) -> Vec<Effect> {
    // Other words are tried instead; keys that were mistyped are no question yet.
    if matches!(message, Message::Cleared | Message::Tried(_) | Message::Pressed(Press::Clear)) && state.picker.is_empty() {
        state.count();
    }
    let effects = change(state, message, context);
    // Who looks at the hits has asked; what was found is known when it has come.
    if state.mode != Mode::Field && !state.is_old {
        state.count();
    }
    effects
}

fn change(state: &mut State, message: Message, context: &Context) -> Vec<Effect> {
    match message {
        Message::Typed(c) => state.typed(c),
        Message::Pasted(text) => {
            state.settle();
            state.write(text.reveal());
            state.changed()
        }
        Message::Deleted => state.delete(),
        Message::Cleared => {
            state.clear();
            state.changed()
        }
        Message::Pressed(press) => state.pressed(press),
        Message::BoardToggled => {
            if state.takes_pad() {
                state.close_board();
            } else {
                state.board = state.board.or(Some(Board::default()));
                state.mode = Mode::Field;
            }
            Vec::new()
        }
        Message::FieldTouched => {
            state.board = state.board.or(Some(Board::default()));
            state.mode = Mode::Field;
            Vec::new()
        }
        Message::Composed(offered) => {
            let is_current = state.picker.offer(*offered);
            // What digits mean is known only now.
            if is_current && state.picker.mode() == compose::Mode::NineGrid { vec![state.ask()] } else { Vec::new() }
        }
        Message::Numbered(number) => state.take_numbered(number, context),
        Message::Chosen(choice) => state.choose(choice, context),
        Message::Taken => state.take_focused(),
        Message::TakenForHits => {
            let effects = state.take_focused();
            if state.picker.is_empty() || effects.is_empty() {
                state.mode = Mode::Hits;
            }
            effects
        }
        Message::Stepped(step) => {
            state.picker.step(step, candidates_room(context));
            Vec::new()
        }
        Message::Dropped => {
            state.picker.clear();
            state.changed()
        }
        Message::ToHits => {
            if state.found.is_some() {
                state.mode = Mode::Hits;
                state.cursor = Cursor::default();
            }
            Vec::new()
        }
        Message::ToField => {
            state.mode = Mode::Field;
            Vec::new()
        }
        Message::ToFilters => {
            state.mode = Mode::Filters;
            state.cursor = Cursor::default();
            Vec::new()
        }
        Message::ToValues(facet) => {
            state.mode = Mode::Values(facet);
            state.cursor = Cursor::default();
            Vec::new()
        }
        Message::Filtered(filter) => {
            state.filter = filter;
            state.narrowed()
        }
        Message::Sorted(sort) => {
            state.sort = sort;
            state.narrowed()
        }
        Message::EndedShown(ended) => {
            state.ended = ended;
            state.narrowed()
        }
        Message::Completed(words) => {
            state.clear();
            state.write(words.reveal());
            state.changed()
        }
        Message::Tried(words) => {
            state.clear();
            state.write(words.reveal());
            let effects = state.changed();
            state.mode = Mode::Hits;
            effects
        }
        Message::Found(found) => {
            state.found = Some(*found);
            state.is_old = false;
            Vec::new()
        }
        Message::Open(route) => vec![Effect::Go(route)],
        Message::Leave => vec![Effect::Back],
        Message::Move(step) => {
            move_cursor(state, step, context);
            Vec::new()
        }
    }
}

fn move_cursor(state: &mut State, step: Move, context: &Context) {
    if state.composes() {
        match step {
            Move::PageUp => state.picker.step(Step::PreviousPage, candidates_room(context)),
            Move::PageDown => state.picker.step(Step::NextPage, candidates_room(context)),
            Move::Down if state.found.is_some() => state.mode = Mode::Hits,
            Move::Up | Move::Down => {}
        }
        return;
    }
    if state.mode == Mode::Field {
        if matches!(step, Move::Down | Move::PageDown) && state.found.is_some() {
            state.mode = Mode::Hits;
        }
        return;
    }
    let (capacity, entries) = (capacity(state, context), state.entries());
    match step {
        Move::Up => {
            state.cursor.up(capacity);
            // The first page may hold fewer.
            state.cursor.focus = state.cursor.focus.min(view::capacity(state, context).saturating_sub(1));
        }
        Move::Down => state.cursor.down(capacity, entries),
        Move::PageUp => state.cursor.page_up(capacity),
        Move::PageDown => state.cursor.page_down(capacity, entries),
    }
}
