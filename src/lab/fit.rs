//! Fitting the weights of the second look to questions whose answers are known.
//!
//! A linear model over the figures of the second look: of the candidates of a question the right ones should have the largest sums (softmax
//! over the list, Cao et al. 2007, "Learning to rank: from pairwise approach to listwise approach"). The loss is convex, so that Newton's method
//! finds its only minimum, and anyone who reruns it finds the same.

use std::collections::{BTreeMap, HashMap};

use super::{
    quality::{Judgements, Quality},
    trec::Trial,
};
use crate::{
    library::Entry,
    search::{COUNT, Engine, NAMES, Row, SearchError, Weights},
};

/// Weight of the squared weights in the loss: figures that say the same share what they say.
const PENALTY: f64 = 3e-3;
const STEPS: usize = 30;
const HALVINGS: i32 = 20;

/// Figures that stand or fall together, as the office reads of them.
const GROUPS: [(&str, &[&str]); 9] = [
    ("日常说法对应的正式用语", &["official", "title_official"]),
    ("条文之间的引用", &["citing_mean", "citing_best", "cited_mean"]),
    ("同一文件的其他段落", &["record_sum", "record_sum_deep", "record_count", "record_count_log", "record_best"]),
    ("前后相邻的段落", &["neighbour_best", "neighbours_sum", "neighbours_wide"]),
    ("问题的字词占了多少", &["pairs_covered", "characters_covered", "rarest", "pairs_share"]),
    ("得分的各部分和名次", &["typed_pairs", "typed_characters", "place"]),
    ("标题", &["title", "title_official"]),
    ("长短", &["length"]),
    ("意思相近", &["meaning", "meaning_sum"]),
];

/// A question with its candidates.
struct Example {
    rows: Vec<Row>,
    right: Vec<bool>,
    /// Right answers, among the candidates or not.
    wanted: usize,
}

/// What fitting came to.
#[derive(Debug)]
pub struct Fitted {
    /// With what the table says that passages mean, by their words alone, and with what a model says: of the first and the last that is fitted anew
    /// which the library was built with.
    weights: [Weights; 3],
    /// Questions used.
    pub questions: usize,
    /// Part of the right answers among the candidates: no weights can do better.
    pub ceiling: f64,
    /// By the score of the words, not weighed.
    pub unweighted: Quality,
    /// Cross-validated as below, and nothing known of what passages mean: another pool, and other weights.
    pub words_alone: Quality,
    /// Each question ranked with weights fitted on the others' folds.
    pub cross_validated: Quality,
    /// The same without a group of figures.
    pub ablation: Vec<(&'static str, Quality)>,
}

impl Fitted {
    /// The table of weights as `data/ranking.csv` has it.
    pub fn table(&self) -> String {
        let [with, without, model] = &self.weights;
        let rows = NAMES.iter().zip(with.0).zip(without.0).zip(model.0);
        rows.map(|(((name, weight), words), model)| format!("{name},{weight:.5},{words:.5},{model:.5}\n")).collect()
    }
}

/// Fits weights to the questions that were judged, cross-validated in `folds` parts.
pub fn fit(engine: &Engine, trials: &[Trial], judgements: &Judgements, folds: usize) -> Result<Fitted, SearchError> {
    let entries = entries(engine)?;
    let judged = |meaning| -> Result<Vec<Example>, SearchError> {
        let judged = trials.iter().filter_map(|trial| Some((trial, judgements.of(&trial.id)?)));
        judged.map(|(trial, right)| Ok(example(engine.second_look(&trial.text, meaning)?, right, &entries))).collect()
    };
    let (examples, without) = (judged(true)?, judged(false)?);
    let all = [true; COUNT];
    let [score, ..] = Weights::read("figure,weight\nscore,1\n");
    let unweighted = without.iter().map(|example| example.quality(&score)).sum();
    let found: f64 = examples.iter().map(Example::found).sum();
    let ablation = GROUPS.iter().map(|(group, names)| {
        let used = NAMES.map(|name| !names.contains(&name));
        (*group, cross_validated(&examples, folds, &used))
    });
    let [fitted, words] = [&examples, &without].map(|examples| minimise(&examples.iter().collect::<Vec<_>>(), &all));
    let [table, _, model] = Weights::shipped().clone();
    Ok(Fitted {
        weights: if engine.library().finds_by_model() { [table, words, fitted] } else { [fitted, words, model] },
        words_alone: cross_validated(&without, folds, &all),
        questions: examples.len(),
        ceiling: found / examples.len().max(1) as f64,
        unweighted,
        cross_validated: cross_validated(&examples, folds, &all),
        ablation: ablation.collect(),
    })
}

/// The entry of each passage, by its id.
fn entries(engine: &Engine) -> Result<HashMap<String, Entry>, SearchError> {
    let Some(index) = engine.library().index() else { return Ok(HashMap::new()) };
    let mut entries = HashMap::new();
    for entry in Entry::all().take(index.card_of().entries()) {
        entries.extend(index.passage(entry)?.map(|passage| (passage.id, entry)));
    }
    Ok(entries)
}

fn example(pool: (Vec<Entry>, Vec<Row>), right: &BTreeMap<String, u32>, entries: &HashMap<String, Entry>) -> Example {
    let (pool, rows) = pool;
    let wanted: Vec<Entry> = right.keys().filter_map(|id| entries.get(id).copied()).collect();
    Example { right: pool.iter().map(|entry| wanted.contains(entry)).collect(), rows, wanted: right.len() }
}

impl Example {
    fn found(&self) -> f64 {
        self.right.iter().filter(|right| **right).count() as f64 / self.wanted.max(1) as f64
    }

