//! The kiosk driven as a visitor drives it: keys and touches in, the screen as text out, on the embedded sample.

use std::{
    sync::{Arc, LazyLock},
    time::{Duration, Instant},
};

use argon2::PasswordHasher;
use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use jiff::civil::{DateTime, date};
use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect, Size},
};

use crate::{
    audit::{Deed, Who},
    compose::Lexicon,
    config::Config,
    library::Library,
    search::Engine,
    takeaway::CellSize,
};

use super::{
    app::{App, Door, Mode, Outcome},
    composer,
    desk::Desk,
    effect::{Errand, Reply, Request},
    field::Wanted,
    theme::Depth,
    voice::{Speech, Voiced},
    worker::Worker,
};

mod aloud;
mod backstage;
mod counter;
mod doors;
mod effort;
mod exchange;
mod figures;
mod hide;
mod journeys;
mod looks;
mod oral;
mod paging;
mod pictures;
mod posts;
mod printing;
mod privacy;
mod refusal;
mod request;
mod roots;
mod staff;
mod stumbles;
mod typing;
mod usage;

/// The sample's own day, so that what is in force does not depend on when the tests run.
const NOW: DateTime = date(2026, 11, 22).at(10, 24, 0, 0);

static SAMPLE: LazyLock<Arc<Library>> = LazyLock::new(|| Arc::new(Library::embedded(jiff::Timestamp::UNIX_EPOCH).unwrap()));

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon = Lexicon::embedded();
    lexicon.with(SAMPLE.vocabulary().into_iter());
    lexicon
});

/// The hash of a PIN, by as little work as there can be: what a real one costs is no matter here.
pub(super) fn hashed(pin: &str) -> String {
    let quick = argon2::Params::new(8, 1, 1, None).unwrap();
    argon2::Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, quick).hash_password(pin.as_bytes()).unwrap().to_string()
}

/// A kiosk with a visitor in front of it.
pub(super) struct Kiosk {
    app: App,
    desk: Desk,
    now: Instant,
    pub(super) scale: u8,
    pub(super) quit: bool,
    /// What staff wanted done.
    pub(super) errands: Vec<Errand>,
    /// What goes into the journal.
    pub(super) deeds: Vec<Deed>,
    /// Whose they are.
    pub(super) doers: Vec<Who>,
    /// What was read aloud, and where it was ended.
    pub(super) heard: Vec<Speech>,
    /// How often the library was opened anew.
    pub(super) reopened: usize,
    /// Where the composer is slow: what it has still to answer.
    late: Option<Option<Wanted>>,
}

impl Kiosk {
    pub(super) fn new(columns: u16, rows: u16) -> Self {
        Self::with(columns, rows, Config::demonstration().unwrap(), Mode::Kiosk)
    }

    pub(super) fn with(columns: u16, rows: u16, config: Config, mode: Mode) -> Self {
        Self::of(Arc::clone(&SAMPLE), (columns, rows), config, mode)
    }

    /// A kiosk of another library.
    pub(super) fn of(library: Arc<Library>, (columns, rows): (u16, u16), config: Config, mode: Mode) -> Self {
        let config = Arc::new(config);
        let now = Instant::now();
        let cell = CellSize { width: 12, height: 24, known: true, pictures: false };
        let settings = Arc::clone(&config);
        let open = move || Some(Worker::new(Engine::new(Arc::clone(&library)).unwrap(), Arc::clone(&library), Arc::clone(&settings)));
        let desk = Desk::new(open, || NOW);
        let app = App::new(config, mode, Depth::True, Size::new(columns, rows), cell, now);
        let mut kiosk = Self {
            app,
            desk,
            now,
            scale: 1,
            quit: false,
            errands: Vec::new(),
            deeds: Vec::new(),
            doers: Vec::new(),
            heard: Vec::new(),
            reopened: 0,
            late: None,
        };
        let ready = kiosk.desk.opened();
        let outcome = kiosk.app.reply(ready);
        kiosk.take(outcome);
        kiosk.wait(0);
        kiosk
    }

