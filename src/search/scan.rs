//! Searching without an index: titles and cards in memory, then the text of every record, read once through.
//!
//! For the hours between the damage of an index and the end of its rebuilding. Everything that can be found is found; the order is simpler, by how
//! many of the words stand in a record, and what was typed is looked for in the whole record instead of in each of its passages.

use std::sync::{Arc, OnceLock};

use super::{
    likeness::Name,
    rank::{HALF_ALIKE, Ranking, Standing, TITLE_LIKE, beginning_with, best_covered, numbers, wanted},
    seeker::{Seeker, Seen},
    terms::Terms,
};
use crate::{
    library::{Card, Library, LibraryError, Ordinal},
    policy::{DocumentNumber, Passage},
    text::{initials, sound, squeeze},
};

/// What the words in a title, in keywords and summary, and in the text are worth, each if all of them are there.
const TITLE: f32 = 2.0;
const ABOUT: f32 = 1.0;
const BODY: f32 = 1.0;
/// What it is worth that a title is nearly what was typed.
const ALIKE: f32 = 3.0;
/// What it is worth that the words come again and again, and how often is often.
const AGAIN: f32 = 0.2;
const OFTEN: f32 = 12.0;

/// Spellings of one name.
const OF_A_NAME: usize = 3;

/// The cards, ready to be gone through.
pub(super) struct Scan {
    /// Titles, squeezed and taken apart, as they are needed, by ordinal.
    names: Vec<OnceLock<(String, Name)>>,
    /// Titles and keywords in letters, by ordinal.
    letters: Vec<OnceLock<Vec<String>>>,
    numbers: Vec<(String, Ordinal)>,
}

impl Scan {
    pub(super) fn new(cards: &[Arc<Card>]) -> Self {
        Self {
            names: cards.iter().map(|_| OnceLock::new()).collect(),
            letters: cards.iter().map(|_| OnceLock::new()).collect(),
            numbers: numbers(cards),
        }
    }

    /// Records by how well they answer. Texts that cannot be read are left out, and the log says so: titles still answer.
    pub(super) fn records(&self, text: &str, terms: &Terms, library: &Library) -> Ranking {
        let seeker = Seeker::new(terms);
        let bodies = if seeker.seeks_nothing() { Ok(Vec::new()) } else { library.look_through(|packed| seeker.look_at_packed(packed)) };
        let bodies = bodies.unwrap_or_else(|error| {
            tracing::error!(error = &error as &dyn std::error::Error, "the texts cannot be gone through");
            Vec::new()
        });
        let mut bodies = bodies.into_iter();
        let typed = Name::typed(&terms.squeezed);
        let mut likenesses = Vec::with_capacity(library.cards().len());
        let records = library.cards().iter().zip(&self.names).zip(&self.letters).map(|((card, name), letters)| {
            let body = bodies.next().unwrap_or_default();
            if terms.letters {
                return spelled(&terms.squeezed, letters.get_or_init(|| spellings(card)), body);
            }
            let (whole, name) = name.get_or_init(|| (squeeze(&card.title), Name::title(&card.title)));
            let likeness = typed.likeness(name);
            likenesses.push((likeness, *whole == terms.squeezed));
            let title = seeker.look_at(&card.title);
            let about = card.keywords.iter().chain(&card.summary).chain(&card.topics);
            let about = about.map(|words| seeker.look_at(words)).fold(Seen::default(), Seen::with);
            let share = |seen: Seen| seen.covered() as f32 / terms.units.max(1) as f32;
            let alike = if likeness.covered >= TITLE_LIKE { ALIKE * likeness.mixed() } else { 0.0 };
            let again = AGAIN * (body.times as f32 / OFTEN).min(1.0);
            Standing {
                score: TITLE * share(title) + ABOUT * share(about) + BODY * share(body) + alike + again,
                covered: body.covered().max(title.with(about).covered()),
                ..Standing::default()
            }
        });
        let records: Vec<Standing> = records.collect();
        let wanted = wanted(terms);
        let covered = best_covered(&records);
        let mut ranking = Ranking { records, needed: covered.min(wanted.max(1)) };
        let enough = if covered < wanted { HALF_ALIKE } else { TITLE_LIKE };
        for (ordinal, (likeness, is_whole)) in Ordinal::all().zip(&likenesses) {
            if *is_whole || likeness.covered >= enough {
                ranking.name(ordinal, *is_whole || likeness.dice >= 1.0);
            }
        }
        let number = text.parse::<DocumentNumber>().ok().and_then(|number| library.resolve_number(&number));
        let numbered =
            number.and_then(|id| library.ordinal(&id)).map_or_else(|| beginning_with(&self.numbers, terms), |bearer| vec![bearer]);
        // Short names of bodies stand on no card.
        let body = library.body(text).and_then(|card| library.ordinal(&card.id));
        numbered.into_iter().chain(body).for_each(|bearer| ranking.name(bearer, true));
        ranking
    }

    /// The passage of a record that says most of what was typed; none if its text says nothing of it.
    pub(super) fn passage(terms: &Terms, library: &Library, ordinal: Ordinal) -> Result<Option<Passage>, LibraryError> {
        let seeker = Seeker::new(terms);
        let passages = library.passages(ordinal)?.into_iter().map(|passage| (seeker.look_at(&passage.text), passage));
        // Of several that say the same, the first.
        let best = passages.reduce(|best, next| {
            let worth = |seen: &Seen| (seen.covered(), seen.times);
            if worth(&next.0) > worth(&best.0) { next } else { best }
        });
        Ok(best.filter(|(seen, _)| seen.times > 0).map(|(_, passage)| passage))
    }
}

/// A title in letters, in full and by its initials, and behind it what else people call it.
fn spellings(card: &Card) -> Vec<String> {
    let names = std::iter::once(&card.title).chain(&card.keywords);
    names.flat_map(|name| [name.chars().filter_map(sound).collect(), initials(name), squeeze(name)]).collect()
}

/// How well what was typed in letters answers to the spellings of a record: its title before other names, short names before long ones.
fn spelled(letters: &str, spellings: &[String], body: Seen) -> Standing {
    let best = |spellings: &[String]| {
        let lengths = spellings.iter().filter(|spelling| spelling.contains(letters)).map(String::len);
        lengths.min().map(|length| letters.len() as f32 / length.max(1) as f32)
    };
    let (title, others) = spellings.split_at(spellings.len().min(OF_A_NAME));
    let names = best(title).map_or(0.0, |share| 2.0 + share).max(best(others).map_or(0.0, |share| 1.0 + share));
    Standing {
        score: TITLE * names + BODY * body.covered() as f32,
        covered: body.covered().max(u32::from(names > 0.0)),
        ..Standing::default()
    }
}
