//! Words in the order of their syllables: a tree in which words that begin alike share a branch.

use std::ops::Range;

use super::{Cost, syllables::Syllable};

/// A branch. All that grows from it follows it directly, up to `next`.
#[derive(Debug, Clone, Copy)]
struct Branch {
    syllable: Syllable,
    next: u32,
    /// Its first word; its last stands before the first of the branch that follows.
    words: u32,
    /// Where its own branches are listed; the list ends where that of the branch that follows begins.
    twigs: u32,
}

/// A word on the shelf.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    at: u32,
    bytes: u16,
    /// Cost of saying it.
    pub(super) cost: Cost,
    /// Its number among the words of this library's subject; 0 for all others.
    pub(super) subject: u16,
}

/// A tree of words over one text.
#[derive(Debug)]
pub(super) struct Trie<T> {
    text: T,
    branches: Vec<Branch>,
    /// The branches of each branch, side by side: going through all of them is most of the work.
    twigs: Vec<(Syllable, u32)>,
    words: Vec<Word>,
}

/// A shelf while it is filled.
#[derive(Debug)]
pub(super) struct Sorter {
    branches: Vec<Branch>,
    words: Vec<Word>,
    /// The branches from the trunk to the latest word.
    open: Vec<(Syllable, usize)>,
}

/// The trunk.
pub(super) const ROOT: u32 = 0;

impl Sorter {
    /// With room for so many words.
    pub(super) fn new(room: usize) -> Self {
        let mut branches = Vec::with_capacity(room + room / 4 + 2);
        branches.push(Branch { syllable: 0, next: 0, words: 0, twigs: 0 });
        Self { branches, words: Vec::with_capacity(room), open: Vec::new() }
    }

    /// Puts a word behind all others; it must not stand before them in the order of syllables. It is the stretch `range` of the text.
    pub(super) fn push(&mut self, syllables: &[Syllable], range: Range<usize>, cost: Cost) {
        let (Ok(at), Ok(bytes)) = (u32::try_from(range.start), u16::try_from(range.len())) else { return };
        let shared = syllables.iter().zip(&self.open).take_while(|(wanted, (syllable, _))| *wanted == syllable).count();
        self.close(shared);
        for syllable in syllables.iter().skip(shared) {
            self.open.push((*syllable, self.branches.len()));
            self.branches.push(Branch { syllable: *syllable, next: 0, words: index(self.words.len()), twigs: 0 });
        }
        self.words.push(Word { at, bytes, cost, subject: 0 });
    }

    /// The shelf over the text.
    pub(super) fn shelf<T>(mut self, text: T) -> Trie<T> {
        self.close(0);
        let end = index(self.branches.len());
        if let Some(root) = self.branches.first_mut() {
            root.next = end;
        }
        self.branches.push(Branch { syllable: 0, next: end, words: index(self.words.len()), twigs: 0 });
        let mut twigs = Vec::with_capacity(self.branches.len());
        for at in 0..self.branches.len() {
            let first = index(twigs.len());
            let mut twig = at + 1;
            let end = self.branches.get(at).map_or(0, |branch| branch.next as usize);
            while let Some(branch) = self.branches.get(twig).filter(|_| twig < end) {
                twigs.push((branch.syllable, index(twig)));
                twig = branch.next as usize;
            }
            if let Some(branch) = self.branches.get_mut(at) {
                branch.twigs = first;
            }
        }
        Trie { text, branches: self.branches, twigs, words: self.words }
    }

    /// Ends the open branches beyond the first `kept`.
    fn close(&mut self, kept: usize) {
        let end = index(self.branches.len());
        for (_, at) in self.open.drain(kept..) {
            if let Some(branch) = self.branches.get_mut(at) {
                branch.next = end;
            }
        }
    }
}

impl<T: AsRef<str>> Trie<T> {
    /// The branches that grow from a branch, each with its syllable.
    pub(super) fn branches(&self, from: u32) -> &[(Syllable, u32)] {
        let first = |at| self.branch(at).map_or(0, |branch: &Branch| branch.twigs as usize);
        self.twigs.get(first(from)..first(from + 1)).unwrap_or_default()
    }

    /// The words at a branch.
    pub(super) fn words_at(&self, branch: u32) -> Range<u32> {
        let first = |at| self.branch(at).map_or(0, |branch: &Branch| branch.words);
        first(branch)..first(branch + 1)
    }

    /// The words on all branches that grow from a branch, without its own.
    pub(super) fn words_beyond(&self, branch: u32) -> Range<u32> {
        let first = |at| self.branch(at).map_or(0, |branch: &Branch| branch.words);
        first(branch + 1)..first(self.branch(branch).map_or(0, |branch| branch.next))
    }

    /// A word.
    pub(super) fn word(&self, word: u32) -> Option<&Word> {
        self.words.get(word as usize)
    }

    /// A word's text.
    pub(super) fn text(&self, word: u32) -> &str {
        let Some(word) = self.word(word) else { return "" };
        let at = word.at as usize;
        self.text.as_ref().get(at..at + usize::from(word.bytes)).unwrap_or_default()
    }

    /// Sets the cost and subject of every word anew, from its text and its number.
    pub(super) fn weigh(&mut self, mut weigh: impl FnMut(&str, usize) -> (Cost, u16)) {
        for (number, word) in self.words.iter_mut().enumerate() {
            let at = word.at as usize;
            (word.cost, word.subject) = weigh(self.text.as_ref().get(at..at + usize::from(word.bytes)).unwrap_or_default(), number);
        }
    }

    fn branch(&self, at: u32) -> Option<&Branch> {
        self.branches.get(at as usize)
    }
}

fn index(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
