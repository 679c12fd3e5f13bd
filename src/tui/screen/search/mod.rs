//! Search: one screen for the field, what is being composed in it, the keys on the screen, the hits and the filters. Results follow every
//! letter; rows appear when they are ready and nothing blinks meanwhile.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::Move;
use crate::{
    search::{Care, Filter, Found, Query, Sort},
    text::VisitorText,
    tui::{
        context::Context,
        effect::Effect,
        field::{self, Change, Kind, Press},
        widget::entries::Cursor,
    },
};

mod answer;
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
    field: field::State,
    mode: Mode,
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
        field: field::State::new(Kind::Chinese, LONGEST),
        mode: Mode::Field,
        filter: Filter::default(),
        sort: Sort::default(),
        ended: false,
        found: None,
        is_old: false,
        cursor: Cursor::default(),
        counted: Counted::default(),
    };
    if pad {
        state.field.open_board();
    }
    if typed.is_empty() {
        return (state, Vec::new());
    }
    state.field.begin(typed);
    let effects = state.changed();
    (state, effects)
}

impl State {
    fn ask(&mut self) -> Effect {
        self.is_old = true;
        Effect::Search(Query {
            // What is half composed changes with the next key.
            care: if self.field.composes() { Care::Quick } else { Care::Careful },
            text: self.field.text(),
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
        let mut effects: Vec<Effect> = self.field.wanted().map(Effect::Compose).into_iter().collect();
        if !self.field.text().is_blank() {
            effects.push(self.ask());
        } else if !self.field.composes() {
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

    /// Hands a message to the field, and does what follows of it.
    fn typed(&mut self, message: field::Message, context: &Context) -> Vec<Effect> {
        match field::update(&mut self.field, message, candidates_room(context)) {
            Change::None => Vec::new(),
            Change::Words => self.changed(),
            Change::LastWords => {
                let effects = self.changed();
                self.mode = Mode::Hits;
                effects
            }
            // What digits mean is known only now.
            Change::Meaning if self.field.composes_digits() => vec![self.ask()],
            Change::Meaning => Vec::new(),
            Change::Closed => {
                // Without the keys on the screen the hits are what is looked at.
                if self.found.is_some() {
                    self.mode = Mode::Hits;
                }
                Vec::new()
            }
            Change::Done if self.field.composes() => {
                self.mode = Mode::Hits;
                Vec::new()
            }
            Change::Done => self.go_to_hits(),
            Change::Leave => vec![Effect::Back],
        }
    }

    fn go_to_hits(&mut self) -> Vec<Effect> {
        if self.found.is_some() {
            self.mode = Mode::Hits;
            self.cursor = Cursor::default();
        }
        Vec::new()
    }

    fn go_to_field(&mut self) -> Vec<Effect> {
        self.mode = Mode::Field;
        self.field.awaited().map(Effect::Compose).into_iter().collect()
    }

    /// The field, while it has the focus.
    pub(in crate::tui) fn field(&self) -> Option<&field::State> {
        (self.mode == Mode::Field).then_some(&self.field)
    }

    /// The same, to keep keys in it that came too early.
    pub(in crate::tui) fn field_mut(&mut self) -> Option<&mut field::State> {
        (self.mode == Mode::Field).then_some(&mut self.field)
    }

    /// True while the keys on the screen are shown.
    fn takes_pad(&self) -> bool {
        self.field().is_some_and(field::State::takes_pad)
    }

    /// True while keys choose among candidates.
    fn composes(&self) -> bool {
        self.field().is_some_and(field::State::composes)
    }

    /// How what is typed may go on, where nothing is being composed.
    fn completions(&self) -> &[VisitorText] {
        match (&self.found, self.field()) {
            (Some(found), Some(field)) if !field.composes() && !field.is_empty() => &found.completions,
            _ => &[],
        }
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
        (Mode::Field, _) => typing(state, key),
        (Mode::Hits, KeyCode::Char(c)) if plain && (c.is_alphabetic() || c == ' ') => Some(Message::Field(field::Message::Typed(c))),
        // Without the pad the field would take the next 0 as text: on a number pad there is only the way back.
        (Mode::Hits, KeyCode::Char('0')) if !state.field.takes_pad() => Some(Message::Leave),
        (Mode::Hits, KeyCode::Char('0') | KeyCode::Esc | KeyCode::Backspace) => Some(Message::ToField),
        (Mode::Hits, KeyCode::Up) if state.cursor == Cursor::default() => Some(Message::ToField),
        (Mode::Filters, KeyCode::Char('0') | KeyCode::Esc | KeyCode::Backspace) => Some(Message::ToHits),
        (Mode::Values(_), KeyCode::Char('0') | KeyCode::Esc | KeyCode::Backspace) => Some(Message::ToFilters),
        _ => None,
    }
}

/// The meaning of a key while the field has the focus.
fn typing(state: &State, key: KeyEvent) -> Option<Message> {
    match (key.code, state.completions().first()) {
        (KeyCode::Tab, Some(first)) => Some(Message::Field(field::Message::Replaced(first.clone()))),
        (code, _) => match field::on_key(&state.field, key) {
            Some(message) => Some(Message::Field(message)),
            None => matches!(code, KeyCode::Down | KeyCode::PageDown | KeyCode::Tab).then_some(Message::ToHits),
        },
    }
}

/// What a message changes and asks for.
pub(in crate::tui) fn update(state: &mut State, message: Message, context: &Context) -> Vec<Effect> {
    // Other words are tried instead; keys that were mistyped are no question yet.
    if matches!(message, Message::Tried(_) | Message::Field(field::Message::Pressed(Press::Clear))) && !state.field.composes() {
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
        // The hits had the keys.
        Message::Field(field::Message::BoardToggled | field::Message::Touched) if state.mode != Mode::Field => {
            state.field.open_board();
            state.go_to_field()
        }
        Message::Field(message) => state.typed(message, context),
        Message::ToHits => state.go_to_hits(),
        Message::ToField => state.go_to_field(),
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
        Message::Tried(words) => {
            let effects = state.typed(field::Message::Replaced(words), context);
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
