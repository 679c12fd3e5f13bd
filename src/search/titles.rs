//! Records by what they are called: title, spelling, initials, number, keywords.

use std::{
    io,
    sync::{Arc, OnceLock},
};

use super::{
    field::FieldIndex,
    likeness::{Likeness, Name, as_said},
    tally::{Known, Slot, look_up},
    terms::{Terms, Word},
};
use crate::{
    library::{Card, CardOf, INITIAL_LETTERS, Ordinal, SPELLING_LETTERS, letter_grams},
    text::{initials, sound},
};

/// Titles that are compared letter by letter with what was typed.
const COMPARED: usize = 40;
/// The same where letters were typed, which many titles spell.
const COMPARED_WITH_LETTERS: usize = 50;
/// The same where much was typed, which ranks titles well enough by itself.
const COMPARED_WITH_LONG: usize = 16;
const LONG: usize = 12;
/// What a comparison letter by letter weighs against the words that title and typing share.
const LIKENESS: f32 = 3.0;
/// What a word people use for a record is worth against its title.
const KEYWORD: f32 = 0.75;
/// What shared stretches of letters weigh against that comparison.
const SPELLING: f32 = 0.3;

/// The fields of records, ready to be asked.
pub(super) struct TitleIndex {
    pub(super) title: FieldIndex,
    pub(super) about: FieldIndex,
    pub(super) pinyin: FieldIndex,
    pub(super) initials: FieldIndex,
    pub(super) number: FieldIndex,
    /// Titles taken apart, as they are needed, by ordinal.
    pub(super) names: Vec<OnceLock<Name>>,
}

/// How well each card's names match, by ordinal.
#[derive(Debug, Default)]
pub(super) struct TitleScores {
    /// Score, between 0 and about 1, and units of the query.
    pub(super) slots: Vec<Slot>,
    /// Score of keywords, summary and other names, between 0 and about 1; empty where letters were typed.
    pub(super) about: Vec<f32>,
    /// How much of what was typed stands in the title that is nearest to it, from 0 to 1.
    pub(super) likeness: f32,
    /// The titles that were compared.
    pub(super) alike: Vec<Alike>,
}

impl TitleScores {
    /// Units of the query that the best title covers.
    pub(super) fn covered(&self) -> u32 {
        self.slots.iter().map(|slot| slot.covered()).max().unwrap_or(0)
    }
}

/// A title that was compared letter by letter.
#[derive(Debug, Clone, Copy)]
pub(super) struct Alike {
    /// Ordinal of its card.
    pub(super) card: Ordinal,
    pub(super) likeness: Likeness,
}

impl TitleIndex {
    /// Cards that bear the number.
    pub(super) fn numbered(&self, key: &str, cards: CardOf<'_>) -> io::Result<Vec<Ordinal>> {
        let mut bearers = Vec::new();
        if let Some(found) = self.number.find(key)? {
            self.number.score(&found, |entry, _| bearers.extend(cards.card(entry)))?;
        }
        Ok(bearers)
    }

    /// Matches titles and keywords in Chinese.
    pub(super) fn words(&self, terms: &Terms, card_of: CardOf<'_>, cards: &[Arc<Card>]) -> io::Result<TitleScores> {
        let mut slots = vec![Slot::default(); cards.len()];
        let mut about = slots.clone();
        let most = add_up(&self.title, terms, &mut slots, card_of)?;
        let most_about = add_up(&self.about, terms, &mut about, card_of)?;
        let order = first(&slots, if terms.squeezed.chars().count() > LONG { COMPARED_WITH_LONG } else { COMPARED });
        for (slot, about) in slots.iter_mut().zip(&about) {
            slot.score /= most;
            slot.units |= about.units;
        }
        let typed = Name::typed(&terms.squeezed);
        let about = about.iter().map(|slot| slot.score / most_about).collect();
        let mut scores = TitleScores { slots, about, ..TitleScores::default() };
        for (card, _) in order {
            let Some(title) = cards.get(card.index()).zip(self.names.get(card.index())) else { continue };
            let title = title.1.get_or_init(|| Name::title(&title.0.title));
            let likeness = typed.likeness(title);
            scores.likeness = scores.likeness.max(likeness.covered);
            if let Some(slot) = scores.slots.get_mut(card.index()) {
                slot.score += LIKENESS * likeness.mixed();
            }
            scores.alike.push(Alike { card, likeness });
        }
        Ok(scores)
    }

