//! One file into one record, one page of the zone, or one table of records.

use std::{path::Path, sync::Arc};

use jiff::civil::Date;

use crate::{
    policy::{Content, FullText, KindTable, Piece, RecordId, RecordKind, SLOTS},
    text::clean,
};

use super::{
    board,
    document::{self, Assumed},
    entry::{Context, Harvest, SourceEntry, Ties},
    fault::Faults,
    fields::Fields,
    fillers,
    folder::{Origin, Role, SourceFile},
    harmless::harmless,
    headed, history, leaflet,
    markdown::{line_at, pieces},
    measured::measured,
    order, plain, rules,
    shared::{Gate, Own, gate, record, strict_id},
    tables, toml_fields, travelling,
};

/// Longest Markdown file or table, in bytes: a book of laws is a tenth of it.
pub(super) const LONGEST_FILE: u64 = 20 << 20;

/// Reads one file that is not made of JSON lines.
pub(super) fn read(file: &SourceFile, context: &Context<'_>) -> Harvest {
    let mut faults = Faults::new(&*file.shown);
    let (mut entries, mut page) = (Vec::new(), None);
    if let Some(text) = text(&file.origin, &mut faults) {
        match file.role {
            Role::Headed(kind) => entries.extend(headed_file(file, kind, &text, context, &mut faults)),
            Role::Plain => entries.extend(plain_file(file, &text, context, &mut faults)),
            Role::Directory => entries = tables::directory(&text, context, &mut faults),
            Role::Places => entries = tables::places(&text, context, &mut faults),
            Role::Catalogue => entries = tables::catalogue(&text, context, &mut faults),
            Role::Board => page = board::read(&file.path, &text, context, &mut faults),
            Role::Leaflet => page = leaflet::read(&file.path, &text, context, &mut faults),
            Role::Fillers => page = Some(fillers::read(&text, &context.header.topics, &mut faults)),
            Role::Rules => page = rules::read(&file.path, &text, &mut faults),
            Role::Order => page = Some(order::read(&text, &mut faults)),
            Role::Settings => page = travelling::read(&text, &mut faults),
            Role::Lines => {}
        }
    }
    Harvest { file: Arc::<Path>::clone(&file.shown), entries, page, faults: faults.found }
}

/// The clean text of a file.
pub(super) fn text(origin: &Origin, faults: &mut Faults) -> Option<String> {
    let bytes = match origin.bytes(LONGEST_FILE) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::FileTooLarge => {
            faults.error(None, "文件超过 20 MB", "请拆成几个文件；图片和表格文件请作为附件。");
            return None;
        }
        Err(error) => {
            faults.unreadable(&error);
            return None;
        }
    };
    match String::from_utf8(bytes) {
        Ok(text) => Some(match clean(&text) {
            std::borrow::Cow::Borrowed(_) => text,
            std::borrow::Cow::Owned(cleaned) => cleaned,
        }),
        Err(error) => {
            let good = error.utf8_error().valid_up_to();
            let line = 1 + error.as_bytes().iter().take(good).filter(|byte| **byte == b'\n').count();
            faults.error(line, "文件不是 UTF-8 编码", "请用记事本打开，选“另存为”，编码选 UTF-8，再保存。");
            None
        }
    }
}

fn headed_file(file: &SourceFile, kind: RecordKind, text: &str, context: &Context<'_>, faults: &mut Faults) -> Option<SourceEntry> {
    let name = file.path.rsplit('/').next().unwrap_or(&file.path);
    let name = name.strip_suffix(".md").unwrap_or(name);
    let id = strict_id(name, None, "文件名", faults)?;
    let parts = toml_fields::split(text, faults);
    let Some(header) = parts.header else {
        if faults.errors() == 0 {
            faults.error(1, "没有文件头", "请在文件最前面写两行 +++，中间写 title = \"……\" 等字段。");
        }
        return Some(SourceEntry::new(id, 1, None, Ties::default()));
    };
    let mut fields = toml_fields::fields(header, 2, faults);
    let body = pieces(parts.body);
    let line = |at: usize| line_at(parts.body, at, parts.body_line);
    if let Some(at) = body.unshown.first() {
        faults.warning(line(*at), "文中有 HTML 标记或图片，不会显示", "请改用文字和 Markdown 表格；图片请作为附件。");
    }
    if kind == RecordKind::Interpretation {
        for (at, piece) in &body.list {
            let Piece::Heading(2, heading) = piece else { continue };
            if !SLOTS.contains(&heading.as_str()) {
                faults.warning(line(*at), format!("解读里没有“{heading}”这一栏"), format!("可以写的有：{}。", SLOTS.join("、")));
            }
        }
    }
    let text_of_file = text;
    let text = FullText::outlined(body.list.into_iter().map(|(_, piece)| piece));
    if kind == RecordKind::Document && text.is_empty() {
        faults.warning(parts.body_line, "正文是空的", "请在文件头下面补上正文。");
    }
    let mut ties = Ties::default();
    let content = content(kind, &mut fields, &mut ties, faults);
    let mark_line = fields.line_of("mark");
    let mark = match (gate(&mut fields, faults), context.mark) {
        (Gate::Open(mark), _) => Some(mark),
        (Gate::Unmarked, mark) if kind == RecordKind::Document => {
            if mark.is_none() {
                faults.error(mark_line, "文件没有公开属性", "请补上 mark = \"此件公开发布\" 或 \"此件删减后公开\"。");
            }
            mark
        }
        (Gate::Unmarked | Gate::Shut, _) => None,
    };
    let own = content.map(|content| Own { content, mark, title: None, text });
    let made = record(&id, own, fields, &mut ties, context, faults);
    ties.find_lines(text_of_file);
    let whole = made.filter(|_| faults.errors() == 0);
    Some(SourceEntry::new(id, None, whole, ties))
}

