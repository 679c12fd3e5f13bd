//! Which passages name which articles: what explains an article lifts it.

use std::{io, sync::Arc};

use tantivy::{
    InvertedIndexReader, SegmentReader, TantivyError, Term,
    postings::TermInfo,
    schema::{Field, IndexRecordOption},
};

use crate::{
    library::{CardOf, Entry, Fields},
    policy::AskedArticle,
};

/// Passages of one article, and texts that name it: a name that more have is no name.
const MOST: usize = 4000;

/// Which passages are which articles.
pub(super) struct ArticleLists {
    field: Field,
    lists: Arc<InvertedIndexReader>,
}

impl ArticleLists {
    pub(super) fn open(segment: &SegmentReader, fields: Fields) -> Result<Self, TantivyError> {
        Ok(Self { field: fields.article, lists: segment.inverted_index(fields.article)? })
    }

    /// The passages of an article, by its key.
    pub(super) fn of_key(&self, key: &str) -> io::Result<Vec<Entry>> {
        let found = self.lists.get_term_info(&Term::from_field_text(self.field, key))?;
        found.map_or_else(|| Ok(Vec::new()), |found| entries(&self.lists, &found))
    }

    /// The passages of all articles of a number, whatever the law. Goes through all keys.
    pub(super) fn of_number(&self, asked: &AskedArticle) -> io::Result<Vec<Entry>> {
        let ending = asked.key("");
        let mut found = Vec::new();
        let mut keys = self.lists.terms().stream()?;
        while keys.advance() {
            if keys.key().ends_with(ending.as_bytes()) {
                found.extend(entries(&self.lists, keys.value())?);
            }
        }
        Ok(found)
    }
}

/// All citations between the passages of a library.
#[derive(Debug, Default)]
pub(super) struct Citations {
    /// Cited entry, citing entry; each pair once, in that order.
    pairs: Vec<(Entry, Entry)>,
    /// How many passages cite an entry that is cited at all; sorted by entry.
    cited: Vec<(Entry, f32)>,
    /// How many entries a citing passage cites; sorted by entry.
    citing: Vec<(Entry, f32)>,
}

/// What citations add to passages.
#[derive(Debug, Default, Clone)]
pub(super) struct Lift {
    /// Mean score of what cites an entry.
    pub(super) by_citing: Vec<f32>,
    /// Best score of what cites an entry.
    pub(super) by_best: Vec<f32>,
    /// Mean score of what an entry cites.
    pub(super) by_cited: Vec<f32>,
}

impl Citations {
    /// Joins what is named with what bears the name.
    pub(super) fn load(segment: &SegmentReader, fields: Fields, cards: CardOf<'_>) -> Result<Self, TantivyError> {
        let (articles, cites) = (segment.inverted_index(fields.article)?, segment.inverted_index(fields.cites)?);
        let mut pairs = Vec::new();
        let mut named = cites.terms().stream()?;
        while named.advance() {
            let Some(bearers) = articles.terms().get(named.key())? else { continue };
            let (bearers, citing) = (entries(&articles, &bearers)?, entries(&cites, named.value())?);
            if bearers.len() * citing.len() <= MOST {
                pairs.extend(bearers.iter().flat_map(|cited| citing.iter().map(|citing| (*cited, *citing))));
            }
        }
        pairs.retain(|(cited, citing)| cited != citing);
        // By records, so that sums come out the same however the index was built.
        let place = |entry: Entry| (cards.card(entry), entry);
        pairs.sort_unstable_by_key(|(cited, citing)| (place(*cited), place(*citing)));
        pairs.dedup();
        let cited = counted(pairs.iter().map(|pair| pair.0).collect());
        let citing = counted(pairs.iter().map(|pair| pair.1).collect());
        Ok(Self { pairs, cited, citing })
    }

    /// What the scores of all entries add to those that cite one another.
    pub(super) fn lift(&self, entries: usize, score: impl Fn(Entry) -> f32) -> Lift {
        let mut lift = Lift { by_citing: vec![0.0; entries], by_best: vec![0.0; entries], by_cited: vec![0.0; entries] };
        for (cited, citing) in &self.pairs {
            let (score, back) = (score(*citing), score(*cited));
            if let (Some(sum), Some(best)) = (lift.by_citing.get_mut(cited.index()), lift.by_best.get_mut(cited.index())) {
                *sum += score;
                *best = best.max(score);
            }
            if let Some(sum) = lift.by_cited.get_mut(citing.index()) {
                *sum += back;
            }
        }
        for (counts, sums) in [(&self.cited, &mut lift.by_citing), (&self.citing, &mut lift.by_cited)] {
            for (entry, count) in counts {
                if let Some(sum) = sums.get_mut(entry.index()) {
                    *sum /= count;
                }
            }
        }
        lift
    }
}

fn entries(lists: &InvertedIndexReader, term: &TermInfo) -> io::Result<Vec<Entry>> {
    let mut block = lists.read_block_postings_from_terminfo(term, IndexRecordOption::Basic)?;
    let mut entries = Vec::with_capacity(term.doc_freq as usize);
    while !block.docs().is_empty() {
        entries.extend(block.docs().iter().copied().map(Entry));
        block.advance();
    }
    Ok(entries)
}

fn counted(mut entries: Vec<Entry>) -> Vec<(Entry, f32)> {
    entries.sort_unstable();
    entries.chunk_by(|left, right| left == right).filter_map(|run| Some((*run.first()?, run.len() as f32))).collect()
}
