//! The catalogue of a release: which files it consists of and where their bytes lie, which records it holds, and what that changes for people.
//! Signed by its digest in the targets of its role.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

use super::{BundleError, Misread, Objection, Withdrawn};
use crate::{
    files::Digest,
    policy::{RecordId, RecordKind},
    source::arranges,
};

/// Largest catalogue that is read, in bytes.
pub(super) const CATALOGUE_LIMIT: u64 = 64 << 20;
/// Longest path of a file, in bytes.
const LONGEST_PATH: usize = 400;

/// How this program reads a content source into records. It goes up whenever the same file gives a record with another digest, so that terminals
/// of another version compare what two versions read alike and refuse no honest release for the rest.
pub const READING: u32 = 4;

/// All files and records of one role.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Catalogue {
    /// [`READING`] of the program that made the list; 0 of those that did not say it.
    #[serde(default)]
    pub reading: u32,
    /// Name of the source's folder, which tells the kind of documents that say nothing of it themselves.
    #[serde(default)]
    pub root: String,
    /// The files of its content source, by path.
    pub files: Vec<CatalogueFile>,
    /// The records in them, by id.
    pub records: Vec<CatalogueRecord>,
}

/// A file of the content source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CatalogueFile {
    /// Path in the source, divided by `/`. A name only: no file on any disk is ever called so.
    pub path: String,
    /// Its digest.
    pub sha256: Digest,
    /// Its length in bytes.
    pub length: u64,
    /// The pack that holds it and where in it; absent where the file is a part (blob) by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pack: Option<Packed>,
}

/// A place in a pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Packed {
    /// The pack.
    pub pack: Digest,
    /// First byte of the file's bytes.
    pub offset: u64,
}

/// A record as people are told of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CatalogueRecord {
    /// Its id.
    pub id: RecordId,
    /// Its title.
    pub title: String,
    /// Its kind.
    pub kind: RecordKind,
    /// Its document number, as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Number of the file that holds it.
    pub file: usize,
    /// Digest of all it says, so that a change shows.
    pub content: Digest,
    /// On the day of the release it no longer holds (已废止, 已失效).
    #[serde(default)]
    pub ended: bool,
}

impl CatalogueFile {
    /// Digest of the part in which it lies.
    pub fn parcel(&self) -> Digest {
        self.pack.map_or(self.sha256, |place| place.pack)
    }
}

impl Catalogue {
    /// Reads a catalogue whose digest has been compared.
    pub(crate) fn parse(name: &str, bytes: &[u8]) -> Result<Self, BundleError> {
        let unreadable = |why| Objection::Unreadable { name: name.to_owned(), why };
        let read: Self = serde_json::from_slice(bytes).map_err(|error| unreadable(Misread::json(&error)))?;
        let mut paths = BTreeSet::new();
        for file in &read.files {
            if !is_plain_path(&file.path) || !paths.insert(file.path.as_str()) {
                let shown: String = file.path.chars().take(80).collect();
                return Err(Objection::Name { name: name.to_owned(), found: format!("{shown:?}") }.into());
            }
        }
        let mut ids = BTreeSet::new();
        for record in &read.records {
            if record.file >= read.files.len() || !ids.insert(&record.id) {
                return Err(unreadable(Misread::ListedTwice { id: record.id.to_string() }).into());
            }
        }
        Ok(read)
    }

    /// The catalogue as it is written.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).unwrap_or_default()
    }
}

/// Whether an id lies in the space of a department: `civil-…` in that of `civil`.
pub(super) fn is_in_space(role: &str, id: &str) -> bool {
    id.strip_prefix(role).is_some_and(|rest| rest.starts_with('-'))
}

/// A relative path without tricks: no empty, hidden or upward step, no control characters, no backslash.
fn is_plain_path(path: &str) -> bool {
    path.len() <= LONGEST_PATH
        && path.split('/').all(|step| !step.is_empty() && !step.starts_with('.'))
        && !path.chars().any(|c| c.is_control() || c == '\\')
        && crate::text::clean(path) == path
}

