//! What a question is about: the words that carry its matter. Words that ask (怎么), that go with any matter (报名, 补贴), and numbers do not, where
//! there are others.

use std::ops::Range;

use super::{
    called::Called,
    carriers::{Carrier, Unit, carriers, carriers_of_rest, lack},
    everyday::{Everyday, Said},
    language, latin,
    loss::{is_lost, loss},
    words::{Sort, Word, compound, founds, is_number, is_specific, join, pass_over, suffer, weight, words},
};
use crate::text::{fold_char, is_han};

/// Shortest official term that says of itself what it is about.
const TERM: usize = 3;
/// Fewest characters of a matter that stand together in a text by more than chance.
const IN_FULL: usize = 4;
/// Part of a question that is a name, from which on it is nothing else.
const NEARLY_ALL: f32 = 0.75;
/// What a question is about.
pub(super) struct Matter {
    /// The question: letters, digits and Han, folded.
    asked: Vec<char>,
    words: Vec<Word>,
    carriers: Vec<Carrier>,
    units: Vec<Unit>,
    /// What somebody has not, and asks about something else: 没有房产证孩子怎么上学 is about school.
    lacked: Vec<Range<usize>>,
    /// Whether letters in it spell something.
    spells: bool,
    /// Whether somebody has lost a paper.
    loses: bool,
    /// Whether somebody wants to set something up that others go to.
    founds: bool,
    /// The official terms that its shapes say first.
    shaped: Vec<Vec<char>>,
}

/// Words looked for in sentences, each with its weight.
pub(super) struct Sought(Vec<(Vec<char>, f32)>);

impl Sought {
    /// Whether nothing is looked for.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How much of them a text has, from 0 to 1; 0 where nothing is looked for.
    pub(super) fn found_in(&self, text: &str) -> f32 {
        let text: Vec<char> = text.chars().map(fold_char).collect();
        let stands = |word: &[char]| text.windows(word.len().max(1)).any(|stands| stands == word);
        let in_pairs = |word: &[char]| word.windows(2).filter(|pair| stands(pair)).count() as f32 / (word.len() - 1).max(1) as f32;
        let found: f32 = self.0.iter().map(|(word, weight)| weight * if stands(word) { 1.0 } else { in_pairs(word) }).sum();
        found / self.0.iter().map(|(_, weight)| weight).sum::<f32>().max(f32::MIN_POSITIVE)
    }
}

/// How far a record is about a matter, from 0 to 1.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Met {
    /// By title and keywords alone.
    pub(super) by_name: f32,
    /// By its summary as well.
    pub(super) in_all: f32,
    /// Whether it has one of two words that stand side by side and not the other: 公积金 of 公积金贷款.
    pub(super) by_half: bool,
}

/// From where on a word counts as met, and below which as not met, where two stand side by side: of 二手车 a 二手房 has half.
const MET: f32 = 0.9;
const UNMET: f32 = 0.5;

/// Reads the lists, so that the first question does not wait for them.
pub(super) fn warm_up() {
    language::warm_up();
}

impl Matter {
    pub(super) fn of(text: &str, everyday: &Everyday) -> Self {
        let typed: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
        let asked: Vec<char> = typed.iter().copied().map(fold_char).collect();
        let fillers = everyday.fillers.mark(&asked);
        let said = everyday.said_in(&asked);
        let mut words = words(&asked, &fillers);
        said.iter().for_each(|said| join(&mut words, said.from..said.from + said.length));
        compound(&asked, &mut words);
        suffer(&asked, &mut words);
        loss(&asked).iter().for_each(|story| pass_over(&mut words, story));
        let mut carriers = carriers(&asked, &words, |word| matches!(word.sort, Sort::Carries | Sort::Said));
        let lies_in = |carrier: &Carrier, said: &Said| said.from <= carrier.place.start && carrier.place.end <= said.from + said.length;
        for said in said.iter().filter(|said| said.shaped) {
            if !carriers.iter().any(|carrier| lies_in(carrier, said)) {
                carriers.push(Carrier::shaped(said.from..said.from + said.length));
            }
        }
        let shaped = said.iter().filter(|said| said.shaped).filter_map(|said| said.official.first());
        let shaped = shaped.map(|term| term.chars().collect()).collect();
        if carriers.is_empty() {
            carriers = carriers_of_rest(&asked, &words);
        }
        for said in &said {
            let part = |carrier: &&mut Carrier| lies_in(carrier, said);
            let official =
                said.official.iter().map(|term| term.chars().collect::<Vec<char>>()).filter(|term| is_specific(term) && term.len() >= TERM);
            let official: Vec<Vec<char>> = official.collect();
            carriers.iter_mut().filter(part).for_each(|carrier| carrier.official.extend(official.iter().cloned()));
        }
        let lacked = lack(&asked, &mut carriers);
        let units = Unit::all(&said, &asked, &carriers);
        let spells = latin::spells(&typed);
        let (loses, founds) = (is_lost(&asked), founds(&asked, &words));
        Self { asked, words, carriers, units, lacked, spells, loses, founds, shaped }
    }

