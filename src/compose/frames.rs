//! How the parts of what people say follow one another: 身份证 · 丢了 · 怎么办. A few classes of parts and the orders in which they come stand for
//! tens of thousands of sentences, of which nobody could list all.

use rustc_hash::FxHashMap;

/// `data/compose/frames.txt`; its head says how it is written.
const FRAMES: &str = include_str!("../../data/compose/frames.txt");

/// How much all that is said in one order counts, beside one phrase of the table that is said as often. Settled with the sentences of
/// `tests/fixtures/spoken.txt`.
const COUNTS: f64 = 200.0;

/// One order of parts: each part one of several.
#[derive(Debug, PartialEq)]
pub(super) struct Frame<'a> {
    /// How much it counts.
    pub(super) weight: f64,
    /// Of each part, what it may be.
    pub(super) parts: Vec<Vec<&'a str>>,
}

/// All orders inside the program.
pub(super) fn frames() -> Vec<Frame<'static>> {
    read(FRAMES)
}

fn read(text: &str) -> Vec<Frame<'_>> {
    let mut classes: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
    let mut frames = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let mut words = line.split_ascii_whitespace();
        let Some(first) = words.next() else { continue };
        if let Some(class) = first.strip_prefix('=') {
            classes.insert(class, words.collect());
            continue;
        }
        let part = |word: &'_ str| -> Option<Vec<&str>> {
            let class = word.strip_prefix('<').and_then(|word| word.strip_suffix('>'));
            class.and_then(|class| classes.get(class).cloned())
        };
        let parts = words.map(|word| part(word).unwrap_or_else(|| word.split('|').collect())).collect();
        let weight = first.parse::<u32>().map_or(1.0, f64::from);
        frames.push(Frame { weight: COUNTS * weight, parts });
    }
    frames
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::is_han;

    #[test]
    fn an_order_of_parts_names_classes_or_says_what_may_stand_there() {
        let frames = read("# 说明\n=证 身份证 户口本\n3 <证> 丢了|坏了 怎么办\n");
        assert_eq!(frames, [Frame { weight: 600.0, parts: vec![vec!["身份证", "户口本"], vec!["丢了", "坏了"], vec!["怎么办"]] }]);
    }

    #[test]
    fn every_line_of_the_table_is_read_and_every_class_is_there() {
        let frames = frames();
        assert!(frames.len() >= 30);
        for frame in &frames {
            assert!((COUNTS..=9.0 * COUNTS).contains(&frame.weight), "{frame:?}");
            assert!(!frame.parts.is_empty() && frame.parts.iter().flatten().all(|part| part.chars().all(is_han)), "{frame:?}");
        }
    }
}
