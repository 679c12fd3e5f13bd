//! Search: one screen for the field, the letter pad, the hits and the filters. Results follow every letter; rows appear when they are ready and
//! nothing blinks meanwhile.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use zeroize::Zeroizing;

use super::Move;
use crate::{
    search::{Care, Filter, Found, Query, Sort},
    tui::{
        context::Context,
        effect::{Effect, Route},
        widget::{
            entries::Cursor,
            letter_pad::{Pad, Press},
        },
    },
};

mod filters;
mod hits;
mod view;

use filters::{FACETS, Facet};
use view::capacity;

pub(in crate::tui) use view::view;

/// Hits asked for; more than anybody pages through.
const LIMIT: usize = 64;
/// Longest text that is searched for; longer ones are somebody leaning on the keyboard.
const LONGEST: usize = 100;

/// Words typed, what they found, and where the visitor is in it.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::tui) struct State {
    typed: Zeroizing<String>,
    mode: Mode,
    /// The letter pad is wanted whenever the field has the focus.
    pad: Option<Pad>,
    filter: Filter,
    sort: Sort,
    ended: bool,
    found: Option<Found>,
    cursor: Cursor,
}

/// What the keys act on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Field,
    Hits,
    Filters,
    Values(Facet),
}

/// What search understands.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::tui) enum Message {
    /// A character typed.
    Typed(char),
    /// Several at once, as an input method or a scanner sends them.
    Pasted(String),
    /// The last character deleted.
    Deleted,
    /// The field emptied.
    Cleared,
    /// Something pressed on the letter pad.
    Pressed(Press),
    /// Letter pad shown or hidden.
    PadToggled,
    /// To the hits.
    ToHits,
    /// Back to the field.
    ToField,
    /// The filters opened or left.
    ToFilters,
    /// The values of one filter.
    ToValues(Facet),
    /// One value chosen; none lifts the filter.
    Filtered(Filter),
    /// By relevance or newest first.
    Sorted(Sort),
    /// Ended documents listed or not.
    EndedShown(bool),
    /// A word tried instead.
    Tried(String),
    /// Hits have come.
    Found(Box<Found>),
    /// Go somewhere.
    Open(Route),
    /// The screen before.
    Leave,
    /// An arrow or a page key.
    Move(Move),
}

/// A search that begins with what has been typed so far.
pub(in crate::tui) fn opened(typed: &str, pad: bool) -> (State, Vec<Effect>) {
    let mut state = State {
        typed: Zeroizing::new(String::new()),
        mode: Mode::Field,
        pad: pad.then(Pad::default),
        filter: Filter::default(),
        sort: Sort::default(),
        ended: false,
        found: None,
        cursor: Cursor::default(),
    };
    state.write(typed);
    let effects = if state.typed.is_empty() { Vec::new() } else { vec![state.ask()] };
    (state, effects)
}

impl State {
    fn write(&mut self, text: &str) {
        let room = LONGEST.saturating_sub(self.typed.chars().count());
        self.typed.extend(text.chars().filter(|c| !c.is_control()).take(room));
    }

    fn ask(&self) -> Effect {
        Effect::Search(Query {
            care: Care::Careful,
            text: self.typed.to_string(),
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
        if self.typed.trim().is_empty() {
            self.found = None;
            return Vec::new();
        }
        vec![self.ask()]
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
        self.mode == Mode::Field && self.pad.is_some()
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
        (Mode::Field, KeyCode::Char(digit @ '0'..='9')) if plain && state.pad.is_some() => {
            digit.to_digit(10).and_then(|digit| u8::try_from(digit).ok()).map(|digit| Message::Pressed(Press::Digit(digit)))
        }
        (Mode::Field, KeyCode::Char('.' | '*' | '/' | '+' | '-')) if state.pad.is_some() => None,
        (Mode::Field, KeyCode::Char(c)) if plain => Some(Message::Typed(c)),
        (Mode::Field, KeyCode::Backspace) => Some(if state.typed.is_empty() { Message::Leave } else { Message::Deleted }),
        (Mode::Field, KeyCode::Enter | KeyCode::Down | KeyCode::PageDown | KeyCode::Tab) => Some(Message::ToHits),
        (Mode::Field, KeyCode::Esc) => Some(Message::Leave),
        (Mode::Hits, KeyCode::Char(c)) if plain && (c.is_alphabetic() || c == ' ') => Some(Message::Typed(c)),
        // Without the pad the field would take the next 0 as text: on a number pad there is only the way back.
        (Mode::Hits, KeyCode::Char('0')) if state.pad.is_none() => Some(Message::Leave),
        (Mode::Hits, KeyCode::Char('0') | KeyCode::Esc | KeyCode::Backspace) => Some(Message::ToField),
        (Mode::Hits, KeyCode::Up) if state.cursor == Cursor::default() => Some(Message::ToField),
        (Mode::Filters, KeyCode::Char('0') | KeyCode::Esc | KeyCode::Backspace) => Some(Message::ToHits),
        (Mode::Values(_), KeyCode::Char('0') | KeyCode::Esc | KeyCode::Backspace) => Some(Message::ToFilters),
        (_, KeyCode::F(3)) if state.found.is_some() => Some(Message::ToFilters),
        _ => None,
    }
}

/// What a message changes and asks for.
pub(in crate::tui) fn update(state: &mut State, message: Message, context: &Context) -> Vec<Effect> {
    match message {
        Message::Typed(c) => {
            if c.is_alphabetic() && !c.is_ascii_alphabetic() {
                // Somebody has an input method: the pad is in the way.
                state.pad = None;
            }
            state.write(c.encode_utf8(&mut [0; 4]));
            state.changed()
        }
        Message::Pasted(text) => {
            state.write(&text);
            state.changed()
        }
        Message::Deleted => {
            state.typed.pop();
            state.changed()
        }
        Message::Cleared => {
            state.typed = Zeroizing::new(String::new());
            state.changed()
        }
        Message::Pressed(press) => pressed(state, press),
        Message::PadToggled => {
            state.pad = if state.pad.is_some() { None } else { Some(Pad::default()) };
            state.mode = Mode::Field;
            Vec::new()
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
        Message::Tried(words) => {
            state.typed = Zeroizing::new(String::new());
            state.write(&words);
            let effects = state.changed();
            state.mode = Mode::Hits;
            effects
        }
        Message::Found(found) => {
            state.found = Some(*found);
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

fn pressed(state: &mut State, press: Press) -> Vec<Effect> {
    match press {
        Press::Digit(0) if state.pad == Some(Pad::Closed) => match state.typed.pop() {
            Some(_) => state.changed(),
            None => vec![Effect::Back],
        },
        Press::Digit(digit) => {
            let (pad, letter) = state.pad.unwrap_or_default().press(digit);
            state.pad = Some(pad);
            let Some(letter) = letter else { return Vec::new() };
            state.write(letter.encode_utf8(&mut [0; 4]));
            state.changed()
        }
        Press::Letter(letter) => {
            state.pad = Some(Pad::Closed);
            state.write(letter.encode_utf8(&mut [0; 4]));
            state.changed()
        }
        Press::Delete => {
            state.pad = Some(Pad::Closed);
            state.typed.pop();
            state.changed()
        }
        Press::Done => {
            if state.found.is_some() {
                state.mode = Mode::Hits;
            }
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
        Move::Up => state.cursor.up(capacity),
        Move::Down => state.cursor.down(capacity, entries),
        Move::PageUp => state.cursor.page_up(capacity),
        Move::PageDown => state.cursor.page_down(capacity, entries),
    }
}
