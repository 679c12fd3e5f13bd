//! Who stands at the window: tells staff what was left here, by numbers and days, and writes down what was handed in.

use std::path::{Path, PathBuf};

use jiff::{Timestamp, civil::Date};

use super::worker::Holdings;
use crate::{
    advice::{Advice, Advise},
    audit::{Deed, Journal, Who},
    config::Config,
    outbox::{Closed, Left, Outbox, OutboxError, ReceiptNumber},
    sync,
    text::day_of,
};

/// Who stands at the window.
pub(super) struct Window {
    /// Where the terminal's library lies, and its name; none where it takes nothing from visitors.
    place: Option<(PathBuf, String)>,
    /// The day; none where the clock cannot be right.
    today: fn(&Path) -> Option<Date>,
}

impl Window {
    /// The window of a terminal.
    pub(super) fn of(holdings: &Holdings, config: &Config) -> Self {
        let name = config.sync.terminal.clone();
        let place =
            if let (Holdings::Installed(library), false) = (holdings, name.is_empty()) { Some((library.clone(), name)) } else { None };
        Self { place, today: trusted_day }
    }

    /// A window at which nothing was ever left.
    pub(super) fn none() -> Self {
        Self { place: None, today: trusted_day }
    }

    /// The window of a library on another day.
    #[cfg(test)]
    pub(super) fn on(library: &Path, name: &str, today: fn(&Path) -> Option<Date>) -> Self {
        Self { place: Some((library.to_owned(), name.to_owned())), today }
    }

    /// What was left here.
    pub(super) fn left(&self) -> Result<Vec<Left>, Box<Advice>> {
        let Some(outbox) = self.outbox().map_err(told)? else { return Ok(Vec::new()) };
        outbox.left().map_err(told)
    }

    /// Writes down that an application was handed in today, as `by` says, and tells what was left.
    pub(super) fn receive(&self, receipt: &ReceiptNumber, by: Who) -> Result<Vec<Left>, Box<Advice>> {
        let closed = |why| told(OutboxError::Closed(why));
        let (Some((library, _)), Some(mut outbox)) = (&self.place, self.outbox().map_err(told)?) else { return Err(closed(Closed::NoKey)) };
        let today = (self.today)(library).ok_or_else(|| closed(Closed::Clock))?;
        if outbox.receive(receipt, today).map_err(told)? {
            Journal::of(library).note(by, Deed::FormReceived { receipt: receipt.to_string() });
        }
        outbox.left().map_err(told)
    }

    /// The outbox, where there is one.
    fn outbox(&self) -> Result<Option<Outbox>, OutboxError> {
        let Some((library, name)) = &self.place else { return Ok(None) };
        let place = Outbox::place(library);
        place.exists().then(|| Outbox::open(&place, name)).transpose()
    }
}

/// The day, unless the clock stands before what the office signed, or that cannot be read.
fn trusted_day(library: &Path) -> Option<Date> {
    let now = Timestamp::now();
    (!sync::doubts_clock(library, now).unwrap_or(true)).then(|| day_of(now))
}

#[expect(clippy::needless_pass_by_value, reason = "it is what map_err hands over")]
fn told(error: OutboxError) -> Box<Advice> {
    tracing::warn!(error = &error as &dyn std::error::Error, "the window");
    Box::new(error.advice())
}
