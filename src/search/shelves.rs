//! What filters ask for, kept as numbers: which shelf every record stands on, and how many of them an answer holds.

use std::{collections::HashMap, sync::Arc};

use rustc_hash::FxHashMap;

use super::{day::State, found::Facets, query::Filter};
use crate::{
    library::{Card, Ordinal},
    policy::{RecordKind, Validity},
};

/// A condition of a filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Condition {
    Kind = 1,
    DocumentKind = 2,
    Body = 4,
    Year = 8,
    Validity = 16,
    Topic = 32,
    Theme = 64,
    Audience = 128,
}

/// Distinct values, numbered.
#[derive(Default)]
struct Values {
    names: Vec<String>,
    numbers: HashMap<String, u32>,
}

impl Values {
    fn number(&mut self, name: &str) -> u32 {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let number = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        self.names.push(name.to_owned());
        self.numbers.insert(name.to_owned(), number);
        number
    }

    fn numbers(&mut self, names: &[String]) -> Vec<u32> {
        names.iter().map(|name| self.number(name)).collect()
    }
}

/// Where one record stands.
struct Row {
    kind: RecordKind,
    document_kind: Option<u32>,
    body: Option<u32>,
    year: Option<i16>,
    topics: Vec<u32>,
    themes: Vec<u32>,
    audience: Vec<u32>,
}

/// Where all records stand, by ordinal of their cards.
#[derive(Default)]
pub(super) struct Shelves {
    document_kinds: Values,
    bodies: Values,
    topics: Values,
    themes: Values,
    audiences: Values,
    rows: Vec<Row>,
}

/// A filter in numbers; a value that no record has is a number that none bears.
pub(super) struct Wanted<'a> {
    filter: &'a Filter,
    document_kind: Option<u32>,
    body: Option<u32>,
    topic: Option<u32>,
    theme: Option<u32>,
    audience: Option<u32>,
}

impl Shelves {
    pub(super) fn new(cards: &[Arc<Card>]) -> Self {
        let mut shelves = Self::default();
        for card in cards {
            let row = Row {
                kind: card.kind,
                document_kind: card.document_kind.as_ref().map(|kind| shelves.document_kinds.number(kind.name())),
                body: card.body.as_ref().map(|body| shelves.bodies.number(body)),
                year: card.dated.map(jiff::civil::Date::year),
                topics: shelves.topics.numbers(&card.topics),
                themes: shelves.themes.numbers(&card.themes),
                audience: shelves.audiences.numbers(&card.audience),
            };
            shelves.rows.push(row);
        }
        shelves
    }

    pub(super) fn wanted<'a>(&self, filter: &'a Filter) -> Wanted<'a> {
        let number =
            |values: &Values, name: &Option<String>| name.as_ref().map(|name| values.numbers.get(name).copied().unwrap_or(u32::MAX));
        Wanted {
            filter,
            document_kind: number(&self.document_kinds, &filter.document_kind),
            body: number(&self.bodies, &filter.body),
            topic: number(&self.topics, &filter.topic),
            theme: number(&self.themes, &filter.theme),
            audience: number(&self.audiences, &filter.audience),
        }
    }

    /// The conditions that a record does not meet, one bit each; 0 if it passes.
    pub(super) fn unmet(&self, wanted: &Wanted<'_>, ordinal: Ordinal, state: &State) -> u8 {
        let Some(row) = self.rows.get(ordinal.index()) else { return u8::MAX };
        let filter = wanted.filter;
        let is_document = row.kind == RecordKind::Document;
        let checks = [
            (Condition::Kind, filter.kind.is_none_or(|kind| kind == row.kind)),
            (Condition::DocumentKind, wanted.document_kind.is_none_or(|kind| row.document_kind == Some(kind))),
            (Condition::Body, wanted.body.is_none_or(|body| row.body == Some(body))),
            (Condition::Year, filter.year.is_none_or(|year| row.year == Some(year))),
            (Condition::Validity, filter.validity.is_none_or(|validity| is_document && state.validity() == validity)),
            (Condition::Topic, wanted.topic.is_none_or(|topic| row.topics.contains(&topic))),
            (Condition::Theme, wanted.theme.is_none_or(|theme| row.themes.contains(&theme))),
            (Condition::Audience, wanted.audience.is_none_or(|audience| row.audience.contains(&audience))),
        ];
        checks.into_iter().filter(|(_, met)| !met).fold(0, |unmet, (condition, _)| unmet | condition as u8)
    }
}

