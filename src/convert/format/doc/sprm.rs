//! Properties as Word 97 writes them: a code and its value, one after another ([MS-DOC] 2.6).

use super::bytes::{i16, u8, u16};

/// One property: its code, and the bytes of its value.
pub(super) fn each(list: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let code = u16(list, at)?;
        let value_at = at + 2;
        let (head, length) = match code >> 13 {
            0 | 1 => (0, 1),
            2 | 4 | 5 => (0, 2),
            3 => (0, 4),
            7 => (0, 3),
            // Definitions of rows say how long they are in two bytes, and one less than it is.
            _ if code == 0xD608 => (2, usize::from(u16(list, value_at)?).checked_sub(1)?),
            _ => (1, usize::from(u8(list, value_at)?)),
        };
        let value = list.get(value_at + head..value_at + head + length)?;
        at = value_at + head + length;
        Some((code, value))
    })
}

/// A switch: on, off, as the style has it, or otherwise than that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Switch {
    On,
    Off,
    AsStyle,
    NotStyle,
}

impl Switch {
    fn read(value: &[u8]) -> Option<Self> {
        match u8(value, 0)? {
            0 => Some(Self::Off),
            1 => Some(Self::On),
            0x80 => Some(Self::AsStyle),
            0x81 => Some(Self::NotStyle),
            _ => None,
        }
    }

    /// Whether it is on above a style that says so much.
    pub(super) fn above(this: Option<Self>, style: bool) -> bool {
        match this {
            Some(Self::On) => true,
            Some(Self::Off) => false,
            Some(Self::NotStyle) => !style,
            Some(Self::AsStyle) | None => style,
        }
    }
}

/// What letters look like.
#[derive(Debug, Clone, Default)]
pub(super) struct Letters {
    pub(super) deleted: bool,
    pub(super) inserted: bool,
    pub(super) hidden: Option<Switch>,
    pub(super) bold: Option<Switch>,
    /// In half points.
    pub(super) size: Option<u16>,
    /// The face of Han characters, by its place among the faces.
    pub(super) face: Option<u16>,
    pub(super) style: Option<u16>,
    /// The character means something other than itself.
    pub(super) special: bool,
    /// A sign of a symbol face.
    pub(super) symbol: Option<u16>,
}

impl Letters {
    pub(super) fn take(&mut self, list: &[u8]) {
        for (code, value) in each(list) {
            let on = u8(value, 0).is_some_and(|value| value != 0);
            match code {
                0x0800 => self.deleted = on,
                0x0801 => self.inserted = on,
                0x083C => self.hidden = Switch::read(value),
                0x0835 => self.bold = Switch::read(value),
                0x4A43 => self.size = u16(value, 0),
                0x4A50 => self.face = u16(value, 0),
                0x4A30 => self.style = u16(value, 0),
                0x0855 => self.special = on,
                0x6A09 => self.symbol = u16(value, 2),
                _ => {}
            }
        }
    }
}

/// What a paragraph looks like and where it belongs.
#[derive(Debug, Clone, Default)]
pub(super) struct Form {
    pub(super) style: Option<u16>,
    /// 0 left, 1 centre, 2 right.
    pub(super) align: Option<u8>,
    /// From 0; 9 is body text.
    pub(super) outline: Option<u8>,
    pub(super) list: Option<i16>,
    pub(super) level: Option<u8>,
    /// Of the first line, in twentieths of a point, or in hundredths of a letter.
    pub(super) indent: Option<i16>,
    pub(super) indent_letters: Option<i16>,
    pub(super) in_table: bool,
    /// It ends a row.
    pub(super) row_end: bool,
    /// How deep in tables.
    pub(super) depth: u8,
    pub(super) row: Option<Row>,
    pub(super) header: bool,
    /// Its properties stand elsewhere, in the stream of data.
    pub(super) elsewhere: Option<usize>,
}

/// A row of a table: the edges of its cells, and which go on from above.
#[derive(Debug, Clone, Default)]
pub(super) struct Row {
    pub(super) edges: Vec<i16>,
    /// For each cell: joined with the one before it; 1 goes on from above, 3 begins.
    pub(super) merges: Vec<(bool, u8)>,
}

impl Form {
    pub(super) fn take(&mut self, list: &[u8]) {
        for (code, value) in each(list) {
            let first = u8(value, 0);
            let on = first.is_some_and(|value| value != 0);
            match code {
                0x4600 => self.style = u16(value, 0),
                0x2461 | 0x2403 => self.align = first,
                0x2640 => self.outline = first,
                0x460B => self.list = i16(value, 0),
                0x260A => self.level = first,
                0x8460 | 0x8411 => self.indent = i16(value, 0),
                0x4457 => self.indent_letters = i16(value, 0),
                0x2416 => self.in_table = on,
                0x2417 => self.row_end = on,
                0x6649 => self.depth = first.unwrap_or_default(),
                0xD608 => self.row = Row::read(value),
                0x3404 => self.header = on,
                0xD62B => {
                    if let (Some(at), Some(merge)) = (first, u8(value, 1))
                        && let Some(cell) = self.row.as_mut().and_then(|row| row.merges.get_mut(usize::from(at)))
                    {
                        cell.1 = merge;
                    }
                }
                0x6645 | 0x6646 => self.elsewhere = super::bytes::place(value, 0),
                _ => {}
            }
        }
    }
}

impl Row {
    fn read(value: &[u8]) -> Option<Self> {
        let count = usize::from(u8(value, 0)?);
        let edges: Vec<i16> = (0..=count).map_while(|at| i16(value, 1 + 2 * at)).collect();
        let cells = 1 + 2 * (count + 1);
        let merges = (0..count).map(|at| u16(value, cells + 20 * at).map_or((false, 0), |flags| (flags & 2 != 0, (flags >> 5 & 3) as u8)));
        (edges.len() == count + 1).then(|| Self { merges: merges.collect(), edges })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn properties_are_taken_one_after_another_until_they_end() {
        let mut letters = Letters::default();
        letters.take(&[0x00, 0x08, 1, 0x3C, 0x08, 0x81, 0x43, 0x4A, 32, 0, 0x35]);
        assert!(letters.deleted && letters.size == Some(32));
        assert!(Switch::above(letters.hidden, false) && !Switch::above(letters.hidden, true));
        let mut form = Form::default();
        form.take(&[0x61, 0x24, 1, 0x0B, 0x46, 2, 0, 0x15, 0xC6, 3, 9, 9, 9, 0x40, 0x26, 0]);
        assert_eq!((form.align, form.list, form.outline), (Some(1), Some(2), Some(0)));
    }
}
