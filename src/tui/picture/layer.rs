//! Cells first, pictures after them, one frame. Cells under a picture are never written (ratatui passes over what is marked so); what was written over
//! it is known from the cells that were drawn. So a picture is sent exactly when it is new, changed, or was written over. As long as one is still being
//! painted the cells in its place are seen, or for a moment what stood there.

use std::{
    collections::HashMap,
    io::{self, Write},
    sync::Arc,
    time::{Duration, Instant},
};

use ratatui::{
    Terminal,
    backend::CrosstermBackend,
    buffer::{Buffer, CellDiffOption},
    layout::{Position, Rect},
};

use super::{
    cache::Cache,
    painter::{Order, Painted},
    shades::Shades,
    sixel,
    value::{Extent, Key, Keys, Picture},
};
use crate::takeaway::{CellSize, Code};

/// How long what stood somewhere may stay while what follows is painted: shorter than anybody takes for a stop.
const PATIENCE: Duration = Duration::from_millis(80);

/// A picture, and the cells in whose place it stands.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::tui) struct Placed {
    pub(in crate::tui) area: Rect,
    pub(in crate::tui) what: What,
}

/// What is to stand somewhere.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::tui) enum What {
    /// A code, in black and white of its own.
    Code(Code),
    /// Something painted.
    Picture(Arc<Picture>),
}

/// What is told of a frame.
#[derive(Debug, Default)]
pub(in crate::tui) struct Drawn {
    /// Where the cursor rests.
    pub(in crate::tui) rests: Option<Position>,
    /// Its pictures.
    pub(in crate::tui) pictures: Vec<Placed>,
    /// The colours of pictures; none where the terminal mixes its own, and shows cells.
    pub(in crate::tui) shades: Option<Shades>,
}

/// What stands on the screen.
#[derive(Debug, Clone, PartialEq)]
enum Stands {
    Code(Code),
    Picture(Key),
}

/// The pictures that stand on the screen, and those that were painted.
#[derive(Debug, Default)]
pub(in crate::tui) struct Layer {
    shown: HashMap<Rect, Stands>,
    /// Since when a picture is awaited where another stands.
    awaited: HashMap<Rect, Instant>,
    size: Rect,
    cell: Option<CellSize>,
    keys: Keys,
    cache: Cache,
    /// What was asked of the painter last.
    asked: Vec<Key>,
    /// What was asked of it for what will be seen next.
    ahead: Ahead,
}

/// What was painted before it is seen, from the first to the last.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::tui) enum Ahead {
    /// Nothing yet.
    #[default]
    Nothing,
    /// Home, for whoever comes.
    Home,
    /// Home as it is while the arrows rest on each of its entries.
    Arrows,
}

impl Layer {
    /// Draws cells and pictures as one frame; gives what is to be painted for it.
    pub(in crate::tui) fn draw<W: Write>(
        &mut self,
        terminal: &mut Terminal<CrosstermBackend<W>>,
        cell: CellSize,
        now: Instant,
        view: impl FnOnce(&mut Buffer) -> Drawn,
    ) -> io::Result<Vec<Order>> {
        terminal.autoresize()?;
        let mut frame = terminal.get_frame();
        let area = frame.area();
        // After another size everything was cleared.
        if area != self.size || self.cell != Some(cell) {
            (self.size, self.cell) = (area, Some(cell));
            self.shown.clear();
            self.ahead = Ahead::Nothing;
        }
        let drawn = view(frame.buffer_mut());
        let mut next = Next::default();
        let moment = Moment { cell, now, shades: drawn.shades };
        for placed in drawn.pictures {
            let area = placed.area;
            if !is_free(frame.buffer_mut(), area) || !self.place(placed, &moment, &mut next) {
                lift(frame.buffer_mut(), area);
            }
        }
        next.wait_for_all(&self.shown);
        send(terminal, drawn.rests, &next.sending)?;
        (self.shown, self.awaited) = (next.stands, next.awaited);
        let missing: Vec<Key> = next.orders.iter().map(|order| order.key).collect();
        let is_new = missing != self.asked;
        self.asked = missing;
        Ok(if is_new { next.orders } else { Vec::new() })
    }

    /// Lets something stand in its place; false if its cells are to be seen.
    fn place(&mut self, Placed { area, what }: Placed, moment: &Moment, next: &mut Next) -> bool {
        let before = self.shown.get(&area);
        let picture = match what {
            What::Code(code) => {
                let now = Stands::Code(code.clone());
                if before != Some(&now) {
                    next.sending.push((area, Sent::Code(code)));
                }
                next.stands.insert(area, now);
                return true;
            }
            What::Picture(picture) => picture,
        };
        let (Some(shades), true) = (moment.shades, moment.cell.pictures) else { return false };
        let extent = extent(area, moment.cell);
        let key = self.keys.of(&picture, extent, &shades);
        match self.cache.get(key) {
            Some(bytes) if bytes.is_empty() => false,
            Some(bytes) => {
                let now = Stands::Picture(key);
                if before != Some(&now) {
                    next.sending.push((area, Sent::Painted(bytes)));
                }
                next.stands.insert(area, now);
                true
            }
            None => {
                if next.orders.iter().all(|order| order.key != key) {
                    next.orders.push(Order { key, picture, extent, shades });
                }
                let since = *self.awaited.get(&area).unwrap_or(&moment.now);
                match before {
                    Some(before @ Stands::Picture(_)) if moment.now.duration_since(since) < PATIENCE => {
                        next.awaited.insert(area, since);
                        next.stands.insert(area, before.clone());
                        true
                    }
                    _ => false,
                }
            }
        }
    }

