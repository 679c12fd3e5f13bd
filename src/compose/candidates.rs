//! From the lattice to the row that a person reads.

use std::collections::HashSet;

use super::{
    Cost, Lexicon, Mode,
    keys::Keys,
    lattice::{Edge, Lattice, Piece},
};

/// Sentences offered beside whole words, and phrases that go on beyond the typing.
const SENTENCES: usize = 3;
const LONGER: usize = 3;
/// Where the phrases that go on stand: after the best of what was typed in full.
const LONGER_AFTER: usize = 2;
/// Pieces offered before the single characters: two pages.
const PARTS: usize = 18;

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
    fn push(&mut self, text: String, typed: usize, kind: CandidateKind) -> bool {
        let wanted = self.candidates.len() < self.limit && !text.is_empty() && !self.seen.contains(&text);
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
        candidates(self, typed, mode, limit)
    }
}

fn candidates(lexicon: &Lexicon, typed: &str, mode: Mode, limit: usize) -> Vec<Candidate> {
    let keys = Keys::read(typed, mode);
    let lattice = Lattice::new(lexicon, &keys, mode);
    let all = keys.len();
    let mut row = Row { candidates: Vec::new(), seen: HashSet::new(), limit };

    // All that stands for the whole typing.
    let (mut whole, mut parts): (Vec<&Edge>, Vec<&Edge>) = lattice.first.iter().partition(|edge| edge.end == all);
    whole.sort_unstable();
    let mut full: Vec<(Cost, String, CandidateKind)> = whole
        .into_iter()
        .map(|edge| {
            (edge.cost, said(lexicon, edge.piece).to_owned(), if edge.piece.phrase { CandidateKind::Phrase } else { CandidateKind::Word })
        })
        .collect();
    let sentences = lattice.sentences().filter(|(_, pieces, end)| pieces.len() > 1 && *end == all);
    full.extend(sentences.take(SENTENCES).map(|(cost, pieces, _)| {
        let text = pieces.into_iter().map(|piece| said(lexicon, piece)).collect();
        (cost, text, CandidateKind::Sentence)
    }));
    full.sort_by_key(|(cost, ..)| *cost);
    let mut full = full.into_iter();
    for (_, text, kind) in full.by_ref() {
        row.push(text, keys.used(all), kind);
        if row.candidates.len() == LONGER_AFTER {
            break;
        }
    }
    let mut longer = 0;
    for (_, piece) in &lattice.longer {
        if longer < LONGER && row.push(said(lexicon, *piece).to_owned(), keys.used(all), CandidateKind::Longer) {
            longer += 1;
        }
    }
    for (_, text, kind) in full {
        row.push(text, keys.used(all), kind);
    }

    // Words for the first keys, those first after which the rest goes on best.
    parts.sort_by_cached_key(|edge| (lattice.total(lexicon, edge), edge.piece));
    let kind = |text: &str| if text.chars().nth(1).is_some() { CandidateKind::Part } else { CandidateKind::Character };
    let mut offered = 0;
    for edge in &parts {
        let text = said(lexicon, edge.piece);
        if offered < PARTS && row.push(text.to_owned(), keys.used(edge.end), kind(text)) {
            offered += 1;
        }
    }
    for characters in [true, false] {
        for edge in &parts {
            let text = said(lexicon, edge.piece);
            if (kind(text) == CandidateKind::Character) == characters {
                row.push(text.to_owned(), keys.used(edge.end), kind(text));
            }
        }
    }
    row.candidates
}

fn said(lexicon: &Lexicon, piece: Piece) -> &str {
    if piece.phrase { lexicon.phrases().text(piece.word) } else { lexicon.words().text(piece.word) }
}
