//! Where the characters are: pieces of the main stream in the order of the text ([MS-DOC] 2.8.35), and pages that say what each looks like.

use encoding_rs::WINDOWS_1252;

use super::{
    super::super::{Code, Refused},
    bytes::{part, place, u8, u16, u32},
    sprm::{Form, Letters},
};

/// Bytes of a page of formats.
const PAGE: usize = 512;
/// Pages of one kind.
const PAGES: usize = 200_000;

/// A stretch of characters.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    /// Its characters, counted through all stories.
    pub(super) begin: usize,
    pub(super) end: usize,
    /// Its first byte in the main stream.
    pub(super) at: usize,
    /// One byte a character.
    pub(super) narrow: bool,
    /// What all of it looks like beside the rest.
    pub(super) letters: Option<Letters>,
}

/// Reads the table of pieces.
pub(super) fn pieces(table: &[u8]) -> Result<Vec<Piece>, Refused> {
    let broken = || Refused::new(Code::Corrupt, "the table of pieces is broken");
    let mut at = 0;
    let mut lists: Vec<&[u8]> = Vec::new();
    while u8(table, at) == Some(1) {
        let length = usize::from(u16(table, at + 1).ok_or_else(broken)?);
        lists.push(part(table, at + 3, length).ok_or_else(broken)?);
        at += 3 + length;
    }
    if u8(table, at) != Some(2) {
        return Err(broken());
    }
    let length = place(table, at + 1).ok_or_else(broken)?;
    let list = part(table, at + 5, length).ok_or_else(broken)?;
    let count = length.saturating_sub(4) / 12;
    let mut pieces = Vec::with_capacity(count);
    for index in 0..count {
        let (Some(begin), Some(end)) = (place(list, 4 * index), place(list, 4 * index + 4)) else { break };
        let entry = 4 * (count + 1) + 8 * index;
        let (Some(code), Some(change)) = (u32(list, entry + 2), u16(list, entry + 6)) else { break };
        let narrow = code & 0x4000_0000 != 0;
        let first = usize::try_from(code & 0x3FFF_FFFF).unwrap_or(usize::MAX);
        let at = if narrow { first / 2 } else { first };
        pieces.push(Piece { begin, end: end.max(begin), at, narrow, letters: changed(change, &lists) });
    }
    Ok(pieces)
}

/// What a piece changes of the look of its letters.
fn changed(change: u16, lists: &[&[u8]]) -> Option<Letters> {
    if change == 0 {
        return None;
    }
    let mut letters = Letters::default();
    if change & 1 == 1 {
        letters.take(lists.get(usize::from(change >> 1))?);
        return Some(letters);
    }
    let on = change >> 8 != 0;
    match change >> 1 & 0x7F {
        0x41 => letters.deleted = on,
        0x42 => letters.inserted = on,
        0x5C => letters.hidden = Some(if on { super::sprm::Switch::On } else { super::sprm::Switch::Off }),
        _ => return None,
    }
    Some(letters)
}

/// A character of a piece and its place in the main stream; none past its end.
pub(super) fn character(word: &[u8], piece: &Piece, index: usize) -> Option<(u16, usize)> {
    if piece.narrow {
        let at = piece.at.checked_add(index)?;
        let byte = u8(word, at)?;
        let wide = if byte < 0x80 {
            u16::from(byte)
        } else {
            let (text, _) = WINDOWS_1252.decode_without_bom_handling(std::slice::from_ref(word.get(at)?));
            text.chars().next().and_then(|c| u16::try_from(u32::from(c)).ok())?
        };
        Some((wide, at))
    } else {
        let at = piece.at.checked_add(2 * index)?;
        Some((u16(word, at)?, at))
    }
}

/// Stretches of the main stream with what they look like, in their order.
#[derive(Debug)]
pub(super) struct Runs<T>(Vec<(usize, usize, T)>);

impl<T> Runs<T> {
    /// What stands at a byte.
    pub(super) fn at(&self, byte: usize) -> Option<&T> {
        let after = self.0.partition_point(|(begin, ..)| *begin <= byte);
        self.0.get(after.checked_sub(1)?).filter(|(_, end, _)| byte < *end).map(|(.., value)| value)
    }

    /// None where a page is not there.
    fn read(word: &[u8], table: &[u8], entry: usize, value: impl Fn(&[u8], usize) -> Option<T>) -> Option<Self> {
        let count = table.len().saturating_sub(4) / 8;
        let mut runs = Vec::new();
        for index in 0..count.min(PAGES) {
            let number = place(table, 4 * (count + 1) + 4 * index).map(|number| number & 0x3F_FFFF);
            let page = number.and_then(|number| part(word, number * PAGE, PAGE))?;
            let stretches = usize::from(u8(page, PAGE - 1).unwrap_or_default());
            for stretch in 0..stretches {
                let (Some(begin), Some(end)) = (place(page, 4 * stretch), place(page, 4 * stretch + 4)) else { break };
                let offset = u8(page, 4 * (stretches + 1) + entry * stretch).map(|words| 2 * usize::from(words));
                if let Some(value) = offset.and_then(|offset| value(page, offset)).filter(|_| begin < end) {
                    runs.push((begin, end, value));
                }
            }
        }
        runs.sort_by_key(|(begin, ..)| *begin);
        Some(Self(runs))
    }
}

/// What letters look like, stretch by stretch.
pub(super) fn letters(word: &[u8], table: &[u8]) -> Option<Runs<Letters>> {
    Runs::read(word, table, 1, |page, offset| {
        let mut letters = Letters::default();
        if offset > 0 {
            let length = usize::from(u8(page, offset)?);
            letters.take(part(page, offset + 1, length)?);
        }
        Some(letters)
    })
}

/// What paragraphs look like. Some keep their properties in the stream of data.
pub(super) fn forms(word: &[u8], table: &[u8], data: &[u8]) -> Option<Runs<Form>> {
    Runs::read(word, table, 13, |page, offset| {
        let mut form = Form::default();
        if offset > 0 {
            let short = usize::from(u8(page, offset)?);
            let (at, length) = if short == 0 { (offset + 2, 2 * usize::from(u8(page, offset + 1)?)) } else { (offset + 1, 2 * short - 1) };
            let list = part(page, at, length.min(PAGE.saturating_sub(at)))?;
            form.style = u16(list, 0);
            form.take(list.get(2..).unwrap_or_default());
            if let Some(list) = form.elsewhere.and_then(|at| part(data, at + 2, usize::from(u16(data, at)?))) {
                form.take(list);
            }
        }
        Some(form)
    })
}