/// Counts for the filters, while an answer is gone through.
pub(super) struct Counts<'a> {
    shelves: &'a Shelves,
    /// By the places of kinds and validities among all there are.
    kinds: [usize; RecordKind::ALL.len()],
    validities: [usize; Validity::ALL.len()],
    years: FxHashMap<i16, usize>,
    document_kinds: Vec<usize>,
    bodies: Vec<usize>,
    topics: Vec<usize>,
    audiences: Vec<usize>,
}

impl<'a> Counts<'a> {
    pub(super) fn new(shelves: &'a Shelves) -> Self {
        let zeros = |values: &Values| vec![0; values.names.len()];
        Self {
            shelves,
            kinds: [0; RecordKind::ALL.len()],
            validities: [0; Validity::ALL.len()],
            years: FxHashMap::default(),
            document_kinds: zeros(&shelves.document_kinds),
            bodies: zeros(&shelves.bodies),
            topics: zeros(&shelves.topics),
            audiences: zeros(&shelves.audiences),
        }
    }

    /// Counts a matching record for every filter that would leave it: all other conditions are met. Ended documents that are not listed count
    /// for 有效性 alone, which is how they are asked for.
    pub(super) fn add(&mut self, ordinal: Ordinal, state: &State, unmet: u8, listed: bool) {
        let Some(row) = self.shelves.rows.get(ordinal.index()) else { return };
        let leaves = |condition: Condition| unmet & !(condition as u8) == 0;
        if leaves(Condition::Validity) && row.kind == RecordKind::Document {
            add_one(&mut self.validities, state.validity() as usize);
        }
        if !listed {
            return;
        }
        if leaves(Condition::Kind) {
            add_one(&mut self.kinds, row.kind as usize);
        }
        if leaves(Condition::DocumentKind) {
            count(&mut self.document_kinds, row.document_kind.as_slice());
        }
        if leaves(Condition::Body) {
            count(&mut self.bodies, row.body.as_slice());
        }
        if leaves(Condition::Year)
            && let Some(year) = row.year
        {
            *self.years.entry(year).or_default() += 1;
        }
        if leaves(Condition::Topic) {
            count(&mut self.topics, &row.topics);
        }
        if leaves(Condition::Audience) {
            count(&mut self.audiences, &row.audience);
        }
    }

    pub(super) fn facets(self) -> Facets {
        let mut years: Vec<_> = self.years.into_iter().collect();
        years.sort_unstable_by_key(|(year, _)| std::cmp::Reverse(*year));
        Facets {
            kinds: largest_first(&RecordKind::ALL, &self.kinds),
            document_kinds: named(&self.shelves.document_kinds, self.document_kinds),
            bodies: named(&self.shelves.bodies, self.bodies),
            years,
            validities: largest_first(&Validity::ALL, &self.validities),
            topics: named(&self.shelves.topics, self.topics),
            audiences: named(&self.shelves.audiences, self.audiences),
        }
    }
}

fn count(counts: &mut [usize], values: &[u32]) {
    values.iter().for_each(|value| add_one(counts, *value as usize));
}

fn add_one(counts: &mut [usize], at: usize) {
    if let Some(count) = counts.get_mut(at) {
        *count += 1;
    }
}

fn largest_first<T: Ord + Copy>(all: &[T], counts: &[usize]) -> Vec<(T, usize)> {
    let mut counts: Vec<_> = all.iter().copied().zip(counts.iter().copied()).filter(|(_, count)| *count > 0).collect();
    counts.sort_unstable_by_key(|(value, count)| (std::cmp::Reverse(*count), *value));
    counts
}

fn named(values: &Values, counts: Vec<usize>) -> Vec<(String, usize)> {
    let mut counts: Vec<_> = values.names.iter().zip(counts).filter(|(_, count)| *count > 0).collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts.into_iter().map(|(name, count)| (name.clone(), count)).collect()
}
