//! The register as a table, for spreadsheets and for other programs.

use std::io::{self, Write};

use jiff::civil::Date;
use serde_json::{Map, Value, json};

use super::{Annual, COLUMNS, RegisterError, Registered};
use crate::request::SCHEMAS;

/// The first columns, before the answers.
const HEAD: [&str; 9] = ["编号", "回执号", "表格", "终端", "在终端填写", "登记", "环节", "到期", "颜色"];

/// A cell that no spreadsheet takes for a formula, in whatever width its first character is written, and that stays on one line.
pub fn harmless_cell(text: &str) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let is_formula = line.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '|', '%']);
    if is_formula || line.starts_with(char::is_whitespace) { format!("'{line}") } else { line }
}

/// Writes all of them as CSV with a mark of UTF-8 at its beginning, as spreadsheets want it.
pub fn write_csv(out: &mut impl Write, requests: &[Registered], today: Date) -> Result<(), RegisterError> {
    let columns = columns();
    let failed = |source: io::Error| RegisterError::Disk(crate::files::DiskRefused { doing: "writing", path: "CSV".into(), source });
    out.write_all("\u{feff}".as_bytes()).map_err(failed)?;
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    let head = HEAD.iter().copied().chain(columns.iter().map(|(_, label)| *label));
    let io = |error: csv::Error| failed(io::Error::other(error));
    writer.write_record(head).map_err(io)?;
    for request in requests {
        let due = request.due().day().map_or_else(String::new, |day| day.to_string());
        let first = [
            request.office.clone(),
            request.receipt.clone(),
            request.form.schema.title.to_owned(),
            request.terminal.clone(),
            request.left_on.to_string(),
            request.opened_on.to_string(),
            request.step.label().to_owned(),
            due,
            request.colour(today).label().to_owned(),
        ];
        let answers = columns.iter().map(|(name, _)| request.form.schema.field(name).zip(request.form.get(name)));
        let answers = answers.map(|answer| answer.map_or_else(String::new, |(field, words)| field.shown(words).reveal().to_owned()));
        writer.write_record(first.into_iter().chain(answers).map(|cell| harmless_cell(&cell))).map_err(io)?;
    }
    writer.flush().map_err(failed)
}

/// Writes the rows of the annual report as CSV; the row that nobody here knows is there, and empty for the office to fill in.
pub fn write_report(out: &mut impl Write, report: &Annual) -> Result<(), RegisterError> {
    let failed = |source: io::Error| RegisterError::Disk(crate::files::DiskRefused { doing: "writing", path: "CSV".into(), source });
    let io = |error: csv::Error| failed(io::Error::other(error));
    out.write_all("\u{feff}".as_bytes()).map_err(failed)?;
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    writer.write_record(["项目"].into_iter().chain(COLUMNS)).map_err(io)?;
    for (at, (name, figures)) in report.rows.iter().enumerate() {
        let figures = figures.iter().map(ToString::to_string);
        writer.write_record(std::iter::once(harmless_cell(name)).chain(figures)).map_err(io)?;
        if at == 0 {
            let unknown = std::iter::once("二、上年结转政府信息公开申请数量").chain(COLUMNS.iter().map(|_| ""));
            writer.write_record(unknown).map_err(io)?;
        }
    }
    writer.flush().map_err(failed)
}

/// All of them as JSON, with the legal dates.
pub fn as_json(requests: &[Registered], today: Date) -> Value {
    let one = |request: &Registered| {
        let answers: Map<String, Value> =
            request.form.answers().map(|(field, words)| (field.name.to_owned(), words.reveal().into())).collect();
        json!({
            "office": request.office,
            "receipt": request.receipt,
            "terminal": request.terminal,
            "form": request.form.schema.id,
            "left_on": request.left_on,
            "opened_on": request.opened_on,
            "step": request.step.as_str(),
            "colour": request.colour(today).label(),
            "due": request.due(),
            "dates": request.dates(),
            "answers": answers,
        })
    };
    requests.iter().map(one).collect()
}

/// Every question of every form once, in the order in which it is first asked.
fn columns() -> Vec<(&'static str, &'static str)> {
    let mut columns: Vec<(&str, &str)> = Vec::new();
    for field in SCHEMAS.iter().flat_map(|schema| schema.fields) {
        if !columns.iter().any(|(name, _)| *name == field.name) {
            columns.push((field.name, field.label));
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for cell in ["=1+1", "+86", "-1", "@SUM(A1)", " =1", "＝1", "\t=1", "\r\n=cmd|'/c calc'!A1", "|x", "%x"] {
            assert!(harmless_cell(cell).starts_with('\''), "{cell}");
            assert!(!harmless_cell(cell).contains(char::is_control), "{cell}");
        }
        for cell in ["", "王某", "2026-11-30", "a=b", "138-0000-0000"] {
            assert_eq!(harmless_cell(cell), cell);
        }
    }
}
