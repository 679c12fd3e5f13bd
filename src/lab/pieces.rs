//! Fitting the table of pieces anew: numbers for every piece of a word, so that the pieces of a text add up to the direction in which a model sees
//! the whole text.
//!
//! Ridge regression by conjugate gradients, from the directions of the pieces themselves: what a piece is in few texts stays near what it is alone.
//! Everything has a fixed order, so that who reruns it over the same texts finds the same table.

use std::collections::BTreeMap;

use crate::meaning::{DIMENSIONS, Piece, Table};

/// What it costs to lead a piece elsewhere than it leads alone: the λ of the regression. Measured with the steps (`data/meaning/README.md`).
const RIDGE: f32 = 0.1;
const STEPS: usize = 25;
/// Rounds in which the directions are found that texts differ in most.
const ROUNDS: usize = 60;
/// One text in so many is kept apart, to see how well the table tells what it was not fitted to.
const APART: usize = 10;

/// Numbers as the table has them.
type Row = [f32; DIMENSIONS];

/// A text and where the model sees it lead.
#[derive(Debug, Clone, PartialEq)]
pub struct Lesson {
    /// The text.
    pub text: String,
    /// Its direction, of any length.
    pub direction: Vec<f32>,
}

/// A table, fitted.
#[derive(Debug)]
pub struct FittedPieces {
    /// Its pieces; of those that no text had, as they lead alone.
    pub pieces: Vec<Piece>,
    /// Texts that it was fitted to.
    pub texts: usize,
    /// Mean cosine between where table and model see a text lead, of texts that a table was not fitted to.
    pub apart: f64,
}

/// The words of a text: pieces by number, each with its part.
type Words = Vec<(usize, f32)>;

/// Fits the pieces of a table to lessons. `alone` says where the model sees each piece lead by itself, in the order of [`Table::pieces`].
pub fn fit_pieces(table: &Table, lessons: &[Lesson], alone: &[Vec<f32>]) -> FittedPieces {
    let known = table.pieces();
    let counts: Vec<Vec<(u32, f32)>> = lessons.iter().map(|lesson| table.counts(&lesson.text)).collect();
    let rare = rarity(known.len(), &counts);
    let texts: Vec<Words> = counts.iter().map(|counts| words(counts, &rare)).collect();
    let taught = centred(lessons.iter().map(|lesson| lesson.direction.as_slice()));
    let base = base(&taught);
    let targets: Vec<Row> = taught.iter().map(|direction| projected(direction, &base)).collect();
    let begins: Vec<Row> = centred(alone.iter().map(Vec::as_slice)).iter().map(|direction| projected(direction, &base)).collect();
    let fitted = |chosen: &dyn Fn(usize) -> bool| {
        let chosen: Vec<usize> = (0..texts.len()).filter(|at| chosen(*at)).collect();
        let of = |at: &usize| Some((texts.get(*at)?, targets.get(*at)?));
        let (texts, targets): (Vec<&Words>, Vec<&Row>) = chosen.iter().filter_map(of).unzip();
        solved(&texts, &targets, begins.clone())
    };
    let part = fitted(&|at| at % APART != 0);
    let apart: Vec<f64> = texts.iter().zip(&targets).step_by(APART).map(|(words, target)| cosine(&sum(words, &part), target)).collect();
    let pieces = known.iter().zip(&rare).zip(fitted(&|_| true));
    FittedPieces {
        pieces: pieces
            .map(|(((text, likely), rare), vector)| Piece { text: (*text).to_owned(), likely: *likely, rare: *rare, vector })
            .collect(),
        texts: texts.len(),
        apart: apart.iter().sum::<f64>() / apart.len().max(1) as f64,
    }
}

/// How rare each piece is among the texts: ln(1 + (N − n + ½) / (n + ½)).
fn rarity(pieces: usize, counts: &[Vec<(u32, f32)>]) -> Vec<f32> {
    let mut texts = vec![0.0f32; pieces];
    for (piece, _) in counts.iter().flatten() {
        if let Some(texts) = texts.get_mut(*piece as usize) {
            *texts += 1.0;
        }
    }
    let all = counts.len() as f32;
    texts.into_iter().map(|texts| (1.0 + (all - texts + 0.5) / (texts + 0.5)).ln()).collect()
}

