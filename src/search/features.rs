//! What is looked at to tell a better answer from a worse one: for each candidate passage a row of figures, comparable within one question.
//!
//! None of them says which law it is, how long a law is or where in the library it stands: such figures would only learn what a set of questions
//! was about.

use std::io;

use super::{
    citations::Lift,
    field::FieldIndex,
    nearest::Nearest,
    ranked::Ranked,
    relatives::{Around, Groups},
    tally::{FieldWord, Tally},
};
use crate::library::CardOf;

/// The figures by name, in the order of a row.
pub(crate) const NAMES: [&str; COUNT] = [
    "score",
    "typed_pairs",
    "typed_characters",
    "official",
    "place",
    "record_sum",
    "record_sum_deep",
    "record_count",
    "record_count_log",
    "record_best",
    "neighbour_best",
    "neighbours_sum",
    "neighbours_wide",
    "citing_mean",
    "citing_best",
    "cited_mean",
    "pairs_covered",
    "characters_covered",
    "rarest",
    "pairs_share",
    "title",
    "title_official",
    "length",
    "meaning",
    "meaning_sum",
];

/// How many figures there are.
pub(crate) const COUNT: usize = 25;

/// The figures of one candidate.
pub(crate) type Row = [f32; COUNT];

/// What candidates are measured by.
pub(super) struct Measured<'a> {
    pub(super) body: &'a FieldIndex,
    pub(super) known: &'a [FieldWord<'a>],
    pub(super) tally: &'a Tally,
    pub(super) cards: CardOf<'a>,
    pub(super) groups: &'a Groups,
    pub(super) lift: &'a Lift,
    /// Score of each card's title by what was typed, and by official terms.
    pub(super) titles: &'a [(f32, f32)],
    /// What means nearly the same; none where nothing is known of that.
    pub(super) nearest: Option<&'a Nearest>,
}

/// What the words of the query come to in one candidate.
#[derive(Debug, Default, Clone, Copy)]
struct Words {
    pairs: f32,
    characters: f32,
    official: f32,
    pairs_idf: f32,
    characters_idf: f32,
    rarest: f32,
    count: f32,
}

impl Measured<'_> {
    /// One row for each candidate. The candidates stand in the order of their entries, with their scores.
    pub(super) fn rows(&self, pool: &[Ranked]) -> io::Result<Vec<Row>> {
        let words = self.words(pool)?;
        let mut order: Vec<(usize, &Ranked)> = pool.iter().enumerate().collect();
        order.sort_unstable_by_key(|(_, ranked)| ranked.place());
        let score = |ranked: &Ranked| self.tally.slot(ranked.entry).score;
        order.sort_by(|(_, left), (_, right)| score(right).total_cmp(&score(left)));
        let mut places = vec![0.0; pool.len()];
        for (place, (at, _)) in order.into_iter().enumerate() {
            if let Some(slot) = places.get_mut(at) {
                *slot = (place as f32).ln_1p();
            }
        }
        let all_pairs: f32 = self.all(|known| !known.word.weak).max(f32::MIN_POSITIVE);
        let all_characters: f32 = self.all(|known| known.word.weak).max(f32::MIN_POSITIVE);
        let count = self.known.iter().filter(|known| known.word.is_typed() && !known.word.weak).count().max(1) as f32;
        let rows = pool.iter().zip(&words).zip(places).map(|((ranked, words), place)| {
            let entry = ranked.entry;
            let group = self.groups.of_card(ranked.card);
            let around = Around::of(entry, self.tally, self.cards);
            let lifted = |lift: &[f32]| lift.get(entry.index()).copied().unwrap_or(0.0);
            let (title, title_official) = self.titles.get(ranked.card.index()).copied().unwrap_or_default();
            [
                self.tally.slot(entry).score,
                words.pairs,
                words.characters,
                words.official,
                place,
                group.sum,
                group.deep,
                group.count,
                group.count.ln_1p(),
                group.best,
                around.next(),
                around.sum(),
                around.best(),
                lifted(&self.lift.by_citing),
                lifted(&self.lift.by_best),
                lifted(&self.lift.by_cited),
                words.pairs_idf / all_pairs,
                words.characters_idf / all_characters,
                words.rarest,
                words.count / count,
                title,
                title_official,
                (self.body.length(entry) as f32).ln_1p(),
                self.nearest.map_or(0.0, |nearest| nearest.likeness(entry)),
                self.nearest.map_or(0.0, |nearest| nearest.of_record(ranked.card)),
            ]
        });
        Ok(rows.collect())
    }

    /// Rarity of all typed words of a sort.
    fn all(&self, sort: impl Fn(&FieldWord<'_>) -> bool) -> f32 {
        self.known.iter().filter(|known| known.word.is_typed() && sort(known)).map(|known| known.found.idf).sum()
    }

    fn words(&self, pool: &[Ranked]) -> io::Result<Vec<Words>> {
        let mut words = vec![Words::default(); pool.len()];
        for known in self.known {
            let mut next = 0;
            let idf = known.found.idf;
            self.body.score_among(&known.found, pool.iter().map(|ranked| ranked.entry), |entry, score| {
                while pool.get(next).is_some_and(|ranked| ranked.entry < entry) {
                    next += 1;
                }
                let Some(words) = words.get_mut(next) else { return };
                if !known.word.is_typed() {
                    words.official += known.word.worth * score;
                } else if known.word.weak {
                    words.characters += score;
                    words.characters_idf += idf;
                } else {
                    words.pairs += score;
                    words.pairs_idf += idf;
                    words.rarest = words.rarest.max(idf);
                    words.count += 1.0;
                }
            })?;
        }
        Ok(words)
    }
}

/// Rows as they are weighed: every figure with mean 0 and spread 1 among the candidates.
pub(super) fn standardised(mut rows: Vec<Row>) -> Vec<Row> {
    let count = rows.len().max(1) as f32;
    for figure in 0..COUNT {
        let at = |row: &Row| row.get(figure).copied().unwrap_or(0.0);
        let mean = rows.iter().map(at).sum::<f32>() / count;
        let spread = (rows.iter().map(|row| (at(row) - mean).powi(2)).sum::<f32>() / count).sqrt();
        for value in rows.iter_mut().filter_map(|row| row.get_mut(figure)) {
            *value = (*value - mean) / (spread + 1e-6);
        }
    }
    rows
}
