//! How a terminal is used day by day: visits and searches of each of the last weeks. What few did on a day is told to nobody, and what is older is
//! forgotten.

use std::collections::BTreeMap;

use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

use super::{Usage, heard::ENOUGH, ledger::Counted};
use crate::{library::Card, zone::Opens};

/// Days that are kept.
const KEPT: usize = 92;
/// Days that are told.
const TOLD: i32 = 30;

/// Use by day.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Days(BTreeMap<Date, Usage>);

impl Days {
    /// What was done on a day.
    pub fn of(day: Date, usage: Usage) -> Self {
        if usage == Usage::default() { Self::default() } else { Self(BTreeMap::from([(day, usage)])) }
    }

    /// The last thirty days up to this one, the oldest first. A day on which fewer than five came is as one on which nobody did.
    pub fn told(&self, today: Date) -> Vec<(Date, Option<Usage>)> {
        let days = (0..TOLD).rev().filter_map(|ago| today.checked_sub(ago.days()).ok());
        days.map(|day| (day, self.0.get(&day).copied().filter(|usage| usage.sessions >= ENOUGH))).collect()
    }
}

impl Counted for Days {
    const FILE: &str = "days";
    const LIMIT: u64 = 64 << 10;

    fn add(&mut self, others: &Self) {
        for (day, more) in &others.0 {
            let usage = self.0.entry(*day).or_default();
            *usage = usage.and(*more);
        }
        while self.0.len() > KEPT {
            self.0.pop_first();
        }
    }
}

/// What is opened most, by theme: themes of which records were opened five times or more, the most wanted first.
pub fn by_topic<'c>(opens: &Opens, cards: impl IntoIterator<Item = &'c Card>) -> Vec<(String, u64)> {
    let mut topics: BTreeMap<&str, u64> = BTreeMap::new();
    for card in cards {
        let times = opens.of(&card.id);
        for topic in &card.topics {
            let all = topics.entry(topic).or_default();
            *all = all.saturating_add(times);
        }
    }
    let mut topics: Vec<(String, u64)> =
        topics.into_iter().filter(|(_, times)| *times >= ENOUGH).map(|(topic, times)| (topic.to_owned(), times)).collect();
    topics.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
    topics
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::library::Library;

    fn visits(sessions: u64) -> Usage {
        Usage { sessions, searches: 2 * sessions, ..Usage::default() }
    }

    #[test]
    fn days_are_added_up_and_what_few_did_is_as_if_nobody_had() {
        let today = date(2026, 11, 30);
        let mut days = Days::default();
        for (day, sessions) in [(1, 9), (29, 3), (29, 1), (30, 4), (30, 1)] {
            days.add(&Days::of(date(2026, 11, day), visits(sessions)));
        }
        let told = days.told(today);
        assert_eq!((told.len(), told[0].0, told[29].0), (30, date(2026, 11, 1), today));
        assert_eq!((told[0].1, told[28].1, told[29].1), (Some(visits(9)), None, Some(visits(5))));
        assert_eq!(Days::of(today, Usage::default()), Days::default());
        // What is told to nobody is written for nobody either, once it is old.
        for ago in 0..200 {
            days.add(&Days::of(today.checked_sub(ago.days()).unwrap(), visits(1)));
        }
        assert!(days.0.len() <= KEPT && days.0.contains_key(&today));
    }

    #[test]
    fn themes_are_told_from_five_times_on() {
        let library = Library::embedded(jiff::Timestamp::UNIX_EPOCH).unwrap();
        let cards = || library.cards().iter().map(AsRef::as_ref);
        let card = cards().find(|card| card.topics.len() == 1).unwrap();
        let mut opens = Opens::default();
        for times in 1..=6 {
            opens.add(&card.id);
            let told = by_topic(&opens, cards());
            assert_eq!(told, if times < ENOUGH { Vec::new() } else { vec![(card.topics[0].clone(), times)] });
        }
    }
}
