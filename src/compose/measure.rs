//! How many keys a text takes: the least presses of somebody who sees every candidate and always chooses what helps most, and whether a text
//! stands first once all of it was typed.

use std::{
    cmp::Reverse,
    collections::{BinaryHeap, HashMap},
};

use super::{Candidate, Lexicon, Mode, spelling::digit, syllables::SYLLABLES};

/// Candidates on a page. One of the page in sight costs one press, each page turned one more.
pub const PAGE: usize = 9;

/// Pages that somebody turns before typing on.
const PAGES: usize = 5;

/// How somebody types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Way {
    /// One letter for each character.
    Initials,
    /// Every letter.
    Full,
    /// Every letter, on a number pad.
    NineGrid,
    /// Every letter of one character, one letter of the next.
    Mixed,
    /// Every letter, as it is said where `zh`, `ch`, `sh`, `ing`, `eng` are not told from `z`, `c`, `s`, `in`, `en`.
    Southern,
}

/// The presses that a text took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Presses {
    /// Keys pressed, choosing included.
    pub presses: usize,
    /// Characters written.
    pub characters: usize,
    /// The keys: what was typed, and each choice as its number in brackets.
    pub keys: String,
}

impl Way {
    /// The mode in which keys of this kind are read.
    pub fn mode(self) -> Mode {
        match self {
            Self::Initials | Self::Full | Self::Mixed | Self::Southern => Mode::Letters,
            Self::NineGrid => Mode::NineGrid,
        }
    }

    /// The keys of the syllable at a place, from 0.
    fn keys(self, syllable: &str, at: usize) -> String {
        match self {
            Self::Initials => syllable.chars().take(1).collect(),
            Self::Mixed if at % 2 == 1 => Self::Initials.keys(syllable, at),
            Self::Full | Self::Mixed => syllable.to_owned(),
            Self::NineGrid => syllable.bytes().filter_map(digit).map(char::from).collect(),
            Self::Southern => {
                let (initial, rest) = if let Some(rest) = syllable.strip_prefix("zh") {
                    ("z", rest)
                } else if let Some(rest) = syllable.strip_prefix("ch") {
                    ("c", rest)
                } else if let Some(rest) = syllable.strip_prefix("sh") {
                    ("s", rest)
                } else {
                    ("", syllable)
                };
                let nasal = rest.ends_with("ing") || rest.ends_with("eng");
                format!("{initial}{}", if nasal { rest.trim_end_matches('g') } else { rest })
            }
        }
    }
}

/// A moment of typing: characters written, keys typed of what remains. Fewest presses first.
type Moment = (usize, usize);

/// The least presses with which a text can be written; none if it cannot be spelled or is never offered.
pub fn presses(lexicon: &Lexicon, text: &str, way: Way) -> Option<Presses> {
    let keys = keys(lexicon, text, way)?;
    let characters = text.chars().count();
    let remaining = |written: usize| -> String { keys.iter().skip(written).map(String::as_str).collect() };
    let mut offered: HashMap<String, Vec<Candidate>> = HashMap::new();
    let mut least: HashMap<Moment, (usize, String)> = HashMap::from([((0, 0), (0, String::new()))]);
    let mut open = BinaryHeap::from([(Reverse(0), (0, 0))]);
    while let Some((Reverse(pressed), moment)) = open.pop() {
        let (written, typed) = moment;
        let (least_pressed, way_here) = least.get(&moment).cloned()?;
        if pressed > least_pressed {
            continue;
        }
        if written == characters && typed == 0 {
            return Some(Presses { presses: pressed, characters, keys: way_here });
        }
        let remains = remaining(written);
        let mut reach = |moment: Moment, pressed: usize, keys: String| {
            if least.get(&moment).is_none_or(|(known, _)| pressed < *known) {
                least.insert(moment, (pressed, keys));
                open.push((Reverse(pressed), moment));
            }
        };
        if let Some(key) = remains.chars().nth(typed) {
            reach((written, typed + 1), pressed + 1, format!("{way_here}{key}"));
        }
        if typed == 0 {
            continue;
        }
        let pending: String = remains.chars().take(typed).collect();
        let candidates = offered.entry(pending.clone()).or_insert_with(|| lexicon.candidates(&pending, way.mode(), PAGE * PAGES));
        let rest: String = text.chars().skip(written).collect();
        for (at, candidate) in candidates.iter().enumerate().filter(|(_, candidate)| rest.starts_with(&candidate.text)) {
            let now = written + candidate.text.chars().count();
            let left: String = pending.chars().skip(candidate.typed).collect();
            // What is left over must be the beginning of what is still to be written.
            if remaining(now).starts_with(&left) {
                reach((now, left.len()), pressed + 1 + at / PAGE, format!("{way_here}[{}]", at + 1));
            }
        }
    }
    None
}

/// The place among the candidates, from 1, of a text all of whose keys were typed at once; none if it is not among the first pages.
pub fn place(lexicon: &Lexicon, text: &str, way: Way) -> Option<usize> {
    let typed = keys(lexicon, text, way)?.concat();
    let candidates = lexicon.candidates(&typed, way.mode(), PAGE * PAGES);
    candidates.iter().position(|candidate| candidate.text == text).map(|at| at + 1)
}

/// The keys of each character.
fn keys(lexicon: &Lexicon, text: &str, way: Way) -> Option<Vec<String>> {
    let syllables = lexicon.reading(text)?;
    let all = syllables.iter().map(|number| SYLLABLES.get(usize::from(*number))).enumerate();
    all.map(|(at, syllable)| syllable.map(|syllable| way.keys(syllable, at))).collect()
}
