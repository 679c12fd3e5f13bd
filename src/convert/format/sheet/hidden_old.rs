//! Rows and columns of an XLS that nobody sees: records of the old format, walked one after the other.

use std::{
    collections::BTreeMap,
    io::{Cursor, Read},
};

use super::hidden::Hidden;

/// The most bytes of the stream that are looked at.
const LARGEST: u64 = 200 << 20;

/// Kinds of records.
const SHEET: u16 = 0x0085;
const END: u16 = 0x000A;
const ROW: u16 = 0x0208;
const COLUMNS: u16 = 0x007D;

/// What is hidden, by the name of the sheet; nothing where the file is not as it should be.
pub(super) fn hidden(bytes: &[u8]) -> BTreeMap<String, Hidden> {
    stream(bytes).map(|stream| sheets(&stream)).unwrap_or_default()
}

fn stream(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).ok()?;
    let name = ["/Workbook", "/Book"].into_iter().find(|name| file.is_stream(name))?;
    let mut stream = Vec::new();
    file.open_stream(name).ok()?.take(LARGEST).read_to_end(&mut stream).ok()?;
    Some(stream)
}

fn sheets(stream: &[u8]) -> BTreeMap<String, Hidden> {
    let mut sheets = BTreeMap::new();
    for (_, body) in (Records { stream, at: 0 }).take_while(|(kind, _)| *kind != END).filter(|(kind, _)| *kind == SHEET) {
        if let (Some(start), Some(name)) = (u32_at(body, 0).and_then(|start| usize::try_from(start).ok()), name(body)) {
            sheets.insert(name, of(stream, start));
        }
    }
    sheets
}

/// The name of a sheet: how many letters, whether of two bytes, and they.
fn name(body: &[u8]) -> Option<String> {
    let (count, wide) = (usize::from(*body.get(6)?), body.get(7)? & 1 == 1);
    let letters = body.get(8..)?;
    if wide {
        let units: Vec<u16> = letters.chunks_exact(2).take(count).filter_map(|pair| u16_at(pair, 0)).collect();
        return Some(String::from_utf16_lossy(&units));
    }
    Some(letters.iter().take(count).map(|&byte| char::from(byte)).collect())
}

fn of(stream: &[u8], start: usize) -> Hidden {
    let mut hidden = Hidden::default();
    for (kind, body) in (Records { stream, at: start }).take_while(|(kind, _)| *kind != END) {
        match kind {
            ROW if u16_at(body, 12).is_some_and(|flags| flags & 0x20 != 0) => hidden.rows.extend(u16_at(body, 0).map(u32::from)),
            COLUMNS if u16_at(body, 8).is_some_and(|flags| flags & 1 != 0) => {
                if let (Some(first), Some(last)) = (u16_at(body, 0), u16_at(body, 2)) {
                    hidden.columns.extend((u32::from(first)..=u32::from(last)).take(256));
                }
            }
            _ => {}
        }
    }
    hidden
}

/// Records one after the other: kind, length, content.
struct Records<'s> {
    stream: &'s [u8],
    at: usize,
}

impl<'s> Iterator for Records<'s> {
    type Item = (u16, &'s [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let (kind, length) = (u16_at(self.stream, self.at)?, u16_at(self.stream, self.at.checked_add(2)?)?);
        let start = self.at.checked_add(4)?;
        self.at = start.checked_add(usize::from(length))?;
        Some((kind, self.stream.get(start..self.at)?))
    }
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let pair = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(pair.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(four.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, body: &[u8]) -> Vec<u8> {
        [&kind.to_le_bytes()[..], &u16::try_from(body.len()).unwrap().to_le_bytes(), body].concat()
    }

    #[test]
    fn hidden_rows_and_columns_are_found() {
        let name: Vec<u8> = "表".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let globals = |start: u32| [record(SHEET, &[&start.to_le_bytes()[..], &[0, 0, 1, 1], &name].concat()), record(END, &[])].concat();
        let start = u32::try_from(globals(0).len()).unwrap();
        let row = |number: u8, flags: u8| record(ROW, &[number, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, flags, 0, 0, 0]);
        let sheet =
            [row(3, 0x20), row(4, 0), record(COLUMNS, &[1, 0, 2, 0, 0, 0, 0, 0, 1, 0, 0, 0]), record(END, &[]), row(9, 0x20)].concat();
        let found = sheets(&[globals(start), sheet].concat());
        let hidden = &found["表"];
        assert_eq!(
            (hidden.rows.iter().copied().collect::<Vec<_>>(), hidden.columns.iter().copied().collect::<Vec<_>>()),
            (vec![3], vec![1, 2])
        );
        // A file that ends in the middle, or says that its sheets lie outside, hides nothing.
        assert_eq!(sheets(&globals(u32::MAX))["表"], Hidden::default());
        assert!(sheets(&[0x85, 0, 0xFF]).is_empty());
    }
}
