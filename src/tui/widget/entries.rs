//! A page of numbered entries: digit, finger, and Enter on the focused one do the same.

use ratatui::layout::Rect;

use crate::{
    policy::{RecordKind, Standing},
    search::Fragment,
    text::columns,
    tui::{
        canvas::Canvas,
        lines::{shortened, wrapped},
        picture::{self, Entry, Head, Number, Picture, Told},
        theme::Tone,
    },
    zone::wording,
};

/// Columns of the number before an entry, and of the sign before its note.
const NUMBER: u16 = 3;
const SIGN: u16 = 3;
/// Columns of a list in which a sign costs its titles nothing.
const WIDE: u16 = 70;
/// Columns of a list in large type, and fewer.
const LARGE: u16 = 56;

use super::{drawn, marked::fragments, tiles::Tile};

/// Which part of a list is shown, and where the arrows rest.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::tui) struct Cursor {
    /// Index of the first entry shown.
    pub(in crate::tui) top: usize,
    /// Index, on the page, of the entry the arrows rest on.
    pub(in crate::tui) focus: usize,
}

/// One entry as drawn.
#[derive(Debug, Clone, Default)]
pub(in crate::tui) struct Row<'a> {
    /// First line, with what matched marked.
    pub(in crate::tui) title: Vec<Fragment>,
    /// Right end of the first line.
    pub(in crate::tui) note: String,
    /// What kind of record it is, for its sign and its tone.
    pub(in crate::tui) kind: Option<RecordKind>,
    /// Validity, said before the second line; before the title where there is none.
    pub(in crate::tui) standing: Option<&'a Standing>,
    /// Further lines.
    pub(in crate::tui) below: Vec<Vec<Fragment>>,
    /// What it says by itself; such an entry is as tall as it needs.
    pub(in crate::tui) said: Vec<Said>,
}

/// A line of what an entry says by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::tui) enum Said {
    /// Words.
    Words(String),
    /// The name of something, and what is said of it.
    Named(String, String),
    /// Lines of tiles.
    Tiles(Vec<Tile>),
}

impl Row<'_> {
    /// Lines beyond those of other entries.
    pub(in crate::tui) fn extra(&self, lines: u16) -> u16 {
        let needed = if self.said.is_empty() { 0 } else { 1 + self.below.len() + self.said.len() };
        u16::try_from(needed).unwrap_or(u16::MAX).saturating_sub(lines)
    }

    /// Whether the title with its note takes more than a line of a list so wide.
    pub(in crate::tui) fn is_long(&self, width: u16) -> bool {
        let title: usize = self.title.iter().map(|part| columns(&part.text)).sum();
        title + columns(&self.note) + usize::from(self.sign(width)) + 7 > usize::from(width)
    }

    /// Whether all of it has room in one line of a list so wide.
    fn fits_a_line(&self, width: u16) -> bool {
        let wide = |line: &[Fragment]| line.iter().map(|part| columns(&part.text)).sum::<usize>();
        let below = self.below.first().map_or(0, |line| wide(line));
        let needed = wide(&self.title) + below * 4 / 5 + columns(&self.note) + 12;
        self.standing.is_none() && self.said.is_empty() && self.below.len() < 2 && needed <= usize::from(width)
    }

    /// Where the note begins, if there is room for one.
    fn note_at(&self, area: Rect) -> Option<u16> {
        let width = u16::try_from(columns(&self.note)).unwrap_or(0);
        (width > 0 && width + 12 < area.width).then(|| area.right().saturating_sub(1 + width))
    }

    /// What it says of itself first, as a picture says it.
    fn into_head(self) -> Head {
        let standing = self.standing.map(|standing| standing.validity);
        Head { kind: self.kind.map(drawn::of_kind), note: self.note, title: self.title, standing, below: self.below }
    }

    /// Columns of the sign before the note.
    fn sign(&self, width: u16) -> u16 {
        if self.kind.is_some() && !self.note.is_empty() && width >= WIDE { SIGN } else { 0 }
    }
}

/// A text that did not match anything.
pub(in crate::tui) fn plain(text: impl Into<String>) -> Vec<Fragment> {
    vec![Fragment { text: text.into(), marked: false }]
}

/// Entries of which a page holds too few if there is air between them: of those of two lines seven are wanted, of taller ones four.
fn least(lines: u16) -> u16 {
    if lines > 2 { 4 } else { 7 }
}

/// Rows an entry takes and entries a page holds: nine at most, since a digit chooses; airy where there is room, airier where nine do not fill it.
pub(in crate::tui) fn capacity(height: u16, lines: u16) -> (u16, usize) {
    let airy = lines + 1;
    let pitch = if height / airy >= least(lines) { (height / 9).clamp(airy, lines + 3) } else { lines };
    (pitch, usize::from((height / pitch).clamp(1, 9)))
}

