//! What somebody meant who took one character for another: the query with that character put right, to be offered and never forced.
//!
//! A character is doubted where the library writes it beside neither of its neighbours. What takes its place is written beside both, and sounds
//! the same, or so in a dialect; or it is the next one, and the two change places.

use std::{collections::HashMap, io, sync::LazyLock};

use super::{
    everyday::Everyday,
    language,
    lists::Lists,
    words::{is_general, is_number},
};
use crate::text::{blurred, fold_char, is_han, sound};

/// Wrong characters that are put right.
const SLIPS: usize = 2;
/// Longest query that is looked at; who tells a story is not corrected.
const LONGEST: usize = 24;
/// How much more often what is offered must be written than what was typed. Chosen by hand so that right questions of the sample county stay
/// uncorrected.
const RATHER: u32 = 20;

/// Characters of a word that tells by itself what was meant, whatever stands beside it.
const TELLING: [usize; 2] = [3, 4];

/// Han characters by the way they are heard where zh is z, n is l and in is ing.
static HEARD: LazyLock<HashMap<String, Vec<char>>> = LazyLock::new(|| {
    let mut heard: HashMap<String, Vec<char>> = HashMap::new();
    for c in '\u{4e00}'..='\u{9fff}' {
        if let Some(sound) = sound(c) {
            heard.entry(blurred(sound)).or_default().push(c);
        }
    }
    heard
});

/// Han characters that are taken for each other by how they look, `data/alike.txt`.
static ALIKE: LazyLock<Vec<&str>> = LazyLock::new(|| {
    include_str!("../../data/alike.txt").lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).collect()
});

/// The characters that one is taken for by how it looks.
fn looks_like(c: char) -> impl Iterator<Item = char> {
    ALIKE.iter().filter(move |group| group.contains(c)).flat_map(|group| group.chars()).filter(move |other| *other != c)
}

/// Makes the table of sounds, so that the first question does not wait for it.
pub(super) fn warm_up() {
    LazyLock::force(&HEARD);
    LazyLock::force(&ALIKE);
}

/// Where a library writes what.
pub(super) struct Written<'a>(pub(super) &'a Lists);

/// What should stand at a place instead.
#[derive(Debug, Clone, PartialEq)]
struct Slip {
    at: usize,
    instead: Vec<char>,
    /// How much speaks for it.
    worth: u32,
    /// Whether it makes a word with one neighbour, and the other is none of its business.
    in_word: bool,
}

/// What a pair that the library writes is worth for each way in which another came to be typed.
const SAME_SOUND: u32 = 4;
const NEARLY_SAME_SOUND: u32 = 1;
const SWAPPED: u32 = 1;

