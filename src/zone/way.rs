//! Where entries lead: the lists of the zone, and everything else that can be opened from one.

use crate::{
    library::Card,
    policy::{RecordId, RecordKind},
    takeaway::Takeaway,
};

/// Where an entry leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Way {
    /// A list.
    List(ListKind),
    /// A record, read from its beginning.
    Record(RecordId),
    /// A paragraph of the record that the entry belongs to.
    Paragraph(usize),
    /// The code of a record, as large as it fits.
    Code(Box<Takeaway>),
    /// 写下来: the same for pen and paper.
    WriteDown(Box<Takeaway>),
    /// Search, with words of the zone already in the field.
    Search {
        /// The words; empty where people bring their own.
        words: String,
    },
    /// 依申请公开.
    Apply {
        /// What is applied for, if that is known.
        about: String,
    },
    /// 公开指南, and how to use the terminal.
    Help,
    /// 叫工作人员.
    CallStaff,
}

impl Way {
    /// The way to a record. What consists of steps or items opens as a list of them, so that their numbers can be pressed.
    pub fn to(card: &Card) -> Self {
        match card.kind {
            RecordKind::Collection | RecordKind::Gazette => Self::List(ListKind::Contents(card.id.clone())),
            _ => Self::Record(card.id.clone()),
        }
    }
}

/// The lists that can be asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListKind {
    /// 查政策: the ways in.
    Policies,
    /// 文件种类.
    Shelves,
    /// Documents of one kind.
    Shelf(String),
    /// 便民主题 for records of a kind, or for all.
    Topics(Option<RecordKind>),
    /// Records of a topic.
    Topic {
        /// 便民主题.
        topic: String,
        /// Only these, or everything that helps.
        kind: Option<RecordKind>,
    },
    /// 主题分类.
    Themes,
    /// Documents of a theme class.
    Theme(String),
    /// Bodies that issued or drafted documents.
    Issuers,
    /// Records a body answers for.
    OfBody(String),
    /// Years of documents.
    Years,
    /// Documents of a year.
    Year(i16),
    /// Newest documents.
    Newest,
    /// Documents that no longer hold.
    Ended,
    /// Every record of a kind.
    Kind(RecordKind),
    /// Groups of a kind: stages, domains, themes of the map, years of the gazette.
    Groups(RecordKind),
    /// Records of a kind in a group.
    Group(RecordKind, String),
    /// 解读问答: the ways in.
    Explanations,
    /// 依申请公开 and what belongs to it.
    Catalogue,
    /// 企业专区.
    Firms,
    /// What a record is made of: the steps of a life event, the items of a gazette issue.
    Contents(RecordId),
    /// Some named records: interpretations of a document, and so on.
    Cards {
        /// What they are together.
        title: String,
        /// The records, in order.
        ids: Vec<RecordId>,
    },
}
