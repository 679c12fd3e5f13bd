//! What people say and what papers write: a table of everyday expressions and the official terms that answer to them. A library may bring rows
//! of its own, which count before those of the program.

use std::{collections::HashMap, sync::LazyLock};

use crate::{
    library::{Card, Library},
    policy::{Block, RecordKind},
    text::{each_gram, fold},
};

/// Characters of the longest expression that is looked for.
const LONGEST: usize = 12;

/// Kind of the lists whose tables are read: an everyday expression, official terms.
const LIST_KIND: &str = "日常说法";

/// The table.
#[derive(Debug, Default)]
pub(super) struct Everyday {
    /// Official terms by folded expression.
    rows: HashMap<String, Vec<String>>,
    /// Where expressions are looked up that this table does not have.
    under: Option<&'static Self>,
}

/// An expression found in a query.
#[derive(Debug, PartialEq)]
pub(super) struct Said<'a> {
    /// First character of it in the query.
    pub(super) from: usize,
    /// Its characters.
    pub(super) length: usize,
    /// What papers write instead, the most specific first.
    pub(super) official: &'a [String],
}

/// `data/everyday.csv`.
static EMBEDDED: LazyLock<Everyday> = LazyLock::new(|| Everyday::read(include_str!("../../data/everyday.csv")));

impl Everyday {
    /// The table inside the program.
    pub(super) fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// Reads a table: expression, official terms with 、 between them, and what else may stand behind. Rows that cannot be read are left out.
    fn read(text: &str) -> Self {
        let mut reader = csv::ReaderBuilder::new().flexible(true).comment(Some(b'#')).from_reader(text.as_bytes());
        let rows = reader.records().filter_map(Result::ok).filter_map(|cells| row(cells.get(0)?, cells.get(1)?));
        Self { rows: rows.collect(), under: None }
    }

    /// The table of a library: its own rows, and below them those inside the program. Lists that cannot be read are left out.
    pub(super) fn of(library: &Library) -> Self {
        let mut rows = HashMap::new();
        for card in library.cards().iter().filter(|card| is_table(card)) {
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
        Self { rows, under: Some(Self::embedded()) }
    }

    /// What papers write for an expression.
    fn official(&self, said: &str) -> Option<&[String]> {
        self.rows.get(said).map(Vec::as_slice).or_else(|| self.under?.official(said))
    }

    /// The expressions that stand in a folded query; of two that begin at one place the longer.
    pub(super) fn said_in(&self, query: &[char]) -> Vec<Said<'_>> {
        let mut said: Vec<Said<'_>> = Vec::new();
        for from in 0..query.len() {
            let longest = (2..=LONGEST.min(query.len() - from)).rev().find_map(|length| {
                let text: String = query.iter().skip(from).take(length).collect();
                Some(Said { from, length, official: self.official(&text)? })
            });
            // What stands inside a longer expression was not said by itself.
            said.extend(longest.filter(|new| !said.iter().any(|old| old.from + old.length >= new.from + new.length)));
        }
        said
    }
}

/// Whether a record is no reading matter but a table of expressions.
pub(super) fn is_table(card: &Card) -> bool {
    card.kind == RecordKind::List && card.group.as_deref() == Some(LIST_KIND)
}

/// A row as it is looked up; none where it says nothing.
fn row(said: &str, official: &str) -> Option<(String, Vec<String>)> {
    let said = fold(said.trim());
    let official: Vec<String> = official.split('、').map(|term| fold(term.trim())).filter(|term| !term.is_empty()).collect();
    ((2..=LONGEST).contains(&said.chars().count()) && !official.is_empty()).then_some((said, official))
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
        let table = Everyday::read(
            "everyday,official,matter\n# 注\n退休金,基本养老金、养老保险待遇,社保\n退休,达到法定退休年龄,社保\n,空,\n怎么,,\n",
        );
        let query: Vec<char> = "退休金怎么领".chars().collect();
        let said = table.said_in(&query);
        assert_eq!(said.len(), 1);
        assert_eq!((said[0].from, said[0].length, said[0].official.len()), (0, 3, 2));
        assert_eq!(table.said_in(&"提前退休".chars().collect::<Vec<_>>()).len(), 1);
        assert!(table.said_in(&[]).is_empty());
    }

    #[test]
    fn the_table_in_the_program_can_be_read() {
        let rows = &Everyday::embedded().rows;
        assert!(rows.len() >= 400);
        for (said, official) in rows {
            assert!(official.iter().all(|term| term != said && pairs(term).len() < 60), "{said}");
        }
        assert!(rows.get("退休金").unwrap().contains(&"基本养老金".to_owned()));
    }
}
