//! The whole program as one value: what comes in becomes messages, messages change the session, effects go out. No terminal, file or clock is
//! touched here, so that every behaviour can be tested by putting events in and looking at state, screen and requests.

use std::{sync::Arc, time::Instant};

use ratatui::layout::Size;

use crate::{
    audit::{Deed, Leaving, Who},
    config::Config,
    fleet::{Heard, Usage},
    policy::Today,
    takeaway::CellSize,
    zone::Pages,
};

use super::{
    context::{Context, Work},
    effect::Errand,
    frame::Action,
    screen::{attract, code, counter, exchange, figure, help, hide, home, leaflet, list, reading, request, search, staff},
    session::{Screen, Session},
    theme::{Depth, Look},
};

mod action;
mod aloud;
mod backstage;
mod dispatch;
mod door;
mod drawing;
mod input;
mod listening;
mod outcome;
mod reply;
mod threshold;
mod typing;
mod upkeep;

pub(super) use door::Door;
pub(super) use outcome::Outcome;

use listening::{LISTENING, Listening};
use upkeep::Upkeep;

/// Longest time in seconds without a key or a touch behind the staff's door before the warning, and again until it is locked.
const STAFF_WARNED_AFTER: u64 = 60;

/// Seconds for which a mark is asked for when somebody goes: whoever comes next finds the screen as it always is.
const MARK_ASKED: u64 = 6;

/// How the program was started.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// An installed kiosk: nothing leaves the program but staff behind their PIN.
    Kiosk,
    /// No installation, or a window for development: Ctrl-Q leaves, and says so.
    Demonstration,
}

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
    Figure(figure::Message),
    Leaflet(leaflet::Message),
    Help(help::Message),
    Staff(staff::Message),
    Exchange(Box<exchange::Message>),
    Hide(Box<hide::Message>),
    Request(Box<request::Message>),
    Counter(Box<counter::Message>),
}

/// The program.
pub(super) struct App {
    context: Context,
    depth: Depth,
    session: Session,
    /// The first screens and the leaflets.
    pages: Pages,
    last_ticket: u64,
    last_input: Instant,
    last_touch: Option<Instant>,
    /// When 0 led back last, or would have.
    last_back: Option<Instant>,
    notice_since: Instant,
    staff_touches: Vec<Instant>,
    door: Door,
    /// Whether somebody was behind the staff's door when it was looked at last.
    was_behind: bool,
    /// For the journal.
    deeds: Vec<(Who, Deed)>,
    now: Instant,
    scale: u8,
    /// The day on which the content was made.
    made_on: Option<jiff::civil::Date>,
    upkeep: Upkeep,
    /// The page of work that goes on, or has ended unseen, while it is not shown.
    backstage: Option<Box<exchange::State>>,
    listening: Listening,
}

/// How many times as long as elsewhere somebody may read a page, or copy one, without touching anything.
const READING: u64 = 2;

impl App {
    /// The program before the library is open.
    pub(super) fn new(config: Arc<Config>, mode: Mode, depth: Depth, grid: Size, cell: CellSize, now: Instant) -> Self {
        let pages = Pages::without_library(&config);
        let look = if config.display.high_contrast { Look::Contrast } else { Look::Paper };
        let context = Context {
            given: Arc::clone(&config),
            config,
            grid,
            cell,
            today: None,
            data_date: None,
            time: String::new(),
            look,
            large: false,
            voice: false,
            aloud: false,
            dark: false,
            demonstration: mode == Mode::Demonstration,
            sample: false,
            age: 0,
            closed: false,
            disk: None,
            root: None,
            hidden_lost: false,
            work: None,
            stick: false,
            has_topics: false,
            on_duty: None,
        };
        Self {
            context,
            depth,
            session: Session::new(),
            pages,
            last_ticket: 0,
            last_input: now,
            last_touch: None,
            last_back: None,
            notice_since: now,
            staff_touches: Vec::new(),
            door: Door::default(),
            was_behind: false,
            deeds: Vec::new(),
            now,
            scale: 1,
            made_on: None,
            upkeep: Upkeep::new(now),
            backstage: None,
            listening: Listening::default(),
        }
    }

    /// Time goes on: the idle warning, the end of a session, the next notice. `clock` is the day and hour by the machine.
    pub(super) fn tick(&mut self, now: Instant, clock: jiff::civil::DateTime) -> Outcome {
        let outcome = self.pass_time(now, clock);
        let outcome = self.mind_the_door(outcome, Leaving::Idle);
        self.read_on(outcome)
    }

    fn pass_time(&mut self, now: Instant, clock: jiff::civil::DateTime) -> Outcome {
        self.now = now;
        self.context.time = format!("{:02}:{:02}", clock.hour(), clock.minute());
        self.context.today = self.made_on.map(|date| Today::new(clock.date(), date));
        self.context.age = match (self.context.today, self.made_on) {
            (Some(Today { date, doubt: None }), Some(made)) => date.since(made).map_or(0, |span| span.get_days()),
            _ => 0,
        };
        // While content is taken in the errands wait, and what they say of the content would be said of the new one.
        let working = self.context.work == Some(Work::Running);
        let nobody_there = self.session.is_idle();
        if !working && let Some(outcome) = self.upkeep.due(now, self.last_input, nobody_there, self.context.today.map(|today| today.date)) {
            return outcome;
        }
        if self.session.is_idle() {
            if let Screen::Attract(state) = &mut self.session.screen
                && now.duration_since(self.last_input).as_secs() >= MARK_ASKED
            {
                state.mark = attract::Mark::Not;
            }
            if now.duration_since(self.notice_since).as_secs() >= self.context.config.idle.notice {
                self.notice_since = now;
                if let Screen::Attract(state) = &mut self.session.screen {
                    state.notice = state.notice.wrapping_add(1);
                }
            }
            return Outcome::default();
        }
        // Staff who watch for long leave the screen to visitors; so do staff who went away from a page that tells them something.
        if self.seconds_left() == Some(0) || (self.is_busy() && self.quiet() >= self.patience().0) {
            return self.give_way();
        }
        Outcome::default()
    }

