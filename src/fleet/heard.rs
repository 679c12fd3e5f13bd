//! What a terminal heard of its visitors without keeping a word of theirs: marks from 1 to 5, and matters that were asked for and not found, by the
//! terms of the program's own table.

use std::{collections::BTreeMap, fmt};

use serde::{Deserialize, Serialize};

use super::ledger::Counted;

/// What fewer asked for is told to nobody: it might be somebody's.
pub(super) const ENOUGH: u64 = 5;
/// Matters that are told at most.
pub(super) const MOST_MATTERS: usize = 50;
/// Marks by their names in a report, the worst first.
const MARKS: [&str; 5] = ["mark_1", "mark_2", "mark_3", "mark_4", "mark_5"];

/// Marks and matters, in numbers that end at the largest there is.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Heard {
    /// How often each mark was given, 1 first.
    pub marks: [u64; 5],
    /// How often searches that found nothing asked for a matter.
    pub missed: BTreeMap<String, u64>,
}

/// A term of the table may be a word that somebody has just typed: how many there are is all that is shown to programmers.
impl fmt::Debug for Heard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Heard").field("marks", &self.marks).field("missed", &self.missed.len()).finish()
    }
}

impl Heard {
    /// A mark, from 1 to 5; any other is none.
    pub fn mark(mark: u8) -> Self {
        let mut heard = Self::default();
        if let Some(count) = usize::from(mark).checked_sub(1).and_then(|at| heard.marks.get_mut(at)) {
            *count = 1;
        }
        heard
    }

    /// A search that found nothing and was about these matters.
    pub fn missed(&mut self, matters: &[&str]) {
        for matter in matters {
            let times = self.missed.entry((*matter).to_owned()).or_default();
            *times = times.saturating_add(1);
        }
    }

    /// Both together.
    pub fn extend(&mut self, others: &Self) {
        for (count, more) in self.marks.iter_mut().zip(others.marks) {
            *count = count.saturating_add(more);
        }
        for (matter, more) in &others.missed {
            let times = self.missed.entry(matter.clone()).or_default();
            *times = times.saturating_add(*more);
        }
    }

    /// Marks as they stand among the counts of a report; none where nobody gave one.
    pub(super) fn named(&self) -> impl Iterator<Item = (&'static str, u64)> {
        MARKS.into_iter().zip(self.marks).filter(|(_, count)| *count > 0)
    }

    /// The marks among the counts of a report.
    pub fn marks_of(counts: &BTreeMap<String, u64>) -> [u64; 5] {
        MARKS.map(|name| counts.get(name).copied().unwrap_or(0))
    }

    /// Whether a count of a report is one of marks.
    pub fn is_mark(name: &str) -> bool {
        MARKS.contains(&name)
    }

    /// Matters that enough asked for to be told, the most wanted first.
    pub(super) fn often(&self) -> BTreeMap<String, u64> {
        let mut often: Vec<(&String, &u64)> = self.missed.iter().filter(|(_, count)| **count >= ENOUGH).collect();
        often.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        often.into_iter().take(MOST_MATTERS).map(|(matter, count)| (matter.clone(), *count)).collect()
    }
}

impl Counted for Heard {
    const FILE: &str = "heard";
    /// All terms of the table.
    const LIMIT: u64 = 1 << 20;

    fn add(&mut self, others: &Self) {
        self.extend(others);
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::ledger::{Ledger, kept, place},
        *,
    };

    #[test]
    fn marks_and_matters_are_added_up_and_what_few_asked_for_is_told_to_nobody() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("sync")).unwrap();
        let mut visit = Heard::mark(4);
        visit.extend(&Heard::mark(9));
        visit.missed(&["基本养老金", "住房公积金"]);
        for at in 0..5 {
            let mut ledger = Ledger::of(folder.path());
            ledger.add(&visit).unwrap();
            if at == 0 {
                let mut once = Heard::default();
                once.missed(&["艾滋病防治"]);
                ledger.add(&once).unwrap();
            }
        }
        let heard: Heard = kept(folder.path()).unwrap();
        assert_eq!(heard.marks, [0, 0, 0, 5, 0]);
        assert_eq!(heard.missed.get("艾滋病防治"), Some(&1));
        assert_eq!(heard.often(), BTreeMap::from([("住房公积金".to_owned(), 5), ("基本养老金".to_owned(), 5)]));
        let counts: BTreeMap<String, u64> = heard.named().map(|(name, count)| (name.to_owned(), count)).collect();
        assert_eq!((counts.len(), Heard::marks_of(&counts)), (1, [0, 0, 0, 5, 0]));
        std::fs::write(place::<Heard>(folder.path()), "nonsense").unwrap();
        assert_eq!(kept::<Heard>(folder.path()).unwrap(), Heard::default());
    }
}
