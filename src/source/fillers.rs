//! `fillers.txt`: words of questions that say nothing about their subject, one a line.

use crate::text::{fold, is_han};

use super::{
    fault::Faults,
    pages::{Page, Placed},
};

/// Characters of the longest word.
const LONGEST: usize = 8;
/// Words in one file: every one of them is looked for at every key.
const MOST: usize = 300;

/// Reads the words; a word that is one of the `topics` would hide what it asks for.
pub(super) fn read(text: &str, topics: &[String], faults: &mut Faults) -> Placed {
    let mut words: Vec<String> = Vec::new();
    for (line, written) in (1..).zip(text.lines()) {
        let word = fold(written.trim());
        if word.is_empty() || word.starts_with('#') {
            continue;
        }
        if !word.chars().all(is_han) || word.chars().count() > LONGEST {
            faults.error(
                line,
                format!("“{}”不能作虚词", written.trim()),
                format!("一行写一个词，只用汉字，最多 {LONGEST} 个；说明请以 # 开头。"),
            );
        } else if topics.iter().any(|topic| fold(topic) == word) {
            faults.error(line, format!("“{word}”是一个主题，不是虚词"), "请删去，不然搜不到这个主题。");
        } else if !words.contains(&word) {
            words.push(word);
        }
    }
    if words.len() > MOST {
        faults.error(None, format!("虚词超过 {MOST} 个"), "请只留下常用的问话字词。");
    }
    Placed { page: Page::Fillers(words), line: 1, leads: Vec::new(), bodies: Vec::new() }
}