    /// The question: letters, digits and Han, folded.
    pub(super) fn asked(&self) -> &[char] {
        &self.asked
    }

    /// What the question says beside names of a record: every word that does not only ask, of whatever sort, and does not stand in one of them.
    pub(super) fn beside(&self, names: &[&str]) -> Sought {
        let names: Vec<Vec<char>> = names.iter().map(|name| name.chars().map(fold_char).collect()).collect();
        let stands = |word: &[char]| names.iter().any(|name| name.windows(word.len().max(1)).any(|stands| stands == word));
        let words = self.words.iter().filter(|word| word.sort != Sort::Asks && word.place.len() > 1);
        let words = words.filter_map(|word| self.asked.get(word.place.clone())).filter(|word| !is_number(word) && !stands(word));
        Sought(words.map(|word| (word.to_vec(), weight(word))).collect())
    }

    /// Whether these characters stand in the question.
    pub(super) fn says(&self, text: &str) -> bool {
        let text: Vec<char> = text.chars().collect();
        self.asked.windows(text.len().max(1)).any(|stands| stands == text)
    }

    /// Whether title or a keyword of a record has the official term for what was said by its shape.
    pub(super) fn is_shaped_like(&self, called: &Called) -> bool {
        self.shaped.iter().any(|term| called.holds(term))
    }

    /// Whether somebody wants to set up what others go to: a kindergarten, a clinic.
    pub(super) fn founds(&self) -> bool {
        self.founds
    }

    /// Whether somebody has lost a paper.
    pub(super) fn loses(&self) -> bool {
        self.loses
    }

    /// Characters of the question.
    pub(super) fn length(&self) -> usize {
        self.asked.len()
    }

    /// Whether anything can be said of it: Han, and a word at least.
    pub(super) fn is_said(&self) -> bool {
        self.asked.iter().any(|c| is_han(*c)) && !self.carriers.is_empty()
    }

    /// Whether words can say what it is about: letters among them that are no word may spell anything.
    pub(super) fn is_judged(&self) -> bool {
        !self.spells
    }

    /// The matter as it was said, from the first word that carries it to the last; none where that is too little to stand anywhere but on purpose.
    pub(super) fn in_full(&self) -> Option<&[char]> {
        let start = self.carriers.iter().map(|carrier| carrier.place.start).min()?;
        let end = self.carriers.iter().map(|carrier| carrier.place.end).max()?;
        self.asked.get(start..end).filter(|said| said.len() >= IN_FULL && !self.is_vague())
    }

    /// How far a record is about it.
    pub(super) fn met_by(&self, called: &Called) -> Met {
        let mut met = Met::default();
        let mut before: Option<(usize, f32)> = None;
        let by_names: Vec<f32> = self.carriers.iter().map(|carrier| carrier.met_by(called)).collect();
        let halved = self.halved(called, &by_names);
        for (carrier, by_name) in self.carriers.iter().zip(by_names) {
            let counts = if halved.iter().any(|unit| unit.has(carrier)) { 0.0 } else { 1.0 };
            let summed_up = counts * carrier.forms.iter().map(|form| called.sums_up(form)).fold(0.0, f32::max);
            let by_name = counts * by_name;
            met.by_name += carrier.weight * by_name;
            met.in_all += carrier.weight * by_name.max(summed_up);
            let (less, more) = before
                .filter(|before| before.0 == carrier.place.start)
                .map_or((1.0, 0.0), |before| (before.1.min(by_name), before.1.max(by_name)));
            met.by_half |= less < UNMET && more >= MET;
            before = Some((carrier.place.end, by_name));
        }
        let all = self.weight().max(f32::MIN_POSITIVE);
        Met { by_name: met.by_name / all, in_all: met.in_all / all, ..met }
    }

