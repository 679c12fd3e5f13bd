//! One visitor's session: the screen, the way back, and all that was typed. Forgetting the visitor is one assignment.

use crate::{
    fleet::{Heard, Usage},
    policy::RecordId,
    zone::Opens,
};

use super::{
    effect::Ticket,
    field,
    screen::{attract, code, counter, exchange, figure, help, hide, home, leaflet, list, reading, request, search, staff, write_down},
};

/// The screen that is shown, with its state.
#[derive(Debug, Clone)]
pub(super) enum Screen {
    /// Nobody is here.
    Attract(attract::State),
    /// The zone's functions.
    Home(home::State),
    /// Search.
    Search(Box<search::State>),
    /// A list.
    List(list::State),
    /// A record.
    Reading(Box<reading::State>),
    /// A code.
    Code(code::State),
    /// A picture.
    Figure(figure::State),
    /// The same for pen and paper.
    WriteDown(write_down::State),
    /// A page of plain words.
    Leaflet(leaflet::State),
    /// What helps on every screen.
    Help(help::State),
    /// What a visitor leaves.
    Request(Box<request::State>),
    /// The staff's door.
    Staff(staff::State),
    /// Content that comes on a stick.
    Exchange(Box<exchange::State>),
    /// A record that is to be hidden at once.
    Hide(Box<hide::State>),
    /// The window at which applications are taken.
    Counter(Box<counter::State>),
    /// No library.
    Maintenance,
}

impl Screen {
    /// Whether it belongs to the staff: their door, and what is behind it.
    pub(super) fn is_staffs(&self) -> bool {
        matches!(self, Self::Staff(_) | Self::Exchange(_) | Self::Hide(_)) || self.is_window()
    }

    /// Whether it is a page of the window.
    fn is_window(&self) -> bool {
        matches!(self, Self::Counter(_)) || matches!(self, Self::Request(state) if state.is_at_window())
    }

    /// The field that has the focus, if the screen has one: what is typed is for it.
    pub(super) fn field(&self) -> Option<&field::State> {
        match self {
            Self::Search(state) => state.field(),
            Self::Reading(state) => state.field(),
            Self::Staff(state) => state.field(),
            Self::Hide(state) => state.field(),
            Self::Request(state) => state.field(),
            _ => None,
        }
    }

    /// The same, to keep keys in it that came too early.
    pub(super) fn field_mut(&mut self) -> Option<&mut field::State> {
        match self {
            Self::Search(state) => state.field_mut(),
            Self::Reading(state) => state.field_mut(),
            Self::Staff(state) => state.field_mut(),
            Self::Hide(state) => state.field_mut(),
            Self::Request(state) => state.field_mut(),
            _ => None,
        }
    }
}

/// Pages a visitor can go back; older ones are forgotten, so that memory stays bounded however long somebody plays.
const WAY_BACK: usize = 64;

/// A visitor's session.
#[derive(Debug, Clone)]
pub(super) struct Session {
    /// What is shown.
    pub(super) screen: Screen,
    back: Vec<Screen>,
    /// The question this screen waits for.
    pub(super) ticket: Ticket,
    /// What was done so far, in numbers.
    pub(super) usage: Usage,
    /// What was opened in it, to be added to the totals of the terminal.
    pub(super) opens: Opens,
    /// Matters that were asked for in it and not found.
    pub(super) heard: Heard,
}

impl Session {
    /// Nobody is here and nothing is known.
    pub(super) fn new() -> Self {
        Self {
            screen: Screen::Attract(attract::State::default()),
            back: Vec::new(),
            ticket: Ticket::default(),
            usage: Usage::default(),
            opens: Opens::default(),
            heard: Heard::default(),
        }
    }

    /// True while nobody is here.
    pub(super) fn is_idle(&self) -> bool {
        matches!(self.screen, Screen::Attract(_) | Screen::Maintenance)
    }

    /// Whether somebody is behind the staff's door. Of all screens only the one that is shown is ever there: who goes from it to a visitor's
    /// screen finds no way back but the door.
    pub(super) fn is_behind_the_door(&self) -> bool {
        self.screen.is_staffs() && !matches!(self.screen, Screen::Staff(staff::State::Door { .. }))
    }

