//! The fields that all records share, whatever they are read from: ids, marks, titles, attachments; and the record made of them.

use crate::{
    policy::{Attachment, Block, Content, DisclosureMark, FullText, Piece, Record, RecordId, Section, is_figure},
    text::clean,
};

use super::{
    entry::{Context, Ties},
    fault::{Faults, choices, nearest},
    fields::{Fields, one_line},
    figures,
    header::https,
    markdown::{pieces, tidy},
    term,
    touching::touching,
};

/// 服务对象.
pub(super) const AUDIENCE: [&str; 3] = ["个人", "企业", "其他组织"];

/// Longest attachment whose text is searched, in bytes.
const SEARCHED_ATTACHMENT: u64 = 1 << 20;

/// Whether a library cannot be made before a file of a source is there, by its path and bytes: everything but attachments that are only handed on.
pub fn is_built_of(path: &str, size: u64) -> bool {
    path.strip_prefix("attachments/").is_none_or(|file| is_searched(file, size) || is_figure(file, size))
}

/// Whether the words of an attachment are part of its record, by its path below `attachments/`.
pub(super) fn is_searched(file: &str, size: u64) -> bool {
    let ending = file.rsplit_once('.').map_or("", |(_, ending)| ending);
    size <= SEARCHED_ATTACHMENT && ["txt", "md", "csv"].iter().any(|text| ending.eq_ignore_ascii_case(text))
}

/// Whether a record may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gate {
    /// It carries a mark that permits it.
    Open(DisclosureMark),
    /// It carries none.
    Unmarked,
    /// It carries one that forbids it, or none that can be read; reported.
    Shut,
}

/// Reads the mark (公开属性).
pub(super) fn gate(fields: &mut Fields, faults: &mut Faults) -> Gate {
    let (line, before) = (fields.line_of("mark"), faults.errors());
    let Some((_, words)) = fields.placed_text("mark", faults) else {
        return if faults.errors() > before { Gate::Shut } else { Gate::Unmarked };
    };
    match words.parse::<DisclosureMark>() {
        Ok(mark) if mark.permits_display() => Gate::Open(mark),
        Ok(mark) => {
            faults.error(line, format!("公开属性是“{mark}”，不能在大厅公开"), "请把这个文件移出来源。");
            Gate::Shut
        }
        Err(()) => {
            let known = DisclosureMark::ALL.into_iter().filter(|mark| mark.permits_display()).map(DisclosureMark::label);
            faults.error(line, format!("没有“{words}”这种公开属性"), choices(&words, known));
            Gate::Shut
        }
    }
}

/// Ids in a declared source are written in small letters, digits and `-`.
pub(super) fn strict_id(written: &str, line: impl Into<Option<usize>>, what: &str, faults: &mut Faults) -> Option<RecordId> {
    let plain = written.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    let id = written.parse().ok().filter(|_| plain);
    if id.is_none() {
        faults.error(line, format!("{what}“{written}”不能作编号"), "编号只用小写字母、数字和 -，例如 sb-yanglao-2023。");
    }
    id
}

/// An id as an export gives it.
pub(super) fn exported_id(fields: &mut Fields, name: &'static str, faults: &mut Faults) -> Option<RecordId> {
    let line = fields.line;
    let written = fields.required(name, faults)?;
    let id = written.parse().ok();
    if id.is_none() {
        let shown: String = one_line(&written).chars().take(40).collect();
        faults.error(line, format!("{name}“{shown}”不能作编号"), "编号里不要有空格，也不要超过 200 个字节。");
    }
    id
}

/// Longest title, in characters: the longest of real papers have a third of it.
const LONGEST_TITLE: usize = 300;

/// Whether a title is one; a longer text is reported.
pub(super) fn fits(title: &str, line: usize, faults: &mut Faults) -> bool {
    let fits = title.chars().nth(LONGEST_TITLE).is_none();
    if !fits {
        faults.error(line, format!("标题超过 {LONGEST_TITLE} 个字"), "请把标题改短，其余的写进正文或者 summary。");
    }
    fits
}

/// The part of a record that only the kind's own reader knows.
pub(super) struct Own {
    pub(super) content: Content,
    pub(super) mark: Option<DisclosureMark>,
    /// Title, where the header need not give one.
    pub(super) title: Option<String>,
    pub(super) text: FullText,
}

