//! How what is typed may go on: words by which records are known, and matters that people come with. Only what the library holds, so that
//! whoever takes one finds something.

use std::{cmp::Reverse, collections::HashMap};

use crate::{library::Library, text::squeeze};

/// Most characters of a matter that still fits beside others.
pub(super) const LONGEST: usize = 14;

/// What typing may become.
#[derive(Debug)]
pub(super) struct Completions(Vec<Completion>);

#[derive(Debug)]
struct Completion {
    /// As typed text is compared.
    key: String,
    /// As it is written.
    text: String,
    /// How many records are known by it, and how well.
    weight: u32,
}

impl Completions {
    /// Of a library: its words and short titles, in the order of their keys.
    pub(super) fn of(library: &Library) -> Self {
        Self::from(library.vocabulary())
    }

    fn from(words: Vec<(String, u32)>) -> Self {
        let mut known: HashMap<String, Completion> = HashMap::new();
        for (text, weight) in words {
            let key = squeeze(&text);
            if (2..=LONGEST).contains(&key.chars().count()) {
                known.entry(key.clone()).and_modify(|known| known.weight = known.weight.saturating_add(weight)).or_insert(Completion {
                    key,
                    text,
                    weight,
                });
            }
        }
        let mut known: Vec<Completion> = known.into_values().collect();
        known.sort_unstable_by(|left, right| left.key.cmp(&right.key));
        Self(known)
    }

    /// Whether records are known by this, as typed text is compared.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.binary_search_by(|known| known.key.as_str().cmp(name)).is_ok()
    }

    /// What begins with what was typed and is longer, the commonest first; of two that are as common the shorter.
    pub(super) fn of_typed(&self, typed: &str, limit: usize) -> Vec<String> {
        if typed.is_empty() {
            return Vec::new();
        }
        let first = self.0.partition_point(|known| known.key.as_str() < typed);
        let begun = self.0.iter().skip(first).take_while(|known| known.key.starts_with(typed));
        let mut begun: Vec<&Completion> = begun.filter(|known| known.key.len() > typed.len()).collect();
        begun.sort_by_key(|known| (Reverse(known.weight), known.key.len()));
        begun.into_iter().take(limit).map(|known| known.text.clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_begun_goes_on_with_what_is_known_by_most() {
        let words = [("公积金", 5), ("公积金提取", 4), ("公积金贷款", 5), ("公积金贷款", 5), ("公积金", 2), ("医保", 9)];
        let completions = Completions::from(words.map(|(text, weight)| (text.to_owned(), weight)).to_vec());
        assert_eq!(completions.of_typed("公", 9), ["公积金贷款", "公积金", "公积金提取"]);
        assert_eq!(completions.of_typed("公积金", 9), ["公积金贷款", "公积金提取"]);
        assert_eq!(completions.of_typed("公积金贷款", 9), Vec::<String>::new());
        assert_eq!(completions.of_typed("", 9), Vec::<String>::new());
    }

    #[test]
    fn what_is_too_long_for_a_row_is_none() {
        let long = "关于印发《云川县城乡居民基本养老保险实施办法》的通知";
        assert_eq!(Completions::from(vec![(long.to_owned(), 9)]).of_typed("关于", 9), Vec::<String>::new());
    }
}
