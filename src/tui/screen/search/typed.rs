//! Marks for eyes: of what matched only the words that somebody typed. Words that stand for them in papers were found as well, but a page on
//! which everything is marked shows nothing.

use crate::{
    search::{Fragment, Hit},
    text::{VisitorText, fold_char, is_han},
};

/// Fewest characters of a word that are marked in the middle of another.
const FEWEST: usize = 2;

/// Takes the marks off what was not typed. Letters were read as spellings: what they stand for keeps its marks.
pub(super) fn only_typed(hits: &mut [Hit], typed: &VisitorText) {
    let typed: Vec<char> = typed.reveal().chars().map(fold_char).collect();
    if !typed.iter().copied().any(is_han) {
        return;
    }
    for hit in hits {
        retain(&mut hit.title, &typed);
        for passage in hit.passage.iter_mut().chain(&mut hit.more) {
            retain(&mut passage.snippet, &typed);
        }
    }
}

fn retain(text: &mut Vec<Fragment>, typed: &[char]) {
    let mut kept: Vec<Fragment> = Vec::with_capacity(text.len());
    for fragment in text.drain(..) {
        if !fragment.marked {
            kept.push(fragment);
            continue;
        }
        for (c, marked) in fragment.text.chars().zip(covered(&fragment.text, typed)) {
            match kept.last_mut().filter(|last| last.marked == marked) {
                Some(last) => last.text.push(c),
                None => kept.push(Fragment { text: c.to_string(), marked }),
            }
        }
    }
    *text = kept;
}

/// For each character of what is marked whether it stands there as it was typed, together with a neighbour if anything has neighbours.
fn covered(marked: &str, typed: &[char]) -> Vec<bool> {
    let chars: Vec<char> = marked.chars().map(fold_char).collect();
    let least = FEWEST.min(chars.len()).min(typed.len()).max(1);
    let mut covered = vec![false; chars.len()];
    for at in 0..chars.len() {
        let begins = |length: &usize| {
            let piece = chars.get(at..at + length);
            piece.is_some_and(|piece| typed.windows(*length).any(|window| window == piece))
        };
        let longest = (least..=chars.len() - at).take_while(begins).last().unwrap_or(0);
        covered.iter_mut().skip(at).take(longest).for_each(|covered| *covered = true);
    }
    covered
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(text: &str, typed: &str) -> String {
        let mut fragments = vec![Fragment { text: text.to_owned(), marked: true }];
        retain(&mut fragments, &typed.chars().map(fold_char).collect::<Vec<_>>());
        fragments.iter().map(|part| if part.marked { format!("[{}]", part.text) } else { part.text.clone() }).collect()
    }

    #[test]
    fn only_what_was_typed_is_marked_whatever_else_was_found_with_it() {
        assert_eq!(marks("基本养老保险缴费年限", "养老保险"), "基本[养老保险]缴费年限");
        assert_eq!(marks("缴费年限", "养老保险"), "缴费年限");
        assert_eq!(marks("退休申请", "我要退休"), "[退休]申请");
        // In the other script it is the same word; a single character is one where nothing more was typed.
        assert_eq!(marks("养老金", "養老金"), "[养老金]");
        assert_eq!(marks("钱", "钱"), "[钱]");
    }
}
