//! What happens to a matter, as an office writes it down: one event a step, with the days that the law asks about.

use jiff::{ToSpan, civil::Date};
use serde::Deserialize;

/// A step of a matter.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Event {
    /// An application came.
    Received(Arrival),
    /// The applicant was asked to make it clearer (补正, art. 30).
    CorrectionAsked(Term),
    /// The clearer form came.
    Corrected(Arrival),
    /// A third party was asked (art. 32).
    ThirdPartyAsked(Letter),
    /// It answered, whatever it said.
    #[serde(alias = "third_party_agreed", alias = "third_party_refused")]
    ThirdPartyAnswered(Answer),
    /// A body that wrote along was asked (art. 34).
    CoAuthorAsked(Letter),
    /// It answered.
    CoAuthorAnswered(Answer),
    /// Another body was asked (art. 33 para. 3).
    #[serde(alias = "other_agency_asked")]
    OtherBodyAsked(Letter),
    /// It answered.
    #[serde(alias = "other_agency_answered")]
    OtherBodyAnswered(Answer),
    /// The applicant was told that the reply takes longer (art. 33).
    ExtensionTold(Term),
    /// The applicant was told of a longer term, because much was asked for with good reason (art. 35).
    DelayTold(Delay),
    /// The applicant was told what it costs (art. 42).
    #[serde(alias = "fee_notice", alias = "fee_told", alias = "fee_notified")]
    FeeAsked(Term),
    /// The fee came.
    #[serde(alias = "paid")]
    FeePaid(Day),
    /// The applicant took it back.
    Withdrawn(Day),
    /// The reply reached the applicant.
    DecisionServed(Served),
    /// The applicant learned of the way to a review.
    RightLearned(Day),
    /// The time for the reply ended without one.
    #[serde(alias = "silence", alias = "silent", alias = "not_replied", alias = "no_answer", alias = "reply_overdue")]
    NoReply(Maybe),
    /// A review was taken up.
    ReviewAccepted(Review),
    /// The decision on the review reached the applicant; also one not to take it up (行政复议法 art. 34).
    #[serde(alias = "review_refused", alias = "review_dismissed")]
    ReviewDecided(Day),
    /// The time for the review ended without a decision.
    #[serde(alias = "review_expired")]
    ReviewOverdue(Day),
    /// Information that is published by itself came into being (art. 26).
    #[serde(alias = "changed")]
    Formed(Day),
    /// What the machine takes for today, and the day before which it cannot be.
    Clock(Clock),
    /// The day on which somebody asks.
    Today(Day),
    /// Days of a region beside those of the State Council.
    #[serde(alias = "regional_calendar")]
    Region(Region),
    /// Days off of a region.
    #[serde(alias = "local_holiday", alias = "regional_holidays", alias = "regional_off")]
    RegionalHoliday(Holiday),
    /// A step that this program does not know. It may move any date, so none is told.
    #[serde(other)]
    Unknown,
}

/// An application, or its clearer form, on its way in.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Arrival {
    /// The day on which it was handed in, signed for, or seen.
    pub on: Date,
    /// The way it came.
    #[serde(default)]
    pub by: Option<String>,
    /// The day on which both sides confirmed it.
    #[serde(default)]
    pub confirmed_on: Option<Date>,
    /// Where it went, if not to the disclosure office.
    #[serde(default)]
    pub to: Option<String>,
    /// Whether there was good reason to be late.
    #[serde(default)]
    pub excused: bool,
}

/// Something told, and the days it gives or takes.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Term {
    /// The day on which it was sent or told.
    pub on: Date,
    /// The day on which it was received.
    #[serde(default)]
    pub received_on: Option<Date>,
    /// Working days.
    #[serde(default)]
    pub days: Option<u32>,
}

/// A longer term by agreement of reasons.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Delay {
    /// The day on which it was told.
    pub on: Date,
    /// Its last day.
    #[serde(default)]
    pub until: Option<Date>,
    /// Or working days beyond the term.
    #[serde(default)]
    pub days: Option<u32>,
}

/// A letter that asks for an opinion.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Letter {
    /// The day on which it was sent.
    pub on: Date,
    /// The day on which it was received.
    #[serde(default)]
    pub received_on: Option<Date>,
    /// Whom it went to.
    #[serde(default)]
    pub who: String,
}

/// An opinion.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Answer {
    /// The day on which it came.
    pub on: Date,
    /// Whose it is.
    #[serde(default)]
    pub who: String,
}

/// The reply as it was served.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Served {
    /// The day on which it was received.
    pub on: Date,
    /// The articles it cites.
    #[serde(default)]
    pub article: Cited,
    /// Whether it says where and until when a review may be asked for.
    #[serde(default = "yes")]
    pub told: bool,
}

/// Articles: one, or several.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Cited {
    /// `"36(5)"`, also `"16、36(3)"`.
    Text(String),
    /// `16`.
    Number(u32),
    /// `["16", "36(3)"]`.
    List(Vec<String>),
    /// None was written down.
    #[default]
    Nothing,
}

/// Something on a day.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Day {
    /// The day.
    pub on: Date,
}

/// Something that may be written without its day.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Maybe {
    /// The day, if somebody wrote it down.
    #[serde(default)]
    pub on: Option<Date>,
}

/// A review that was taken up.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Review {
    /// The day on which it was taken up.
    pub on: Date,
    /// `simplified` or `ordinary`.
    #[serde(default)]
    pub procedure: Option<String>,
    /// Calendar days by which it was made longer.
    #[serde(default)]
    pub extended: u32,
}

/// The clock of the machine.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Clock {
    /// What it says.
    pub on: Date,
    /// What it cannot be before.
    #[serde(default)]
    pub floor: Option<Date>,
}

/// A region, with its days.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Region {
    /// What it is called.
    #[serde(default, alias = "region")]
    pub name: Option<String>,
    /// Days off beside those of the whole country.
    #[serde(default, alias = "days", alias = "dates", alias = "holidays")]
    pub off: Option<Vec<Date>>,
    /// Days on which people make up for them.
    #[serde(default)]
    pub work: Vec<Date>,
}

/// Days off, from one to another.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Holiday {
    /// The first.
    #[serde(default, alias = "from")]
    pub on: Option<Date>,
    /// The last, if it is not the first.
    #[serde(default, alias = "to")]
    pub until: Option<Date>,
    /// Or how many, or each of them.
    #[serde(default, alias = "off", alias = "dates")]
    pub days: Option<Days>,
}

/// Days, counted or named.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Days {
    /// So many in a row.
    Count(u32),
    /// These.
    Each(Vec<Date>),
}

/// Days that no holiday exceeds.
const LONGEST_HOLIDAY: usize = 60;

impl Holiday {
    /// Every day of it; none where it is not said which.
    pub(super) fn all(&self) -> Option<Vec<Date>> {
        let last = match (&self.days, self.on) {
            (Some(Days::Each(days)), _) => return Some(days.clone()),
            (_, None) => return None,
            (Some(Days::Count(count)), Some(first)) => first.saturating_add((i64::from(*count).max(1) - 1).days()),
            (None, Some(first)) => self.until.unwrap_or(first),
        };
        let days = self.on?.series(1.day()).take(LONGEST_HOLIDAY);
        Some(days.take_while(|day| *day <= last).collect())
    }
}

fn yes() -> bool {
    true
}
