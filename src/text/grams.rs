//! The words of the index: every Han character, every pair of neighbouring Han, and every run of letters or digits as one word.
//!
//! Measured against dictionary segmentation on lay questions, pairs with single characters win, need no dictionary at start, and find
//! every term of two characters. Positions are in characters, so that a match can be marked in the stored text.

use super::{fold::fold_char, han::is_han};

/// One word of the index, at `start..end` counted in characters of the text it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gram {
    /// Folded text of the word.
    pub text: String,
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
}

/// Calls `visit` for each word of `text`: its folded characters, its first character's position and its length in characters.
pub fn each_gram(text: &str, mut visit: impl FnMut(&[char], usize)) {
    let mut word: Vec<char> = Vec::new();
    let mut previous: Option<char> = None;
    for (at, c) in text.chars().map(fold_char).enumerate() {
        let han = is_han(c);
        if !han && c.is_alphanumeric() {
            word.push(c);
            previous = None;
            continue;
        }
        if !word.is_empty() {
            visit(&word, at - word.len());
            word.clear();
        }
        if han {
            visit(&[c], at);
            if let Some(previous) = previous {
                visit(&[previous, c], at - 1);
            }
            previous = Some(c);
        } else {
            previous = None;
        }
    }
    if !word.is_empty() {
        let end = text.chars().count();
        visit(&word, end - word.len());
    }
}

/// All words of `text`.
pub fn grams(text: &str) -> Vec<Gram> {
    let mut found = Vec::new();
    each_gram(text, |word, start| found.push(Gram { text: word.iter().collect(), start, end: start + word.len() }));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        grams(text).into_iter().map(|gram| gram.text).collect()
    }

    #[test]
    fn han_singly_and_in_pairs_and_whole_words() {
        assert_eq!(words("养老金，GB 18667"), ["养", "老", "养老", "金", "老金", "gb", "18667"]);
        assert_eq!(words("〔2023〕8号"), ["2023", "8", "号"]);
        assert_eq!(words(""), Vec::<String>::new());
    }

    #[test]
    fn positions_point_into_the_stored_text() {
        for gram in grams("第12条，養老ＡＢ保险") {
            let text: String = "第12条，養老ＡＢ保险".chars().skip(gram.start).take(gram.end - gram.start).map(fold_char).collect();
            assert_eq!(text, gram.text);
        }
    }
}
