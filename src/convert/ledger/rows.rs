//! What comes of a sheet: rows in the columns of a content source, and what is told of it.

use serde::{Deserialize, Serialize};

use super::{
    columns::{Column, is_counting},
    view::View,
};

/// What a sheet lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lists {
    /// 标准目录: `catalogue/*.csv`.
    Catalogue,
    /// 机构职能: `directory.csv`.
    Directory,
    /// 便民地图: `places/*.csv`.
    Places,
    /// 清单: `lists/*.md`.
    List,
}

/// A sheet as rows of a content source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ledger {
    /// What it lists.
    pub lists: Lists,
    /// What the sheet calls itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Columns as the source names them; of an official list its own.
    pub columns: Vec<String>,
    /// As many cells as columns; empty where the sheet says nothing.
    pub rows: Vec<Vec<String>>,
    /// Columns of the sheet that found no place, by their names there.
    pub unmatched: Vec<String>,
    /// Columns of the source that no column of the sheet fills.
    pub missing: Vec<String>,
    /// What people must look at, in Chinese.
    pub notes: Vec<String>,
}

impl Ledger {
    /// The rows as a CSV of a content source, rows without an id numbered: `prefix-1`, `prefix-2`.
    pub fn csv(&self, prefix: &str) -> String {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let id = self.columns.iter().position(|column| column == "编号");
        let mut written = writer.write_record(&self.columns);
        for (number, row) in (1..).zip(&self.rows) {
            let mut row = row.clone();
            if let Some(cell) = id.and_then(|id| row.get_mut(id)).filter(|cell| cell.is_empty()) {
                *cell = format!("{prefix}-{number}");
            }
            written = written.and_then(|()| writer.write_record(&row));
        }
        // A writer into memory does not fail.
        let bytes = written.ok().and_then(|()| writer.into_inner().ok()).unwrap_or_default();
        String::from_utf8(bytes).unwrap_or_default()
    }
}

/// Rows with nothing told of them yet.
pub(super) fn ledger(view: &View, title: &str, lists: Lists, columns: &[Column], rows: Vec<Vec<String>>) -> Ledger {
    Ledger {
        lists,
        title: (!title.is_empty()).then(|| title.to_owned()),
        columns: columns.iter().map(|column| column.name.to_owned()).collect(),
        rows,
        unmatched: Vec::new(),
        missing: Vec::new(),
        notes: view.notes.clone(),
    }
}

/// Columns that found no place; those that only count rows need none.
pub(super) fn unmatched(view: &View, used: impl Iterator<Item = usize>) -> Vec<String> {
    let used: Vec<usize> = used.collect();
    let left = view.names.iter().enumerate().filter(|(at, name)| !used.contains(at) && !name.is_empty() && !is_counting(name));
    left.map(|(_, name)| name.clone()).collect()
}

/// A cell of a CSV or Markdown table is one line.
pub(super) fn one_line(text: &str) -> String {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("；")
}
