//! A record: one thing that can be found, read and taken away; and its kind.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::{
    Body, CatalogueRow, Collection, Consultation, DisclosureMark, FullText, GazetteIssue, Interpretation, Link, Notice, OfficialList,
    Place, PolicyDocument, Question, RecordId, ServiceGuide,
};

/// The kinds of records, in the order in which a visitor with a question is helped by them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RecordKind {
    /// 政策问答
    Question,
    /// 办事指南
    Guide,
    /// 一件事、一本通
    Collection,
    /// 政策文件
    Document,
    /// 政策解读
    Interpretation,
    /// 清单
    List,
    /// 意见征集
    Consultation,
    /// 公告
    Notice,
    /// 便民地图的一个点
    Place,
    /// 机构
    Body,
    /// 标准目录的一行
    Catalogue,
    /// 政府公报的一期
    Gazette,
}

impl RecordKind {
    /// All kinds, in the order above.
    pub const ALL: [Self; 12] = [
        Self::Question,
        Self::Guide,
        Self::Collection,
        Self::Document,
        Self::Interpretation,
        Self::List,
        Self::Consultation,
        Self::Notice,
        Self::Place,
        Self::Body,
        Self::Catalogue,
        Self::Gazette,
    ];

    /// The word in files, columns and flags.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Question => "question",
            Self::Guide => "guide",
            Self::Collection => "collection",
            Self::Document => "document",
            Self::Interpretation => "interpretation",
            Self::List => "list",
            Self::Consultation => "consultation",
            Self::Notice => "notice",
            Self::Place => "place",
            Self::Body => "body",
            Self::Catalogue => "catalogue",
            Self::Gazette => "gazette",
        }
    }

    /// The word in front of people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Question => "问答",
            Self::Guide => "办事指南",
            Self::Collection => "一件事",
            Self::Document => "政策文件",
            Self::Interpretation => "解读",
            Self::List => "清单",
            Self::Consultation => "意见征集",
            Self::Notice => "公告",
            Self::Place => "便民地图",
            Self::Body => "机构",
            Self::Catalogue => "公开目录",
            Self::Gazette => "公报",
        }
    }
}

impl FromStr for RecordKind {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or(())
    }
}

impl fmt::Display for RecordKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A file that belongs to a record (附件).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// Path below `attachments/` of the source.
    pub file: String,
    /// Title in front of people.
    pub title: String,
    /// Official download address (https).
    pub address: Option<String>,
    /// Size in bytes.
    pub size: u64,
}

/// Largest picture that a terminal keeps to show it: in bytes as it lies there, and in pixels, of which eight bytes each may be held while it is decoded.
const LARGEST_FIGURE: u64 = 8 << 20;
const MOST_PIXELS: u64 = 24_000_000;
const LONGEST_SIDE: u32 = 20_000;

/// Whether a file is a picture that terminals show, by its name.
pub fn is_picture(file: &str) -> bool {
    let ending = file.rsplit_once('.').map_or("", |(_, ending)| ending);
    ["png", "jpg", "jpeg"].iter().any(|picture| ending.eq_ignore_ascii_case(picture))
}

/// Whether a picture is small enough, by its bytes.
pub fn is_figure(file: &str, size: u64) -> bool {
    is_picture(file) && size <= LARGEST_FIGURE
}

/// Whether a terminal has memory for a picture of so many pixels, by what its first bytes say.
pub fn is_drawable(width: u32, height: u32) -> bool {
    let sides = 1..=LONGEST_SIDE;
    sides.contains(&width) && sides.contains(&height) && u64::from(width) * u64::from(height) <= MOST_PIXELS
}

impl Attachment {
    /// Whether it is shown on the terminal (一图读懂, photographs), and not only handed on.
    pub fn is_figure(&self) -> bool {
        is_figure(&self.file, self.size)
    }

    /// The ending of the file name, in capitals: what people call its type.
    pub fn file_type(&self) -> String {
        self.file.rsplit_once('.').map_or_else(String::new, |(_, ending)| ending.to_uppercase())
    }
}

