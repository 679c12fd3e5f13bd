//! All words that the keys may hold, laid over one another, and the best ways through them from each key to the end.

use super::{
    Cost, Lexicon,
    left::Left,
    spelling::Beginnings,
    trie::{Trie, Word},
    walk::walk,
};

/// Words kept between two keys, and ways kept from a key to the end: chosen by what a key costs (`benches/compose.rs`) while the presses for the
/// matters of `tests/fixtures/matters.txt` (`gongkai compose --measure`) stay where they are.
const KEPT: usize = 10;
const WAYS: usize = 5;

/// Liberties that one word may take with its spelling: from the first key on, whatever somebody types; further on, no more than help.
const FREEDOM: (Cost, Cost) = (3000, 900);

/// Cost of each key that remains and of which no word can be made: more than any word takes for a key, so that a long sentence full of liberties
/// is better than nothing.
const DEAD: Cost = 1500;

/// A word of either shelf.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Piece {
    /// Whether it stands among the phrases.
    pub(super) phrase: bool,
    /// Its number there.
    pub(super) word: u32,
}

/// A word that the keys up to `end` spell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Edge {
    pub(super) cost: Cost,
    pub(super) end: usize,
    pub(super) piece: Piece,
    pub(super) subject: u16,
    /// Whether the keys are its spelling, letter by letter.
    pub(super) exact: bool,
}

/// A way from a key to the end of the keys.
#[derive(Debug, Clone, Copy)]
pub(super) struct Path {
    pub(super) cost: Cost,
    /// Its first word and which of the ways from that word's end follows; none at the end.
    first: Option<(Edge, usize)>,
}

/// The words over the keys.
#[derive(Debug)]
pub(super) struct Lattice {
    /// From the first key: every word.
    pub(super) first: Vec<Edge>,
    /// Phrases that go on beyond the last key, with the cost of getting so far.
    pub(super) longer: Vec<(Cost, Piece)>,
    /// From each key, best first.
    paths: Vec<Vec<Path>>,
}

impl Lattice {
    /// `beginnings` are the syllables that may begin at each key, `left` what was written before the first.
    pub(super) fn new(lexicon: &Lexicon, beginnings: &[Beginnings], left: &Left) -> Self {
        let length = beginnings.len();
        let mut lattice = Self { first: Vec::new(), longer: Vec::new(), paths: vec![Vec::new(); length + 1] };
        if let Some(end) = lattice.paths.last_mut() {
            end.push(Path { cost: 0, first: None });
        }
        // The best words up to each key, used again from one key to the next.
        let mut best: Vec<Vec<Edge>> = vec![Vec::with_capacity(KEPT + 1); length + 1];
        for from in (0..length).rev() {
            let mut longer = Vec::new();
            let mut first = Vec::new();
            let freedom = if from == 0 { FREEDOM.0 } else { FREEDOM.1 };
            let mut found = |mut edge: Edge| {
                if from == 0 {
                    edge.cost =
                        edge.cost.saturating_sub(left.saved(lexicon, edge.subject, (!edge.piece.phrase).then_some(edge.piece.word)));
                    first.push(edge);
                }
                if let Some(best) = best.get_mut(edge.end) {
                    keep(best, edge);
                }
            };
            walk(
                lexicon.words(),
                beginnings,
                from,
                freedom,
                |end, liberty, word| found(Edge::of(Piece { phrase: false, word: word.0 }, word.1, end, liberty)),
                |_, _, _| {},
            );
            walk(
                lexicon.phrases(),
                beginnings,
                from,
                freedom,
                |end, liberty, word| found(Edge::of(Piece { phrase: true, word: word.0 }, word.1, end, liberty)),
                |branch, depth, cost| longer.push((branch, depth, cost)),
            );
            if from == 0 {
                lattice.first = first;
                lattice.longer = beyond(lexicon.phrases(), &longer);
            }
            let mut ways = Vec::new();
            for edge in best.iter_mut().flat_map(|best| best.drain(..)) {
                ways.extend(lattice.onward(lexicon, &edge, from == 0).map(|(cost, then)| Path { cost, first: Some((edge, then)) }));
            }
            ways.sort_by_key(|path| path.cost);
            ways.truncate(WAYS);
            if ways.is_empty() {
                let remain = Cost::try_from(length - from).unwrap_or(Cost::MAX);
                ways.push(Path { cost: DEAD.saturating_mul(remain), first: None });
            }
            if let Some(place) = lattice.paths.get_mut(from) {
                *place = ways;
            }
        }
        lattice
    }

    /// The ways that begin with a word: their costs, and which way follows it. A word that `begins` the keys and ends them too is no sentence,
    /// and nothing is said of how it ends.
    fn onward<'a>(&'a self, lexicon: &'a Lexicon, edge: &'a Edge, begins: bool) -> impl Iterator<Item = (Cost, usize)> + 'a {
        self.paths.get(edge.end).into_iter().flatten().zip(0..).map(move |(path, then)| {
            let subject = lexicon.subject();
            let next = path.first.map_or(0, |(next, _)| next.subject);
            let ends = edge.end + 1 == self.paths.len();
            let ending = if ends && !begins { subject.ending(edge.subject) } else { 0 };
            ((edge.cost + path.cost + ending).saturating_sub(subject.saved(edge.subject, next)), then)
        })
    }

    /// The cost of the best way that begins with a word.
    pub(super) fn total(&self, lexicon: &Lexicon, edge: &Edge) -> Cost {
        self.onward(lexicon, edge, true).map(|(cost, _)| cost).min().unwrap_or(Cost::MAX)
    }

    /// The best ways from the first key: what they cost, and their words.
    pub(super) fn sentences(&self) -> impl Iterator<Item = (Cost, Vec<Edge>)> + '_ {
        self.paths.first().into_iter().flatten().map(|path| {
            let mut words = Vec::new();
            let mut at = Some(path);
            while let Some((edge, then)) = at.and_then(|path| path.first) {
                words.push(edge);
                at = self.paths.get(edge.end).and_then(|paths| paths.get(then));
            }
            (path.cost, words)
        })
    }
}

/// Puts a word among the best, cheapest first.
fn keep(best: &mut Vec<Edge>, edge: Edge) {
    if best.len() < KEPT || best.last().is_some_and(|last| edge < *last) {
        let at = best.partition_point(|other| *other < edge);
        best.insert(at, edge);
        best.truncate(KEPT);
    }
}

impl Edge {
    fn of(piece: Piece, word: &Word, end: usize, liberty: Cost) -> Self {
        Self { cost: liberty + word.cost, end, piece, subject: word.subject, exact: liberty == 0 }
    }
}

/// Syllables that must be typed before a phrase is offered that goes on beyond them.
const ENOUGH: usize = 2;

/// The phrases beyond the branches at which the keys end.
fn beyond(phrases: &Trie<String>, reached: &[(u32, usize, Cost)]) -> Vec<(Cost, Piece)> {
    let mut longer = Vec::new();
    for (branch, depth, cost) in reached.iter().filter(|(_, depth, _)| *depth >= ENOUGH) {
        for word in phrases.words_beyond(*branch) {
            let Some(known) = phrases.word(word) else { continue };
            let more = phrases.text(word).chars().count().saturating_sub(*depth);
            longer.push((cost + known.cost + 40 * Cost::try_from(more).unwrap_or(Cost::MAX / 64), Piece { phrase: true, word }));
        }
    }
    longer.sort_unstable();
    longer
}