    /// With a window at which applications are taken.
    pub(super) fn with_window(&mut self, window: super::window::Window) -> &mut Self {
        let desk = std::mem::replace(&mut self.desk, Desk::new(|| None, || NOW));
        self.desk = desk.with_window(window);
        self
    }

    fn take(&mut self, outcome: Outcome) {
        self.scale = outcome.scale.unwrap_or(self.scale);
        self.quit |= outcome.quit;
        self.heard.extend(outcome.speech);
        self.errands.extend(outcome.errands);
        for (who, deed) in self.app.deeds() {
            self.doers.push(who);
            self.deeds.push(deed);
        }
        match (outcome.wanted, &mut self.late) {
            (Some(wanted), Some(late)) => *late = Some(wanted),
            (Some(wanted), None) => drop(self.hear(composer::offer(&LEXICON, wanted))),
            (None, _) => {}
        }
        self.reopened += outcome.requests.iter().filter(|request| matches!(request, Request::Reopen)).count();
        for reply in self.desk.handle(outcome.requests) {
            self.hear(reply);
        }
    }

    fn event(&mut self, event: &Event) {
        // Nobody is faster than a tenth of a second; touches nearer together are one.
        self.now += Duration::from_millis(300);
        let outcome = self.app.event(event, self.now);
        self.take(outcome);
    }

    /// Hears something that nobody asked for at this moment.
    pub(super) fn hear(&mut self, reply: Reply) -> &mut Self {
        let outcome = self.app.reply(reply);
        self.take(outcome);
        self
    }

    /// From now on candidates come only when they are told to.
    pub(super) fn compose_late(&mut self) -> &mut Self {
        self.late = Some(None);
        self
    }

    /// The late candidates come, for the newest keys.
    pub(super) fn composed(&mut self) -> &mut Self {
        match self.late.as_mut().and_then(Option::take) {
            Some(wanted) => self.hear(composer::offer(&LEXICON, wanted)),
            None => self,
        }
    }

    /// Presses a key.
    pub(super) fn key(&mut self, code: KeyCode) -> &mut Self {
        self.event(&Event::Key(KeyEvent::new(code, KeyModifiers::NONE)));
        self
    }

