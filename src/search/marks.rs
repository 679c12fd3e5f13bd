//! Which characters of a text match what was typed.

use super::{found::Fragment, terms::Terms};
use crate::text::{fold_char, is_han, readings};

/// What was typed, ready to be looked for in texts.
pub(super) struct Marker {
    pairs: Vec<(char, char)>,
    singles: Vec<char>,
    words: Vec<(Vec<char>, bool)>,
    /// Single characters of a query whose pairs may all be misspelled.
    weak: Vec<char>,
    letters: Option<Vec<char>>,
    /// First characters of pairs, and single ones, as bits: most characters of a text are none of them.
    firsts: u64,
}

impl Marker {
    pub(super) fn new(terms: &Terms) -> Self {
        let mut marker = Self { pairs: vec![], singles: vec![], words: vec![], weak: vec![], letters: None, firsts: 0 };
        if terms.letters {
            marker.letters = Some(terms.squeezed.chars().collect());
        }
        for word in &terms.words {
            let chars: Vec<char> = word.text.chars().collect();
            match chars.as_slice() {
                [one] if is_han(*one) && word.weak => marker.weak.push(*one),
                _ if word.units == 0 => {}
                [one] if is_han(*one) => marker.singles.push(*one),
                [first, second] if is_han(*first) => marker.pairs.push((*first, *second)),
                _ => marker.words.push((chars, word.open)),
            }
        }
        marker.firsts = marker.pairs.iter().map(|pair| pair.0).chain(marker.singles.iter().copied()).fold(0, |firsts, c| firsts | bit(c));
        marker
    }

    /// One flag for each character of a text.
    pub(super) fn marks(&self, text: &[char]) -> Vec<bool> {
        let text: Vec<char> = text.iter().map(|c| fold_char(*c)).collect();
        let mut marks = vec![false; text.len()];
        let mut at = 0;
        while let Some(&c) = text.get(at) {
            if is_han(c) {
                if self.firsts & bit(c) == 0 {
                    at += 1;
                    continue;
                }
                let pair = text.get(at + 1).is_some_and(|next| self.pairs.contains(&(c, *next)));
                if pair || self.singles.contains(&c) {
                    mark(&mut marks, at, if pair { 2 } else { 1 });
                }
                at += 1;
            } else if c.is_alphanumeric() {
                let run: Vec<char> = text.iter().skip(at).copied().take_while(|c| !is_han(*c) && c.is_alphanumeric()).collect();
                if self.words.iter().any(|(word, open)| run == *word || (*open && run.starts_with(word))) {
                    mark(&mut marks, at, run.len());
                }
                at += run.len();
            } else {
                at += 1;
            }
        }
        marks
    }

    /// The same for a title, where misspelled words and spellings are marked as well.
    pub(super) fn title_marks(&self, title: &[char]) -> Vec<bool> {
        if let Some(letters) = &self.letters {
            let spelled = spelled_marks(letters, title);
            if spelled.contains(&true) {
                return spelled;
            }
        }
        let marks = self.marks(title);
        if marks.contains(&true) {
            return marks;
        }
        title.iter().map(|c| self.weak.contains(&fold_char(*c))).collect()
    }
}

fn bit(c: char) -> u64 {
    1 << (u32::from(c) & 63)
}

fn mark(marks: &mut [bool], from: usize, count: usize) {
    marks.iter_mut().skip(from).take(count).for_each(|mark| *mark = true);
}

/// The characters that letters spell: each in full or by its initial, the last as far as it was typed; side by side if possible.
fn spelled_marks(letters: &[char], title: &[char]) -> Vec<bool> {
    let spellings: Vec<Vec<Vec<char>>> = title
        .iter()
        .map(|c| readings(fold_char(*c)).unwrap_or_default().iter().map(|reading| reading.chars().collect()).collect())
        .collect();
    for may_skip in [false, true] {
        for start in 0..title.len() {
            let mut walk = Walk { letters, spellings: &spellings, may_skip, failed: vec![false; (title.len() + 1) * (letters.len() + 1)] };
            let mut taken = Vec::new();
            if walk.on(start, 0, &mut taken) {
                let mut marks = vec![false; title.len()];
                taken.into_iter().for_each(|at| mark(&mut marks, at, 1));
                return marks;
            }
        }
    }
    vec![false; title.len()]
}

struct Walk<'a> {
    letters: &'a [char],
    spellings: &'a [Vec<Vec<char>>],
    may_skip: bool,
    failed: Vec<bool>,
}

impl Walk<'_> {
    /// Whether the letters from `position` on are spelled by the title from `at` on; `taken` holds the characters that do.
    fn on(&mut self, at: usize, position: usize, taken: &mut Vec<usize>) -> bool {
        let rest = self.letters.get(position..).unwrap_or_default();
        if rest.is_empty() {
            return true;
        }
        let Some(options) = self.spellings.get(at) else { return false };
        let key = at * (self.letters.len() + 1) + position;
        if self.failed.get(key).copied().unwrap_or(true) {
            return false;
        }
        taken.push(at);
        for option in options {
            let whole = rest.starts_with(option).then_some(option.len());
            let half = option.starts_with(rest).then_some(rest.len());
            let initial = (rest.first() == option.first()).then_some(1);
            for length in [whole, half, initial].into_iter().flatten() {
                if self.on(at + 1, position + length, taken) {
                    return true;
                }
            }
        }
        taken.pop();
        // Punctuation has no sound; other characters are skipped only where nothing fits without.
        if (options.is_empty() || self.may_skip) && !taken.is_empty() && self.on(at + 1, position, taken) {
            return true;
        }
        if let Some(failed) = self.failed.get_mut(key) {
            *failed = true;
        }
        false
    }
}

/// A text in stretches, marked and not.
pub(super) fn fragments(text: &[char], marks: &[bool]) -> Vec<Fragment> {
    let mut fragments: Vec<Fragment> = Vec::new();
    for (c, marked) in text.iter().zip(marks) {
        match fragments.last_mut().filter(|last| last.marked == *marked) {
            Some(last) => last.text.push(*c),
            None => fragments.push(Fragment { text: c.to_string(), marked: *marked }),
        }
    }
    fragments
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(query: &str, title: &str) -> String {
        let title: Vec<char> = title.chars().collect();
        let marks = Marker::new(&Terms::of(query)).title_marks(&title);
        fragments(&title, &marks).into_iter().map(|part| if part.marked { format!("[{}]", part.text) } else { part.text }).collect()
    }

    #[test]
    fn what_matches_is_marked_however_it_was_typed() {
        for (query, title, expected) in [
            ("养老", "城乡居民养老保险", "城乡居民[养老]保险"),
            ("養老保险", "养老，保险", "[养老]，[保险]"),
            ("老", "养老", "养[老]"),
            ("yanglao", "城乡居民养老保险", "城乡居民[养老]保险"),
            ("yangl", "城乡居民养老保险", "城乡居民[养老]保险"),
            ("ylbx", "城乡居民养老保险", "城乡居民[养老保险]"),
            ("zqyl", "重庆养老", "[重庆养老]"),
            ("chongqing", "重庆养老", "[重庆]养老"),
            ("cxbx", "城乡居民养老保险", "[城乡]居民养老[保险]"),
            ("gb 186", "GB 18667 标准", "[GB] [18667] 标准"),
            ("养佬", "养老", "[养]老"),
            ("怎么养老", "怎么办养老", "怎么办[养老]"),
            ("税", "养老", "养老"),
        ] {
            assert_eq!(marked(query, title), expected, "{query}");
        }
    }
}
