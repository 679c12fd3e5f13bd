//! The full-text index: its schema, its tokenizer, how it is written and how it is opened.
//!
//! It holds two kinds of entry. A passage has text that is searched and kept; a record has the words by which it is known (title, spellings,
//! number, keywords). Every entry bears the ordinal of its card. The finished index is one segment, so that an entry's number in it is a plain
//! index into arrays.

use std::path::{Path, PathBuf};

use tantivy::{
    Directory, Index, IndexReader, IndexSettings, IndexWriter, ReloadPolicy, SegmentReader, TantivyDocument, TantivyError,
    directory::MmapDirectory,
    error::DataCorruption,
    indexer::{NoMergePolicy, UserOperation},
    schema::{FAST, Field, IndexRecordOption, NumericOptions, STORED, Schema, TextFieldIndexing, TextOptions, Value},
    store::StoreReader,
    tokenizer::{TextAnalyzer, WhitespaceTokenizer},
};

use super::{
    places::{CardOf, Entry, Ordinal},
    prepare::Prepared,
    read_only::ReadOnly,
    words::GramTokenizer,
};
use crate::policy::{Passage, article_key, cited_articles};

/// Most memory that one indexing thread fills before it writes a segment.
const ARENA: usize = 48 << 20;

/// Text handed over before the writer is waited for: its queue counts entries, not bytes.
const QUEUED: usize = 24 << 20;

/// The fields, by name in the schema.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fields {
    /// Text of a passage.
    pub(crate) body: Field,
    /// Title of a record.
    pub(crate) title: Field,
    /// Keywords, summary and other names of a record.
    pub(crate) about: Field,
    /// Letters of the title's spellings: see [`super::words::letter_grams`].
    pub(crate) pinyin: Field,
    /// Letters of the title's initials.
    pub(crate) initials: Field,
    /// Keys of the document number.
    pub(crate) number: Field,
    /// Key of the article that a passage is: see [`article_key`].
    pub(crate) article: Field,
    /// Keys of the articles that it names.
    pub(crate) cites: Field,
    card: Field,
    section: Field,
    passage: Field,
    label: Field,
}

fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let words = |tokenizer: &str| {
        let indexing = TextFieldIndexing::default().set_tokenizer(tokenizer).set_index_option(IndexRecordOption::WithFreqs);
        TextOptions::default().set_indexing_options(indexing)
    };
    let keys = || {
        let indexing = TextFieldIndexing::default().set_tokenizer("raw").set_fieldnorms(false).set_index_option(IndexRecordOption::Basic);
        TextOptions::default().set_indexing_options(indexing)
    };
    let fields = Fields {
        body: schema.add_text_field("body", words("grams").set_stored()),
        title: schema.add_text_field("title", words("grams")),
        about: schema.add_text_field("about", words("grams")),
        pinyin: schema.add_text_field("pinyin", words("blanks")),
        initials: schema.add_text_field("initials", words("blanks")),
        number: schema.add_text_field("number", words("blanks")),
        article: schema.add_text_field("article", keys()),
        cites: schema.add_text_field("cites", keys()),
        card: schema.add_u64_field("card", NumericOptions::default() | FAST),
        section: schema.add_u64_field("section", STORED),
        passage: schema.add_text_field("passage", STORED),
        label: schema.add_text_field("label", STORED),
    };
    (schema.build(), fields)
}

fn with_tokenizers(index: Index) -> Index {
    index.tokenizers().register("grams", TextAnalyzer::from(GramTokenizer::default()));
    index.tokenizers().register("blanks", TextAnalyzer::from(WhitespaceTokenizer::default()));
    index
}

/// Fills a new index.
pub(super) struct IndexBuilder {
    index: Index,
    fields: Fields,
    writer: IndexWriter,
    queued: usize,
}

impl IndexBuilder {
    /// In an empty folder.
    pub(super) fn in_folder(path: &Path, threads: usize) -> Result<Self, TantivyError> {
        Self::create(MmapDirectory::open(path)?, threads)
    }

    pub(super) fn create(directory: impl Into<Box<dyn Directory>>, threads: usize) -> Result<Self, TantivyError> {
        let (schema, fields) = schema();
        let index = with_tokenizers(Index::create(directory, schema, IndexSettings::default())?);
        let writer = index.writer_with_num_threads(threads, ARENA * threads)?;
        writer.set_merge_policy(Box::new(NoMergePolicy));
        Ok(Self { index, fields, writer, queued: 0 })
    }

    /// Adds a record and its passages, which stay neighbours.
    pub(super) fn add(&mut self, ordinal: u32, prepared: &mut Prepared) -> Result<(), TantivyError> {
        let fields = self.fields;
        let card = u64::from(ordinal);
        let mut entry = TantivyDocument::new();
        entry.add_u64(fields.card, card);
        entry.add_text(fields.title, &prepared.record.title);
        entry.add_text(fields.about, &prepared.about);
        entry.add_text(fields.pinyin, &prepared.pinyin);
        entry.add_text(fields.initials, &prepared.initials);
        entry.add_text(fields.number, &prepared.number_keys);
        let mut entries = vec![UserOperation::Add(entry)];
        for piece in prepared.pieces.drain(..) {
            self.queued += piece.text.len();
            let mut entry = TantivyDocument::new();
            entry.add_u64(fields.card, card);
            entry.add_u64(fields.section, piece.section as u64);
            entry.add_text(fields.passage, piece.id);
            if let Some(key) = article_key(&prepared.record.title, &piece.label) {
                entry.add_text(fields.article, key);
            }
            for key in cited_articles(&prepared.record.title, &piece.label, &piece.text) {
                entry.add_text(fields.cites, key);
            }
            entry.add_text(fields.label, piece.label);
            entry.add_text(fields.body, piece.text);
            entries.push(UserOperation::Add(entry));
        }
        self.writer.run(entries)?;
        if self.queued > QUEUED {
            self.writer.commit()?;
            self.queued = 0;
        }
        Ok(())
    }

