//! What people call bodies and places, and what they say where a duty is meant: 派出所, 办事大厅, 欠工钱.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// Characters of the longest expression.
const LONGEST: usize = 8;

/// Where the words that are written instead are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    /// In names: of bodies, of places.
    InNames,
    /// In what they do.
    InDuties,
}

/// An expression that stands in a question.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Name {
    /// First character of it in the question.
    pub(super) from: usize,
    /// Its characters.
    pub(super) length: usize,
    /// What is written instead, any of them.
    pub(super) terms: Vec<&'static str>,
    pub(super) written: Written,
}

/// The rows: an expression, the terms with 、 between them, and where they are written.
pub(super) struct Names(FxHashMap<&'static str, Vec<(&'static str, Written)>>);

/// `data/whereabouts.csv`, whose rows are folded and not quoted.
static EMBEDDED: LazyLock<Names> = LazyLock::new(|| {
    let mut rows: FxHashMap<_, Vec<_>> = FxHashMap::default();
    for line in include_str!("../../../data/whereabouts.csv").lines().skip(1) {
        let mut cells = line.split(',');
        if let (Some(said), Some(terms), Some(of)) = (cells.next(), cells.next(), cells.next()) {
            rows.entry(said).or_default().push((terms, if of == "职责" { Written::InDuties } else { Written::InNames }));
        }
    }
    Names(rows)
});

impl Names {
    /// The table inside the program.
    pub(super) fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// The expressions in a folded question; of two that begin at one place the longer.
    pub(super) fn said_in(&self, chars: &[char]) -> Vec<Name> {
        let mut said: Vec<Name> = Vec::new();
        let mut end = 0;
        for from in 0..chars.len() {
            let longest = (1..=LONGEST.min(chars.len() - from)).rev().find_map(|length| {
                let text: String = chars.iter().skip(from).take(length).collect();
                self.0.get(text.as_str()).map(|rows| (length, rows))
            });
            // What stands inside a longer expression was not said by itself.
            let Some((length, rows)) = longest.filter(|(length, _)| from + length > end) else { continue };
            end = from + length;
            said.extend(rows.iter().map(|(terms, written)| Name { from, length, terms: terms.split('、').collect(), written: *written }));
        }
        said
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold;

    #[test]
    fn the_rows_are_written_as_they_are_looked_up() {
        let text = include_str!("../../../data/whereabouts.csv");
        for line in text.lines().skip(1) {
            let cells: Vec<&str> = line.split(',').collect();
            assert!(cells.len() == 3 && ["单位", "地点", "职责"].contains(&cells[2]), "{line}");
            assert_eq!(fold(cells[0]), cells[0], "not folded");
            assert!(cells[0].chars().count() <= LONGEST, "{line}");
            assert!(cells[1].split('、').all(|term| term.chars().count() > 1 && fold(term).to_lowercase() == fold(term)), "{line}");
        }
    }

    #[test]
    fn of_what_people_say_the_longest_counts() {
        let chars: Vec<char> = "办事大厅在哪".chars().collect();
        let said = Names::embedded().said_in(&chars);
        assert_eq!((said.len(), said[0].length, said[0].terms.as_slice()), (1, 4, ["政务服务中心"].as_slice()));
    }
}
