//! Files of Word 97 made here, byte by byte as the specification has them.

use std::io::{Cursor, Write};

use super::*;
use crate::convert::Level;

/// Words with the properties of their letters, and whether a paragraph ends behind them, with its properties.
type Run<'r> = (&'r str, &'r [u8], Option<&'r [u8]>);

const DELETED: &[u8] = &[0x00, 0x08, 1];
const HIDDEN: &[u8] = &[0x3C, 0x08, 1];
const CENTRED: &[u8] = &[0x61, 0x24, 1];
const CELL: &[u8] = &[0x16, 0x24, 1];
const TEXT: usize = 0x800;

fn units(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn put(bytes: &mut Vec<u8>, at: usize, part: &[u8]) {
    bytes.resize(bytes.len().max(at + part.len()), 0);
    bytes[at..at + part.len()].copy_from_slice(part);
}

/// A page of formats: where stretches begin and end, and a list of properties for each.
fn page(ends: &[usize], lists: &[Vec<u8>], entry: usize) -> Vec<u8> {
    let mut page = vec![0; 512];
    let mut free = 510;
    for (place, list) in lists.iter().enumerate() {
        free = (free - list.len()) & !1;
        page[free..free + list.len()].copy_from_slice(list);
        page[4 * ends.len() + entry * place] = u8::try_from(free / 2).unwrap();
    }
    for (place, end) in ends.iter().enumerate() {
        put(&mut page, 4 * place, &u32::try_from(*end).unwrap().to_le_bytes());
    }
    page[511] = u8::try_from(lists.len()).unwrap();
    page
}

/// A whole file of these runs.
fn file(runs: &[Run<'_>]) -> Vec<u8> {
    let mut word = vec![0; TEXT];
    let (mut letters, mut letter_ends) = (Vec::new(), vec![TEXT]);
    let (mut forms, mut form_ends) = (Vec::new(), vec![TEXT]);
    for (text, list, ends) in runs {
        word.extend(units(text));
        letters.push([&[u8::try_from(list.len()).unwrap()], *list].concat());
        letter_ends.push(word.len());
        if let Some(form) = ends {
            // A count of words, which holds the style and the list.
            let length = u8::try_from((form.len() + 3).div_ceil(2)).unwrap();
            forms.push([&[length, 0, 0], *form].concat());
            form_ends.push(word.len());
        }
    }
    let count = u32::try_from((word.len() - TEXT) / 2).unwrap();
    let end = u32::try_from(word.len()).unwrap();
    let first = u32::try_from(word.len().div_ceil(512)).unwrap();
    put(&mut word, first as usize * 512, &page(&letter_ends, &letters, 1));
    put(&mut word, (first as usize + 1) * 512, &page(&form_ends, &forms, 13));
    for (at, number) in [(0, 0xA5EC_u16), (2, 0xC1), (0x0A, 0x0200), (0x20, 14), (0x3E, 22), (0x98, 93)] {
        put(&mut word, at, &number.to_le_bytes());
    }
    put(&mut word, 0x4C, &count.to_le_bytes());
    let numbers = |numbers: &[u32]| numbers.iter().flat_map(|number| number.to_le_bytes()).collect::<Vec<u8>>();
    let text = u32::try_from(TEXT).unwrap();
    let pieces = [vec![2, 16, 0, 0, 0], numbers(&[0, count]), vec![0, 0], numbers(&[text]), vec![0, 0]].concat();
    let mut table = Vec::new();
    for (index, part) in [(33, pieces), (12, numbers(&[text, end, first])), (13, numbers(&[text, end, first + 1]))] {
        let place = [u32::try_from(table.len()).unwrap().to_le_bytes(), u32::try_from(part.len()).unwrap().to_le_bytes()].concat();
        put(&mut word, 0x9A + 8 * index, &place);
        table.extend(part);
    }
    let mut container = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for (name, bytes) in [("WordDocument", word), ("1Table", table)] {
        container.create_stream(name).unwrap().write_all(&bytes).unwrap();
    }
    container.into_inner().into_inner()
}

/// A paper with everything that must not come out.
pub(in super::super) fn sample() -> Vec<u8> {
    file(&[
        ("关于加强集市管理的通知\r", &[], Some(CENTRED)),
        ("收费标准为每日", &[], None),
        ("二十元，内部掌握", DELETED, None),
        ("十元。", &[], None),
        ("内部意见", HIDDEN, None),
        ("\r", &[], Some(&[])),
        ("整段删去的内部意见\r", DELETED, Some(&[])),
        ("接着的话。\r", &[], Some(&[])),
        ("\u{13} HYPERLINK \"内部\" \u{14}县政府网站\u{15}\r", &[], Some(&[])),
        ("甲\u{7}", &[], Some(CELL)),
        ("乙\u{7}", &[], Some(CELL)),
        ("\u{7}", &[], Some(&[0x16, 0x24, 1, 0x17, 0x24, 1])),
        ("后。\r", &[], Some(&[])),
    ])
}

#[test]
fn what_was_deleted_or_hidden_is_told_and_not_said() {
    let manuscript = read(&sample()).unwrap();
    let said: Vec<String> = manuscript
        .blocks
        .iter()
        .map(|block| match block {
            Block::Paragraph(paragraph) => paragraph.text.clone(),
            Block::Table(table) => table.rows.iter().flatten().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("|"),
            other => format!("{other:?}"),
        })
        .collect();
    assert_eq!(said, ["关于加强集市管理的通知", "收费标准为每日十元。", "接着的话。", "县政府网站", "甲|乙", "后。"]);
    let told: Vec<_> = manuscript.findings.iter().map(|finding| (finding.code, finding.level)).collect();
    assert_eq!(told, [(Code::RevisionsPresent, Level::Error), (Code::HiddenContent, Level::Error)]);
    assert!(!format!("{manuscript:?}").contains("内部"));
}

#[test]
fn what_does_not_say_how_its_letters_look_is_not_read() {
    let mut bytes = sample();
    // The page of formats is said to lie where the file has none.
    let at = bytes.windows(4).rposition(|part| part == [5, 0, 0, 0]).unwrap();
    bytes[at..at + 4].copy_from_slice(&[0xFF, 0xFF, 0x0F, 0]);
    assert_eq!(read(&bytes).unwrap_err().code, Code::Corrupt);
}
