//! Passages: which of them answer best, and which record they speak for.

use std::{cmp::Ordering, io};

use super::{
    field::FieldIndex,
    tally::{Slot, Tally, look_up},
    terms::Terms,
};
use crate::library::{CardOf, Entry, Ordinal};

/// Han characters on their own that occur in more of the passages than this add time and no quality.
pub(super) const COMMON: f32 = 0.35;

/// Passages that are looked at more closely where passages are asked for, and where they only speak for records.
pub(super) const POOL: usize = 400;
pub(super) const SMALL_POOL: usize = 64;
/// Entries of inverted lists that one look goes through; what is common beyond them is added up in the pool only. Reached by long questions to
/// some hundred thousand passages, where a key would be answered too late otherwise.
const PATIENCE: f32 = 200_000.0;
/// Passages among which a record is lifted by having several.
const GROUP_POOL: usize = 60;
/// Part of a neighbouring passage's score that an article gains: rules are spread over articles that stand together.
const NEIGHBOUR: f32 = 0.08;
/// Part of the excess of a record's passages that each of them gains: the record that speaks most of a subject governs it.
const GROUP: f32 = 0.1;

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

/// The best passages, best first, at most `pool`, and the score that a passage of nothing but the query would come near to.
///
/// `each` is shown every passage that contains any of the words gone through. Pairs and whole words choose the pool, the rarest first; single
/// characters, which are in most passages, and the commonest of the rest, where all would take too long, are added up only there.
pub(super) fn best(
    field: &FieldIndex,
    terms: &Terms,
    tally: &mut Tally,
    cards: CardOf<'_>,
    pool: usize,
    mut each: impl FnMut(Entry, Slot),
) -> io::Result<(Vec<Ranked>, f32)> {
    let (mut known, most) = look_up(field, terms)?;
    // Words that only ask (怎么, 可以) are in very many passages and tell none apart.
    known.retain(|known| known.word.weak || known.word.units != 0);
    let anything_strong = known.iter().any(|known| !known.word.weak);
    known.sort_by(|left, right| left.found.share.total_cmp(&right.found.share));
    let (mut patience, mut later) = (PATIENCE, Vec::new());
    for known in known {
        let entries = known.found.share * cards.entries() as f32;
        if known.word.weak && anything_strong || patience < entries && patience < PATIENCE {
            later.push(known);
            continue;
        }
        patience -= entries;
        field.score(&known.found, |entry, score| tally.add(entry, known.word.worth * score, known.word.units))?;
    }
    let all = tally.touched().filter_map(|(entry, slot)| {
        each(entry, slot);
        Some(Ranked { entry, card: cards.card(entry)?, score: slot.score })
    });
    let mut pool = largest(all, pool);
    pool.sort_unstable_by_key(|ranked| ranked.entry);
    for known in later.into_iter().filter(|known| !known.word.weak || known.found.share <= COMMON) {
        let mut rest = pool.iter_mut();
        let entries: Vec<Entry> = rest.as_slice().iter().map(|ranked| ranked.entry).collect();
        field.score_among(&known.found, entries.into_iter(), |entry, score| {
            if let Some(ranked) = rest.find(|ranked| ranked.entry == entry) {
                ranked.score += known.word.worth * score;
            }
        })?;
    }
    lift_relatives(&mut pool);
    Ok((pool, most))
}

/// Lifts passages that stand among others that answer, and sorts, best first. A re-ranker that reads texts would take its place after this.
/// The pool comes in the order of its entries.
fn lift_relatives(pool: &mut [Ranked]) {
    let plain: Vec<Ranked> = pool.to_vec();
    let at = |place: Option<usize>| place.and_then(|place| plain.get(place));
    let mut order = plain.clone();
    order.sort_unstable_by(better);
    order.truncate(GROUP_POOL);
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

/// The passages with the highest scores, in no order, at most `count`.
pub(super) fn largest(all: impl Iterator<Item = Ranked>, count: usize) -> Vec<Ranked> {
    let mut kept: Vec<Ranked> = Vec::with_capacity(4 * count);
    let mut floor = f32::MIN;
    for ranked in all {
        if ranked.score < floor {
            continue;
        }
        kept.push(ranked);
        if kept.len() == 4 * count {
            kept.select_nth_unstable_by(count - 1, better);
            kept.truncate(count);
            floor = kept.last().map_or(f32::MIN, |ranked| ranked.score);
        }
    }
    if kept.len() > count {
        kept.select_nth_unstable_by(count - 1, better);
        kept.truncate(count);
    }
    kept
}

/// Best first. Of equals the earlier record comes first: entries of different records stand in an order that differs from build to build.
pub(super) fn better(left: &Ranked, right: &Ranked) -> Ordering {
    right.score.total_cmp(&left.score).then(left.place().cmp(&right.place()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ranked(scores: &[f32]) -> Vec<Ranked> {
        Entry::all().zip(scores).map(|(entry, score)| Ranked { entry, card: Ordinal(0), score: *score }).collect()
    }

    #[test]
    fn the_best_are_kept_whatever_their_order() {
        let scores: Vec<f32> = (0u16..5000).map(|number| f32::from(u16::try_from(u32::from(number) * 37 % 5000).unwrap())).collect();
        let kept = largest(ranked(&scores).into_iter(), POOL);
        assert_eq!(kept.len(), POOL);
        assert!(kept.iter().all(|ranked| ranked.score >= 4600.0));
    }

    #[test]
    fn a_passage_among_relatives_comes_before_its_equal_alone() {
        // Entries 0 and 1 are of different records; 1 has a neighbour in its own.
        let mut pool = ranked(&[5.0, 5.0, 4.0]);
        pool.iter_mut().skip(1).for_each(|ranked| ranked.card = Ordinal(1));
        lift_relatives(&mut pool);
        assert_eq!(pool.iter().map(|ranked| ranked.entry.0).collect::<Vec<_>>(), [1, 0, 2]);
    }
}
