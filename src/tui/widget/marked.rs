//! Texts of which stretches are marked, because they matched, on a line of cells.

use crate::{search::Fragment, text::columns, tui::canvas::Canvas};

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
        if !fits {
            // It may fill the line exactly and still not be all.
            canvas.text(at, y, room + 1, &format!("{}…", fragment.text), style);
            break;
        }
        at = canvas.text(at, y, room, &fragment.text, style);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_is_filled_exactly_says_that_it_goes_on() {
        let theme = crate::tui::theme::Theme::new(crate::tui::theme::Look::Paper, crate::tui::theme::Depth::True);
        let parts = [("退休", true), ("金", false), ("怎么领", false)].map(|(text, marked)| Fragment { text: text.to_owned(), marked });
        for (limit, seen) in [(12, "退休金怎么领"), (11, "退休金怎么…"), (6, "退休…"), (5, "退休…"), (4, "退…")] {
            let mut buffer = ratatui::buffer::Buffer::empty(ratatui::layout::Rect::new(0, 0, 20, 1));
            let mut canvas: Canvas<'_, ()> = Canvas::new(&mut buffer, &theme);
            fragments(&mut canvas, 0, 0, limit, &parts, theme.text);
            let line: String = buffer.content().iter().map(ratatui::buffer::Cell::symbol).collect();
            assert_eq!(line.replace(' ', ""), seen, "{limit}");
        }
    }
}
