//! The clerk: takes what visitors leave, and tells what became of it. The words are sealed before anything is written, and nobody here can read them
//! again.

use std::{
    panic::{self, AssertUnwindSafe},
    path::{Path, PathBuf},
    time::Instant,
};

use jiff::{Timestamp, civil::Date};

use super::{
    effect::{Asked, Reply, Ticket},
    worker::Holdings,
};
use crate::{
    advice::{self, Advise},
    audit::{Deed, Journal, Who},
    config::Config,
    outbox::{Closed, Outbox, OutboxError, Pace, ReceiptNumber},
    request::{Form, SATISFACTION},
    sync,
    text::{VisitorText, day_of},
};

/// Who takes what visitors leave.
pub(super) struct Clerk {
    open: Box<dyn Fn() -> Result<Outbox, OutboxError>>,
    /// The day; none where the clock cannot be right.
    today: Box<dyn Fn() -> Option<Date>>,
    now: Box<dyn Fn() -> Instant>,
    terminal: String,
    pace: Pace,
    /// The same for marks, which are given after another form.
    marks: Pace,
    /// The library whose journal is told that a form was left: its number and the day, nothing else.
    library: Option<PathBuf>,
}

impl Clerk {
    /// The clerk of a terminal. One that has no name, or shows what is in the program, takes nothing.
    pub(super) fn of(holdings: &Holdings, config: &Config) -> Self {
        let terminal = config.sync.terminal.clone();
        match holdings {
            Holdings::Installed(library) if !terminal.is_empty() => {
                let (place, name, library) = (Outbox::place(library), terminal.clone(), library.clone());
                let told = Some(library.clone());
                Self { library: told, ..Self::new(move || opened(&place, &name), move || trusted_day(&library), Instant::now, terminal) }
            }
            _ => Self::none(),
        }
    }

    /// A clerk who takes nothing.
    pub(super) fn none() -> Self {
        Self::new(|| Err(OutboxError::Closed(Closed::NoKey)), || None, Instant::now, String::new())
    }

    /// A clerk with these at hand.
    pub(super) fn new(
        open: impl Fn() -> Result<Outbox, OutboxError> + 'static,
        today: impl Fn() -> Option<Date> + 'static,
        now: impl Fn() -> Instant + 'static,
        terminal: String,
    ) -> Self {
        Self {
            open: Box::new(open),
            today: Box::new(today),
            now: Box::new(now),
            terminal,
            pace: Pace::default(),
            marks: Pace::default(),
            library: None,
        }
    }

    /// Whether a form may be begun. `mark`: only a mark for the terminal.
    pub(super) fn may_leave(&self, ticket: Ticket, mark: bool) -> Reply {
        let pace = if mark { &self.marks } else { &self.pace };
        let open = pace.allows((self.now)()).map_err(OutboxError::Closed);
        let open = open.and_then(|()| (self.open)()?.is_open((self.today)()));
        Reply::MayLeave(ticket, open.map_err(|error| told(&error)))
    }

    /// Seals and keeps a form. Everything is looked at once more: the key may be gone, or the disk full.
    /// `by` filled it in.
    pub(super) fn leave(&mut self, ticket: Ticket, form: &Form, by: Who) -> Reply {
        let now = (self.now)();
        let pace = if form.schema.id == SATISFACTION.id { &mut self.marks } else { &mut self.pace };
        let left = pace.allows(now).map_err(OutboxError::Closed);
        let seal = || (self.open)()?.leave(form, (self.today)());
        // What panics here may have words in its hands: it is told as what it is, nothing left.
        let left = left.and_then(|()| panic::catch_unwind(AssertUnwindSafe(seal)).unwrap_or(Err(OutboxError::NotSealed)));
        if left.is_ok() {
            pace.left(now);
        }
        if let (Ok(receipt), Some(library)) = (&left, &self.library) {
            Journal::of(library).note(by, Deed::FormLeft { receipt: receipt.to_string() });
        }
        Reply::Left(ticket, left.map_err(|error| told(&error)))
    }

    /// What became of a number, as it was typed: whole, or its digits.
    pub(super) fn progress(&self, ticket: Ticket, typed: &VisitorText) -> Reply {
        let whole = typed.reveal().parse::<ReceiptNumber>();
        let Ok(number) = whole.or_else(|_| ReceiptNumber::of_digits(&self.terminal, typed.reveal())) else {
            return Reply::Asked(ticket, Asked { number: None, said: advice::NO_NUMBER.to_owned() });
        };
        let said = match (self.open)().and_then(|outbox| outbox.progress(&number)) {
            Ok(found) => advice::progress(&found),
            Err(OutboxError::Closed(_)) => advice::progress(&crate::outbox::Progress::Unknown),
            Err(error) => told(&error).what,
        };
        Reply::Asked(ticket, Asked { number: Some(number), said })
    }
}

/// An outbox is made by the visit that brings the office's key, and not for somebody who only asks.
fn opened(place: &Path, terminal: &str) -> Result<Outbox, OutboxError> {
    if place.exists() { Outbox::open(place, terminal) } else { Err(OutboxError::Closed(Closed::NoKey)) }
}

/// The day, unless the clock stands before what the office signed, or that cannot be read.
fn trusted_day(library: &Path) -> Option<Date> {
    let now = Timestamp::now();
    (!sync::doubts_clock(library, now).unwrap_or(true)).then(|| day_of(now))
}

fn told(error: &OutboxError) -> Box<advice::Advice> {
    if !matches!(error, OutboxError::Closed(_)) {
        tracing::error!(error = error as &dyn std::error::Error, "what a visitor leaves cannot be kept");
    }
    Box::new(error.advice())
}
