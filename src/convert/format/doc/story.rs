//! Characters of a story with what they look like, one after another; what was deleted or hidden is counted here and goes no further.

use super::{
    super::tally::Tally,
    pieces::{Piece, Runs, character},
    sprm::{Form, Letters},
    styles::Styles,
};

/// A character that is seen, or that means something.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen<'t> {
    pub(super) c: char,
    /// It means something other than itself.
    pub(super) special: bool,
    pub(super) bold: bool,
    /// In half points.
    pub(super) size: Option<u16>,
    pub(super) symbol: Option<u16>,
    /// What its paragraph looks like; looked up only at the ends of paragraphs.
    pub(super) form: Option<&'t Form>,
    /// Its place in the story.
    pub(super) at: usize,
}

/// What is needed to know what a character looks like.
pub(super) struct Looks<'t> {
    pub(super) word: &'t [u8],
    pub(super) pieces: &'t [Piece],
    pub(super) letters: &'t Runs<Letters>,
    pub(super) forms: &'t Runs<Form>,
    pub(super) styles: &'t Styles,
    /// Which faces stand for bold.
    pub(super) heavy: &'t [bool],
}

/// What letters look like with their styles.
#[derive(Clone, Copy)]
struct Looked<'t> {
    direct: &'t Letters,
    style: Option<u16>,
    hidden: bool,
    bold: bool,
    size: Option<u16>,
}

impl<'t> Looked<'t> {
    fn of(direct: &'t Letters, style: Option<u16>, looks: &Looks<'_>) -> Self {
        let heavy = looks.styles.face(direct, style).and_then(|face| looks.heavy.get(usize::from(face))).copied().unwrap_or_default();
        Self {
            direct,
            style,
            hidden: looks.styles.switched(direct, style, |letters| letters.hidden),
            bold: heavy || looks.styles.switched(direct, style, |letters| letters.bold),
            size: looks.styles.size(direct, style),
        }
    }
}

/// Goes through a story; `see` is told of each character that is there.
pub(super) fn go<'t>(looks: &Looks<'t>, begin: usize, length: usize, tally: &mut Tally, see: &mut dyn FnMut(Seen<'t>)) {
    let end = begin.saturating_add(length);
    let plain = Letters::default();
    let mut hidden = String::new();
    let mut revised = (false, false);
    let mut high: Option<u16> = None;
    let mut looked: Option<Looked<'_>> = None;
    let first = looks.pieces.partition_point(|piece| piece.end <= begin);
    for piece in looks.pieces.iter().skip(first).take_while(|piece| piece.begin < end) {
        for index in begin.max(piece.begin)..end.min(piece.end) {
            let Some((unit, byte)) = character(looks.word, piece, index - piece.begin) else { return };
            let c = match (high.take(), unit) {
                (_, 0xD800..=0xDBFF) => {
                    high = Some(unit);
                    continue;
                }
                (Some(high), 0xDC00..=0xDFFF) => char::decode_utf16([high, unit]).next().and_then(Result::ok).unwrap_or('\u{FFFD}'),
                (_, unit) => char::from_u32(u32::from(unit)).unwrap_or('\u{FFFD}'),
            };
            let direct = looks.letters.at(byte).unwrap_or(&plain);
            let changed = piece.letters.as_ref();
            let deleted = direct.deleted || changed.is_some_and(|letters| letters.deleted);
            let inserted = direct.inserted || changed.is_some_and(|letters| letters.inserted);
            tally.revisions += usize::from(deleted && !revised.0) + usize::from(inserted && !revised.1);
            revised = (deleted, inserted);
            let ends = matches!(c, '\r' | '\u{7}' | '\u{C}');
            let form = looks.forms.at(byte);
            // Ends of cells and rows stay where they are: a table without them is none.
            let in_table = form.is_some_and(|form| form.in_table);
            if deleted && !(ends && in_table) {
                continue;
            }
            let style = form.and_then(|form| form.style);
            // Thousands of characters look alike; styles are asked once for them.
            let known = looked.filter(|looked| std::ptr::eq(looked.direct, direct) && looked.style == style);
            let look = known.unwrap_or_else(|| Looked::of(direct, style, looks));
            looked = Some(look);
            let is_hidden = changed.and_then(|letters| letters.hidden).map_or(look.hidden, |change| change == super::sprm::Switch::On);
            if is_hidden && !ends {
                if !direct.special {
                    hidden.push(c);
                }
                continue;
            }
            if !hidden.is_empty() {
                tally.hide(&std::mem::take(&mut hidden));
            }
            see(Seen {
                c,
                special: direct.special,
                bold: look.bold,
                size: look.size,
                symbol: direct.symbol,
                form: if ends { form } else { None },
                at: index,
            });
        }
    }
    tally.hide(&hidden);
}
