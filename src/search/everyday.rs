//! What people say and what papers write: a table of everyday expressions and the official terms that answer to them. A library may bring rows
//! of its own, which count before those of the program.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::{fillers::Fillers, shapes};
use crate::{
    library::Library,
    policy::Block,
    text::{each_gram, everyday, fold},
};

/// Characters of the longest expression that is looked for.
const LONGEST: usize = 12;

/// The table of a library.
#[derive(Debug, Default)]
pub(super) struct Everyday {
    /// Official terms by folded expression.
    rows: FxHashMap<String, Vec<String>>,
    /// Words that only ask.
    pub(super) fillers: Fillers,
}

/// An expression found in a query.
#[derive(Debug, PartialEq)]
pub(super) struct Said {
    /// First character of it in the query.
    pub(super) from: usize,
    /// Its characters.
    pub(super) length: usize,
    /// What papers write instead, the most specific first.
    pub(super) official: Vec<String>,
    /// Whether its shape said so, and no row.
    pub(super) shaped: bool,
}

/// The official terms of the rows inside the program by expression, taken apart only when somebody says it.
static EMBEDDED: LazyLock<FxHashMap<&str, &str>> = LazyLock::new(|| everyday().collect());

impl Everyday {
    /// The rows of a library, which count before those inside the program. Lists that cannot be read are left out.
    pub(super) fn of(library: &Library) -> Self {
        let mut rows = FxHashMap::default();
        for card in library.cards().iter().filter(|card| card.is_everyday_table() && !library.withholds(&card.id)) {
            let record = library.record(&card.id).unwrap_or_else(|error| {
                tracing::error!(error = &error as &dyn std::error::Error, "a record cannot be read");
                None
            });
            let sections = record.into_iter().flat_map(|record| record.text.sections);
            for table in sections
                .flat_map(|section| section.blocks)
                .filter_map(|block| if let Block::Table(table) = block { Some(table) } else { None })
            {
                rows.extend(table.rows.iter().filter_map(|cells| row(cells.first()?, cells.get(1)?)));
            }
        }
        Self { rows, fillers: Fillers::new(&library.arrangement().fillers) }
    }

    /// Reads the table inside the program, so that the first question does not wait for it.
    pub(super) fn warm_up() {
        LazyLock::force(&EMBEDDED);
    }

    /// What papers write for an expression, as the library says itself.
    pub(super) fn own(&self, said: &str) -> &[String] {
        self.rows.get(said).map_or(&[], Vec::as_slice)
    }

    /// Whether people say it.
    pub(super) fn knows(&self, said: &str) -> bool {
        self.rows.contains_key(said) || EMBEDDED.contains_key(said)
    }

    /// What papers write for an expression.
    fn official(&self, said: &str) -> Option<Vec<String>> {
        self.rows.get(said).cloned().or_else(|| EMBEDDED.get(said).map(|official| terms(official)))
    }

    /// The expressions that stand in a folded query, first those told by their shape; of two rows that begin at one place the longer.
    pub(super) fn said_in(&self, query: &[char]) -> Vec<Said> {
        let mut said: Vec<Said> = Vec::new();
        let mut text = String::new();
        for from in 0..query.len() {
            text.clear();
            text.extend(query.iter().skip(from).take(LONGEST));
            let longest = (2..=LONGEST.min(query.len() - from)).rev().find_map(|length| {
                let official = self.official(&text);
                // The next is tried without its last character.
                text.pop();
                Some(Said { from, length, official: official?, shaped: false })
            });
            // What stands inside a longer expression was not said by itself.
            said.extend(longest.filter(|new| !said.iter().any(|old| old.from + old.length >= new.from + new.length)));
        }
        let shaped = shapes::found_in(query).into_iter();
        let shaped = shaped.map(|shape| Said { from: shape.from, length: shape.length, official: shape.official.to_vec(), shaped: true });
        // What the whole says is more certain than what its words do.
        shaped.chain(said).collect()
    }
}

/// A row as it is looked up; none where it says nothing.
fn row(said: &str, official: &str) -> Option<(String, Vec<String>)> {
    let (said, official) = (fold(said.trim()), terms(official));
    ((2..=LONGEST).contains(&said.chars().count()) && !official.is_empty()).then_some((said, official))
}

/// Official terms with 、 between them, folded.
fn terms(official: &str) -> Vec<String> {
    official.split('、').map(|term| fold(term.trim())).filter(|term| !term.is_empty()).collect()
}

/// Pairs of an official term, each with its place among them, and how many there are.
pub(super) fn pairs(term: &str) -> Vec<String> {
    let mut pairs = Vec::new();
    each_gram(term, |gram, _| {
        let gram: String = gram.iter().collect();
        if gram.chars().count() > 1 {
            pairs.push(gram);
        }
    });
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_what_people_say_the_longest_counts() {
        let rows = [("退休金", "基本养老金、 养老保险待遇"), ("退休", "达到法定退休年龄"), ("", "空"), ("怎么", "")];
        let table = Everyday { rows: rows.into_iter().filter_map(|(said, official)| row(said, official)).collect(), ..Everyday::default() };
        assert_eq!(table.rows.len(), 2);
        let query: Vec<char> = "退休金怎么领".chars().collect();
        let said = table.said_in(&query);
        assert_eq!((said[0].from, said[0].length), (0, 3));
        assert_eq!(said[0].official, ["基本养老金", "养老保险待遇"]);
        assert_eq!(table.said_in(&['退', '休']).first().map(|said| said.official.len()), Some(1));
        assert!(table.said_in(&[]).is_empty());
    }

    #[test]
    fn the_rows_in_the_program_are_written_as_they_are_looked_up() {
        let text = include_str!("../../data/everyday.csv");
        assert!(!text.contains(['"', '\r']));
        let mut reader = csv::ReaderBuilder::new().has_headers(true).from_reader(text.as_bytes());
        let mut rows = 0;
        for cells in reader.records() {
            let cells = cells.unwrap();
            let (said, official) = row(&cells[0], &cells[1]).unwrap_or_else(|| panic!("{cells:?} says nothing"));
            assert_eq!(cells[0], said, "not folded");
            assert_eq!(EMBEDDED.get(said.as_str()).map(|found| terms(found)), Some(official.clone()), "{said} twice");
            assert!(official.iter().all(|term| *term != said && pairs(term).len() < 60), "{said}");
            rows += 1;
        }
        assert!(rows >= 400);
    }
}