/// A record in a list of changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Its id.
    pub id: RecordId,
    /// Its title.
    pub title: String,
    /// Its document number.
    pub number: Option<String>,
}

/// Changes for people, from the release before (or the one a terminal holds) to this one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changes {
    /// 新增
    pub added: Vec<Change>,
    /// 更新: says something else than before.
    pub updated: Vec<Change>,
    /// 废止: held before and no longer does.
    pub repealed: Vec<Change>,
    /// 下架: must disappear.
    pub withdrawn: Vec<Change>,
    /// 消失: held before, gone now, and on no kill list.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub vanished: Vec<Change>,
    /// 版面: files that arrange the zone and say something else than before, or are new or gone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pages: Vec<String>,
}

impl Changes {
    /// Compares all records of two states. Withdrawn are those on the kill list that were held before; `None` for before means that nothing
    /// was held.
    pub fn between<'a>(
        before: impl IntoIterator<Item = &'a CatalogueRecord>,
        after: impl IntoIterator<Item = &'a CatalogueRecord>,
        withdrawn: impl IntoIterator<Item = &'a Withdrawn>,
    ) -> Self {
        let before: HashMap<&RecordId, &CatalogueRecord> = before.into_iter().map(|record| (&record.id, record)).collect();
        let mut changes = Self::default();
        let mut gone: BTreeSet<&RecordId> = before.keys().copied().collect();
        for record in after {
            gone.remove(&record.id);
            let change = || Change { id: record.id.clone(), title: record.title.clone(), number: record.number.clone() };
            match before.get(&record.id) {
                None => changes.added.push(change()),
                Some(old) if record.ended && !old.ended => changes.repealed.push(change()),
                Some(old) if old.content != record.content => changes.updated.push(change()),
                Some(_) => {}
            }
        }
        let withdrawn: BTreeMap<&RecordId, &Withdrawn> = withdrawn.into_iter().map(|withdrawn| (&withdrawn.id, withdrawn)).collect();
        for (id, withdrawn) in withdrawn {
            gone.remove(id);
            if let Some(old) = before.get(id) {
                let title = if old.title.is_empty() { withdrawn.title.clone() } else { old.title.clone() };
                changes.withdrawn.push(Change { id: id.clone(), title, number: old.number.clone() });
            }
        }
        let vanished = gone.into_iter().filter_map(|id| before.get(id));
        changes.vanished =
            vanished.map(|old| Change { id: old.id.clone(), title: old.title.clone(), number: old.number.clone() }).collect();
        changes
    }

    /// The same changes with those of the zone's arrangement, found by the files of two states.
    pub(super) fn with_pages(self, before: &[CatalogueFile], after: &[CatalogueFile]) -> Self {
        let pages = |files: &[CatalogueFile]| -> BTreeSet<(String, Digest)> {
            files.iter().filter(|file| arranges(&file.path)).map(|file| (file.path.clone(), file.sha256)).collect()
        };
        let changed = &pages(before) ^ &pages(after);
        let mut pages: Vec<String> = changed.into_iter().map(|(path, _)| path).collect();
        pages.dedup();
        Self { pages, ..self }
    }

    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        self.counts() == Sums::default()
    }

    /// How many there are of each kind.
    pub fn counts(&self) -> Sums {
        Sums {
            added: self.added.len(),
            updated: self.updated.len(),
            repealed: self.repealed.len(),
            withdrawn: self.withdrawn.len(),
            vanished: self.vanished.len(),
            pages: self.pages.len(),
        }
    }

    /// `新增 12 · 更新 5 · 废止 3 · 下架 1`
    pub fn in_words(&self) -> String {
        self.counts().in_words()
    }
}

