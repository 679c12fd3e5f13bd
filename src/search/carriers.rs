//! The words that carry the matter of a question, each with what may stand for it; and what several of them are together.

use std::ops::Range;

use super::{
    called::Called,
    everyday::Said,
    words::{Sort, Word, is_number, weight},
};

/// What one character beside others weighs: it is half a word.
const CHARACTER: f32 = 0.6;
/// What a matter weighs that is said by its shape alone.
const SHAPED: f32 = 1.0;
/// What words weigh where all of them go with any matter.
const NOTHING_ELSE: f32 = 0.5;
/// What a record is worth that has the official term for what people said.
const OFFICIAL: f32 = 0.9;
/// The same of one that stands behind a more specific one: 转移登记 is of houses as well as of cars.
const OFFICIAL_TOO: f32 = 0.45;
/// Shortest expression that is one thing though several words carry it.
const UNIT: usize = 4;
/// A word that carries the matter.
pub(super) struct Carrier {
    /// What may stand for it: the word; of a single character, it with either neighbour.
    pub(super) forms: Vec<Vec<char>>,
    /// Official terms for an expression that it is part of.
    pub(super) official: Vec<Vec<char>>,
    pub(super) place: Range<usize>,
    pub(super) weight: f32,
    /// Whether it is one character beside others, whose forms stand across words.
    pub(super) half: bool,
    /// Whether it goes with any matter, and stands here since nothing else does.
    pub(super) general: bool,
}

/// What people call by several words that carry, and that is one thing all the same: 公积金贷款 is no 公积金, 二手车过户 no 过户.
pub(super) struct Unit {
    pub(super) place: Range<usize>,
    /// As it was said, and the most specific official term for it.
    names: Vec<Vec<char>>,
}

impl Unit {
    /// Those of the expressions that are long enough, and have two words that carry.
    pub(super) fn all(said: &[Said], asked: &[char], carriers: &[Carrier]) -> Vec<Self> {
        let unit = |said: &Said| {
            let place = said.from..said.from + said.length;
            let parts = carriers.iter().filter(|carrier| place.start <= carrier.place.start && carrier.place.end <= place.end).count();
            let names = std::iter::once(asked.get(place.clone())?.to_vec()).chain(said.official.first().map(|term| term.chars().collect()));
            (!said.shaped && said.length >= UNIT && parts > 1).then(|| Self { names: names.collect(), place })
        };
        said.iter().filter_map(unit).collect()
    }

    /// Whether title, keywords or summary of a record have all of it.
    pub(super) fn is_met(&self, called: &Called) -> bool {
        self.names.iter().any(|name| called.mentions(name))
    }

    pub(super) fn has(&self, carrier: &Carrier) -> bool {
        self.place.start <= carrier.place.start && carrier.place.end <= self.place.end
    }
}

impl Carrier {
    /// What is said by its shape, whose words are about anything.
    pub(super) fn shaped(place: Range<usize>) -> Self {
        Self { forms: Vec::new(), official: Vec::new(), place, weight: SHAPED, half: false, general: false }
    }

    /// How far title and keywords of a record have it, or the official term for it.
    pub(super) fn met_by(&self, called: &Called) -> f32 {
        let has = |form: &Vec<char>| if self.half { f32::from(u8::from(called.holds(form))) } else { called.has(form) };
        let official =
            self.official.iter().position(|term| called.holds(term)).map_or(0.0, |at| if at == 0 { OFFICIAL } else { OFFICIAL_TOO });
        self.forms.iter().map(has).fold(official, f32::max)
    }
}

