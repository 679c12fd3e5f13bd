//! How good answers are: rankings compared with judgements, in the measures that retrieval evaluations use.

use std::{
    collections::{BTreeMap, HashMap},
    io::{self, BufRead},
    ops::{Add, AddAssign},
};

/// Which answers are right: by question and id, with a grade above 0.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Judgements(HashMap<String, BTreeMap<String, u32>>);

/// Why judgements cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum JudgementError {
    /// A line is neither `question <tab> id <tab> grade` nor the form with a 0 in the second column.
    #[error("line {line} is no judgement")]
    Line {
        /// Line, counted from 1.
        line: usize,
    },
    /// Reading failed.
    #[error("reading judgements")]
    Io(#[from] io::Error),
}

impl JudgementError {
    /// What is said on the telephone.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Line { .. } => "F-06",
            Self::Io(_) => "F-07",
        }
    }
}

impl Judgements {
    /// Reads lines of question, id and grade; a header is passed over, and what is graded 0 is no answer.
    pub fn read(text: impl BufRead) -> Result<Self, JudgementError> {
        let mut judged: HashMap<String, BTreeMap<String, u32>> = HashMap::new();
        for (number, line) in text.lines().enumerate() {
            let line = line?;
            let parts: Vec<&str> = line.split_whitespace().collect();
            let judgement = match parts.as_slice() {
                [] => continue,
                [question, id, grade] | [question, _, id, grade] => grade.parse::<u32>().ok().map(|grade| (*question, *id, grade)),
                _ => None,
            };
            match judgement {
                Some((question, id, grade)) if grade > 0 => {
                    judged.entry(question.to_owned()).or_default().insert(id.to_owned(), grade);
                }
                Some(_) => {}
                None if number == 0 => {}
                None => return Err(JudgementError::Line { line: number + 1 }),
            }
        }
        Ok(Self(judged))
    }

    /// The right answers to a question with their grades; none where nobody judged it.
    pub fn of(&self, question: &str) -> Option<&BTreeMap<String, u32>> {
        self.0.get(question)
    }
}

/// How good the answers to some questions are. Means are over [`Quality::questions`]; a question without an answer counts as 0.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Quality {
    /// How many questions.
    pub questions: usize,
    sums: [f64; 5],
}

impl Quality {
    /// The answers to one question, best first, of which `right` are wanted.
    pub fn of(ranked: &[&str], right: &BTreeMap<String, u32>) -> Self {
        let hits: Vec<bool> = ranked.iter().map(|id| right.contains_key(*id)).collect();
        Self::of_hits(&hits, right.len())
    }

    /// The same where it is known of each answer whether it is right.
    pub fn of_hits(hits: &[bool], wanted: usize) -> Self {
        let among = |depth: usize| hits.iter().take(depth).filter(|hit| **hit).count() as f64 / wanted.max(1) as f64;
        let gain = |place: usize| 1.0 / ((place + 2) as f64).log2();
        let gained: f64 = hits.iter().take(10).enumerate().filter(|(_, hit)| **hit).map(|(place, _)| gain(place)).sum();
        let ideal: f64 = (0..wanted.min(10)).map(gain).sum();
        let first = hits.iter().take(10).position(|hit| *hit).map_or(0.0, |place| 1.0 / (place + 1) as f64);
        let top = f64::from(u8::from(hits.first().copied().unwrap_or(false)));
        Self { questions: 1, sums: [among(10), among(100), first, gained / ideal.max(f64::MIN_POSITIVE), top] }
    }

    fn mean(self, measure: usize) -> f64 {
        self.sums.get(measure).copied().unwrap_or(0.0) / self.questions.max(1) as f64
    }

    /// Part of the right answers among the first 10.
    pub fn recall_10(self) -> f64 {
        self.mean(0)
    }

    /// Part of the right answers among the first 100.
    pub fn recall_100(self) -> f64 {
        self.mean(1)
    }

    /// One over the place of the first right answer, if it is among the first 10.
    pub fn mrr_10(self) -> f64 {
        self.mean(2)
    }

    /// Gain of the right answers among the first 10, less for later places, against the best possible.
    pub fn ndcg_10(self) -> f64 {
        self.mean(3)
    }

    /// Part of the questions whose first answer is right.
    pub fn first(self) -> f64 {
        self.mean(4)
    }
}

impl Add for Quality {
    type Output = Self;

    fn add(mut self, other: Self) -> Self {
        self += other;
        self
    }
}

impl AddAssign for Quality {
    fn add_assign(&mut self, other: Self) {
        self.questions += other.questions;
        self.sums.iter_mut().zip(other.sums).for_each(|(sum, other)| *sum += other);
    }
}

impl std::iter::Sum for Quality {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), Self::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(text: &str) -> Result<Judgements, JudgementError> {
        Judgements::read(text.as_bytes())
    }

    #[test]
    fn right_answers_count_by_their_place() {
        let right = judged("query\tdoc\tgrade\nq\ta\t2\nq\tb\t1\nq\tz\t0\nr 0 c 1\n").unwrap();
        let quality = Quality::of(&["x", "a", "y"], right.of("q").unwrap());
        assert!((quality.recall_10() - 0.5).abs() < 1e-9 && (quality.mrr_10() - 0.5).abs() < 1e-9);
        assert!((quality.ndcg_10() - 0.6309 / 1.6309).abs() < 1e-3);
        assert_eq!((quality.first(), quality.questions), (0.0, 1));
        let both = quality + Quality::of(&["c"], right.of("r").unwrap());
        assert!((both.first() - 0.5).abs() < 1e-9 && (both.recall_100() - 0.75).abs() < 1e-9);
        assert!(right.of("z").is_none());
    }

    #[test]
    fn a_line_that_is_no_judgement_is_named() {
        assert!(matches!(judged("q\ta\t1\nq a viel\n"), Err(JudgementError::Line { line: 2 })));
        assert!((Quality::default().mrr_10()).abs() < 1e-9);
    }
}