/// What each piece has of a text; what is said again and again counts less every time.
fn words(counts: &[(u32, f32)], rare: &[f32]) -> Words {
    let weighed: Words =
        counts.iter().map(|(piece, count)| (*piece as usize, count.ln_1p() * rare.get(*piece as usize).copied().unwrap_or(0.0))).collect();
    let all: f32 = weighed.iter().map(|(_, weight)| weight).sum::<f32>().max(1e-6);
    weighed.into_iter().map(|(piece, weight)| (piece, weight / all)).collect()
}

/// Directions of length one without their mean: what all have in common says nothing.
fn centred<'a>(directions: impl Iterator<Item = &'a [f32]>) -> Vec<Vec<f32>> {
    let mut all: Vec<Vec<f32>> = directions
        .map(|direction| {
            let length = direction.iter().map(|number| number * number).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
            direction.iter().map(|number| number / length).collect()
        })
        .collect();
    let width = all.first().map_or(0, Vec::len);
    let mut mean = vec![0.0f64; width];
    for direction in &all {
        mean.iter_mut().zip(direction).for_each(|(mean, number)| *mean += f64::from(*number));
    }
    let count = all.len().max(1) as f64;
    for direction in &mut all {
        #[expect(clippy::cast_possible_truncation, reason = "a mean of numbers below one")]
        direction.iter_mut().zip(&mean).for_each(|(number, mean)| *number -= (mean / count) as f32);
    }
    all
}

/// The directions in which these differ most, each at right angles to the others: subspace iteration on their covariance.
fn base(directions: &[Vec<f32>]) -> Vec<Vec<f64>> {
    let width = directions.first().map_or(0, Vec::len);
    let mut covariance = vec![vec![0.0f64; width]; width];
    for direction in directions {
        for (line, left) in covariance.iter_mut().zip(direction) {
            line.iter_mut().zip(direction).for_each(|(cell, right)| *cell += f64::from(left * right));
        }
    }
    let mut base: Vec<Vec<f64>> =
        (0..DIMENSIONS.min(width)).map(|at| (0..width).map(|place| f64::from(u8::from(place == at))).collect()).collect();
    for _ in 0..ROUNDS {
        for axis in &mut base {
            *axis = covariance.iter().map(|line| line.iter().zip(axis.iter()).map(|(cell, number)| cell * number).sum()).collect();
        }
        upright(&mut base);
    }
    base
}

/// Turns axes so that each stands at right angles to those before it and has length one; one that leads nowhere new becomes nothing.
fn upright(axes: &mut [Vec<f64>]) {
    for at in 0..axes.len() {
        let (before, rest) = axes.split_at_mut(at);
        let Some(axis) = rest.first_mut() else { return };
        for other in before.iter() {
            let shared: f64 = axis.iter().zip(other).map(|(left, right)| left * right).sum();
            axis.iter_mut().zip(other).for_each(|(number, other)| *number -= shared * other);
        }
        let length = axis.iter().map(|number| number * number).sum::<f64>().sqrt();
        let scale = if length > 1e-9 { 1.0 / length } else { 0.0 };
        axis.iter_mut().for_each(|number| *number *= scale);
    }
}

#[expect(clippy::cast_possible_truncation, reason = "numbers below one, kept in single precision")]
fn projected(direction: &[f32], base: &[Vec<f64>]) -> Row {
    let mut row = [0.0; DIMENSIONS];
    for (slot, axis) in row.iter_mut().zip(base) {
        *slot = direction.iter().zip(axis).map(|(number, axis)| f64::from(*number) * axis).sum::<f64>() as f32;
    }
    row
}

/// What the pieces of a text add up to.
fn sum(words: &Words, vectors: &[Row]) -> Row {
    let mut row = [0.0; DIMENSIONS];
    for (piece, part) in words {
        let vector = vectors.get(*piece).into_iter().flatten();
        row.iter_mut().zip(vector).for_each(|(slot, number)| *slot += part * number);
    }
    row
}

