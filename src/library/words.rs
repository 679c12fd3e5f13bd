//! What the index counts as a word: grams of Chinese text, and stretches of letters for spellings.

use tantivy_tokenizer_api::{Token, TokenStream, Tokenizer};

use crate::text::{each_gram, initials, syllables};

/// Letters in a row under which a spelling is indexed.
pub(crate) const SPELLING_LETTERS: usize = 4;
/// Initials in a row under which a title is indexed.
pub(crate) const INITIAL_LETTERS: usize = 3;

/// [`each_gram`] for the index.
#[derive(Debug, Clone, Default)]
pub(super) struct GramTokenizer {
    /// All words of the text in hand, one after the other.
    words: String,
    /// Where each of them ends.
    ends: Vec<usize>,
    token: Token,
}

/// The words of one text.
pub(super) struct Grams<'a> {
    tokenizer: &'a mut GramTokenizer,
    next: usize,
    from: usize,
}

impl Tokenizer for GramTokenizer {
    type TokenStream<'a> = Grams<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Grams<'a> {
        let Self { words, ends, token } = self;
        words.clear();
        ends.clear();
        token.reset();
        each_gram(text, |word, _| {
            words.extend(word);
            ends.push(words.len());
        });
        Grams { tokenizer: self, next: 0, from: 0 }
    }
}

impl TokenStream for Grams<'_> {
    fn advance(&mut self) -> bool {
        let Some(&end) = self.tokenizer.ends.get(self.next) else { return false };
        let token = &mut self.tokenizer.token;
        token.text.clear();
        token.text.push_str(self.tokenizer.words.get(self.from..end).unwrap_or_default());
        token.position = self.next;
        self.next += 1;
        self.from = end;
        true
    }

    fn token(&self) -> &Token {
        &self.tokenizer.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.tokenizer.token
    }
}

/// All stretches of `length` letters; a shorter text is one stretch.
pub(crate) fn letter_grams(letters: &str, length: usize) -> Vec<String> {
    let letters: Vec<char> = letters.chars().collect();
    if letters.is_empty() {
        return Vec::new();
    }
    letters.windows(length.min(letters.len())).map(|gram| gram.iter().collect()).collect()
}

/// The words that `cut` makes of every name of a record, each once.
pub(super) fn of_all(names: impl Iterator<Item = String>, cut: fn(&str) -> Vec<String>) -> String {
    distinct(names.flat_map(|name| cut(&name)).collect()).join(" ")
}

/// Words under which the spellings of a title are indexed: four letters in a row, and the beginnings of syllables for those who have typed less.
pub(super) fn spelling_words(title: &str) -> Vec<String> {
    let mut words: Vec<String> =
        crate::text::spellings(title).iter().flat_map(|spelling| letter_grams(spelling, SPELLING_LETTERS)).collect();
    for syllable in syllables(title).into_iter().flatten() {
        let beginnings = (1..SPELLING_LETTERS).map(|length| syllable.chars().take(length).collect());
        words.extend(beginnings);
    }
    distinct(words)
}

/// Words under which the initials of a title are indexed: one to three in a row.
pub(super) fn initial_words(title: &str) -> Vec<String> {
    let initials = initials(title);
    distinct((1..=INITIAL_LETTERS).flat_map(|length| letter_grams(&initials, length)).collect())
}

fn distinct(mut words: Vec<String>) -> Vec<String> {
    words.sort_unstable();
    words.dedup();
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_index_holds_the_words_of_the_text_module() {
        let mut tokenizer = GramTokenizer::default();
        for text in ["养老金，GB 18667", "", "〔2023〕8号"] {
            let mut found = Vec::new();
            tokenizer.token_stream(text).process(&mut |token| found.push(token.text.clone()));
            let expected: Vec<String> = crate::text::grams(text).into_iter().map(|gram| gram.text).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn a_title_is_found_from_the_first_letter_on() {
        let spelled = spelling_words("重庆养老");
        for typed in ["y", "ya", "yan", "yang", "angl", "l", "lao", "chon", "zhon"] {
            assert!(spelled.iter().any(|word| word == typed), "{typed}");
        }
        assert_eq!(initial_words("养老金"), ["j", "l", "lj", "y", "yl", "ylj"]);
        assert_eq!(letter_grams("ab", 4), ["ab"]);
        assert!(letter_grams("", 4).is_empty());
    }
}
