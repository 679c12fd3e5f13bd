//! A shelf of words followed along the keys.

use super::{
    Cost,
    spelling::Beginnings,
    trie::{ROOT, Trie, Word},
};

/// Branches visited from one key. Ordinary typing needs a few thousand.
const VISITS: usize = 20_000;

/// Follows the branches of a shelf along the keys. `found` gets the key after each word, what its liberties cost, and the word; `reached` each
/// branch at which the keys end, with the syllables to it and their cost.
pub(super) fn walk<T: AsRef<str>>(
    shelf: &Trie<T>,
    beginnings: &[Beginnings],
    from: usize,
    freedom: Cost,
    mut found: impl FnMut(usize, Cost, (u32, &Word)),
    mut reached: impl FnMut(u32, usize, Cost),
) {
    let mut open = vec![(ROOT, from, 0, 0)];
    let mut visits = 0;
    while let Some((branch, at, cost, depth)) = open.pop() {
        visits += 1;
        if visits > VISITS {
            return;
        }
        if depth > 0 {
            for word in shelf.words_at(branch) {
                if let Some(known) = shelf.word(word) {
                    found(at, cost, (word, known));
                }
            }
        }
        let Some(beginning) = beginnings.get(at) else {
            reached(branch, depth, cost);
            continue;
        };
        for &(syllable, next) in shelf.branches(branch) {
            open.extend(
                beginning
                    .of(syllable)
                    .filter(|(_, liberty)| cost + liberty <= freedom)
                    .map(|(end, liberty)| (next, end, cost + liberty, depth + 1)),
            );
        }
    }
}
