//! The head of the main stream: what the file is, how long its stories are, and where its tables lie ([MS-DOC] 2.5).

use super::{
    super::super::{Code, Refused},
    bytes::{part, place, u16},
};

/// The head of a file of Word 97 or later.
#[derive(Debug)]
pub(super) struct Fib {
    /// The name of the stream with the tables.
    pub(super) table: &'static str,
    /// Characters of the stories, in the order in which they follow one another.
    pub(super) stories: Stories,
    /// Places and lengths of tables.
    pairs: Vec<(usize, usize)>,
}

/// Lengths of the stories in characters.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Stories {
    pub(super) main: usize,
    pub(super) footnotes: usize,
    pub(super) margins: usize,
    pub(super) remarks: usize,
    pub(super) endnotes: usize,
    pub(super) boxes: usize,
}

/// Tables by their place in the head.
#[derive(Debug, Clone, Copy)]
pub(super) enum Named {
    Styles = 1,
    LetterPages = 12,
    ParagraphPages = 13,
    Fonts = 15,
    Pieces = 33,
    Anchors = 40,
    Boxes = 56,
    ListPatterns = 73,
    Lists = 74,
}

impl Fib {
    pub(super) fn read(word: &[u8]) -> Result<Self, Refused> {
        let short = || Refused::new(Code::Corrupt, "the head is cut off");
        let number = |at| u16(word, at).ok_or_else(short);
        if !matches!(number(0)?, 0xA5EC | 0xA5DC) {
            return Err(Refused::new(Code::Corrupt, "no Word document"));
        }
        if number(2)? < 0xC0 {
            return Err(Refused::new(Code::NeedsConverter, "older than Word 97"));
        }
        let flags = number(0x0A)?;
        if flags & 0x0100 != 0 {
            return Err(Refused::new(Code::Encrypted, "encrypted"));
        }
        let words = usize::from(number(0x20)?);
        let longs_at = 0x22 + 2 * words + 2;
        let longs = usize::from(number(longs_at - 2)?);
        let long = |index: usize| if index < longs { place(word, longs_at + 4 * index).unwrap_or(0).min(word.len()) } else { 0 };
        let stories = Stories { main: long(3), footnotes: long(4), margins: long(5), remarks: long(7), endnotes: long(8), boxes: long(9) };
        let pairs_at = longs_at + 4 * longs + 2;
        let count = usize::from(number(pairs_at - 2)?);
        let pairs =
            (0..count.min(400)).map_while(|index| Some((place(word, pairs_at + 8 * index)?, place(word, pairs_at + 8 * index + 4)?)));
        Ok(Self { table: if flags & 0x0200 != 0 { "1Table" } else { "0Table" }, stories, pairs: pairs.collect() })
    }

    /// A table of the table stream; none if the file has none.
    pub(super) fn table_of<'t>(&self, table: &'t [u8], named: Named) -> Option<&'t [u8]> {
        let (at, length) = *self.pairs.get(named as usize)?;
        part(table, at, length).filter(|part| !part.is_empty())
    }

    /// All that follows the beginning of a table: some go on behind their end.
    pub(super) fn from<'t>(&self, table: &'t [u8], named: Named) -> Option<&'t [u8]> {
        let (at, length) = *self.pairs.get(named as usize)?;
        if length == 0 { None } else { table.get(at..) }
    }
}
