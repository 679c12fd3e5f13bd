//! What people say and what papers write: a table of everyday expressions and the official terms that answer to them.

use std::{collections::HashMap, sync::LazyLock};

use crate::text::{each_gram, fold};

/// Characters of the longest expression that is looked for.
const LONGEST: usize = 12;

/// The table.
#[derive(Debug, Default)]
pub(super) struct Everyday {
    /// Official terms by folded expression.
    rows: HashMap<String, Vec<String>>,
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
        let row = |row: csv::StringRecord| {
            let official: Vec<String> = row.get(1)?.split('、').map(fold).filter(|term| !term.is_empty()).collect();
            let said = fold(row.get(0)?.trim());
            ((2..=LONGEST).contains(&said.chars().count()) && !official.is_empty()).then_some((said, official))
        };
        Self { rows: reader.records().filter_map(Result::ok).filter_map(row).collect() }
    }

    /// The expressions that stand in a folded query; of two that begin at one place the longer.
    pub(super) fn said_in(&self, query: &[char]) -> Vec<Said<'_>> {
        let mut said: Vec<Said<'_>> = Vec::new();
        for from in 0..query.len() {
            let longest = (2..=LONGEST.min(query.len() - from)).rev().find_map(|length| {
                let text: String = query.iter().skip(from).take(length).collect();
                Some(Said { from, length, official: self.rows.get(&text)? })
            });
            // What stands inside a longer expression was not said by itself.
            said.extend(longest.filter(|new| !said.iter().any(|old| old.from + old.length >= new.from + new.length)));
        }
        said
    }
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