fn content(kind: RecordKind, fields: &mut Fields, ties: &mut Ties, faults: &mut Faults) -> Option<Content> {
    match kind {
        RecordKind::Document => document::read(fields, None, ties, faults).map(Content::Document),
        RecordKind::Interpretation => headed::interpretation(fields, ties, faults),
        RecordKind::Question => headed::question(fields, ties, faults),
        RecordKind::Guide => headed::guide(fields, ties, faults),
        RecordKind::Collection => headed::collection(fields, ties, faults),
        RecordKind::List => headed::list(fields, ties, faults),
        RecordKind::Gazette => headed::gazette(fields, ties, faults),
        RecordKind::Consultation => headed::consultation(fields, ties, faults),
        RecordKind::Notice => headed::notice(fields, ties, faults),
        // These three are rows of tables.
        RecordKind::Catalogue | RecordKind::Place | RecordKind::Body => None,
    }
}

fn plain_file(file: &SourceFile, text: &str, context: &Context<'_>, faults: &mut Faults) -> Option<SourceEntry> {
    let below = file.path.strip_suffix(".md").unwrap_or(&file.path);
    let name = below.rsplit('/').next().unwrap_or(below);
    let parts = toml_fields::split(text, faults);
    let mut fields = parts.header.map_or_else(|| Fields::new(1, Vec::new()), |header| toml_fields::fields(header, 2, faults));
    let read = plain::read(parts.body, None);
    if name == "_index" {
        if !read.pieces.is_empty() || read.title.is_some() {
            faults.warning(None, "目录页没有读", "要放进资料库的文字请另存为单独的文件。");
        }
        return None;
    }
    if read.pieces.is_empty() && read.title.is_none() && parts.header.is_none() {
        return None;
    }
    let id: String = below.split_whitespace().collect::<Vec<_>>().join("_");
    let Ok(id) = id.parse::<RecordId>() else {
        faults.error(None, "文件名太长，不能作编号", "文件夹名和文件名合起来不要超过 60 个汉字。");
        return None;
    };
    let (bare_name, version) = versioned(name);
    let title = read.title.unwrap_or_else(|| bare_name.to_owned());
    harmless("title", None, &title, faults);
    measured("title", None, &title, faults);
    let table = KindTable::shipped();
    let filed_as = file.path.split('/').rev().skip(1).chain([file.root.as_str()]).find_map(|folder| table.find(folder));
    let kind = filed_as.clone().or_else(|| history::kind(&title, &read.history.issuers)).or_else(|| table.find("其他文件"));
    let assumed = kind.map(|kind| Assumed {
        issuers: history::makers(&title, filed_as.as_ref(), read.history.issuers),
        kind,
        number: read.history.number,
        issued_on: read.history.issued_on.max(version),
        effective_on: read.history.effective_on,
        region: None,
    });
    let mut ties = Ties::default();
    let content = document::read(&mut fields, assumed, &mut ties, faults).map(Content::Document);
    let text_of_file = text;
    let text = FullText::outlined(read.pieces);
    if text.is_empty() {
        faults.warning(None, "正文是空的", "请在标题下面补上正文。");
    }
    let gate = gate(&mut fields, faults);
    let mark = if let Gate::Open(mark) = gate { Some(mark) } else { context.mark.filter(|_| gate == Gate::Unmarked) };
    let own = content.map(|content| Own { content, mark, title: Some(title), text });
    let made = record(&id, own, fields, &mut ties, context, faults);
    ties.find_lines(text_of_file);
    let whole = made.filter(|_| faults.errors() == 0 && mark.is_some());
    let unmarked = gate == Gate::Unmarked && mark.is_none();
    Some(SourceEntry { unmarked, ..SourceEntry::new(id, None, whole, ties) })
}

/// Files of laws are named by title and day of the version: `劳动法(2018-12-29)`.
fn versioned(name: &str) -> (&str, Option<Date>) {
    let inner = name.strip_suffix([')', '）']).and_then(|name| name.rsplit_once(['(', '（']));
    let dated = inner.and_then(|(title, day)| Some((title.trim(), day.parse::<Date>().ok()?)));
    dated.map_or((name, None), |(title, day)| (title, Some(day)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_version_is_read_from_the_name_of_the_file() {
        for (name, expected) in [
            ("劳动法(2018-12-29)", ("劳动法", Some(date(2018, 12, 29)))),
            ("办法（试行）", ("办法（试行）", None)),
            ("刑法", ("刑法", None)),
        ] {
            assert_eq!(versioned(name), expected);
        }
    }
}
