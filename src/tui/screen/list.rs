//! A list to choose from: topics, bodies, documents, places, steps of a life event.

use ratatui::layout::Rect;

use crate::{
    policy::RecordId,
    zone::{ListEntry, ListKind, Listing},
};

use super::{
    super::{
        canvas::Canvas,
        context::{Context, Room},
        effect::{Effect, Route},
        widget::entries::{self, Cursor, Row, plain},
    },
    Move,
};

/// A list and where its reader is in it.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::tui) struct State {
    listing: Option<Listing>,
    cursor: Cursor,
}

/// What a list understands.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::tui) enum Message {
    /// The entries have come.
    Listed(Listing),
    /// Go where an entry leads.
    Open(Route),
    /// An arrow or a page key.
    Move(Move),
}

/// A list that has still to be made, and the question for it.
pub(in crate::tui) fn opened(kind: ListKind) -> (State, Effect) {
    (State { listing: None, cursor: Cursor::default() }, Effect::List(kind))
}

/// A list that is already there.
pub(in crate::tui) fn ready(listing: Listing) -> State {
    State { listing: Some(listing), cursor: Cursor::default() }
}

impl State {
    /// The entries chosen from: where else to look, if there is nothing.
    fn entries(&self) -> &[ListEntry] {
        match &self.listing {
            Some(listing) if listing.entries.is_empty() => &listing.instead,
            Some(listing) => &listing.entries,
            None => &[],
        }
    }

    /// Takes out what leads to any of these records.
    pub(in crate::tui) fn forget(&mut self, ids: &[RecordId]) {
        if let Some(listing) = &mut self.listing
            && listing.entries.iter().any(|entry| entry.leads_to(ids))
        {
            listing.forget(ids);
            self.cursor = Cursor::default();
        }
    }

    /// The entry Enter opens, by its place among those that can be chosen on this page.
    pub(in crate::tui) fn focus(&self, context: &Context) -> usize {
        let shown = self.cursor.shown(self.entries().len(), capacity(context));
        let before = shown.start..shown.start + self.cursor.focus;
        before.filter(|at| self.entries().get(*at).is_some_and(|entry| entry.way.is_some())).count()
    }
}

/// What a message changes and asks for.
pub(in crate::tui) fn update(state: &mut State, message: Message, context: &Context) -> Vec<Effect> {
    match message {
        Message::Listed(listing) => {
            *state = ready(listing);
            Vec::new()
        }
        Message::Open(route) => vec![Effect::Go(route)],
        Message::Move(step) => {
            let (capacity, entries) = (capacity(context), state.entries().len());
            match step {
                Move::Up => state.cursor.up(capacity),
                Move::Down => state.cursor.down(capacity, entries),
                Move::PageUp => state.cursor.page_up(capacity),
                Move::PageDown => state.cursor.page_down(capacity, entries),
            }
            Vec::new()
        }
    }
}

fn place(context: &Context, area: Rect) -> (Rect, Rect) {
    let margin = context.margin();
    let inner = Rect { x: area.x + margin, width: area.width.saturating_sub(2 * margin), ..area };
    let head = if context.room() == Room::Narrow { 1 } else { 2 };
    (Rect { height: head, ..inner }, Rect { y: inner.y + head, height: inner.height.saturating_sub(head), ..inner })
}

fn capacity(context: &Context) -> usize {
    entries::capacity(place(context, context.body()).1.height, LINES).1
}

/// Title and second line.
const LINES: u16 = 2;

/// ```text
///    养老                                                  共 12 项 · 第 1/2 页
///
///     1  ✓ 云川县城乡居民基本养老保险实施办法
///          云政发〔2023〕8号 · 县人社局 · 2023-05-10
///     2  …
/// ```
pub(in crate::tui) fn view(state: &State, context: &Context, canvas: &mut Canvas<'_, Message>, area: Rect) {
    let theme = *canvas.theme;
    let Some(listing) = &state.listing else { return };
    let (head, body) = place(context, area);
    let entries = state.entries();
    let capacity = entries::capacity(body.height, LINES).1;
    let shown = state.cursor.shown(entries.len(), capacity);
    let pages = entries.len().div_ceil(capacity).max(1);
    let page = if pages > 1 { format!("第 {}/{pages} 页", shown.start / capacity + 1) } else { String::new() };
    let right = canvas.right(head, head.y, &page, theme.quiet);
    let after = canvas.text(head.x, head.y, right.saturating_sub(head.x + 1), &listing.title, theme.strong);
    canvas.text(after + 2, head.y, right.saturating_sub(after + 3), &listing.note, theme.quiet);
    let rows = entries.iter().skip(shown.start).take(shown.len()).map(|entry| {
        // What does not simply hold is named in words too: a sign alone is easily overlooked.
        let doubtful = entry.standing.as_ref().filter(|standing| !standing.counts_as_valid());
        let row = Row {
            title: plain(entry.title.as_str()),
            note: doubtful.map_or_else(String::new, |standing| standing.validity.label().to_owned()),
            standing: entry.standing.as_ref(),
            said: Vec::new(),
            below: vec![plain(entry.about.as_str())],
        };
        (row, entry.way.clone().map(|way| Message::Open(way.into())))
    });
    entries::view(canvas, body, LINES, Some(state.cursor), rows);
}
