//! The words inside the program: read in one pass over the table, found by spelling or by text.

use std::hash::BuildHasher;

use rustc_hash::FxBuildHasher;

use super::{
    Cost, cost,
    syllables::spelled,
    trie::{Sorter, Trie},
};

/// Room for the words of the table, of which there are fewer than [`NUMBER`], and places for finding them by their text: a power of two, not quite twice as many.
const ROOM: usize = 72_000;
const PLACES: usize = 1 << 17;
const MASK: u64 = (1 << 17) - 1;

/// A place that is empty.
const EMPTY: u32 = u32::MAX;

/// The bits of a place that number its word. Those above are of the hash: most words that stand there by chance are passed over without reading
/// their text, which lies anywhere in memory.
const NUMBER: u32 = (1 << 17) - 1;

/// The words of the table.
#[derive(Debug)]
pub(super) struct Dictionary {
    shelf: Trie<&'static str>,
    table: &'static str,
    /// Of each word: its count, and where its line begins.
    facts: Vec<(u32, u32)>,
    /// Numbers of words, each near the place that its text is hashed to. A map from texts would take six times the memory, and starting is
    /// mostly waiting for memory.
    places: Vec<u32>,
    total: f64,
}

impl Dictionary {
    /// Reads the table. What words cost is weighed later.
    pub(super) fn read(table: &'static str) -> Self {
        let mut sorter = Sorter::new(ROOM);
        let mut facts = Vec::with_capacity(ROOM);
        let mut at = 0;
        let mut total = 0;
        for line in table.split_inclusive('\n') {
            let from = at;
            at += line.len();
            let Some((spelling, words)) = line.split_once('\t') else { continue };
            let Some(syllables) = spelled(spelling) else { continue };
            let mut word = from + spelling.len() + 1;
            let mut end = word;
            let mut count = 0;
            // A word, a space, its count; then a space and the next, or the end of the line.
            for (place, byte) in (word..).zip(words.bytes()) {
                match byte {
                    b'0'..=b'9' => count = count * 10 + u32::from(byte - b'0'),
                    b' ' | b'\n' if count > 0 => {
                        sorter.push(&syllables, word..end, 0);
                        facts.push((count, u32::try_from(from).unwrap_or(EMPTY)));
                        total += u64::from(count);
                        word = place + 1;
                        count = 0;
                    }
                    b' ' => end = place,
                    _ => {}
                }
            }
        }
        let mut dictionary = Self { shelf: sorter.shelf(table), table, facts, places: vec![EMPTY; PLACES], total: total as f64 };
        for number in 0..u32::try_from(dictionary.facts.len()).unwrap_or(0) {
            dictionary.put(number);
        }
        dictionary
    }

    /// The words by their spelling.
    pub(super) fn shelf(&self) -> &Trie<&'static str> {
        &self.shelf
    }

    /// Cost of a word in language at large; none if it is no word.
    pub(super) fn cost(&self, word: &str) -> Option<Cost> {
        self.number(word).map(|number| cost(self.part(number)))
    }

    /// How likely a word is in language at large.
    pub(super) fn chance(&self, word: &str) -> f64 {
        self.number(word).map_or(0.0, |number| self.part(number))
    }

    /// How a word is spelled.
    pub(super) fn spelling(&self, word: &str) -> Option<&'static str> {
        let (_, line) = self.facts.get(self.number(word)? as usize)?;
        self.table.get(*line as usize..)?.split('\t').next()
    }

    /// Weighs every word anew. Of what is said, `part` is of a subject, of which each word has a share and a number.
    pub(super) fn weigh<'a>(&mut self, subject: impl Iterator<Item = (&'a str, f64, u16)>, part: f64) {
        let mut shares: Vec<(u32, f64, u16)> =
            subject.filter_map(|(word, share, number)| Some((self.number(word)?, share, number))).collect();
        shares.sort_unstable_by_key(|(word, ..)| *word);
        let mut shares = shares.into_iter().peekable();
        let (facts, total) = (&self.facts, self.total);
        self.shelf.weigh(|_, number| {
            let count = facts.get(number).map_or(0, |(count, _)| *count);
            let (share, subject) =
                shares.next_if(|(word, ..)| *word as usize == number).map_or((0.0, 0), |(_, share, subject)| (share, subject));
            (cost(f64::from(count) / total * (1.0 - part) + part * share), subject)
        });
    }

    fn part(&self, number: u32) -> f64 {
        self.facts.get(number as usize).map_or(0.0, |(count, _)| f64::from(*count) / self.total)
    }

    /// The number of a word; none if it is no word.
    pub(super) fn number(&self, word: &str) -> Option<u32> {
        let (first, tag) = hashed(word);
        near(first)
            .map(|place| self.places.get(place).copied().unwrap_or(EMPTY))
            .take_while(|taken| *taken != EMPTY)
            .find(|taken| taken & !NUMBER == tag && self.shelf.text(taken & NUMBER) == word)
            .map(|taken| taken & NUMBER)
    }

    /// Puts a word where it is found. A character with several readings is found by the commonest.
    fn put(&mut self, number: u32) {
        let word = self.shelf.text(number);
        let (first, tag) = hashed(word);
        let found = near(first).find(|place| {
            let taken = self.places.get(*place).copied().unwrap_or(EMPTY);
            taken == EMPTY || taken & !NUMBER == tag && self.shelf.text(taken & NUMBER) == word
        });
        let rarer = |taken: u32| taken == EMPTY || self.part(taken & NUMBER) < self.part(number);
        if let Some(place) = found
            && self.places.get(place).copied().is_some_and(rarer)
            && let Some(place) = self.places.get_mut(place)
        {
            *place = number & NUMBER | tag;
        }
    }
}

/// The first place at which a text may stand, and the bits of its hash that are kept there.
fn hashed(word: &str) -> (usize, u32) {
    let hash = FxBuildHasher.hash_one(word);
    let tag = u32::try_from(hash >> 32).unwrap_or(0) & !NUMBER;
    (usize::try_from(hash & MASK).unwrap_or(0), tag)
}

/// The places from one on.
fn near(first: usize) -> impl Iterator<Item = usize> {
    (0..PLACES).map(move |step| (first + step) % PLACES)
}
