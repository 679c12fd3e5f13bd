//! The table of pieces: what each adds to the meaning of a text. `data/meaning/README.md` says how it came to be.
//!
//! The file: `GKPIECE1`, the SHA-256 of all that follows it (32 bytes), then, as 32-bit numbers with the lowest byte first, how many pieces there
//! are, how many numbers a vector has, and how many bytes the pieces' texts take; the texts in UTF-8 with a line end between them, in rising
//! order; of each piece how likely it is (natural logarithm), how rare, and the largest of its numbers divided by 127, as 32-bit floats, each
//! kind by itself; and of each piece its numbers, a byte each.

use std::{borrow::Cow, sync::LazyLock};

use super::{
    pieces::Pieces,
    vector::{DIMENSIONS, Vector},
};
use crate::{files::Digest, text::fold};

const MAGIC: &[u8] = b"GKPIECE1";
/// Bytes of the digest.
const DIGEST: usize = 32;
/// Bytes of a number.
const NUMBER: usize = 4;

/// Bytes that are no table of pieces, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no table of pieces: {0}")]
pub struct NotATable(&'static str);

/// One piece, for whoever makes a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece {
    /// As texts have it when they are folded.
    pub text: String,
    /// How likely it is in a text: a natural logarithm.
    pub likely: f32,
    /// How much it weighs in a text: the rarer the more.
    pub rare: f32,
    /// What it adds.
    pub vector: [f32; DIMENSIONS],
}

/// A table of pieces, read.
pub struct Table {
    bytes: Cow<'static, [u8]>,
    /// Where the vectors begin.
    vectors: usize,
    pieces: Pieces,
    rare: Vec<f32>,
    scales: Vec<f32>,
}

const BUILT_IN: &[u8] = include_bytes!("../../data/meaning/pieces.bin");

static TABLE: LazyLock<Option<Table>> = LazyLock::new(|| {
    let read = Table::read(Cow::Borrowed(BUILT_IN));
    read.inspect_err(|error| tracing::error!(%error, "the table in the program")).ok()
});

impl Table {
    /// The table inside the program, read when it is first asked for.
    pub fn built_in() -> Option<&'static Self> {
        TABLE.as_ref()
    }

    /// What vectors made with the table inside the program are told by. Reads nothing.
    pub fn built_in_digest() -> &'static [u8] {
        BUILT_IN.get(MAGIC.len()..MAGIC.len() + DIGEST).unwrap_or_default()
    }

    /// Reads a table; every length in it is compared with what is there.
    pub fn read(bytes: Cow<'static, [u8]>) -> Result<Self, NotATable> {
        let mut rest = bytes.as_ref();
        let mut take = |length: usize| {
            let (taken, left) = rest.split_at_checked(length).ok_or(NotATable("it ends too soon"))?;
            rest = left;
            Ok(taken)
        };
        if take(MAGIC.len())? != MAGIC {
            return Err(NotATable("it begins otherwise"));
        }
        let digest = take(DIGEST)?;
        let [count, dimensions, length] = [number(take(NUMBER)?)?, number(take(NUMBER)?)?, number(take(NUMBER)?)?];
        if dimensions != DIMENSIONS {
            return Err(NotATable("its vectors have another length"));
        }
        let texts = std::str::from_utf8(take(length)?).map_err(|_| NotATable("a piece is no text"))?;
        let texts: Vec<&str> = texts.split('\n').collect();
        if texts.len() != count || !texts.is_sorted_by(|left, right| left < right) {
            return Err(NotATable("its pieces are not as many as it says, or not in order"));
        }
        let column = count.checked_mul(NUMBER).ok_or(NotATable("it cannot be so long"))?;
        let [likely, rare, scales] = [floats(take(column)?)?, floats(take(column)?)?, floats(take(column)?)?];
        let rows = count.checked_mul(DIMENSIONS).ok_or(NotATable("it cannot be so long"))?;
        let vectors = bytes.len() - rest.len();
        if rest.len() != rows {
            return Err(NotATable("it has another length than it says"));
        }
        if Digest::of(bytes.get(MAGIC.len() + DIGEST..).unwrap_or_default()).bytes().as_slice() != digest {
            return Err(NotATable("it was changed after it was made"));
        }
        let pieces = Pieces::new(texts.into_iter(), likely);
        Ok(Self { vectors, pieces, rare, scales, bytes })
    }

    /// The pieces in their order, each with how likely it is in a text; for whoever fits a table anew.
    pub fn pieces(&self) -> Vec<(&str, f32)> {
        let head = MAGIC.len() + DIGEST + 3 * NUMBER;
        let column = self.rare.len() * NUMBER;
        // The texts end where the three columns before the vectors begin.
        let texts = self.bytes.get(head..self.vectors - 3 * column).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default();
        texts.split('\n').zip(self.pieces.scores().iter().copied()).collect()
    }

    /// How often a text has each piece, by number, in rising order.
    pub fn counts(&self, text: &str) -> Vec<(u32, f32)> {
        let chars: Vec<char> = fold(text).chars().collect();
        let mut pieces = self.pieces.cut(&chars);
        pieces.sort_unstable();
        pieces.chunk_by(|left, right| left == right).filter_map(|same| Some((*same.first()?, same.len() as f32))).collect()
    }

    /// The direction of a question: what is said twice counts twice.
    pub fn question(&self, text: &str) -> Vector {
        self.vector(text, |count| count)
    }

    /// The direction of a passage: what is said again and again counts less every time.
    pub fn passage(&self, text: &str) -> Vector {
        self.vector(text, f32::ln_1p)
    }

    fn vector(&self, text: &str, counts: impl Fn(f32) -> f32) -> Vector {
        let mut sum = [0.0; DIMENSIONS];
        for (piece, count) in self.counts(text) {
            let piece = piece as usize;
            let (Some(rare), Some(scale)) = (self.rare.get(piece), self.scales.get(piece)) else { continue };
            let weight = counts(count) * rare * scale;
            let from = self.vectors + piece * DIMENSIONS;
            let vector = self.bytes.get(from..from + DIMENSIONS).unwrap_or_default();
            sum.iter_mut().zip(vector).for_each(|(sum, byte)| *sum += weight * f32::from(byte.cast_signed()));
        }
        Vector::of(&sum)
    }
}

