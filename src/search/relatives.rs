//! What stands beside a passage: the others of its record, and its neighbours. Rules are spread over articles that stand together, and the record
//! that speaks most of a subject governs it.

use super::{
    ranked::{Ranked, better},
    tally::Tally,
};
use crate::library::{CardOf, Entry, Ordinal};

/// Passages among which a record is lifted by having several.
pub(super) const FEW: usize = 60;
/// Passages among which a second look counts those of a record as well.
pub(super) const MANY: usize = 400;
/// Part of the excess of a record's passages over the last of [`FEW`] that each of them gains. Tuned on the lay questions, for the first look,
/// where 0.05 found less among the first hundred; the second look chooses its pool by it.
pub(super) const GROUP: f32 = 0.1;
/// Part of a neighbouring passage's score that a passage gains. Tuned with [`GROUP`]: more than 0.2 helps the depth and harms the top.
pub(super) const NEIGHBOUR: f32 = 0.08;

/// Lifts passages that stand among others that answer, and sorts, best first. A re-ranker that reads texts would take its place after this.
/// The pool comes in the order of its entries.
pub(super) fn lift_relatives(pool: &mut [Ranked]) {
    let plain: Vec<Ranked> = pool.to_vec();
    let at = |place: Option<usize>| place.and_then(|place| plain.get(place));
    let mut order = plain.clone();
    order.sort_unstable_by(better);
    order.truncate(FEW);
    let floor = order.last().map_or(0.0, |ranked| ranked.score);
    let mut groups: Vec<(Ordinal, f32)> = Vec::new();
    for ranked in &order {
        match groups.iter_mut().find(|group| group.0 == ranked.card) {
            Some(group) => group.1 += ranked.score - floor,
            None => groups.push((ranked.card, ranked.score - floor)),
        }
    }
    for (place, ranked) in pool.iter_mut().enumerate() {
        let next_to = |other: &&Ranked| other.entry.0.abs_diff(ranked.entry.0) == 1 && other.card == ranked.card;
        let neighbours = [at(place.checked_sub(1)), at(Some(place + 1))].into_iter().flatten().filter(next_to);
        let neighbour = neighbours.map(|other| other.score).fold(0.0, f32::max);
        let group = groups.iter().find(|group| group.0 == ranked.card).map_or(0.0, |group| group.1);
        ranked.score += NEIGHBOUR * neighbour + GROUP * group;
    }
    pool.sort_unstable_by(better);
}

/// Passages of one record among the best.
#[derive(Debug, Default, Clone)]
pub(super) struct Groups {
    by_card: Vec<Group>,
}

/// What a record's passages come to.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Group {
    /// Excess over the last of the first few dozen, added up.
    pub(super) sum: f32,
    /// The same over the last of the first few hundred.
    pub(super) deep: f32,
    /// How many are among the first few dozen.
    pub(super) count: f32,
    /// The best of them.
    pub(super) best: f32,
}

impl Groups {
    /// Of passages, best first; the first [`FEW`] and the first [`MANY`] of them are looked at.
    pub(super) fn of(order: &[Ranked], records: usize) -> Self {
        let mut by_card = vec![Group::default(); records];
        let floor = |count: usize| order.get(count.min(order.len()).wrapping_sub(1)).map_or(0.0, |ranked| ranked.score);
        let (shallow, deep) = (floor(FEW), floor(MANY));
        for (place, ranked) in order.iter().enumerate().take(MANY) {
            let Some(group) = by_card.get_mut(ranked.card.index()) else { continue };
            group.deep += ranked.score - deep;
            group.best = group.best.max(ranked.score);
            if place < FEW {
                group.sum += ranked.score - shallow;
                group.count += 1.0;
            }
        }
        Self { by_card }
    }

    pub(super) fn of_card(&self, card: Ordinal) -> Group {
        self.by_card.get(card.index()).copied().unwrap_or_default()
    }
}

/// Scores of the entries around one, of the same record.
pub(super) struct Around {
    /// Before and after, by distance.
    sides: [(f32, f32); 3],
}

impl Around {
    pub(super) fn of(entry: Entry, tally: &Tally, cards: CardOf<'_>) -> Self {
        let card = cards.card(entry);
        let score = |other: Option<Entry>| {
            let other = other.filter(|other| cards.card(*other) == card);
            other.map_or(0.0, |other| tally.slot(other).score)
        };
        Self { sides: [1, 2, 3].map(|distance| (score(entry.before(distance)), score(entry.after(distance)))) }
    }

    /// The better of the two next to it.
    pub(super) fn next(&self) -> f32 {
        self.sides.first().map_or(0.0, |(before, after)| before.max(*after))
    }

    /// All of them, less with every step away.
    pub(super) fn sum(&self) -> f32 {
        self.sides.iter().zip([1.0, 0.7, 0.4]).map(|((before, after), weight)| weight * (before + after)).sum()
    }

    /// The best of them.
    pub(super) fn best(&self) -> f32 {
        self.sides.iter().fold(0.0, |best, (before, after)| best.max(*before).max(*after))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passage_among_relatives_comes_before_its_equal_alone() {
        let ranked = |entry, card, score| Ranked { entry: Entry(entry), card: Ordinal(card), score };
        // Entries 0 and 1 are of different records; 1 has a neighbour in its own.
        let mut pool = [ranked(0, 0, 5.0), ranked(1, 1, 5.0), ranked(2, 1, 4.0)];
        lift_relatives(&mut pool);
        assert_eq!(pool.map(|ranked| ranked.entry.0), [1, 0, 2]);
    }
}
