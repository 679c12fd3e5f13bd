//! The subject of a library, learned from the given phrases: its words, how often each is said, and which follow one another.

use rustc_hash::FxHashMap;

use super::{Cost, cost};

/// Characters of the longest piece that a text is cut into.
const PIECE: usize = 4;

/// Cost of a character that is no word.
const UNKNOWN: Cost = 1800;

/// How much of what follows a word is decided by that word. Settled, as the next, with the matters of `tests/fixtures/matters.txt`.
const FOLLOWING: f64 = 0.6;

/// The most that one word recommends the next.
const MOST: Cost = 500;

/// Words that a text can be cut into.
pub(super) struct Vocabulary<F>(F);

/// The words of a subject.
#[derive(Debug, Default)]
pub(super) struct Subject {
    /// Numbered from 1.
    numbers: FxHashMap<String, u16>,
    /// The part that each word has in what is said, by number.
    shares: Vec<f64>,
    /// Cost that a word saves when it follows another.
    pairs: FxHashMap<(u16, u16), Cost>,
}

impl<F: Fn(&str) -> Option<Cost>> Vocabulary<F> {
    pub(super) fn new(of: F) -> Self {
        Self(of)
    }

    /// The likeliest pieces of a text.
    pub(super) fn cut<'a>(&self, text: &'a str) -> Vec<&'a str> {
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        // For each place: the least cost to get there, and the place before.
        let mut best: Vec<(Cost, usize)> = vec![(Cost::MAX, 0); places.len()];
        if let Some(first) = best.first_mut() {
            first.0 = 0;
        }
        for from in 0..places.len() {
            let so_far = best.get(from).map_or(Cost::MAX, |(cost, _)| *cost);
            for to in from + 1..places.len().min(from + PIECE + 1) {
                let Some(piece) = piece(text, &places, from, to) else { continue };
                let whole = from == 0 && to + 1 == places.len() && to == PIECE;
                let cost = match (self.0)(piece) {
                    Some(cost) if !whole => cost,
                    _ if to == from + 1 => UNKNOWN,
                    _ => continue,
                };
                if let Some(known) = best.get_mut(to) {
                    *known = (*known).min((so_far.saturating_add(cost), from));
                }
            }
        }
        let mut pieces = Vec::new();
        let mut to = places.len() - 1;
        while to > 0 {
            let from = best.get(to).map_or(0, |(_, from)| *from);
            pieces.extend(piece(text, &places, from, to));
            to = from;
        }
        pieces.reverse();
        pieces
    }
}

fn piece<'a>(text: &'a str, places: &[usize], from: usize, to: usize) -> Option<&'a str> {
    text.get(*places.get(from)?..*places.get(to)?)
}

impl Subject {
    /// Learns from texts with their weights. `chance` is how likely a word is apart from the subject, `part` how much the subject counts.
    pub(super) fn of<'a>(
        texts: impl Iterator<Item = (&'a str, u32)>,
        vocabulary: &Vocabulary<impl Fn(&str) -> Option<Cost>>,
        chance: impl Fn(&str) -> f64,
        part: f64,
    ) -> Self {
        let mut subject = Self { shares: vec![0.0], ..Self::default() };
        let mut said: Vec<String> = vec![String::new()];
        let mut following: FxHashMap<(u16, u16), f64> = FxHashMap::default();
        let mut total = 0.0;
        for (text, weight) in texts {
            let weight = f64::from(weight);
            let mut before = 0;
            for piece in vocabulary.cut(text) {
                let number = match subject.numbers.get(piece) {
                    Some(number) => *number,
                    None => {
                        let Ok(number) = u16::try_from(subject.shares.len()) else { continue };
                        subject.numbers.insert(piece.to_owned(), number);
                        subject.shares.push(0.0);
                        said.push(piece.to_owned());
                        number
                    }
                };
                if let Some(share) = subject.shares.get_mut(usize::from(number)) {
                    *share += weight;
                }
                total += weight;
                if before > 0 {
                    *following.entry((before, number)).or_default() += weight;
                }
                before = number;
            }
        }
        let of = |number: u16| subject.shares.get(usize::from(number)).copied().unwrap_or_default();
        for ((one, next), together) in following {
            let alone = chance(said.get(usize::from(next)).map_or("", String::as_str)) + part * of(next) / total;
            let followed = (1.0 - FOLLOWING) * alone + FOLLOWING * together / of(one).max(1.0);
            subject.pairs.insert((one, next), cost(alone).saturating_sub(cost(followed)).min(MOST));
        }
        for share in &mut subject.shares {
            *share /= f64::max(total, 1.0);
        }
        subject
    }

    /// A word's part in what is said, and its number; nothing for words of no subject.
    pub(super) fn share(&self, word: &str) -> (f64, u16) {
        let number = self.numbers.get(word).copied().unwrap_or_default();
        (self.shares.get(usize::from(number)).copied().unwrap_or_default(), number)
    }

    /// All words with part and number.
    pub(super) fn words(&self) -> impl Iterator<Item = (&str, f64, u16)> {
        self.numbers
            .iter()
            .map(|(word, number)| (word.as_str(), self.shares.get(usize::from(*number)).copied().unwrap_or_default(), *number))
    }

    /// Cost that the second word saves when it follows the first.
    pub(super) fn saved(&self, one: u16, next: u16) -> Cost {
        if one == 0 || next == 0 { 0 } else { self.pairs.get(&(one, next)).copied().unwrap_or_default() }
    }
}