fn number(bytes: &[u8]) -> Result<usize, NotATable> {
    let number = bytes.first_chunk().map(|bytes| u32::from_le_bytes(*bytes));
    number.and_then(|number| usize::try_from(number).ok()).ok_or(NotATable("it ends too soon"))
}

fn floats(bytes: &[u8]) -> Result<Vec<f32>, NotATable> {
    let floats: Vec<f32> = bytes.as_chunks().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect();
    if floats.iter().all(|float| float.is_finite()) { Ok(floats) } else { Err(NotATable("a number is none")) }
}

/// The file of these pieces. Of two with one text the first is taken.
pub fn pack(mut pieces: Vec<Piece>) -> Vec<u8> {
    pieces.retain(|piece| !piece.text.is_empty() && !piece.text.contains('\n'));
    pieces.sort_by(|left, right| left.text.cmp(&right.text));
    pieces.dedup_by(|later, earlier| later.text == earlier.text);
    let texts = pieces.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>().join("\n");
    let mut body = Vec::new();
    for number in [pieces.len(), DIMENSIONS, texts.len()] {
        body.extend(u32::try_from(number).unwrap_or(u32::MAX).to_le_bytes());
    }
    body.extend(texts.as_bytes());
    let largest = |piece: &Piece| piece.vector.iter().fold(0.0f32, |most, number| most.max(number.abs())) / 127.0;
    for column in [|piece: &Piece| piece.likely, |piece: &Piece| piece.rare, largest] {
        pieces.iter().for_each(|piece| body.extend(column(piece).to_le_bytes()));
    }
    pieces.iter().for_each(|piece| body.extend(Vector::of(&piece.vector).bytes()));
    [MAGIC, Digest::of(&body).bytes().as_slice(), &body].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(text: &str, rare: f32, at: usize) -> Piece {
        let mut vector = [0.0; DIMENSIONS];
        vector[at] = 3.0;
        Piece { text: text.to_owned(), likely: -8.0, rare, vector }
    }

    /// 养老 and 医保 lead different ways, 的 weighs little.
    fn packed() -> Vec<u8> {
        pack(vec![piece("养老", 5.0, 0), piece("医保", 5.0, 1), piece("的", 0.1, 2), piece("的", 9.0, 3)])
    }

    fn table() -> Table {
        Table::read(Cow::Owned(packed())).unwrap()
    }

    /// The same bytes with another digest, as somebody could make them.
    fn signed(mut bytes: Vec<u8>) -> Vec<u8> {
        let digest = Digest::of(&bytes[MAGIC.len() + DIGEST..]);
        bytes[MAGIC.len()..MAGIC.len() + DIGEST].copy_from_slice(digest.bytes());
        bytes
    }

    #[test]
    fn a_text_leads_where_its_pieces_lead() {
        let table = table();
        let likeness = |left: &Vector, right: Vector| left.product(&right.bytes()) as f32 / 127.0 / 127.0;
        let pension = table.passage("养老的");
        assert!(likeness(&pension, table.question("養老怎么办")) > 0.9, "traditional characters are folded");
        assert!(likeness(&pension, table.question("医保")) < 0.1);
        assert!(!table.question("吗？").is_some() && !table.passage("").is_some(), "nothing in it is known");
        // Said again and again it counts less every time in a passage.
        let [often, question] = [table.passage("养老养老养老医保"), table.question("养老养老养老医保")].map(|vector| vector.bytes()[1]);
        assert!(often > question && question > 30, "{often} {question}");
    }

    #[test]
    fn the_table_in_the_program_is_whole_and_known_by_its_digest() {
        let table = Table::built_in().unwrap();
        assert_eq!(Digest::of(&BUILT_IN[MAGIC.len() + DIGEST..]).bytes().as_slice(), Table::built_in_digest());
        let cosine = |left: &str, right: &str| {
            let (left, right) = (table.question(left), table.passage(right).bytes());
            left.product(&right) as f32 / super::super::length(&left.bytes()) / super::super::length(&right)
        };
        let pension = "参加基本养老保险的个人，达到法定退休年龄时累计缴费满十五年的，按月领取基本养老金。";
        let marriage = "要求结婚的男女双方应当亲自到婚姻登记机关申请结婚登记。";
        assert!(cosine("老了以后每个月能拿多少钱", pension) > cosine("老了以后每个月能拿多少钱", marriage) + 0.1);
        assert!(cosine("领证要带啥", marriage) > cosine("领证要带啥", pension));
    }

    #[test]
    fn whatever_is_no_table_is_refused() {
        let whole = packed();
        for length in 0..whole.len() {
            assert!(Table::read(Cow::Owned(whole[..length].to_vec())).is_err(), "cut off at {length}");
        }
        assert!(Table::read(Cow::Owned([whole.as_slice(), b"x"].concat())).is_err());
        for at in 0..whole.len() {
            let mut bytes = whole.clone();
            bytes[at] ^= 0x40;
            assert!(Table::read(Cow::Owned(bytes)).is_err(), "changed at {at}");
        }
        // Somebody who knows how to make the digest.
        let head = MAGIC.len() + DIGEST;
        for length in head..whole.len() {
            assert!(Table::read(Cow::Owned(signed(whole[..length].to_vec()))).is_err(), "cut off at {length}");
        }
        for at in [head, head + 4, head + 8] {
            for number in [0, 1, u32::MAX, u32::MAX - 1, 1 << 31, u32::MAX / 128 + 1] {
                let mut bytes = whole.clone();
                bytes[at..at + 4].copy_from_slice(&number.to_le_bytes());
                assert!(Table::read(Cow::Owned(signed(bytes))).is_err(), "{number} at {at}");
            }
        }
        let texts = head + 12;
        for (at, bytes) in
            [(texts, &[0xFF, 0xFE][..]), (texts, "医".as_bytes()), (whole.len() - 3 * DIMENSIONS - 4, &f32::NAN.to_le_bytes())]
        {
            let mut forged = whole.clone();
            forged[at..at + bytes.len()].copy_from_slice(bytes);
            assert!(Table::read(Cow::Owned(signed(forged))).is_err(), "{bytes:?}");
        }
    }

    #[test]
    fn an_empty_table_and_endless_texts_are_no_trouble() {
        assert!(Table::read(Cow::Owned(pack(Vec::new()))).is_err());
        assert!(table().passage(&"养老的医保".repeat(20_000)).is_some());
        let mut huge = piece("养老", f32::MAX, 0);
        huge.vector[0] = f32::MAX;
        let table = Table::read(Cow::Owned(pack(vec![huge]))).unwrap();
        assert!(!table.passage("养老养老").is_some(), "beyond all numbers");
    }
}
