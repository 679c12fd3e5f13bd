//! All legal dates of a matter: each event brings the dates that the law ties to it, and no other.

use std::collections::BTreeMap;

use super::{
    Calendar, Due, Event,
    matter::{Matter, co_author, third_party},
    remedy::{REVIEW_DAYS, SUIT_AFTER_REVIEW_DAYS, SUIT_MONTHS, against},
    reply::Reply,
};

/// Working days until what is published by itself must be public (条例 art. 26).
const PUBLISH_DAYS: u32 = 20;
/// Calendar days for a review: by the ordinary way, by the simple one, and the most by which the ordinary one may take longer (行政复议法 art. 62).
const REVIEW_TAKES: (i32, i32, i32) = (60, 30, 30);

/// The dates of a matter, by what they are called in files.
pub type Dates = BTreeMap<&'static str, Due>;

/// Works out what the law says about the days of a matter. Where the clock is in doubt, or a step is not known, every date is.
pub fn reckon(events: &[Event]) -> Dates {
    let matter = Matter::new(events);
    let mut dates = Dates::new();
    let reply = Reply::of(&matter);
    if let Some(reply) = &reply {
        dates.insert("receipt", reply.receipt);
        dates.insert("correct_notice_by", reply.correct_notice_by);
        dates.insert("reply_by", reply.reply_by);
        let more = [("correction_by", reply.correction_by), ("pay_by", reply.pay_by), ("extended_reply_by", reply.extended_reply_by)];
        dates.extend(more.into_iter().filter_map(|(key, due)| Some((key, due?))));
    }
    let asked = [("third_party_by", matter.opinions_by(third_party)), ("co_author_by", matter.opinions_by(co_author))];
    dates.extend(asked.into_iter().filter_map(|(key, due)| Some((key, due?))));
    if let Some(formed) = matter.first(|event| if let Event::Formed(day) = event { Some(day.on) } else { None }) {
        dates.insert("publish_by", matter.calendar.working_days(formed, PUBLISH_DAYS, &super::pause::Pauses::default()));
    }
    remedies(&matter, reply.as_ref(), &mut dates);
    if matter.doubtful {
        dates.values_mut().for_each(|due| *due = Due::Doubtful);
    }
    dates
}

/// The days on which people work, as far as notices and what was written down of a matter say.
pub fn calendar_of(events: &[Event]) -> Calendar {
    Matter::new(events).calendar
}

fn remedies(matter: &Matter<'_>, reply: Option<&Reply>, dates: &mut Dates) {
    let calendar = &matter.calendar;
    let served = matter.first(|event| if let Event::DecisionServed(served) = event { Some(served) } else { None });
    if let Some(served) = served {
        let learned = matter.first(|event| if let Event::RightLearned(day) = event { Some(day.on) } else { None });
        let remedy = against(served, learned, calendar);
        dates.insert("review_by", remedy.review_by);
        dates.insert("suit_by", remedy.suit_by);
        dates.extend(remedy.outer_limit.map(|outer| ("outer_limit", outer)));
    } else if let Some(due) = silent_since(matter, reply) {
        // Silence opens both doors (法释〔2025〕8号 art. 2), though 行政复议法 art. 23(1)(3) may be read as closing the second: whoever goes through
        // the first is right by both.
        dates.insert("review_by", due.then(|due| calendar.days(due, REVIEW_DAYS)));
        dates.insert("suit_by", due.then(|due| calendar.months(due, SUIT_MONTHS)));
    }
    if let Some(review) = matter.first(|event| if let Event::ReviewAccepted(review) = event { Some(review) } else { None }) {
        let (ordinary, simple, more) = REVIEW_TAKES;
        let takes = match review.procedure.as_deref() {
            Some("simplified") => simple,
            _ => ordinary + more.min(i32::try_from(review.extended).unwrap_or(more)),
        };
        dates.insert("review_decision_by", calendar.days(review.on, takes));
    }
    let ended = matter.first(|event| match event {
        Event::ReviewDecided(day) | Event::ReviewOverdue(day) => Some(day.on),
        _ => None,
    });
    if let Some(ended) = ended {
        dates.insert("suit_by", calendar.days(ended, SUIT_AFTER_REVIEW_DAYS));
    }
}

/// The day on which the time for a reply ended without one.
fn silent_since(matter: &Matter<'_>, reply: Option<&Reply>) -> Option<Due> {
    let due = reply.map(Reply::due);
    let said = matter.first(|event| if let Event::NoReply(day) = event { Some(day.on) } else { None });
    let passed = due.zip(matter.today).is_some_and(|(due, today)| due.is_over(today));
    match (said, due) {
        (Some(_), Some(due)) => Some(due),
        (Some(on), None) => Some(on.map_or(Due::Doubtful, Due::On)),
        (None, due) => due.filter(|_| passed),
    }
}