/// Adds a row to each piece of a text by its part.
fn spread(words: &Words, row: &Row, vectors: &mut [Row]) {
    for (piece, part) in words {
        let vector = vectors.get_mut(*piece).into_iter().flatten();
        vector.zip(row).for_each(|(slot, number)| *slot += part * number);
    }
}

/// The vectors whose sums come nearest to the targets, from where they begin: conjugate gradients, all numbers of a vector at once.
fn solved(texts: &[&Words], targets: &[&Row], mut vectors: Vec<Row>) -> Vec<Row> {
    // Where the beginnings are all too long or too short, that is no fault of any one piece.
    let (mut along, mut own) = (0.0f64, 0.0f64);
    for (words, target) in texts.iter().zip(targets) {
        let sum = sum(words, &vectors);
        along += dot(&sum, target);
        own += dot(&sum, &sum);
    }
    #[expect(clippy::cast_possible_truncation, reason = "a factor near one")]
    let scale = if own > 0.0 { (along / own) as f32 } else { 1.0 };
    vectors.iter_mut().flatten().for_each(|number| *number *= scale);
    let mut left: Vec<Row> = vec![[0.0; DIMENSIONS]; vectors.len()];
    for (words, target) in texts.iter().zip(targets) {
        let mut rest = **target;
        rest.iter_mut().zip(sum(words, &vectors)).for_each(|(rest, sum)| *rest -= sum);
        spread(words, &rest, &mut left);
    }
    let mut step = left.clone();
    let mut squares = by_column(&left, &left);
    for _ in 0..STEPS {
        let mut seen: Vec<Row> = step.iter().map(|row| row.map(|number| RIDGE * number)).collect();
        for words in texts {
            spread(words, &sum(words, &step), &mut seen);
        }
        let far = by_column(&step, &seen);
        let length: Vec<f32> = squares.iter().zip(&far).map(|(squares, far)| squares / (far + 1e-12)).collect();
        add(&mut vectors, &step, &length, 1.0);
        add(&mut left, &seen, &length, -1.0);
        let next = by_column(&left, &left);
        for (step, left) in step.iter_mut().zip(&left) {
            for (((step, left), next), before) in step.iter_mut().zip(left).zip(&next).zip(&squares) {
                *step = left + next / (before + 1e-12) * *step;
            }
        }
        squares = next;
    }
    vectors
}

fn by_column(left: &[Row], right: &[Row]) -> Row {
    let mut columns = [0.0; DIMENSIONS];
    for (left, right) in left.iter().zip(right) {
        columns.iter_mut().zip(left).zip(right).for_each(|((sum, left), right)| *sum += left * right);
    }
    columns
}

fn add(to: &mut [Row], what: &[Row], lengths: &[f32], sign: f32) {
    for (to, what) in to.iter_mut().zip(what) {
        to.iter_mut().zip(what).zip(lengths).for_each(|((slot, number), length)| *slot += sign * length * number);
    }
}

fn dot(left: &Row, right: &Row) -> f64 {
    left.iter().zip(right).map(|(left, right)| f64::from(left * right)).sum()
}

fn cosine(left: &Row, right: &Row) -> f64 {
    dot(left, right) / (dot(left, left) * dot(right, right)).sqrt().max(f64::MIN_POSITIVE)
}

