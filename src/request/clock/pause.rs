//! Time that does not count: while others are asked, the term of the reply stands still (条例 art. 33 para. 3).

use jiff::civil::Date;

use super::Due;

/// From the day after a letter was sent to the day on which its answer came, or on which the time for it ended.
#[derive(Debug, Clone, Copy)]
struct Pause {
    sent: Date,
    until: Due,
}

/// All pauses of a matter. Where they overlap, a day is left out once.
#[derive(Debug, Clone, Default)]
pub(super) struct Pauses(Vec<Pause>);

impl Pauses {
    /// From the day after `sent`; never ending until somebody answers, doubtful if nobody can tell when it ended.
    pub(super) fn add(&mut self, sent: Date, until: Due) {
        self.0.push(Pause { sent, until });
    }

    /// Whether a day counts. A pause that surely holds it settles that, whatever is unknown of another.
    pub(super) fn on(&self, day: Date) -> Held {
        let begun = || self.0.iter().filter(|pause| day > pause.sent).map(|pause| pause.until);
        if begun().any(|until| until.day().is_some_and(|until| day <= until)) {
            Held::Still
        } else if begun().any(|until| until == Due::Never) {
            Held::Endless
        } else if begun().any(|until| until == Due::Doubtful) {
            Held::Unknown
        } else {
            Held::Runs
        }
    }
}

/// What the time of a day counts for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Held {
    /// It counts.
    Runs,
    /// It does not count.
    Still,
    /// It does not, nor does any after it until somebody answers.
    Endless,
    /// Nobody can tell.
    Unknown,
}
