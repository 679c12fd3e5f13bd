//! The events of one matter, by what they are: what the other rooms ask for.

use jiff::civil::Date;

use super::{
    Answer, Calendar, Due, Event, Letter,
    opinion::{ended, opinion_by},
    pause::Pauses,
};
use crate::policy::Today;

/// One matter.
#[derive(Debug)]
pub(super) struct Matter<'a> {
    pub(super) events: &'a [Event],
    pub(super) calendar: Calendar,
    /// The day on which somebody asks, if it is known.
    pub(super) today: Option<Date>,
    /// Nothing may be told of it.
    pub(super) doubtful: bool,
}

impl<'a> Matter<'a> {
    pub(super) fn new(events: &'a [Event]) -> Self {
        let mut calendar = Calendar::default();
        let mut today = None;
        let mut doubtful = false;
        for event in events {
            match event {
                Event::Today(day) => today = Some(day.on),
                Event::Clock(clock) => {
                    today = today.or(Some(clock.on));
                    doubtful |= clock.floor.is_some_and(|floor| Today::new(clock.on, floor).doubt.is_some());
                }
                Event::Region(region) => {
                    match &region.off {
                        Some(off) => off.iter().for_each(|day| calendar.rest_on(*day)),
                        None => calendar.doubt_region(),
                    }
                    region.work.iter().for_each(|day| calendar.work_on(*day));
                }
                Event::RegionalHoliday(holiday) => match holiday.all() {
                    Some(days) => days.into_iter().for_each(|day| calendar.rest_on(day)),
                    None => calendar.doubt_region(),
                },
                // It came tomorrow: the clock runs behind.
                Event::Received(arrival) => doubtful |= clock_before(events, arrival.on),
                Event::Unknown => doubtful = true,
                _ => {}
            }
        }
        Self { events, calendar, today, doubtful }
    }

    /// The first of its kind.
    pub(super) fn first<T>(&self, kind: impl Fn(&'a Event) -> Option<T>) -> Option<T> {
        self.events.iter().find_map(kind)
    }

    /// All of a kind.
    pub(super) fn all<T>(&self, kind: impl Fn(&'a Event) -> Option<T>) -> Vec<T> {
        self.events.iter().filter_map(kind).collect()
    }

    /// When time does not count.
    pub(super) fn pauses(&self) -> Pauses {
        let kinds: [(Of<Letter>, Of<Answer>); 3] = [
            (third_party, |event| if let Event::ThirdPartyAnswered(answer) = event { Some(answer) } else { None }),
            (co_author, |event| if let Event::CoAuthorAnswered(answer) = event { Some(answer) } else { None }),
            (other_body, |event| if let Event::OtherBodyAnswered(answer) = event { Some(answer) } else { None }),
        ];
        let mut all = Pauses::default();
        for (asked, answered) in kinds {
            let answers = self.all(answered);
            self.all(asked).into_iter().for_each(|letter| all.add(letter.on, ended(letter, &answers, &self.calendar)));
        }
        all
    }

    /// The last day for the opinions of everybody who was asked; none if nobody was.
    pub(super) fn opinions_by(&self, kind: Of<Letter>) -> Option<Due> {
        self.all(kind).into_iter().map(|letter| opinion_by(letter, &self.calendar)).reduce(Due::later)
    }
}

/// The fact of an event, where it is of the kind.
type Of<T> = fn(&Event) -> Option<&T>;

fn clock_before(events: &[Event], day: Date) -> bool {
    events.iter().any(|event| matches!(event, Event::Clock(clock) if clock.on < day))
}

pub(super) fn third_party(event: &Event) -> Option<&Letter> {
    if let Event::ThirdPartyAsked(letter) = event { Some(letter) } else { None }
}

pub(super) fn co_author(event: &Event) -> Option<&Letter> {
    if let Event::CoAuthorAsked(letter) = event { Some(letter) } else { None }
}

fn other_body(event: &Event) -> Option<&Letter> {
    if let Event::OtherBodyAsked(letter) = event { Some(letter) } else { None }
}
