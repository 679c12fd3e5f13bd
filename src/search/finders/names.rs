//! Records by what they are called: title, spelling, initials, keywords.

use std::{
    io,
    sync::{Arc, OnceLock},
};

use super::{
    super::{
        error::SearchError,
        field::FieldIndex,
        likeness::{Likeness, Name, as_said},
        lists::Lists,
        question::Question,
        tally::{FieldWord, Slot, look_up},
        terms::{Terms, Word},
    },
    candidate::{Bond, Candidate, Candidates, Finder, Voice},
};
use crate::{
    library::{CardOf, INITIAL_LETTERS, Library, Ordinal, SPELLING_LETTERS, letter_grams},
    text::{initials, sound},
};

// How many are compared was chosen by what a key may cost, what the comparison weighs on the typed titles.

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

/// The names, ready to be asked.
pub(in crate::search) struct Names {
    lists: Arc<Lists>,
    /// Titles taken apart, as they are needed, by ordinal.
    titles: Vec<OnceLock<Name>>,
}

/// How well each card's names match, by ordinal.
#[derive(Default)]
struct Scores {
    /// Score of the title, between 0 and about 1 and more where it is like the typing; and units of the question that all names contain.
    slots: Vec<Slot>,
    /// Score of keywords, summary and other names, between 0 and about 1; empty where letters were typed.
    about: Vec<f32>,
    /// The titles that were compared letter by letter.
    alike: Vec<(Ordinal, Likeness)>,
}

impl Finder for Names {
    fn candidates(&self, question: &Question<'_>, library: &Library) -> Result<Candidates, SearchError> {
        let terms = &question.terms;
        let scores = if terms.letters { self.letters(&terms.squeezed, library)? } else { self.words(terms, library)? };
        Ok(Candidates { found: scores.into_candidates(), most: 1.0 })
    }
}

impl Scores {
    fn into_candidates(self) -> Vec<Candidate> {
        let brought = |card, score, voice, units| Candidate { card, score, voice, passage: None, bond: Bond::Covers(units) };
        let named = Ordinal::all().zip(self.slots).filter(|(_, slot)| slot.score > 0.0 || slot.units != 0);
        let about = Ordinal::all().zip(self.about).filter(|(_, score)| *score > 0.0);
        let alike = self.alike.into_iter().map(|(card, likeness)| Candidate::alike(card, likeness));
        named
            .map(|(card, slot)| brought(card, slot.score, Voice::Name, slot.units))
            .chain(about.map(|(card, score)| brought(card, score, Voice::About, 0)))
            .chain(alike)
            .collect()
    }
}

impl Names {
    pub(in crate::search) fn new(lists: Arc<Lists>, records: usize) -> Self {
        Self { lists, titles: (0..records).map(|_| OnceLock::new()).collect() }
    }

    /// Matches titles and keywords in Chinese.
    fn words(&self, terms: &Terms, library: &Library) -> io::Result<Scores> {
        let (cards, card_of) = (library.cards(), library.card_of());
        let mut slots = vec![Slot::default(); cards.len()];
        let mut about = slots.clone();
        let most = add_up(&self.lists.title, terms, &mut slots, card_of)?;
        let most_about = add_up(&self.lists.about, terms, &mut about, card_of)?;
        let order = first(&slots, if terms.squeezed.chars().count() > LONG { COMPARED_WITH_LONG } else { COMPARED });
        for (slot, about) in slots.iter_mut().zip(&about) {
            slot.score /= most;
            slot.units |= about.units;
        }
        let typed = Name::typed(&terms.squeezed);
        let about = about.iter().map(|slot| slot.score / most_about).collect();
        let mut scores = Scores { slots, about, alike: Vec::new() };
        for (card, _) in order {
            let Some(title) = cards.get(card.index()).zip(self.titles.get(card.index())) else { continue };
            let title = title.1.get_or_init(|| Name::title(&title.0.title));
            let likeness = typed.likeness(title);
            if let Some(slot) = scores.slots.get_mut(card.index()) {
                slot.score += LIKENESS * likeness.mixed();
            }
            scores.alike.push((card, likeness));
        }
        Ok(scores)
    }

    /// Matches spellings; whichever of full spelling and initials fits better counts.
    fn letters(&self, letters: &str, library: &Library) -> io::Result<Scores> {
        let (cards, card_of) = (library.cards(), library.card_of());
        let mut slots = vec![Slot::default(); cards.len()];
        for (field, length, enough) in [(&self.lists.pinyin, SPELLING_LETTERS, 0.6), (&self.lists.initials, INITIAL_LETTERS, 0.8)] {
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
        Ok(Scores { slots, ..Scores::default() })
    }
}

/// Adds up a field of records by card; gives the score that a title of nothing but the query would come near to.
fn add_up(field: &FieldIndex, terms: &Terms, slots: &mut [Slot], card_of: CardOf<'_>) -> io::Result<f32> {
    let (known, most) = look_up(field, terms)?;
    // 怎么办 stands in a hundred questions and tells none of them apart.
    let says_something = |known: &FieldWord<'_>| known.word.weak || known.word.units != 0 || terms.units == 0;
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
