//! What words are about, in the words of papers: terms of the program's own table, and never a word that somebody typed.

use super::{everyday::everyday, fold::squeeze};

/// Terms that are told of one text.
const MOST: usize = 3;
/// Shorter words stand in everything.
const SHORTEST: usize = 2;

/// Official terms that a text asks for: what papers write for the longest everyday expressions in it, and terms that stand there themselves.
pub fn official(text: &str) -> Vec<&'static str> {
    let text = squeeze(text);
    let is_there = |word: &str| word.chars().count() >= SHORTEST && text.contains(word);
    let mut found: Vec<(&str, &str)> = Vec::new();
    for (said, cell) in everyday() {
        found.extend(cell.split('、').find(|term| is_term(term)).filter(|_| is_there(said)).map(|term| (said, term)));
        found.extend(cell.split('、').filter(|term| is_term(term) && is_there(term)).map(|term| (term, term)));
    }
    found.sort_by_key(|(said, term)| (std::cmp::Reverse(said.chars().count()), *term));
    let mut told: Vec<(&str, &str)> = Vec::new();
    for (said, term) in found {
        // What is part of a longer expression says less.
        if !told.iter().any(|(longer, known)| longer.contains(said) || *known == term) && told.len() < MOST {
            told.push((said, term));
        }
    }
    told.into_iter().map(|(_, term)| term).collect()
}

/// Whether a word can be one of the table's terms: what comes from elsewhere is shown only if it can.
pub fn is_term(word: &str) -> bool {
    (SHORTEST..=24).contains(&word.chars().count()) && word.chars().all(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_told_by_terms_of_papers_and_by_no_word_of_its_own() {
        for (text, told) in [("我妈妈的退休金多少钱", "基本养老金"), ("城乡居民基本养老保险 怎么办", "基本养老保险")]
        {
            let found = official(text);
            assert!(found.iter().any(|term| term.contains(told)), "{text}: {found:?}");
            assert!(found.len() <= MOST && found.iter().all(|term| is_term(term)), "{found:?}");
        }
        for nothing in ["", "zzqqxxvv", "欧阳雪鹏", "13800000000"] {
            assert_eq!(official(nothing), Vec::<&str>::new(), "{nothing}");
        }
        let known: std::collections::HashSet<&str> = everyday().flat_map(|(_, cell)| cell.split('、')).collect();
        assert!(official("张三家的低保什么时候发，住房公积金又怎么取").iter().all(|term| known.contains(term)));
    }
}
