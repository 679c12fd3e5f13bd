//! The directory of bodies (机构职能): who does what, where, when, under which phone.

use serde::{Deserialize, Serialize};

/// A public body; the record's title is its full name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// Short names that papers and people use.
    pub aliases: Vec<String>,
    /// 机关代字 of its document numbers.
    pub number_words: Vec<String>,
    /// 职责.
    pub duties: String,
    /// Postal address.
    pub address: String,
    /// Desk in the hall.
    pub desk: Option<String>,
    /// 咨询电话.
    pub phone: Option<String>,
    /// 监督电话.
    pub complaint_phone: Option<String>,
    /// 办公时间.
    pub hours: Option<String>,
}