/// Reads the shared fields, reports all that nobody asked for, and puts the record together; `None` if anything forbids it.
pub(super) fn record(
    id: &RecordId,
    own: Option<Own>,
    mut fields: Fields,
    ties: &mut Ties,
    context: &Context<'_>,
    faults: &mut Faults,
) -> Option<Record> {
    let title_line = fields.line_of("title");
    let given_title = own.as_ref().and_then(|own| own.title.clone());
    let title = if given_title.is_some() { fields.text("title", faults).or(given_title) } else { fields.required("title", faults) };
    let title = title.filter(|title| fits(title, title_line, faults));
    let topics = known(&mut fields, "topics", context.header.topics.iter().map(String::as_str), faults);
    let audience = known(&mut fields, "audience", AUDIENCE, faults);
    let keywords = fields.plain_texts("keywords", faults);
    let summary = fields.text("summary", faults);
    let address = fields.placed_text("address", faults).and_then(|(line, address)| https(address, line, faults));
    let attachments = attachments(&mut fields, context, faults);
    fields.finish(faults);
    let Own { mut content, mark, mut text, .. } = own?;
    if let Content::Document(document) = &mut content {
        term::complete(document, &text);
        ties.touched = touching(title.as_deref().unwrap_or_default(), &text);
    }
    for attachment in &attachments {
        text.sections.extend(searched(attachment, context, faults));
    }
    let links = std::mem::take(&mut ties.links);
    let id = id.clone();
    let mut record = Record { id, title: title?, topics, audience, keywords, summary, address, mark, attachments, links, text, content };
    context.addresses.fill(&mut record);
    Some(record)
}

/// A list of words from a table; without a table every word is known.
pub(super) fn known<'k>(
    fields: &mut Fields,
    name: &'static str,
    table: impl IntoIterator<Item = &'k str>,
    faults: &mut Faults,
) -> Vec<String> {
    let words = fields.texts(name, faults);
    let table: Vec<&str> = table.into_iter().collect();
    for (line, word) in words.iter().filter(|_| !table.is_empty()) {
        if !table.contains(&word.as_str()) {
            faults.error(*line, format!("{name} 里没有“{word}”"), choices(word, table.iter().copied()));
        }
    }
    words.into_iter().map(|(_, word)| word).collect()
}

fn attachments(fields: &mut Fields, context: &Context<'_>, faults: &mut Faults) -> Vec<Attachment> {
    let mut attachments = Vec::new();
    for mut table in fields.tables("attachments", faults) {
        let line = table.line_of("file");
        let file = table.required("file", faults);
        let title = table.required("title", faults);
        let address = table.placed_text("address", faults).and_then(|(line, address)| https(address, line, faults));
        table.finish(faults);
        let (Some(file), Some(title)) = (file, title) else { continue };
        let Some(stored) = context.attachments.get(&file) else {
            let near = nearest(&file, context.attachments.keys().map(String::as_str));
            let mend = near.map_or_else(|| "请把文件放进去，或者改正文件名。".to_owned(), |near| format!("是不是 {near}？"));
            faults.error(line, format!("attachments/ 里没有 {file}"), mend);
            continue;
        };
        figures::judge(&file, stored.size, &stored.origin, line, faults);
        attachments.push(Attachment { file, title, address, size: stored.size });
    }
    attachments
}

/// The text of an attachment as a section of its own, so that forms and lists are found by their words.
fn searched(attachment: &Attachment, context: &Context<'_>, faults: &mut Faults) -> Option<Section> {
    if !is_searched(&attachment.file, attachment.size) {
        return None;
    }
    let stored = context.attachments.get(&attachment.file)?;
    let bytes = match stored.origin.bytes(SEARCHED_ATTACHMENT) {
        Ok(bytes) => bytes,
        // Left out in silence, it would be missing from what was signed and from what is found.
        Err(error) => {
            faults.unreadable_attachment(&attachment.file, &error);
            return None;
        }
    };
    let Ok(text) = String::from_utf8(bytes) else {
        let mend = "请用记事本打开，另存为时编码选 UTF-8。";
        faults.warning(None, format!("附件 {} 不是 UTF-8 文字，里面的字搜不到", attachment.file), mend);
        return None;
    };
    let text = clean(&text);
    let blocks: Vec<Block> = if attachment.file_type() == "MD" {
        pieces(&text).list.into_iter().map(|(_, piece)| block(piece)).collect()
    } else {
        text.split("\n\n").map(tidy).filter(|paragraph| !paragraph.is_empty()).map(Block::Paragraph).collect()
    };
    let label = format!("附件：{}", attachment.title);
    (!blocks.is_empty()).then_some(Section { level: 1, label, own_line: true, passage: None, blocks })
}

fn block(piece: Piece) -> Block {
    match piece {
        Piece::Heading(_, text) | Piece::Paragraph(text) => Block::Paragraph(text),
        Piece::Table(table) => Block::Table(table),
    }
}
