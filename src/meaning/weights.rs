//! The file of an encoder: the numbers of a small transformer (multilingual-e5-small) in four bits each, and the pieces it cuts texts into.
//!
//! The file, all numbers with the lowest byte first: `E5S1` and a version; as 32-bit numbers the width, layers, heads, inner width, pieces,
//! positions and kinds, a float that keeps divisions finite, and how many weights share a scale (32); how many pieces, and which of them begin a
//! text, end it, fill it up and stand for what is unknown; the length of the pieces' texts as 64 bits, where each begins, how likely each is, the
//! texts; which characters are read as which others; a directory of tensors by name, each with its kind, its length and where it lies.
//! Every length is compared with what is there before anything is taken from it.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::pieces::Pieces;

const MAGIC: &[u8] = b"E5S1";
/// Weights that share a scale.
pub(super) const GROUP: usize = 32;
/// Bytes of a group: a half float, then two weights a byte.
pub(super) const GROUP_BYTES: usize = 2 + GROUP / 2;
/// More of anything than a model has that a terminal could use.
const MOST: usize = 1 << 20;

/// Bytes that are no encoder, and why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no encoder: {0}")]
pub struct NotAnEncoder(pub(super) String);

/// Sizes of a model.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Shape {
    pub(super) width: usize,
    pub(super) layers: usize,
    pub(super) heads: usize,
    pub(super) inner: usize,
    pub(super) pieces: usize,
    pub(super) positions: usize,
    pub(super) kinds: usize,
    /// Added to a variance before its root is divided by.
    pub(super) epsilon: f32,
}

/// Pieces with a meaning of their own.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Marks {
    pub(super) begin: u32,
    pub(super) end: u32,
    pub(super) unknown: u32,
}

/// A model's file, read: what it is made of, and where each tensor lies.
pub(super) struct Weights {
    pub(super) bytes: Vec<u8>,
    pub(super) shape: Shape,
    pub(super) marks: Marks,
    pub(super) cutter: Pieces,
    /// What a character is read as; what is not here is read as itself.
    pub(super) read_as: FxHashMap<char, Vec<char>>,
    tensors: FxHashMap<String, Range<usize>>,
}

impl Weights {
    pub(super) fn read(bytes: Vec<u8>) -> Result<Self, NotAnEncoder> {
        let mut from = Cursor { bytes: &bytes, at: 0 };
        if from.take(MAGIC.len())? != MAGIC {
            return Err(wrong("it begins otherwise"));
        }
        from.number()?;
        let [width, layers, heads, inner, pieces, positions, kinds] = from.numbers()?;
        let epsilon = from.float()?;
        let [group, count] = from.numbers()?;
        let fits = |number: usize| (1..=MOST).contains(&number);
        if ![width, layers, heads, inner, pieces, positions, kinds].into_iter().all(fits) || group != GROUP || count != pieces {
            return Err(wrong("its sizes are none of ours"));
        }
        if width % (heads * 2) != 0 || width % GROUP != 0 || inner % GROUP != 0 || !(epsilon > 0.0 && epsilon < 1.0) {
            return Err(wrong("its sizes do not go with one another"));
        }
        let shape = Shape { width, layers, heads, inner, pieces, positions, kinds, epsilon };
        let [begin, end, _fill, unknown] = from.numbers::<4>()?;
        let mark = |number: usize| u32::try_from(number).ok().filter(|_| number < pieces).ok_or_else(|| wrong("a mark is no piece"));
        let marks = Marks { begin: mark(begin)?, end: mark(end)?, unknown: mark(unknown)? };
        let cutter = pieces_of(&mut from, pieces, marks)?;
        let read_as = read_as(&mut from)?;
        let tensors = directory(&mut from)?;
        Ok(Self { shape, marks, cutter, read_as, tensors, bytes })
    }

    /// A matrix of four-bit weights.
    pub(super) fn packed(&self, name: &str, rows: usize, columns: usize) -> Result<Range<usize>, NotAnEncoder> {
        let length = rows.checked_mul(columns / GROUP).and_then(|groups| groups.checked_mul(GROUP_BYTES));
        self.tensor(name, length.ok_or_else(|| wrong("a matrix cannot be so large"))?)
    }

    /// Plain floats.
    pub(super) fn floats(&self, name: &str, count: usize) -> Result<Vec<f32>, NotAnEncoder> {
        let range = self.tensor(name, count.checked_mul(4).ok_or_else(|| wrong("a tensor cannot be so long"))?)?;
        let bytes = self.bytes.get(range).unwrap_or_default();
        let floats: Vec<f32> = bytes.as_chunks().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect();
        if floats.iter().all(|float| float.is_finite()) { Ok(floats) } else { Err(wrong(&format!("a number of {name} is none"))) }
    }

