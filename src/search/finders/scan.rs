//! Searching without an index: titles and cards in memory, then the text of every record, read once through.
//!
//! For the hours between the damage of an index and the end of its rebuilding. Everything that can be found is found; the order is simpler, by how
//! many of the words stand in a record, and what was typed is looked for in the whole record instead of in each of its passages.

use std::sync::OnceLock;

use super::{
    super::{
        error::SearchError,
        likeness::{Likeness, Name, TITLE_LIKE},
        question::Question,
        seeker::{Seeker, Seen},
        terms::Terms,
    },
    candidate::{Bond, Candidate, Candidates, Finder, Voice},
};
use crate::{
    library::{Card, Library, LibraryError, Ordinal},
    policy::Passage,
    text::{initials, sound, squeeze},
};

// All weights here were chosen by hand so that what the index finds first is found by the sample county's titles, numbers and letters too.

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
pub(in crate::search) struct Scan {
    /// Titles, squeezed and taken apart, as they are needed, by ordinal.
    names: Vec<OnceLock<(String, Name)>>,
    /// Titles and keywords in letters, by ordinal.
    letters: Vec<OnceLock<Vec<String>>>,
}

impl Finder for Scan {
    /// Texts that cannot be read are left out, and the log says so: titles still answer.
    fn candidates(&self, question: &Question<'_>, library: &Library) -> Result<Candidates, SearchError> {
        let terms = &question.terms;
        let seeker = Seeker::new(terms);
        let bodies = if seeker.seeks_nothing() { Ok(Vec::new()) } else { library.look_through(|packed| seeker.look_at_packed(packed)) };
        let bodies = bodies.unwrap_or_else(|error| {
            tracing::error!(error = &error as &dyn std::error::Error, "the texts cannot be gone through");
            Vec::new()
        });
        let mut bodies = bodies.into_iter();
        let typed = Name::typed(&terms.squeezed);
        let mut found = Vec::new();
        for ((card, record), (name, letters)) in Ordinal::all().zip(library.cards()).zip(self.names.iter().zip(&self.letters)) {
            let body = bodies.next().unwrap_or_default();
            if terms.letters {
                found.extend(spelled(card, &terms.squeezed, letters.get_or_init(|| spellings(record)), body));
                continue;
            }
            let (whole, name) = name.get_or_init(|| (squeeze(&record.title), Name::title(&record.title)));
            let likeness = typed.likeness(name);
            found.extend(said(card, terms, &Said { title: seeker.look_at(&record.title), about: about(&seeker, record), body, likeness }));
            found.push(if *whole == terms.squeezed { Candidate::named(card) } else { Candidate::alike(card, likeness) });
        }
        // Short names of bodies stand on no card.
        let body = library.body(question.text).and_then(|card| library.ordinal(&card.id));
        found.extend(body.map(Candidate::named));
        Ok(Candidates { found, most: 1.0 })
    }
}

/// What was seen of the question in one record.
struct Said {
    title: Seen,
    about: Seen,
    body: Seen,
    likeness: Likeness,
}

/// What was seen in keywords, summary and themes.
fn about(seeker: &Seeker, record: &Card) -> Seen {
    let words = record.keywords.iter().chain(&record.summary).chain(&record.topics);
    words.map(|words| seeker.look_at(words)).fold(Seen::default(), Seen::with)
}

/// How well a record answers what was typed in characters; none where it says nothing of it.
fn said(card: Ordinal, terms: &Terms, said: &Said) -> Option<Candidate> {
    let Said { title, about, body, likeness } = *said;
    let share = |seen: Seen| seen.covered() as f32 / terms.units.max(1) as f32;
    let alike = if likeness.covered >= TITLE_LIKE { ALIKE * likeness.mixed() } else { 0.0 };
    let again = AGAIN * (body.times as f32 / OFTEN).min(1.0);
    let score = TITLE * share(title) + ABOUT * share(about) + BODY * share(body) + alike + again;
    whole(card, score, title.with(about).with(body).units)
}

/// A record as a whole; none where it has nothing of the question.
fn whole(card: Ordinal, score: f32, units: u32) -> Option<Candidate> {
    let whole = Candidate { card, score, voice: Voice::Whole, passage: None, bond: Bond::Covers(units) };
    (score > 0.0 || units != 0).then_some(whole)
}

impl Scan {
    pub(in crate::search) fn new(records: usize) -> Self {
        Self { names: (0..records).map(|_| OnceLock::new()).collect(), letters: (0..records).map(|_| OnceLock::new()).collect() }
    }

    /// The passage of a record that says most of what was typed; none if its text says nothing of it.
    pub(in crate::search) fn passage(terms: &Terms, library: &Library, ordinal: Ordinal) -> Result<Option<Passage>, LibraryError> {
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
fn spelled(card: Ordinal, letters: &str, spellings: &[String], body: Seen) -> Option<Candidate> {
    let best = |spellings: &[String]| {
        let lengths = spellings.iter().filter(|spelling| spelling.contains(letters)).map(String::len);
        lengths.min().map(|length| letters.len() as f32 / length.max(1) as f32)
    };
    let (title, others) = spellings.split_at(spellings.len().min(OF_A_NAME));
    let names = best(title).map_or(0.0, |share| 2.0 + share).max(best(others).map_or(0.0, |share| 1.0 + share));
    whole(card, TITLE * names + BODY * body.covered() as f32, body.units | u32::from(names > 0.0))
}
