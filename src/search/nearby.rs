//! What to offer where nothing was found: words of titles that look or sound alike, and everyday themes.

use std::{collections::HashMap, sync::Arc};

use super::{found::Nearby, rank::Verdict, terms::Terms};
use crate::{
    library::{Card, Library},
    text::{fold_char, is_han, sound},
};

const OFFERED: usize = 3;
/// Shortest and longest words that are offered, in characters.
const SHORTEST: usize = 2;
const LONGEST: usize = 8;
// The limits of likeness were chosen by hand on words of the sample county.

/// What a character that only sounds the same counts.
const SAME_SOUND: f64 = 0.9;
/// Below this, words are not alike.
const ALIKE: f64 = 0.5;
const SPELLED_ALIKE: f64 = 0.7;
/// Records whose themes are looked at.
const NEAREST: usize = 20;

/// Words and themes near to what was typed. Looks through all titles.
pub(super) fn nearby(terms: &Terms, library: &Library, verdicts: &[Verdict]) -> Nearby {
    let shown = library.cards().iter().zip(verdicts).filter(|(card, _)| !library.withholds(&card.id));
    let (cards, verdicts): (Vec<&Arc<Card>>, Vec<&Verdict>) = shown.unzip();
    let cards = cards.as_slice();
    let words = if terms.letters { spelled_alike(&terms.squeezed, cards) } else { alike(&terms.squeezed, cards) };
    Nearby { words, topics: topics(cards, &verdicts) }
}

fn alike(typed: &str, cards: &[&Arc<Card>]) -> Vec<String> {
    let typed: Vec<(char, Option<&str>)> = typed.chars().map(|c| (c, sound(c))).collect();
    let length = typed.len();
    if !(SHORTEST..=LONGEST).contains(&length) {
        return Vec::new();
    }
    best(cards, &[length], |word| {
        let same = word.iter().zip(&typed).map(|(c, (typed, typed_sound))| {
            if c == typed {
                1.0
            } else if typed_sound.is_some() && sound(*c) == *typed_sound {
                SAME_SOUND
            } else {
                0.0
            }
        });
        let likeness = same.sum::<f64>() / length as f64;
        (likeness >= ALIKE).then_some(likeness)
    })
}

fn spelled_alike(typed: &str, cards: &[&Arc<Card>]) -> Vec<String> {
    let first = typed.chars().next();
    best(cards, &[2, 3, 4], |word| {
        let spelled: String = word.iter().filter_map(|c| sound(*c)).collect();
        let worth_comparing = spelled.chars().next() == first && spelled.len().abs_diff(typed.len()) <= 2;
        let likeness = if worth_comparing { strsim::normalized_damerau_levenshtein(&spelled, typed) } else { 0.0 };
        (likeness >= SPELLED_ALIKE).then_some(likeness)
    })
}

/// The words of titles with the highest likeness, then the commonest.
fn best(cards: &[&Arc<Card>], lengths: &[usize], likeness: impl Fn(&[char]) -> Option<f64>) -> Vec<String> {
    let mut found: HashMap<Vec<char>, (f64, usize)> = HashMap::new();
    for card in cards {
        let title: Vec<char> = card.title.chars().map(fold_char).collect();
        for word in lengths.iter().flat_map(|length| title.windows(*length)).filter(|word| word.iter().all(|c| is_han(*c))) {
            if let Some(known) = found.get_mut(word) {
                known.1 += 1;
            } else if let Some(likeness) = likeness(word) {
                found.insert(word.to_vec(), (likeness, 1));
            }
        }
    }
    let mut found: Vec<_> = found.into_iter().collect();
    found.sort_by(|left, right| right.1.0.total_cmp(&left.1.0).then(right.1.1.cmp(&left.1.1)).then(left.0.cmp(&right.0)));
    found.into_iter().take(OFFERED).map(|(word, _)| word.into_iter().collect()).collect()
}

/// Themes of the records that come nearest, the commonest first.
fn topics(cards: &[&Arc<Card>], verdicts: &[&Verdict]) -> Vec<String> {
    let mut nearest: Vec<(&Verdict, &Arc<Card>)> = verdicts
        .iter()
        .copied()
        .zip(cards.iter().copied())
        .filter(|(verdict, card)| verdict.score > 0.0 && !card.topics.is_empty())
        .collect();
    nearest.sort_by(|left, right| right.0.score.total_cmp(&left.0.score));
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for topic in nearest.iter().take(NEAREST).flat_map(|(_, card)| &card.topics) {
        match counts.iter_mut().find(|(known, _)| known == topic) {
            Some(known) => known.1 += 1,
            None => counts.push((topic, 1)),
        }
    }
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts.into_iter().take(OFFERED).map(|(topic, _)| topic.to_owned()).collect()
}