    /// The form that somebody has begun, on this screen or below it: its name in front of people.
    pub(super) fn begun(&self) -> Option<&'static str> {
        self.back.iter().chain([&self.screen]).find_map(|screen| match screen {
            Screen::Request(state) => state.begun(),
            _ => None,
        })
    }

    /// What was asked on the screen that is left is settled, and counts; keys that waited there are not for the next one.
    fn leave(&mut self) {
        self.screen.field_mut().map(field::State::released);
        if let Screen::Search(state) = &mut self.screen {
            let (usage, heard) = state.leave();
            self.usage = self.usage.and(usage);
            self.heard.extend(&heard);
        }
    }

    /// There is no library any more: what a visitor saw is not gone back to, and what is shown gives way to a page that says so. Staff who are
    /// bringing content in stay where they are. Tells whether somebody else had to go.
    pub(super) fn close(&mut self) -> bool {
        self.back.retain(Screen::is_staffs);
        let staff = self.screen.is_staffs();
        if !staff {
            self.leave();
            self.screen = Screen::Maintenance;
        }
        !staff
    }

    /// What was done in it, for the last time.
    pub(super) fn used(&mut self) -> (Usage, Opens) {
        self.leave();
        (std::mem::take(&mut self.usage), std::mem::take(&mut self.opens))
    }

    /// Shows another screen on top of this one. Staff's screens lie below none but their own.
    pub(super) fn go(&mut self, screen: Screen) {
        self.leave();
        if !screen.is_staffs() && self.screen.is_staffs() {
            self.back.retain(|screen| !screen.is_staffs());
            self.screen = screen;
            return;
        }
        let left = std::mem::replace(&mut self.screen, screen);
        if self.back.len() == WAY_BACK {
            self.back.remove(0);
        }
        self.back.push(left);
    }

    /// The pages of the window are closed, with what was written on them; what lay below them is shown.
    pub(super) fn close_window(&mut self) {
        self.back.retain(|screen| !screen.is_window());
        if self.screen.is_window() {
            self.back();
        }
    }

    /// Shows the screen before this one, as it was left; home if there is none.
    pub(super) fn back(&mut self) {
        self.leave();
        if !self.screen.is_staffs() {
            self.back.retain(|screen| !screen.is_staffs());
        }
        self.screen = self.back.pop().unwrap_or_else(|| Screen::Home(home::State::default()));
        if self.is_idle() {
            self.home();
        }
    }

    /// Shows home; the way back begins anew.
    pub(super) fn home(&mut self) {
        self.leave();
        self.screen = Screen::Home(home::State::default());
        self.back.clear();
    }

    /// Lays aside what lies over a form that somebody has begun; false where none was.
    pub(super) fn back_to_what_was_begun(&mut self) -> bool {
        if self.begun().is_none() {
            return false;
        }
        while !matches!(&self.screen, Screen::Request(state) if state.begun().is_some()) {
            let Some(below) = self.back.pop() else { return false };
            self.screen = below;
        }
        true
    }

    /// Goes back to the record of which an outline was shown.
    pub(super) fn back_to_reading(&mut self) -> Option<&mut reading::State> {
        while let Some(screen) = self.back.pop() {
            if let Screen::Reading(_) = screen {
                self.screen = screen;
                break;
            }
        }
        match &mut self.screen {
            Screen::Reading(state) => Some(state),
            _ => None,
        }
    }

    /// These records are hidden now: no page of the session shows one of them any more or leads there, and a code of one gives way to the page
    /// below it.
    pub(super) fn forget(&mut self, ids: &[RecordId]) {
        let mut gone = false;
        for screen in self.back.iter_mut().chain(std::iter::once(&mut self.screen)) {
            match screen {
                Screen::Reading(state) => gone |= state.forget(ids),
                Screen::List(state) => state.forget(ids),
                Screen::Search(state) => state.forget(ids),
                Screen::Request(state) => state.forget(ids),
                Screen::Figure(state) => gone |= state.is_of(ids),
                _ => {}
            }
        }
        let over = |screen: &Screen| match screen {
            Screen::Code(_) | Screen::WriteDown(_) => true,
            Screen::Figure(state) => state.is_of(ids),
            _ => false,
        };
        while gone && over(&self.screen) {
            self.back();
        }
    }

    /// Every screen of the session that is a record, so that a change of the grid reaches those below as well.
    pub(super) fn readings(&mut self) -> impl Iterator<Item = &mut reading::State> {
        std::iter::once(&mut self.screen).chain(&mut self.back).filter_map(|screen| match screen {
            Screen::Reading(state) => Some(&mut **state),
            _ => None,
        })
    }
}
