//! A list to choose from: topics, bodies, documents, places, steps of a life event.

use ratatui::layout::Rect;

use crate::{
    policy::RecordId,
    text::columns,
    zone::{ListEntry, ListKind, Listing},
};

use super::{
    super::{
        canvas::Canvas,
        context::{Context, Room},
        effect::{Effect, Route},
        picture::{Map, Mark, Picture},
        widget::{
            drawn,
            entries::{self, Cursor, Row, plain},
        },
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

    /// Whether there are pages before and after the one that is seen.
    pub(in crate::tui) fn pages(&self, context: &Context) -> (bool, bool) {
        (self.cursor.top > 0, self.cursor.top + self.capacity(context) < self.entries().len())
    }

    /// The entry Enter opens, by its place among those that can be chosen on this page.
    pub(in crate::tui) fn focus(&self, context: &Context) -> usize {
        let shown = self.cursor.shown(self.entries().len(), self.capacity(context));
        let before = shown.start..shown.start + self.cursor.focus;
        before.filter(|at| self.entries().get(*at).is_some_and(|entry| entry.way.is_some())).count()
    }
}

impl State {
    /// What is said of the page aloud; nothing before the entries have come.
    pub(in crate::tui) fn said(&self, context: &Context) -> Vec<String> {
        let Some(listing) = &self.listing else { return Vec::new() };
        let shown = self.cursor.shown(self.entries().len(), self.capacity(context));
        let pages = self.entries().len().div_ceil(self.capacity(context)).max(1);
        let page = format!("第{}页，共{pages}页。", shown.start / self.capacity(context) + 1);
        let entries = (1..).zip(self.entries().iter().skip(shown.start).take(shown.len())).map(|(digit, entry)| {
            let digit = entry.way.as_ref().map_or_else(String::new, |_| format!("{digit}，"));
            let standing = entry.standing.as_ref().map_or_else(String::new, |standing| format!("，{}", standing.validity.label()));
            format!("{digit}{}{standing}，{}。", entry.title, entry.about.replace(" · ", "，"))
        });
        let head = format!("{}，{}。", listing.title, listing.note);
        std::iter::once(head).chain((pages > 1).then_some(page)).chain(entries).collect()
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
            let (capacity, entries) = (state.capacity(context), state.entries().len());
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

/// The parts of the page.
struct Places {
    head: Rect,
    /// Where places lie, where there is room for it.
    map: Option<Rect>,
    list: Rect,
}

impl State {
    fn places(&self, context: &Context, area: Rect) -> Places {
        let margin = context.margin();
        let inner = Rect { x: area.x + margin, width: area.width.saturating_sub(2 * margin), ..area };
        let narrow = context.room() == Room::Narrow;
        let head = Rect { height: if narrow { 1 } else { 2 }, ..inner };
        let body = Rect { y: head.bottom(), height: inner.height.saturating_sub(head.height), ..inner };
        let is_mapped = self.listing.as_ref().is_some_and(|listing| listing.places.is_some());
        match context.room() {
            // Beside the list, as wide as letters of the list allow.
            Room::Wide if is_mapped => {
                let list = (body.width * 9 / 20).max(LEAST);
                let map = Rect { width: body.width - list - 2, height: body.height.saturating_sub(1), ..body };
                Places { head, map: Some(map), list: Rect { x: map.right() + 2, width: list, ..body } }
            }
            // Above it, where the screen stands upright.
            Room::Column if is_mapped && body.height >= 40 => {
                let map = Rect { height: body.height * 2 / 5, ..body };
                Places { head, map: Some(map), list: Rect { y: map.bottom() + 1, height: body.height - map.height - 1, ..body } }
            }
            _ => Places { head, map: None, list: body },
        }
    }

    fn capacity(&self, context: &Context) -> usize {
        entries::capacity(self.places(context, context.body()).list.height, LINES).1
    }

    /// The map of a page: its numbers are those of the list.
    fn map(&self, shown: std::ops::Range<usize>) -> Option<Map> {
        let places = self.listing.as_ref()?.places.as_ref()?;
        let entries = self.entries().iter().skip(shown.start).take(shown.len());
        let marks = (1..).zip(entries).filter_map(|(number, entry)| {
            let (east, north) = places.of(entry)?;
            Some(Mark { number, east, north })
        });
        let focus = u8::try_from(self.cursor.focus + 1).ok();
        Some(Map { marks: marks.collect(), here: places.here, focus, words: "您在这里" })
    }
}

/// Fewest columns of a list beside a map.
const LEAST: u16 = 44;

/// Title and second line.
const LINES: u16 = 2;

/// ```text
///    养老                                                  共 12 项 · 第 1/2 页
///
///     1  ✓ 云川县城乡居民基本养老保险实施办法
///          云政发〔2023〕8号 · 县人社局 · 2023-05-10
///     2  …
/// ```
/// A list of places has a map beside it, or above it where the screen stands upright.
pub(in crate::tui) fn view(state: &State, context: &Context, canvas: &mut Canvas<'_, Message>, area: Rect) {
    let theme = *canvas.theme;
    let Some(listing) = &state.listing else { return };
    let Places { head, map, list: body } = state.places(context, area);
    let entries = state.entries();
    let capacity = entries::capacity(body.height, LINES).1;
    let shown = state.cursor.shown(entries.len(), capacity);
    let pages = entries.len().div_ceil(capacity).max(1);
    let page = if pages > 1 { format!("第 {}/{pages} 页", shown.start / capacity + 1) } else { String::new() };
    let right = canvas.right(head, head.y, &page, theme.quiet);
    let after = canvas.text(head.x, head.y, right.saturating_sub(head.x + 1), &listing.title, theme.strong);
    let after = canvas.text(after + 2, head.y, right.saturating_sub(after + 3), &listing.note, theme.quiet);
    if let (Some(area), Some(map)) = (map, state.map(shown.clone())) {
        // Numbers without a place are in the list alone.
        let note = if map.marks.len() < shown.len() { "没画在图上的，按地址找" } else { "" };
        if after + 3 + u16::try_from(columns(note)).unwrap_or(0) < right {
            canvas.text(after + 2, head.y, 24, note, theme.quiet);
        }
        // A finger opens a place where it lies as well.
        for (number, place) in map.reached(area) {
            let entry = entries.get(shown.start + usize::from(number.saturating_sub(1)));
            if let Some(way) = entry.and_then(|entry| entry.way.clone()) {
                canvas.touch(place, Message::Open(way.into()));
            }
        }
        drawn::view(canvas, area, Picture::Map(map));
    }
    let rows = entries.iter().skip(shown.start).take(shown.len()).map(|entry| {
        let row = Row {
            title: plain(entry.title.as_str()),
            standing: entry.standing.as_ref(),
            below: vec![plain(entry.about.as_str())],
            ..Row::default()
        };
        (row, entry.way.clone().map(|way| Message::Open(way.into())))
    });
    entries::view(canvas, body, LINES, Some(state.cursor), rows);
}