    /// Matches spellings; whichever of full spelling and initials fits better counts.
    pub(super) fn letters(&self, letters: &str, card_of: CardOf<'_>, cards: &[Arc<Card>]) -> io::Result<TitleScores> {
        let mut slots = vec![Slot::default(); cards.len()];
        for (field, length, enough) in [(&self.pinyin, SPELLING_LETTERS, 0.6), (&self.initials, INITIAL_LETTERS, 0.8)] {
            let grams = letter_grams(letters, length);
            let wanted = grams.len().min(32);
            let words = (0u32..).zip(grams).map(|(at, text)| Word {
                text,
                units: 1u32.checked_shl(at).unwrap_or(0),
                weak: false,
                open: false,
                worth: 1.0,
            });
            let terms = Terms { words: words.collect(), ..Terms::default() };
            let mut these = vec![Slot::default(); cards.len()];
            add_up(field, &terms, &mut these, card_of)?;
            for (known, slot) in slots.iter_mut().zip(these) {
                let units = u32::from(slot.covered() as f32 >= enough * wanted as f32);
                *known = Slot { score: known.score.max(slot.score), units: known.units | units };
            }
        }
        let order = first(&slots, COMPARED_WITH_LETTERS);
        let most = order.iter().map(|(_, score)| *score).fold(f32::MIN_POSITIVE, f32::max);
        slots.iter_mut().for_each(|slot| slot.score /= most);
        let typed = Name::letters(letters);
        for (card, _) in order {
            let Some((slot, card)) = slots.get_mut(card.index()).zip(cards.get(card.index())) else { continue };
            let spoken = |name: &str| {
                let in_full = typed.likeness(&Name::letters(&spelled(name))).mixed();
                in_full.max(typed.likeness(&Name::letters(&initials(name))).mixed())
            };
            let keyword = card.keywords.iter().map(|keyword| KEYWORD * spoken(keyword)).fold(0.0, f32::max);
            slot.score = SPELLING * slot.score + spoken(&as_said(&card.title)).max(keyword);
        }
        Ok(TitleScores { slots, likeness: 1.0, ..TitleScores::default() })
    }
}

/// Adds up a field of records by card; gives the score that a title of nothing but the query would come near to.
fn add_up(field: &FieldIndex, terms: &Terms, slots: &mut [Slot], card_of: CardOf<'_>) -> io::Result<f32> {
    let (known, most) = look_up(field, terms)?;
    // 怎么办 stands in a hundred questions and tells none of them apart.
    let says_something = |known: &Known<'_>| known.word.weak || known.word.units != 0 || terms.units == 0;
    for known in known.into_iter().filter(says_something) {
        field.score(&known.found, |entry, score| {
            if let Some(slot) = card_of.card(entry).and_then(|card| slots.get_mut(card.index())) {
                slot.add(known.word.worth * score, known.word.units);
            }
        })?;
    }
    Ok(most)
}

/// The cards with the highest scores above zero, in no order, at most `count`.
fn first(slots: &[Slot], count: usize) -> Vec<(Ordinal, f32)> {
    let mut order: Vec<(Ordinal, f32)> =
        Ordinal::all().zip(slots).filter(|(_, slot)| slot.score > 0.0).map(|(card, slot)| (card, slot.score)).collect();
    if order.len() > count {
        order.select_nth_unstable_by(count, |left, right| right.1.total_cmp(&left.1));
        order.truncate(count);
    }
    order
}

/// The commonest spelling of a title in full.
fn spelled(title: &str) -> String {
    title.chars().filter_map(sound).collect()
}
