//! The second look: the best few hundred passages of a question weighed by more than their words.
//!
//! Takes longer than a keystroke may, and is done when the typing pauses.

use std::{io, sync::LazyLock};

use super::{
    features::{COUNT, Measured, NAMES, Row, standardised},
    first_look::COMMON,
    lists::Lists,
    nearest::Nearest,
    ranked::{Ranked, better, largest},
    relatives::{Around, GROUP, Groups, MANY, NEIGHBOUR},
    tally::{Slot, Tally, look_up},
    terms::Terms,
};
use crate::library::{CardOf, Entry, Ordinal};

/// Passages that are looked at more closely for their words. On the lay questions these hold .875 of the right ones, half as many .853.
pub(super) const POOL: usize = 400;
/// Part of the mean score of the passages that cite a passage, gained while candidates are chosen. Tuned on the lay questions.
const CITING: f32 = 0.3;

/// What each figure weighs.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Weights(pub(crate) Row);

/// `data/ranking.csv`: with what passages mean, by their words alone, and with what a model says they mean.
static FITTED: LazyLock<[Weights; 3]> = LazyLock::new(|| Weights::read(include_str!("../../data/ranking.csv")));

impl Weights {
    /// The weights inside the program, for questions of which is known what they mean, or not.
    pub(super) fn fitted(nearest: Option<&Nearest>) -> &'static Self {
        let [with, without, by_model] = &*FITTED;
        match nearest {
            None => without,
            Some(nearest) if nearest.by_model() => by_model,
            Some(_) => with,
        }
    }

    /// All weights inside the program, in the order of their table.
    pub(crate) fn shipped() -> &'static [Self; 3] {
        &FITTED
    }

    /// Reads a table of names and weights, with what passages mean, by their words alone, and by a model; what it does not name weighs nothing.
    pub(crate) fn read(text: &str) -> [Self; 3] {
        let mut weights = [[0.0; COUNT]; 3];
        let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(text.as_bytes());
        for row in reader.records().filter_map(Result::ok) {
            let place = row.get(0).and_then(|name| NAMES.iter().position(|known| *known == name));
            for (weights, text) in weights.iter_mut().zip(row.iter().skip(1)) {
                let slot = place.and_then(|place| weights.get_mut(place));
                if let Some((slot, weight)) = slot.zip(text.trim().parse().ok()) {
                    *slot = weight;
                }
            }
        }
        weights.map(Self)
    }

    /// What a row comes to.
    pub(crate) fn weigh(&self, row: &Row) -> f32 {
        self.0.iter().zip(row).map(|(weight, value)| weight * value).sum()
    }
}

/// What a second look needs to know of a library.
pub(super) struct SecondLook<'a> {
    pub(super) lists: &'a Lists,
    pub(super) cards: CardOf<'a>,
    /// How many cards there are.
    pub(super) records: usize,
    /// What means nearly the same; none where nothing is known of that.
    pub(super) nearest: Option<&'a Nearest>,
}

/// The candidates of a question.
pub(super) struct Candidates {
    /// In the order of their records, with the scores they were chosen by.
    pub(super) pool: Vec<Ranked>,
    /// What is looked at, standardised.
    pub(super) rows: Vec<Row>,
    /// The score that a passage of nothing but the query would come near to.
    pub(super) most: f32,
}

