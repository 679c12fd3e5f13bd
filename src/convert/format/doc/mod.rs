//! Word 97 to 2003 and WPS Writer ([MS-DOC]): the text as it is when all changes are accepted. What was deleted or hidden is passed over where
//! the characters are taken from their pieces, so that nothing behind that place can let it out.
//!
//! ```text
//! bytes                     numbers in a stream
//! fib   sprm                the head;  properties
//! pieces   styles   lists   where characters are and what they look like
//! story                     characters of a story, one after another
//! table   body              rows;  paragraphs and tables
//! ```

mod body;
mod bytes;
mod fib;
mod lists;
mod pieces;
mod sprm;
mod story;
mod styles;
mod table;
#[cfg(test)]
pub(super) mod tests;

use std::io::{Cursor, Read};

use super::{
    super::{Block, Code, Look, Manuscript, Paragraph, Refused, plain},
    counting::Counting,
    tally::Tally,
};
use body::Body;
use fib::{Fib, Named};
use story::Looks;
use styles::Styles;

/// Bytes of a sector; a file that is cut within its last one is read as if zeros followed.
const SECTOR: usize = 512;
/// Bytes of a stream.
const LONGEST: u64 = 128 << 20;

/// Reads a document.
pub(in crate::convert) fn read(file: &[u8]) -> Result<Manuscript, Refused> {
    let mut whole = file.to_vec();
    whole.resize(file.len().next_multiple_of(SECTOR), 0);
    let mut container = cfb::CompoundFile::open(Cursor::new(whole)).map_err(|error| Refused::new(Code::Corrupt, error))?;
    let mut stream = |name: &str| -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        container.open_stream(name).ok()?.take(LONGEST).read_to_end(&mut bytes).ok()?;
        Some(bytes)
    };
    let missing = |name: &str| Refused::new(Code::Corrupt, format!("no stream {name}"));
    let word = stream("WordDocument").ok_or_else(|| missing("WordDocument"))?;
    let fib = Fib::read(&word)?;
    let table = stream(fib.table).ok_or_else(|| missing(fib.table))?;
    let data = stream("Data").unwrap_or_default();
    let pieces = pieces::pieces(fib.table_of(&table, Named::Pieces).ok_or_else(|| missing("of pieces"))?)?;
    let styles = fib.table_of(&table, Named::Styles).map(Styles::read).unwrap_or_default();
    let faces = fib.table_of(&table, Named::Fonts).map(styles::faces).unwrap_or_default();
    let heavy: Vec<bool> = faces.iter().map(|face| face.contains("黑体") || face.contains("小标宋") || face.contains("SimHei")).collect();
    // Where nothing says what letters look like, nothing says which of them were deleted.
    let letters =
        fib.table_of(&table, Named::LetterPages).and_then(|pages| pieces::letters(&word, pages)).ok_or_else(|| missing("of letters"))?;
    let forms = fib
        .table_of(&table, Named::ParagraphPages)
        .and_then(|pages| pieces::forms(&word, pages, &data))
        .ok_or_else(|| missing("of forms"))?;
    let looks = Looks { word: &word, pieces: &pieces, letters: &letters, forms: &forms, styles: &styles, heavy: &heavy };
    let mut lists = lists::read(fib.from(&table, Named::ListPatterns), fib.from(&table, Named::Lists));
    Ok(manuscript(&fib, &table, &looks, &mut lists))
}

fn manuscript(fib: &Fib, table: &[u8], looks: &Looks<'_>, lists: &mut Counting) -> Manuscript {
    let stories = fib.stories;
    let footnotes = stories.main;
    let margins = footnotes + stories.footnotes;
    let endnotes = margins + stories.margins + stories.remarks;
    let boxes = endnotes + stories.endnotes;
    let mut tally = Tally::default();
    let hung = hung(fib, table, boxes, looks, &mut tally);
    let mut body = Body::new(looks.styles, lists, hung);
    story::go(looks, 0, stories.main, &mut tally, &mut |seen| body.see(seen));
    tally.remarks = body.remarks;
    let mut manuscript = Manuscript { reader: format!("gongkai {}", env!("CARGO_PKG_VERSION")), ..Manuscript::default() };
    manuscript.blocks = body.finish();
    let mut number = 0;
    for (begin, length) in [(footnotes, stories.footnotes), (endnotes, stories.endnotes)] {
        for note in lines(looks, begin, length, &mut tally).split('\u{2}').map(plain::line).filter(|note| !note.is_empty()) {
            number += 1;
            manuscript.blocks.push(Block::Paragraph(Paragraph { text: format!("[{number}] {note}"), look: Look::default() }));
        }
    }
    let mut margin: Vec<String> = Vec::new();
    for line in lines(looks, margins, stories.margins, &mut tally).split('\n').map(plain::line) {
        if line.chars().any(char::is_alphabetic) && !margin.contains(&line) {
            margin.push(line);
        }
    }
    manuscript.margins = margin;
    manuscript.findings = tally.findings();
    manuscript
}

/// The words of a small story, its paragraphs as lines; marks of notes stay in it.
fn lines(looks: &Looks<'_>, begin: usize, length: usize, tally: &mut Tally) -> String {
    let mut words = String::new();
    let mut fields: Vec<bool> = Vec::new();
    story::go(looks, begin, length, tally, &mut |seen| match seen.c {
        '\u{13}' => fields.push(false),
        '\u{14}' => {
            if let Some(result) = fields.last_mut() {
                *result = true;
            }
        }
        '\u{15}' => drop(fields.pop()),
        _ if fields.contains(&false) => {}
        '\r' | '\u{7}' | '\u{B}' | '\u{C}' => words.push('\n'),
        '\u{2}' => words.push('\u{2}'),
        c if c.is_control() => {}
        c => words.push(c),
    });
    words
}

/// The boxes of text, each with the character of the main story at which it hangs; those that hang nowhere stand at the end.
fn hung(fib: &Fib, table: &[u8], begin: usize, looks: &Looks<'_>, tally: &mut Tally) -> Vec<(usize, Vec<String>)> {
    const ANCHOR: usize = 26;
    const BOX: usize = 22;
    let mut anchors = std::collections::HashMap::new();
    if let Some(places) = fib.table_of(table, Named::Anchors) {
        let count = places.len().saturating_sub(4) / (4 + ANCHOR);
        for index in 0..count {
            if let (Some(at), Some(shape)) = (bytes::place(places, 4 * index), bytes::u32(places, 4 * (count + 1) + ANCHOR * index)) {
                anchors.insert(shape, at);
            }
        }
    }
    let mut boxes = Vec::new();
    if let Some(places) = fib.table_of(table, Named::Boxes) {
        let count = places.len().saturating_sub(4) / (4 + BOX);
        for index in 0..count {
            let (Some(from), Some(to)) = (bytes::place(places, 4 * index), bytes::place(places, 4 * index + 4)) else { break };
            let to = to.min(fib.stories.boxes);
            let shape = bytes::u32(places, 4 * (count + 1) + BOX * index + 14);
            let words = lines(looks, begin + from.min(to), to.saturating_sub(from), tally);
            let words: Vec<String> = words.split('\n').map(plain::line).filter(|line| !line.is_empty()).collect();
            if !words.is_empty() {
                boxes.push((shape.and_then(|shape| anchors.get(&shape)).copied().unwrap_or(usize::MAX), words));
            }
        }
    }
    boxes
}