    fn quality(&self, weights: &Weights) -> Quality {
        let mut order: Vec<(f32, bool)> = self.rows.iter().zip(&self.right).map(|(row, right)| (weights.weigh(row), *right)).collect();
        order.sort_by(|left, right| right.0.total_cmp(&left.0));
        Quality::of_hits(&order.iter().map(|(_, right)| *right).collect::<Vec<_>>(), self.wanted)
    }
}

/// Every question ranked by weights that were fitted without its fold.
fn cross_validated(examples: &[Example], folds: usize, used: &[bool; COUNT]) -> Quality {
    let folds = folds.max(2);
    (0..folds)
        .map(|fold| {
            let in_fold = |at: usize| at % folds == fold;
            let rest: Vec<&Example> = examples.iter().enumerate().filter(|(at, _)| !in_fold(*at)).map(|(_, example)| example).collect();
            let weights = minimise(&rest, used);
            examples.iter().enumerate().filter(|(at, _)| in_fold(*at)).map(|(_, example)| example.quality(&weights)).sum()
        })
        .sum()
}

/// The weights with the least loss; figures that are not used weigh nothing.
fn minimise(examples: &[&Example], used: &[bool; COUNT]) -> Weights {
    let examples: Vec<&&Example> = examples.iter().filter(|example| example.right.contains(&true)).collect();
    let share = 1.0 / examples.len().max(1) as f64;
    let mut weights = [0.0f64; COUNT];
    for _ in 0..STEPS {
        let mut gradient: [f64; COUNT] = weights.map(|weight| 2.0 * PENALTY * weight);
        let mut curvature = [[0.0f64; COUNT]; COUNT];
        for (at, row) in curvature.iter_mut().enumerate() {
            if let Some(cell) = row.get_mut(at) {
                *cell = 2.0 * PENALTY;
            }
        }
        for example in &examples {
            add(example, &weights, share, &mut gradient, &mut curvature);
        }
        for (at, used) in used.iter().enumerate() {
            if !used {
                fix(at, &mut gradient, &mut curvature);
            }
        }
        let step = solve(curvature, gradient);
        let before = loss(&examples, &weights);
        // A full step can lead past the minimum: it is halved until it leads down.
        let lower = (0..HALVINGS).map(|halvings| 0.5f64.powi(halvings)).find_map(|part| {
            let mut there = weights;
            there.iter_mut().zip(&step).for_each(|(weight, step)| *weight -= part * step);
            (loss(&examples, &there) < before).then_some(there)
        });
        let Some(lower) = lower else { break };
        weights = lower;
    }
    #[expect(clippy::cast_possible_truncation, reason = "weights need no more than single precision")]
    Weights(weights.map(|weight| weight as f32))
}

/// What is made small: how unlikely the right answers are, and how large the weights.
fn loss(examples: &[&&Example], weights: &[f64; COUNT]) -> f64 {
    let of_one = |example: &&&Example| {
        let sums = sums(example, weights);
        let most = sums.iter().copied().fold(f64::MIN, f64::max);
        let all = most + sums.iter().map(|sum| (sum - most).exp()).sum::<f64>().ln();
        let right: Vec<f64> = sums.iter().zip(&example.right).filter(|(_, right)| **right).map(|(sum, _)| all - sum).collect();
        right.iter().sum::<f64>() / right.len().max(1) as f64
    };
    let penalty: f64 = weights.iter().map(|weight| weight * weight).sum();
    examples.iter().map(of_one).sum::<f64>() / examples.len().max(1) as f64 + PENALTY * penalty
}

/// What each candidate's figures come to.
fn sums(example: &Example, weights: &[f64; COUNT]) -> Vec<f64> {
    example.rows.iter().map(|row| row.iter().zip(weights).map(|(value, weight)| f64::from(*value) * weight).sum()).collect()
}

/// Adds the gradient and the curvature of one question's loss.
fn add(example: &Example, weights: &[f64; COUNT], share: f64, gradient: &mut [f64; COUNT], curvature: &mut [[f64; COUNT]; COUNT]) {
    let sums = sums(example, weights);
    let most = sums.iter().copied().fold(f64::MIN, f64::max);
    let raised: Vec<f64> = sums.iter().map(|sum| (sum - most).exp()).collect();
    let total: f64 = raised.iter().sum();
    let right = example.right.iter().filter(|right| **right).count() as f64;
    let mut mean = [0.0; COUNT];
    for ((row, raised), is_right) in example.rows.iter().zip(&raised).zip(&example.right) {
        let chance = raised / total;
        let wanted = if *is_right { 1.0 / right } else { 0.0 };
        for ((mean, gradient), value) in mean.iter_mut().zip(gradient.iter_mut()).zip(row) {
            *mean += chance * f64::from(*value);
            *gradient += share * (chance - wanted) * f64::from(*value);
        }
    }
    for (row, raised) in example.rows.iter().zip(&raised) {
        let chance = share * raised / total;
        // What has no chance bends nothing.
        if chance < 1e-9 {
            continue;
        }
        let off: Vec<f64> = row.iter().zip(&mean).map(|(value, mean)| f64::from(*value) - mean).collect();
        for (line, left) in curvature.iter_mut().zip(&off) {
            line.iter_mut().zip(&off).for_each(|(cell, right)| *cell += chance * left * right);
        }
    }
}

/// Takes a figure out of the equations.
fn fix(at: usize, gradient: &mut [f64; COUNT], curvature: &mut [[f64; COUNT]; COUNT]) {
    if let Some(slot) = gradient.get_mut(at) {
        *slot = 0.0;
    }
    for (line_at, line) in curvature.iter_mut().enumerate() {
        for (cell_at, cell) in line.iter_mut().enumerate() {
            if line_at == at || cell_at == at {
                *cell = f64::from(u8::from(line_at == cell_at));
            }
        }
    }
}

/// Solves a symmetric, positive system by elimination.
fn solve(mut system: [[f64; COUNT]; COUNT], mut right: [f64; COUNT]) -> [f64; COUNT] {
    for pivot in 0..COUNT {
        let (above, below) = system.split_at_mut(pivot + 1);
        let Some(line) = above.last() else { continue };
        let head = line.get(pivot).copied().unwrap_or(1.0);
        let known = right.get(pivot).copied().unwrap_or(0.0);
        for (lower, value) in below.iter_mut().zip(right.iter_mut().skip(pivot + 1)) {
            let factor = lower.get(pivot).copied().unwrap_or(0.0) / head;
            lower.iter_mut().zip(line).skip(pivot).for_each(|(cell, above)| *cell -= factor * above);
            *value -= factor * known;
        }
    }
    let mut solved = [0.0; COUNT];
    for at in (0..COUNT).rev() {
        let Some(line) = system.get(at) else { continue };
        let rest: f64 = line.iter().zip(&solved).skip(at + 1).map(|(cell, value)| cell * value).sum();
        let value = (right.get(at).copied().unwrap_or(0.0) - rest) / line.get(at).copied().unwrap_or(1.0);
        if let Some(slot) = solved.get_mut(at) {
            *slot = value;
        }
    }
    solved
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_is_solved() {
        let mut system = [[0.0; COUNT]; COUNT];
        (0..COUNT).for_each(|at| system[at][at] = 2.0);
        (system[0][1], system[1][0]) = (1.0, 1.0);
        let mut right = [0.0; COUNT];
        (right[0], right[1], right[2]) = (4.0, 5.0, 6.0);
        let solved = solve(system, right);
        assert!((solved[0] - 1.0).abs() < 1e-9 && (solved[1] - 2.0).abs() < 1e-9 && (solved[2] - 3.0).abs() < 1e-9);
    }

    #[test]
    fn what_tells_right_from_wrong_gets_the_weight() {
        let row = |telling: f32, noise: f32| {
            let mut row = [0.0; COUNT];
            (row[0], row[1]) = (telling, noise);
            row
        };
        let examples: Vec<Example> = (0u8..20)
            .map(|at| {
                let noise = if at % 2 == 0 { 1.0 } else { -1.0 };
                Example { rows: vec![row(1.0, noise), row(-1.0, -noise), row(-1.0, noise)], right: vec![true, false, false], wanted: 1 }
            })
            .collect();
        let weights = minimise(&examples.iter().collect::<Vec<_>>(), &[true; COUNT]);
        assert!(weights.0[0] > 1.0 && weights.0[1].abs() < 0.3, "{weights:?}");
        assert!((cross_validated(&examples, 5, &[true; COUNT]).first() - 1.0).abs() < 1e-9);
        let mut without = [true; COUNT];
        without[0] = false;
        assert!(minimise(&examples.iter().collect::<Vec<_>>(), &without).0[0].abs() < 1e-9);
    }
}
