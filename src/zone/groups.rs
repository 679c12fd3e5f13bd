//! Groups of records: themes, bodies, years and the like, each with how many records are in it.

use std::collections::BTreeMap;

use crate::{
    library::Card,
    policy::{GroupedBy, Grouping, KindTable, Selection, themes},
};

use super::{browse::Browse, listing::ListEntry, way::ListKind};

impl Browse<'_> {
    /// Groups with how many records they hold, in the order given, others after them by size.
    fn counted(counts: BTreeMap<String, usize>, order: &[String], select: impl Fn(String) -> Selection) -> Vec<ListEntry> {
        let place = |name: &String| order.iter().position(|known| known == name).unwrap_or(usize::MAX);
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort_by(|(a, many_a), (b, many_b)| place(a).cmp(&place(b)).then(many_b.cmp(many_a)).then(a.cmp(b)));
        counts
            .into_iter()
            .map(|(name, count)| ListEntry::list(name.clone(), format!("{count} 项"), ListKind::of(select(name.clone()), &name)))
            .collect()
    }

    fn count(&self, names: impl Fn(&Card) -> Vec<String>) -> BTreeMap<String, usize> {
        let mut counts = BTreeMap::new();
        for name in self.cards().flat_map(|card| names(card)) {
            *counts.entry(name).or_default() += 1;
        }
        counts
    }

    /// The names of the groups to which a card belongs.
    pub(super) fn names(card: &Card, grouping: Grouping) -> Vec<String> {
        if grouping.kind.is_some_and(|kind| card.kind != kind) {
            return Vec::new();
        }
        match grouping.by {
            GroupedBy::Topic => card.topics.clone(),
            GroupedBy::Theme => card.themes.clone(),
            GroupedBy::DocumentKind => card.document_kind.iter().map(|kind| kind.name().to_owned()).collect(),
            GroupedBy::Body => card.body.iter().cloned().collect(),
            GroupedBy::Year => card.dated.iter().map(|date| date.year().to_string()).collect(),
            GroupedBy::Group => card.group.iter().cloned().collect(),
        }
    }

    /// The groups of a grouping, each leading to the list of its records.
    pub(super) fn groups(&self, grouping: Grouping) -> Vec<ListEntry> {
        let counts = self.count(|card| Self::names(card, grouping));
        let kind = grouping.kind;
        let nothing = Selection::default;
        match grouping.by {
            GroupedBy::Topic => {
                Self::counted(counts, &self.library.info().topics, |topic| Selection { topic: Some(topic), kind, ..nothing() })
            }
            GroupedBy::Theme => Self::counted(counts, themes(), |theme| Selection { theme: Some(theme), kind, ..nothing() }),
            GroupedBy::DocumentKind => {
                let order: Vec<String> = KindTable::shipped().names().map(str::to_owned).collect();
                Self::counted(counts, &order, |name| Selection { document_kind: Some(name), kind, ..nothing() })
            }
            // Who looks for a body's papers is helped by its guides as well.
            GroupedBy::Body => Self::counted(counts, &[], |body| Selection { body: Some(body), ..nothing() }),
            GroupedBy::Group => Self::counted(counts, &[], |group| Selection { group: Some(group), kind, ..nothing() }),
            GroupedBy::Year => {
                let years = counts.into_iter().rev().filter_map(|(year, count)| {
                    let selection = Selection { year: Some(year.parse().ok()?), kind, ..nothing() };
                    Some(ListEntry::list(format!("{year}年"), format!("{count} 项"), ListKind::of(selection, &year)))
                });
                years.collect()
            }
        }
    }
}