/// One thing the zone holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Name of the record.
    pub id: RecordId,
    /// Title as published; of a question, the question.
    pub title: String,
    /// Everyday themes (便民主题).
    pub topics: Vec<String>,
    /// 服务对象: 个人, 企业, 其他组织.
    pub audience: Vec<String>,
    /// Words that people use and the text does not.
    pub keywords: Vec<String>,
    /// 内容概述.
    pub summary: Option<String>,
    /// Official address on the web (https), own or from the template of the source.
    pub address: Option<String>,
    /// Disclosure mark; `None` only for records that are made for the public by their nature.
    pub mark: Option<DisclosureMark>,
    /// 附件.
    pub attachments: Vec<Attachment>,
    /// How it belongs to others; the later or explaining record names the other.
    pub links: Vec<Link>,
    /// Full text, outlined. Empty where the content says everything.
    pub text: FullText,
    /// The part that only this kind of record has.
    pub content: Content,
}

/// The part of a record that only its kind has.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Content {
    /// 政策文件
    Document(PolicyDocument),
    /// 政策解读
    Interpretation(Interpretation),
    /// 政策问答
    Question(Question),
    /// 办事指南
    Guide(ServiceGuide),
    /// 一件事
    Collection(Collection),
    /// 清单
    List(OfficialList),
    /// 公报
    Gazette(GazetteIssue),
    /// 意见征集
    Consultation(Consultation),
    /// 公告
    Notice(Notice),
    /// 标准目录的一行
    Catalogue(CatalogueRow),
    /// 便民地图的一个点
    Place(Place),
    /// 机构
    Body(Body),
}

impl Record {
    /// Its kind.
    pub fn kind(&self) -> RecordKind {
        match self.content {
            Content::Document(_) => RecordKind::Document,
            Content::Interpretation(_) => RecordKind::Interpretation,
            Content::Question(_) => RecordKind::Question,
            Content::Guide(_) => RecordKind::Guide,
            Content::Collection(_) => RecordKind::Collection,
            Content::List(_) => RecordKind::List,
            Content::Gazette(_) => RecordKind::Gazette,
            Content::Consultation(_) => RecordKind::Consultation,
            Content::Notice(_) => RecordKind::Notice,
            Content::Catalogue(_) => RecordKind::Catalogue,
            Content::Place(_) => RecordKind::Place,
            Content::Body(_) => RecordKind::Body,
        }
    }

    /// The policy document, if it is one.
    pub fn document(&self) -> Option<&PolicyDocument> {
        match &self.content {
            Content::Document(document) => Some(document),
            _ => None,
        }
    }

    /// The body that stands behind the record and answers for it, as named in the directory.
    pub fn responsible_body(&self) -> Option<&str> {
        match &self.content {
            Content::Document(document) => document.drafter.as_deref().or_else(|| document.issuers.first().map(String::as_str)),
            Content::Interpretation(interpretation) => interpretation.issuers.first().map(String::as_str),
            Content::List(list) => list.issuers.first().map(String::as_str),
            Content::Question(question) => question.body.as_deref(),
            Content::Guide(guide) => Some(&guide.body),
            Content::Consultation(consultation) => Some(&consultation.body),
            Content::Notice(notice) => Some(&notice.body),
            Content::Catalogue(row) => Some(&row.body),
            Content::Body(_) => Some(&self.title),
            Content::Collection(_) | Content::Gazette(_) | Content::Place(_) => None,
        }
    }

    /// The day that stands beside the title in lists: 成文日期, or what comes nearest to it.
    pub fn dated(&self) -> Option<jiff::civil::Date> {
        match &self.content {
            Content::Document(document) => document.issued_on.or(document.published_on),
            Content::Interpretation(interpretation) => interpretation.published_on,
            Content::List(list) => list.as_of,
            Content::Gazette(issue) => issue.published_on,
            Content::Consultation(consultation) => Some(consultation.opens_on),
            Content::Notice(notice) => Some(notice.published_on),
            Content::Question(_)
            | Content::Guide(_)
            | Content::Collection(_)
            | Content::Catalogue(_)
            | Content::Place(_)
            | Content::Body(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_written_as_they_are_read() {
        for kind in RecordKind::ALL {
            assert_eq!(kind.as_str().parse(), Ok(kind));
        }
    }
}
