//! Interpretations (政策解读): a document explained.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Headings of an interpretation's text: the points that it should speak of.
pub const SLOTS: [&str; 8] = ["背景", "目的", "核心概念", "新旧差异", "适用范围", "标准与注意事项", "惠企利民举措", "创新举措"];

/// An interpretation; the documents it explains are its links.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Interpretation {
    /// 文字, 图解, 视频, 问答 and so on.
    pub form: String,
    /// Who explains.
    pub issuers: Vec<String>,
    /// 发布日期.
    pub published_on: Option<Date>,
}

impl Interpretation {
    /// The forms an interpretation takes.
    pub const FORMS: [&str; 10] = ["文字", "图解", "视频", "动漫", "问答", "发布会", "访谈", "专家", "媒体", "负责人"];
}
