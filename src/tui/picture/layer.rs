//! Cells first, pictures after them, one frame. Cells under a picture are never written (ratatui passes over what is marked so); what was written over
//! it is known from the cells that were drawn. So a picture is sent exactly when it is new, changed, or was written over.

use std::{
    collections::HashMap,
    io::{self, Write},
};

use ratatui::{
    Terminal,
    backend::CrosstermBackend,
    buffer::{Buffer, CellDiffOption},
    layout::{Position, Rect},
};

use super::sixel;
use crate::takeaway::Code;

/// A picture, and the cells in whose place it stands.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::tui) struct Placed {
    pub(in crate::tui) area: Rect,
    pub(in crate::tui) code: Code,
}

/// What is told of a frame: where the cursor rests, and its pictures.
pub(in crate::tui) type Drawn = (Option<Position>, Vec<Placed>);

/// The pictures that stand on the screen.
#[derive(Debug, Default)]
pub(in crate::tui) struct Layer {
    shown: HashMap<Rect, Code>,
    size: Rect,
}

impl Layer {
    /// Draws cells and pictures as one frame.
    pub(in crate::tui) fn draw<W: Write>(
        &mut self,
        terminal: &mut Terminal<CrosstermBackend<W>>,
        view: impl FnOnce(&mut Buffer) -> Drawn,
    ) -> io::Result<()> {
        let mut placed = Vec::new();
        let area = terminal
            .draw(|frame| {
                let (rests, pictures) = view(frame.buffer_mut());
                placed = pictures.into_iter().filter(|picture| is_free(frame.buffer_mut(), picture.area)).collect();
                if let Some(rests) = rests {
                    frame.set_cursor_position(rests);
                }
            })?
            .area;
        // After another size everything was cleared.
        if area != self.size {
            self.size = area;
            self.shown.clear();
        }
        let backend = terminal.backend_mut();
        let mut sent = false;
        for picture in &placed {
            let Some(measures) = picture.code.picture().filter(|_| self.shown.get(&picture.area) != Some(&picture.code)) else { continue };
            // The cursor comes back to where it rests.
            write!(backend, "\x1b7\x1b[{};{}H", picture.area.y + 1, picture.area.x + 1)?;
            sixel::write(backend, &picture.code, &measures)?;
            write!(backend, "\x1b8")?;
            sent = true;
        }
        self.shown = placed.into_iter().map(|picture| (picture.area, picture.code)).collect();
        if sent { Write::flush(backend) } else { Ok(()) }
    }
}

/// Whether nothing was drawn over the cells of a picture, and all of them are on the screen.
fn is_free(buffer: &Buffer, area: Rect) -> bool {
    let marked = |at: Position| buffer.cell(at).is_some_and(|cell| cell.diff_option == CellDiffOption::Skip);
    area.intersection(buffer.area) == area && area.positions().all(marked)
}
