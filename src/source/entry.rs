//! One record as its file gives it, with all that can only be judged once the whole source is read.

use std::{collections::HashMap, path::Path, sync::Arc};

use crate::policy::{DisclosureMark, Link, LinkKind, Record, RecordId, RecordKind, Target};

use super::{
    fault::{Fault, Faults},
    fields::Fields,
    folder::Stored,
    header::{Addresses, Header},
    pages::Placed,
    touching::Touched,
};

/// The surroundings of a file, at which every reader of one may look.
pub(super) struct Context<'s> {
    pub(super) header: &'s Header,
    pub(super) addresses: &'s Addresses,
    pub(super) attachments: &'s HashMap<String, Stored>,
    /// Mark of documents that carry none.
    pub(super) mark: Option<DisclosureMark>,
}

/// One record, whole or not.
#[derive(Debug)]
pub(super) struct SourceEntry {
    pub(super) id: RecordId,
    pub(super) line: Option<usize>,
    /// `None` where faults forbid it; its id is taken all the same, so that links to it are not called wrong.
    pub(super) record: Option<Record>,
    pub(super) ties: Ties,
    /// Left out only because nothing says that it may be shown.
    pub(super) unmarked: bool,
    /// The category of an export that no kind goes by.
    pub(super) strange_category: Option<String>,
}

impl SourceEntry {
    pub(super) fn new(id: RecordId, line: impl Into<Option<usize>>, record: Option<Record>, ties: Ties) -> Self {
        Self { id, line: line.into(), record, ties, unmarked: false, strange_category: None }
    }
}

/// The entries and faults of one file, or of a part of one.
#[derive(Debug)]
pub(super) struct Harvest {
    pub(super) file: Arc<Path>,
    pub(super) entries: Vec<SourceEntry>,
    /// What it says of the zone's arrangement.
    pub(super) page: Option<Placed>,
    pub(super) faults: Vec<Fault>,
}

/// Words that name another record.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Reference {
    pub(super) line: usize,
    /// The field they stand in.
    pub(super) field: &'static str,
    pub(super) words: String,
    /// The kind that the other record should be of.
    pub(super) expects: Option<RecordKind>,
}

/// How a record is tied to others while it is read.
#[derive(Debug, Default)]
pub(super) struct Ties {
    pub(super) links: Vec<Link>,
    /// Only what looks like an id: a number or title need not be held.
    pub(super) references: Vec<Reference>,
    /// Bodies named, with their lines.
    pub(super) bodies: Vec<(usize, String)>,
    /// Papers that its text ends or changes.
    pub(super) touched: Vec<Touched>,
}

impl Ties {
    /// Finds the lines of a file on which its text speaks of other papers.
    pub(super) fn find_lines(&mut self, file: &str) {
        for touched in self.touched.iter_mut().filter(|touched| touched.line.is_none()) {
            let name =
                if touched.title.is_empty() { touched.number.as_ref().map(ToString::to_string) } else { Some(touched.title.clone()) };
            let lines = || file.lines().enumerate().filter(|(_, line)| name.as_ref().is_some_and(|name| line.contains(name.as_str())));
            let says = lines().find(|(_, line)| ["废止", "失效", "停止", "不再", "修改"].iter().any(|word| line.contains(word)));
            touched.line = says.or_else(|| lines().next()).map(|(before, _)| before + 1);
        }
    }

    /// Names another record from within the content, which is tie enough: no link repeats it.
    pub(super) fn refer(&mut self, field: &'static str, line: usize, words: String, expects: Option<RecordKind>) -> Target {
        if words.chars().all(|c| c.is_ascii_alphanumeric() || "-_./".contains(c)) {
            self.references.push(Reference { line, field, words: words.clone(), expects });
        }
        Target::Cited(words)
    }

    /// Links to another record.
    pub(super) fn link(&mut self, kind: LinkKind, field: &'static str, line: usize, words: String, expects: Option<RecordKind>) {
        let target = self.refer(field, line, words, expects);
        self.links.push(Link { kind, target });
    }

    /// Links to every record of a list.
    pub(super) fn links(
        &mut self,
        kind: LinkKind,
        field: &'static str,
        expects: Option<RecordKind>,
        fields: &mut Fields,
        faults: &mut Faults,
    ) {
        for (line, words) in fields.texts(field, faults) {
            self.link(kind, field, line, words, expects);
        }
    }

    /// A body that must be named.
    pub(super) fn required_body(&mut self, field: &'static str, fields: &mut Fields, faults: &mut Faults) -> Option<String> {
        let line = fields.line_of(field);
        let body = fields.required(field, faults)?;
        self.bodies.push((line, body.clone()));
        Some(body)
    }

    /// A body that may be named.
    pub(super) fn body(&mut self, field: &'static str, fields: &mut Fields, faults: &mut Faults) -> Option<String> {
        let (line, body) = fields.placed_text(field, faults)?;
        self.bodies.push((line, body.clone()));
        Some(body)
    }

    /// Several bodies.
    pub(super) fn bodies(&mut self, field: &'static str, fields: &mut Fields, faults: &mut Faults) -> Vec<String> {
        let named = fields.texts(field, faults);
        self.bodies.extend(named.iter().cloned());
        named.into_iter().map(|(_, body)| body).collect()
    }
}
