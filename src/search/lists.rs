//! The inverted lists of an open library: one for each field of its index, and who names whom.

use tantivy::TantivyError;

use super::{
    citations::{ArticleLists, Citations},
    field::FieldIndex,
};
use crate::library::{Library, PassageIndex};

/// The lists, ready to be asked.
pub(super) struct Lists {
    /// Of passages: their text.
    pub(super) body: FieldIndex,
    /// Of records: the title.
    pub(super) title: FieldIndex,
    /// Keywords, summary, and what else people call it.
    pub(super) about: FieldIndex,
    /// Letters of the title in full.
    pub(super) pinyin: FieldIndex,
    /// Initials of the title.
    pub(super) initials: FieldIndex,
    /// Keys of the document number.
    pub(super) number: FieldIndex,
    /// Which passages are which articles.
    pub(super) articles: ArticleLists,
    pub(super) citations: Citations,
}

impl Lists {
    /// The lists of a library; none where it is empty.
    pub(super) fn open(library: &Library, index: &PassageIndex) -> Result<Option<Self>, TantivyError> {
        let Some(segment) = index.segment() else { return Ok(None) };
        let fields = index.fields;
        let open = |field| FieldIndex::open(segment, field, library.cards().len());
        Ok(Some(Self {
            body: FieldIndex::open(segment, fields.body, library.info().passages)?,
            title: open(fields.title)?,
            about: open(fields.about)?,
            pinyin: open(fields.pinyin)?,
            initials: open(fields.initials)?,
            number: open(fields.number)?,
            articles: ArticleLists::open(segment, fields)?,
            citations: Citations::load(segment, fields, index.card_of())?,
        }))
    }
}