impl Written<'_> {
    /// The query put right; none where nothing is doubted, nothing better is known, or the rest is strange to the library as well.
    pub(super) fn meant(&self, text: &str, everyday: &Everyday) -> io::Result<Option<String>> {
        let chars: Vec<char> = text.trim().chars().map(fold_char).collect();
        if !(2..=LONGEST).contains(&chars.len()) {
            return Ok(None);
        }
        // Where the rest is strange, a word that tells by itself what was meant is put right all the same.
        match self.put_right(&chars, everyday, false)? {
            (_, 0) => Ok(None),
            (Some(meant), _) => Ok(Some(meant)),
            (None, _) => Ok(self.put_right(&chars, everyday, true)?.0),
        }
    }

    /// The query put right, if it may be, and how many characters were wrong; `words_only`: no others than make a word by themselves.
    fn put_right(&self, typed: &[char], everyday: &Everyday, words_only: bool) -> io::Result<(Option<String>, usize)> {
        let mut chars = typed.to_vec();
        // Words that only ask are no slips, nor is what people say and papers do not.
        let mut known = everyday.fillers.mark(&chars);
        for said in everyday.said_in(&chars).into_iter().filter(|said| !said.shaped) {
            known.iter_mut().skip(said.from).take(said.length).for_each(|known| *known = true);
        }
        // A word that only asks is no neighbour to what might have been meant: of 营业执召怎么办 the last character is 召. It speaks all the same for what
        // was typed: the 钱 of 多少钱 is no slip.
        let mut judged: Vec<char> = chars.iter().zip(everyday.fillers.mark(&chars)).map(|(c, asks)| if asks { ' ' } else { *c }).collect();
        let (mut slips, mut in_words) = (0, true);
        while slips < SLIPS
            && let Some(slip) = self.likeliest(&chars, &judged, &known, everyday, words_only)?
        {
            let place = slip.at..slip.at + slip.instead.len();
            known.iter_mut().take(place.end).skip(place.start).for_each(|known| *known = true);
            judged.splice(place.clone(), slip.instead.iter().copied());
            chars.splice(place, slip.instead);
            slips += 1;
            in_words &= slip.in_word;
        }
        // What titles or keywords have is here, however strange the rest is.
        let is_sure = slips > 0 && (in_words || self.all_written(&judged, &known)?);
        Ok((is_sure.then(|| chars.into_iter().collect()), slips))
    }

    /// The slip that most speaks for.
    fn likeliest(
        &self,
        chars: &[char],
        judged: &[char],
        known: &[bool],
        everyday: &Everyday,
        words_only: bool,
    ) -> io::Result<Option<Slip>> {
        let doubtful = |at: usize| known.get(at) == Some(&false) && chars.get(at).is_some_and(|c| is_han(*c));
        let mut best: Option<Slip> = None;
        for at in (0..chars.len()).filter(|at| doubtful(*at)) {
            let swapped = if doubtful(at + 1) { self.swapped(chars, judged, at)? } else { None };
            for slip in [self.better(chars, judged, at, everyday)?, swapped].into_iter().flatten() {
                if (slip.in_word || !words_only) && best.as_ref().is_none_or(|best| slip.worth > best.worth) {
                    best = Some(slip);
                }
            }
        }
        Ok(best)
    }

    /// Two characters that are written the other way round.
    fn swapped(&self, chars: &[char], judged: &[char], at: usize) -> io::Result<Option<Slip>> {
        let Some(&[first, second]) = chars.get(at..at + 2) else { return Ok(None) };
        let typed = around(chars, at, &[first, second]);
        let mut counts = typed.iter().map(|pair| self.written(pair)).collect::<Result<Vec<_>, _>>()?;
        counts.sort_unstable();
        // One of three pairs may be a word by chance.
        let typed = counts.iter().rev().nth(usize::from(counts.len() > 2)).copied().unwrap_or(0);
        let instead = vec![second, first];
        let count = least(around(judged, at, &instead).iter().map(|pair| self.written(pair)))?;
        Ok((count > 0 && count / RATHER >= typed).then(|| Slip { at, instead, worth: SWAPPED * count, in_word: false }))
    }

    /// One character that stands for another which sounds like it.
    fn better(&self, chars: &[char], judged: &[char], at: usize, everyday: &Everyday) -> io::Result<Option<Slip>> {
        let Some((&c, heard)) = chars.get(at).and_then(|c| Some((c, sound(*c)?))) else { return Ok(None) };
        let typed = around(chars, at, &[c]);
        let between = around(judged, at, &[c]).len() > 1;
        let typed = most(typed.iter().map(|pair| self.written(pair)))?;
        // A numeral, a word that goes with any matter, or part of a longer word stands beside whatever it likes: 一学期, 找公务员, 政府.
        if is_number(&[c]) {
            return Ok(None);
        }
        let is_whole = is_general(&[c]) || !stands(judged, at, 1);
        let mut best: Option<Slip> = None;
        let alike = HEARD.get(&blurred(heard)).into_iter().flatten().copied().filter(|other| *other != c).chain(looks_like(c));
        for other in alike {
            let pairs = around(judged, at, &[other]);
            let count = least(pairs.iter().map(|pair| match (chars.len(), between) {
                // Nothing else tells which of many words was meant.
                (2, _) => self.0.about.count(pair),
                (_, true) => self.written(pair),
                // One neighbour alone is sure enough only where titles and keywords have the pair.
                (_, false) => self.named(pair),
            }))?;
            let count = if count / RATHER < typed || is_whole { 0 } else { count };
            let same = sound(other) == Some(heard) || looks_like(c).any(|alike| alike == other);
            let in_word = if same { self.in_word(judged, at, other, everyday)? } else { 0 };
            let in_word = in_word.max(self.in_telling_word(judged, at, other, everyday)?);
            let (count, in_word) = (count.max(in_word), in_word > 0);
            let worth = count * if sound(other) == Some(heard) { SAME_SOUND } else { NEARLY_SAME_SOUND };
            if count > 0 && best.as_ref().is_none_or(|best| worth > best.worth) {
                best = Some(Slip { at, instead: vec![other], worth, in_word });
            }
        }
        Ok(best)
    }

    /// How many titles or keywords have the word of two that a character makes with one neighbour, where the query is cut so that this word stands
    /// there, and what was typed is a single character in the cut: 退休 of 退修手续, 社保 of 我的社宝断了. No paper writes 休手, and nobody means it.
    fn in_word(&self, judged: &[char], at: usize, other: char, everyday: &Everyday) -> io::Result<u32> {
        let mut meant = judged.to_vec();
        meant.iter_mut().skip(at).take(1).for_each(|c| *c = other);
        let mut most = 0;
        for from in [at.checked_sub(1), Some(at)].into_iter().flatten() {
            let pair = |chars: &[char]| chars.get(from..from + 2).map(|pair| pair.iter().collect::<String>());
            let Some((meant_pair, typed_pair)) = pair(&meant).zip(pair(judged)) else { continue };
            if language::is_general(&meant_pair) || language::is_word(&typed_pair) {
                continue;
            }
            // 低保 is a word to those who say it, and in no list.
            let is_cut = if language::is_word(&meant_pair) { stands(&meant, from, 2) } else { everyday.knows(&meant_pair) };
            let named = if is_cut { self.named(&meant_pair)? } else { 0 };
            if named > most && named / RATHER >= self.written(&typed_pair)? && stands(judged, at, 1) {
                most = named;
            }
        }
        Ok(most)
    }

    /// How many titles or keywords have a long word that a character makes with its neighbours, where what was typed is none and its pairs are hardly
    /// written: 身份证 of 身份正掉了, 居住证 of 居住正要几天.
    fn in_telling_word(&self, judged: &[char], at: usize, other: char, everyday: &Everyday) -> io::Result<u32> {
        let is_word = |chars: &[char]| {
            let word: String = chars.iter().collect();
            language::is_word(&word) || everyday.knows(&word)
        };
        let mut most = 0;
        for (length, from) in TELLING.into_iter().flat_map(|length| ((at + 1).saturating_sub(length)..=at).map(move |from| (length, from)))
        {
            let Some(typed) = judged.get(from..from + length).filter(|typed| typed.iter().all(|c| is_han(*c))) else { continue };
            let mut word = typed.to_vec();
            word.iter_mut().skip(at - from).take(1).for_each(|c| *c = other);
            if !is_word(&word) || is_word(typed) {
                continue;
            }
            let touches = |pair: usize| pair + 1 == at - from || pair == at - from;
            let pairs = |chars: &[char]| -> Vec<String> {
                chars.windows(2).enumerate().filter(|(pair, _)| touches(*pair)).map(|(_, pair)| pair.iter().collect()).collect()
            };
            let named = least(pairs(&word).iter().map(|pair| self.named(pair)))?;
            let written = least(pairs(&word).iter().map(|pair| self.written(pair)))?;
            let typed = least(pairs(typed).iter().map(|pair| self.written(pair)))?;
            if named > 0 && written / RATHER >= typed {
                most = most.max(written);
            }
        }
        Ok(most)
    }

    /// Whether the library writes all pairs of what is left to judge.
    fn all_written(&self, chars: &[char], known: &[bool]) -> io::Result<bool> {
        for (pair, known) in chars.windows(2).zip(known.windows(2)) {
            if let ([first, second], [false, false]) = (pair, known)
                && is_han(*first)
                && is_han(*second)
                && self.written(&[*first, *second].iter().collect::<String>())? == 0
            {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// How many passages, titles or keywords have the pair.
    fn written(&self, pair: &str) -> io::Result<u32> {
        Ok(self.0.body.count(pair)?.max(self.named(pair)?))
    }

    /// How many titles or keywords have the pair.
    fn named(&self, pair: &str) -> io::Result<u32> {
        Ok(self.0.title.count(pair)?.max(self.0.about.count(pair)?))
    }
}

/// The pairs of Han characters that some characters make with each other and with their neighbours, if they stood at a place.
fn around(chars: &[char], at: usize, instead: &[char]) -> Vec<String> {
    let before = at.checked_sub(1).and_then(|before| chars.get(before));
    let after = chars.get(at + instead.len());
    let window: Vec<char> = before.into_iter().chain(instead).chain(after).copied().collect();
    window.windows(2).filter(|pair| pair.iter().all(|c| is_han(*c))).map(|pair| pair.iter().collect()).collect()
}

/// Whether the likeliest cut of a text has a word of so many characters at a place.
fn stands(text: &[char], from: usize, length: usize) -> bool {
    let ends = language::ends(text);
    let at = ends.iter().position(|end| *end == from + length);
    at.is_some_and(|at| at.checked_sub(1).map_or(0, |before| ends.get(before).copied().unwrap_or(0)) == from)
}

/// The largest, 0 of none.
fn most(mut counts: impl Iterator<Item = io::Result<u32>>) -> io::Result<u32> {
    counts.try_fold(0, |most, count| Ok(most.max(count?)))
}

/// The smallest, 0 of none; nothing is counted after a 0.
fn least(counts: impl Iterator<Item = io::Result<u32>>) -> io::Result<u32> {
    let mut least = u32::MAX;
    for count in counts {
        least = least.min(count?);
        if least == 0 {
            break;
        }
    }
    Ok(if least == u32::MAX { 0 } else { least })
}
