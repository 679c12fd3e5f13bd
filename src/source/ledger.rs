//! Faults that are known only when everything has been read: ids used twice, links to nothing, bodies nobody knows, papers without a mark.

use std::{
    collections::{BTreeMap, HashMap},
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::policy::{Arrangement, Content, Record, RecordId};

use super::{
    Elsewhere, Fault, Names, Severity,
    arranged::Arranged,
    built_in::built_in,
    entry::{Harvest, Reference, SourceEntry},
    fault::{Faults, nearest},
    names::Tied,
    touches::Touches,
};

/// The result of reading a source.
#[derive(Debug, Default)]
pub struct Reading {
    /// Everything that is wrong, by file and line.
    pub faults: Vec<Fault>,
    /// The names of all records that were given out.
    pub names: Names,
    /// How many policy documents were given out.
    pub documents: usize,
    /// Versions of one law that the source itself does not tie. Of several newer ones of a text the newest comes last.
    pub versions: Vec<Tied>,
    /// Papers that are ended or changed by the text of another, where no field says so.
    pub touches: Vec<Tied>,
    /// How the source arranges the zone; empty where it does not, or where the reading was broken off.
    pub arrangement: Arrangement,
}

impl Reading {
    /// The faults that forbid a library.
    pub fn errors(&self) -> Vec<&Fault> {
        self.faults.iter().filter(|fault| fault.severity == Severity::Error).collect()
    }
}

/// Where something was met first, and how often in all.
#[derive(Debug)]
struct Met {
    file: Arc<Path>,
    line: Option<usize>,
    times: usize,
}

/// Unknown names of a sort for which the nearest known one is looked up: it is compared with every name of the source.
const SUGGESTED: usize = 20;

/// Places that are named where the same words are wrong in many.
const PLACES: usize = 20;

/// Keeps account while a source is read.
#[derive(Default)]
pub(super) struct Ledger {
    reading: Reading,
    seen: HashMap<RecordId, (Arc<Path>, Option<usize>)>,
    /// Words that name records, with the record they stand in; none for those of pages.
    references: Vec<(Arc<Path>, Option<RecordId>, Reference)>,
    arranged: Arranged,
    touches: Touches,
    bodies: BTreeMap<String, Met>,
    categories: BTreeMap<String, Met>,
    unmarked: Option<Met>,
    elsewhere: Elsewhere,
}

impl Ledger {
    pub(super) fn new(faults: Vec<Fault>, elsewhere: Elsewhere) -> Self {
        Self { reading: Reading { faults, ..Reading::default() }, elsewhere, ..Self::default() }
    }

    /// Enters what a file gave; leaves the records that may be given out.
    pub(super) fn enter(&mut self, outcome: Harvest) -> Vec<Record> {
        self.reading.faults.extend(outcome.faults);
        let file = outcome.file;
        let page = outcome.page.map(|mut page| {
            self.meet_bodies(&file, std::mem::take(&mut page.bodies));
            self.arranged.enter(&file, page)
        });
        match page {
            Some(Ok(named)) => self.references.extend(named.into_iter().map(|reference| (file.clone(), None, reference))),
            Some(Err(twice)) => self.reading.faults.extend(twice),
            None => {}
        }
        outcome.entries.into_iter().filter_map(|entry| self.enter_one(&file, entry)).collect()
    }

    fn enter_one(&mut self, file: &Arc<Path>, entry: SourceEntry) -> Option<Record> {
        let SourceEntry { id, line, record, ties, unmarked, strange_category } = entry;
        if let Some((first, first_line)) = self.seen.get(&id) {
            let mut faults = Faults::new(&**file);
            let first_line = first_line.map_or_else(String::new, |line| format!(":{line}"));
            let what = format!("编号 {id} 已经用在 {}{first_line}", first.display());
            faults.error(line, what, "请给其中一个换一个编号；编号一旦公布就不要再改。");
            self.reading.faults.extend(faults.found);
            return None;
        }
        self.seen.insert(id.clone(), (file.clone(), line));
        if unmarked {
            meet(self.unmarked.get_or_insert_with(|| Met { file: file.clone(), line, times: 0 }));
        }
        if let Some(category) = strange_category {
            meet(self.categories.entry(category).or_insert_with(|| Met { file: file.clone(), line, times: 0 }));
        }
        self.meet_bodies(file, ties.bodies);
        self.touches.enter(file, line, record.as_ref(), ties.touched);
        self.references.extend(ties.references.into_iter().map(|reference| (file.clone(), Some(id.clone()), reference)));
        let record = record?;
        self.reading.names.add(&record);
        self.reading.documents += usize::from(matches!(record.content, Content::Document(_)));
        Some(record)
    }

    fn meet_bodies(&mut self, file: &Arc<Path>, bodies: Vec<(usize, String)>) {
        for (line, body) in bodies {
            meet(self.bodies.entry(body).or_insert_with(|| Met { file: file.clone(), line: Some(line), times: 0 }));
        }
    }

    /// Judges the whole; `complete` unless the reading was broken off, when a name not met may still have come.
    pub(super) fn close(mut self, complete: bool) -> Reading {
        // Where a disk keeps something back, what others say of it is no fault of theirs.
        if complete && self.reading.faults.iter().all(|fault| fault.trouble.is_none()) {
            self.judge_references();
            self.judge_bodies();
            let (touches, faults) = std::mem::take(&mut self.touches).close(&self.reading.names);
            self.reading.touches = touches;
            self.reading.faults.extend(faults);
            let (arrangement, faults) = std::mem::take(&mut self.arranged).close(built_in(), &self.reading.names);
            self.reading.arrangement = arrangement;
            self.reading.faults.extend(faults);
        }
        for (category, met) in std::mem::take(&mut self.categories) {
            let what = format!("不认识的文件类别“{category}”，{}归入“其他文件”", times(&met));
            self.note(&met.file, met.line, Severity::Warning, what, "如果它是一种已有的文件种类，请在导出时改用那个名称。");
        }
        if let Some(met) = self.unmarked.take() {
            let what = format!("有 {} 份文件没有公开属性", met.times);
            let mend = "请逐份写明 mark；确定全部可以公开的，运行命令时加上 --mark 此件公开发布。";
            self.note(&met.file, met.line, Severity::Error, what, mend);
        }
        self.reading.versions = self.reading.names.versions();
        self.reading.faults.sort();
        self.reading
    }

    fn judge_references(&mut self) {
        let mut nowhere: BTreeMap<String, Vec<(Arc<Path>, Reference)>> = BTreeMap::new();
        for (file, id, reference) in std::mem::take(&mut self.references) {
            let Reference { line, field, ref words, expects } = reference;
            if id.is_some_and(|id| words == id.as_str()) {
                self.note(&file, Some(line), Severity::Error, format!("{field} 指向了自己"), "请改成另一份文件的编号，或者删去。");
                continue;
            }
            let seen = words.parse().is_ok_and(|id: RecordId| self.seen.contains_key(&id));
            if !seen && self.reading.names.resolve(words).is_none() {
                nowhere.entry(words.clone()).or_default().push((file, reference));
                continue;
            }
            let found = self.reading.names.kind(words);
            if let (Some(expected), Some(found)) = (expects, found)
                && expected != found
            {
                let what = format!("{field} 里的 {words} 是{}，不是{}", found.label(), expected.label());
                self.note(&file, Some(line), Severity::Warning, what, "请核对编号。");
            }
        }
        self.judge_nowhere(nowhere);
    }

    /// Ids that name nothing here: one fault for each, with all the places where it stands.
    fn judge_nowhere(&mut self, nowhere: BTreeMap<String, Vec<(Arc<Path>, Reference)>>) {
        for (number, (words, mut places)) in nowhere.into_iter().enumerate() {
            places.sort_by(|(left, at), (right, other)| (left, at.line).cmp(&(right, other.line)));
            let Some(((file, reference), more)) = places.split_first() else { continue };
            let (field, line) = (reference.field, Some(reference.line));
            let also: Vec<String> = more.iter().take(PLACES).map(|(file, at)| format!("{}:{}", file.display(), at.line)).collect();
            let rest = if more.len() > PLACES { "等" } else { "" };
            let also =
                if also.is_empty() { String::new() } else { format!("，共 {} 处，还有 {}{rest}", places.len(), also.join("、")) };
            let (what, mend) = if let Some((became, mend)) = self.elsewhere.told(&words) {
                (format!("{field} 里的编号 {words} {became}{also}"), mend.to_owned())
            } else {
                let known = self.seen.keys().map(RecordId::as_str);
                let near = if number < SUGGESTED { nearest(&words, known) } else { None };
                let mend = near.map_or_else(|| "请改正编号，或者补上这一份。".to_owned(), |near| format!("是不是 {near}？"));
                (format!("{field} 里的编号 {words} 不存在{also}"), mend)
            };
            self.note(file, line, Severity::Error, what, mend);
        }
    }

    fn judge_bodies(&mut self) {
        let mut suggested = 0;
        for (body, met) in std::mem::take(&mut self.bodies) {
            if !self.reading.names.lacks_body(&body) {
                continue;
            }
            suggested += 1;
            let near = if suggested <= SUGGESTED { nearest(&body, self.reading.names.bodies()) } else { None };
            let hint = near.map_or_else(String::new, |near| format!("是不是“{near}”？"));
            let what = format!("directory.csv 里没有“{body}”{}", if met.times > 1 { format!("，{}", times(&met)) } else { String::new() });
            self.note(&met.file, met.line, Severity::Warning, what, format!("{hint}请写机构的全称或简称，或者在 directory.csv 里补上。"));
        }
    }

    fn note(&mut self, file: &Path, line: Option<usize>, severity: Severity, what: impl Into<String>, mend: impl Into<String>) {
        let file = PathBuf::from(file);
        self.reading.faults.push(Fault { file, line, severity, what: what.into(), mend: mend.into(), trouble: None });
    }
}

fn meet(met: &mut Met) {
    met.times += 1;
}

fn times(met: &Met) -> String {
    format!("共 {} 处", met.times)
}
