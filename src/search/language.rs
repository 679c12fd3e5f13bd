//! Where one word ends and the next begins: running text cut into the likeliest words of the language, by how often each is written. The words are
//! those that are composed from. Latin letters that stand together are one word, with digits among them and, of a single letter, with the character
//! behind it: B超, A证.

use std::{ops::Range, sync::LazyLock};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::{compose::WORDS, text::is_han};

/// Characters of the longest word that is looked for.
const LONGEST: usize = 8;
/// How often a character is taken to be written that no list has.
const UNKNOWN: f32 = 0.5;
/// How often a word is taken to be written that no list has: the rarest there are.
const RARE: u32 = 3;
/// How often a word that goes with any matter is taken to be written, where the list of words does not have it: people say 掉了 and 找谁 all day.
const OFTEN: u32 = 2000;

/// Words that go with any matter, `data/general.txt`.
static GENERAL: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    let lines = include_str!("../../data/general.txt").lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_whitespace).collect()
});

/// How often each word is written, and all together.
struct Counts {
    words: FxHashMap<&'static str, u32>,
    all: f32,
}

static COUNTS: LazyLock<Counts> = LazyLock::new(|| {
    let mut words: FxHashMap<&'static str, u32> = FxHashMap::default();
    for line in WORDS.lines().filter(|line| !line.starts_with('#')) {
        let mut cells = line.split_once('\t').map(|(_, words)| words.split(' ')).into_iter().flatten();
        while let (Some(word), Some(count)) = (cells.next(), cells.next()) {
            let count = count.parse().unwrap_or(0);
            words.entry(word).and_modify(|known| *known = count.max(*known)).or_insert(count);
        }
    }
    for word in GENERAL.iter().filter(|word| word.chars().count() > 1) {
        words.entry(word).or_insert(OFTEN);
    }
    let all = words.values().map(|count| *count as f32).sum::<f32>().max(1.0);
    Counts { words, all }
});

/// Reads the list, so that the first question does not wait for it.
pub(super) fn warm_up() {
    LazyLock::force(&COUNTS);
}

/// How rare a word is in the language at large: the logarithm of how many words are written until it comes.
pub(super) fn rarity(word: &str) -> f32 {
    (COUNTS.all / COUNTS.words.get(word).copied().unwrap_or(RARE).max(1) as f32).ln()
}

/// Whether a word goes with any matter.
pub(super) fn is_general(word: &str) -> bool {
    GENERAL.contains(word)
}

/// Whether the language has this word.
pub(super) fn is_word(text: &str) -> bool {
    COUNTS.words.contains_key(text)
}

/// The words of Latin letters in folded text.
pub(super) fn latin(text: &[char]) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut from = 0;
    while from < text.len() {
        let run: Vec<char> = text.iter().skip(from).take_while(|c| c.is_ascii_alphanumeric()).copied().collect();
        if run.iter().any(char::is_ascii_alphabetic) {
            let with_next = run.len() == 1 && text.get(from + 1).is_some_and(|next| is_han(*next));
            words.push(from..from + run.len() + usize::from(with_next));
        }
        from += run.len().max(1);
    }
    words
}

/// The places in folded text where a word ends: in characters, rising, the last one the end of the text.
pub(super) fn ends(text: &[char]) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut from = 0;
    let upto = |to: usize, from: usize, ends: &mut Vec<usize>| {
        ends.extend(ends_of_han(text.get(from..to).unwrap_or_default()).into_iter().map(|end| from + end));
    };
    for word in latin(text) {
        upto(word.start, from, &mut ends);
        ends.push(word.end);
        from = word.end;
    }
    upto(text.len(), from, &mut ends);
    ends
}

/// The same where there is no Latin letter.
fn ends_of_han(text: &[char]) -> Vec<usize> {
    // The best cost up to each place, and where the word before it began.
    let mut best: Vec<(f32, usize)> = vec![(f32::INFINITY, 0); text.len() + 1];
    if let Some(start) = best.first_mut() {
        start.0 = 0.0;
    }
    let mut word = String::new();
    for from in 0..text.len() {
        let before = best.get(from).map_or(f32::INFINITY, |best| best.0);
        word.clear();
        for (length, c) in (1..=LONGEST).zip(text.iter().skip(from)) {
            word.push(*c);
            let count = match COUNTS.words.get(word.as_str()) {
                Some(count) => (*count as f32).max(UNKNOWN),
                None if length == 1 => UNKNOWN,
                None => continue,
            };
            let cost = before + (COUNTS.all / count).ln();
            if let Some(slot) = best.get_mut(from + length).filter(|slot| cost < slot.0) {
                *slot = (cost, from);
            }
        }
    }
    let mut ends = Vec::new();
    let mut at = text.len();
    while at > 0 {
        ends.push(at);
        at = best.get(at).map_or(0, |best| best.1);
    }
    ends.reverse();
    ends
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> String {
        let chars: Vec<char> = text.chars().collect();
        let mut from = 0;
        let words = ends(&chars).into_iter().map(|end| {
            let word: String = chars[from..end].iter().collect();
            from = end;
            word
        });
        words.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn running_text_is_cut_where_a_reader_would() {
        for (text, expected) in [
            ("高考报名在哪报", "高考 报名 在哪 报"),
            ("残疾人补贴", "残疾人 补贴"),
            ("领养老金", "领 养老金"),
            ("𠀀老", "𠀀 老"),
            ("做b超多少钱", "做 b超 多少钱"),
            ("etc卡在哪办", "etc 卡 在哪 办"),
            ("考c1驾照", "考 c1 驾照"),
            ("", ""),
        ] {
            assert_eq!(cut(text), expected);
        }
        assert!(rarity("驾驶证") > rarity("学校") && rarity("没有这个词") >= rarity("驾驶证"));
    }
}