    fn tensor(&self, name: &str, length: usize) -> Result<Range<usize>, NotAnEncoder> {
        let range = self.tensors.get(name).ok_or_else(|| wrong(&format!("{name} is missing")))?;
        let end = range.start.checked_add(length).filter(|end| *end <= self.bytes.len() && range.len() == length);
        end.map(|end| range.start..end).ok_or_else(|| wrong(&format!("{name} has another length")))
    }
}

pub(super) fn wrong(why: &str) -> NotAnEncoder {
    NotAnEncoder(why.to_owned())
}

/// The pieces with how likely each is. Marks are no text.
fn pieces_of(from: &mut Cursor<'_>, count: usize, marks: Marks) -> Result<Pieces, NotAnEncoder> {
    let length = from.long()?;
    let begins = (0..=count).map(|_| from.number()).collect::<Result<Vec<_>, _>>()?;
    let likely = (0..count).map(|_| from.float()).collect::<Result<Vec<_>, _>>()?;
    let blob = from.take(length)?;
    let text = |number: usize| {
        let [begin, end] = [*begins.get(number)?, *begins.get(number + 1)?];
        // Pieces of single bytes are no texts of ours.
        Some(std::str::from_utf8(blob.get(begin..end)?).unwrap_or_default())
    };
    let texts: Option<Vec<&str>> = (0..count).map(text).collect();
    let mut texts = texts.ok_or_else(|| wrong("a piece lies outside"))?;
    for mark in [marks.begin, marks.end, marks.unknown] {
        if let Some(text) = texts.get_mut(mark as usize) {
            *text = "";
        }
    }
    Ok(Pieces::new(texts.into_iter(), likely))
}

fn read_as(from: &mut Cursor<'_>) -> Result<FxHashMap<char, Vec<char>>, NotAnEncoder> {
    let [count, _bytes] = from.numbers::<2>()?;
    let mut read_as = FxHashMap::default();
    for _ in 0..count {
        let of = from.number()?;
        let length = from.take(1)?.first().copied().unwrap_or_default();
        let others = (0..length).map(|_| from.number()).collect::<Result<Vec<_>, _>>()?;
        let character = |number: usize| u32::try_from(number).ok().and_then(char::from_u32);
        if let Some(of) = character(of) {
            read_as.insert(of, others.into_iter().filter_map(character).collect());
        }
    }
    Ok(read_as)
}

fn directory(from: &mut Cursor<'_>) -> Result<FxHashMap<String, Range<usize>>, NotAnEncoder> {
    let mut tensors = FxHashMap::default();
    for _ in 0..from.number()? {
        let length = usize::from(u16::from_le_bytes(from.chunk()?));
        let name = std::str::from_utf8(from.take(length)?).map_err(|_| wrong("a name is no text"))?.to_owned();
        // Its kind and how many numbers it has follow from what asks for it.
        from.take(1 + 4)?;
        let [begin, length] = [from.long()?, from.long()?];
        let end = begin.checked_add(length).filter(|end| *end <= from.bytes.len()).ok_or_else(|| wrong("a tensor lies outside"))?;
        tensors.insert(name, begin..end);
    }
    Ok(tensors)
}

pub(super) struct Cursor<'b> {
    pub(super) bytes: &'b [u8],
    pub(super) at: usize,
}

impl<'b> Cursor<'b> {
    pub(super) fn take(&mut self, length: usize) -> Result<&'b [u8], NotAnEncoder> {
        let end = self.at.checked_add(length);
        let taken = end.and_then(|end| self.bytes.get(self.at..end)).ok_or_else(|| wrong("it ends too soon"))?;
        self.at += length;
        Ok(taken)
    }

    pub(super) fn chunk<const N: usize>(&mut self) -> Result<[u8; N], NotAnEncoder> {
        self.take(N)?.first_chunk().copied().ok_or_else(|| wrong("it ends too soon"))
    }

    pub(super) fn number(&mut self) -> Result<usize, NotAnEncoder> {
        usize::try_from(u32::from_le_bytes(self.chunk()?)).map_err(|_| wrong("a number is too large"))
    }

    pub(super) fn numbers<const N: usize>(&mut self) -> Result<[usize; N], NotAnEncoder> {
        let mut numbers = [0; N];
        for number in &mut numbers {
            *number = self.number()?;
        }
        Ok(numbers)
    }

    pub(super) fn long(&mut self) -> Result<usize, NotAnEncoder> {
        usize::try_from(u64::from_le_bytes(self.chunk()?)).map_err(|_| wrong("a number is too large"))
    }

    fn float(&mut self) -> Result<f32, NotAnEncoder> {
        let float = f32::from_le_bytes(self.chunk()?);
        if float.is_finite() { Ok(float) } else { Err(wrong("a number is none")) }
    }
}
