//! Faults: what is wrong in a source, told to the person who edits it.

use std::{fmt, io, path::PathBuf};

use crate::{
    files::DiskTrouble,
    text::{clean, said},
};

/// Something in a source that is wrong, for the person who edits it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// File, as given or below the source's folder.
    pub file: PathBuf,
    /// Line, counted from 1.
    pub line: Option<usize>,
    /// Whether a library can be built all the same.
    pub severity: Severity,
    /// The fault itself, in Chinese.
    pub what: String,
    /// The remedy, in Chinese.
    pub mend: String,
    /// What ails the disk, where it does not hand the file out: no fault of who wrote it.
    pub trouble: Option<DiskTrouble>,
}

/// How much a fault matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// No library is built.
    Error,
    /// Worth a look.
    Warning,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = self.line.map_or_else(String::new, |line| format!(":{line}"));
        let file = self.file.display().to_string();
        write!(f, "{}{line}: {}。{}", shown(&file), shown(&self.what), shown(&self.mend))
    }
}

/// Names of files and words from inside them go to a terminal: nothing in them may command it or feign another line.
fn shown(text: &str) -> String {
    clean(text).replace(['\n', '\t'], " ")
}

/// The faults of one file while it is read.
#[derive(Debug)]
pub(super) struct Faults {
    /// The file, as shown to people.
    pub(super) file: PathBuf,
    /// The faults so far.
    pub(super) found: Vec<Fault>,
}

impl Faults {
    pub(super) fn new(file: impl Into<PathBuf>) -> Self {
        Self { file: file.into(), found: Vec::new() }
    }

    /// Notes what forbids a library.
    pub(super) fn error(&mut self, line: impl Into<Option<usize>>, what: impl Into<String>, mend: impl Into<String>) {
        self.note(Severity::Error, line.into(), what.into(), mend.into());
    }

    /// Notes what is worth a look.
    pub(super) fn warning(&mut self, line: impl Into<Option<usize>>, what: impl Into<String>, mend: impl Into<String>) {
        self.note(Severity::Warning, line.into(), what.into(), mend.into());
    }

    /// Notes that the system does not hand out the file.
    pub(super) fn unreadable(&mut self, error: &io::Error) {
        self.withheld(format!("打不开（{}）", said(error)), error);
    }

    /// Notes that the system does not hand out an attachment.
    pub(super) fn unreadable_attachment(&mut self, file: &str, error: &io::Error) {
        self.withheld(format!("附件 {file} 打不开（{}）", said(error)), error);
    }

    /// Notes that the system does not hand out all that is in a folder.
    pub(super) fn unlisted(&mut self, error: Option<&io::Error>) {
        let why = error.map_or_else(String::new, |error| format!("（{}）", said(error)));
        self.error(None, format!("这个文件夹读不到底{why}"), "请检查它的读取权限和所在的磁盘；文件夹套得太深的，请少套几层。");
        self.blame(error);
    }

    fn withheld(&mut self, what: String, error: &io::Error) {
        self.error(None, what, "请检查文件的读取权限和所在的磁盘。");
        self.blame(Some(error));
    }

    fn blame(&mut self, error: Option<&io::Error>) {
        if let Some(last) = self.found.last_mut() {
            last.trouble = error.and_then(DiskTrouble::of);
        }
    }

    /// How many errors there are: a record whose reading raised the count is not whole.
    pub(super) fn errors(&self) -> usize {
        self.found.iter().filter(|fault| fault.severity == Severity::Error).count()
    }

    fn note(&mut self, severity: Severity, line: Option<usize>, what: String, mend: String) {
        self.found.push(Fault { file: self.file.clone(), line, severity, what, mend, trouble: None });
    }
}

/// Below this likeness a suggestion confuses more than it helps.
const ALIKE: f64 = 0.5;

/// Longest word that can be a slip of a known one; likeness takes time with the square of the length.
const LONGEST: usize = 64;

/// The known word most like this one.
pub(super) fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let short = |word: &str| word.chars().nth(LONGEST).is_none();
    known
        .into_iter()
        .filter(|candidate| short(word) && short(candidate))
        .map(|candidate| (strsim::normalized_damerau_levenshtein(word, candidate), candidate))
        .filter(|(likeness, _)| *likeness >= ALIKE)
        .max_by(|(left, _), (right, _)| left.total_cmp(right))
        .map(|(_, candidate)| candidate)
}

/// `是不是“…”？` and the words that may stand here, as far as they fit in a sentence.
pub(super) fn choices<'a>(word: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> String {
    const SHOWN: usize = 30;
    let hint = nearest(word, known.clone()).map_or_else(String::new, |near| format!("是不是“{near}”？"));
    let all: Vec<_> = known.into_iter().collect();
    let more = if all.len() > SHOWN { "等" } else { "" };
    let list: Vec<_> = all.into_iter().take(SHOWN).collect();
    format!("{hint}可以写的有：{}{more}。", list.join("、"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_word_is_told_the_nearest_known_one_and_a_strange_word_none() {
        let known = ["issued_on", "issuers", "expires_on"];
        for (word, expected) in
            [("isued_on", Some("issued_on")), ("issuer", Some("issuers")), ("颜色", None), (&"issued_on".repeat(20_000), None)]
        {
            assert_eq!(nearest(word, known), expected, "{word}");
        }
    }

    #[test]
    fn a_fault_cannot_command_the_terminal() {
        let mut faults = Faults::new("a\u{1b}[2J\r\nb\u{202e}.md");
        faults.error(1, "编号“\u{7}x\ny”不存在", "是不是\u{9b}z？");
        let told: Vec<_> = faults.found.iter().map(ToString::to_string).collect();
        assert_eq!(told, ["a[2J b.md:1: 编号“x y”不存在。是不是z？"]);
    }

    #[test]
    fn a_fault_is_shown_with_file_line_and_advice() {
        let mut faults = Faults::new("documents/a.md");
        faults.error(3, "缺少 title", "请补上标题。");
        faults.warning(None, "正文是空的", "请补上正文。");
        let shown: Vec<_> = faults.found.iter().map(ToString::to_string).collect();
        assert_eq!(shown, ["documents/a.md:3: 缺少 title。请补上标题。", "documents/a.md: 正文是空的。请补上正文。"]);
        assert_eq!(faults.errors(), 1);
    }
}