    /// What was painted ahead, while the painter has time for more.
    pub(in crate::tui) fn may_look_ahead(&self) -> Option<Ahead> {
        (self.asked.is_empty() && self.cell.is_some_and(|cell| cell.pictures)).then_some(self.ahead)
    }

    /// What is to be painted for a page that will be seen next: it is there with its pictures as soon as it is opened.
    pub(in crate::tui) fn look_ahead(&mut self, ahead: Ahead, drawn: Drawn) -> Vec<Order> {
        self.ahead = ahead;
        let (Some(cell), Some(shades)) = (self.cell, drawn.shades) else { return Vec::new() };
        let mut orders: Vec<Order> = Vec::new();
        for placed in drawn.pictures {
            let What::Picture(picture) = placed.what else { continue };
            let extent = extent(placed.area, cell);
            let key = self.keys.of(&picture, extent, &shades);
            if self.cache.get(key).is_none() && orders.iter().all(|order| order.key != key) {
                orders.push(Order { key, picture, extent, shades });
            }
        }
        orders
    }

    /// The painter has painted.
    pub(in crate::tui) fn painted(&mut self, painted: Painted) {
        painted.into_iter().for_each(|(key, bytes)| self.cache.keep(key, bytes));
    }

    /// Forgets what was painted, with the visitor for whom it was.
    pub(in crate::tui) fn forget(&mut self) {
        self.cache.clear();
        self.shown.clear();
        self.asked.clear();
        self.ahead = Ahead::Nothing;
    }

    #[cfg(test)]
    pub(in crate::tui) fn held(&self) -> usize {
        self.cache.bytes()
    }
}

/// What holds for all pictures of a frame.
struct Moment {
    cell: CellSize,
    now: Instant,
    shades: Option<Shades>,
}

/// What will stand on the screen, and what that needs.
#[derive(Default)]
struct Next {
    stands: HashMap<Rect, Stands>,
    awaited: HashMap<Rect, Instant>,
    sending: Vec<(Rect, Sent)>,
    orders: Vec<Order>,
}

impl Next {
    /// What changes together is seen to change together: as long as one picture stands for another that is still painted, all stand.
    fn wait_for_all(&mut self, shown: &HashMap<Rect, Stands>) {
        if self.awaited.is_empty() {
            return;
        }
        let stands = &mut self.stands;
        self.sending.retain(|(area, _)| match shown.get(area) {
            Some(before @ Stands::Picture(_)) => {
                stands.insert(*area, before.clone());
                false
            }
            _ => true,
        });
    }
}

/// A picture on its way.
enum Sent {
    Code(Code),
    Painted(Arc<[u8]>),
}

/// Sends cells and pictures.
fn send<W: Write>(terminal: &mut Terminal<CrosstermBackend<W>>, rests: Option<Position>, pictures: &[(Rect, Sent)]) -> io::Result<()> {
    if pictures.is_empty() {
        terminal.apply_buffer_with_cursor(rests)?;
        return Ok(());
    }
    // What follows is shown at once when all of it is there.
    terminal.backend_mut().write_all(b"\x1b[?2026h")?;
    terminal.apply_buffer_with_cursor(rests)?;
    let backend = terminal.backend_mut();
    for (area, picture) in pictures {
        // The cursor comes back to where it rests.
        write!(backend, "\x1b7\x1b[{};{}H", area.y + 1, area.x + 1)?;
        match picture {
            Sent::Code(code) => {
                if let Some(measures) = code.picture() {
                    sixel::write(backend, code, &measures)?;
                }
            }
            Sent::Painted(bytes) => backend.write_all(bytes)?,
        }
        backend.write_all(b"\x1b8")?;
    }
    backend.write_all(b"\x1b[?2026l")?;
    Write::flush(backend)
}

/// The pixels of some cells.
fn extent(area: Rect, cell: CellSize) -> Extent {
    let pixels = |cells: u16, each: u16| u32::from(cells) * u32::from(each);
    Extent { width: pixels(area.width, cell.width), height: pixels(area.height, cell.height), row: cell.height.into() }
}

/// Whether nothing was drawn over the cells of a picture, and all of them are on the screen.
fn is_free(buffer: &Buffer, area: Rect) -> bool {
    let marked = |at: Position| buffer.cell(at).is_some_and(|cell| cell.diff_option == CellDiffOption::Skip);
    !area.is_empty() && area.intersection(buffer.area) == area && area.positions().all(marked)
}

/// Shows the cells that were kept for a picture.
fn lift(buffer: &mut Buffer, area: Rect) {
    for at in area.intersection(buffer.area).positions() {
        if let Some(cell) = buffer.cell_mut(at)
            && cell.diff_option == CellDiffOption::Skip
        {
            cell.set_diff_option(CellDiffOption::None);
        }
    }
}
