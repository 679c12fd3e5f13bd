//! Records ranked: what their names say and what their passages say, put together as the typing asks for it.

use std::{io, sync::Arc};

use super::{
    citations::Citations,
    field::FieldIndex,
    passages::{POOL, Ranked, SMALL_POOL, best},
    query::Care,
    rerank::{SecondLook, Weights},
    tally::{Slot, Tally},
    terms::Terms,
    titles::{TitleIndex, TitleScores},
};
use crate::{
    library::{Card, CardOf, Entry, Ordinal},
    policy::{DocumentNumber, RecordKind, serial_key},
    text::squeeze,
};

/// Part of the typing that has to stand in a title before titles are taken to be meant.
pub(super) const TITLE_LIKE: f32 = 0.8;
/// The same where no text contains what was typed, so that a misspelling is likely.
pub(super) const HALF_ALIKE: f32 = 0.6;
/// Weight of names against passages where a title seems to be meant, and where a question is asked.
const NAMES_FOR_TITLES: f32 = 0.93;
const NAMES_FOR_QUESTIONS: f32 = 0.05;
/// A question of the library is its own title: its names weigh at least this.
const NAMES_OF_QUESTIONS: f32 = 0.15;

/// Weight of keywords, which editors choose because people say them and texts do not.
const ABOUT_FOR_TITLES: f32 = 1.5;
const ABOUT_FOR_QUESTIONS: f32 = 0.8;

/// The inverted lists of an open library.
pub(super) struct Indexes {
    pub(super) body: FieldIndex,
    pub(super) titles: TitleIndex,
    pub(super) citations: Citations,
    /// Squeezed document numbers, for those that are half typed.
    pub(super) numbers: Vec<(String, Ordinal)>,
}

/// How well one record answers.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Standing {
    /// Comparable within one answer.
    pub(super) score: f32,
    /// Best passage, if any contains something of the query.
    pub(super) passage: Option<Entry>,
    /// Units of the query that its best covered passage or its names contain.
    pub(super) covered: u32,
    /// Whether exactly this record was named: by its number or its whole title.
    pub(super) named: bool,
}

/// The best passage of a card while all are gone through.
#[derive(Debug, Clone, Copy, Default)]
struct Best {
    /// Score above entry in one figure, so that the larger figure is the better passage: scores are positive, and positive floats are in the
    /// order of their bits.
    passage: u64,
    covered: u32,
}

impl Best {
    fn packed(score: f32, entry: Entry) -> u64 {
        u64::from(score.to_bits()) << 32 | u64::from(entry.0)
    }
}

impl From<Best> for Standing {
    fn from(best: Best) -> Self {
        let [entry, score] = [best.passage & u64::from(u32::MAX), best.passage >> 32].map(|half| u32::try_from(half).unwrap_or(0));
        Self { score: f32::from_bits(score), passage: (score > 0).then_some(Entry(entry)), covered: best.covered, named: false }
    }
}

/// How well every record answers, by ordinal of its card.
#[derive(Default)]
pub(super) struct Ranking {
    pub(super) records: Vec<Standing>,
    /// Units that a record must cover to count as a match; 0 where there is none.
    pub(super) needed: u32,
}

impl Indexes {
    /// What is needed for looking twice.
    pub(super) fn second_look<'a>(&'a self, entries: CardOf<'a>, records: usize) -> SecondLook<'a> {
        SecondLook { body: &self.body, title: &self.titles.title, citations: &self.citations, cards: entries, records }
    }

    /// Passages by how well they answer, best first, at most [`POOL`].
    pub(super) fn passages(
        &self,
        terms: &Terms,
        care: Care,
        tally: &mut Tally,
        entries: CardOf<'_>,
        count: usize,
    ) -> io::Result<Vec<Ranked>> {
        Ok(self.best_passages(terms, care, tally, entries, count, POOL, |_, _| {})?.0)
    }

    #[expect(clippy::too_many_arguments, reason = "one question, and what it is asked of")]
    fn best_passages(
        &self,
        terms: &Terms,
        care: Care,
        tally: &mut Tally,
        entries: CardOf<'_>,
        count: usize,
        pool: usize,
        each: impl FnMut(Entry, Slot),
    ) -> io::Result<(Vec<Ranked>, f32)> {
        match care {
            Care::Quick => {
                tally.clear(entries.entries());
                best(&self.body, terms, tally, entries, pool, each)
            }
            Care::Careful => self.second_look(entries, count).best(terms, tally, Weights::fitted(), each),
        }
    }

    /// The best passage of each card and what its passages cover; and the score that a passage of nothing but the query would come near to.
    fn by_card(&self, terms: &Terms, care: Care, tally: &mut Tally, entries: CardOf<'_>, count: usize) -> io::Result<(Vec<Standing>, f32)> {
        let mut bests = vec![Best::default(); count];
        let (pool, most) = self.best_passages(terms, care, tally, entries, count, SMALL_POOL, |entry, slot| {
            if let Some(best) = entries.card(entry).and_then(|card| bests.get_mut(card.index())) {
                best.covered = best.covered.max(slot.covered());
                best.passage = best.passage.max(Best::packed(slot.score, entry));
            }
        })?;
        let mut records: Vec<Standing> = bests.into_iter().map(Standing::from).collect();
        // The pool has looked at neighbours and relatives, which may change which passage is best.
        for ranked in pool.iter().rev() {
            if let Some(record) = records.get_mut(ranked.card.index()) {
                record.score = record.score.max(ranked.score);
                record.passage = Some(ranked.entry);
            }
        }
        Ok((records, most))
    }

