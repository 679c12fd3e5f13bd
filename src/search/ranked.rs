//! A passage with its score, and the best of many.

use std::cmp::Ordering;

use crate::library::{Entry, Ordinal};

/// A passage with its score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Ranked {
    /// Entry in the index.
    pub(super) entry: Entry,
    /// Its record.
    pub(super) card: Ordinal,
    /// Score.
    pub(super) score: f32,
}

impl Ranked {
    /// Where it stands, whatever the order of the records in the index.
    pub(super) fn place(&self) -> (Ordinal, Entry) {
        (self.card, self.entry)
    }
}

/// The passages with the highest scores, while all are gone through.
pub(super) struct Largest {
    kept: Vec<Ranked>,
    count: usize,
    /// Below it a score is none of the highest.
    floor: f32,
}

impl Largest {
    /// At most so many.
    pub(super) fn new(count: usize) -> Self {
        Self { kept: Vec::with_capacity(4 * count), count, floor: f32::MIN }
    }

    /// Whether a score may be one of the highest.
    pub(super) fn may_be(&self, score: f32) -> bool {
        score >= self.floor
    }

    /// One more.
    pub(super) fn add(&mut self, ranked: Ranked) {
        if !self.may_be(ranked.score) {
            return;
        }
        self.kept.push(ranked);
        if self.kept.len() == 4 * self.count {
            self.cut();
            self.floor = self.kept.last().map_or(f32::MIN, |ranked| ranked.score);
        }
    }

    fn cut(&mut self) {
        if self.kept.len() > self.count {
            self.kept.select_nth_unstable_by(self.count.saturating_sub(1), better);
            self.kept.truncate(self.count);
        }
    }

    /// In no order.
    pub(super) fn into_vec(mut self) -> Vec<Ranked> {
        self.cut();
        self.kept
    }
}

/// The passages with the highest scores, in no order, at most `count`.
pub(super) fn largest(all: impl Iterator<Item = Ranked>, count: usize) -> Vec<Ranked> {
    let mut largest = Largest::new(count);
    all.for_each(|ranked| largest.add(ranked));
    largest.into_vec()
}

/// Best first. Of equals the earlier record comes first: entries of different records stand in an order that differs from build to build.
pub(super) fn better(left: &Ranked, right: &Ranked) -> Ordering {
    right.score.total_cmp(&left.score).then(left.place().cmp(&right.place()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_are_kept_whatever_their_order() {
        let scores = (0u16..5000).map(|number| f32::from(u16::try_from(u32::from(number) * 37 % 5000).unwrap()));
        let ranked = Entry::all().zip(scores).map(|(entry, score)| Ranked { entry, card: Ordinal(0), score });
        let kept = largest(ranked, 400);
        assert_eq!(kept.len(), 400);
        assert!(kept.iter().all(|ranked| ranked.score >= 4600.0));
    }
}
