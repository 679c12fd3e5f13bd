//! What screening finds in the files of a source, and has not been answered.

use std::path::Path;

use super::{Objection, Reason};
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
pub(super) fn look(source: &Path, answered: &[(std::path::PathBuf, String)], lists: &Lists) -> Vec<Objection> {
    let mut found = Vec::new();
    let is_answered = |file: &Path, what: &str| answered.iter().any(|(known, finding)| known == file && finding == what);
    for entry in walkdir::WalkDir::new(source).sort_by_file_name().into_iter().filter_map(Result::ok) {
        let is_read = entry.path().extension().and_then(|ending| ending.to_str()).is_some_and(|ending| READ.contains(&ending));
        let small = entry.metadata().is_ok_and(|metadata| metadata.is_file() && metadata.len() <= LARGEST);
        let Some(text) = (is_read && small).then(|| std::fs::read_to_string(entry.path()).ok()).flatten() else { continue };
        let file = entry.path().strip_prefix(source).unwrap_or(entry.path()).to_owned();
        for alarm in screen(&text) {
            let what = format!("{}：{}", alarm.kind.label(), alarm.text);
            if is_answered(&file, &what) {
                continue;
            }
            let (reason, mend) = match alarm.kind {
                Kind::Secret => (Reason::SecretMark, "请移出来源；确实可以公开的，先按保密规定办解密"),
                _ => (Reason::PersonalData, "请删去或打码；应当公开的，由审核人放行并写明理由"),
            };
            let stops = alarm.level == Level::Error;
            found.push(Objection { reason, stops, file: file.clone(), line: Some(alarm.line), what, mend: mend.to_owned() });
        }
        found.extend(
            lists.find(&text).iter().map(|word| word_objection(&file, word)).filter(|objection| !is_answered(&file, &objection.what)),
        );
    }
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
