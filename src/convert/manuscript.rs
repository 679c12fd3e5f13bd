//! What a reader of one format makes of a file: paragraphs, tables and pictures in the order of reading, as they look, before any rule.

use serde::{Deserialize, Serialize};

use super::Finding;

/// Columns of a table that are looked at.
const WIDEST: usize = 200;

/// A file that was read.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Manuscript {
    /// Who read it: program or crate, and version.
    pub reader: String,
    /// The encoding its bytes were taken for, where that was a question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// How many pages it has, where it says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<u32>,
    /// In the order of reading.
    pub blocks: Vec<Block>,
    /// Heads and feet of pages, once each: screened, never published.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub margins: Vec<String>,
    /// What the file states beside its text: rows of a page's table of fields (索引号, 发布机构), properties of the file.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stated: Vec<Stated>,
    /// Files that lie inside it: pictures, attachments.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assets: Vec<Asset>,
    /// What is to be said about it so far.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
}

/// A field that a file states outside its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stated {
    /// As it stands there: `索引号`, `ArticleTitle`; properties of the file begin with `property:`.
    pub label: String,
    /// Its value.
    pub value: String,
}

/// A file inside a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asset {
    /// Its name, harmless as a name of a file.
    pub name: String,
    /// Its bytes.
    #[serde(with = "hex")]
    pub bytes: Vec<u8>,
}

/// One thing after another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// Words; the lines of a page are joined already.
    Paragraph(Paragraph),
    /// Rows and columns.
    Table(Table),
    /// A picture among the words.
    Picture(Picture),
    /// A new page begins, where the file has pages.
    Page(u32),
}

/// A paragraph as it looks.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Paragraph {
    /// Its words, automatic numbers in front of them written out; NFC, without control characters.
    pub text: String,
    /// How it looks.
    #[serde(default)]
    pub look: Look,
}

/// What a paragraph looks like, where the format says so.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Look {
    /// Where its lines stand.
    #[serde(default)]
    pub align: Align,
    /// Level of a heading as its style or tag says, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heading: Option<u8>,
    /// Size of most of its letters, in points.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<f32>,
    /// How far its first line stands in, in letters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub indent: Option<f32>,
    /// Most of it is bold, or in a face that stands for bold (黑体, 小标宋).
    #[serde(default)]
    pub bold: bool,
    /// It stood in a box of its own, beside the text.
    #[serde(default)]
    pub boxed: bool,
    /// It is a line of a list of contents, which says again what stands below.
    #[serde(default)]
    pub contents: bool,
}

/// Where the lines of a paragraph stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Align {
    /// From the left, or as the format would have it.
    #[default]
    Left,
    /// In the middle.
    Centre,
    /// At the right.
    Right,
}

/// A table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// What it is called: the sheet's name, a row above its header that fills all columns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// How many rows from the top are its header; 0 where nothing says so.
    #[serde(default)]
    pub header_rows: usize,
    /// Rows of cells; what a larger cell covers is absent.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// The cells of a table in their places, each as often as it covers one.
    pub fn spread(&self) -> Vec<Vec<String>> {
        let mut rows: Vec<Vec<String>> = Vec::with_capacity(self.rows.len());
        // For each column, what a cell above still covers, and for how many rows.
        let mut hanging: Vec<(usize, String)> = Vec::new();
        for row in &self.rows {
            let mut cells: Vec<String> = Vec::new();
            let mut left = row.iter();
            loop {
                let column = cells.len();
                if let Some((rows, text)) = hanging.get_mut(column).filter(|(rows, _)| *rows > 0) {
                    *rows -= 1;
                    cells.push(text.clone());
                    continue;
                }
                let Some(Cell { text, rowspan, colspan }) = left.next() else { break };
                let width = (*colspan).clamp(1, WIDEST.saturating_sub(column).max(1));
                for place in column..column + width {
                    if hanging.len() <= place {
                        hanging.resize(place + 1, (0, String::new()));
                    }
                    if let Some(slot) = hanging.get_mut(place) {
                        *slot = (rowspan.saturating_sub(1), text.clone());
                    }
                    cells.push(text.clone());
                }
                if cells.len() >= WIDEST {
                    break;
                }
            }
            // A cell that hangs from above further right than this row goes.
            for column in cells.len()..hanging.len() {
                let (rows, text) = hanging.get(column).cloned().unwrap_or_default();
                cells.push(if rows > 0 { text } else { String::new() });
                if let Some(slot) = hanging.get_mut(column) {
                    slot.0 = rows.saturating_sub(1);
                }
            }
            rows.push(cells);
        }
        rows
    }
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// Its words; paragraphs in it are lines.
    pub text: String,
    /// Rows it covers, itself among them.
    pub rowspan: usize,
    /// Columns it covers.
    pub colspan: usize,
}

/// A picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// The name of its file among the assets, if it could be kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asset: Option<String>,
    /// What is said of it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub says: String,
}