/// How many changes of each kind there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sums {
    /// 新增
    pub added: usize,
    /// 更新
    pub updated: usize,
    /// 废止
    pub repealed: usize,
    /// 下架
    pub withdrawn: usize,
    /// 消失: gone without a withdrawal.
    #[serde(default)]
    pub vanished: usize,
    /// 版面: files that arrange the zone anew.
    #[serde(default)]
    pub pages: usize,
}

impl Sums {
    /// `新增 12 · 更新 5 · 废止 3 · 下架 1`, `· 消失 4` where records are gone that nobody withdrew, and `· 版面 2` where the zone is arranged anew.
    pub fn in_words(self) -> String {
        let counts = [("新增", self.added), ("更新", self.updated), ("废止", self.repealed), ("下架", self.withdrawn)];
        let counted = counts.map(|(word, count)| format!("{word} {count}")).join(" · ");
        let rare = [("消失", self.vanished), ("版面", self.pages)].into_iter().filter(|(_, count)| *count > 0);
        rare.fold(counted, |counted, (word, count)| format!("{counted} · {word} {count}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(id: &str, content: &str, ended: bool) -> CatalogueRecord {
        CatalogueRecord {
            id: id.parse().unwrap(),
            title: format!("关于{id}的通知"),
            kind: RecordKind::Document,
            number: None,
            file: 0,
            content: Digest::of(content.as_bytes()),
            ended,
        }
    }

    #[test]
    fn changes_are_told_apart() {
        let before = [record("a", "1", false), record("b", "1", false), record("c", "1", false), record("d", "1", false)];
        let after = [record("a", "1", false), record("b", "2", false), record("c", "1", true), record("e", "1", false)];
        let withdrawn = |id: &str| Withdrawn {
            id: id.parse().unwrap(),
            title: String::new(),
            reason: "含有个人信息".to_owned(),
            since: 2,
            files: Vec::new(),
        };
        // What was withdrawn before this terminal ever held it is no news.
        let changes = Changes::between(&before, &after, &[withdrawn("d"), withdrawn("z")]);
        assert_eq!(changes.in_words(), "新增 1 · 更新 1 · 废止 1 · 下架 1");
        assert_eq!(changes.withdrawn[0].title, "关于d的通知");
        assert!(Changes::between(&after, &after, &[]).is_empty());
        // Nobody withdrew it, and it is gone all the same.
        let vanished = Changes::between(&before, &after, &[]);
        assert_eq!(vanished.in_words(), "新增 1 · 更新 1 · 废止 1 · 下架 0 · 消失 1");
        assert_eq!((vanished.vanished[0].title.as_str(), vanished.is_empty()), ("关于d的通知", false));
    }

    #[test]
    fn a_zone_arranged_anew_is_a_change() {
        let file =
            |path: &str, text: &str| CatalogueFile { path: path.to_owned(), sha256: Digest::of(text.as_bytes()), length: 1, pack: None };
        let before = [file("boards/home.toml", "1"), file("leaflets/apply.md", "1"), file("fillers.txt", "1"), file("documents/a.md", "1")];
        let after =
            [file("boards/home.toml", "2"), file("leaflets/apply.md", "1"), file("boards/firms.toml", "1"), file("documents/a.md", "2")];
        let changes = Changes::default().with_pages(&before, &after);
        assert_eq!(changes.pages, ["boards/firms.toml", "boards/home.toml", "fillers.txt"]);
        assert_eq!((changes.in_words().as_str(), changes.is_empty()), ("新增 0 · 更新 0 · 废止 0 · 下架 0 · 版面 3", false));
        assert!(Changes::default().with_pages(&after, &after).is_empty());
    }

    #[test]
    fn paths_lead_nowhere_else() {
        for path in ["documents/a.md", "社会法/劳动法(2018-12-29).md", "attachments/x/附件1.pdf"] {
            assert!(is_plain_path(path), "{path}");
        }
        for path in ["", "/etc/passwd", "../a", "a/../b", "a//b", "a\\b", ".git/x", "a\u{1b}[31m", "a\u{202e}b"] {
            assert!(!is_plain_path(path), "{path:?}");
        }
    }
}
