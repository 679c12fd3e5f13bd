//! A page of numbered entries: digit, finger, and Enter on the focused one do the same.

use ratatui::layout::Rect;

use crate::{policy::Standing, search::Fragment, text::columns, tui::canvas::Canvas, zone::wording};

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
    /// Validity sign before the title.
    pub(in crate::tui) standing: Option<&'a Standing>,
    /// Further lines.
    pub(in crate::tui) below: Vec<Vec<Fragment>>,
    /// What it says by itself; such an entry is as tall as it needs.
    pub(in crate::tui) said: Vec<String>,
}

impl Row<'_> {
    /// Lines beyond those of other entries.
    pub(in crate::tui) fn extra(&self, lines: u16) -> u16 {
        let needed = if self.said.is_empty() { 0 } else { 1 + self.below.len() + self.said.len() };
        u16::try_from(needed).unwrap_or(u16::MAX).saturating_sub(lines)
    }
}

/// A text that did not match anything.
pub(in crate::tui) fn plain(text: impl Into<String>) -> Vec<Fragment> {
    vec![Fragment { text: text.into(), marked: false }]
}

/// Rows an entry takes and entries a page holds: nine at most, since a digit chooses; airy where there is room, airier where nine do not fill it.
pub(in crate::tui) fn capacity(height: u16, lines: u16) -> (u16, usize) {
    let airy = lines + 1;
    let pitch = if height / airy >= 7 { (height / 9).clamp(airy, lines + 3) } else { lines };
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
    let mut offset = 0;
    for (at, (row, message)) in rows.take(capacity).enumerate() {
        let (height, taken) = (lines + row.extra(lines), pitch + row.extra(lines));
        let place = Rect::new(area.x, area.y + offset, area.width, height.min(area.height.saturating_sub(offset)));
        offset = (offset + taken).min(area.height);
        let digit = u8::try_from(at + 1).ok().filter(|_| cursor.is_some());
        draw(canvas, place, &row, digit.filter(|_| message.is_some()));
        if let Some(message) = message {
            if cursor.is_some_and(|cursor| cursor.focus == at) {
                canvas.focus(place);
            }
            // The blank row below belongs to the entry as well: a finger is wider than a line.
            let reach = Rect { height: taken.min(area.bottom().saturating_sub(place.y)), ..place };
            canvas.choice(reach, digit, message);
        }
    }
}

fn draw<M>(canvas: &mut Canvas<'_, M>, area: Rect, row: &Row<'_>, digit: Option<u8>) {
    let theme = *canvas.theme;
    let mut x = area.x + 1;
    if let Some(digit) = digit {
        canvas.text(x, area.y, 2, &digit.to_string(), theme.key);
    }
    x += 3;
    let indent = x;
    if let Some(standing) = row.standing {
        canvas.text(x, area.y, 2, wording::sign(standing.validity), theme.validity(standing.validity));
        x += 2;
    }
    let note_width = u16::try_from(columns(&row.note)).unwrap_or(0);
    let mut right = area.right().saturating_sub(1);
    if note_width > 0 && note_width + 12 < area.width {
        right = right.saturating_sub(note_width);
        canvas.text(right, area.y, note_width, &row.note, theme.quiet);
        right = right.saturating_sub(2);
    }
    let room = right.saturating_sub(x);
    fragments(canvas, x, area.y, room, &shortened(&row.title, room), theme.strong);
    for (line, below) in (1..area.height).zip(&row.below) {
        fragments(canvas, indent, area.y + line, area.right().saturating_sub(indent + 1), below, theme.quiet);
    }
    let first = u16::try_from(1 + row.below.len()).unwrap_or(u16::MAX);
    for (line, said) in (first..area.height).zip(&row.said) {
        canvas.text(indent, area.y + line, area.right().saturating_sub(indent + 1), said, theme.text);
    }
}

/// A title without the names of those who issued it, where it is too wide: what a paper is about stands behind 关于, at the end that would be cut.
pub(in crate::tui) fn shortened(title: &[Fragment], room: u16) -> Vec<Fragment> {
    let whole: String = title.iter().map(|fragment| fragment.text.as_str()).collect();
    let skip = whole
        .find("关于")
        .filter(|at| {
            columns(&whole) > usize::from(room) && !whole.chars().zip(whole.char_indices()).any(|(c, (byte, _))| byte < *at && c == '《')
        })
        .map_or(0, |at| whole.char_indices().take_while(|(byte, _)| *byte < at).count());
    let mut left = skip;
    let mut short = Vec::new();
    for fragment in title {
        let length = fragment.text.chars().count();
        let text: String = fragment.text.chars().skip(left).collect();
        left = left.saturating_sub(length);
        if !text.is_empty() {
            short.push(Fragment { text, marked: fragment.marked });
        }
    }
    short
}

/// Writes fragments one after the other, marked ones in the style of a match.
pub(in crate::tui) fn fragments<M>(
    canvas: &mut Canvas<'_, M>,
    x: u16,
    y: u16,
    limit: u16,
    fragments: &[Fragment],
    style: ratatui::style::Style,
) {
    let end = x + limit;
    let total: usize = fragments.iter().map(|fragment| columns(&fragment.text)).sum();
    let overflows = total > usize::from(limit);
    let mut at = x;
    for fragment in fragments {
        // The last column is kept for the sign that the line goes on.
        let room = end.saturating_sub(at).saturating_sub(u16::from(overflows));
        let fits = columns(&fragment.text) <= usize::from(room);
        let style = if fragment.marked { canvas.theme.mark } else { style };
        at = canvas.text(at, y, if fits { room } else { room + 1 }, &fragment.text, style);
        if !fits {
            break;
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
    fn a_title_too_wide_loses_its_issuers_not_its_matter() {
        let title =
            [Fragment { text: "云川县财政局 云川县教育局关于".into(), marked: false }, Fragment { text: "学生资助".into(), marked: true }];
        let text = |room| shortened(&title, room).into_iter().map(|fragment| fragment.text).collect::<String>();
        assert_eq!(text(60), "云川县财政局 云川县教育局关于学生资助");
        assert_eq!(text(20), "关于学生资助");
        assert!(shortened(&title, 20).last().unwrap().marked);
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
