//! What visitors see and leave: library, what is hidden, what waits, the journal, day and year.

use jiff::{Timestamp, civil::Date};

use super::{
    ContentFault, Machine,
    settings::{Seen, is_unset},
};
use crate::{
    config::Config,
    launch,
    library::{Library, LibraryError, hidden},
    outbox::{Outbox, OutboxError},
    policy::{is_working_day, misses_next_year},
    sync,
    text::day_of,
};

/// Days after which content is old.
const OLD: i64 = 30;
/// Days after which what visitors left should have gone to the office.
const WAITS: i32 = 14;

/// The settings as visitors see them: with those over them that came with what answers.
pub(super) fn shown(machine: &Machine, config: &Config) -> Config {
    let dir = machine.of_settings(&config.library.path);
    let opened = if is_unset(&config.library.path) { None } else { Library::open(&dir).ok() };
    opened.and_then(|library| library.settings()).map_or_else(|| config.clone(), |settings| settings.over(config))
}

/// What visitors see, read to its last byte.
pub(super) fn library(machine: &Machine, config: &Config, now: Timestamp) -> Seen<ContentFault> {
    if is_unset(&config.library.path) {
        return (String::new(), vec![ContentFault::Sample]);
    }
    let dir = machine.of_settings(&config.library.path);
    let opened = match Library::open(&dir) {
        Ok(opened) => opened,
        Err(LibraryError::NoLibrary { .. }) => return (dir.display().to_string(), vec![ContentFault::NoLibrary]),
        Err(error) => return (dir.display().to_string(), vec![ContentFault::LibraryBroken(error)]),
    };
    // Whether working days are known is asked after this.
    opened.take_its_rules();
    let info = opened.info();
    let mut findings: Vec<ContentFault> = info.passed_over.clone().map(ContentFault::FellBack).into_iter().collect();
    if info.index_damaged {
        findings.push(ContentFault::NoIndex);
    }
    findings.extend(Library::verify(&dir).err().filter(|_| !info.index_damaged).map(ContentFault::Damaged));
    if config.takes_sticks() && !sync::may_show(&dir, info).unwrap_or(true) {
        findings.push(ContentFault::NotSigned);
    }
    let given_up: Vec<String> =
        launch::state(&dir).given_up.iter().filter(|program| program.is_wanted()).map(ToString::to_string).collect();
    findings.extend((!given_up.is_empty()).then_some(ContentFault::ProgramsGivenUp(given_up)));
    let days = i64::from((day_of(now) - info.made_on()).get_days());
    if days > OLD {
        findings.push(ContentFault::Old(days));
    }
    if hidden(&dir).lost(Some(&info.origin)) {
        findings.push(ContentFault::HiddenLost);
    }
    (format!("{} · {}", info.name, info.records()), findings)
}

pub(super) fn hides(machine: &Machine, config: &Config) -> Seen<ContentFault> {
    let count = hidden(&machine.of_settings(&config.library.path)).records.len();
    (count.to_string(), if count == 0 { Vec::new() } else { vec![ContentFault::Hides(count)] })
}

/// What visitors left, and whether more can be left.
pub(super) fn outbox(machine: &Machine, config: &Config, now: Timestamp) -> Option<Seen<ContentFault>> {
    let dir = machine.of_settings(&config.library.path);
    if is_unset(&config.library.path) || config.sync.terminal.is_empty() {
        return None;
    }
    let place = Outbox::place(&dir);
    if !place.exists() {
        return Some((String::new(), vec![ContentFault::FormsClosed(crate::outbox::Closed::NoKey)]));
    }
    let broken = |error: &OutboxError| (String::new(), vec![ContentFault::OutboxBroken(error.to_string())]);
    let outbox = match Outbox::open(&place, &config.sync.terminal) {
        Ok(outbox) => outbox,
        Err(error) => return Some(broken(&error)),
    };
    let today = day_of(now);
    let mut findings = Vec::new();
    if let Err(OutboxError::Closed(why)) = outbox.is_open(Some(today)) {
        findings.push(ContentFault::FormsClosed(why));
    }
    let waiting = outbox.waiting().unwrap_or(0);
    match outbox.waits_since() {
        Ok(Some(since)) if (today - since).get_days() > WAITS => findings.push(ContentFault::WaitsLong(waiting, since)),
        Ok(_) => {}
        Err(error) => return Some(broken(&error)),
    }
    match outbox.faults() {
        Ok(faults) => findings.extend(faults.into_iter().map(ContentFault::OutboxBroken)),
        Err(error) => return Some(broken(&error)),
    }
    Some((waiting.to_string(), findings))
}

pub(super) fn journal(machine: &Machine, config: &Config) -> Option<Seen<ContentFault>> {
    // One that cannot even be read is no better than one that does not hold together.
    let Ok(chain) = sync::journal(&machine.of_settings(&config.library.path)) else {
        return Some(("0".to_owned(), vec![ContentFault::JournalTorn(1)]));
    };
    let findings = if chain.faults.is_empty() { Vec::new() } else { vec![ContentFault::JournalTorn(chain.faults.len())] };
    Some((chain.entries.len().to_string(), findings))
}

/// The clock is behind what the office signed; ahead it cannot be told.
pub(super) fn clock(machine: &Machine, config: &Config, now: Timestamp) -> Seen<ContentFault> {
    let behind = sync::doubts_clock(&machine.of_settings(&config.library.path), now).unwrap_or(false);
    let seen = format!("{} {}", crate::text::moment(now), config.hall.time_zone);
    (seen, if behind { vec![ContentFault::ClockBehind] } else { Vec::new() })
}

/// Working days are known for this year and, once they should have been announced, for the next.
pub(super) fn holidays(today: Date) -> Seen<ContentFault> {
    let this = is_working_day(today).is_none().then_some(today.year());
    let next = misses_next_year(today).then_some(today.year() + 1);
    (today.year().to_string(), this.into_iter().chain(next).map(ContentFault::NoHolidays).collect())
}