impl SecondLook<'_> {
    /// The best passages, best first, at most [`POOL`] and those that mean nearly the same, with scores on the scale of the first look. `each` is shown every passage that contains
    /// any of the words.
    pub(super) fn best(
        &self,
        terms: &Terms,
        tally: &mut Tally,
        each: impl FnMut(Ordinal, Entry, &[Slot]),
    ) -> io::Result<(Vec<Ranked>, f32)> {
        let Candidates { mut pool, rows, most } = self.candidates(terms, tally, each)?;
        let weights = Weights::fitted(self.nearest);
        let mut scores: Vec<f32> = pool.iter().map(|ranked| ranked.score).collect();
        scores.sort_unstable_by(|left, right| right.total_cmp(left));
        for (ranked, row) in pool.iter_mut().zip(&rows) {
            ranked.score = weights.weigh(row);
        }
        pool.sort_unstable_by(better);
        // What follows mixes these scores with others: the order is new, the scale stays.
        for (ranked, score) in pool.iter_mut().zip(scores) {
            ranked.score = score;
        }
        Ok((pool, most))
    }

    /// Chooses candidates and looks at them.
    pub(super) fn candidates(
        &self,
        terms: &Terms,
        tally: &mut Tally,
        mut each: impl FnMut(Ordinal, Entry, &[Slot]),
    ) -> io::Result<Candidates> {
        let (mut known, most) = look_up(&self.lists.body, terms)?;
        known.retain(|known| known.word.weak || known.word.units != 0);
        let anything_strong = known.iter().any(|known| !known.word.weak);
        tally.clear(self.cards.entries());
        for known in known.iter().filter(|known| !known.word.weak || !anything_strong || known.found.share <= COMMON) {
            self.lists.body.score(&known.found, |entry, score| tally.add(entry, known.word.worth * score, known.word.units))?;
        }
        let touched = tally.touched().filter_map(|(entry, slot)| Some(Ranked { entry, card: self.cards.card(entry)?, score: slot.score }));
        let mut order = largest(touched, MANY);
        order.sort_unstable_by(better);
        let groups = Groups::of(&order, self.records);
        let lift = self.lists.citations.lift(self.cards.entries(), |entry| tally.slot(entry).score);
        let lifted = |entry: Entry, card| {
            let group = groups.of_card(card).sum;
            let neighbour = Around::of(entry, tally, self.cards).next();
            let citing = lift.by_citing.get(entry.index()).copied().unwrap_or(0.0);
            Ranked { entry, card, score: tally.slot(entry).score + GROUP * group + NEIGHBOUR * neighbour + CITING * citing }
        };
        let touched = tally.touched().filter_map(|(entry, slot)| {
            let card = self.cards.card(entry)?;
            each(card, entry, std::slice::from_ref(&slot));
            Some(lifted(entry, card))
        });
        let mut pool = largest(touched, POOL);
        pool.extend(self.nearest.into_iter().flat_map(Nearest::joined).map(|(entry, card)| lifted(entry, card)));
        pool.sort_unstable_by_key(|ranked| ranked.entry);
        pool.dedup_by_key(|ranked| ranked.entry);
        let titles = self.titles(terms)?;
        let (body, cards, nearest) = (&self.lists.body, self.cards, self.nearest);
        let measured = Measured { body, known: &known, tally, cards, groups: &groups, lift: &lift, titles: &titles, nearest };
        let rows = measured.rows(&pool)?;
        // Sums come out the same to the last digit however the index was built.
        let mut looked_at: Vec<(Ranked, Row)> = pool.into_iter().zip(rows).collect();
        looked_at.sort_unstable_by_key(|(ranked, _)| ranked.place());
        let (pool, rows): (Vec<Ranked>, Vec<Row>) = looked_at.into_iter().unzip();
        let rows = standardised(rows);
        Ok(Candidates { pool, rows, most })
    }

    /// What the title of each card says of pairs that were typed, and of official terms.
    fn titles(&self, terms: &Terms) -> io::Result<Vec<(f32, f32)>> {
        let mut titles = vec![(0.0, 0.0); self.records];
        let (known, _) = look_up(&self.lists.title, terms)?;
        for known in known.iter().filter(|known| !known.word.weak && known.word.units != 0) {
            self.lists.title.score(&known.found, |entry, score| {
                if let Some(title) = self.cards.card(entry).and_then(|card| titles.get_mut(card.index())) {
                    if known.word.is_typed() {
                        title.0 += score;
                    } else {
                        title.1 += known.word.worth * score;
                    }
                }
            })?;
        }
        Ok(titles)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_in_the_program_name_what_is_looked_at() {
        let text = include_str!("../../data/ranking.csv");
        let named: Vec<&str> =
            text.lines().filter(|line| !line.starts_with('#')).skip(1).filter_map(|line| line.split(',').next()).collect();
        assert_eq!(named, NAMES);
        assert!(Weights::shipped().iter().all(|weights| weights.0.iter().any(|weight| *weight != 0.0)));
        assert_eq!(Weights::fitted(None).0[COUNT - 2..], [0.0; 2], "what nobody knows weighs nothing");
    }

    #[test]
    fn a_row_weighs_what_its_figures_weigh() {
        let [weights, without, _] = Weights::read("figure,weight,words\nscore,2,5\nnonsense,9,9\nplace,-1,0\n");
        let mut row = [0.0; COUNT];
        (row[0], row[4]) = (3.0, 4.0);
        assert!((weights.weigh(&row) - 2.0).abs() < 1e-6);
        assert!((without.weigh(&row) - 15.0).abs() < 1e-6);
    }
}
