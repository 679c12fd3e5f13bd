//! The clock of the reply: it starts with receipt, stands still while others are asked, and starts anew on a corrected form or a fee that was paid.

use jiff::civil::Date;

use super::{Due, Event, Term, matter::Matter, pause::Pauses, receipt::receipt};

/// Working days for asking the applicant, once, to make the application clearer (条例 art. 30).
const CORRECT_NOTICE_DAYS: u32 = 7;
/// Working days for the reply, and the most by which it may take longer (art. 33).
const REPLY_DAYS: u32 = 20;
/// Calendar days for paying (国办函〔2020〕109号 art. 6).
const PAY_DAYS: i32 = 30;

/// What the clock of a reply says.
#[derive(Debug)]
pub(super) struct Reply {
    pub(super) receipt: Due,
    pub(super) correct_notice_by: Due,
    /// Where a term for the correction was set.
    pub(super) correction_by: Option<Due>,
    /// Where a fee was asked for.
    pub(super) pay_by: Option<Due>,
    pub(super) reply_by: Due,
    /// Where somebody said that it takes longer.
    pub(super) extended_reply_by: Option<Due>,
}

impl Reply {
    /// Of an application that was received; none where none was.
    pub(super) fn of(matter: &Matter<'_>) -> Option<Self> {
        let arrival = matter.first(|event| if let Event::Received(arrival) = event { Some(arrival) } else { None })?;
        let receipt = receipt(arrival);
        let none = Pauses::default();
        let correction = matter.first(|event| if let Event::CorrectionAsked(term) = event { Some(term) } else { None });
        let fee = matter.first(|event| if let Event::FeeAsked(term) = event { Some(term) } else { None });
        let correction_by = correction.and_then(|asked| correction_by(matter, asked));
        let pay_by = fee.map(|asked| asked.received_on.map_or(Due::Never, Due::On).then(|day| matter.calendar.days(day, PAY_DAYS)));
        let start = match correction {
            Some(asked) => corrected(matter, asked, correction_by),
            None => receipt,
        };
        let start = match (fee, pay_by) {
            (Some(asked), Some(by)) => paid(matter, asked, by),
            _ => start,
        };
        let withdrawn = matter.first(|event| if let Event::Withdrawn(day) = event { Some(day) } else { None });
        let start = if withdrawn.is_some() { Due::Never } else { start };
        let pauses = matter.pauses();
        let reply_by = start.then(|start| matter.calendar.working_days(start, REPLY_DAYS, &pauses));
        Some(Self {
            receipt,
            correct_notice_by: receipt.then(|start| matter.calendar.working_days(start, CORRECT_NOTICE_DAYS, &none)),
            correction_by,
            pay_by,
            reply_by,
            extended_reply_by: extended(matter, start, reply_by, &pauses),
        })
    }

    /// The day on which the reply is due, with what made it later.
    pub(super) fn due(&self) -> Due {
        match self.extended_reply_by {
            Some(Due::Never) | None => self.reply_by,
            Some(extended) => extended,
        }
    }
}

/// The last day for the clearer form; nothing where no term was set. It runs from receipt of the letter that sets it.
fn correction_by(matter: &Matter<'_>, asked: &Term) -> Option<Due> {
    let days = asked.days?;
    let received = asked.received_on.map_or(Due::Never, Due::On);
    Some(received.then(|day| matter.calendar.working_days(day, days, &Pauses::default())))
}

/// From when the reply's clock runs after a correction was asked for: from the first clearer form, by the rules of the way it came. It may be
/// asked for once, so a second letter moves nothing. A form that comes after its term, without good reason, is given up.
fn corrected(matter: &Matter<'_>, asked: &Term, by: Option<Due>) -> Due {
    let forms = matter.all(|event| if let Event::Corrected(arrival) = event { Some(arrival) } else { None });
    let Some(form) = forms.into_iter().find(|form| form.on >= asked.on) else { return Due::Never };
    let late = |sent: Date| by.is_some_and(|by| by.is_over(sent));
    if late(form.on) && !form.excused { Due::Never } else { receipt(form) }
}

/// From when the reply's clock runs after a fee was asked for: from the day on which it was paid. Paid too late is given up.
fn paid(matter: &Matter<'_>, asked: &Term, by: Due) -> Due {
    let payments = matter.all(|event| if let Event::FeePaid(day) = event { Some(day.on) } else { None });
    let paid = payments.into_iter().find(|day| *day >= asked.on);
    paid.filter(|day| !by.is_over(*day)).map_or(Due::Never, Due::On)
}

/// The last day with what it was made longer: only if the applicant was told before the term ended, and by the law's measure at most.
fn extended(matter: &Matter<'_>, start: Due, reply_by: Due, pauses: &Pauses) -> Option<Due> {
    let in_time = |told: Date| reply_by.day().is_some_and(|by| told <= by);
    let told = matter.all(|event| if let Event::ExtensionTold(term) = event { Some(term) } else { None });
    let delay = matter.first(|event| if let Event::DelayTold(delay) = event { Some(delay) } else { None });
    if let Some(delay) = delay {
        let by_days = |days| start.then(|start| matter.calendar.working_days(start, REPLY_DAYS.saturating_add(days), pauses));
        let until = delay.until.map(Due::On).or_else(|| delay.days.map(by_days)).unwrap_or(Due::Doubtful);
        return Some(if in_time(delay.on) { until } else { unheard(reply_by) });
    }
    if told.is_empty() {
        return None;
    }
    let valid = told.into_iter().filter(|term| in_time(term.on));
    let days = valid.map(|term| term.days.unwrap_or(REPLY_DAYS)).fold(0u32, u32::saturating_add).min(REPLY_DAYS);
    if days == 0 {
        return Some(unheard(reply_by));
    }
    Some(start.then(|start| matter.calendar.working_days(start, REPLY_DAYS + days, pauses)))
}

/// Told too late, nothing is longer; whether it was too late is in doubt where the term itself is.
fn unheard(reply_by: Due) -> Due {
    if reply_by == Due::Doubtful { Due::Doubtful } else { Due::Never }
}
