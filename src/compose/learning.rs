//! The subject of a library, learned from the given phrases and from how the parts of sentences follow one another: its words, how often each is
//! said, and which follow one another.

use rustc_hash::FxHashMap;

use super::{Cost, cost, frames::Frame};

/// Characters of the longest piece that a text is cut into.
const PIECE: usize = 4;

/// Cost of a character that is no word.
const UNKNOWN: Cost = 1800;

/// How much of what follows a word is decided by that word. Settled, as the next, with the matters of `tests/fixtures/matters.txt`.
const FOLLOWING: f64 = 0.6;

/// How much it counts that few sentences end with a word. Settled with `tests/fixtures/spoken.txt`.
const ENDING: f64 = 0.6;
/// The same for words of no subject: about every second may end a sentence.
const ENDING_OF_UNKNOWN: Cost = 42;

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
    /// Cost of ending with a word, by number: hardly anybody ends with 在.
    endings: Vec<Cost>,
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

/// What is heard while a subject is learned.
#[derive(Default)]
struct Heard {
    subject: Subject,
    /// Words by number.
    said: Vec<String>,
    following: FxHashMap<(u16, u16), f64>,
    /// How often each ends what is said.
    ends: FxHashMap<u16, f64>,
    total: f64,
}

impl Heard {
    /// One word more, so often; none where there is no number left for it.
    fn word(&mut self, piece: &str, weight: f64) -> Option<u16> {
        let number = match self.subject.numbers.get(piece) {
            Some(number) => *number,
            None => {
                let number = u16::try_from(self.subject.shares.len()).ok()?;
                self.subject.numbers.insert(piece.to_owned(), number);
                self.subject.shares.push(0.0);
                self.said.push(piece.to_owned());
                number
            }
        };
        if let Some(share) = self.subject.shares.get_mut(usize::from(number)) {
            *share += weight;
        }
        self.total += weight;
        Some(number)
    }

    /// Words one after the other; the first and the last of them.
    fn words<'a>(&mut self, pieces: impl Iterator<Item = &'a str>, weight: f64) -> Option<(u16, u16)> {
        let mut ends: Option<(u16, u16)> = None;
        for piece in pieces {
            let Some(number) = self.word(piece, weight) else { continue };
            if let Some((_, before)) = ends {
                *self.following.entry((before, number)).or_default() += weight;
            }
            ends = Some((ends.map_or(number, |(first, _)| first), number));
        }
        ends
    }

    /// Parts of which any may follow any of those before it.
    fn frame(&mut self, frame: &Frame<'_>, vocabulary: &Vocabulary<impl Fn(&str) -> Option<Cost>>) {
        let mut before: Vec<u16> = Vec::new();
        for part in &frame.parts {
            let weight = frame.weight / part.len().max(1) as f64;
            let ends: Vec<(u16, u16)> = part.iter().filter_map(|words| self.words(vocabulary.cut(words).into_iter(), weight)).collect();
            let together = weight / before.len().max(1) as f64;
            for (first, _) in &ends {
                for before in &before {
                    *self.following.entry((*before, *first)).or_default() += together;
                }
            }
            before = ends.into_iter().map(|(_, last)| last).collect();
        }
        let share = frame.weight / before.len().max(1) as f64;
        before.into_iter().for_each(|last| self.end(last, share));
    }

    fn end(&mut self, last: u16, weight: f64) {
        *self.ends.entry(last).or_default() += weight;
    }
}

impl Subject {
    /// Learns from texts with their weights, and from orders of parts. `chance` is how likely a word is apart from the subject, `part` how much the
    /// subject counts.
    pub(super) fn of<'a>(
        texts: impl Iterator<Item = (&'a str, u32)>,
        frames: &[Frame<'_>],
        vocabulary: &Vocabulary<impl Fn(&str) -> Option<Cost>>,
        chance: impl Fn(&str) -> f64,
        part: f64,
    ) -> Self {
        let nothing = Self { shares: vec![0.0], ..Self::default() };
        let mut heard = Heard { subject: nothing, said: vec![String::new()], ..Heard::default() };
        for (text, weight) in texts {
            if let Some((_, last)) = heard.words(vocabulary.cut(text).into_iter(), f64::from(weight)) {
                heard.end(last, f64::from(weight));
            }
        }
        // A single character in an order of parts tells what stands beside it, not how often it is wanted alone: most are asked for in names.
        let told = (heard.subject.shares.clone(), heard.total);
        frames.iter().for_each(|frame| heard.frame(frame, vocabulary));
        let Heard { mut subject, said, following, ends, total } = heard;
        let of = |number: u16| subject.shares.get(usize::from(number)).copied().unwrap_or_default();
        for ((one, next), together) in following {
            let alone = chance(said.get(usize::from(next)).map_or("", String::as_str)) + part * of(next) / total;
            let followed = (1.0 - FOLLOWING) * alone + FOLLOWING * together / of(one).max(1.0);
            subject.pairs.insert((one, next), cost(alone).saturating_sub(cost(followed)).min(MOST));
        }
        let ending = |(number, share): (u16, &f64)| {
            let ends = ends.get(&number).copied().unwrap_or_default();
            cost((((ends + 0.5) / (share + 1.0)).min(1.0)).powf(ENDING))
        };
        subject.endings = (0..).zip(&subject.shares).map(ending).collect();
        for (number, (share, word)) in subject.shares.iter_mut().zip(&said).enumerate() {
            *share = if word.chars().nth(1).is_some() {
                *share / f64::max(total, 1.0)
            } else {
                told.0.get(number).copied().unwrap_or_default() / f64::max(told.1, 1.0)
            };
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

    /// What it costs that a sentence ends with a word.
    pub(super) fn ending(&self, word: u16) -> Cost {
        if word == 0 { ENDING_OF_UNKNOWN } else { self.endings.get(usize::from(word)).copied().unwrap_or(ENDING_OF_UNKNOWN) }
    }

    /// Cost that the second word saves when it follows the first.
    pub(super) fn saved(&self, one: u16, next: u16) -> Cost {
        if one == 0 || next == 0 { 0 } else { self.pairs.get(&(one, next)).copied().unwrap_or_default() }
    }
}
