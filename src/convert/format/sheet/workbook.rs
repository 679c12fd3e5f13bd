//! XLSX and XLS: sheets that are shown, cell by cell.

use std::{
    collections::BTreeMap,
    io::{Cursor, Read},
};

use calamine::{Data, DataRef, Dimensions, Reader, SheetType, SheetVisible, Style, Xls, XlsError, Xlsx, XlsxError};
use zip::ZipArchive;

use super::{
    super::super::{Code, Finding, Level, Manuscript, Refused},
    cells::{Cells, Merged},
    hidden::{self, Hidden},
    hidden_old, table, value,
};

/// More cells than this in a file are no list of an office.
const MOST_CELLS: usize = 2_000_000;
/// An archive that unpacks to more bytes than this is a bomb.
const MOST_BYTES: u64 = 400 << 20;

/// Reads a workbook, whichever of the two it is.
pub(super) fn read(bytes: &[u8]) -> Result<Manuscript, Refused> {
    let read = || if bytes.starts_with(b"PK") { read_xlsx(bytes) } else { read_xls(bytes) };
    // The reader takes damaged files at their word and panics; such a file is damaged, and no more is known.
    std::panic::catch_unwind(read).unwrap_or_else(|_| Err(Refused::new(Code::Corrupt, "its records contradict one another")))
}

fn manuscript(sheets: Vec<(String, Cells)>, mut findings: Vec<Finding>) -> Result<Manuscript, Refused> {
    let mut blocks = Vec::new();
    let count = sheets.len();
    for (name, cells) in sheets {
        let first = blocks.is_empty();
        blocks.extend(table::blocks(&name, cells, count > 1, first)?);
    }
    if blocks.is_empty() {
        findings.push(Finding { code: Code::EmptyText, level: Level::Error, place: None, words: "没有一张表有内容".to_owned() });
    }
    Ok(Manuscript { reader: "calamine 0.38.0".to_owned(), blocks, findings, ..Manuscript::default() })
}

fn read_xlsx(bytes: &[u8]) -> Result<Manuscript, Refused> {
    weigh(bytes)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| refused_xlsx(&error))?;
    let unseen = hidden::hidden(bytes);
    let mut findings = Vec::new();
    let mut sheets = Vec::new();
    let mut count = 0;
    for sheet in book.sheets_metadata().to_vec() {
        if sheet.typ != SheetType::WorkSheet {
            continue;
        }
        let (cells, unseen_cells) = xlsx_cells(&mut book, &sheet.name, &mut count)?;
        if sheet.visible == SheetVisible::Visible {
            findings.extend(unseen_cells);
            findings.extend(uncounted(&mut book, &sheet.name, &cells));
            sheets.push((sheet.name.clone(), shown(cells, unseen.get(&sheet.name), &sheet.name, &mut findings)));
        } else if !cells.texts.is_empty() {
            findings.push(left_out(&sheet.name));
        }
    }
    manuscript(sheets, findings)
}

fn xlsx_cells(book: &mut Xlsx<Cursor<&[u8]>>, name: &str, count: &mut usize) -> Result<(Cells, Option<Finding>), Refused> {
    let merged = book.merge_cells_by_sheet_name(name).unwrap_or_default();
    let styles = book.worksheet_style(name).ok();
    let mut cells = Cells { merged: merges(&merged), ..Cells::default() };
    let mut unseen = 0;
    let mut reader = book.worksheet_cells_reader(name).map_err(|error| refused_xlsx(&error))?;
    while let Some(cell) = reader.next_cell().map_err(|error| refused_xlsx(&error))? {
        let at = cell.get_position();
        let style = styles.as_ref().and_then(|styles| styles.get(at));
        let format = style.and_then(|style| style.number_format.as_ref());
        if let Some(text) = value::shown(cell.get_value(), format.map(|format| format.format_code.as_str())) {
            if style.is_some_and(is_unseen) {
                unseen += 1;
                continue;
            }
            *count += 1;
            if *count > MOST_CELLS {
                return Err(Refused::new(Code::TooLarge, "more than two million cells"));
            }
            cells.texts.insert(at, text);
        }
    }
    let words = format!("工作表“{}”有{unseen}个格子的内容写成看不见的样子，没有收", crate::text::clean(name));
    Ok((cells, (unseen > 0).then_some(Finding { code: Code::HiddenContent, level: Level::Warning, place: None, words })))
}

/// Whether a cell is written so that nobody sees it: in white on nothing, or in a format that shows nothing.
fn is_unseen(style: &Style) -> bool {
    let nothing = style.number_format.as_ref().is_some_and(|format| format.format_code.trim() == ";;;");
    let white = style.font.as_ref().and_then(|font| font.color).is_some_and(|colour| colour.is_white());
    let filled = style.fill.as_ref().is_some_and(|fill| fill.is_visible() && !fill.get_color().is_some_and(|colour| colour.is_white()));
    nothing || (white && !filled)
}

