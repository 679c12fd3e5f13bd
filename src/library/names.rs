//! What words mean among several sources: each understands its own first, and nobody else's words are bent by what a guest calls its papers.
//!
//! The first source speaks for the library, the others are guests. A guest may point at what the first one holds, and change or end only what is
//! its own. The first may end what a guest holds, and is never led there by a name that the guest chose.

use std::collections::BTreeMap;

use crate::{
    policy::{LinkKind, RecordId},
    source::Reading,
};

/// The record that a link of a source means.
pub(super) fn target(readings: &[Reading], of: usize, kind: LinkKind, words: &str) -> Option<RecordId> {
    let (first, guests) = readings.split_first()?;
    if !kind.touches() {
        return leads(readings, of, words);
    }
    let own = readings.get(of)?.names.resolve(words);
    if of > 0 {
        own
    } else {
        own.or_else(|| guests.iter().find_map(|guest| guest.names.resolve(words)).filter(|_| !first.names.knows(words)))
    }
}

/// The record to which words of a source lead whoever reads them.
pub(super) fn leads(readings: &[Reading], of: usize, words: &str) -> Option<RecordId> {
    let own = readings.get(of)?.names.resolve(words);
    own.or_else(|| if of > 0 { readings.first()?.names.resolve(words) } else { None })
}

/// What the words of links lead to, whoever uses them: the first source's word counts; where guests mean different things, none does.
#[derive(Default)]
pub(super) struct Meant<'w>(BTreeMap<&'w str, (usize, Option<u32>)>);

impl<'w> Meant<'w> {
    /// Sources come in the order of their numbers.
    pub(super) fn add(&mut self, of: usize, words: &'w str, target: Option<u32>) {
        let (by, known) = self.0.entry(words).or_insert((of, target));
        if *by == of {
            *known = known.or(target);
        } else if *by > 0 && *known != target {
            *known = None;
        }
    }

    pub(super) fn all(&self) -> impl Iterator<Item = (&'w str, u32)> {
        self.0.iter().filter_map(|(words, (_, target))| Some((*words, (*target)?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_sources_words_lead_where_it_says_and_guests_that_differ_lead_nowhere() {
        let mut meant = Meant::default();
        // The same words of one source: one record is named by its own title, another names it.
        meant.add(0, "甲", None);
        meant.add(0, "甲", Some(1));
        meant.add(0, "乙", None);
        meant.add(1, "乙", Some(7));
        meant.add(1, "甲", Some(7));
        meant.add(1, "丙", Some(7));
        meant.add(2, "丙", Some(8));
        meant.add(2, "丁", Some(1));
        meant.add(3, "丁", Some(1));
        assert_eq!(meant.all().collect::<Vec<_>>(), [("丁", 1), ("甲", 1)]);
    }
}