/// Texts of lessons that are the same are one: a law that is held twice teaches nothing twice.
pub fn distinct(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = BTreeMap::new();
    texts.filter(|text| seen.insert(text.clone(), ()).is_none()).collect()
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;
    use crate::meaning::pack;

    /// Numbers that look like chance and are the same every time.
    fn chances(seed: u32) -> impl Iterator<Item = u16> {
        let mut state = seed.wrapping_mul(2_654_435_761).max(1);
        std::iter::repeat_with(move || {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            u16::try_from(state >> 16).unwrap()
        })
    }

    /// The same between -1 and 1.
    fn numbers(seed: u32) -> impl Iterator<Item = f32> {
        chances(seed).map(|number| f32::from(number) / 32_768.0 - 1.0)
    }

    /// A table of sixty characters that leads nowhere yet.
    fn table() -> Table {
        let pieces = (0u32..60).map(|at| char::from_u32(0x4E00 + 7 * at).unwrap());
        let blank = |c: char| Piece { text: c.to_string(), likely: -8.0, rare: 1.0, vector: [0.0; DIMENSIONS] };
        Table::read(Cow::Owned(pack(pieces.map(blank).collect()))).unwrap()
    }

    #[test]
    fn pieces_add_up_to_where_a_teacher_sees_whole_texts() {
        let table = table();
        let known: Vec<String> = table.pieces().iter().map(|(text, _)| (*text).to_owned()).collect();
        // Every piece truly leads somewhere in 20 numbers of 160; what the teacher says of a piece alone is half wrong.
        let truth: Vec<Vec<f32>> = (0..60).map(|at| numbers(at + 1).take(20).chain(std::iter::repeat_n(0.0, 140)).collect()).collect();
        let wrong: Vec<Vec<f32>> = (0..60)
            .map(|at| truth[at as usize].iter().zip(numbers(at + 500)).map(|(true_, noise)| true_ + 0.8 * noise).collect())
            .collect();
        let lessons: Vec<Lesson> = (0u32..400)
            .map(|at| {
                let chosen: Vec<usize> = chances(at + 1000).take(6).map(|number| usize::from(number) % 60).collect();
                let mut direction = vec![0.0; 160];
                for piece in &chosen {
                    direction.iter_mut().zip(&truth[*piece]).for_each(|(slot, number)| *slot += number);
                }
                Lesson { text: chosen.iter().map(|piece| known[*piece].as_str()).collect(), direction }
            })
            .collect();
        let fitted = fit_pieces(&table, &lessons, &wrong);
        assert_eq!((fitted.pieces.len(), fitted.texts), (60, 400));
        let as_alone = |at: usize, text: &String| {
            let vector = std::array::from_fn(|place| wrong[at][place]);
            Piece { text: text.clone(), likely: -8.0, rare: 1.0, vector }
        };
        let unfitted = pack(known.iter().enumerate().map(|(at, text)| as_alone(at, text)).collect());
        assert!(fitted.apart > 0.9, "{}", fitted.apart);
        // The table that comes of it reads, and tells texts apart as the teacher does.
        let read = |bytes: Vec<u8>| Table::read(Cow::Owned(bytes)).unwrap();
        let likeness = |table: &Table, left: &Lesson, right: &Lesson| {
            let [left, right] = [left, right].map(|lesson| table.passage(&lesson.text));
            f64::from(left.product(&right.bytes()) as f32 / crate::meaning::length(&left.bytes()) / crate::meaning::length(&right.bytes()))
        };
        let taught = |left: &Lesson, right: &Lesson| {
            let dot = |left: &[f32], right: &[f32]| left.iter().zip(right).map(|(left, right)| f64::from(left * right)).sum::<f64>();
            dot(&left.direction, &right.direction)
                / (dot(&left.direction, &left.direction) * dot(&right.direction, &right.direction)).sqrt()
        };
        let error = |table: &Table| -> f64 {
            let pairs = lessons.iter().zip(lessons.iter().skip(1)).take(200);
            pairs.map(|(left, right)| (likeness(table, left, right) - taught(left, right)).abs()).sum::<f64>() / 200.0
        };
        let packed = pack(fitted.pieces);
        assert_eq!(packed, pack(fit_pieces(&table, &lessons, &wrong).pieces), "the same texts give the same table");
        let (after, before) = (error(&read(packed)), error(&read(unfitted)));
        assert!(after < 0.15 && after < 0.6 * before, "{after} {before}");
    }

    #[test]
    fn a_text_twice_is_one_lesson_and_no_lessons_are_no_fault() {
        assert_eq!(distinct(["甲", "乙", "甲"].map(str::to_owned).into_iter()), ["甲", "乙"]);
        let table = table();
        let fitted = fit_pieces(&table, &[], &vec![vec![0.5; 160]; 60]);
        assert_eq!((fitted.pieces.len(), fitted.texts), (60, 0));
        assert!(Table::read(Cow::Owned(pack(fitted.pieces))).is_ok());
    }
}
