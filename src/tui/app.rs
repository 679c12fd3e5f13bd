//! The whole program as one value: what comes in becomes messages, messages change the session, effects go out. No terminal, file or clock is
//! touched here, so that every behaviour can be tested by putting events in and looking at state, screen and requests.

use std::{sync::Arc, time::Instant};

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::{
    buffer::Buffer,
    layout::{Rect, Size},
};

use crate::{
    config::Config,
    library::{Card, Origin},
    policy::Today,
    takeaway::CellSize,
};

use super::{
    canvas::{Canvas, Hot, chosen, focused, touched},
    context::{Context, SMALLEST},
    effect::{Effect, Reply, Request, Route, Ticket},
    frame::{self, Action, Keys},
    screen::{Move, attract, code, home, leaflet, list, maintenance, reading, search, staff, write_down},
    session::{Screen, Session},
    theme::{Depth, Look, Theme},
};

/// How the program was started.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// An installed kiosk: nothing leaves the program but staff behind their PIN.
    Kiosk,
    /// No installation, or a window for development: Ctrl-Q leaves, and says so.
    Demonstration,
}

/// Two touches nearer together than this are one finger that trembled.
const DEBOUNCE_MILLIS: u128 = 250;
/// Touches on the hall's name that open the staff's door, and the time they may take.
const STAFF_TOUCHES: usize = 5;
const STAFF_TOUCH_SECONDS: u64 = 4;
/// Lines a notch of the wheel, or a cell of a swipe, scrolls.
const WHEEL_LINES: usize = 2;

/// What a screen's drawing can answer with.
#[derive(Debug, Clone)]
enum Message {
    Frame(Action),
    Attract(attract::Message),
    Home(home::Message),
    Search(search::Message),
    List(list::Message),
    Reading(Box<reading::Message>),
    Code(code::Message),
    Leaflet(leaflet::Message),
    Staff(staff::Message),
}

/// What the program should do besides drawing.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    /// Questions for the worker.
    pub(super) requests: Vec<Request>,
    /// Output scale wanted now.
    pub(super) scale: Option<u8>,
    /// Leave.
    pub(super) quit: bool,
}

/// Wrong PINs make the next one wait, longer each time; this outlives the session, or a new session would begin afresh.
#[derive(Debug, Clone, Copy, Default)]
struct Door {
    failures: u32,
    closed_until: Option<Instant>,
}

/// The program.
pub(super) struct App {
    context: Context,
    depth: Depth,
    session: Session,
    notices: Vec<Arc<Card>>,
    questions: Vec<Arc<Card>>,
    data_date: Option<jiff::civil::Date>,
    last_ticket: u64,
    last_input: Instant,
    last_touch: Option<Instant>,
    notice_since: Instant,
    staff_touches: Vec<Instant>,
    door: Door,
    now: Instant,
    scale: u8,
    unavailable: bool,
}

impl App {
    /// The program before the library is open.
    pub(super) fn new(config: Arc<Config>, mode: Mode, depth: Depth, grid: Size, cell: CellSize, now: Instant) -> Self {
        let look = if config.display.high_contrast { Look::Contrast } else { Look::Paper };
        let context = Context {
            config,
            grid,
            cell,
            today: None,
            data_date: None,
            time: String::new(),
            look,
            large: false,
            demonstration: mode == Mode::Demonstration,
            sample: false,
        };
        Self {
            context,
            depth,
            session: Session::new(),
            notices: Vec::new(),
            questions: Vec::new(),
            data_date: None,
            last_ticket: 0,
            last_input: now,
            last_touch: None,
            notice_since: now,
            staff_touches: Vec::new(),
            door: Door::default(),
            now,
            scale: 1,
            unavailable: false,
        }
    }

    /// Time goes on: the idle warning, the end of a session, the next notice. `clock` is the day and hour by the machine.
    pub(super) fn tick(&mut self, now: Instant, clock: jiff::civil::DateTime) -> Outcome {
        self.now = now;
        self.context.time = format!("{:02}:{:02}", clock.hour(), clock.minute());
        self.context.today = self.data_date.map(|date| Today::new(clock.date(), date));
        if self.session.is_attract() {
            if now.duration_since(self.notice_since).as_secs() >= self.context.config.idle.notice {
                self.notice_since = now;
                if let Screen::Attract(state) = &mut self.session.screen {
                    state.notice = state.notice.wrapping_add(1);
                }
            }
            return Outcome::default();
        }
        if self.seconds_left() == Some(0) {
            return self.end();
        }
        Outcome::default()
    }

