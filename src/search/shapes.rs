//! What people say in so many ways that no table of expressions can list them, by its shape: 开 … 店 with any trade between, 叉车证 beside 补贴. What is
//! said so is worth the official terms that papers write.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// Shortest question that is told by its shape.
const SHORTEST: usize = 4;

/// One way to say something.
struct Shape {
    first: Vec<Vec<char>>,
    /// Characters between the two words at most.
    most: usize,
    /// What follows; none where the first word says it all.
    last: Vec<Vec<char>>,
    /// One of these must stand somewhere, if there are any.
    also: Vec<Vec<char>>,
    /// None of these may stand anywhere.
    not: Vec<Vec<char>>,
    official: Vec<String>,
}

/// A shape that was found in a question.
#[derive(Debug, PartialEq)]
pub(super) struct Found {
    /// First character of it in the question.
    pub(super) from: usize,
    /// Its characters.
    pub(super) length: usize,
    /// What papers write instead, the most specific first.
    pub(super) official: &'static [String],
}

/// `data/shapes.csv`, whose rows are folded and not quoted, and which of them begin with a character.
struct Shapes {
    all: Vec<Shape>,
    by_first: FxHashMap<char, Vec<usize>>,
}

static SHAPES: LazyLock<Shapes> = LazyLock::new(|| {
    let all: Vec<Shape> = include_str!("../../data/shapes.csv").lines().skip(1).filter_map(Shape::read).collect();
    let mut by_first: FxHashMap<char, Vec<usize>> = FxHashMap::default();
    for (number, shape) in all.iter().enumerate() {
        for first in shape.first.iter().filter_map(|word| word.first()) {
            let numbers = by_first.entry(*first).or_default();
            if numbers.last() != Some(&number) {
                numbers.push(number);
            }
        }
    }
    Shapes { all, by_first }
});

/// Reads the table, so that the first question does not wait for it.
pub(super) fn warm_up() {
    LazyLock::force(&SHAPES);
}

/// The shapes in a folded question, each once, where it first stands.
pub(super) fn found_in(question: &[char]) -> Vec<Found> {
    if question.len() < SHORTEST {
        return Vec::new();
    }
    let shapes = &*SHAPES;
    let mut found: Vec<(usize, Found)> = Vec::new();
    for (from, c) in question.iter().enumerate() {
        for number in shapes.by_first.get(c).into_iter().flatten() {
            if found.iter().all(|(known, _)| known != number)
                && let Some(shape) = shapes.all.get(*number)
                && let Some(length) = shape.length_at(question, from)
            {
                found.push((*number, Found { from, length, official: &shape.official }));
            }
        }
    }
    found.into_iter().map(|(_, found)| found).collect()
}

impl Shape {
    fn read(line: &str) -> Option<Self> {
        let cells: Vec<&str> = line.split(',').collect();
        let [first, most, last, also, not, official] = cells.as_slice() else { return None };
        let split = |cell: &&str| cell.split('、').filter(|word| !word.is_empty()).map(str::to_owned).collect::<Vec<String>>();
        let words = |cell: &&str| split(cell).iter().map(|word| word.chars().collect()).collect::<Vec<Vec<char>>>();
        let official = split(official);
        Some(Self { first: words(first), most: most.parse().ok()?, last: words(last), also: words(also), not: words(not), official })
    }

    /// How long it is where it begins at a place; none where it does not.
    fn length_at(&self, question: &[char], from: usize) -> Option<usize> {
        let rest = question.get(from..)?;
        let first = self.first.iter().filter(|word| rest.starts_with(word)).map(Vec::len);
        let length = if self.last.is_empty() {
            first.max()?
        } else {
            // The longest first word leaves the fewest characters between, but its end may be the last word's beginning.
            first.filter_map(|first| self.end_after(rest, first)).max()?
        };
        let stands = |word: &Vec<char>| question.windows(word.len().max(1)).any(|stands| stands == word.as_slice());
        let is_meant = (self.also.is_empty() || self.also.iter().any(stands)) && !self.not.iter().any(stands);
        is_meant.then_some(length)
    }

    /// Where the last word ends that stands nearest behind the first.
    fn end_after(&self, rest: &[char], first: usize) -> Option<usize> {
        (first..=first + self.most).find_map(|at| {
            let behind = rest.get(at..)?;
            self.last.iter().filter(|word| behind.starts_with(word)).map(|word| at + word.len()).max()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold;

    fn official(question: &str) -> Vec<&'static str> {
        let question: Vec<char> = question.chars().collect();
        found_in(&question).iter().filter_map(|found| found.official.first()).map(String::as_str).collect()
    }

    #[test]
    fn what_is_said_in_any_words_is_told_by_its_shape() {
        for (question, expected) in [
            ("想开个修脚踏车的铺子", "个体工商户"),
            ("瓦房的山墙斜了", "农村危房改造"),
            ("媳妇的收纳师证能补多少", "职业技能提升补贴"),
            ("工厂垮了我咋办", "失业保险金"),
            ("转到县城念书", "中小学生转学"),
        ] {
            assert!(official(question).contains(&expected), "{question}: {:?}", official(question));
        }
        // A trade with a permit of its own, a certificate that nobody asks money for, a room that is let.
        for other in ["开药店手续", "图书馆几点开门", "收纳师证在哪里考", "租的房子漏水谁修", "店", ""] {
            assert_eq!(official(other), Vec::<&str>::new(), "{other}");
        }
    }

    #[test]
    fn the_rows_are_written_as_they_are_looked_up() {
        let text = include_str!("../../data/shapes.csv");
        assert_eq!(text.lines().count(), SHAPES.all.len() + 1);
        for line in text.lines().skip(1) {
            assert_eq!(fold(line), line, "not folded");
        }
        assert!(SHAPES.all.iter().all(|shape| !shape.first.is_empty() && !shape.official.is_empty()));
    }
}