    /// Merges everything into one segment.
    pub(super) fn finish(mut self) -> Result<Index, TantivyError> {
        self.writer.commit()?;
        let segments = self.index.searchable_segment_ids()?;
        if segments.len() > 1 {
            self.writer.merge(&segments).wait()?;
            self.writer.garbage_collect_files().wait()?;
        }
        self.writer.wait_merging_threads()?;
        Ok(self.index)
    }
}

/// An open index.
pub(crate) struct PassageIndex {
    /// Its fields.
    pub(crate) fields: Fields,
    /// The only segment; none in an empty library.
    segment: Option<Segment>,
    // Keeps the files of the segment from being collected.
    _reader: IndexReader,
}

struct Segment {
    reader: SegmentReader,
    store: StoreReader,
    cards: Vec<Ordinal>,
}

impl PassageIndex {
    pub(super) fn open_folder(path: &Path) -> Result<Self, TantivyError> {
        let opened = Self::open(&with_tokenizers(Index::open(ReadOnly::open(path)?)?))?;
        opened.probe()?;
        Ok(opened)
    }

    /// Compares the checksums that the index itself keeps, in a folder; gives what fails.
    pub(super) fn failing_checksums(path: &Path) -> Result<Vec<PathBuf>, TantivyError> {
        Ok(Index::open(ReadOnly::open(path)?)?.validate_checksum()?.into_iter().collect())
    }

    /// Entries of both kinds.
    pub(super) fn entries(&self) -> usize {
        self.card_of().entries()
    }

    pub(super) fn open(index: &Index) -> Result<Self, TantivyError> {
        let (schema, fields) = schema();
        if index.schema() != schema {
            // Fields are known by their place: an index of another make would answer nonsense.
            return Err(TantivyError::SchemaError("the index was made by another version of the program".to_owned()));
        }
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let segment = reader.searcher().segment_readers().first().cloned();
        let segment = segment.map(Segment::open).transpose()?;
        Ok(Self { fields, segment, _reader: reader })
    }

    /// Touches every part that is otherwise read at the first search: damage shows now, while an earlier generation can still answer.
    fn probe(&self) -> Result<(), TantivyError> {
        let Some(segment) = &self.segment else { return Ok(()) };
        let Fields { body, title, about, pinyin, initials, number, .. } = self.fields;
        for field in [body, title, about, pinyin, initials, number] {
            let lists = segment.reader.inverted_index(field)?;
            segment.reader.get_fieldnorms_reader(field)?;
            let mut terms = lists.terms().stream()?;
            if terms.advance() {
                lists.read_postings_from_terminfo(terms.value(), IndexRecordOption::WithFreqs)?;
            }
        }
        self.passage(Entry(0))?;
        self.passage(Entry(segment.reader.max_doc().saturating_sub(1))).map(|_| ())
    }

    /// Inverted lists and lengths; none in an empty library.
    pub(crate) fn segment(&self) -> Option<&SegmentReader> {
        self.segment.as_ref().map(|segment| &segment.reader)
    }

    /// The card of each entry.
    pub(crate) fn card_of(&self) -> CardOf<'_> {
        self.segment.as_ref().map(|segment| CardOf::new(&segment.cards)).unwrap_or_default()
    }

    /// The passage of an entry; `None` if it is a record's entry or none at all.
    pub(crate) fn passage(&self, entry: Entry) -> Result<Option<Passage>, TantivyError> {
        let Some(segment) = &self.segment else { return Ok(None) };
        let stored: TantivyDocument = segment.store.get(entry.0)?;
        let text = |field| stored.get_first(field).and_then(|value| value.as_str()).map(str::to_owned);
        let section = stored.get_first(self.fields.section).and_then(|value| value.as_u64());
        let passage = text(self.fields.passage).zip(text(self.fields.body)).map(|(id, body)| Passage {
            id,
            section: section.and_then(|section| usize::try_from(section).ok()).unwrap_or_default(),
            label: text(self.fields.label).unwrap_or_default(),
            text: body,
        });
        Ok(passage)
    }
}

impl Segment {
    fn open(reader: SegmentReader) -> Result<Self, TantivyError> {
        let store = reader.get_store_reader(64)?;
        let column = reader.fast_fields().column_first_or_default::<u64>("card")?;
        let card = |entry| u32::try_from(column.get_val(entry)).map(Ordinal);
        let cards = (0..reader.max_doc()).map(card).collect::<Result<_, _>>();
        let cards = cards.map_err(|_| DataCorruption::comment_only("an entry names a card that no library can hold"))?;
        Ok(Self { reader, store, cards })
    }
}