    /// Seconds until the session is wiped, once the warning is shown.
    fn seconds_left(&self) -> Option<u64> {
        let idle = &self.context.config.idle;
        let quiet = self.now.duration_since(self.last_input).as_secs();
        (!self.session.is_attract() && quiet >= idle.warn_after).then(|| (idle.warn_after + idle.countdown).saturating_sub(quiet))
    }

    /// Forgets the visitor.
    fn end(&mut self) -> Outcome {
        self.session = Session::new();
        self.notice_since = self.now;
        self.staff_touches.clear();
        self.context.large = false;
        self.context.look = if self.context.config.display.high_contrast { Look::Contrast } else { Look::Paper };
        if self.unavailable {
            self.session.screen = Screen::Maintenance;
        }
        self.settle(Vec::new())
    }

    /// The terminal was measured again.
    pub(super) fn resize_if_changed(&mut self, grid: Size, cell: CellSize) {
        if self.context.grid == grid && self.context.cell == cell {
            return;
        }
        self.context.grid = grid;
        self.context.cell = cell;
        let context = self.context.clone();
        for reading in self.session.readings() {
            reading::update(reading, reading::Message::Resized, &context);
        }
    }

    /// The worker has answered. Answers to older questions are dropped.
    pub(super) fn reply(&mut self, reply: Reply) -> Outcome {
        let current = |ticket: Ticket| ticket == self.session.ticket;
        let effects = match (reply, &mut self.session.screen) {
            (Reply::Ready { info, notices, questions }, _) => {
                self.data_date = Some(info.data_date);
                self.context.data_date = Some(info.data_date);
                self.context.sample = info.origin == Origin::EmbeddedSample;
                self.notices = notices;
                self.questions = questions;
                Vec::new()
            }
            (Reply::Unavailable, screen) => {
                *screen = Screen::Maintenance;
                self.unavailable = true;
                Vec::new()
            }
            (Reply::Found(ticket, found), Screen::Search(state)) if current(ticket) => {
                search::update(state, search::Message::Found(found), &self.context)
            }
            (Reply::Listed(ticket, listing), Screen::List(state)) if current(ticket) => {
                list::update(state, list::Message::Listed(listing), &self.context)
            }
            (Reply::Opened(ticket, dossier), Screen::Reading(state)) if current(ticket) => {
                reading::update(state, reading::Message::Opened(dossier), &self.context)
            }
            (Reply::PinChecked(ticket, right), Screen::Staff(state)) if current(ticket) => {
                self.door = if right { Door::default() } else { self.door.after_failure(self.now) };
                let effects = staff::update(state, &staff::Message::Checked(right));
                if right {
                    self.context.look = Look::Staff;
                }
                effects
            }
            _ => Vec::new(),
        };
        self.settle(effects)
    }

    /// A key, a touch, a resize.
    pub(super) fn event(&mut self, event: &Event, now: Instant) -> Outcome {
        self.now = now;
        match event {
            Event::Key(key) if key.kind != KeyEventKind::Release => self.key(*key),
            Event::Mouse(mouse) => self.mouse(*mouse),
            Event::Paste(text) => self.paste(text),
            _ => Outcome::default(),
        }
    }

