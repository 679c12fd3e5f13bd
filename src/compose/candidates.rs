//! From the lattice to the row that a person reads.

use std::collections::HashSet;

use super::{
    Cost, Lexicon, Mode,
    keys::Keys,
    lattice::{Edge, Lattice, Piece},
    left::Left,
    names::Named,
    spelling::Beginnings,
    unsaid,
};

/// Sentences offered beside whole words, and phrases that go on beyond the typing.
const SENTENCES: usize = 3;
const LONGER: usize = 3;
/// Where the phrases that go on stand: after the best of what was typed in full.
const LONGER_AFTER: usize = 2;
/// How much likelier a guess (letters left out, taken for others, or swapped) must be to stand before what is spelled letter by letter.
const GUESS: Cost = 200;
/// Pieces offered before the single characters: two pages.
const PARTS: usize = 18;

/// Names offered before anything else in a field that asks for one: a page.
const NAMES: usize = 9;
/// Whole names among them, surname and all, where the keys go on beyond the surname.
const WHOLE_NAMES: usize = 2;

/// Where somebody types.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Place<'a> {
    /// What stands before the keys already.
    pub left: &'a str,
    /// Whether a name of a person is asked for.
    pub name: bool,
}

/// Something that may have been meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The text.
    pub text: String,
    /// How many characters of the typing it uses up, marks that divide included. The rest is composed on.
    pub typed: usize,
    /// Word, phrase, sentence, or a part of one.
    pub kind: CandidateKind,
}

/// Kinds of candidates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CandidateKind {
    /// A word for all keys.
    Word,
    /// A phrase of everyday matters, or of the library, for all keys.
    Phrase,
    /// Several words for all keys.
    Sentence,
    /// A phrase that goes on beyond what was typed.
    Longer,
    /// A word for the first keys.
    Part,
    /// One character for the first keys.
    Character,
}

impl CandidateKind {
    /// Its name for programs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Word => "word",
            Self::Phrase => "phrase",
            Self::Sentence => "sentence",
            Self::Longer => "longer",
            Self::Part => "part",
            Self::Character => "character",
        }
    }
}

/// Collects candidates, each text once.
struct Row {
    candidates: Vec<Candidate>,
    seen: HashSet<String>,
    limit: usize,
}

impl Row {
    /// Offers a text for its first keys, which spell it letter by letter or do not. Says whether it did.
    fn push(&mut self, text: String, typed: usize, kind: CandidateKind, exact: bool) -> bool {
        let wanted =
            self.candidates.len() < self.limit && !text.is_empty() && !self.seen.contains(&text) && unsaid::may_offer(&text, exact);
        if wanted {
            self.seen.insert(text.clone());
            self.candidates.push(Candidate { text, typed, kind });
        }
        wanted
    }
}

impl Lexicon {
    /// Candidates for the keys typed so far, at most `limit`, the best first: whole words, phrases and sentences, what common phrases go on with,
    /// then shorter pieces down to single characters. Typing beyond sixty keys waits until a first part is chosen.
    pub fn candidates(&self, typed: &str, mode: Mode, limit: usize) -> Vec<Candidate> {
        self.candidates_at(Place::default(), typed, mode, limit)
    }

    /// The same where something stands before the keys, or a name is asked for.
    pub fn candidates_at(&self, place: Place<'_>, typed: &str, mode: Mode, limit: usize) -> Vec<Candidate> {
        let mut row = Row { candidates: Vec::new(), seen: HashSet::new(), limit };
        candidates(self, place, typed, mode, &mut row);
        row.candidates
    }
}

