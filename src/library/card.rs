//! Cards: what lists, filters and rankings need of every record, held in memory while a library is open.

use jiff::civil::Date;

use crate::policy::{DocumentKind, EVERYDAY, Facts, RecordId, RecordKind, Standing, standing};

/// Groups of notices.
pub(super) const URGENT: &str = "紧急";
pub(super) const ORDINARY: &str = "公告";

/// One record's card.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// Name of the record.
    pub id: RecordId,
    /// Kind of the record.
    pub kind: RecordKind,
    /// Title.
    pub title: String,
    /// Document number, as printed.
    pub number: Option<String>,
    /// Kind of the document, if it is one.
    pub document_kind: Option<DocumentKind>,
    /// Where the record stands in the lists of its kind: stage of a collection, domain of a catalogue row, theme of a place, year of a gazette
    /// issue, kind of a list, urgency of a notice.
    pub group: Option<String>,
    /// The body that answers for it.
    pub body: Option<String>,
    /// The day shown beside it.
    pub dated: Option<Date>,
    /// First and last day shown, for notices and consultations.
    pub shown: Option<(Date, Date)>,
    /// 便民主题.
    pub topics: Vec<String>,
    /// 主题分类.
    pub themes: Vec<String>,
    /// 服务对象.
    pub audience: Vec<String>,
    /// 内容概述.
    pub summary: Option<String>,
    /// Words that people use for it and its title does not.
    pub keywords: Vec<String>,
    /// What its validity is worked out from; empty for everything but documents.
    pub facts: Facts,
    /// For a question: the documents its answer rests on.
    pub grounds: Vec<RecordId>,
}

impl Card {
    /// Whether it is no reading matter but a table of everyday words.
    pub fn is_everyday_table(&self) -> bool {
        self.kind == RecordKind::List && self.group.as_deref() == Some(EVERYDAY)
    }

    /// Whether it is a notice of an emergency, shown first and in red.
    pub fn is_urgent(&self) -> bool {
        self.kind == RecordKind::Notice && self.group.as_deref() == Some(URGENT)
    }

    /// Validity on a day; in force for everything but documents. Where to go instead is the next text only: [`super::Library::standing`] goes to
    /// the end.
    pub fn standing(&self, today: Date) -> Standing {
        if self.kind == RecordKind::Document { standing(&self.facts, today) } else { Standing::IN_FORCE }
    }
}