impl Cursor {
    /// The next page, if there is one.
    pub(in crate::tui) fn page_down(&mut self, capacity: usize, entries: usize) {
        if self.top + capacity < entries {
            *self = Self { top: self.top + capacity, focus: 0 };
        }
    }

    /// The page before.
    pub(in crate::tui) fn page_up(&mut self, capacity: usize) {
        *self = Self { top: self.top.saturating_sub(capacity), focus: 0 };
    }

    /// One entry further, over the end of the page if need be.
    pub(in crate::tui) fn down(&mut self, capacity: usize, entries: usize) {
        if self.focus + 1 < capacity.min(entries.saturating_sub(self.top)) {
            self.focus += 1;
        } else {
            self.page_down(capacity, entries);
        }
    }

    /// One entry back.
    pub(in crate::tui) fn up(&mut self, capacity: usize) {
        if self.focus > 0 {
            self.focus -= 1;
        } else if self.top > 0 {
            self.page_up(capacity);
            self.focus = capacity.saturating_sub(1);
        }
    }

    /// The page that shows an entry.
    pub(in crate::tui) fn shown(&self, entries: usize, capacity: usize) -> std::ops::Range<usize> {
        let top = self.top.min(entries.saturating_sub(1));
        top..(top + capacity).min(entries)
    }
}