/// The carriers among words of a sort, and half words that stand beside a word that carries or another half.
pub(super) fn carriers(asked: &[char], words: &[Word], carries: impl Fn(&Word) -> bool) -> Vec<Carrier> {
    let text = |place: Range<usize>| asked.get(place).unwrap_or_default().to_vec();
    let mut carriers = Vec::new();
    for (at, word) in words.iter().enumerate() {
        if carries(word) {
            let form = text(word.place.clone());
            let weight = weight(&form);
            carriers.push(Carrier {
                forms: vec![form],
                official: Vec::new(),
                place: word.place.clone(),
                weight,
                half: word.sort == Sort::Said,
                general: false,
            });
        } else if word.sort == Sort::Half {
            let beside = |other: Option<&Word>| other.is_some_and(|other| other.sort == Sort::Half || carries(other));
            let after = beside(words.get(at + 1)).then(|| text(word.place.start..word.place.end + 1));
            let before = at.checked_sub(1).filter(|before| beside(words.get(*before))).map(|_| text(word.place.start - 1..word.place.end));
            // 血压高 is 高血压.
            let turned = at.checked_sub(1).and_then(|before| words.get(before)).filter(|before| carries(before));
            let turned = turned.map(|before| [text(word.place.clone()), text(before.place.clone())].concat());
            let forms: Vec<Vec<char>> = after.into_iter().chain(before).chain(turned).collect();
            if !forms.is_empty() {
                carriers.push(Carrier {
                    forms,
                    official: Vec::new(),
                    place: word.place.clone(),
                    weight: CHARACTER,
                    half: true,
                    general: false,
                });
            }
        }
    }
    carriers
}

/// How it is said that somebody has not something.
const LACKING: [&str; 7] = ["没有", "没得", "冇得", "没领", "没办", "没拿", "无"];
/// How it is said that something is done and over.
const DONE: [&str; 4] = ["以后", "之后", "过后", "完了"];
/// What a word weighs that only says what somebody has not, or has behind him.
const LACKED: f32 = 0.4;

/// Makes light of what somebody has not or has behind him, where the question goes on to something else; gives the places.
pub(super) fn lack(asked: &[char], carriers: &mut [Carrier]) -> Vec<Range<usize>> {
    let last = carriers.iter().map(|carrier| carrier.place.end).max().unwrap_or(0);
    let is_lacked = |carrier: &Carrier| {
        let before = asked.get(..carrier.place.start).unwrap_or_default();
        let says = |word: &&str| before.iter().rev().copied().take(word.chars().count()).eq(word.chars().rev());
        let after = asked.get(carrier.place.end..).unwrap_or_default();
        let goes_on = |word: &&str| after.iter().copied().take(word.chars().count()).eq(word.chars());
        carrier.place.end < last && (LACKING.iter().any(says) || DONE.iter().any(goes_on))
    };
    let mut places = Vec::new();
    for carrier in carriers.iter_mut().filter(|carrier| is_lacked(carrier)) {
        carrier.weight *= LACKED;
        places.push(carrier.place.clone());
    }
    places
}

/// Where no word carries: single characters with whatever stands beside them, or else the words that go with any matter.
pub(super) fn carriers_of_rest(asked: &[char], words: &[Word]) -> Vec<Carrier> {
    let text = |place: Range<usize>| asked.get(place).map(<[char]>::to_vec);
    let halves = words.iter().filter(|word| word.sort == Sort::Half).map(|word| {
        let (start, end) = (word.place.start, word.place.end);
        let pairs = [text(start..end + 1), start.checked_sub(1).and_then(|start| text(start..end))];
        let mut forms: Vec<Vec<char>> = pairs.into_iter().flatten().collect();
        if forms.is_empty() {
            forms.extend(text(word.place.clone()));
        }
        Carrier { forms, official: Vec::new(), place: word.place.clone(), weight: CHARACTER, half: true, general: false }
    });
    let halves: Vec<Carrier> = halves.collect();
    if !halves.is_empty() {
        return halves;
    }
    let is_word =
        |word: &&Word| word.sort == Sort::General && word.place.len() > 1 && !text(word.place.clone()).is_some_and(|word| is_number(&word));
    let general = words.iter().filter(is_word).map(|word| Carrier {
        forms: text(word.place.clone()).into_iter().collect(),
        official: Vec::new(),
        place: word.place.clone(),
        weight: NOTHING_ELSE,
        half: false,
        general: true,
    });
    general.collect()
}
