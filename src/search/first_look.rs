//! The first look: passages by their words, quick enough for every key.

use std::io;

use super::{
    field::FieldIndex,
    ranked::{Largest, Ranked},
    relatives::lift_relatives,
    tally::{Slot, Tally, look_up},
    terms::Terms,
};
use crate::library::{CardOf, Entry, Ordinal};

/// Han characters on their own that occur in more of the passages than this add time and no quality: on the lay questions nothing is lost without
/// them.
pub(super) const COMMON: f32 = 0.35;

/// Entries of inverted lists that one look goes through; what is common beyond them is added up in the pool only. Reached by long questions to
/// some hundred thousand passages, where a key would be answered too late otherwise: tuned on ten times the articles (594,880), whose slowest
/// whole questions it took from 67 to 24 ms.
const PATIENCE: f32 = 200_000.0;

/// The best passages, best first, at most `pool`, and the score that a passage of nothing but the query would come near to.
///
/// `each` is shown every passage that contains any of the words gone through, as [`Tally::each_stretch`] does it. Pairs and whole words choose the pool, the rarest first; single
/// characters, which are in most passages, and the commonest of the rest, where all would take too long, are added up only there.
pub(super) fn best(
    field: &FieldIndex,
    terms: &Terms,
    tally: &mut Tally,
    cards: CardOf<'_>,
    pool: usize,
    mut each: impl FnMut(Ordinal, Entry, &[Slot]),
) -> io::Result<(Vec<Ranked>, f32)> {
    let (mut known, most) = look_up(field, terms)?;
    // Words that only ask (怎么, 可以) are in very many passages and tell none apart.
    known.retain(|known| known.word.weak || known.word.units != 0);
    let anything_strong = known.iter().any(|known| !known.word.weak);
    known.sort_by(|left, right| left.found.share.total_cmp(&right.found.share));
    tally.clear(cards.entries());
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
    let mut largest = Largest::new(pool);
    tally.each_stretch(cards, |card, first, stretch| {
        each(card, first, stretch);
        // Most stretches hold none of the best, and going through one without a decision costs less than deciding for each of its passages.
        if !largest.may_be(highest(stretch)) {
            return;
        }
        for (distance, slot) in (0..).zip(stretch) {
            if largest.may_be(slot.score)
                && slot.score > 0.0
                && let Some(entry) = first.after(distance)
            {
                largest.add(Ranked { entry, card, score: slot.score });
            }
        }
    });
    let mut pool = largest.into_vec();
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

/// The highest score of a stretch: none is below zero, so that their bits are in the same order.
fn highest(stretch: &[Slot]) -> f32 {
    f32::from_bits(stretch.iter().fold(0, |highest, slot| highest.max(slot.score.to_bits())))
}
