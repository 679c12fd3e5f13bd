//! Keys and events of the search screen, and what they change.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::{
    facet::FACETS,
    message::Message,
    places::{candidates_room, capacity},
    state::{Mode, State},
    typed, ways,
};
use crate::{
    search::{Care, Found, Query},
    text::VisitorText,
    tui::{
        context::Context,
        effect::Effect,
        field::{self, Change, Press},
        screen::Move,
        widget::entries::Cursor,
    },
};

/// Hits asked for at once, and pages before their end at which more are asked for.
const LIMIT: usize = 64;
const PAGES_AHEAD: usize = 3;

/// A search that begins with what has been typed so far.
pub(in crate::tui) fn opened(typed: &VisitorText, pad: bool) -> (State, Vec<Effect>) {
    let mut state = State::new();
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
        self.awaits_more = false;
        Effect::Search(self.query(0))
    }

    /// Asks for the hits after those that are known, once the pages of these come to their end.
    fn ask_for_more(&mut self, context: &Context) -> Option<Effect> {
        let known = self.found.as_ref().filter(|found| found.hits.len() < found.listed()).map(|found| found.hits.len())?;
        let ahead = self.cursor.top + PAGES_AHEAD * capacity(self, context);
        let wanted = self.mode == Mode::Hits && !self.is_old && !self.awaits_more && ahead >= known;
        wanted.then(|| {
            self.awaits_more = true;
            Effect::Search(self.query(known))
        })
    }

    /// The question as it stands there.
    fn query(&self, skip: usize) -> Query {
        Query {
            // What is half composed changes with the next key.
            care: if self.field.composes() { Care::Quick } else { Care::Careful },
            text: self.field.text(),
            filter: self.filter.clone(),
            sort: self.sort,
            ended: self.ended,
            skip,
            limit: LIMIT,
            ..Query::default()
        }
    }

    /// Hits have come: those after the ones that are known, or others.
    fn take(&mut self, mut found: Found) {
        typed::only_typed(&mut found.hits, &self.field.text());
        let more = std::mem::take(&mut self.awaits_more);
        match self.found.as_mut().filter(|_| more) {
            Some(known) => {
                // What is announced can be paged to, whatever has changed in between.
                if found.hits.is_empty() {
                    known.total = known.hits.len() + known.hidden;
                }
                known.hits.extend(found.hits);
            }
            None => self.found = Some(found),
        }
        self.is_old = false;
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

    /// Where something is typed and the first hits are still being looked for, they are gone to all the same: the key is not pressed twice.
    fn go_to_hits(&mut self) -> Vec<Effect> {
        if self.found.is_some() || !self.field.text().is_blank() {
            self.mode = Mode::Hits;
            self.cursor = Cursor::default();
        }
        Vec::new()
    }

    fn go_to_field(&mut self) -> Vec<Effect> {
        self.mode = Mode::Field;
        self.field.awaited().map(Effect::Compose).into_iter().collect()
    }

    /// Whether there are pages before and after the one that is seen.
    pub(in crate::tui) fn pages(&self, context: &Context) -> (bool, bool) {
        let further = self.mode == Mode::Hits && self.found.as_ref().is_some_and(|found| found.hits.len() < found.listed());
        (self.cursor.top > 0, further || self.cursor.top + capacity(self, context) < self.entries())
    }

    fn entries(&self) -> usize {
        match self.mode {
            Mode::Field | Mode::Hits => self.found.as_ref().map_or(0, |found| ways::count(found) + found.hits.len()),
            Mode::Neither => ways::instead(self).len(),
            Mode::Filters => FACETS.len() + 2,
            Mode::Values(facet) => self.values(facet).len(),
        }
    }
}

/// The message of a key; none for keys that mean the same everywhere.
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
        (Mode::Filters | Mode::Neither, KeyCode::Char('0') | KeyCode::Esc | KeyCode::Backspace) => Some(Message::ToHits),
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

/// Takes a message in; the effects that it asks for.
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
        Message::ToNeither => {
            state.mode = Mode::Neither;
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
            state.take(*found);
            Vec::new()
        }
        Message::Open(route) => vec![Effect::Go(route)],
        Message::Leave => vec![Effect::Back],
        Message::Move(step) => {
            move_cursor(state, step, context);
            state.ask_for_more(context).into_iter().collect()
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
    let (fit, entries) = (capacity(state, context), state.entries());
    match step {
        Move::Up => {
            state.cursor.up(fit);
            // The first page may hold fewer.
            state.cursor.focus = state.cursor.focus.min(capacity(state, context).saturating_sub(1));
        }
        Move::Down => state.cursor.down(fit, entries),
        Move::PageUp => state.cursor.page_up(fit),
        Move::PageDown => state.cursor.page_down(fit, entries),
    }
}