    /// Records by how well they answer.
    pub(super) fn records(
        &self,
        text: &str,
        terms: &Terms,
        care: Care,
        tally: &mut Tally,
        cards: &[Arc<Card>],
        entries: CardOf<'_>,
    ) -> io::Result<Ranking> {
        let (mut records, most) = self.by_card(terms, care, tally, entries, cards.len())?;
        let names =
            if terms.letters { self.titles.letters(&terms.squeezed, entries, cards)? } else { self.titles.words(terms, entries, cards)? };
        let wanted = wanted(terms);
        let by_names = names.covered();
        let misspelled = best_covered(&records).max(by_names) < wanted && names.likeness >= HALF_ALIKE;
        let title_like = terms.letters || names.likeness >= TITLE_LIKE || misspelled;
        put_together(&mut records, &names, most, title_like, cards);
        // Where no record covers what it should, the nearest ones count.
        let needed = best_covered(&records).min(wanted.max(1));
        let mut ranking = Ranking { records, needed };
        let enough = if misspelled { HALF_ALIKE } else { TITLE_LIKE };
        for alike in names.alike.iter().filter(|alike| alike.likeness.covered >= enough) {
            ranking.name(alike.card, alike.likeness.dice >= 1.0);
        }
        for card in self.numbered(text, terms, entries)? {
            ranking.name(card, true);
        }
        Ok(ranking)
    }

    /// Records whose number was typed, whole or as far as it goes.
    fn numbered(&self, text: &str, terms: &Terms, entries: CardOf<'_>) -> io::Result<Vec<Ordinal>> {
        if let Ok(number) = text.parse::<DocumentNumber>() {
            let bearers = self.titles.numbered(&number.query_key(), entries)?;
            if !bearers.is_empty() {
                return Ok(bearers);
            }
            // 云人社2025年18号 for 云人社发〔2025〕18号: the agency half written.
            let agency = squeeze(&number.agency);
            let printed =
                |card: &Ordinal| self.numbers.binary_search_by_key(card, |(_, card)| *card).ok().and_then(|at| self.numbers.get(at));
            let bearers = self.titles.numbered(&number.bare_key(), entries)?;
            let bearers: Vec<Ordinal> =
                bearers.into_iter().filter(|card| printed(card).is_some_and(|(number, _)| number.starts_with(&agency))).collect();
            if !bearers.is_empty() {
                return Ok(bearers);
            }
        } else if let Some(serial) = serial_key(text) {
            return self.titles.numbered(&serial, entries);
        }
        Ok(beginning_with(&self.numbers, terms))
    }
}

/// Records whose number begins as was typed. 云政发〔20: a number for whoever goes on typing.
pub(super) fn beginning_with(numbers: &[(String, Ordinal)], terms: &Terms) -> Vec<Ordinal> {
    let half_typed =
        terms.squeezed.ends_with(|c: char| c.is_ascii_digit() || c == '号') && terms.squeezed.chars().count() >= 3 && !terms.letters;
    let begins = |number: &&(String, Ordinal)| half_typed && number.0.starts_with(&terms.squeezed);
    numbers.iter().filter(begins).map(|number| number.1).collect()
}

impl Ranking {
    /// Where nothing was typed, everything answers alike.
    pub(super) fn of_everything(count: usize) -> Self {
        Self { records: vec![Standing { covered: 1, ..Standing::default() }; count], needed: 1 }
    }

    /// Marks a record as matching, and as named where `exactly`.
    pub(super) fn name(&mut self, card: Ordinal, exactly: bool) {
        let needed = self.needed.max(1);
        if let Some(record) = self.records.get_mut(card.index()) {
            record.covered = record.covered.max(needed);
            record.named |= exactly;
        }
        self.needed = needed;
    }

    /// Ordinals of the records that match.
    pub(super) fn matching(&self) -> impl Iterator<Item = (Ordinal, &Standing)> {
        Ordinal::all().zip(&self.records).filter(|(_, record)| self.needed > 0 && record.covered >= self.needed)
    }
}

fn put_together(records: &mut [Standing], names: &TitleScores, most: f32, title_like: bool, cards: &[Arc<Card>]) {
    let weight = if title_like { NAMES_FOR_TITLES } else { NAMES_FOR_QUESTIONS };
    for ((record, name), card) in records.iter_mut().zip(&names.slots).zip(cards) {
        let weight = if card.kind == RecordKind::Question { weight.max(NAMES_OF_QUESTIONS) } else { weight };
        record.score = (1.0 - weight) * record.score / most + weight * name.score;
        record.covered = record.covered.max(name.covered());
    }
    let weight = if title_like { ABOUT_FOR_TITLES } else { ABOUT_FOR_QUESTIONS };
    for (record, about) in records.iter_mut().zip(&names.about) {
        record.score += weight * about;
    }
}

/// Units of the query that a record should cover: the shortest queries whole. Who asks at length tells a story of which the right paper may
/// use two words; it is the order that counts then.
pub(super) fn wanted(terms: &Terms) -> u32 {
    match terms.units {
        units @ 0..=3 => units,
        4..=6 => 3,
        _ => 2,
    }
}

pub(super) fn best_covered(records: &[Standing]) -> u32 {
    records.iter().map(|record| record.covered).max().unwrap_or(0)
}

/// Squeezed numbers of all cards that have one.
pub(super) fn numbers(cards: &[Arc<Card>]) -> Vec<(String, Ordinal)> {
    Ordinal::all().zip(cards).filter_map(|(ordinal, card)| Some((squeeze(card.number.as_deref()?), ordinal))).collect()
}
