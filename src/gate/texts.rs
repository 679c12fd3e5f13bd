//! What screening finds in the files of a source, and has not been answered.

use std::{
    path::{Path, PathBuf},
    sync::atomic::{AtomicUsize, Ordering},
};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use walkdir::{DirEntry, WalkDir};

use super::{Objection, Reason, Told};
use crate::convert::{
    Level,
    screening::{Kind, WrongWord, screen},
};
use crate::editing::Lists;

/// Endings of files whose words are shown.
const READ: [&str; 5] = ["md", "csv", "jsonl", "toml", "txt"];
/// A larger file is not looked at here but by whoever reads the source.
const LARGEST: u64 = 64 << 20;

/// Looks into every file of words. `answered` holds findings that a person released: file and words.
pub(super) fn look(source: &Path, answered: &[(PathBuf, String)], lists: &Lists, told: &Told<'_>) -> Vec<Objection> {
    let is_read = |entry: &DirEntry| {
        let ending = entry.path().extension().and_then(|ending| ending.to_str());
        let small = || entry.metadata().is_ok_and(|metadata| metadata.is_file() && metadata.len() <= LARGEST);
        ending.is_some_and(|ending| READ.contains(&ending)) && small()
    };
    let entries = WalkDir::new(source).sort_by_file_name().into_iter().filter_map(Result::ok).filter(is_read);
    let paths: Vec<PathBuf> = entries.map(DirEntry::into_path).collect();
    let done = AtomicUsize::new(0);
    let of_file = |path: &PathBuf| {
        let file = path.strip_prefix(source).unwrap_or(path).to_owned();
        let answered: Vec<&str> = answered.iter().filter(|(known, _)| *known == file).map(|(_, finding)| finding.as_str()).collect();
        let found = std::fs::read_to_string(path).map(|text| of_text(&file, &text, &answered, lists)).unwrap_or_default();
        told("筛查", done.fetch_add(1, Ordering::Relaxed) + 1, paths.len());
        found
    };
    paths.par_iter().flat_map_iter(of_file).collect()
}

fn of_text(file: &Path, text: &str, answered: &[&str], lists: &Lists) -> Vec<Objection> {
    let mut found = Vec::new();
    for alarm in screen(text) {
        let what = format!("{}：{}", alarm.kind.label(), alarm.text);
        let (reason, mend) = match alarm.kind {
            Kind::Secret => (Reason::SecretMark, "请移出来源；确实可以公开的，先按保密规定办解密"),
            _ => (Reason::PersonalData, "请删去或打码；应当公开的，由审核人放行并写明理由"),
        };
        let stops = alarm.level == Level::Error;
        found.push(Objection { reason, stops, file: file.to_owned(), line: Some(alarm.line), what, mend: mend.to_owned() });
    }
    found.extend(lists.find(text).iter().map(|word| word_objection(file, word)));
    found.retain(|objection| !answered.contains(&objection.what.as_str()));
    found
}

fn word_objection(file: &Path, word: &WrongWord) -> Objection {
    let mend = if word.right.is_empty() { "请核对".to_owned() } else { format!("应为“{}”", word.right) };
    Objection {
        reason: Reason::WrongWord,
        stops: word.level == Level::Error,
        file: file.to_owned(),
        line: Some(word.line),
        what: format!("“{}”可能写错了", word.wrong),
        mend,
    }
}