    /// Whether nobody is there and nothing is under way that people watch.
    pub(super) fn is_calm(&self) -> bool {
        self.session.is_idle() && self.context.work.is_none()
    }

    /// Seconds until the session is wiped, once the warning is shown.
    fn seconds_left(&self) -> Option<u64> {
        let quiet = self.quiet();
        let (warn_after, countdown) = self.patience();
        (!self.session.is_idle() && !self.is_waited_for() && quiet >= warn_after).then(|| (warn_after + countdown).saturating_sub(quiet))
    }

    /// Seconds without a key or a touch before the warning, and from there to the end. What visitors may take their time for stands open to
    /// everybody behind the staff's door; what somebody says there takes time as well.
    fn patience(&self) -> (u64, u64) {
        let idle = &self.context.config.idle;
        // Who thinks about a sentence of an application has not left, and would lose more.
        let visitor = match &self.session.screen {
            _ if self.session.begun().is_some() => idle.form_after.max(idle.warn_after),
            // Whoever listens presses nothing.
            _ if self.listening.saying.is_some() && !self.listening.warned => idle.warn_after.saturating_mul(LISTENING),
            // A page of text is read without a key being pressed.
            Screen::Reading(_) | Screen::WriteDown(_) => idle.warn_after.saturating_mul(READING),
            _ => idle.warn_after,
        };
        let writes = matches!(&self.session.screen, Screen::Request(state) if state.begun().is_some());
        let longest = if self.session.is_behind_the_door() && !writes { STAFF_WARNED_AFTER } else { u64::MAX };
        (visitor.min(longest), idle.countdown.min(longest))
    }

    /// Seconds since the last key or touch.
    fn quiet(&self) -> u64 {
        self.now.duration_since(self.last_input).as_secs()
    }

    /// Whether staff wait for something without touching a key.
    fn is_waited_for(&self) -> bool {
        matches!(&self.session.screen, Screen::Exchange(state) if state.is_waited_for())
    }

    /// Whether an import runs, or a step back.
    fn is_busy(&self) -> bool {
        matches!(&self.session.screen, Screen::Exchange(state) if state.is_busy())
    }

    /// Forgets the visitor.
    fn end(&mut self) -> Outcome {
        let (used, heard) = (self.used(), self.overheard());
        self.session = Session::new();
        self.notice_since = self.now;
        self.staff_touches.clear();
        self.context.large = false;
        self.context.look = if self.context.config.display.high_contrast { Look::Contrast } else { Look::Paper };
        if self.context.closed {
            self.session.screen = Screen::Maintenance;
        }
        let mut outcome = self.settle(Vec::new());
        outcome.errands.extend(used.into_iter().chain(heard));
        outcome.forgotten = true;
        outcome.speech = self.fall_silent();
        outcome
    }

    /// What is to be written of the session that ends: nothing of one in which nobody went anywhere, and nothing where the program is shown
    /// and not used.
    pub(super) fn used(&mut self) -> Option<Errand> {
        let (usage, opens) = self.session.used();
        (usage != Usage::default() && !self.context.demonstration).then_some(Errand::Used(usage, opens))
    }

    /// Matters that were not found in the session that ends. Asked for after what was used in it.
    pub(super) fn overheard(&mut self) -> Option<Errand> {
        let heard = std::mem::take(&mut self.session.heard);
        (heard != Heard::default() && !self.context.demonstration).then_some(Errand::Heard(heard))
    }

    /// A visitor who has just gone gave a mark.
    fn marked(&mut self, mark: u8) -> Outcome {
        if let Screen::Attract(state) = &mut self.session.screen {
            state.mark = attract::Mark::Given;
        }
        let errand = (!self.context.demonstration).then(|| Errand::Heard(Heard::mark(mark)));
        Outcome { errands: errand.into_iter().collect(), ..Outcome::default() }
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

    /// Takes other first screens and leaflets; a page that is being read stays as it was opened.
    fn show(&mut self, pages: Pages) {
        self.context.has_topics = pages.has_topics;
        self.pages = pages;
    }

    /// The places that can be touched.
    #[cfg(test)]
    pub(super) fn touchable(&self) -> Vec<ratatui::layout::Rect> {
        self.hot().into_iter().map(|hot| hot.area).filter(|area| !area.is_empty()).collect()
    }

    /// Columns and rows.
    #[cfg(test)]
    pub(super) fn grid(&self) -> Size {
        self.context.grid
    }

    /// The session as it would be written for programmers.
    #[cfg(test)]
    pub(super) fn written(&self) -> String {
        format!("{:?}", self.session)
    }

    /// Opens a record, as a link does.
    #[cfg(test)]
    pub(super) fn open(&mut self, id: crate::policy::RecordId) -> Outcome {
        use super::effect::{Effect, Route};
        self.apply(vec![Effect::Go(Route::Record { id, section: None, words: crate::text::VisitorText::default() })])
    }
}
