//! What is asked: words, filters, order.

use crate::{
    policy::{RecordKind, Validity},
    text::VisitorText,
};

/// A question to the library.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Query {
    /// As typed.
    pub text: VisitorText,
    /// Which records may answer.
    pub filter: Filter,
    /// In which order.
    pub sort: Sort,
    /// Whether repealed and expired documents are listed.
    pub ended: bool,
    /// Hits, the best first, that are known already and not wanted again.
    pub skip: usize,
    /// Hits wanted.
    pub limit: usize,
    /// How long may be thought about it.
    pub care: Care,
    /// Where and at what time of the day it is asked.
    pub here: Here,
}

impl Query {
    /// Whether it is judged if anything is about it: somebody asked and waits, and nothing that answers was filtered away.
    pub(super) fn is_judged(&self) -> bool {
        self.care == Care::Careful && self.filter == Filter::default() && self.sort == Sort::Relevance
    }
}

/// Where somebody stands who asks, and the time of the day, as far as they are known.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Here {
    /// Longitude and latitude in degrees, as the library gives those of its places.
    pub at: Option<(f64, f64)>,
    /// By a clock that is believed.
    pub time: Option<jiff::civil::Time>,
}

/// How much time a question is worth.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Care {
    /// Somebody is still typing: one look at the words.
    Quick,
    /// Somebody waits for the answer: the best passages are looked at twice.
    #[default]
    Careful,
}

/// Conditions that all must hold; an empty one holds for everything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Kind of record.
    pub kind: Option<RecordKind>,
    /// Kind of document (文件种类).
    pub document_kind: Option<String>,
    /// The body that answers for it.
    pub body: Option<String>,
    /// Year of the day shown beside it.
    pub year: Option<i16>,
    /// 有效性.
    pub validity: Option<Validity>,
    /// 便民主题.
    pub topic: Option<String>,
    /// 主题分类.
    pub theme: Option<String>,
    /// 服务对象.
    pub audience: Option<String>,
}

/// Order of hits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sort {
    /// Best match first; in force before ended.
    #[default]
    Relevance,
    /// Newest first.
    Newest,
}
