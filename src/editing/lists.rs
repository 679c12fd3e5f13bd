//! What an office holds to be wrong or fixed: `office/words.tsv` beside the pairs that come with the program, and `office/leaders.tsv`.

use std::path::Path;

use crate::convert::screening::{Leaders, WordList, WrongWord};

/// The lists of an office.
#[derive(Debug, Clone)]
pub struct Lists {
    words: WordList,
    leaders: Leaders,
}

impl Lists {
    /// The lists of a workplace; a list that is not there says nothing, and one that is not text neither.
    pub fn of(root: &Path) -> Self {
        let read = |name: &str| std::fs::read_to_string(root.join("office").join(name)).unwrap_or_default();
        Self { words: WordList::shipped().and(WordList::read(&read("words.tsv"))), leaders: Leaders::read(&read("leaders.tsv")) }
    }

    /// Words and names in a text that are not as they should be, by line.
    pub fn find(&self, text: &str) -> Vec<WrongWord> {
        let mut found = self.words.find(text);
        found.extend(self.leaders.find(text));
        found.sort_by_key(|word| word.line);
        found
    }
}
