//! The terminal: taken at the start, given back at every end, a panic included. Also what only the terminal knows: its pixels, its colours,
//! and the scale of its output.

use std::{
    io::{self, Write, stdout},
    panic,
    process::{Command, Stdio},
    thread,
    time::Instant,
};

use crossterm::{
    cursor::SetCursorStyle,
    event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture},
    execute,
    terminal::{self, EnterAlternateScreen, LeaveAlternateScreen, window_size},
};
use ratatui::{Terminal, backend::CrosstermBackend, buffer::Buffer, layout::Size};

use crate::{doctor, takeaway::CellSize};

use super::{
    output::Output,
    picture::{Ahead, Drawn, Layer, Order, Painted},
    theme::Depth,
};

/// The terminal while it is ours.
pub(super) struct Screen {
    pub(super) terminal: Terminal<CrosstermBackend<Output>>,
    layer: Layer,
    /// Whether it said that it draws pictures.
    pictures: bool,
}

impl Screen {
    /// Takes the terminal: raw keys, alternate screen, mouse and touch.
    pub(super) fn take() -> io::Result<Self> {
        panic::set_hook(Box::new(|info| {
            // What a panic says may hold a visitor's words; where it happened cannot.
            tracing::error!(place = ?info.location(), "panic");
            // Another thread's panic is not the end of the screen.
            if thread::current().name() == Some("main") {
                give_back();
            }
        }));
        terminal::enable_raw_mode()?;
        // The cursor shows where the arrows rest; nothing blinks.
        execute!(stdout(), EnterAlternateScreen, EnableMouseCapture, EnableBracketedPaste, SetCursorStyle::SteadyBar)?;
        let terminal = Terminal::new(CrosstermBackend::new(Output::open()?))?;
        Ok(Self { terminal, layer: Layer::default(), pictures: false })
    }

    /// Asks the terminal what it can do (DA1). One that does not answer draws no pictures, and nobody waits for it.
    pub(super) fn ask(&mut self) -> io::Result<()> {
        let backend = self.terminal.backend_mut();
        backend.write_all(b"\x1b[c")?;
        Write::flush(backend)
    }

    /// What it answered.
    pub(super) fn can_draw(&mut self, pictures: bool) -> io::Result<()> {
        self.pictures = pictures;
        if pictures {
            // The cursor stays right of a picture, so that one on the last row moves nothing (foot before 1.14).
            let backend = self.terminal.backend_mut();
            backend.write_all(b"\x1b[?8452h")?;
            Write::flush(backend)?;
        }
        Ok(())
    }

    /// Draws the screen, pictures and all; gives what is to be painted for it.
    pub(super) fn draw(&mut self, cell: CellSize, now: Instant, view: impl FnOnce(&mut Buffer) -> Drawn) -> io::Result<Vec<Order>> {
        self.layer.draw(&mut self.terminal, cell, now, view)
    }

    /// What is to be painted for the page that `view` draws, which will be seen next; nothing while there is something else to paint.
    pub(super) fn look_ahead(&mut self, view: impl FnOnce(Ahead) -> Option<(Ahead, Drawn)>) -> Vec<Order> {
        let next = self.layer.may_look_ahead().and_then(view);
        next.map_or_else(Vec::new, |(ahead, drawn)| self.layer.look_ahead(ahead, drawn))
    }

    /// The painter has painted.
    pub(super) fn painted(&mut self, painted: Painted) {
        self.layer.painted(painted);
    }

    /// Forgets what was painted for a visitor.
    pub(super) fn forget(&mut self) {
        self.layer.forget();
    }

    /// Columns and rows, and the pixels of a cell, asked anew.
    pub(super) fn measure(&self) -> io::Result<(Size, CellSize)> {
        let grid = self.terminal.size()?;
        let cell = window_size()
            .map_or(CellSize::UNKNOWN, |window| CellSize::of_window((window.width, window.height), (window.columns, window.rows)));
        Ok((grid, cell.with_pictures(self.pictures)))
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        give_back();
    }
}

/// Leaves the terminal as it was found; failures here have nobody left to tell.
fn give_back() {
    let shape = SetCursorStyle::DefaultUserShape;
    // Where pictures leave the cursor is as it was.
    drop(stdout().write_all(b"\x1b[?8452l"));
    let restored = execute!(stdout(), shape, DisableBracketedPaste, DisableMouseCapture, LeaveAlternateScreen, crossterm::cursor::Show);
    if restored.is_err() || terminal::disable_raw_mode().is_err() {
        tracing::error!("the terminal could not be restored");
    }
}

/// Its cells and pixels, for whoever examines the machine.
pub(crate) fn extent() -> Option<doctor::Screen> {
    let window = window_size().ok()?;
    Some(doctor::Screen { cells: (window.columns, window.rows), pixels: (window.width, window.height) })
}

/// How many colours the terminal says it has.
pub(super) fn depth() -> Depth {
    let says = |name: &str, words: &[&str]| std::env::var(name).is_ok_and(|value| words.iter().any(|word| value.contains(word)));
    let rich = says("COLORTERM", &["truecolor", "24bit"]) || says("TERM", &["foot", "kitty", "alacritty", "direct", "256color"]);
    if rich { Depth::True } else { Depth::Sixteen }
}

/// Asks the compositor for another scale of an output, or to turn it, without waiting: the new grid arrives as a resize. A failure leaves the screen as
/// it is.
pub(super) fn ask_output(output: &str, option: &'static str, value: &str) {
    let mut command = Command::new("wlr-randr");
    command.args(["--output", output, option, value]).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let asked = thread::Builder::new().name("output".to_owned()).spawn(move || match command.status() {
        Ok(status) if status.success() => {}
        Ok(status) => tracing::warn!(%status, option, "wlr-randr did not change the output"),
        Err(error) => tracing::warn!(%error, "wlr-randr could not be run"),
    });
    if let Err(error) = asked {
        tracing::warn!(%error, "wlr-randr could not be started");
    }
}
