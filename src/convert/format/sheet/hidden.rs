//! Rows and columns of an XLSX that nobody sees. The reader of cells does not tell them, so the parts of the sheets are looked through.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{Cursor, Read},
    sync::LazyLock,
};

use regex::Regex;
use zip::ZipArchive;

/// The most bytes of a part that is looked through.
const LARGEST: u64 = 200 << 20;

static ROW: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r#"<(?:\w+:)?row\b([^>]*)>"#).ok());
static COLUMN: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r#"<(?:\w+:)?col\b([^>]*)>"#).ok());
static ATTRIBUTE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r#"([\w:]+)\s*=\s*"([^"]*)""#).ok());

/// What of a sheet is hidden, from 0.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Hidden {
    pub(super) rows: BTreeSet<u32>,
    pub(super) columns: BTreeSet<u32>,
}

/// What is hidden, by the name of the sheet.
pub(super) fn hidden(bytes: &[u8]) -> BTreeMap<String, Hidden> {
    sheets(bytes).unwrap_or_default()
}

fn sheets(bytes: &[u8]) -> Option<BTreeMap<String, Hidden>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let workbook = part(&mut archive, "xl/workbook.xml")?;
    let relations = part(&mut archive, "xl/_rels/workbook.xml.rels")?;
    let relations = roxmltree::Document::parse(&relations).ok()?;
    let target = |id: &str| relations.descendants().find(|node| node.attribute("Id") == Some(id))?.attribute("Target");
    let workbook = roxmltree::Document::parse(&workbook).ok()?;
    let mut sheets = BTreeMap::new();
    for sheet in workbook.descendants().filter(|node| node.tag_name().name() == "sheet") {
        let id = sheet.attributes().find(|attribute| attribute.name() == "id").map(|attribute| attribute.value());
        let Some(target) = id.and_then(target) else { continue };
        let name = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
        if let Some(text) = part(&mut archive, &name) {
            sheets.insert(sheet.attribute("name").unwrap_or_default().to_owned(), of(&text));
        }
    }
    Some(sheets)
}

fn part(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Option<String> {
    let mut text = String::new();
    archive.by_name(name).ok()?.take(LARGEST).read_to_string(&mut text).ok()?;
    Some(text)
}

fn of(text: &str) -> Hidden {
    let mut hidden = Hidden::default();
    let mut next = 0;
    for row in ROW.iter().flat_map(|row| row.captures_iter(text)).filter_map(|found| found.get(1)) {
        let said = attributes(row.as_str());
        // A row that does not say its number follows the one before.
        let number = said.get("r").and_then(|number| number.parse::<u32>().ok()).map_or(next, |number| number.saturating_sub(1));
        next = number.saturating_add(1);
        if is_hidden(&said) {
            hidden.rows.insert(number);
        }
    }
    for column in COLUMN.iter().flat_map(|column| column.captures_iter(text)).filter_map(|found| found.get(1)) {
        let said = attributes(column.as_str());
        let number = |name: &str| said.get(name).and_then(|number| number.parse::<u32>().ok());
        if let (true, Some(first), Some(last)) = (is_hidden(&said), number("min"), number("max")) {
            hidden.columns.extend(first.saturating_sub(1)..last.min(16_384));
        }
    }
    hidden
}

fn attributes(text: &str) -> BTreeMap<&str, &str> {
    let found = ATTRIBUTE.iter().flat_map(|attribute| attribute.captures_iter(text));
    found.filter_map(|found| Some((found.get(1)?.as_str(), found.get(2)?.as_str()))).collect()
}

/// A height or width of nothing hides as well.
fn is_hidden(said: &BTreeMap<&str, &str>) -> bool {
    let is = |name: &str, value: &[&str]| said.get(name).is_some_and(|said| value.contains(said));
    is("hidden", &["1", "true"]) || (is("customHeight", &["1", "true"]) && is("ht", &["0"])) || is("width", &["0"])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_rows_and_columns_are_found() {
        let text = r#"<cols><col min="2" max="3" hidden="1"/><col min="4" max="4" width="9"/></cols><sheetData><row r="1"/><row r="2" hidden="true"><c/></row><row><c/></row></sheetData>"#;
        let found = of(text);
        assert_eq!((found.rows.into_iter().collect::<Vec<_>>(), found.columns.into_iter().collect::<Vec<_>>()), (vec![1], vec![1, 2]));
    }
}