    fn key(&mut self, key: KeyEvent) -> Outcome {
        if self.context.demonstration && key.modifiers.contains(KeyModifiers::CONTROL) && key.code == KeyCode::Char('q') {
            return Outcome { quit: true, ..Outcome::default() };
        }
        let warned = self.seconds_left().is_some();
        self.last_input = self.now;
        if warned {
            return Outcome::default();
        }
        // Ctrl-C, Ctrl-Z, Alt-F4 and their kin mean nothing to a visitor and must do nothing.
        if key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SUPER | KeyModifiers::META) {
            return Outcome::default();
        }
        if key.code == KeyCode::F(12) {
            return self.apply(vec![Effect::Go(Route::Staff)]);
        }
        if let Screen::Attract(_) = self.session.screen {
            self.session.home();
            // Digits and letters act at once, as on home.
            return if matches!(key.code, KeyCode::Char(_) | KeyCode::F(_)) { self.key(key) } else { Outcome::default() };
        }
        let own = match &self.session.screen {
            Screen::Search(state) => search::on_key(state, key).map(Message::Search),
            Screen::Reading(state) => reading::on_key(state, key).map(|message| Message::Reading(Box::new(message))),
            Screen::Staff(state) => staff::on_key(state, key).map(Message::Staff),
            _ => None,
        };
        match own {
            Some(message) => self.dispatch(message),
            None => self.common_key(key),
        }
    }

    /// Keys that mean the same everywhere.
    fn common_key(&mut self, key: KeyEvent) -> Outcome {
        let action = match key.code {
            KeyCode::Char('0') | KeyCode::Esc | KeyCode::Backspace => {
                if let (KeyCode::Char('0'), Some(message)) = (key.code, chosen(&self.hot(), 0)) {
                    return self.dispatch(message);
                }
                Action::Back
            }
            KeyCode::Char('.') | KeyCode::Home => Action::Home,
            KeyCode::Char('*') | KeyCode::F(2) => Action::Display,
            KeyCode::Char('/') | KeyCode::F(10) => Action::End,
            KeyCode::Char('+' | '=') | KeyCode::PageDown => Action::PageDown,
            KeyCode::Char('-') | KeyCode::PageUp => Action::PageUp,
            KeyCode::F(9) => Action::CallStaff,
            KeyCode::F(1) => Action::Help,
            KeyCode::Up => return self.shift(Move::Up),
            KeyCode::Down => return self.shift(Move::Down),
            KeyCode::Left if matches!(self.session.screen, Screen::Home(_)) => return self.shift(Move::Up),
            KeyCode::Right if matches!(self.session.screen, Screen::Home(_)) => return self.shift(Move::Down),
            KeyCode::Enter => return self.enter(),
            KeyCode::Char(digit @ '1'..='9') => {
                let digit = digit.to_digit(10).and_then(|digit| u8::try_from(digit).ok()).unwrap_or(0);
                return chosen(&self.hot(), digit).map_or_else(Outcome::default, |message| self.dispatch(message));
            }
            KeyCode::Char(c) if c.is_alphabetic() => return self.begin_search(c.encode_utf8(&mut [0; 4])),
            _ => return Outcome::default(),
        };
        self.act(action)
    }

    /// Typing anywhere searches.
    fn begin_search(&mut self, typed: &str) -> Outcome {
        match self.session.screen {
            Screen::Staff(_) | Screen::Maintenance => Outcome::default(),
            _ => self.apply(vec![Effect::Go(Route::Search { typed: typed.to_owned(), pad: false })]),
        }
    }

    fn paste(&mut self, text: &str) -> Outcome {
        self.last_input = self.now;
        match &mut self.session.screen {
            Screen::Search(_) => self.dispatch(Message::Search(search::Message::Pasted(text.to_owned()))),
            Screen::Attract(_) => {
                self.session.home();
                self.begin_search(text)
            }
            _ => self.begin_search(text),
        }
    }

    fn enter(&mut self) -> Outcome {
        let focus = match &self.session.screen {
            Screen::Home(state) => match home::focus(state) {
                Some(focus) => Some(focus),
                // Nothing chosen yet: the search field is what the eye rests on.
                None => return self.apply(vec![Effect::Go(Route::Search { typed: String::new(), pad: true })]),
            },
            Screen::Search(state) => state.focus(),
            Screen::List(state) => Some(state.focus(&self.context)),
            Screen::Leaflet(state) => Some(state.focus()),
            Screen::Code(_) | Screen::Staff(_) => Some(0),
            _ => None,
        };
        let message = focus.and_then(|focus| focused(&self.hot(), focus));
        message.map_or_else(Outcome::default, |message| self.dispatch(message))
    }

    fn mouse(&mut self, mouse: MouseEvent) -> Outcome {
        let step = match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => None,
            MouseEventKind::ScrollUp => Some(Move::Up),
            MouseEventKind::ScrollDown => Some(Move::Down),
            _ => return Outcome::default(),
        };
        let warned = self.seconds_left().is_some();
        self.last_input = self.now;
        if let Some(step) = step {
            return self.wheel(step);
        }
        let trembled = self.last_touch.is_some_and(|last| self.now.duration_since(last).as_millis() < DEBOUNCE_MILLIS);
        self.last_touch = Some(self.now);
        // The touch that answers the warning must not also press what lies below.
        if trembled || warned {
            return Outcome::default();
        }
        touched(&self.hot(), mouse.column, mouse.row).map_or_else(Outcome::default, |message| self.dispatch(message))
    }

    /// A swipe arrives as many notches: text scrolls by lines, lists would race, so they turn a page a notch no faster than fingers tremble.
    fn wheel(&mut self, step: Move) -> Outcome {
        if let Screen::Reading(_) = self.session.screen {
            for _ in 1..WHEEL_LINES {
                self.shift(step);
            }
            return self.shift(step);
        }
        if self.last_touch.is_some_and(|last| self.now.duration_since(last).as_millis() < DEBOUNCE_MILLIS) {
            return Outcome::default();
        }
        self.last_touch = Some(self.now);
        self.shift(if step == Move::Up { Move::PageUp } else { Move::PageDown })
    }

    fn shift(&mut self, step: Move) -> Outcome {
        let message = match &self.session.screen {
            Screen::Home(_) => Message::Home(home::Message::Move(step)),
            Screen::Search(_) => Message::Search(search::Message::Move(step)),
            Screen::List(_) => Message::List(list::Message::Move(step)),
            Screen::Reading(_) => Message::Reading(Box::new(reading::Message::Move(step))),
            Screen::Leaflet(_) => Message::Leaflet(leaflet::Message::Move(step)),
            _ => return Outcome::default(),
        };
        self.dispatch(message)
    }

    fn act(&mut self, action: Action) -> Outcome {
        match action {
            Action::Back => self.apply(vec![Effect::Back]),
            Action::Home if self.unavailable => Outcome::default(),
            Action::Home => {
                self.leave_staff();
                self.session.home();
                self.settle(Vec::new())
            }
            Action::Display => {
                self.next_display();
                self.settle(Vec::new())
            }
            Action::End => self.end(),
            Action::PageUp => self.shift(Move::PageUp),
            Action::PageDown => self.shift(Move::PageDown),
            Action::CallStaff => self.apply(vec![Effect::Go(Route::CallStaff)]),
            Action::Help => self.apply(vec![Effect::Go(Route::Help)]),
            Action::HallName => self.hall_name_touched(),
            Action::Stay => Outcome::default(),
        }
    }

    /// Large text, then high contrast, then as before.
    fn next_display(&mut self) {
        let can_scale = !self.context.config.display.scale_output.is_empty();
        let contrast = self.context.look == Look::Contrast;
        (self.context.large, self.context.look) = match (self.context.large, contrast) {
            (false, false) if can_scale => (true, Look::Paper),
            (_, false) => (false, Look::Contrast),
            (_, true) => (false, Look::Paper),
        };
    }

    fn hall_name_touched(&mut self) -> Outcome {
        let now = self.now;
        self.staff_touches.retain(|touch| now.duration_since(*touch).as_secs() < STAFF_TOUCH_SECONDS);
        self.staff_touches.push(now);
        if self.staff_touches.len() < STAFF_TOUCHES {
            return Outcome::default();
        }
        self.staff_touches.clear();
        self.apply(vec![Effect::Go(Route::Staff)])
    }

    fn leave_staff(&mut self) {
        if self.context.look == Look::Staff {
            self.context.look = if self.context.config.display.high_contrast { Look::Contrast } else { Look::Paper };
        }
    }

    /// Hands a message to the screen it is for.
    fn dispatch(&mut self, message: Message) -> Outcome {
        let context = &self.context;
        let choices = if matches!(message, Message::Home(home::Message::Move(_))) {
            self.hot().iter().filter(|hot| hot.focusable).count()
        } else {
            0
        };
        let effects = match (message, &mut self.session.screen) {
            (Message::Frame(action), _) => return self.act(action),
            (Message::Attract(attract::Message::Begin(digit)), _) => {
                self.session.home();
                return digit.and_then(|digit| chosen(&self.hot(), digit)).map_or_else(Outcome::default, |message| self.dispatch(message));
            }
            (Message::Home(message), Screen::Home(state)) => home::update(state, message, choices),
            (Message::Search(message), Screen::Search(state)) => search::update(state, message, context),
            (Message::List(message), Screen::List(state)) => list::update(state, message, context),
            (Message::Reading(message), Screen::Reading(state)) => reading::update(state, *message, context),
            (Message::Code(message), Screen::Code(state)) => code::update(state, &message),
            (Message::Leaflet(message), Screen::Leaflet(state)) => leaflet::update(state, message, context),
            (Message::Staff(staff::Message::Entered), Screen::Staff(_)) if self.door.seconds_left(self.now).is_some() => Vec::new(),
            (Message::Staff(message), Screen::Staff(state)) => staff::update(state, &message),
            _ => Vec::new(),
        };
        self.apply(effects)
    }

    fn apply(&mut self, effects: Vec<Effect>) -> Outcome {
        let mut requests = Vec::new();
        let mut quit = false;
        let mut waiting = effects;
        while let Some(effect) = waiting.pop() {
            match effect {
                Effect::Go(route) => waiting.extend(self.go(route)),
                Effect::Back => {
                    self.leave_staff();
                    self.session.back();
                }
                Effect::Search(query) => requests.push(Request::Search(self.next_ticket(), query)),
                Effect::List(kind) => requests.push(Request::List(self.next_ticket(), kind)),
                Effect::Open(id) => requests.push(Request::Open(self.next_ticket(), id)),
                Effect::CheckPin(pin) => {
                    requests.push(Request::CheckPin(self.next_ticket(), pin, self.context.config.staff.pin_hash.clone()));
                }
                Effect::Quit => quit = true,
            }
        }
        let mut outcome = self.settle(Vec::new());
        outcome.requests = requests;
        outcome.quit = quit;
        outcome
    }

    fn next_ticket(&mut self) -> Ticket {
        self.last_ticket += 1;
        self.session.ticket = Ticket(self.last_ticket);
        self.session.ticket
    }

    fn go(&mut self, route: Route) -> Vec<Effect> {
        let (screen, effects) = match route {
            Route::Search { typed, pad } => {
                let (state, effects) = search::opened(&typed, pad);
                (Screen::Search(Box::new(state)), effects)
            }
            Route::List(kind) => {
                let (state, effect) = list::opened(kind);
                (Screen::List(state), vec![effect])
            }
            Route::Entries(listing) => (Screen::List(list::ready(*listing)), Vec::new()),
            Route::Record { id, section, words } => {
                let (state, effect) = reading::opened(id, section, words);
                (Screen::Reading(Box::new(state)), vec![effect])
            }
            Route::Paragraph(para) => {
                return match self.session.back_to_reading() {
                    Some(state) => reading::update(state, reading::Message::Jump(para), &self.context),
                    None => Vec::new(),
                };
            }
            Route::Code(takeaway) => (Screen::Code(code::opened(takeaway)), Vec::new()),
            Route::WriteDown(takeaway) => (Screen::WriteDown(write_down::opened(takeaway)), Vec::new()),
            Route::Apply { words } => (Screen::Leaflet(leaflet::apply(&words)), Vec::new()),
            Route::Help => (Screen::Leaflet(leaflet::help()), Vec::new()),
            Route::CallStaff => (Screen::Leaflet(leaflet::call_staff()), Vec::new()),
            Route::Staff if matches!(self.session.screen, Screen::Staff(_)) => return Vec::new(),
            Route::Staff => (Screen::Staff(staff::opened()), Vec::new()),
        };
        self.session.go(screen);
        effects
    }

    /// What the display must be set to now: codes are shown at scale 1, since none fits a doubled grid.
    fn settle(&mut self, effects: Vec<Effect>) -> Outcome {
        if !effects.is_empty() {
            return self.apply(effects);
        }
        let showing_code = matches!(self.session.screen, Screen::Code(_));
        let wanted = if self.context.large && !showing_code { self.context.config.display.large_scale } else { 1 };
        let scale = (wanted != self.scale).then_some(wanted);
        self.scale = wanted;
        Outcome { scale, ..Outcome::default() }
    }

    /// Everything that can be touched now, by drawing the screen on a buffer that nobody sees.
    fn hot(&self) -> Vec<Hot<Message>> {
        let mut buffer = Buffer::empty(Rect::new(0, 0, self.context.grid.width, self.context.grid.height));
        self.draw(&mut buffer)
    }

    /// Columns and rows.
    #[cfg(test)]
    pub(super) fn grid(&self) -> Size {
        self.context.grid
    }

    /// Opens a record.
    #[cfg(test)]
    pub(super) fn open(&mut self, id: crate::policy::RecordId) -> Outcome {
        self.apply(vec![Effect::Go(Route::Record { id, section: None, words: String::new() })])
    }

    /// Draws the screen.
    pub(super) fn view(&self, buffer: &mut Buffer) {
        self.draw(buffer);
    }

    fn draw(&self, buffer: &mut Buffer) -> Vec<Hot<Message>> {
        let theme = Theme::new(self.context.look, self.depth);
        let mut canvas: Canvas<'_, Message> = Canvas::new(buffer, &theme);
        let context = &self.context;
        canvas.fill(Rect::new(0, 0, context.grid.width, context.grid.height), theme.text);
        if context.grid.width < SMALLEST.width || context.grid.height < SMALLEST.height {
            canvas.nested(Message::Frame, |canvas| frame::too_small(context, canvas));
            return canvas.hot;
        }
        let area = context.body();
        match &self.session.screen {
            Screen::Attract(state) => canvas.nested(Message::Attract, |canvas| attract::view(state, &self.notices, context, canvas, area)),
            Screen::Home(state) => canvas.nested(Message::Home, |canvas| home::view(state, &self.questions, context, canvas, area)),
            Screen::Search(state) => canvas.nested(Message::Search, |canvas| search::view(state, context, canvas, area)),
            Screen::List(state) => canvas.nested(Message::List, |canvas| list::view(state, context, canvas, area)),
            Screen::Reading(state) => {
                canvas.nested(|message| Message::Reading(Box::new(message)), |canvas| reading::view(state, context, canvas, area));
            }
            Screen::Code(state) => canvas.nested(Message::Code, |canvas| code::view(state, context, canvas, area)),
            Screen::WriteDown(state) => write_down::view(state, context, &mut canvas, area),
            Screen::Leaflet(state) => canvas.nested(Message::Leaflet, |canvas| leaflet::view(state, context, canvas, area)),
            Screen::Staff(state) => {
                let waiting = self.door.seconds_left(self.now);
                canvas.nested(Message::Staff, |canvas| staff::view(state, waiting, context, canvas, area));
            }
            Screen::Maintenance => maintenance::view(context, &mut canvas, area),
        }
        canvas.nested(Message::Frame, |canvas| {
            frame::header(context, canvas);
            frame::key_line(self.keys(), context, canvas);
            if let Some(seconds) = self.seconds_left() {
                frame::idle_bar(seconds, context, canvas);
            }
        });
        canvas.hot
    }

    fn keys(&self) -> Keys {
        let pages = matches!(self.session.screen, Screen::Search(_) | Screen::List(_) | Screen::Reading(_) | Screen::Leaflet(_));
        let text = match &self.session.screen {
            Screen::Search(state) => state.takes_text() && !state.takes_pad(),
            _ => false,
        };
        let home = !matches!(self.session.screen, Screen::Home(_) | Screen::Attract(_) | Screen::Maintenance);
        Keys { back: home, pages, text, home }
    }
}

impl Door {
    /// Waits 5, 10, 20 … seconds after the third wrong PIN in a row, a quarter of an hour at most.
    fn after_failure(self, now: Instant) -> Self {
        let failures = self.failures.saturating_add(1);
        let wait = failures.checked_sub(3).map(|over| (5 * 2u64.saturating_pow(over.min(10))).min(900));
        Self { failures, closed_until: wait.map(|seconds| now + std::time::Duration::from_secs(seconds)) }
    }

    fn seconds_left(self, now: Instant) -> Option<u64> {
        let left = self.closed_until?.checked_duration_since(now)?;
        Some(left.as_secs() + 1)
    }
}