    /// Whether a record is called by each of its words, or has it where `is_written` says.
    pub(super) fn is_met_by(&self, called: &Called, is_written: impl Fn(&[char]) -> bool) -> bool {
        let meets = |carrier: &Carrier| {
            carrier.met_by(called) >= UNMET || carrier.forms.iter().chain(&carrier.official).any(|form| is_written(form))
        };
        self.carriers.iter().all(meets)
    }

    /// What those of its words weigh together that none of these records is called by, nor summed up.
    pub(super) fn unmet_by(&self, all: &[&Called]) -> f32 {
        let meets = |carrier: &Carrier, called: &Called| {
            carrier.met_by(called) >= UNMET || carrier.forms.iter().any(|form| called.sums_up(form) >= UNMET)
        };
        self.carriers.iter().filter(|carrier| !all.iter().any(|called| meets(carrier, called))).map(|carrier| carrier.weight).sum()
    }

    /// How much of it stands in the title of a record, as it was said or in the most specific official term, from 0 to 1.
    pub(super) fn entitled(&self, called: &Called) -> f32 {
        let stands = |carrier: &&Carrier| carrier.forms.iter().chain(carrier.official.first()).any(|form| called.entitles(form));
        self.carriers.iter().filter(stands).map(|carrier| carrier.weight).sum::<f32>() / self.weight().max(f32::MIN_POSITIVE)
    }

    /// What people call one thing of which a record has a part only.
    fn halved(&self, called: &Called, by_names: &[f32]) -> Vec<&Unit> {
        let unmet = |unit: &Unit| self.carriers.iter().zip(by_names).any(|(carrier, met)| unit.has(carrier) && *met < UNMET);
        self.units.iter().filter(|unit| unmet(unit) && !unit.is_met(called)).collect()
    }

    /// Whether the question says outright what the record is called, and how much of the matter that is, from 0 to 1.
    pub(super) fn named(&self, called: &Called) -> Option<f32> {
        let mut named = vec![false; self.asked.len()];
        for place in called.whole_in(&self.asked) {
            let is_lacked = self.lacked.iter().any(|lacked| lacked.start <= place.start && place.end <= lacked.end);
            if !is_lacked && self.asked.get(place.clone()).is_some_and(is_specific) {
                mark(&mut named, place);
            }
        }
        named.contains(&true).then(|| self.share(&named))
    }

    /// How much of the matter stands in the question as a name that some record has, from 0 to 1. `is_name` knows them all.
    pub(super) fn known(&self, longest: usize, is_name: impl Fn(&str) -> bool) -> f32 {
        let mut known = vec![false; self.asked.len()];
        for from in 0..self.asked.len() {
            for place in (2..=longest.min(self.asked.len() - from)).map(|length| from..from + length) {
                let name = self.asked.get(place.clone()).unwrap_or_default();
                if is_specific(name) && is_name(&name.iter().collect::<String>()) {
                    mark(&mut known, place);
                }
            }
        }
        // Words that go with any matter make a name all the same where little else is said: 公司不干了.
        let marked = known.iter().filter(|known| **known).count() as f32 / self.bare().len().max(1) as f32;
        if marked >= NEARLY_ALL { marked } else { self.share(&known) }
    }

    /// How much of the carriers is marked, from 0 to 1.
    pub(super) fn share(&self, marked: &[bool]) -> f32 {
        let part = |carrier: &Carrier| {
            let marks = marked.get(carrier.place.clone()).unwrap_or_default();
            let is_whole = |unit: &Unit| marked.get(unit.place.clone()).unwrap_or_default().iter().all(|mark| *mark);
            let counts = self.units.iter().filter(|unit| unit.has(carrier)).all(is_whole);
            if counts { carrier.weight * marks.iter().filter(|mark| **mark).count() as f32 / marks.len().max(1) as f32 } else { 0.0 }
        };
        self.carriers.iter().map(part).sum::<f32>() / self.weight().max(f32::MIN_POSITIVE)
    }

    /// Whether none of its words is about anything by itself.
    pub(super) fn is_vague(&self) -> bool {
        self.carriers.iter().all(|carrier| carrier.general)
    }

    /// The question without words that only ask.
    pub(super) fn bare(&self) -> Vec<char> {
        let words = self.words.iter().filter(|word| word.sort != Sort::Asks);
        words.filter_map(|word| self.asked.get(word.place.clone())).flatten().copied().collect()
    }

    fn weight(&self) -> f32 {
        self.carriers.iter().map(|carrier| carrier.weight).sum()
    }
}

fn mark(marks: &mut [bool], place: Range<usize>) {
    marks.iter_mut().take(place.end).skip(place.start).for_each(|mark| *mark = true);
}
