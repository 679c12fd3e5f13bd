//! How much of a question's matter one bearer writes, and where.

use rustc_hash::FxHashMap;

use super::{asked::Request, bearers::Bearers, said::Written};
use crate::search::everyday::Everyday;

/// Which characters of the matter are met, one bit each.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Cover {
    /// In a name, as it was said.
    pub(super) name: u64,
    /// In a name, as it is written.
    pub(super) called: u64,
    /// In a name that is cut short.
    pub(super) short: u64,
    /// In what it does, as it was said.
    pub(super) does: u64,
    /// In what it does, as it is written.
    pub(super) duty: u64,
    /// In what it does, in the official words for what was said.
    pub(super) official: u64,
    /// The same matter in other everyday words.
    pub(super) meant: u64,
    /// Of these, what few have: it tells them apart.
    pub(super) rare: u64,
}

impl Cover {
    /// What is met in a name.
    pub(super) fn named(&self) -> u64 {
        self.name | self.called | self.short
    }

    /// What is met in words that mean nothing else.
    pub(super) fn sure(&self) -> u64 {
        self.named() | self.does | self.duty
    }

    /// Everything that is met.
    pub(super) fn all(&self) -> u64 {
        self.sure() | self.official | self.meant
    }
}

/// Part of the bearers beyond which a word tells nobody apart.
const COMMON: usize = 12;
/// Characters of an official term that means one matter and no other: 最低生活保障.
const TELLING: usize = 4;
/// Bearers that a word may have at any rate.
const FEW: usize = 4;

/// What every bearer covers that has anything of the matter.
pub(super) fn covers(request: &Request, bearers: &Bearers, everyday: &Everyday) -> FxHashMap<u32, Cover> {
    let mut covers: FxHashMap<u32, Cover> = FxHashMap::default();
    let few = FEW.max(bearers.all.len() / COMMON);
    let mut add = |found: &[(u32, bool)], bits: u64, set: fn(&mut Cover, bool) -> &mut u64| {
        let rare = found.len() <= few;
        for (number, in_name) in found {
            let cover = covers.entry(*number).or_default();
            *set(cover, *in_name) |= bits;
            cover.rare |= if rare { bits } else { 0 };
        }
    };
    for (at, pair) in request.chars.windows(2).enumerate() {
        let bits = 0b11 << at;
        if let [first, second] = *pair
            && request.matter & bits != 0
        {
            add(
                bearers.pair([first, second]),
                bits & request.matter,
                |cover, in_name| if in_name { &mut cover.name } else { &mut cover.does },
            );
        }
    }
    for name in &request.said {
        let bits = run(name.from, name.length) & request.matter;
        for term in &name.terms {
            let found = bearers.term(term);
            match name.written {
                Written::InNames => add(&found, bits, |cover, in_name| if in_name { &mut cover.called } else { &mut cover.duty }),
                Written::InDuties => add(&found, bits, |cover, _| &mut cover.duty),
            }
        }
    }
    for said in everyday.said_in(&request.chars) {
        let bits = run(said.from, said.length) & request.matter;
        if bits.count_ones() as usize == said.length {
            for official in &said.official {
                let of_its_own = official.chars().count() >= TELLING;
                add(&bearers.term(official), bits, if of_its_own { |cover, _| &mut cover.official } else { |cover, _| &mut cover.meant });
                add(bearers.matter(official), bits, |cover, _| &mut cover.meant);
            }
        }
    }
    abbreviated(request, bearers, &mut covers);
    for number in request.holidays.iter().flat_map(|holiday| bearers.term(holiday)).map(|(number, _)| number) {
        covers.entry(number).or_default();
    }
    covers
}

/// One bit for each of so many characters.
fn run(from: usize, length: usize) -> u64 {
    let ones = 1u64.checked_shl(u32::try_from(length).unwrap_or(u32::MAX)).map_or(u64::MAX, |bit| bit - 1);
    ones.checked_shl(u32::try_from(from).unwrap_or(u32::MAX)).unwrap_or(0)
}

/// Shortest name cut short that is recognised: 县一中, 农商行.
const SHORTEST: usize = 3;
const LONGEST: usize = 6;
/// Adds those whose name is cut short.
fn abbreviated(request: &Request, bearers: &Bearers, covers: &mut FxHashMap<u32, Cover>) {
    for (from, length) in runs(request.matter).into_iter().filter(|(_, length)| (SHORTEST..=LONGEST).contains(length)) {
        let said: Vec<char> = request.chars.iter().skip(from).take(length).copied().collect();
        for number in bearers.short_for(&said) {
            covers.entry(number).or_default().short |= run(from, length);
        }
    }
}

/// The runs of ones: where each begins, and how long it is.
fn runs(bits: u64) -> Vec<(usize, usize)> {
    let mut runs = Vec::new();
    let mut at = 0;
    while at < 64 {
        let length = (at..64).take_while(|bit| bits & 1 << bit != 0).count();
        if length > 0 {
            runs.push((at, length));
        }
        at += length.max(1);
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_where_ones_stand_together() {
        assert_eq!(runs(0b110_0111), [(0, 3), (5, 2)]);
        assert_eq!((run(5, 2), run(0, 64), run(70, 3)), (0b110_0000, u64::MAX, 0));
    }
}
