//! Documents that come as passages, one a line: lines with the same document are put together, passages keep their ids.

use std::collections::HashSet;

use crate::{
    policy::{Block, Content, FullText, KindTable, PolicyDocument, RecordId, Section},
    text::clean,
};

use super::{
    entry::{Context, SourceEntry, Ties},
    fault::Faults,
    fields::Fields,
    history,
    markdown::tidy,
    shared::{Own, exported_id, fits, record},
};

/// Depth of an article in every outline, and of whatever else an export cuts by.
const ARTICLE: u8 = 4;
const OTHER: u8 = 1;

/// One line.
pub(super) struct Passage {
    line: usize,
    id: RecordId,
    document: RecordId,
    document_title: String,
    ordinal: i64,
    title: String,
    text: String,
}

impl Passage {
    /// Reads the fields of a passage; `None` if one is missing.
    pub(super) fn read(mut fields: Fields, faults: &mut Faults) -> Option<Self> {
        let line = fields.line;
        let id = exported_id(&mut fields, "id", faults);
        let document = exported_id(&mut fields, "document", faults);
        let document_title = fields.required("document_title", faults).filter(|title| fits(title, line, faults));
        let ordinal = fields.required_number("ordinal", faults);
        let title = fields.text("title", faults).unwrap_or_default();
        let text = fields.long_text("text", faults);
        if text.is_none() {
            faults.error(line, "缺少 text", "请补上这一段的文字；没有文字的段落不要导出。");
        }
        fields.finish(faults);
        Some(Self { line, id: id?, document: document?, document_title: document_title?, ordinal: ordinal?, title, text: text? })
    }

    /// The label is what the title says beyond the title of the document.
    fn into_section(self) -> Section {
        let label = self.title.strip_prefix(&self.document_title).unwrap_or(&self.title).trim().to_owned();
        let text = tidy(&clean(&self.text));
        let blocks: Vec<_> = text.lines().map(str::to_owned).map(Block::Paragraph).collect();
        let repeated = matches!(blocks.first(), Some(Block::Paragraph(first)) if first.starts_with(&label));
        let level = if label.starts_with('第') && label.contains('条') { ARTICLE } else { OTHER };
        Section { level, own_line: !label.is_empty() && !repeated, label, passage: Some(self.id.as_str().to_owned()), blocks }
    }
}

/// The document whose passages are coming in.
#[derive(Default)]
pub(super) struct Passages {
    open: Option<Open>,
    /// Documents that were complete; another of their passages is out of place.
    closed: HashSet<RecordId>,
    /// Of those, the ones already complained of.
    scattered: HashSet<RecordId>,
    ids: HashSet<RecordId>,
}

struct Open {
    line: usize,
    id: RecordId,
    title: String,
    sections: Vec<(i64, Section)>,
    whole: bool,
}

impl Passages {
    /// Takes one more passage; gives the document before it, if that is now complete.
    pub(super) fn take(&mut self, passage: Passage, context: &Context<'_>, faults: &mut Faults) -> Option<SourceEntry> {
        let is_new = self.ids.insert(passage.id.clone());
        if !is_new {
            faults.error(passage.line, format!("段落编号 {} 用了两次", passage.id), "每一段的 id 不能重复，请检查导出程序。");
        }
        if let Some(open) = self.open.as_mut().filter(|open| open.id == passage.document) {
            open.whole &= is_new;
            open.sections.push((passage.ordinal, passage.into_section()));
            return None;
        }
        let finished = self.close(context);
        if self.closed.contains(&passage.document) {
            if self.scattered.insert(passage.document.clone()) {
                let what = format!("文件 {} 的段落没有连在一起", passage.document);
                faults.error(passage.line, what, "请按文件排序后再导出，同一文件的各行要连着写。");
            }
            return finished;
        }
        self.open = Some(Open {
            line: passage.line,
            id: passage.document.clone(),
            title: passage.document_title.clone(),
            sections: vec![(passage.ordinal, passage.into_section())],
            whole: is_new,
        });
        finished
    }

    /// The document that was coming in.
    pub(super) fn close(&mut self, context: &Context<'_>) -> Option<SourceEntry> {
        let Open { line, id, title, mut sections, whole } = self.open.take()?;
        self.closed.insert(id.clone());
        sections.sort_by_key(|(ordinal, _)| *ordinal);
        let text = FullText { sections: sections.into_iter().map(|(_, section)| section).collect() };
        let kind = history::kind(&title, &[]).or_else(|| KindTable::shipped().find("其他文件"))?;
        let issuers = history::makers(&title, None, Vec::new());
        let content = Content::Document(PolicyDocument {
            number: None,
            kind,
            genre: None,
            issuers,
            drafter: None,
            index_number: None,
            registration: None,
            issued_on: None,
            published_on: None,
            effective_on: None,
            expires_on: None,
            themes: vec![],
            region: None,
            stated: None,
        });
        let own = Own { content, mark: context.mark, title: Some(title), text };
        let mut ties = Ties::default();
        let made = record(&id, Some(own), Fields::new(line, Vec::new()), &mut ties, context, &mut Faults::new(""));
        let made = made.filter(|_| whole && context.mark.is_some());
        Some(SourceEntry { unmarked: context.mark.is_none(), ..SourceEntry::new(id, line, made, ties) })
    }
}