/// Formulas whose results the file does not hold: nobody can say what is shown there.
fn uncounted(book: &mut Xlsx<Cursor<&[u8]>>, name: &str, cells: &Cells) -> Option<Finding> {
    let mut reader = book.worksheet_cells_reader(name).ok()?;
    let mut count = 0;
    while let Ok(Some(formula)) = reader.next_formula() {
        count += usize::from(!formula.get_value().is_empty() && !cells.texts.contains_key(&formula.get_position()));
    }
    let words = format!("工作表“{}”有{count}个公式没有存下结果，请用办公软件打开、保存一次再转换", crate::text::clean(name));
    (count > 0).then_some(Finding { code: Code::TableSuspect, level: Level::Warning, place: None, words })
}

/// The sheet without what is hidden in it, which is told.
fn shown(cells: Cells, hidden: Option<&Hidden>, name: &str, findings: &mut Vec<Finding>) -> Cells {
    let Some(hidden) = hidden else { return cells };
    let lost = cells.texts.keys().filter(|(row, column)| hidden.rows.contains(row) || hidden.columns.contains(column)).count();
    if lost == 0 {
        return cells;
    }
    let words = format!("工作表“{}”有隐藏的行或者列，其中{lost}个格子有内容，没有收", crate::text::clean(name));
    findings.push(Finding { code: Code::HiddenContent, level: Level::Warning, place: None, words });
    cells.without(&hidden.rows, &hidden.columns)
}

fn left_out(name: &str) -> Finding {
    let words = format!("隐藏的工作表“{}”没有收", crate::text::clean(name));
    Finding { code: Code::HiddenSheet, level: Level::Warning, place: None, words }
}

fn read_xls(bytes: &[u8]) -> Result<Manuscript, Refused> {
    let mut book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|error| refused_xls(&error))?;
    let unseen = hidden_old::hidden(bytes);
    let mut findings = Vec::new();
    let mut sheets = Vec::new();
    let mut count = 0;
    for sheet in book.sheets_metadata().to_vec() {
        if sheet.typ != SheetType::WorkSheet {
            continue;
        }
        let range = book.worksheet_range(&sheet.name).map_err(|error| refused_xls(&error))?;
        let (top, left) = range.start().unwrap_or_default();
        let mut cells = Cells { merged: merges(&book.merge_cells_by_sheet_name(&sheet.name).unwrap_or_default()), texts: BTreeMap::new() };
        for (row, column, value) in range.used_cells() {
            let place = |at: usize, from: u32| u32::try_from(at).unwrap_or(u32::MAX).saturating_add(from);
            if let Some(text) = value::shown(&borrowed(value), None) {
                count += 1;
                cells.texts.insert((place(row, top), place(column, left)), text);
            }
        }
        if count > MOST_CELLS {
            return Err(Refused::new(Code::TooLarge, "more than two million cells"));
        }
        if sheet.visible == SheetVisible::Visible {
            sheets.push((sheet.name.clone(), shown(cells, unseen.get(&sheet.name), &sheet.name, &mut findings)));
        } else if !cells.texts.is_empty() {
            findings.push(left_out(&sheet.name));
        }
    }
    manuscript(sheets, findings)
}

fn borrowed(value: &Data) -> DataRef<'_> {
    match value {
        Data::Int(number) => DataRef::Int(*number),
        Data::Float(number) => DataRef::Float(*number),
        Data::String(text) => DataRef::SharedString(text),
        Data::Bool(yes) => DataRef::Bool(*yes),
        Data::DateTime(moment) => DataRef::DateTime(*moment),
        Data::DateTimeIso(text) => DataRef::DateTimeIso(text.clone()),
        Data::DurationIso(text) => DataRef::DurationIso(text.clone()),
        Data::Error(error) => DataRef::Error(error.clone()),
        Data::Empty => DataRef::Empty,
    }
}

/// Larger cells; of two that overlap the first.
fn merges(regions: &[Dimensions]) -> Vec<Merged> {
    let mut merged: Vec<Merged> = Vec::new();
    let ordered = |region: &&Dimensions| region.start.0 <= region.end.0 && region.start.1 <= region.end.1;
    for region in regions.iter().filter(ordered).take(100_000) {
        merged.push(Merged { first: region.start, last: region.end });
    }
    merged
}

/// Unpacks every part once and counts: what an archive says of its parts may be a lie.
fn weigh(bytes: &[u8]) -> Result<(), Refused> {
    let corrupt = |error: &dyn std::fmt::Display| Refused::new(Code::Corrupt, error.to_string());
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| corrupt(&error))?;
    let mut unpacked = 0;
    for at in 0..archive.len() {
        let Ok(part) = archive.by_index(at) else { continue };
        let taken = std::io::copy(&mut part.take(MOST_BYTES + 1 - unpacked), &mut std::io::sink());
        unpacked += taken.unwrap_or_default();
        if unpacked > MOST_BYTES {
            return Err(Refused::new(Code::Bomb, "unpacks to more than a workbook may be"));
        }
    }
    Ok(())
}

fn refused_xlsx(error: &XlsxError) -> Refused {
    Refused::new(if matches!(error, XlsxError::Password) { Code::Encrypted } else { Code::Corrupt }, error.to_string())
}

fn refused_xls(error: &XlsError) -> Refused {
    Refused::new(if matches!(error, XlsError::Password) { Code::Encrypted } else { Code::Corrupt }, error.to_string())
}
