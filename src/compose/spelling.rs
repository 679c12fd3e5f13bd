//! The syllables that a stretch of keys may stand for: written out, begun, or as somebody says it who does not speak the standard language.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::{
    Cost,
    keys::{Keys, Mode},
    syllables::{SYLLABLES, Syllable},
};
use crate::text::{SAME_FINALS, SAME_INITIALS, SAME_INITIALS_TO_SOME};

/// The most keys that one syllable takes.
const LONGEST: usize = 7;

/// Cost of each liberty. Typing one letter for a syllable is a habit, mixing up `n` and `l` is speech, swapped letters are a slip.
/// Settled with the matters of `tests/fixtures/matters.txt`, whose presses `gongkai compose --measure` counts.
struct Costs {
    initial: Cost,
    double_initial: Cost,
    begun: Cost,
    speech: Cost,
    umlaut: Cost,
    slip: Option<Cost>,
}

const LETTERS: Costs = Costs { initial: 150, double_initial: 80, begun: 80, speech: 350, umlaut: 50, slip: Some(700) };
/// Digits say less about a syllable, so that liberties lead further astray.
const DIGITS: Costs = Costs { initial: 300, double_initial: 250, begun: 150, speech: 550, umlaut: 50, slip: None };

/// A syllable that a stretch of keys may stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Reading {
    syllable: Syllable,
    cost: Cost,
    /// Only where a syllable must end: the typing breaks off here.
    begun: bool,
}

/// All spellings for one kind of keys.
#[derive(Debug)]
pub(super) struct Spellings {
    readings: FxHashMap<u64, Box<[Reading]>>,
}

/// The syllables that may begin at one key.
#[derive(Debug)]
pub(super) struct Beginnings {
    /// Sorted by syllable: the syllable, the key after it, and what reading it so costs.
    found: Vec<(Syllable, usize, Cost)>,
    /// Where in `found` each syllable begins and ends.
    of: Vec<(u16, u16)>,
}

impl Spellings {
    pub(super) fn new(mode: Mode) -> Self {
        let costs = match mode {
            Mode::Letters => LETTERS,
            Mode::NineGrid => DIGITS,
        };
        let mut best: BTreeMap<(u64, Syllable, bool), Cost> = BTreeMap::new();
        for (letters, syllable) in SYLLABLES.iter().zip(0..) {
            for (typed, cost, begun) in ways(letters, &costs) {
                let keys: Vec<u8> = match mode {
                    Mode::Letters => typed.into_bytes(),
                    Mode::NineGrid => typed.bytes().filter_map(digit).collect(),
                };
                let known = best.entry((packed(&keys), syllable, begun)).or_insert(cost);
                *known = cost.min(*known);
            }
        }
        let mut readings: FxHashMap<u64, Vec<Reading>> = FxHashMap::default();
        for ((keys, syllable, begun), cost) in best {
            readings.entry(keys).or_default().push(Reading { syllable, cost, begun });
        }
        Self { readings: readings.into_iter().map(|(keys, readings)| (keys, readings.into())).collect() }
    }

    /// The syllables that may begin at a key.
    pub(super) fn beginning(&self, keys: &Keys, at: usize) -> Beginnings {
        let mut found = Vec::new();
        for end in at + 1..=keys.len().min(at + LONGEST) {
            let stretch = keys.keys.get(at..end).unwrap_or_default();
            let readings = self.readings.get(&packed(stretch)).map(AsRef::as_ref).unwrap_or_default();
            let ends = keys.is_wall(end);
            found.extend(readings.iter().filter(|reading| ends || !reading.begun).map(|reading| (reading.syllable, end, reading.cost)));
            if ends {
                break;
            }
        }
        found.sort_unstable();
        // A syllable that is both written out and begun with the same keys.
        found.dedup_by_key(|(syllable, end, _)| (*syllable, *end));
        let mut of = vec![(0, 0); SYLLABLES.len()];
        let mut at = 0;
        for group in found.chunk_by(|(one, ..), (other, ..)| one == other) {
            let end = at + u16::try_from(group.len()).unwrap_or(u16::MAX);
            if let Some(place) = group.first().and_then(|(syllable, ..)| of.get_mut(usize::from(*syllable))) {
                *place = (at, end);
            }
            at = end;
        }
        Beginnings { found, of }
    }
}

