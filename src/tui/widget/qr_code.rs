//! Draws a code cell by cell, or leaves its cells to a picture: explicit black on white whatever the theme, every cell of the field set by hand.

use ratatui::{
    layout::Rect,
    style::{Color, Style},
};

use crate::{takeaway::Code, tui::canvas::Canvas};

const DARK: Color = Color::Rgb(0, 0, 0);
const LIGHT: Color = Color::Rgb(255, 255, 255);

/// Draws the code with its upper left corner at `x`, `y`; the caller has made sure that it fits, and nothing is drawn if it does not.
pub(in crate::tui) fn view<M>(canvas: &mut Canvas<'_, M>, area: Rect, code: &Code) {
    if code.columns() > area.width || code.rows() > area.height {
        return;
    }
    let color = |dark: bool| if dark { DARK } else { LIGHT };
    for row in 0..code.rows() {
        for column in 0..code.columns() {
            let shade = code.shade(column, row);
            let (x, y) = (area.x + column, area.y + row);
            if shade.upper == shade.lower {
                // A blank with a ground has no seams in any font.
                canvas.half_cell(x, y, " ", Style::new().fg(DARK).bg(color(shade.upper)));
            } else {
                canvas.half_cell(x, y, "▀", Style::new().fg(color(shade.upper)).bg(color(shade.lower)));
            }
        }
    }
    if code.picture().is_some() {
        canvas.picture(Rect { width: code.columns(), height: code.rows(), ..area }, code);
    }
}
