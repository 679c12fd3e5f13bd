//! Policy documents (政策文件): what a government paper says of itself, and the table of kinds and shelves.

use std::sync::LazyLock;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{DocumentNumber, Facts, Validity};

/// The head of a government paper: the seven core fields (标题 is the record's title, 正文 its text) and their neighbours.
/// An empty field is shown as 未标注, never invented.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PolicyDocument {
    /// 发文字号.
    pub number: Option<DocumentNumber>,
    /// 文件种类, which decides the shelf.
    pub kind: DocumentKind,
    /// 体裁.
    pub genre: Option<String>,
    /// 发文机关, the leading one first.
    pub issuers: Vec<String>,
    /// 起草单位, which explains it (谁起草谁解读).
    pub drafter: Option<String>,
    /// 索引号.
    pub index_number: Option<String>,
    /// 统一登记号.
    pub registration: Option<String>,
    /// 成文日期.
    pub issued_on: Option<Date>,
    /// 发布日期.
    pub published_on: Option<Date>,
    /// 施行日期.
    pub effective_on: Option<Date>,
    /// Last day in force (有效期至).
    pub expires_on: Option<Date>,
    /// 主题分类.
    pub themes: Vec<String>,
    /// Where it applies, as the export names it; empty for the whole country or the source's own place.
    pub region: Option<String>,
    /// 有效性 as an export states it, with its reason.
    pub stated: Option<(Validity, Option<String>)>,
}

impl PolicyDocument {
    /// The life of the document as it says itself; changes by other papers are still to come.
    pub fn facts(&self) -> Facts {
        Facts {
            effective_on: self.effective_on,
            expires_on: self.expires_on,
            made_on: self.issued_on.or(self.published_on),
            legislation: KindTable::shipped().is_legislation(&self.kind),
            stated: self.stated.clone(),
            incoming: Vec::new(),
        }
    }
}

/// A kind of document by name, from `data/kinds.toml`: kinds and shelves are data, since counties divide their shelves differently.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DocumentKind(String);

impl DocumentKind {
    /// Name in front of people.
    pub fn name(&self) -> &str {
        &self.0
    }
}

/// The kinds of documents and the shelves they stand on.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KindTable {
    kinds: Vec<KindRow>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct KindRow {
    name: String,
    shelf: String,
    national: bool,
    legislation: bool,
    rank: u8,
    #[serde(default)]
    aliases: Vec<String>,
}

static KINDS: LazyLock<KindTable> =
    LazyLock::new(|| toml::from_str(include_str!("../../data/kinds.toml")).unwrap_or(KindTable { kinds: Vec::new() }));

static THEMES: LazyLock<Vec<String>> = LazyLock::new(|| {
    #[derive(Deserialize)]
    struct Table {
        themes: Vec<String>,
    }
    toml::from_str::<Table>(include_str!("../../data/themes.toml")).map_or_else(|_| Vec::new(), |table| table.themes)
});

/// The first-level classes of 主题分类, in their official order.
pub fn themes() -> &'static [String] {
    &THEMES
}

impl KindTable {
    /// The table shipped with the program.
    pub fn shipped() -> &'static Self {
        &KINDS
    }

    /// The kind of this name, or the one that an export calls so.
    pub fn find(&self, name: &str) -> Option<DocumentKind> {
        self.kinds
            .iter()
            .find(|row| row.name == name || row.aliases.iter().any(|alias| alias == name))
            .map(|row| DocumentKind(row.name.clone()))
    }

    /// Names of all kinds.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.kinds.iter().map(|row| row.name.as_str())
    }

    /// The shelf a kind stands on.
    pub fn shelf(&self, kind: &DocumentKind) -> &str {
        self.row(kind).map_or("其他文件", |row| &row.shelf)
    }

    /// Whether it is law in the wide sense, whose versions carry the same title.
    pub fn is_legislation(&self, kind: &DocumentKind) -> bool {
        self.row(kind).is_some_and(|row| row.legislation)
    }

    /// Whether it applies in the whole country.
    pub fn is_national(&self, kind: &DocumentKind) -> bool {
        self.row(kind).is_some_and(|row| row.national)
    }

    /// Place in the order of ranks; 1 is the highest.
    pub fn rank(&self, kind: &DocumentKind) -> u8 {
        self.row(kind).map_or(u8::MAX, |row| row.rank)
    }

    fn row(&self, kind: &DocumentKind) -> Option<&KindRow> {
        self.kinds.iter().find(|row| row.name == kind.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_tables_are_read() {
        let table = KindTable::shipped();
        for name in ["法律", "行政法规", "部门规章", "司法解释", "地方性法规", "政府规章", "行政规范性文件", "其他文件"]
        {
            let kind = table.find(name).unwrap();
            assert_eq!(kind.name(), name);
            assert!(!table.shelf(&kind).is_empty());
        }
        assert_eq!(table.find("民法典").unwrap().name(), "法律");
        assert_eq!(table.find("便条"), None);
        assert_eq!(themes().len(), 22);
    }
}