fn candidates(lexicon: &Lexicon, place: Place<'_>, typed: &str, mode: Mode, row: &mut Row) {
    let keys = Keys::read(typed, mode);
    let spellings = lexicon.spellings(mode);
    let beginnings: Vec<Beginnings> = (0..keys.len()).map(|at| spellings.beginning(&keys, at)).collect();
    let left = if place.left.is_empty() { Left::default() } else { Left::of(lexicon, place.left) };
    let lattice = Lattice::new(lexicon, &beginnings, &left);
    let all = keys.len();

    let spelled = |exact: bool| exact && mode == Mode::Letters;

    if place.name {
        names(lexicon, &beginnings, &keys, !place.left.is_empty(), row);
    }

    let (whole, mut parts): (Vec<&Edge>, Vec<&Edge>) = lattice.first.iter().partition(|edge| edge.end == all);
    let mut full = full(lexicon, &lattice, whole, all).into_iter();
    for whole in full.by_ref() {
        row.push(whole.text, keys.used(all), whole.kind, spelled(whole.exact));
        if row.candidates.len() == LONGER_AFTER {
            break;
        }
    }
    let mut longer = 0;
    for (_, piece) in &lattice.longer {
        if longer < LONGER && row.push(said(lexicon, *piece).to_owned(), keys.used(all), CandidateKind::Longer, false) {
            longer += 1;
        }
    }
    for whole in full {
        row.push(whole.text, keys.used(all), whole.kind, spelled(whole.exact));
    }

    // Words for the first keys, those first after which the rest goes on best.
    parts.sort_by_cached_key(|edge| (lattice.total(lexicon, edge), edge.piece));
    let kind = |text: &str| if text.chars().nth(1).is_some() { CandidateKind::Part } else { CandidateKind::Character };
    let mut offered = 0;
    for edge in &parts {
        let text = said(lexicon, edge.piece);
        if offered < PARTS && row.push(text.to_owned(), keys.used(edge.end), kind(text), spelled(edge.exact)) {
            offered += 1;
        }
    }
    for characters in [true, false] {
        for edge in &parts {
            let text = said(lexicon, edge.piece);
            if (kind(text) == CandidateKind::Character) == characters {
                row.push(text.to_owned(), keys.used(edge.end), kind(text), spelled(edge.exact));
            }
        }
    }
}

/// Offers names: those that all keys spell; where they go on, the likeliest with a given name, then the names alone.
fn names(lexicon: &Lexicon, beginnings: &[Beginnings], keys: &Keys, is_given: bool, row: &mut Row) {
    let (all, known) = (keys.len(), lexicon.names());
    let (whole, begun): (Vec<Named>, Vec<Named>) = known.at(beginnings, 0, is_given).into_iter().partition(|name| name.end == all);
    for name in whole.into_iter().take(NAMES) {
        row.push(name.text, keys.used(all), CandidateKind::Word, name.exact);
    }
    let longest = begun.iter().filter(|name| name.exact).map(|name| name.end).max();
    for name in begun.iter().filter(|name| name.exact && Some(name.end) == longest).take(WHOLE_NAMES) {
        if let Some(given) = known.given(beginnings, name.end) {
            row.push(format!("{}{given}", name.text), keys.used(all), CandidateKind::Sentence, false);
        }
    }
    for name in begun {
        if row.candidates.len() < NAMES {
            row.push(name.text, keys.used(name.end), CandidateKind::Character, name.exact);
        }
    }
}

/// A text for all keys.
struct Whole {
    cost: Cost,
    text: String,
    kind: CandidateKind,
    exact: bool,
}

/// All that stands for the whole typing, the best first.
fn full(lexicon: &Lexicon, lattice: &Lattice, mut words: Vec<&Edge>, all: usize) -> Vec<Whole> {
    words.sort_unstable();
    let whole = |cost, text, kind, exact, sure| Whole { cost: if sure { cost } else { cost + GUESS }, text, kind, exact };
    let mut full: Vec<Whole> = words
        .into_iter()
        .map(|edge| {
            let kind = if edge.piece.phrase { CandidateKind::Phrase } else { CandidateKind::Word };
            whole(edge.cost, said(lexicon, edge.piece).to_owned(), kind, edge.exact, edge.exact)
        })
        .collect();
    let sentences = lattice.sentences().filter(|(_, words)| words.len() > 1 && words.last().is_some_and(|last| last.end == all));
    full.extend(sentences.take(SENTENCES).map(|(cost, words)| {
        let text: String = words.iter().map(|word| said(lexicon, word.piece)).collect();
        let exact = words.iter().all(|word| word.exact);
        // Mere characters put side by side spell any keys.
        let sure = exact && 2 * text.chars().count() >= 3 * words.len();
        whole(cost, text, CandidateKind::Sentence, exact, sure)
    }));
    full.sort_by_key(|whole| whole.cost);
    full
}

fn said(lexicon: &Lexicon, piece: Piece) -> &str {
    if piece.phrase { lexicon.phrases().text(piece.word) } else { lexicon.words().text(piece.word) }
}
