//! The engine: an open library, ready to be asked.

use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use tantivy::TantivyError;

use super::{
    SearchError,
    citations::Citations,
    completions::Completions,
    day::Day,
    everyday::Everyday,
    features::Row,
    field::FieldIndex,
    meant,
    query::Care,
    rank::{Indexes, Ranking, numbers},
    rerank::Candidates,
    scan::Scan,
    shelves::Shelves,
    tally::Tally,
    terms::Terms,
    titles::TitleIndex,
};
use crate::{
    library::{CardOf, Entry, Library, PassageIndex},
    policy::RecordId,
};

/// Completions offered at most.
const COMPLETIONS: usize = 9;

/// Answers questions to one library. Shared between threads, asked by one at a time.
pub struct Engine {
    pub(super) library: Arc<Library>,
    pub(super) way: Way,
    /// Where passages are added up.
    tally: Mutex<Tally>,
    pub(super) shelves: Shelves,
    /// Read when the first question comes.
    everyday: OnceLock<Everyday>,
    /// Made when somebody types the first character.
    completions: OnceLock<Completions>,
    /// The day that was asked for last.
    pub(super) day: Mutex<Option<Arc<Day>>>,
}

/// How records are found.
pub(super) enum Way {
    /// There are none.
    Empty,
    /// By the inverted lists.
    Indexed(Box<Indexes>),
    /// By going through all of them, since the index is damaged.
    Scan(Scan),
    /// Not at all.
    #[cfg(test)]
    Failing,
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Engine").field("library", &self.library).finish_non_exhaustive()
    }
}

impl Engine {
    /// Makes a library ready to be asked: a few milliseconds, no dictionary. A library whose index is damaged is asked as
    /// [`Engine::without_index`] does it.
    pub fn new(library: Arc<Library>) -> Result<Self, SearchError> {
        let way = match library.index() {
            Some(index) => Self::indexed(&library, index)?,
            None => Way::Scan(Scan::new(library.cards())),
        };
        Ok(Self::by(way, library))
    }

    /// Asks a library without touching its index: slower, a second for twenty thousand documents, and in a simpler order.
    pub fn without_index(library: Arc<Library>) -> Self {
        Self::by(Way::Scan(Scan::new(library.cards())), library)
    }

    /// Whether the index is used.
    pub fn uses_index(&self) -> bool {
        !matches!(self.way, Way::Scan(_))
    }

    /// An engine whose every search fails as a damaged index makes it fail.
    #[cfg(test)]
    pub(crate) fn failing(library: Arc<Library>) -> Self {
        Self::by(Way::Failing, library)
    }

    fn by(way: Way, library: Arc<Library>) -> Self {
        let shelves = Shelves::new(library.cards());
        Self {
            library,
            way,
            tally: Mutex::default(),
            shelves,
            everyday: OnceLock::new(),
            completions: OnceLock::new(),
            day: Mutex::default(),
        }
    }

    fn indexed(library: &Library, index: &PassageIndex) -> Result<Way, TantivyError> {
        let Some(segment) = index.segment() else { return Ok(Way::Empty) };
        let fields = index.fields;
        let records = library.cards().len();
        let open = |field| FieldIndex::open(segment, field, records);
        let titles = TitleIndex {
            title: open(fields.title)?,
            about: open(fields.about)?,
            pinyin: open(fields.pinyin)?,
            initials: open(fields.initials)?,
            number: open(fields.number)?,
            names: (0..records).map(|_| OnceLock::new()).collect(),
        };
        let body = FieldIndex::open(segment, fields.body, library.info().passages)?;
        Ok(Way::Indexed(Box::new(Indexes {
            body,
            titles,
            citations: Citations::load(segment, fields, index.card_of())?,
            numbers: numbers(library.cards()),
        })))
    }

    /// Reads the tables that the first question would otherwise wait for.
    pub fn warm_up(&self) {
        self.everyday();
        Everyday::warm_up();
        meant::warm_up();
        drop(self.completions(""));
    }

    /// How what was typed may go on.
    pub(super) fn completions(&self, typed: &str) -> Vec<String> {
        self.completions.get_or_init(|| Completions::of(&self.library)).of_typed(typed, COMPLETIONS)
    }

    /// The library it answers from.
    pub fn library(&self) -> &Arc<Library> {
        &self.library
    }

    /// Ids of the passages that answer best, with scores, whatever the validity of their documents. For measuring.
    pub fn passages(&self, text: &str, limit: usize) -> Result<Vec<(String, f32)>, SearchError> {
        let (Way::Indexed(indexes), Some(index)) = (&self.way, self.library.index()) else { return Ok(Vec::new()) };
        let ranked = indexes.passages(&self.terms(text), Care::Careful, &mut self.tally(), index.card_of(), self.library.cards().len())?;
        let named = ranked.into_iter().take(limit).map(|ranked| Ok(index.passage(ranked.entry)?.map(|passage| (passage.id, ranked.score))));
        named.filter_map(Result::transpose).collect()
    }

    /// The passages that are looked at twice, by entry, with what is looked at. For fitting.
    pub(crate) fn second_look(&self, text: &str) -> Result<(Vec<Entry>, Vec<Row>), SearchError> {
        let (Way::Indexed(indexes), Some(index)) = (&self.way, self.library.index()) else { return Ok(Default::default()) };
        let look = indexes.second_look(index.card_of(), self.library.cards().len());
        let Candidates { pool, rows, .. } = look.candidates(&self.terms(text), &mut self.tally(), |_, _| {})?;
        Ok((pool.into_iter().map(|ranked| ranked.entry).collect(), rows))
    }

    /// Ids of the records that answer best, with scores, whatever their validity. For measuring.
    pub fn documents(&self, text: &str, limit: usize) -> Result<Vec<(RecordId, f32)>, SearchError> {
        let ranking = self.ranking(text, &self.terms(text), Care::Careful)?;
        let mut order: Vec<_> =
            ranking.records.iter().zip(self.library.cards()).filter(|(record, _)| record.score > 0.0 || record.named).collect();
        order.sort_by(|left, right| {
            right.0.named.cmp(&left.0.named).then(right.0.score.total_cmp(&left.0.score)).then(right.1.dated.cmp(&left.1.dated))
        });
        Ok(order.into_iter().take(limit).map(|(record, card)| (card.id.clone(), record.score)).collect())
    }

    /// What was typed, and what papers write instead.
    pub(super) fn terms(&self, text: &str) -> Terms {
        Terms::with(text, self.everyday())
    }

    pub(super) fn everyday(&self) -> &Everyday {
        self.everyday.get_or_init(|| Everyday::of(&self.library))
    }

    /// How well every record answers.
    pub(super) fn ranking(&self, text: &str, terms: &Terms, care: Care) -> Result<Ranking, SearchError> {
        let entries = self.library.index().map_or_else(CardOf::default, PassageIndex::card_of);
        Ok(match &self.way {
            Way::Empty => Ranking::default(),
            Way::Indexed(indexes) => indexes.records(text, terms, care, &mut self.tally(), self.library.cards(), entries)?,
            Way::Scan(scan) => scan.records(text, terms, &self.library),
            #[cfg(test)]
            Way::Failing => panic!("a damaged list leads astray"),
        })
    }

    /// What is left of the last question; cleared before it is used.
    pub(super) fn tally(&self) -> MutexGuard<'_, Tally> {
        self.tally.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
