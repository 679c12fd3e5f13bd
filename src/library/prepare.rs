//! A record made ready for storing and indexing: everything that can be done on its own, on any core.

use zstd::{
    bulk::{Compressor, Decompressor},
    zstd_safe::get_frame_content_size,
};

use super::{
    LibraryError, Lost,
    pieces::pieces,
    words::{initial_words, of_all, spelling_words},
};
use crate::policy::{Content, DocumentNumber, Passage, Record, code_key};

/// Above this level records shrink by little and take much longer.
const LEVEL: i32 = 6;

/// Bytes of an unpacked record beyond which its length is taken for damage.
const LARGEST: usize = 256 << 20;

/// Characters of a name that are spelled: nobody types more letters, and every character costs several words.
const SPELLED: usize = 300;

/// A record with what is stored and indexed of it.
pub(super) struct Prepared {
    /// The record, as read.
    pub(super) record: Record,
    /// The same, packed.
    pub(super) payload: Vec<u8>,
    /// Its searchable passages.
    pub(super) pieces: Vec<Passage>,
    /// Bytes of their text.
    pub(super) text_bytes: u64,
    /// Words by which it is known beside its title.
    pub(super) about: String,
    /// Spelling words of its title.
    pub(super) pinyin: String,
    /// Initial words of its title.
    pub(super) initials: String,
    /// Keys of its document number.
    pub(super) number_keys: String,
}

/// Packs records; one for each thread, since making one is dear.
pub(super) struct Packer(Option<Compressor<'static>>);

impl Packer {
    pub(super) fn new() -> Self {
        Self(Compressor::new(LEVEL).ok())
    }

    fn pack(&mut self, record: &Record) -> Result<Vec<u8>, LibraryError> {
        let unreadable = |why: String| LibraryError::Unreadable { what: Lost::Record(record.id.clone()), why };
        let json = serde_json::to_vec(record).map_err(|error| unreadable(error.to_string()))?;
        let compressor = self.0.as_mut().ok_or_else(|| unreadable("no memory for packing".to_owned()))?;
        compressor.compress(&json).map_err(|error| unreadable(error.to_string()))
    }
}

/// Takes packed records apart without reading them; one for each thread.
pub(super) struct Unpacker(Option<Decompressor<'static>>);

impl Unpacker {
    pub(super) fn new() -> Self {
        Self(Decompressor::new().ok())
    }

    /// The record in JSON.
    pub(super) fn text(&mut self, payload: &[u8]) -> Result<String, String> {
        let length = get_frame_content_size(payload).ok().flatten().and_then(|length| usize::try_from(length).ok());
        let length = length.filter(|length| *length <= LARGEST).ok_or("the packed record says no sensible length")?;
        let unpacker = self.0.as_mut().ok_or("no memory for unpacking")?;
        let text = unpacker.decompress(payload, length).map_err(|error| error.to_string())?;
        String::from_utf8(text).map_err(|error| error.to_string())
    }
}

/// Reads back what a [`Packer`] packed.
pub(super) fn unpack(payload: &[u8]) -> Result<Record, String> {
    let json = zstd::stream::decode_all(payload).map_err(|error| error.to_string())?;
    serde_json::from_slice(&json).map_err(|error| error.to_string())
}

/// Makes one record ready for storing and indexing.
pub(super) fn prepare(packer: &mut Packer, record: Record) -> Result<Prepared, LibraryError> {
    let payload = packer.pack(&record)?;
    Ok(Prepared { payload, ..for_index(record) })
}

/// Makes one record ready for indexing alone: it is stored already.
pub(super) fn for_index(record: Record) -> Prepared {
    let pieces = pieces(&record);
    Prepared {
        payload: Vec::new(),
        text_bytes: pieces.iter().map(|piece| piece.text.len() as u64).sum(),
        about: about(&record),
        // Who types letters types the word people use: gzf for 公租房, whatever the title says.
        pinyin: of_all(names(&record), spelling_words),
        initials: of_all(names(&record), initial_words),
        number_keys: number_keys(&record).join(" "),
        pieces,
        record,
    }
}

/// Keys of all numbers and codes that a record bears.
fn number_keys(record: &Record) -> Vec<String> {
    match &record.content {
        Content::Document(document) => {
            let number = document.number.as_ref().map(DocumentNumber::search_keys).unwrap_or_default();
            let codes = document.index_number.iter().chain(&document.registration);
            number.into_iter().chain(codes.filter_map(|code| code_key(code))).collect()
        }
        Content::Guide(guide) => guide.code.iter().filter_map(|code| code_key(code)).collect(),
        _ => Vec::new(),
    }
}

/// The title and what else people call it, as far as it is spelled.
fn names(record: &Record) -> impl Iterator<Item = String> {
    std::iter::once(&record.title).chain(&record.keywords).map(|name| name.chars().take(SPELLED).collect())
}

fn about(record: &Record) -> String {
    let mut words: Vec<&str> = record.keywords.iter().chain(&record.summary).chain(&record.topics).map(String::as_str).collect();
    match &record.content {
        Content::Body(body) => words.extend(body.aliases.iter().map(String::as_str)),
        Content::Place(place) => words.extend([place.theme.as_str(), &place.town]),
        Content::Guide(guide) => words.push(&guide.body),
        Content::List(list) => words.push(&list.list_kind),
        Content::Catalogue(row) => words.extend([row.domain.as_str(), &row.item]),
        Content::Collection(collection) => words.push(&collection.stage),
        Content::Document(_)
        | Content::Interpretation(_)
        | Content::Question(_)
        | Content::Gazette(_)
        | Content::Consultation(_)
        | Content::Notice(_) => {}
    }
    words.join("\n")
}