/// Draws one page; `lines` is the height of an entry without air. Without a cursor digits mean something else, and entries answer to fingers
/// only. The message says what choosing an entry means, none for entries that only tell.
pub(in crate::tui) fn view<'a, M>(
    canvas: &mut Canvas<'_, M>,
    area: Rect,
    lines: u16,
    cursor: Option<Cursor>,
    rows: impl Iterator<Item = (Row<'a>, Option<M>)>,
) {
    let (pitch, capacity) = capacity(area.height, lines);
    let rows: Vec<(Row<'a>, Option<M>)> = rows.take(capacity).collect();
    // A card has edges of its own: letters as large as those of cells have room in it where there is air, or where one line says all.
    let are_cards = pitch > lines || rows.iter().all(|(row, _)| row.fits_a_line(area.width));
    let mut offset = 0;
    for (at, (row, message)) in rows.into_iter().enumerate() {
        let (height, taken) = (lines + row.extra(lines), pitch + row.extra(lines));
        // Where there is more than a row of air, a second line of the title may take it.
        let height = height.max(taken.saturating_sub(1).min(height + u16::from(row.is_long(area.width))));
        let place = Rect::new(area.x, area.y + offset, area.width, height.min(area.height.saturating_sub(offset)));
        offset = (offset + taken).min(area.height);
        let digit = u8::try_from(at + 1).ok().filter(|_| cursor.is_some());
        let focused = message.is_some() && cursor.is_some_and(|cursor| cursor.focus == at);
        let said = draw(canvas, place, &row);
        // The blank row below belongs to the entry as well: a finger is wider than a line.
        let reach = Rect { height: taken.min(area.bottom().saturating_sub(place.y)), ..place };
        let shown = digit.filter(|_| message.is_some());
        if let Some(digit) = shown {
            canvas.text(place.x + 1, place.y, 2, &digit.to_string(), canvas.theme.key);
        }
        if focused {
            canvas.focus(place);
        }
        if (are_cards || !row.said.is_empty()) && reach.height > 1 {
            let told = told(&row.said, said, reach);
            let entry = Entry { digit: shown, head: row.into_head(), told, cells: (reach.width, reach.height), focused };
            canvas.paint(reach, Picture::Entry(entry));
        } else if let Some(digit) = shown {
            let place = Rect { x: place.x + 1, width: NUMBER, height: place.height.min(2), ..place };
            let tone = row.kind.map_or(Tone::Blue, |kind| drawn::of_kind(kind).1);
            drawn::view(canvas, place, Picture::Number(Number { digit, tone, focused }));
        }
        if let Some(message) = message {
            canvas.choice(reach, digit, message);
        }
    }
}

/// What is said by itself, whose lines lie in a place, as it stands in a picture in the place of others.
pub(in crate::tui) fn told(said: &[Said], place: Rect, of: Rect) -> Vec<Told> {
    let mut told = Vec::new();
    for (y, line) in (place.top()..place.bottom()).zip(said) {
        let at = (place.x.saturating_sub(of.x), y.saturating_sub(of.y));
        match line {
            Said::Words(words) => told.push(Told { at, what: picture::Said::Words(words.clone()) }),
            Said::Named(name, words) => {
                let width = u16::try_from(columns(name)).unwrap_or(0);
                told.push(Told { at, what: picture::Said::Named(name.trim_end().to_owned(), width, words.clone()) });
            }
            Said::Tiles(tiles) => told.extend(tiles.iter().filter_map(|tile| tile.told(at, place.bottom() - y))),
        }
    }
    told
}

/// Draws an entry in cells; gives where the lines of what it says lie.
fn draw<M>(canvas: &mut Canvas<'_, M>, area: Rect, row: &Row<'_>) -> Rect {
    let theme = *canvas.theme;
    let bottom = area.bottom();
    let mut x = area.x + 1 + NUMBER;
    let indent = x;
    // Titles stand below one another: the sign goes before them only where there is no second line.
    let standing = row.standing.filter(|_| !row.below.is_empty() && area.height > 1);
    if let (Some(alone), None) = (row.standing, standing) {
        canvas.text(x, area.y, 2, wording::sign(alone.validity), theme.validity(alone.validity));
        x += 2;
    }
    let mut right = area.right().saturating_sub(1);
    if let Some(note) = row.note_at(area) {
        canvas.text(note, area.y, right.saturating_sub(note), &row.note, theme.quiet);
        right = note.saturating_sub(2 + row.sign(area.width));
    }
    let room = right.saturating_sub(x);
    // A second line of a title takes no row from anything else.
    let spare = usize::from(area.height).saturating_sub(1 + row.below.len() + row.said.len());
    let mut titles = wrapped(&row.title, room);
    let mut below = row.below.as_slice();
    if titles.len() > 1 + spare {
        // In large type the end of a question says more than who answers it.
        let is_question = row.title.last().is_some_and(|part| part.text.ends_with(['？', '?']));
        if area.width < LARGE && area.height == 2 && titles.len() == 2 && is_question && row.said.is_empty() {
            below = &[];
        } else {
            titles = vec![shortened(&row.title, room)];
        }
    }
    for (y, title) in (area.y..area.bottom()).zip(&titles) {
        fragments(canvas, x, y, room, title, theme.strong);
    }
    let area = Rect { y: area.y + u16::try_from(titles.len()).unwrap_or(1).saturating_sub(1), ..area };
    let area = Rect { height: bottom.saturating_sub(area.y), ..area };
    for (line, below) in (1..area.height).zip(below) {
        let mut x = indent;
        if let Some(standing) = standing.filter(|_| line == 1) {
            let limit = area.right().saturating_sub(x + 1);
            x = canvas.text(x, area.y + line, limit, &wording::validity(standing), theme.validity(standing.validity)) + 2;
        }
        fragments(canvas, x, area.y + line, area.right().saturating_sub(x + 1), below, theme.quiet);
    }
    let first = u16::try_from(1 + below.len()).unwrap_or(u16::MAX).min(area.height);
    let said = Rect { x: indent, y: area.y + first, width: area.right().saturating_sub(indent + 1), height: area.height - first };
    for (y, line) in (said.top()..said.bottom()).zip(&row.said) {
        line.draw(canvas, Rect { y, height: 1, ..said });
    }
    said
}

impl Said {
    /// Draws it on a row.
    pub(in crate::tui) fn draw<M>(&self, canvas: &mut Canvas<'_, M>, line: Rect) {
        let theme = *canvas.theme;
        match self {
            Self::Words(words) => {
                canvas.text(line.x, line.y, line.width, words, theme.text);
            }
            Self::Named(name, words) => {
                canvas.text(line.x, line.y, line.width, name, theme.quiet);
                let x = line.x + u16::try_from(columns(name)).unwrap_or(0);
                canvas.text(x, line.y, line.right().saturating_sub(x), words, theme.text);
            }
            Self::Tiles(tiles) => tiles.iter().for_each(|tile| tile.draw(canvas, line.x, line.y)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_walk_over_the_end_of_a_page() {
        let mut cursor = Cursor::default();
        for _ in 0..5 {
            cursor.down(5, 7);
        }
        assert_eq!(cursor, Cursor { top: 5, focus: 0 });
        cursor.up(5);
        assert_eq!(cursor, Cursor { top: 0, focus: 4 });
        for _ in 0..20 {
            cursor.down(5, 7);
        }
        assert_eq!(cursor, Cursor { top: 5, focus: 1 });
    }

    #[test]
    fn a_page_never_holds_more_than_digits_can_choose() {
        for (height, lines) in [(11, 2), (24, 2), (50, 2), (45, 3), (3, 2), (1, 2)] {
            let (pitch, capacity) = capacity(height, lines);
            assert!((1..=9).contains(&capacity));
            assert!(pitch >= lines);
        }
        assert_eq!(capacity(10, 2).1, 5);
    }
}
