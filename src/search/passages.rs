//! Passages: which of them answer best, and which record they speak for.

use super::tally::Slot;

/// Passages that are looked at more closely.
const POOL: usize = 400;
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
    pub(super) entry: u32,
    /// Score.
    pub(super) score: f32,
}

/// The best passages, best first, at most [`POOL`]. A re-ranker that reads texts would take its place after this.
pub(super) fn best(slots: &[Slot], cards: &[u32]) -> Vec<Ranked> {
    let mut pool = largest(slots, POOL);
    let floor = pool.get(GROUP_POOL.min(pool.len()).saturating_sub(1)).map_or(0.0, |ranked| ranked.score);
    let card_of = |entry: u32| cards.get(entry as usize).copied();
    let mut lifted: Vec<(u32, f32)> = Vec::new();
    for ranked in pool.iter().take(GROUP_POOL) {
        let Some(card) = card_of(ranked.entry) else { continue };
        match lifted.iter_mut().find(|group| group.0 == card) {
            Some(group) => group.1 += ranked.score - floor,
            None => lifted.push((card, ranked.score - floor)),
        }
    }
    let score_of = |entry: u32, card: Option<u32>| {
        if card_of(entry) == card { slots.get(entry as usize).map_or(0.0, |slot| slot.score) } else { 0.0 }
    };
    for ranked in &mut pool {
        let card = card_of(ranked.entry);
        let before = ranked.entry.checked_sub(1).map_or(0.0, |entry| score_of(entry, card));
        let neighbour = before.max(score_of(ranked.entry + 1, card));
        let group = lifted.iter().find(|group| Some(group.0) == card).map_or(0.0, |group| group.1);
        ranked.score += NEIGHBOUR * neighbour + GROUP * group;
    }
    pool.sort_by(|left, right| right.score.total_cmp(&left.score).then(left.entry.cmp(&right.entry)));
    pool
}

/// The entries with the highest scores above zero, best first.
fn largest(slots: &[Slot], count: usize) -> Vec<Ranked> {
    let descending = |left: &Ranked, right: &Ranked| right.score.total_cmp(&left.score).then(left.entry.cmp(&right.entry));
    let mut kept: Vec<Ranked> = Vec::with_capacity(4 * count);
    let mut floor = 0.0;
    for (entry, slot) in (0..).zip(slots) {
        if slot.score <= floor {
            continue;
        }
        kept.push(Ranked { entry, score: slot.score });
        if kept.len() == 4 * count {
            kept.select_nth_unstable_by(count - 1, descending);
            kept.truncate(count);
            floor = kept.last().map_or(0.0, |ranked| ranked.score);
        }
    }
    kept.sort_by(descending);
    kept.truncate(count);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slots(scores: &[f32]) -> Vec<Slot> {
        scores.iter().map(|score| Slot { score: *score, units: 0 }).collect()
    }

    #[test]
    fn the_best_are_kept_whatever_their_order() {
        let scores: Vec<f32> = (0u16..5000).map(|number| f32::from(number * 37 % 5000)).collect();
        let kept = largest(&slots(&scores), 10);
        let kept: Vec<f32> = kept.iter().map(|ranked| ranked.score).collect();
        assert_eq!(kept, (4990u16..5000).rev().map(f32::from).collect::<Vec<_>>());
    }

    #[test]
    fn a_passage_among_relatives_comes_before_its_equal_alone() {
        // Entries 0 and 1 are of different records; 1 has a neighbour in its own.
        let ranked = best(&slots(&[5.0, 5.0, 4.0]), &[0, 1, 1]);
        assert_eq!(ranked.first().unwrap().entry, 1);
        assert!(best(&[], &[]).is_empty());
    }
}
