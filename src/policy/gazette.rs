//! Smaller publications: the gazette (政府公报), official lists (清单), and questions with their answers (政策问答).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Target;

/// One issue of the gazette with its table of contents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GazetteIssue {
    /// Year.
    pub year: i16,
    /// Issue of the year.
    pub issue: u8,
    /// 出版日期.
    pub published_on: Option<Date>,
    /// Contents, in order.
    pub items: Vec<GazetteItem>,
}

/// A line of the table of contents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GazetteItem {
    /// Title as printed.
    pub title: String,
    /// The document, if it is held.
    pub record: Option<Target>,
}

/// An official list: powers and duties, fees and the like. The table stands in the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficialList {
    /// 权责清单, 收费清单 and so on.
    pub list_kind: String,
    /// Who keeps it.
    pub issuers: Vec<String>,
    /// The day whose state it shows.
    pub as_of: Option<Date>,
}

/// Kind of the lists whose tables say how people put what papers put otherwise.
pub const EVERYDAY: &str = "日常说法";

impl OfficialList {
    /// Whether it is no reading matter but a table of everyday words.
    pub fn is_everyday_table(&self) -> bool {
        self.list_kind == EVERYDAY
    }
}

/// A question that people ask; the record's title. The answer is the text, its grounds are links.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Who answers.
    pub body: Option<String>,
}
