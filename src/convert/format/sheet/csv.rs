//! CSV as office programs save it: with or without a mark at its beginning, in GBK, divided by commas, semicolons or tabs.

use super::{
    super::super::{Code, Finding, Level, Manuscript, Refused, characters},
    cells::Cells,
    table, value,
};

/// Signs that may divide cells; of equals the first.
const DIVIDERS: [u8; 4] = [b',', b'\t', b';', b'|'];
/// Rows that are looked at to find the sign.
const LOOKED_AT: usize = 200;
/// More cells than this are no list of an office.
const MOST_CELLS: usize = 2_000_000;

/// Reads a CSV.
pub(super) fn read(bytes: &[u8]) -> Result<Manuscript, Refused> {
    let decoded = characters::decode(bytes, None);
    let mut manuscript = Manuscript { reader: "csv 1".to_owned(), ..Manuscript::default() };
    decoded.tell(&mut manuscript);
    let (said, text) = said_divider(&decoded.text);
    let divider = said.unwrap_or_else(|| divider(text));
    let mut cells = Cells::default();
    for (row, record) in (0_u32..).zip(reader(text, divider).records()) {
        let record = record.map_err(|error| Refused::new(Code::Corrupt, error))?;
        for (column, field) in (0_u32..).zip(&record) {
            let text = value::words(field);
            if !text.is_empty() {
                cells.texts.insert((row, column), text);
            }
        }
        if cells.texts.len() > MOST_CELLS {
            return Err(Refused::new(Code::TooLarge, "more than two million cells"));
        }
    }
    manuscript.blocks = table::blocks("", cells, false, true)?;
    if manuscript.blocks.is_empty() {
        manuscript
            .findings
            .push(Finding { code: Code::EmptyText, level: Level::Error, place: None, words: "表里没有内容".to_owned() });
    }
    Ok(manuscript)
}

fn reader(text: &str, divider: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(divider).from_reader(text.as_bytes())
}

/// `sep=;` in the first line says the sign.
fn said_divider(text: &str) -> (Option<u8>, &str) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    match first.trim_end().strip_prefix("sep=").map(str::as_bytes) {
        Some(&[divider]) => (Some(divider), rest),
        _ => (None, text),
    }
}

/// The sign that gives most rows the same number of cells, two at least.
fn divider(text: &str) -> u8 {
    let alike = |divider: u8| {
        let widths: Vec<usize> =
            reader(text, divider).records().take(LOOKED_AT).filter_map(Result::ok).map(|record| record.len()).collect();
        let mut counts: std::collections::BTreeMap<usize, usize> = std::collections::BTreeMap::new();
        for width in widths.iter().filter(|&&width| width > 1) {
            *counts.entry(*width).or_default() += 1;
        }
        counts.into_iter().map(|(width, count)| (count * 1000 / widths.len().max(1), width.min(1000))).max().unwrap_or_default()
    };
    DIVIDERS.into_iter().rev().max_by_key(|&divider| alike(divider)).unwrap_or(b',')
}
