//! One field of the index and how well its entries match a word: BM25 over whole inverted lists.
//!
//! Lists are read to their end instead of being skipped through: adding up a block of 128 entries costs less than deciding about them, the
//! cost is the same for one answer and for a thousand, and counts and filters come out exact.

use std::{io, sync::Arc};

use tantivy::{
    InvertedIndexReader, SegmentReader, TantivyError, Term,
    fieldnorm::FieldNormReader,
    postings::TermInfo,
    schema::{Field, IndexRecordOption},
};

use crate::library::Entry;

/// The usual figures of BM25; eight other pairs were no better on the lay questions.
const K1: f32 = 1.2;
const B: f32 = 0.75;

/// Words tried where the typing ends in half a word.
const COMPLETIONS: usize = 12;

/// A field, ready to be asked.
pub(super) struct FieldIndex {
    field: Field,
    lists: Arc<InvertedIndexReader>,
    /// Of each entry, how long it is: one of the 256 lengths that the index tells apart.
    lengths: Vec<u8>,
    /// `K1 · (1 − B + B · length / average)` for each of the 256 lengths that the index tells apart.
    norms: [f32; 256],
    /// Entries that have the field.
    entries: f32,
}

/// A word of the field, found.
pub(super) struct FoundWord {
    info: TermInfo,
    /// Rarity.
    pub(super) idf: f32,
    /// Part of the entries that contain it.
    pub(super) share: f32,
}

impl FieldIndex {
    /// `entries` is the number of entries that have the field: entries of the other kind would distort the average length.
    pub(super) fn open(segment: &SegmentReader, field: Field, entries: usize) -> Result<Self, TantivyError> {
        let lists = segment.inverted_index(field)?;
        let entries = entries.max(1) as f32;
        let average = (lists.total_num_tokens() as f32 / entries).max(1.0);
        let mut norms = [0.0; 256];
        for (id, norm) in (0..=u8::MAX).zip(&mut norms) {
            *norm = K1 * (1.0 - B + B * FieldNormReader::id_to_fieldnorm(id) as f32 / average);
        }
        let lengths = segment.get_fieldnorms_reader(field)?;
        let lengths = (0..segment.max_doc()).map(|entry| lengths.fieldnorm_id(entry)).collect();
        Ok(Self { field, lists, lengths, norms, entries })
    }

    /// The word, if any entry contains it.
    pub(super) fn find(&self, word: &str) -> io::Result<Option<FoundWord>> {
        let info = self.lists.get_term_info(&Term::from_field_text(self.field, word))?;
        Ok(info.map(|info| self.found(info)))
    }

    /// How many entries contain the word.
    pub(super) fn count(&self, word: &str) -> io::Result<u32> {
        Ok(self.lists.get_term_info(&Term::from_field_text(self.field, word))?.map_or(0, |info| info.doc_freq))
    }

    /// Words that begin with what was typed, the commonest first.
    pub(super) fn complete(&self, beginning: &str) -> io::Result<Vec<FoundWord>> {
        let mut stream = self.lists.terms().range().ge(beginning.as_bytes()).into_stream()?;
        let mut infos = Vec::new();
        while infos.len() < 512 && stream.advance() && stream.key().starts_with(beginning.as_bytes()) {
            infos.push(stream.value().clone());
        }
        infos.sort_by_key(|info| std::cmp::Reverse(info.doc_freq));
        infos.truncate(COMPLETIONS);
        Ok(infos.into_iter().map(|info| self.found(info)).collect())
    }

    /// Rarity of a word that no entry contains.
    pub(super) fn idf_of_unknown(&self) -> f32 {
        (2.0 * self.entries + 2.0).ln()
    }

    /// Calls `visit` with each entry that contains the word and what it adds to that entry's score.
    pub(super) fn score(&self, found: &FoundWord, mut visit: impl FnMut(Entry, f32)) -> io::Result<()> {
        let weight = found.idf * (K1 + 1.0);
        let mut block = self.lists.read_block_postings_from_terminfo(&found.info, IndexRecordOption::WithFreqs)?;
        while !block.docs().is_empty() {
            for (&entry, &count) in block.docs().iter().zip(block.freqs()) {
                visit(Entry(entry), self.part(weight, Entry(entry), count));
            }
            block.advance();
        }
        Ok(())
    }

    /// The same for some of the entries only, which must be in ascending order: whole blocks between them are skipped.
    pub(super) fn score_among(
        &self,
        found: &FoundWord,
        entries: impl Iterator<Item = Entry>,
        mut visit: impl FnMut(Entry, f32),
    ) -> io::Result<()> {
        let weight = found.idf * (K1 + 1.0);
        let mut block = self.lists.read_block_postings_from_terminfo(&found.info, IndexRecordOption::WithFreqs)?;
        for entry in entries {
            let at = block.seek(entry.0);
            if block.doc(at) == entry.0 {
                visit(entry, self.part(weight, entry, block.freq(at)));
            }
        }
        Ok(())
    }

    /// Words of an entry, roughly: the index keeps lengths in 256 steps.
    pub(super) fn length(&self, entry: Entry) -> u32 {
        FieldNormReader::id_to_fieldnorm(self.lengths.get(entry.index()).copied().unwrap_or(0))
    }

    fn part(&self, weight: f32, entry: Entry, count: u32) -> f32 {
        let norm = self.lengths.get(entry.index()).and_then(|length| self.norms.get(usize::from(*length))).copied().unwrap_or(K1);
        let count = count as f32;
        weight * count / (count + norm)
    }

    fn found(&self, info: TermInfo) -> FoundWord {
        let count = info.doc_freq as f32;
        let idf = (1.0 + (self.entries - count + 0.5).max(0.5) / (count + 0.5)).ln();
        FoundWord { info, idf, share: count / self.entries }
    }
}
