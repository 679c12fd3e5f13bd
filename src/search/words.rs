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

/// What papers end in.
const PAPERS: &str = "证卡本照册书簿薄";
/// What may happen to them, and how far behind the paper it is said.
const LOSING: [&str; 24] = [
    "丢",
    "掉",
    "落在",
    "落到",
    "落车",
    "落家",
    "遗失",
    "弄没",
    "整没",
    "搞没",
    "找不到",
    "找不着",
    "找不见",
    "寻不",
    "不见",
    "偷",
    "抢走",
    "烧",
    "淹",
    "泡",
    "洗",
    "撕",
    "咬",
    "弄丢",
];
const BEHIND: usize = 8;
/// Characters behind the verb in which the story ends, if with any.
const STORY: usize = 6;

/// Where a question tells how a paper was lost, from behind the paper on: 掉水库里了 of 身份证掉水库里了咋办; none where none was.
pub(super) fn loss(asked: &[char]) -> Option<Range<usize>> {
    let verb = |from: usize| {
        let rest = asked.get(from..).unwrap_or_default();
        LOSING
            .iter()
            .filter(|verb| rest.iter().copied().zip(verb.chars()).filter(|(typed, verb)| typed == verb).count() == verb.chars().count())
    };
    let papers = asked.iter().enumerate().filter(|(_, c)| PAPERS.contains(**c)).map(|(at, _)| at + 1);
    papers.into_iter().find_map(|behind| {
        let (at, length) = (behind..asked.len().min(behind + BEHIND)).find_map(|at| Some((at, verb(at).next()?.chars().count())))?;
        let after = at + length;
        let told = asked.iter().skip(after).take(STORY).position(|c| *c == '了').map_or(after, |over| after + over + 1);
        let places = asked.iter().skip(after).take(STORY).position(|c| "里上头边".contains(*c)).map_or(after, |over| after + over + 1);
        Some(behind..told.max(places))
    })
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
