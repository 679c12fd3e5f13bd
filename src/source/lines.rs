//! JSON lines: exports of other systems, one document or one passage a line, read a stretch at a time so that no file is too large.

use std::{
    io::{self, BufRead, Read as _},
    path::Path,
};

use rayon::prelude::*;
use serde::Deserialize;

use crate::{
    policy::{Content, FullText, KindTable},
    text::clean,
};

use super::{
    document::{self, Assumed},
    entry::{Context, Harvest, SourceEntry, Ties},
    fault::{Fault, Faults},
    fields::{Fields, one_line},
    folder::SourceFile,
    history, json,
    passages::{Passage, Passages},
    plain,
    shared::{Gate, Own, exported_id, gate, record},
};

/// Bytes of one stretch, and lines: enough to keep every core busy, little enough to hold.
const STRETCH: usize = 2 << 20;
const STRETCH_LINES: usize = 2_000;
/// Longest line, in bytes.
const LONGEST_LINE: u64 = 20 << 20;

/// A file of JSON lines that is being read.
pub(super) struct Lines<'f> {
    file: &'f SourceFile,
    input: Box<dyn BufRead>,
    line: usize,
    passages: Passages,
    ended: bool,
}

/// The contents of one line.
enum Line {
    Document(Box<SourceEntry>),
    Passage(Passage),
    Nothing,
}

impl<'f> Lines<'f> {
    pub(super) fn open(file: &'f SourceFile) -> io::Result<Self> {
        Ok(Self { file, input: file.origin.open()?, line: 0, passages: Passages::default(), ended: false })
    }

    /// The next stretch of records and the bytes it took; `None` after the last.
    pub(super) fn next(&mut self, context: &Context<'_>) -> Option<(Harvest, u64)> {
        if self.ended {
            return None;
        }
        let mut faults = Faults::new(&*self.file.shown);
        let mut lines = Vec::new();
        let mut bytes = 0;
        while bytes < STRETCH && lines.len() < STRETCH_LINES {
            let mut line = Vec::new();
            match (&mut self.input).take(LONGEST_LINE).read_until(b'\n', &mut line) {
                Ok(0) => self.ended = true,
                Ok(read) => {
                    self.line += 1;
                    bytes += read;
                    if read as u64 == LONGEST_LINE && !line.ends_with(b"\n") {
                        faults.error(self.line, "这一行超过 20 MB", "请检查导出程序：每个文件占一行。");
                        self.ended = true;
                    } else {
                        lines.push((self.line, line));
                    }
                }
                Err(_) => {
                    faults.error(self.line + 1, "读到这里断了", "请检查文件所在的磁盘，重新复制一份。");
                    self.ended = true;
                }
            }
            if self.ended {
                break;
            }
        }
        let shown = &*self.file.shown;
        let read: Vec<(Line, Vec<Fault>)> = lines.par_iter().map(|(number, line)| read(shown, *number, line, context)).collect();
        let mut entries = Vec::with_capacity(read.len());
        for (line, found) in read {
            faults.found.extend(found);
            match line {
                Line::Document(entry) => {
                    entries.extend(self.passages.close(context));
                    entries.push(*entry);
                }
                Line::Passage(passage) => entries.extend(self.passages.take(passage, context, &mut faults)),
                Line::Nothing => {}
            }
        }
        if self.ended {
            entries.extend(self.passages.close(context));
        }
        let outcome = Harvest { file: self.file.shown.clone(), entries, page: None, faults: faults.found };
        Some((outcome, bytes as u64))
    }
}

fn read(shown: &Path, number: usize, line: &[u8], context: &Context<'_>) -> (Line, Vec<Fault>) {
    let mut faults = Faults::new(shown);
    let line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line).trim_ascii();
    let read = if line.is_empty() { Line::Nothing } else { parse(number, line, context, &mut faults) };
    (read, faults.found)
}

/// Only to tell the two kinds of lines apart before either is read.
#[derive(Deserialize)]
struct Probe {
    document: Option<serde::de::IgnoredAny>,
}

fn parse(number: usize, line: &[u8], context: &Context<'_>, faults: &mut Faults) -> Line {
    let Ok(line) = std::str::from_utf8(line) else {
        faults.error(number, "这一行不是 UTF-8 编码", "请在导出时选择 UTF-8。");
        return Line::Nothing;
    };
    let is_passage = serde_json::from_str::<Probe>(line).is_ok_and(|probe| probe.document.is_some());
    let (fields, twice) = match json::object(line, number) {
        Ok(read) => read,
        Err(error) => {
            let place = format!("这一行的 JSON 在第 {} 个字节处读不懂", error.column());
            faults.error(number, place, "每一行应当是一个完整的 {……}，里面没有换行，文字都在英文双引号里。");
            return Line::Nothing;
        }
    };
    if let Some(name) = twice {
        let shown: String = one_line(&name).chars().take(40).collect();
        faults.error(number, format!("{shown} 在这一行写了两次"), "同一个字段只能写一次，请检查导出程序。");
    }
    if is_passage {
        Passage::read(fields, faults).map_or(Line::Nothing, Line::Passage)
    } else {
        document_line(fields, context, faults).map_or(Line::Nothing, |entry| Line::Document(Box::new(entry)))
    }
}

fn document_line(mut fields: Fields, context: &Context<'_>, faults: &mut Faults) -> Option<SourceEntry> {
    let line = fields.line;
    let id = exported_id(&mut fields, "id", faults)?;
    let title = fields.required("title", faults);
    let written = fields.long_text("text", faults);
    if written.is_none() && faults.errors() == 0 {
        faults.error(line, "缺少 text", "请补上正文；没有正文的文件不要导出。");
    }
    let read = plain::read(&clean(written.as_deref().unwrap_or_default()), title.as_deref());
    let date = fields.date("date", faults);
    let region = fields.text("region", faults);
    let category = fields.text("category", faults);
    let table = KindTable::shipped();
    let filed_as = category.as_deref().and_then(|category| table.find(category));
    let strange_category = category.filter(|_| filed_as.is_none());
    let other = || table.find("其他文件");
    let guess = || history::kind(title.as_deref().unwrap_or_default(), &read.history.issuers);
    let kind = filed_as.clone().or_else(|| if strange_category.is_some() { other() } else { guess().or_else(other) });
    let assumed = kind.map(|kind| Assumed {
        issuers: history::makers(title.as_deref().unwrap_or_default(), filed_as.as_ref(), read.history.issuers),
        kind,
        number: read.history.number,
        issued_on: date.or(read.history.issued_on),
        effective_on: read.history.effective_on,
        region,
    });
    let mut ties = Ties::default();
    let content = document::read(&mut fields, assumed, &mut ties, faults).map(Content::Document);
    let gate = gate(&mut fields, faults);
    let mark = if let Gate::Open(mark) = gate { Some(mark) } else { context.mark.filter(|_| gate == Gate::Unmarked) };
    let own = content.map(|content| Own { content, mark, title, text: FullText::outlined(read.pieces) });
    let made = record(&id, own, fields, &mut ties, context, faults);
    let whole = made.filter(|_| faults.errors() == 0 && mark.is_some());
    let unmarked = gate == Gate::Unmarked && mark.is_none();
    Some(SourceEntry { unmarked, strange_category, ..SourceEntry::new(id, line, whole, ties) })
}
