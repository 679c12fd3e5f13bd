//! What rules found in a manuscript: the fields of an official paper, and what each paragraph of it is.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::policy::DisclosureMark;

use super::super::{Finding, Place};

/// An official paper as far as its file states it. A field without a value was not stated, or not so that a rule could be sure where it is.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Paper {
    /// 标题, its lines joined.
    pub title: Field<String>,
    /// 发文字号 with the year in 〔〕; of standards the number as it is printed.
    pub number: Field<String>,
    /// 发文机关, the leading one first, in full where the signature gives the full name.
    pub issuing_authority: Field<Vec<String>>,
    /// 主送机关.
    pub addressee: Field<String>,
    /// 成文日期.
    pub issued_on: Field<Date>,
    /// 发布日期, of a web page.
    pub published_on: Field<Date>,
    /// 施行日期.
    pub effective_on: Field<Date>,
    /// The last day in force (有效期至).
    pub expires_on: Field<Date>,
    /// 索引号.
    pub index_number: Field<String>,
    /// 公开属性.
    pub mark: Field<DisclosureMark>,
    /// 体裁: 通知, 办法.
    pub genre: Field<String>,
    /// What it says about how long something holds, its own and others'.
    pub validity: Vec<ValidityWords>,
    /// Document numbers of other papers, once each.
    pub cites: Vec<String>,
    /// Attachments that it names.
    pub attachments: Vec<Attached>,
    /// Titles of what follows in the same file: an attached plan, another paper.
    pub parts: Vec<Part>,
    /// Every block of the manuscript in its order, told what it is; a paragraph that holds two things is two pieces.
    pub pieces: Vec<Piece>,
    /// What is to be said about it, beside what the reader said.
    pub findings: Vec<Finding>,
}

/// One field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field<T> {
    /// Its value, if the file states one.
    #[serde(skip_serializing_if = "Option::is_none", default = "Option::default")]
    pub value: Option<T>,
    /// Who says so.
    pub origin: Origin,
    /// Nothing in the file speaks against it, and its form leaves no other reading. A person confirms it all the same.
    pub certain: bool,
    /// Where it stands.
    #[serde(skip_serializing_if = "Option::is_none", default = "Option::default")]
    pub place: Option<Place>,
    /// As it is printed there.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub printed: String,
}

/// Who says what a field holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    /// A rule read it out of the text.
    #[default]
    Rule,
    /// The file states it beside its text: a page's table of fields.
    File,
    /// A machine guessed it from a picture.
    Ocr,
    /// A person of the office.
    Staff,
}

/// What a paper says about how long something holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ValidityWords {
    /// What it says.
    pub what: Holding,
    /// The paper it is about, as it is named there; none if it is this one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub of: Option<String>,
    /// The words, cut to a sentence.
    pub words: String,
    /// The block they stand in.
    pub block: usize,
}

/// How long something holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holding {
    /// 自……起施行.
    Begins,
    /// 有效期至……, 有效期五年, 试行一年.
    Ends,
    /// ……废止.
    Repealed,
    /// ……失效.
    Expired,
    /// ……继续有效.
    Continues,
}

/// An attachment that a paper names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attached {
    /// Its number, where it has one.
    pub number: Option<u32>,
    /// What it is called.
    pub title: String,
    /// The block that names it.
    pub block: usize,
    /// The block with which it begins in this same file, if it does.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub begins: Option<usize>,
}

/// Something with a title of its own behind the first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Its title, its lines joined.
    pub title: String,
    /// The block with which it begins.
    pub block: usize,
}

/// A block of the manuscript, or a stretch of one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// Which block of the manuscript.
    pub block: usize,
    /// What it is.
    pub role: Role,
    /// Its words; empty for tables, pictures and ends of pages.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub text: String,
}

/// What a piece is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 版头: who issues, copy number, urgency.
    Masthead,
    /// A line of the title.
    Title,
    /// The document number's line.
    Number,
    /// 主送机关.
    Addressee,
    /// The title of a part, a line of it.
    PartTitle,
    /// A heading; the words of its piece are the heading, and what ran on behind it is the next piece.
    Heading(Heading),
    /// A paragraph.
    Text,
    /// A table.
    Table,
    /// A picture.
    Picture,
    /// The lines that name attachments.
    Attachments,
    /// Who signed, and when.
    Signature,
    /// （此件公开发布）.
    Mark,
    /// 版记: 抄送, 印发.
    Colophon,
    /// A line of a table of contents.
    Contents,
    /// What a page or a site left between the words: page numbers, 扫一扫, the way back to the front page.
    Residue,
    /// A new page begins.
    PageBreak,
}

/// A heading of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// Depth among the headings of this text, from 1.
    pub level: u8,
    /// Its number as printed: `一、`, `第三章`; empty where it has none.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub mark: String,
    /// Its words without the number.
    pub text: String,
    /// The paragraph goes on behind it.
    #[serde(default)]
    pub run_in: bool,
}

impl<T> Default for Field<T> {
    fn default() -> Self {
        Self { value: None, origin: Origin::Rule, certain: false, place: None, printed: String::new() }
    }
}

impl<T> Field<T> {
    /// A value that a rule read at a block.
    pub fn at(block: usize, value: T, printed: &str, certain: bool) -> Self {
        Self { value: Some(value), origin: Origin::Rule, certain, place: Some(Place::Block(block)), printed: printed.trim().to_owned() }
    }

    /// A value that the file states beside its text.
    pub fn stated(value: T, printed: &str) -> Self {
        Self { value: Some(value), origin: Origin::File, certain: true, place: Some(Place::Properties), printed: printed.trim().to_owned() }
    }
}

impl Role {
    /// Whether it belongs to what is read: heads of papers are fields, and what pages and sites leave between the words is nobody's.
    pub fn is_read(&self) -> bool {
        !matches!(self, Self::Masthead | Self::Title | Self::Number | Self::Colophon | Self::Contents | Self::Residue | Self::PageBreak)
    }
}

impl Paper {
    /// The headings in their order.
    pub fn headings(&self) -> impl Iterator<Item = &Heading> {
        self.pieces.iter().filter_map(|piece| match &piece.role {
            Role::Heading(heading) => Some(heading),
            _ => None,
        })
    }
}
