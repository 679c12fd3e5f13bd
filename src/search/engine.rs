//! The engine: an open library, ready to be asked.

use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use tantivy::TantivyError;

use super::{
    SearchError,
    day::Day,
    field::FieldIndex,
    rank::{Indexes, numbers},
    shelves::Shelves,
    tally::Tally,
    terms::Terms,
    titles::TitleIndex,
};
use crate::{library::Library, policy::RecordId};

/// Answers questions to one library. Shared between threads, asked by one at a time.
pub struct Engine {
    pub(super) library: Arc<Library>,
    /// None in an empty library.
    pub(super) indexes: Option<Indexes>,
    /// Where passages are added up.
    tally: Mutex<Tally>,
    pub(super) shelves: Shelves,
    /// The day that was asked for last.
    pub(super) day: Mutex<Option<Arc<Day>>>,
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Engine").field("library", &self.library).finish_non_exhaustive()
    }
}

impl Engine {
    /// Makes a library ready to be asked: a few milliseconds, no dictionary.
    pub fn new(library: Arc<Library>) -> Result<Self, SearchError> {
        let indexes = Self::indexes(&library)?;
        let shelves = Shelves::new(library.cards());
        Ok(Self { library, indexes, tally: Mutex::default(), shelves, day: Mutex::default() })
    }

    fn indexes(library: &Library) -> Result<Option<Indexes>, TantivyError> {
        let Some(segment) = library.index().segment() else { return Ok(None) };
        let fields = library.index().fields;
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
        Ok(Some(Indexes { body, titles, numbers: numbers(library.cards()) }))
    }

    /// The library it answers from.
    pub fn library(&self) -> &Arc<Library> {
        &self.library
    }

    /// Ids of the passages that answer best, with scores, whatever the validity of their documents. For measuring.
    pub fn passages(&self, text: &str, limit: usize) -> Result<Vec<(String, f32)>, SearchError> {
        let Some(indexes) = &self.indexes else { return Ok(Vec::new()) };
        let index = self.library.index();
        let ranked = indexes.passages(&Terms::of(text), &mut self.tally(), index.cards())?;
        let named = ranked.into_iter().take(limit).map(|ranked| Ok(index.passage(ranked.entry)?.map(|passage| (passage.id, ranked.score))));
        named.filter_map(Result::transpose).collect()
    }

    /// Ids of the records that answer best, with scores, whatever their validity. For measuring.
    pub fn documents(&self, text: &str, limit: usize) -> Result<Vec<(RecordId, f32)>, SearchError> {
        let Some(indexes) = &self.indexes else { return Ok(Vec::new()) };
        let ranking = indexes.records(text, &Terms::of(text), &mut self.tally(), &self.library)?;
        let mut order: Vec<_> =
            ranking.records.iter().zip(self.library.cards()).filter(|(record, _)| record.score > 0.0 || record.named).collect();
        order.sort_by(|left, right| {
            right.0.named.cmp(&left.0.named).then(right.0.score.total_cmp(&left.0.score)).then(right.1.dated.cmp(&left.1.dated))
        });
        Ok(order.into_iter().take(limit).map(|(record, card)| (card.id.clone(), record.score)).collect())
    }

    /// What is left of the last question; cleared before it is used.
    pub(super) fn tally(&self) -> MutexGuard<'_, Tally> {
        self.tally.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
