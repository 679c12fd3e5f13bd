//! Wrong words by a list that the office may replace: wrong → right, found exactly, never guessed.

use std::collections::BTreeMap;

use super::super::Level;

/// A list of wrong words, and of the office's own terms and names.
#[derive(Debug, Clone, Default)]
pub struct WordList {
    /// Wrong words by their first character, the longest first.
    by_first: BTreeMap<char, Vec<Entry>>,
}

#[derive(Debug, Clone)]
struct Entry {
    wrong: String,
    right: String,
    level: Level,
}

/// A wrong word in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongWord {
    /// The line, from 1.
    pub line: usize,
    /// As it stands there.
    pub wrong: String,
    /// As it should be; empty where the list only says that a person must look.
    pub right: String,
    /// How grave.
    pub level: Level,
}

impl WordList {
    /// The few pairs that come with the program.
    pub fn shipped() -> Self {
        Self::read(include_str!("../../../data/wrong-words.tsv"))
    }

    /// Reads a table of three columns: wrong, right, level (`error` or `warning`, the latter if it says nothing). Lines with `#` are remarks.
    pub fn read(table: &str) -> Self {
        let mut list = Self::default();
        for line in table.trim_start_matches('\u{FEFF}').lines().filter(|line| !line.starts_with('#')) {
            let mut columns = line.split('\t').map(str::trim);
            let (wrong, right) = (columns.next().unwrap_or_default(), columns.next().unwrap_or_default());
            let level = if columns.next() == Some("error") { Level::Error } else { Level::Warning };
            let Some(first) = wrong.chars().next().filter(|_| wrong.chars().count() >= 2 && wrong != right) else { continue };
            list.by_first.entry(first).or_default().push(Entry { wrong: wrong.to_owned(), right: right.to_owned(), level });
        }
        for entries in list.by_first.values_mut() {
            entries.sort_by_key(|entry| std::cmp::Reverse(entry.wrong.chars().count()));
        }
        list
    }

    /// Adds another list, whose entries count beside those that are there.
    pub fn and(mut self, other: Self) -> Self {
        for (first, entries) in other.by_first {
            self.by_first.entry(first).or_default().extend(entries);
        }
        self
    }

    /// Wrong words in a text. Where the right word stands and has the wrong one in it, there is none.
    pub fn find(&self, text: &str) -> Vec<WrongWord> {
        let mut found = Vec::new();
        for (at, line) in text.lines().enumerate() {
            for (place, c) in line.char_indices() {
                let Some(rest) = line.get(place..) else { continue };
                let entries = self.by_first.get(&c).into_iter().flatten();
                let entry = entries.into_iter().find(|entry| rest.starts_with(&entry.wrong) && !is_right(line, place, entry));
                found.extend(entry.map(|entry| WrongWord {
                    line: at + 1,
                    wrong: entry.wrong.clone(),
                    right: entry.right.clone(),
                    level: entry.level,
                }));
            }
        }
        found
    }
}

/// Whether the word at this place is a part of the right one.
fn is_right(line: &str, place: usize, entry: &Entry) -> bool {
    let offsets = entry.right.match_indices(&entry.wrong).map(|(offset, _)| offset);
    offsets
        .into_iter()
        .any(|offset| place.checked_sub(offset).and_then(|start| line.get(start..)).is_some_and(|rest| rest.starts_with(&entry.right)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrong_words_are_found_exactly() {
        let list = WordList::read("# 误\t正\t级别\n按装\t安装\n帐户\t账户\terror\n不径而走\t不胫而走\n机关\t行政机关\n");
        let found = list.find("请按装设备。\n开立帐户。行政机关和机关");
        let words: Vec<(usize, &str, Level)> = found.iter().map(|word| (word.line, word.wrong.as_str(), word.level)).collect();
        assert_eq!(words, [(1, "按装", Level::Warning), (2, "帐户", Level::Error), (2, "机关", Level::Warning)]);
        assert!(list.find("安装").is_empty());
    }

    #[test]
    fn the_shipped_list_is_read() {
        assert!(!WordList::shipped().find("请按装").is_empty());
    }
}
