//! A table with larger cells and a header of several rows -> names of columns, and rows in which every cell says all that holds for it.

use super::super::Table;

/// A table as plain rows.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct View {
    /// Names from the top down, `公开方式/主动`.
    pub(super) names: Vec<String>,
    /// As many cells as names.
    pub(super) rows: Vec<Vec<String>>,
    /// What was done to it, for people.
    pub(super) notes: Vec<String>,
}

impl View {
    /// The rows of a table that has a header.
    pub(super) fn of(table: &Table) -> Option<Self> {
        let all = filled(table);
        let (header, body) = all.split_at_checked(table.header_rows).filter(|(header, body)| !header.is_empty() && !body.is_empty())?;
        let columns = header.iter().map(Vec::len).max().unwrap_or_default();
        let names = (0..columns).map(|column| name(header, column)).collect();
        let rows = body.iter().filter(|row| !is_aside(row)).cloned().collect();
        let view = Self { names, rows, notes: Vec::new() };
        Some(view.stacked())
    }

    /// Two tables side by side under one header are one.
    fn stacked(mut self) -> Self {
        let columns = self.names.len();
        let repeats = |width: &usize| {
            columns.is_multiple_of(*width) && self.names.iter().zip(self.names.iter().skip(*width)).all(|(a, b)| a == b && !a.is_empty())
        };
        let Some(width) = (2..=columns / 2).find(repeats) else { return self };
        let parts = columns / width;
        let mut rows = Vec::new();
        for part in 0..parts {
            let cut = |row: &Vec<String>| row.iter().skip(part * width).take(width).cloned().collect::<Vec<String>>();
            rows.extend(self.rows.iter().map(cut).filter(|row| row.iter().any(|text| !text.is_empty())));
        }
        self.names.truncate(width);
        self.notes.push(format!("并排的{parts}栏已接成一栏，请核对次序"));
        Self { rows, ..self }
    }
}

/// Every cell with the words of the larger one that covers it.
fn filled(table: &Table) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<Option<String>>> = vec![Vec::new(); table.rows.len()];
    for (at, row) in table.rows.iter().enumerate() {
        let mut column = 0;
        for cell in row {
            while rows.get(at).and_then(|row| row.get(column)).is_some_and(Option::is_some) {
                column += 1;
            }
            for line in rows.iter_mut().skip(at).take(cell.rowspan.max(1)) {
                let width = column + cell.colspan.max(1);
                if line.len() < width {
                    line.resize(width, None);
                }
                line.iter_mut().skip(column).take(cell.colspan.max(1)).for_each(|place| *place = Some(cell.text.clone()));
            }
            column += cell.colspan.max(1);
        }
    }
    let width = rows.iter().map(Vec::len).max().unwrap_or_default();
    rows.into_iter()
        .map(|mut row| {
            row.resize(width, None);
            row.into_iter().map(Option::unwrap_or_default).collect()
        })
        .collect()
}

fn name(header: &[Vec<String>], column: usize) -> String {
    let mut parts: Vec<String> = Vec::new();
    for row in header {
        let part: String = row.get(column).map(|text| text.chars().filter(|c| !c.is_whitespace()).collect()).unwrap_or_default();
        let counts = part.chars().all(|c| c.is_ascii_digit());
        if !part.is_empty() && !counts && parts.last() != Some(&part) {
            parts.push(part);
        }
    }
    parts.join("/")
}

/// A row that is no record: nothing in it, one remark over all columns, a sum.
fn is_aside(row: &[String]) -> bool {
    let mut said: Vec<&str> = row.iter().map(|text| text.trim()).filter(|text| !text.is_empty()).collect();
    said.dedup();
    let sum = said.first().is_some_and(|first| matches!(first.replace(' ', "").as_str(), "合计" | "总计" | "小计"));
    said.len() < 2 && row.len() > 1 || sum
}
