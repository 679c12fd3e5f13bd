//! Opinions of those who were asked, and until when they may give them (条例 art. 32, 34).

use super::{Answer, Calendar, Due, Letter, pause::Pauses};

/// Working days that a third party or a body that wrote along has for its opinion, from the day on which it received the letter.
const OPINION_DAYS: u32 = 15;

/// The last day on which somebody who was asked may answer; none until the letter was received.
pub(super) fn opinion_by(letter: &Letter, calendar: &Calendar) -> Due {
    let received = letter.received_on.map_or(Due::Never, Due::On);
    received.then(|received| calendar.working_days(received, OPINION_DAYS, &Pauses::default()))
}

/// When the pause for a letter ended: with its answer, or with the time for it. An answer that comes later moves nothing: the body decides without.
pub(super) fn ended(letter: &Letter, answers: &[&Answer], calendar: &Calendar) -> Due {
    let own = answers.iter().filter(|answer| answer.who == letter.who && answer.on >= letter.on);
    let answered = own.map(|answer| answer.on).min().map_or(Due::Never, Due::On);
    match (answered, opinion_by(letter, calendar)) {
        // The answer is there, whatever the calendar says of the time it might have taken.
        (Due::On(day), Due::Doubtful) => Due::On(day),
        (answered, by) => answered.earlier(by),
    }
}