    /// Presses a key with Ctrl.
    pub(super) fn ctrl(&mut self, c: char) -> &mut Self {
        self.event(&Event::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL)));
        self
    }

    /// The voice tells something.
    pub(super) fn voiced(&mut self, voiced: Voiced) -> &mut Self {
        self.app.voiced(voiced);
        self
    }

    /// Types, one key a character.
    pub(super) fn keys(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            self.key(KeyCode::Char(c));
        }
        self
    }

    /// Touches the first place where `text` stands.
    pub(super) fn touch(&mut self, text: &str) -> &mut Self {
        let (column, row) = self.find(text).unwrap_or_else(|| panic!("{text} is not on the screen:\n{}", self.screen()));
        self.event(&Event::Mouse(MouseEvent { kind: MouseEventKind::Down(MouseButton::Left), column, row, modifiers: KeyModifiers::NONE }));
        self
    }

    /// Touches the middle of the screen, whatever stands there.
    pub(super) fn touch_anywhere(&mut self) -> &mut Self {
        let (column, row) = (self.app.grid().width / 2, self.app.grid().height / 2);
        self.event(&Event::Mouse(MouseEvent { kind: MouseEventKind::Down(MouseButton::Left), column, row, modifiers: KeyModifiers::NONE }));
        self
    }

    /// Swipes as foot reports a finger: wheel events at the place it began.
    pub(super) fn swipe_up(&mut self) -> &mut Self {
        self.event(&Event::Mouse(MouseEvent { kind: MouseEventKind::ScrollDown, column: 20, row: 8, modifiers: KeyModifiers::NONE }));
        self
    }

    /// The program was started anew, after so many wrong PINs in a row.
    pub(super) fn restarted_after(mut self, failures: u32) -> Self {
        self.app = self.app.with_door(Door::after_start(failures, self.now));
        self
    }

    /// Whether what lies behind the staff's door is shown.
    pub(super) fn is_behind_the_door(&self) -> bool {
        self.app.is_behind_the_door()
    }

    /// Lets seconds pass.
    pub(super) fn wait(&mut self, seconds: u64) -> &mut Self {
        self.now += Duration::from_secs(seconds);
        let outcome = self.app.tick(self.now, NOW);
        self.take(outcome);
        self
    }

    /// Changes the grid, as a compositor does.
    pub(super) fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        self.app.resize_if_changed(Size::new(columns, rows), CellSize { width: 12, height: 24, known: true, pictures: false });
        self
    }

    /// The same grid on a screen of more pixels, which draws pictures.
    pub(super) fn with_pictures(&mut self, width: u16, height: u16) -> &mut Self {
        self.app.resize_if_changed(self.app.grid(), CellSize { width, height, known: true, pictures: true });
        self
    }

    pub(super) fn buffer(&self) -> Buffer {
        let grid = self.app.grid();
        let mut buffer = Buffer::empty(Rect::new(0, 0, grid.width, grid.height));
        self.app.view(&mut buffer);
        buffer
    }

    /// The line on which the terminal's own cursor rests.
    pub(super) fn line_at_cursor(&self) -> Option<String> {
        let grid = self.app.grid();
        let rests = self.app.view(&mut Buffer::empty(Rect::new(0, 0, grid.width, grid.height))).rests?;
        self.screen().lines().nth(usize::from(rests.y)).map(str::to_owned)
    }

    /// What stands on the screen, a line a row, without blanks at the ends.
    pub(super) fn screen(&self) -> String {
        text_of(&self.buffer())
    }

    pub(super) fn shows(&self, text: &str) -> bool {
        self.find(text).is_some()
    }

    #[track_caller]
    pub(super) fn expect(&mut self, text: &str) -> &mut Self {
        assert!(self.shows(text), "{text} is not on the screen:\n{}", self.screen());
        self
    }

    #[track_caller]
    pub(super) fn expect_none(&mut self, text: &str) -> &mut Self {
        assert!(!self.shows(text), "{text} is on the screen:\n{}", self.screen());
        self
    }

    fn find(&self, text: &str) -> Option<(u16, u16)> {
        let screen = self.screen();
        let (row, line) = screen.lines().enumerate().find(|(_, line)| line.contains(text))?;
        let before = line.split(text).next()?;
        Some((u16::try_from(crate::text::columns(before)).ok()?, u16::try_from(row).ok()?))
    }

    /// What an independent decoder reads from the codes on the screen.
    pub(super) fn codes(&self) -> Vec<String> {
        let buffer = self.buffer();
        let dark = |color: ratatui::style::Color| color == ratatui::style::Color::Rgb(0, 0, 0);
        let area = buffer.area;
        let mut image = rqrr::PreparedImage::prepare_from_greyscale(usize::from(area.width) * 4, usize::from(area.height) * 8, |x, y| {
            let cell = &buffer[Position::new(u16::try_from(x / 4).unwrap(), u16::try_from(y / 8).unwrap())];
            let upper = y % 8 < 4;
            let is_dark = if cell.symbol() == "▀" && upper { dark(cell.fg) } else { dark(cell.bg) };
            if is_dark { 0 } else { 255 }
        });
        image.detect_grids().iter().filter_map(|grid| grid.decode().ok()).map(|(_, text)| text).collect()
    }
}

/// The buffer as a terminal shows it; cells hidden behind a wide character are left out.
fn text_of(buffer: &Buffer) -> String {
    let mut text = String::new();
    for y in 0..buffer.area.height {
        let mut line = String::new();
        let mut x = 0;
        while x < buffer.area.width {
            let symbol = buffer[Position::new(x, y)].symbol();
            line.push_str(symbol);
            x += u16::try_from(unicode_width::UnicodeWidthStr::width(symbol).max(1)).unwrap();
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
