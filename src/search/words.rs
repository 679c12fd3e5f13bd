//! A question in words, each with what it does there: only asks, goes with any matter, or carries the matter.

use std::ops::Range;

use super::language;
use crate::text::is_han;

/// Numerals, and what is counted with them.
const NUMERALS: &str = "一二三四五六七八九十百千万两几零半多〇0123456789";
const MEASURES: &str = "个岁年月天号点元块次样种件份亩斤张间条辆台栋层楼口位名家日周分毛角级倍成折百千万";

/// Shortest name that stands in a question by more than chance, of whatever words it is made.
pub(super) const WHOLE: usize = 3;

/// Most characters of an expression that is one word to those who say it, and that the list of words does not have: 敬老院, 狂犬针.
const ONE_WORD: usize = 4;

/// What a word does in a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// It only asks.
    Asks,
    /// It goes with any matter.
    General,
    /// One character that no list of general ones has: half a word.
    Half,
    Carries,
    /// Half words that are an everyday expression together.
    Said,
}

/// A word of a question.
pub(super) struct Word {
    pub(super) place: Range<usize>,
    pub(super) sort: Sort,
}

/// The words of a question. `fillers` marks characters that only ask.
pub(super) fn words(asked: &[char], fillers: &[bool]) -> Vec<Word> {
    let mut from = 0;
    let mut counted = false;
    let sorted = language::ends(asked).into_iter().map(|end| {
        let place = from..end;
        from = end;
        let text = asked.get(place.clone()).unwrap_or_default();
        let asks = fillers.get(place.clone()).is_some_and(|fillers| fillers.iter().all(|filler| *filler));
        let sort = match text {
            _ if asks => Sort::Asks,
            text if is_general(text) => Sort::General,
            // 三年级 may be cut as 三年 级.
            [c] if counted && MEASURES.contains(*c) => Sort::General,
            [c] if is_han(*c) => Sort::Half,
            _ => Sort::Carries,
        };
        counted = is_number(text);
        Word { place, sort }
    });
    sorted.collect()
}

/// Makes general what only tells how a paper was lost.
pub(super) fn pass_over(words: &mut [Word], story: &Range<usize>) {
    let told = |word: &&mut Word| story.start <= word.place.start && word.place.end <= story.end && word.sort != Sort::Asks;
    words.iter_mut().filter(told).for_each(|word| word.sort = Sort::General);
}

/// Words that make a thing of its own of the next one: a 二手车 is no 二手房.
const MAKING: [[char; 2]; 1] = [['二', '手']];

/// Makes one word of such a word and the thing behind it.
pub(super) fn compound(asked: &[char], words: &mut Vec<Word>) {
    let makes = |word: &Word| MAKING.iter().any(|making| asked.get(word.place.clone()) == Some(making.as_slice()));
    let Some(at) = words.iter().position(makes) else { return };
    if let Some(thing) = words.get(at + 1).filter(|thing| matches!(thing.sort, Sort::Carries | Sort::Half)) {
        let place = words.get(at).map_or(0, |word| word.place.start)..thing.place.end;
        words.splice(at..=at + 1, [Word { place, sort: Sort::Carries }]);
    }
}

/// How it is said that something was done to somebody.
const SUFFERED: char = '被';

/// Makes one word of what was done to somebody: 被打, 被偷. By itself the second is in no list, or goes with any matter.
pub(super) fn suffer(asked: &[char], words: &mut Vec<Word>) {
    let is_suffered = |word: &Word| asked.get(word.place.clone()) == Some(&[SUFFERED]);
    let Some(at) = words.iter().position(is_suffered) else { return };
    let is_short = |word: &&Word| word.place.len() == 1 && matches!(word.sort, Sort::General | Sort::Half);
    if let Some(done) = words.get(at + 1).filter(is_short) {
        let place = done.place.start - 1..done.place.end;
        words.splice(at..=at + 1, [Word { place, sort: Sort::Carries }]);
    }
}

/// How setting something up is said, with what may be counted behind, how what others go to ends, and what they do there.
const FOUNDING: &str = "开办建搞";
const COUNTED: &str = "个家所间一";
const FOUNDED: &str = "园院校馆站厂场所吧";
const GOING: &str = "转住出入退离上下";
/// Characters of the longest name of what is set up: 民办幼儿园, 宠物医院.
const INSTITUTION: usize = 5;

/// Whether somebody wants to set up what others go to: 开 or 办, and a word behind it that ends so.
pub(super) fn founds(asked: &[char], words: &[Word]) -> bool {
    let is_at = |at: usize, of: &str| asked.get(at).is_some_and(|c| of.contains(*c));
    (0..asked.len()).filter(|at| is_at(*at, FOUNDING)).any(|verb| {
        let from = (verb + 1..asked.len()).find(|at| !is_at(*at, COUNTED)).unwrap_or(asked.len());
        let behind = words.iter().skip_while(|word| word.place.start < from).take_while(|word| word.sort != Sort::Asks);
        let ends = behind.map(|word| word.place.end).take_while(|end| *end <= from + INSTITUTION);
        words.iter().any(|word| word.place.start == from)
            && !is_at(from, GOING)
            && ends.filter(|end| *end > from + 1).any(|end| is_at(end - 1, FOUNDED))
    })
}

/// Makes one word of those that are an everyday expression together, where only halves of words and general ones were seen in it.
pub(super) fn join(words: &mut Vec<Word>, said: Range<usize>) {
    let first = words.iter().position(|word| word.place.start == said.start);
    let last = words.iter().position(|word| word.place.end == said.end);
    let Some((first, last)) = first.zip(last).filter(|_| said.len() <= ONE_WORD) else { return };
    let parts = words.get(first..=last).unwrap_or_default();
    let half = parts.iter().any(|word| word.sort == Sort::Half);
    if half && parts.len() > 1 && parts.iter().all(|word| matches!(word.sort, Sort::Half | Sort::General)) {
        words.splice(first..=last, [Word { place: said, sort: Sort::Said }]);
    }
}

/// What a word weighs: more, the rarer it is in the language. The figures bring words such as 学校 to about a third, 驾驶证 to about one.
pub(super) fn weight(word: &[char]) -> f32 {
    ((language::rarity(&word.iter().collect::<String>()) - 5.0) / 6.0).clamp(0.3, 1.2)
}

/// A number, alone or with what is counted. The age of an adult is none: much depends on it, and records are called by it (八十岁补贴).
pub(super) fn is_number(word: &[char]) -> bool {
    !(word.len() >= WHOLE && word.last() == Some(&'岁'))
        && word.iter().any(|c| NUMERALS.contains(*c))
        && word.iter().all(|c| NUMERALS.contains(*c) || MEASURES.contains(*c))
}

/// Whether a word goes with any matter.
pub(super) fn is_general(word: &[char]) -> bool {
    is_number(word) || language::is_general(&word.iter().collect::<String>())
}

/// Whether a name or term says what it is about: it has a word that carries, or is long enough to be no chance.
pub(super) fn is_specific(name: &[char]) -> bool {
    if is_general(name) {
        return false;
    }
    name.len() >= WHOLE || !words(name, &[]).iter().all(|word| word.sort == Sort::General)
}
