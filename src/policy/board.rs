//! Boards: pages of doors, by which a visitor goes on to lists, records, leaflets and other boards.

use serde::{Deserialize, Serialize};

use super::{PageId, RecordId, RecordKind};

/// A page of doors.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Board {
    /// By which doors lead here.
    pub id: PageId,
    /// In front of people.
    pub title: String,
    /// In order; their places are the digits that open them.
    pub doors: Vec<Door>,
}

impl Board {
    /// The board of the home screen: at most [`Board::HOME_DOORS`] doors, opened by 1 to 9 and 0.
    pub const HOME: &'static str = "home";
    /// The board that stands there while nobody does: at most [`Board::ATTRACT_DOORS`] doors.
    pub const ATTRACT: &'static str = "attract";
    /// Doors of the home screen: there are ten digits.
    pub const HOME_DOORS: usize = 10;
    /// Doors of the screen that waits for visitors.
    pub const ATTRACT_DOORS: usize = 3;
}

/// One door of a board, or one choice below a leaflet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Door {
    /// Its words on the screen.
    pub title: String,
    /// One line about it; may be empty.
    pub about: String,
    /// How many records there are stands behind the line.
    pub counted: bool,
    /// The page or list that opens.
    pub leads: Lead,
}

/// Where a door leads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lead {
    /// Another board.
    Board(PageId),
    /// A leaflet.
    Leaflet(PageId),
    /// One record.
    Record(RecordId),
    /// A list of these records, in this order.
    Records(Vec<RecordId>),
    /// A list of all records that a selection takes.
    Selection(Selection),
    /// A list of groups, each of which opens the list of its records.
    Groups(Grouping),
    /// Search, with these words in the field; empty where visitors bring their own.
    Search(String),
    /// A contact of the unit that takes applications, to be taken along.
    Contact(Contact),
}

/// The records of a list: those that fit all that is said.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Selection {
    /// Of this kind.
    pub kind: Option<RecordKind>,
    /// Of this everyday theme (便民主题).
    pub topic: Option<String>,
    /// Documents of this theme class (主题分类).
    pub theme: Option<String>,
    /// Documents of this kind (文件种类).
    pub document_kind: Option<String>,
    /// Of this group of their kind: stage of life, domain of the catalogue, theme of the map, year of the gazette, kind of list.
    pub group: Option<String>,
    /// For which this body answers, by its full name.
    pub body: Option<String>,
    /// For these (服务对象): 个人, 企业, 其他组织.
    pub audience: Option<String>,
    /// Documents of this year.
    pub year: Option<i16>,
    /// Of all that fit, these.
    pub only: Option<Portion>,
}

/// The portion of the records that fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Portion {
    /// Those that have not ended.
    Held,
    /// Those that have ended: repealed or expired.
    Ended,
    /// The newest, as many as one looks through.
    Newest,
}

/// Groups in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grouping {
    /// The field by which records are grouped.
    pub by: GroupedBy,
    /// The kind of record that is grouped; all kinds where it is not said.
    pub kind: Option<RecordKind>,
}

/// The field by which records are grouped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GroupedBy {
    /// 便民主题
    Topic,
    /// 主题分类
    Theme,
    /// 文件种类
    DocumentKind,
    /// The body that issued or drafted a document.
    Body,
    /// The year of a document.
    Year,
    /// The kind's own division: [`Selection::group`].
    Group,
}

/// Contacts of the unit that takes applications (依申请公开), to be taken along.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Contact {
    /// The page where an application begins, as a code.
    Page,
    /// Phone and address, as a code that needs no network.
    Slip,
    /// The same for pen and paper.
    Paper,
}