impl Beginnings {
    /// Where the syllable may end, and at what cost.
    pub(super) fn of(&self, syllable: Syllable) -> impl Iterator<Item = (usize, Cost)> + '_ {
        let (from, to) = self.of.get(usize::from(syllable)).copied().unwrap_or_default();
        self.found.get(usize::from(from)..usize::from(to)).unwrap_or_default().iter().map(|(_, end, cost)| (*end, *cost))
    }
}

/// Every way to type a syllable: the letters, the cost, and whether the typing breaks off in it.
fn ways(syllable: &str, costs: &Costs) -> Vec<(String, Cost, bool)> {
    let mut all = Vec::new();
    for (spoken, speech) in spoken(syllable, costs.speech) {
        for (written, spelling) in written(&spoken, costs.umlaut) {
            all.push((written, speech + spelling, false));
        }
    }
    let letters: Vec<char> = syllable.chars().collect();
    for length in 1..letters.len() {
        let beginning: String = letters.iter().take(length).collect();
        match (length, beginning.as_str()) {
            (1, _) => all.push((beginning, costs.initial, false)),
            (2, "zh" | "ch" | "sh") => all.push((beginning, costs.double_initial, false)),
            _ => all.push((beginning, costs.begun, true)),
        }
    }
    if let Some(slip) = costs.slip
        && letters.len() > 2
    {
        for at in 1..letters.len() {
            let mut swapped = letters.clone();
            swapped.swap(at - 1, at);
            all.push((swapped.into_iter().collect(), slip, false));
        }
    }
    all
}

/// A syllable as people say it: as it is, with another beginning, another end, or both.
fn spoken(syllable: &str, speech: Cost) -> Vec<(String, Cost)> {
    let mut beginnings = vec![(syllable.to_owned(), 0)];
    for (one, other) in SAME_INITIALS.iter().chain(SAME_INITIALS_TO_SOME) {
        for (from, to) in [(one, other), (other, one)] {
            // `z` is no `zh` without its `h`.
            let is_longer =
                ["zh", "ch", "sh", "hu"].iter().any(|longer| *longer != *from && longer.starts_with(from) && syllable.starts_with(longer));
            if let Some(rest) = syllable.strip_prefix(from)
                && !is_longer
            {
                beginnings.push((format!("{to}{rest}"), speech));
            }
        }
    }
    let mut all = Vec::new();
    for (beginning, cost) in beginnings {
        for (one, other) in SAME_FINALS {
            for (from, to) in [(one, other), (other, one)] {
                if let Some(rest) = beginning.strip_suffix(from) {
                    all.push((format!("{rest}{to}"), cost + speech));
                }
            }
        }
        all.push((beginning, cost));
    }
    all
}

/// The letters for a sound that the keyboard does not have.
fn written(syllable: &str, umlaut: Cost) -> Vec<(String, Cost)> {
    let mut all = vec![(syllable.to_owned(), 0)];
    match syllable {
        "lv" | "nv" => {
            all.push((syllable.replace('v', "yu"), umlaut));
            all.push((syllable.replace('v', "u"), umlaut * 6));
        }
        "lve" | "nve" => all.push((syllable.replace('v', "u"), 0)),
        _ if syllable.starts_with(['j', 'q', 'x', 'y']) && syllable.contains('u') => all.push((syllable.replace('u', "v"), umlaut)),
        _ => {}
    }
    all
}

/// The digit on which a letter stands.
pub(super) fn digit(letter: u8) -> Option<u8> {
    Some(match letter {
        b'a'..=b'c' => b'2',
        b'd'..=b'f' => b'3',
        b'g'..=b'i' => b'4',
        b'j'..=b'l' => b'5',
        b'm'..=b'o' => b'6',
        b'p'..=b's' => b'7',
        b't'..=b'v' => b'8',
        b'w'..=b'z' => b'9',
        _ => return None,
    })
}

/// Up to seven keys as one number.
fn packed(keys: &[u8]) -> u64 {
    keys.iter().fold(0, |number, key| (number << 8) | u64::from(*key))
}
